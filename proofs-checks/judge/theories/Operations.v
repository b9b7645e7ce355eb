(* The operations the judges use whose extraction is a map to zarith.  They are extracted twice, as Coq defines them and by
   the maps, and driver/compare_maps.ml compares the two on random numbers. *)
From Coq Require Import ZArith.

Module Operations.
Definition add := Z.add.
Definition sub := Z.sub.
Definition mul := Z.mul.
Definition div := Z.div.
Definition modulo := Z.modulo.
Definition gcd := Z.gcd.
Definition max := Z.max.
Definition min := Z.min.
Definition opp := Z.opp.
Definition abs := Z.abs.
Definition sgn := Z.sgn.
Definition log2 := Z.log2.
Definition succ := Z.succ.
Definition leb := Z.leb.
Definition ltb := Z.ltb.
Definition eqb := Z.eqb.
Definition shiftl := Z.shiftl.
Definition shiftr := Z.shiftr.
Definition to_pos (a : Z) : Z := Z.pos (Z.to_pos a).
Definition to_nat := Z.to_nat.
Definition of_nat := Z.of_nat.
End Operations.
