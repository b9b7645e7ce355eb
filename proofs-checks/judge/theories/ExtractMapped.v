(* Operations.v by the maps to zarith. *)
From Attest Require Import Zarith Operations.

Extraction Language OCaml.
Extraction "mapped.ml" Operations.
