(** The error of attention through its division: relative errors of the weights of a row
    move its output by at most (half the spread of the values) times a sharp constant.

    In words: docs/theory/normalization.md.  One row and one column of V: weights A_l > 0, perturbed
    weights A'_l with |A'_l - A_l| <= eps A_l, values v_l.  For order k the indices are tuples and the
    values products of entries; they are numbered, and nothing else changes. *)

From Coq Require Import Reals Lra Lia Psatz.
From Attest Require Import Sums.
Local Open Scope R_scope.

(** An entry of D^-1 A V, with D the row sums of A. *)
Definition output (n : nat) (A v : nat -> R) : R := sum n (fun l => A l * v l) / sum n A.

(** The hypothesis on the weights: entrywise relative error eps. *)
Definition within (n : nat) (eps : R) (A A' : nat -> R) : Prop :=
  forall l, (l < n)%nat -> 0 < A l /\ Rabs (A' l - A l) <= eps * A l.

(** The sharp constant, 2 (1 - sqrt (1 - eps^2)) / eps = eps (1 + eps^2/4 + ...). *)
Definition constant (eps : R) : R := 2 * (1 - sqrt (1 - eps * eps)) / eps.

(** Row sums: |D' - D| <= eps D.  Alman & Song 2302.13214, Lemma 3.5 (P0-11); claim softmax-row-sums. *)
Theorem row_sums n eps A A' : within n eps A A' -> Rabs (sum n A' - sum n A) <= eps * sum n A.
Proof.
  intros near. rewrite <- sum_sub, <- sum_scale.
  eapply Rle_trans; [apply sum_abs|]. apply sum_le. intros l below. now apply near.
Qed.

Section Row.
  Variables (n : nat) (eps c h : R) (A A' v : nat -> R).
  Hypotheses (some : (0 < n)%nat) (eps0 : 0 <= eps) (eps1 : eps < 1) (near : within n eps A A').
  Hypothesis values : forall l, (l < n)%nat -> Rabs (v l - c) <= h.
  Let D := sum n A.
  Let D' := sum n A'.

  Lemma denominators : 0 < D /\ Rabs (D' - D) <= eps * D /\ 0 < D'.
  Proof.
    assert (0 < D) by (apply sum_pos; auto; intros; now apply near).
    assert (bound : Rabs (D' - D) <= eps * D) by now apply row_sums.
    repeat split; auto. apply Rabs_le_between in bound. nra.
  Qed.

  (** A'_l/D' - A_l/D over the common denominator; it adds up to 0, so that the values may be centred. *)
  Let change l := A' l * D - A l * D'.

  Lemma difference : (output n A' v - output n A v) * (D * D') = sum n (fun l => change l * (v l - c)).
  Proof.
    destruct denominators as (posD & _ & posD').
    transitivity (D * sum n (fun l => A' l * v l) - D' * sum n (fun l => A l * v l)).
    - unfold output. fold D D'. field. lra.
    - rewrite <- !sum_scale, <- sum_sub.
      assert (balance : sum n (fun l => c * change l) = 0).
      { rewrite sum_scale. unfold change. rewrite sum_sub.
        rewrite (sum_ext n (fun l => A' l * D) (fun l => D * A' l)) by (intros; ring).
        rewrite (sum_ext n (fun l => A l * D') (fun l => D' * A l)) by (intros; ring).
        rewrite !sum_scale. fold D D'. ring. }
      rewrite <- (Rplus_0_r (sum n (fun l => change l * (v l - c)))), <- balance, <- sum_add.
      apply sum_ext. intros. unfold change. ring.
  Qed.

  (** A convex function on [-eps, eps] lies below its chord: here |change|, as a function of A'_l/A_l - 1. *)
  Lemma chord l : (l < n)%nat -> eps * Rabs (change l) <= eps * eps * (A l * D) - (D' - D) * (A' l - A l).
  Proof.
    intros below. destruct (near l below) as [posA bound]. destruct denominators as (posD & boundD & _).
    apply Rabs_le_between in bound. apply Rabs_le_between in boundD. unfold change.
    assert (0 <= (eps * A l - (A' l - A l)) * (eps * D + (D' - D))) by (apply Rmult_le_pos; lra).
    assert (0 <= (eps * A l + (A' l - A l)) * (eps * D - (D' - D))) by (apply Rmult_le_pos; lra).
    unfold Rabs. destruct Rcase_abs; lra.
  Qed.

  Lemma total : eps * sum n (fun l => Rabs (change l)) <= eps * eps * (D * D) - (D' - D) * (D' - D).
  Proof.
    rewrite <- sum_scale.
    apply Rle_trans with (sum n (fun l => eps * eps * D * A l - (D' - D) * (A' l - A l))).
    - apply sum_le. intros l below. pose proof (chord l below). lra.
    - rewrite sum_sub, !sum_scale, sum_sub. fold D D'. lra.
  Qed.

  Lemma error : eps * Rabs (output n A' v - output n A v) * (D * D')
                <= h * (eps * eps * (D * D) - (D' - D) * (D' - D)).
  Proof.
    destruct denominators as (posD & _ & posD').
    assert (0 <= h) by (eapply Rle_trans; [apply Rabs_pos | now apply (values 0%nat)]).
    assert (0 < D * D') by now apply Rmult_lt_0_compat.
    replace (eps * Rabs (output n A' v - output n A v) * (D * D'))
      with (eps * Rabs (sum n (fun l => change l * (v l - c)))).
    2:{ rewrite <- difference, Rabs_mult, (Rabs_right (D * D')) by lra. ring. }
    apply Rle_trans with (h * (eps * sum n (fun l => Rabs (change l)))).
    - rewrite <- Rmult_assoc, (Rmult_comm h eps), Rmult_assoc. apply Rmult_le_compat_l; [assumption|].
      eapply Rle_trans; [apply sum_abs|]. rewrite <- sum_scale. apply sum_le. intros l below.
      rewrite Rabs_mult, Rmult_comm. apply Rmult_le_compat_r; [apply Rabs_pos | now apply values].
    - apply Rmult_le_compat_l; [assumption | apply total].
  Qed.

  (** The last step: (eps^2 - x^2)/(1 + x) is at most 2 (1 - s), s^2 = 1 - eps^2, by a square. *)
  Lemma sharp_row : 0 < eps -> Rabs (output n A' v - output n A v) <= h * constant eps.
  Proof.
    intros pos. destruct denominators as (posD & _ & posD'). pose proof error as bound.
    assert (0 <= h) by (eapply Rle_trans; [apply Rabs_pos | now apply (values 0%nat)]).
    assert (root : sqrt (1 - eps * eps) * sqrt (1 - eps * eps) = 1 - eps * eps) by (apply sqrt_sqrt; nra).
    unfold constant. set (s := sqrt (1 - eps * eps)) in *.
    assert (0 < D * D') by now apply Rmult_lt_0_compat.
    apply Rmult_le_reg_r with (eps * (D * D')); [now apply Rmult_lt_0_compat|].
    replace (h * (2 * (1 - s) / eps) * (eps * (D * D'))) with (h * (2 * (1 - s) * (D * D'))) by (field; lra).
    replace (Rabs (output n A' v - output n A v) * (eps * (D * D')))
      with (eps * Rabs (output n A' v - output n A v) * (D * D')) by ring.
    eapply Rle_trans; [apply bound|]. apply Rmult_le_compat_l; [assumption|].
    assert (square : 0 <= (D' - D + (1 - s) * D) * (D' - D + (1 - s) * D)) by apply Rle_0_sqr.
    replace (eps * eps) with (1 - s * s) by lra. lra.
  Qed.

  Lemma plain_row : Rabs (output n A' v - output n A v) <= 2 * eps * h.
  Proof.
    assert (0 <= h) by (eapply Rle_trans; [apply Rabs_pos | now apply (values 0%nat)]).
    destruct (Req_dec eps 0) as [zero|].
    - enough (output n A' v = output n A v) as -> by (rewrite Rminus_eq_0, Rabs_R0; nra).
      assert (same : forall l, (l < n)%nat -> A' l = A l).
      { intros l below. destruct (near l below) as [_ bound]. rewrite zero in bound.
        apply Rabs_le_between in bound. lra. }
      unfold output. rewrite (sum_ext n A' A same). f_equal.
      apply sum_ext. intros. now rewrite same.
    - eapply Rle_trans; [apply sharp_row; lra|]. rewrite (Rmult_comm _ h).
      apply Rmult_le_compat_l; [assumption|]. unfold constant.
      assert (root : sqrt (1 - eps * eps) * sqrt (1 - eps * eps) = 1 - eps * eps) by (apply sqrt_sqrt; nra).
      pose proof (sqrt_pos (1 - eps * eps)). set (s := sqrt (1 - eps * eps)) in *.
      apply Rmult_le_reg_r with eps; [lra|]. unfold Rdiv.
      rewrite !Rmult_assoc, Rinv_l, Rmult_1_r by lra. nra.
  Qed.
End Row.

(** The papers' bound, 2 eps max|V|.  Alman & Song 2302.13214, Lemmas 3.6 and 3.7 with both errors eps (P0-12);
    claim softmax-normalization.  For order k the values are products, and B is B^(k-1) (P1-10). *)
Theorem normalization n eps B A A' v :
  (0 < n)%nat -> 0 <= eps < 1 -> within n eps A A' -> (forall l, (l < n)%nat -> Rabs (v l) <= B) ->
  Rabs (output n A' v - output n A v) <= 2 * eps * B.
Proof.
  intros some [eps0 eps1] near values. apply plain_row with (c := 0); auto.
  intros. rewrite Rminus_0_r. auto.
Qed.

(** The sharp bound (P0-13); claims softmax-normalization-sharp, tensor-normalization-sharp. *)
Theorem normalization_sharp n eps v1 v2 A A' v :
  (0 < n)%nat -> 0 < eps < 1 -> within n eps A A' -> (forall l, (l < n)%nat -> v1 <= v l <= v2) ->
  Rabs (output n A' v - output n A v) <= (v2 - v1) / 2 * constant eps.
Proof.
  intros some [eps0 eps1] near values. apply sharp_row with (c := (v1 + v2) / 2); auto; [lra|].
  intros l below. specialize (values l below). apply Rabs_le. lra.
Qed.

(** It is attained, for every eps and every interval of values, by two weights: v2 for the first, v1 for the other. *)
Definition two_values (v2 v1 : R) (l : nat) : R := match l with O => v2 | _ => v1 end.

Lemma two_weights eps v1 v2 :
  0 < eps < 1 -> v1 <= v2 ->
  exists A A', within 2 eps A A' /\
    Rabs (output 2 A' (two_values v2 v1) - output 2 A (two_values v2 v1)) = (v2 - v1) / 2 * constant eps.
Proof.
  intros [eps0 eps1] ordered.
  assert (root : sqrt (1 - eps * eps) * sqrt (1 - eps * eps) = 1 - eps * eps) by (apply sqrt_sqrt; nra).
  assert (0 < sqrt (1 - eps * eps)) by (apply sqrt_lt_R0; nra).
  unfold constant. set (s := sqrt (1 - eps * eps)) in *.
  assert (s < 1) by nra.
  (* the weights (eps - (1 - s)) : (eps + (1 - s)), moved up and down *)
  pose (p := eps - (1 - s)). pose (q := eps + (1 - s)).
  assert (0 < p) by (unfold p; nra). assert (0 < q) by (unfold q; lra).
  exists (fun l => match l with O => p | _ => q end),
         (fun l => match l with O => p * (1 + eps) | _ => q * (1 - eps) end).
  split.
  - intros [|l] _; split; auto.
    + replace (p * (1 + eps) - p) with (eps * p) by ring. rewrite Rabs_right; nra.
    + replace (q * (1 - eps) - q) with (- (eps * q)) by ring. rewrite Rabs_Ropp, Rabs_right; nra.
  - unfold output, two_values. simpl. rewrite !Rplus_0_l.
    replace (p * (1 + eps) + q * (1 - eps)) with (2 * eps * s) by (unfold p, q; ring).
    replace (p + q) with (2 * eps) by (unfold p, q; ring).
    replace ((p * (1 + eps) * v2 + q * (1 - eps) * v1) / (2 * eps * s) - (p * v2 + q * v1) / (2 * eps))
      with ((v2 - v1) / 2 * (2 * (1 - s) / eps)).
    + apply Rabs_right, Rle_ge. apply Rmult_le_pos; [lra|].
      apply Rmult_le_pos; [lra|]. apply Rlt_le, Rinv_0_lt_compat. lra.
    + unfold p, q. apply Rmult_eq_reg_r with (2 * eps * s); [|nra]. field_simplify; [|lra..]. nra.
Qed.

Theorem normalization_attained eps v1 v2 :
  0 < eps < 1 -> v1 <= v2 ->
  exists A A' v, within 2 eps A A' /\ (forall l, (l < 2)%nat -> v1 <= v l <= v2) /\
                 Rabs (output 2 A' v - output 2 A v) = (v2 - v1) / 2 * constant eps.
Proof.
  intros range ordered. destruct (two_weights eps v1 v2 range ordered) as (A & A' & near & reached).
  exists A, A', (two_values v2 v1). split; [assumption|]. split; [|assumption]. intros [|l] _; simpl; lra.
Qed.

(** Order k (P1-10): the values are products of k - 1 entries up to B, so the constant is B^(k-1). *)
Fixpoint product (k : nat) (f : nat -> R) : R := match k with O => 1 | S j => product j f * f j end.

Lemma product_bound k B f : (forall a, (a < k)%nat -> Rabs (f a) <= B) -> Rabs (product k f) <= B ^ k.
Proof.
  induction k as [|k IH]; intros bound; simpl; [rewrite Rabs_R1; lra|].
  rewrite Rabs_mult, Rmult_comm. apply Rmult_le_compat; auto using Rabs_pos.
Qed.

(** V a l is the entry of the a-th value matrix that belongs to the l-th tuple, a < k - 1. *)
Theorem normalization_order n k eps B A A' (V : nat -> nat -> R) :
  (0 < n)%nat -> 0 < eps < 1 -> within n eps A A' ->
  (forall a l, (a < k - 1)%nat -> (l < n)%nat -> Rabs (V a l) <= B) ->
  let v l := product (k - 1) (fun a => V a l) in
  Rabs (output n A' v - output n A v) <= B ^ (k - 1) * constant eps.
Proof.
  intros some range near bound v.
  replace (B ^ (k - 1)) with ((B ^ (k - 1) - - B ^ (k - 1)) / 2) by field.
  apply normalization_sharp; auto. intros l below. apply Rabs_le_between, product_bound. auto.
Qed.

(** The constant against the papers' 2 eps. *)
Lemma constant_ratio eps : 0 < eps < 1 -> constant eps * (1 + sqrt (1 - eps * eps)) = 2 * eps.
Proof.
  intros range. unfold constant.
  assert (root : sqrt (1 - eps * eps) * sqrt (1 - eps * eps) = 1 - eps * eps) by (apply sqrt_sqrt; nra).
  set (s := sqrt (1 - eps * eps)) in *.
  apply Rmult_eq_reg_r with eps; [|lra].
  replace (2 * (1 - s) / eps * (1 + s) * eps) with (2 * (1 - s * s)) by (field; lra). rewrite root. ring.
Qed.

(** The plain bound copied to order k, 2 eps B for B^(k-1) where the values are products: right up to
    B^(k-2) = 1 + sqrt (1 - eps^2), wrong above.  (P1-10; claims tensor-normalization-copied,
    tensor-normalization-threshold) *)
Theorem copied_bound_holds n k eps B A A' (V : nat -> nat -> R) :
  (0 < n)%nat -> (2 <= k)%nat -> 0 < eps < 1 -> 0 <= B -> B ^ (k - 2) <= 1 + sqrt (1 - eps * eps) -> within n eps A A' ->
  (forall a l, (a < k - 1)%nat -> (l < n)%nat -> Rabs (V a l) <= B) ->
  let v l := product (k - 1) (fun a => V a l) in
  Rabs (output n A' v - output n A v) <= 2 * eps * B.
Proof.
  intros some order range B0 small near bound v.
  eapply Rle_trans; [now apply (normalization_order n k eps B A A' V)|].
  pose proof (constant_ratio eps range) as ratio. pose proof (sqrt_pos (1 - eps * eps)).
  assert (0 <= constant eps) by nra.
  replace (k - 1)%nat with (S (k - 2)) by lia. simpl pow. rewrite <- ratio.
  replace (B * B ^ (k - 2) * constant eps) with (B * (constant eps * B ^ (k - 2))) by ring.
  rewrite (Rmult_comm _ B). apply Rmult_le_compat_l; [assumption|]. now apply Rmult_le_compat_l.
Qed.

Theorem copied_bound_fails k eps B :
  (3 <= k)%nat -> 0 < eps < 1 -> 0 < B -> 1 + sqrt (1 - eps * eps) < B ^ (k - 2) ->
  exists A A' (V : nat -> nat -> R), within 2 eps A A' /\ (forall a l, Rabs (V a l) <= B) /\
    let v l := product (k - 1) (fun a => V a l) in
    2 * eps * B < Rabs (output 2 A' v - output 2 A v).
Proof.
  intros order range B0 large.
  assert (power : 0 < B ^ (k - 1)) by now apply pow_lt.
  destruct (two_weights eps (- B ^ (k - 1)) (B ^ (k - 1)) range) as (A & A' & near & reached); [lra|].
  exists A, A', (fun a l => match a with O => two_values B (- B) l | _ => B end). split; [assumption|]. split.
  { intros a l. apply Rabs_le. destruct a; [destruct l; simpl; lra | lra]. }
  intros v.
  assert (values : forall l, v l = two_values (B ^ (k - 1)) (- B ^ (k - 1)) l).
  { intros l. unfold v. replace (k - 1)%nat with (S (k - 2)) by lia. generalize (k - 2)%nat. intros j.
    induction j as [|j IH]; [destruct l; simpl; ring|].
    change (product (S (S j)) ?f) with (product (S j) f * f (S j)). rewrite IH. destruct l; simpl; ring. }
  assert (same : forall W, output 2 W v = output 2 W (two_values (B ^ (k - 1)) (- B ^ (k - 1)))).
  { intros W. unfold output. f_equal. apply sum_ext. intros l _. now rewrite values. }
  rewrite !same, reached. pose proof (constant_ratio eps range) as ratio. pose proof (sqrt_pos (1 - eps * eps)).
  assert (0 < constant eps) by nra.
  replace ((B ^ (k - 1) - - B ^ (k - 1)) / 2) with (B ^ (k - 1)) by field.
  replace (k - 1)%nat with (S (k - 2)) by lia. simpl pow. rewrite <- ratio.
  replace (B * B ^ (k - 2) * constant eps) with (B * (constant eps * B ^ (k - 2))) by ring.
  rewrite (Rmult_comm _ B). apply Rmult_lt_compat_l; [assumption|]. now apply Rmult_lt_compat_l.
Qed.
