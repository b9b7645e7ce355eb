(* The kinds about one matrix: which lines make which problem. *)
open Record

let rational (above, below) = { Judges.qnum = above; qden = below }
let most_numbers = 1 lsl 20

let exactly r key count =
  let found = List.rev (List.rev_map rational (numbers r key)) in
  if List.length found <> count then reject r (string_of_int count ^ " numbers are needed");
  found

let count r most x =
  if Z.sign x < 0 || Z.gt x (Z.of_int most) then reject r ("a whole number from 0 to " ^ string_of_int most ^ " is needed");
  Z.to_int x

(* The rows of a matrix, from its numbers row by row. *)
let in_rows columns l =
  let rec cut row left rows = function
    | [] -> List.rev rows
    | x :: rest when left = 1 -> cut [] columns (List.rev (x :: row) :: rows) rest
    | x :: rest -> cut (x :: row) (left - 1) rows rest
  in
  cut [] columns [] l

let take_matrix r =
  match List.map (count r most_numbers) (take_integers r "size") with
  | [ n; m ] when n > 0 && m > 0 && n * m <= most_numbers -> (n, m, in_rows m (exactly r "matrix" (n * m)))
  | _ -> reject r ("a matrix of 1 to " ^ string_of_int most_numbers ^ " entries is needed")

let one_of r key allowed =
  match List.assoc_opt (take r key) allowed with
  | Some meaning -> meaning
  | None -> reject r ("one of " ^ String.concat ", " (List.map fst allowed) ^ " is needed")

let rec triples proof = function
  | [] -> []
  | i :: j :: e :: rest -> ((i, j), e) :: triples proof rest
  | _ -> reject proof "a row, a column and an exponent for each cell are needed"

let take_witness proof =
  let word = take proof "witness" in
  match (word, if word = "shape" then [] else take_integers proof (if word = "diagonal" then "cells" else word)) with
  | "shape", [] -> Judges.Shape
  | "cells", [ i; j; k; l ] -> Judges.Cells (i, j, k, l)
  | "diagonal", [ i; j; k; l; a; b ] -> Judges.Diagonal (i, j, k, l, a, b)
  | "columns", [ a; b ] -> Judges.Two_columns (a, b)
  | "relation", l ->
      if List.length l > 3 lsl 16 then reject proof "more than 2^16 cells";
      Judges.Relation (triples proof l)
  | _ -> reject proof "no witness against this property"

let structure problem proof =
  let n, m, matrix = take_matrix problem in
  let cyclic, rescaled =
    one_of problem "property"
      [ ("circulant", (true, false)); ("toeplitz", (false, false)); ("rescaled-circulant", (true, true));
        ("rescaled-toeplitz", (false, true)) ]
  in
  let over =
    one_of problem "field" [ ("rational", Judges.Rational); ("real", Judges.Real); ("complex", Judges.Complex) ]
  in
  let holds = one_of problem "holds" [ ("yes", true); ("no", false) ] in
  finish problem;
  let claim = { Judges.matrix; cyclic; rescaled; over } in
  if holds then (
    let one = rational (Z.one, Z.one) in
    let u = if rescaled then exactly proof "u" n else [] in
    let vector = exactly proof "vector" (if cyclic then n else n + m - 1) in
    let v = if rescaled then exactly proof "v" m else [] in
    let twist = if cyclic && rescaled then rational (take_number proof "twist") else one in
    let root =
      if over = Judges.Rational && cyclic && rescaled && twist <> one then rational (take_number proof "root") else one
    in
    finish proof;
    Judges.judge_structure claim u vector v twist root)
  else
    let witness = take_witness proof in
    finish proof;
    Judges.judge_no_structure claim witness

let rank problem proof =
  let n, m, entries = take_matrix problem in
  let full = min n m in
  let least = count problem full (take_integer problem "at-least") in
  let most = count problem full (take_integer problem "at-most") in
  finish problem;
  let claim = { Judges.entries; at_least = Z.of_int least; at_most = Z.of_int most } in
  let prime = if least > 0 then take_integer proof "prime" else Z.zero in
  let pivot_rows = if least > 0 then take_integers proof "pivot-rows" else [] in
  let pivot_columns = if least > 0 then take_integers proof "pivot-columns" else [] in
  let factored = 0 < most && most < full in
  let left = if factored then in_rows most (exactly proof "left" (n * most)) else [] in
  let right = if factored then in_rows m (exactly proof "right" (most * m)) else [] in
  finish proof;
  Judges.judge_rank claim prime pivot_rows pivot_columns left right

(* Exponents of x and y, then a coefficient for each offset. *)
let take_term proof d offsets =
  let numbers = numbers proof "term" in
  if List.length numbers <> (2 * d) + offsets then reject proof (string_of_int ((2 * d) + offsets) ^ " numbers are needed");
  let exponent x =
    let e = whole proof x in
    if Z.sign e < 0 || Z.gt e (Z.of_int 2000) then reject proof "an exponent is no whole number from 0 to 2000";
    e
  in
  (List.filteri (fun i _ -> i < 2 * d) numbers |> List.map exponent,
   List.filteri (fun i _ -> i >= 2 * d) numbers |> List.map rational)

let toeplitz_terms problem proof =
  let d = count problem 1024 (take_integer problem "dim") in
  let n = count problem most_numbers (take_integer problem "length") in
  let offsets = (2 * n) - 1 in
  if d = 0 || n = 0 || offsets * d * d > most_numbers then
    reject problem ("a kernel of 1 to " ^ string_of_int most_numbers ^ " numbers is needed");
  let polynomial = List.map rational (numbers problem "polynomial") in
  if List.length polynomial > 2001 then reject problem "at most 2001 numbers";
  let kernels = in_rows (d * d) (exactly problem "kernel" (offsets * d * d)) in
  let most_terms = take_integer problem "at-most" in
  if Z.sign most_terms < 0 then reject problem "a whole number is needed";
  finish problem;
  let claim = { Judges.dim = Z.of_int d; reach = Z.of_int n; polynomial; kernels; most_terms } in
  let terms = count proof ((1 lsl 22) / ((2 * d) + offsets)) (take_integer proof "terms") in
  let terms = List.init terms (fun _ -> take_term proof d offsets) in
  finish proof;
  Judges.judge_terms claim terms
