(* Operations.v as Coq defines them, on binary numbers. *)
From Coq Require Import Extraction ExtrOcamlBasic.
From Attest Require Import Operations.

Extraction Language OCaml.
Extraction "plain.ml" Operations.
