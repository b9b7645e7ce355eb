(* attest-judge PROBLEM PROOF: attest-check's answer, from judges that are proved in ../theories and extracted.  This
   file says which lines make which problem; the judges do the rest. *)
open Record
open Matrices

let interval problem =
  match numbers problem "interval" with
  | [ a; b ] -> { Judges.left = rational a; right = rational b }
  | _ -> reject problem "two ends a < b are needed"

let measure problem =
  match take problem "error" with
  | "absolute" -> Judges.Absolute
  | "relative" -> Judges.Relative
  | _ -> reject problem "absolute or relative is needed"

let exp_degree problem proof =
  let degree_on = interval problem in
  let degree_measure = measure problem in
  let degree_eps = rational (take_number problem "eps") in
  let degree_at_least = take_integer problem "at-least" in
  let degree_at_most = take_integer problem "at-most" in
  finish problem;
  let claim = { Judges.degree_on; degree_measure; degree_eps; degree_at_least; degree_at_most } in
  if not (Judges.degree_allowed claim) then reject problem "the numbers are out of range";
  let below = Z.sign degree_at_least > 0 in
  let degree_steps = if below then take_integer proof "steps" else Z.one in
  let degree_points = if below then take_integers proof "points" else [] in
  let degree_scale = take_integer proof "scale" in
  let degree_chebyshev = take_integers proof "chebyshev" in
  finish proof;
  Judges.judge_degree claim { Judges.degree_steps; degree_points; degree_scale; degree_chebyshev }

let exp_error problem proof =
  let error_on = interval problem in
  let error_measure = measure problem in
  let error_polynomial = List.map rational (numbers problem "polynomial") in
  let error_at_least = rational (take_number problem "at-least") in
  let error_at_most = rational (take_number problem "at-most") in
  finish problem;
  let claim = { Judges.error_on; error_measure; error_polynomial; error_at_least; error_at_most } in
  if not (Judges.error_allowed claim) then reject problem "the numbers are out of range";
  let point = rational (take_number proof "point") in
  finish proof;
  Judges.judge_error claim point

let kinds =
  [ ("exp-degree", exp_degree);
    ("exp-error", exp_error);
    ("normalization", Instances.normalization);
    ("rank", rank);
    ("structure", structure);
    ("toeplitz-terms", toeplitz_terms) ]

(* attest-check judges these; here they are not proved. *)
let others =
  [ "attention-rows"; "tensor-attention-rows"; "tensor-terms"; "tensor-rank"; "reduction-gap"; "protocol-count"; "statement" ]

let judge problem_file proof_file =
  let problem_text = read_file problem_file in
  let proof_text = read_file proof_file in
  let problem = of_text "problem" problem_text in
  let proof = of_text "proof" proof_text in
  if take problem "attest-problem" <> "1" then reject problem "version 1 is read here";
  let id = take problem "id" in
  let letter c = ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c = '-' in
  if id = "" || String.length id > 100 || not (String.for_all letter id) then
    reject problem "an id has letters a-z, digits and hyphens";
  let kind = take problem "kind" in
  if take proof "attest-proof" <> "1" then reject proof "version 1 is read here";
  if take proof "problem" <> Sha256.of_string problem_text then reject proof "it was made for another problem file";
  if take proof "kind" <> kind then reject proof "its kind is not the problem's";
  match List.assoc_opt kind kinds with
  | Some check -> if check problem proof then id else reject proof "it does not prove the problem"
  | None when List.mem kind others -> raise (Unreadable ("kind " ^ kind ^ " is not judged here; attest-check judges it"))
  | None -> reject problem "an unknown kind"

(* Lists of a million numbers want a deeper stack than usual: the program starts itself again with all there is. *)
let deepen files =
  let size name = try (Unix.stat name).st_size with Unix.Unix_error _ -> 0 in
  if List.fold_left (fun all name -> all + size name) 0 files > 1 lsl 17 && Sys.getenv_opt "ATTEST_JUDGE_STACK" = None then (
    Unix.putenv "ATTEST_JUDGE_STACK" "deep";
    let start = {|ulimit -S -s "$(ulimit -H -s)"; exec "$0" "$@"|} in
    try Unix.execv "/bin/sh" (Array.of_list ("sh" :: "-c" :: start :: Sys.executable_name :: files)) with Unix.Unix_error _ -> ())

let () =
  let leave line =
    prerr_endline line;
    exit 2
  in
  if Array.length Sys.argv <> 3 then
    leave "usage: attest-judge PROBLEM PROOF\nExit code 0: verified; 1: rejected; 2: unreadable, or of a kind not judged here.";
  deepen [ Sys.argv.(1); Sys.argv.(2) ];
  match judge Sys.argv.(1) Sys.argv.(2) with
  | id -> print_endline ("s VERIFIED " ^ id)
  | exception Rejected (line, reason) ->
      Printf.printf "s REJECTED line %d: %s\n%!" line reason;
      exit 1
  | exception Unreadable why -> leave ("attest-judge: " ^ why)
  | exception (Out_of_memory | Stack_overflow | Z.Overflow) -> leave "attest-judge: out of memory"
