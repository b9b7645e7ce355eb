(* compare_maps SEED COUNT: each operation of theories/Operations.v as Coq defines it and by the maps to zarith, on random
   numbers.  Exit code 0: they agree. *)
module P = Plain.Operations
module M = Mapped.Operations

let rec positive n =
  if Z.equal n Z.one then Plain.XH
  else
    let half = Z.shift_right n 1 in
    if Z.is_odd n then Plain.XI (positive half) else Plain.XO (positive half)

let plain n =
  match Z.sign n with 0 -> Plain.Z0 | 1 -> Plain.Zpos (positive n) | _ -> Plain.Zneg (positive (Z.neg n))

let rec of_positive = function
  | Plain.XH -> Z.one
  | Plain.XO p -> Z.shift_left (of_positive p) 1
  | Plain.XI p -> Z.succ (Z.shift_left (of_positive p) 1)

let whole = function Plain.Z0 -> Z.zero | Plain.Zpos p -> of_positive p | Plain.Zneg p -> Z.neg (of_positive p)

(* 0 to 130 bits; powers of two and their neighbours are as likely as anything else. *)
let random () =
  let bits = Random.int 131 in
  let n = if Random.bool () then Z.shift_left Z.one bits else Z.of_bits (String.init 17 (fun _ -> Char.chr (Random.int 256))) in
  let n = Z.add (Z.extract n 0 (bits + 1)) (Z.of_int (Random.int 3 - 1)) in
  if Random.bool () then n else Z.neg n

let agree name a b plain mapped =
  if not (Z.equal plain mapped) then (
    Printf.printf "%s %s %s: %s by definition, %s by its map\n" name (Z.to_string a) (Z.to_string b) (Z.to_string plain)
      (Z.to_string mapped);
    exit 1)

let of_bool b = if b then Z.one else Z.zero

let two =
  [ ("add", P.add, M.add); ("sub", P.sub, M.sub); ("mul", P.mul, M.mul); ("div", P.div, M.div);
    ("modulo", P.modulo, M.modulo); ("gcd", P.gcd, M.gcd); ("max", P.max, M.max); ("min", P.min, M.min) ]

let one =
  [ ("opp", P.opp, M.opp); ("abs", P.abs, M.abs); ("sgn", P.sgn, M.sgn); ("log2", P.log2, M.log2); ("succ", P.succ, M.succ);
    ("to_pos", P.to_pos, M.to_pos) ]

let orders = [ ("leb", P.leb, M.leb); ("ltb", P.ltb, M.ltb); ("eqb", P.eqb, M.eqb) ]
let shifts = [ ("shiftl", P.shiftl, M.shiftl); ("shiftr", P.shiftr, M.shiftr) ]

let () =
  Random.init (int_of_string Sys.argv.(1));
  for _ = 1 to int_of_string Sys.argv.(2) do
    let a = random () in
    let b = match Random.int 8 with 0 -> a | 1 -> Z.neg a | 2 -> Z.zero | _ -> random () in
    let small = Z.of_int (Random.int 161 - 80) in
    List.iter (fun (name, p, m) -> agree name a b (whole (p (plain a) (plain b))) (m a b)) two;
    List.iter (fun (name, p, m) -> agree name a small (whole (p (plain a) (plain small))) (m a small)) shifts;
    List.iter (fun (name, p, m) -> agree name a a (whole (p (plain a))) (m a)) one;
    List.iter (fun (name, p, m) -> agree name a b (of_bool (p (plain a) (plain b))) (of_bool (m a b))) orders;
    agree "of_nat (to_nat)" small small (whole (P.of_nat (P.to_nat (plain small)))) (M.of_nat (M.to_nat small))
  done;
  print_endline "all agree"
