(* How the judges' types become OCaml's: positive, N and Z the integers of zarith by the standard library's
   ExtrOcamlZBigInt, bool, option, lists and pairs OCaml's own by ExtrOcamlBasic; the one map of our own is Z.gcd. *)
From Coq Require Export Extraction ExtrOcamlBasic ExtrOcamlZBigInt.
From Coq Require Import ZArith.

Extract Constant Z.gcd => "Big_int_Z.gcd_big_int".
