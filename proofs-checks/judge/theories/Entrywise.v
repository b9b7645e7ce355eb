(** The entrywise (Hadamard) product of two matrices. *)

From mathcomp Require Import all_ssreflect all_algebra.
Local Open Scope ring_scope.

Definition hadamard (R : ringType) n m (A B : 'M[R]_(n, m)) : 'M[R]_(n, m) := \matrix_(i, j) (A i j * B i j).
Arguments hadamard {R n m}.
