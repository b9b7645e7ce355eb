(** Complex numbers as pairs of real ones, and the three fields of the kind structure inside them:
    the rational numbers, the real numbers, all. *)

From Coq Require Import Reals Lra Lia Psatz QArith Qreals ZArith.
Local Open Scope R_scope.

Definition C : Type := (R * R)%type.
Definition C0 : C := (0, 0).
Definition C1 : C := (1, 0).
Definition Cadd (x y : C) : C := (fst x + fst y, snd x + snd y).
Definition Copp (x : C) : C := (- fst x, - snd x).
Definition Csub (x y : C) : C := Cadd x (Copp y).
Definition Cmul (x y : C) : C := (fst x * fst y - snd x * snd y, fst x * snd y + snd x * fst y).
Definition Cinv (x : C) : C :=
  let d := fst x * fst x + snd x * snd x in (fst x / d, - snd x / d).
Definition Cdiv (x y : C) : C := Cmul x (Cinv y).

Declare Scope C_scope.
Delimit Scope C_scope with C.
Bind Scope C_scope with C.
Infix "+" := Cadd : C_scope.
Infix "-" := Csub : C_scope.
Infix "*" := Cmul : C_scope.
Infix "/" := Cdiv : C_scope.

Lemma C_eq (x y : C) : fst x = fst y -> snd x = snd y -> x = y.
Proof. destruct x, y. simpl. congruence. Qed.

Lemma C_nonzero (x : C) : x <> C0 -> fst x * fst x + snd x * snd x <> 0.
Proof.
  intros nonzero zero. apply nonzero. apply C_eq; simpl; nra.
Qed.

Lemma C_ring : ring_theory C0 C1 Cadd Cmul Csub Copp (@eq C).
Proof. constructor; intros; apply C_eq; simpl; ring. Qed.

Lemma C_field : field_theory C0 C1 Cadd Cmul Csub Copp Cdiv Cinv (@eq C).
Proof.
  constructor; [exact C_ring | intros H; injection H; lra | reflexivity |].
  intros x nonzero. apply C_nonzero in nonzero. apply C_eq; simpl; field; assumption.
Qed.
Add Field C_is_a_field : C_field.

Lemma C1_nonzero : C1 <> C0.
Proof. intros same. apply (f_equal fst) in same. simpl in same. lra. Qed.

Lemma Cinv_1 : Cinv C1 = C1.
Proof. apply C_eq; simpl; field. Qed.

Lemma Cmul_integral (x y : C) : (x * y = C0)%C -> x = C0 \/ y = C0.
Proof.
  intros zero. destruct (Req_dec (fst x * fst x + snd x * snd x) 0) as [none|some].
  - left. apply C_eq; simpl; nra.
  - right. assert (nonzero : x <> C0) by (intros ->; simpl in some; lra).
    transitivity (Cinv x * (x * y))%C; [field; assumption | rewrite zero; ring].
Qed.

Fixpoint Cpow (x : C) (n : nat) : C := match n with O => C1 | S k => (x * Cpow x k)%C end.

