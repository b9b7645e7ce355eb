(* Kind normalization: which lines make which problem. *)
open Record
open Matrices

let normalization problem proof =
  let norm_order = take_integer problem "order" in
  let norm_eps = rational (take_number problem "eps") in
  let norm_bound = rational (take_number problem "bound") in
  let norm_at_least = rational (take_number problem "at-least") in
  finish problem;
  let claim = { Judges.norm_order; norm_eps; norm_bound; norm_at_least } in
  if not (Judges.normalization_allowed claim) then reject problem "the numbers are out of range";
  let sizes = List.map (count proof most_numbers) (take_integers proof "sizes") in
  if List.length sizes <> Z.to_int norm_order - 1 then reject proof "order - 1 numbers are needed";
  let size all n =
    if n = 0 || n > most_numbers / all then reject proof ("1 to " ^ string_of_int most_numbers ^ " columns are needed");
    all * n
  in
  let columns = List.fold_left size 1 sizes in
  let weights = exactly proof "weights" columns in
  let perturbed = exactly proof "perturbed" columns in
  let values = List.map (exactly proof "values") sizes in
  finish proof;
  Judges.judge_normalization claim weights perturbed values
