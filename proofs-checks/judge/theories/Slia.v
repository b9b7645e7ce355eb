(** Linear arithmetic on mathcomp's natural numbers by the standard library's [lia]. *)

From Coq Require Import Lia.
From mathcomp Require Import all_ssreflect.

Ltac slia_hypothesis :=
  match goal with
  | H : is_true (~~ leq _ _) |- _ => rewrite -ltnNge in H
  | H : is_true (leq ?a ?b) |- _ => apply (elimT (@leP a b)) in H
  | H : is_true (@eq_op nat_eqType _ _) |- _ => apply (elimT eqP) in H
  end.

Ltac slia :=
  repeat slia_hypothesis; try match goal with |- is_true (leq _ _) => apply/leP | |- is_true (eq_op _ _) => apply/eqP end;
  change addn with Nat.add in *; change subn with Nat.sub in *; change muln with Nat.mul in *; lia.
