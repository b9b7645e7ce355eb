(* A problem or proof file: lines `key value`, in the order the grammar wants (docs/certificates.md). *)

exception Unreadable of string
exception Rejected of int * string  (* line, reason *)

type t = { which : string; lines : string array; mutable taken : int }

let reject r reason = raise (Rejected (r.taken, r.which ^ ": " ^ reason))

let read_file name =
  let unreadable why = raise (Unreadable (name ^ ": " ^ why)) in
  match (Unix.stat name).st_kind with
  | exception Unix.Unix_error _ -> unreadable "no such regular file"
  | S_REG -> (
      try
        let channel = open_in_bin name in
        let length = in_channel_length channel in
        if length > 1 lsl 25 then unreadable "more than 2^25 bytes";
        let text = really_input_string channel length in
        close_in channel;
        text
      with End_of_file | Sys_error _ -> unreadable "cannot be read to its end")
  | _ -> unreadable "no such regular file"

(* Each line is ended by a line break, and holds no control character. *)
let of_text which text =
  let parts = Array.of_list (String.split_on_char '\n' text) in
  let count = Array.length parts - 1 in
  if count > 1 lsl 21 then raise (Unreadable (which ^ ": more than 2^21 lines"));
  let r = { which; lines = Array.sub parts 0 count; taken = 0 } in
  Array.iteri
    (fun i line ->
      r.taken <- i + 1;
      String.iter (fun c -> if c < ' ' || c = '\127' then reject r "a control character") line)
    r.lines;
  r.taken <- count + 1;
  if parts.(count) <> "" then reject r "the last line has no line break";
  r.taken <- 0;
  r

(* The value of the next line, which must have this key. *)
let take r key =
  r.taken <- r.taken + 1;
  if r.taken > Array.length r.lines then reject r ("ends where '" ^ key ^ "' should stand");
  let line = r.lines.(r.taken - 1) and n = String.length key + 1 in
  if String.length line < n || String.sub line 0 n <> key ^ " " then reject r ("'" ^ key ^ "' should stand here");
  String.sub line n (String.length line - n)

let finish r =
  r.taken <- r.taken + 1;
  if r.taken > Array.length r.lines || r.lines.(r.taken - 1) <> "end" then reject r "'end' should stand here";
  if r.taken <> Array.length r.lines then (
    r.taken <- r.taken + 1;
    reject r "something stands behind 'end'")

(* --- numbers -------------------------------------------------------------------------------------------------------- *)

let whole_digits r text =
  let n = String.length text in
  if n = 0 || n > 100_000 || not (String.for_all (fun c -> '0' <= c && c <= '9') text) then reject r "not a rational number";
  Z.of_string text

(* `digits` or `digits/digits` with an optional `-`, as numerator and denominator in lowest terms. *)
let number r text =
  let negative = text <> "" && text.[0] = '-' in
  let text = if negative then String.sub text 1 (String.length text - 1) else text in
  let above, below =
    match String.index_opt text '/' with
    | None -> (whole_digits r text, Z.one)
    | Some i -> (whole_digits r (String.sub text 0 i), whole_digits r (String.sub text (i + 1) (String.length text - i - 1)))
  in
  if Z.equal below Z.zero then reject r "a denominator is zero";
  let g = Z.gcd above below in
  ((if negative then Z.neg else Fun.id) (Z.divexact above g), Z.divexact below g)

let whole r (above, below) = if Z.equal below Z.one then above else reject r "a number that is not whole"
let numbers r key = List.rev (List.rev_map (number r) (String.split_on_char ' ' (take r key)))  (* lists may be long *)
let one r = function [ x ] -> x | _ -> reject r "one number is needed"
let take_number r key = number r (take r key)
let take_integers r key = List.map (whole r) (numbers r key)
let take_integer r key = one r (take_integers r key)