Lemma Cpow_add x m n : Cpow x (m + n) = (Cpow x m * Cpow x n)%C.
Proof. induction m as [|m IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma Cpow_mul x y n : Cpow (x * y) n = (Cpow x n * Cpow y n)%C.
Proof. induction n as [|n IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma Cpow_one n : Cpow C1 n = C1.
Proof. induction n as [|n IH]; simpl; [reflexivity | rewrite IH; ring]. Qed.

Lemma Cpow_nonzero x n : x <> C0 -> Cpow x n <> C0.
Proof.
  intros nonzero. induction n as [|n IH]; simpl; [intros H; injection H; lra|].
  intros zero. apply Cmul_integral in zero. tauto.
Qed.

(** Rational numbers among them. *)
Definition of_Q (q : Q) : C := (Q2R q, 0).

Lemma of_Q_mul p q : of_Q (p * q) = (of_Q p * of_Q q)%C.
Proof. apply C_eq; simpl; [rewrite Q2R_mult|]; ring. Qed.

Lemma of_Q_eq p q : (p == q)%Q <-> of_Q p = of_Q q.
Proof.
  split; intros same.
  - apply C_eq; [now apply Qeq_eqR | reflexivity].
  - apply eqR_Qeq. now injection same.
Qed.

Lemma of_Q_0 : of_Q 0 = C0.
Proof. apply C_eq; simpl; [unfold Q2R; simpl; lra | reflexivity]. Qed.

Lemma of_Q_1 : of_Q 1 = C1.
Proof. apply C_eq; simpl; [unfold Q2R; simpl; lra | reflexivity]. Qed.

Inductive field := rational | real | complex.

Definition member (F : field) (z : C) : Prop :=
  match F with
  | rational => exists q : Q, z = of_Q q
  | real => snd z = 0
  | complex => True
  end.

Lemma member_of_Q F q : member F (of_Q q).
Proof. destruct F; simpl; [now exists q | reflexivity | exact I]. Qed.

Lemma member_mul F x y : member F x -> member F y -> member F (x * y)%C.
Proof.
  destruct F; simpl; [|intros -> ->; ring | tauto].
  intros [p ->] [q ->]. exists (p * q)%Q. now rewrite of_Q_mul.
Qed.

Lemma member_inv F x : x <> C0 -> member F x -> member F (Cinv x).
Proof.
  intros nonzero. destruct F; simpl; [| | tauto].
  - intros [q ->]. exists (/ q)%Q. apply C_eq; simpl.
    + rewrite Q2R_inv.
      * assert (Q2R q <> 0) by (intros zero; apply nonzero; apply C_eq; simpl; auto). field. assumption.
      * intros zero. apply nonzero. rewrite <- of_Q_0. now apply of_Q_eq.
    + unfold Rdiv. ring.
  - intros ->. unfold Rdiv. ring.
Qed.

Lemma member_pow F x n : member F x -> member F (Cpow x n).
Proof.
  intros inside. induction n as [|n IH]; simpl; [|now apply member_mul].
  rewrite <- of_Q_1. apply member_of_Q.
Qed.

(** Every complex number that is rational has an n-th root, real where it is positive or n odd. *)
Lemma Cpow_real x n : Cpow (x, 0) n = (x ^ n, 0).
Proof. induction n as [|n IH]; simpl; [reflexivity | rewrite IH; apply C_eq; simpl; ring]. Qed.

Lemma Cpow_angle a n : Cpow (cos a, sin a) n = (cos (INR n * a), sin (INR n * a)).
Proof.
  induction n as [|n IH]; [simpl; now rewrite Rmult_0_l, cos_0, sin_0|].
  change (Cpow (cos a, sin a) (S n)) with (Cmul (cos a, sin a) (Cpow (cos a, sin a) n)). rewrite IH, S_INR.
  rewrite Rmult_plus_distr_r, Rmult_1_l, cos_plus, sin_plus. apply C_eq; simpl; ring.
Qed.

Lemma positive_root t n : 0 < t -> (0 < n)%nat -> exists r, r ^ n = t.
Proof.
  intros pos some. exists (Rpower t (/ INR n)).
  assert (0 < INR n) by now apply lt_0_INR.
  rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult, Rinv_l, Rpower_1; lra.
Qed.

Lemma pow_opp_odd x n : Nat.odd n = true -> (- x) ^ n = - x ^ n.
Proof.
  intros odd. apply Nat.odd_spec in odd. destruct odd as [k ->].
  rewrite !pow_add, !pow_mult. replace ((- x) ^ 2) with (x ^ 2) by ring. ring.
Qed.

Lemma root_real t n : (0 < n)%nat -> t <> 0 -> 0 < t \/ Nat.odd n = true -> exists z, member real z /\ Cpow z n = (t, 0).
Proof.
  intros some nonzero [pos|odd].
  - destruct (positive_root t n pos some) as [r root]. exists (r, 0). split; [reflexivity|]. now rewrite Cpow_real, root.
  - destruct (Rlt_or_le 0 t) as [pos|neg].
    + destruct (positive_root t n pos some) as [r root]. exists (r, 0). split; [reflexivity|]. now rewrite Cpow_real, root.
    + destruct (positive_root (- t) n) as [r root]; [lra|assumption|]. exists (- r, 0). split; [reflexivity|].
      rewrite Cpow_real, pow_opp_odd, root, Ropp_involutive by assumption. reflexivity.
Qed.

Lemma root_complex t n : (0 < n)%nat -> t <> 0 -> exists z, Cpow z n = (t, 0).
Proof.
  intros some nonzero. destruct (Rlt_or_le 0 t) as [pos|neg].
  - destruct (root_real t n some nonzero (or_introl pos)) as (z & _ & root). now exists z.
  - destruct (positive_root (- t) n) as [r root]; [lra|assumption|].
    exists (Cmul (r, 0) (cos (PI / INR n), sin (PI / INR n))).
    assert (0 < INR n) by now apply lt_0_INR.
    rewrite Cpow_mul, Cpow_real, Cpow_angle, root.
    replace (INR n * (PI / INR n)) with PI by (field; lra).
    rewrite cos_PI, sin_PI. apply C_eq; simpl; ring.
Qed.
