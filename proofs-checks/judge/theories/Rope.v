(** Standard rotary positions: the scores are a product of two n x d matrices, so their rank is at most d.

    In words: docs/theory/rope.md, "Standard RoPE is low rank".  d = 2 m; coordinates 2 l and 2 l + 1 form
    plane l.  A coordinate in no plane is in one whose angle is 0, next to a coordinate that is 0. *)

From Coq Require Import Reals Lra Lia Psatz PeanoNat.
From Attest Require Import Sums.
Local Open Scope R_scope.

Definition dot (d : nat) (x y : nat -> R) : R := sum d (fun a => x a * y a).

(** Every plane l turned by its angle phi_l: the blocks [cos, -sin; sin, cos] on the diagonal. *)
Definition turn (phi : nat -> R) (x : nat -> R) (a : nat) : R :=
  let l := Nat.div2 a in
  if Nat.even a then cos (phi l) * x (2 * l)%nat - sin (phi l) * x (2 * l + 1)%nat
  else sin (phi l) * x (2 * l)%nat + cos (phi l) * x (2 * l + 1)%nat.

(** R_i: position i turns plane l by i theta_l.  Any theta, any real (also negative) position. *)
Definition rotary (theta : nat -> R) (position : R) : (nat -> R) -> nat -> R :=
  turn (fun l => position * theta l).

(** The score of query i and key j, q_i^T R_(j-i) k_j (P2-02; W_k = R_(-k)). *)
Definition rope_score (m : nat) (theta : nat -> R) (q k : nat -> nat -> R) (i j : nat) : R :=
  dot (2 * m) (q i) (rotary theta (INR j - INR i) (k j)).

Lemma turn_even phi x l : turn phi x (2 * l) = cos (phi l) * x (2 * l)%nat - sin (phi l) * x (2 * l + 1)%nat.
Proof. unfold turn. rewrite Nat.div2_double, Nat.even_mul. reflexivity. Qed.

Lemma turn_odd phi x l :
  turn phi x (2 * l + 1) = sin (phi l) * x (2 * l)%nat + cos (phi l) * x (2 * l + 1)%nat.
Proof.
  replace (2 * l + 1)%nat with (S (2 * l)) by lia. unfold turn.
  rewrite Nat.div2_succ_double, Nat.even_succ, Nat.odd_mul. cbn [Nat.odd Nat.even negb andb].
  now replace (2 * l + 1)%nat with (S (2 * l)) by lia.
Qed.

Lemma dot_planes m x y :
  dot (2 * m) x y = sum m (fun l => x (2 * l)%nat * y (2 * l)%nat + x (2 * l + 1)%nat * y (2 * l + 1)%nat).
Proof.
  unfold dot. induction m as [|m IH]; [reflexivity|].
  replace (2 * S m)%nat with (S (S (2 * m))) by lia.
  change (sum (S (S (2 * m))) (fun a => x a * y a))
    with (sum (2 * m) (fun a => x a * y a) + x (2 * m)%nat * y (2 * m)%nat + x (S (2 * m)) * y (S (2 * m))).
  rewrite IH. cbn [sum]. replace (2 * m + 1)%nat with (S (2 * m)) by lia. lra.
Qed.

(** R_(phi)^T R_(psi) = R_(psi - phi). *)
Theorem turn_both m phi psi x y :
  dot (2 * m) (turn phi x) (turn psi y) = dot (2 * m) x (turn (fun l => psi l - phi l) y).
Proof.
  rewrite !dot_planes. apply sum_ext. intros l _.
  rewrite !turn_even, !turn_odd, cos_minus, sin_minus. ring.
Qed.

(** q_i^T R_(j-i) k_j = (R_i q_i) . (R_j k_j).  Fast RoPE attention (P2-13); claim rope-scores-low-rank. *)
Theorem rope_score_split m theta q k i j :
  rope_score m theta q k i j = dot (2 * m) (rotary theta (INR i) (q i)) (rotary theta (INR j) (k j)).
Proof.
  unfold rope_score, rotary. rewrite turn_both, !dot_planes. apply sum_ext. intros l _.
  rewrite !turn_even, !turn_odd. now replace ((INR j - INR i) * theta l) with (INR j * theta l - INR i * theta l) by ring.
Qed.

(** So the matrix of scores, of any size, is Q' K'^T with d columns: its rank is at most d.  The rows keep
    their norms, and no entry grows by more than sqrt 2 (below). *)
Theorem rope_low_rank m theta q k :
  exists q' k' : nat -> nat -> R,
    (forall i j, rope_score m theta q k i j = sum (2 * m) (fun a => q' i a * k' j a)) /\
    (forall i, dot (2 * m) (q' i) (q' i) = dot (2 * m) (q i) (q i)) /\
    (forall j, dot (2 * m) (k' j) (k' j) = dot (2 * m) (k j) (k j)).
Proof.
  exists (fun i => rotary theta (INR i) (q i)), (fun j => rotary theta (INR j) (k j)).
  assert (norm : forall p x, dot (2 * m) (rotary theta p x) (rotary theta p x) = dot (2 * m) x x).
  { intros. unfold rotary. rewrite turn_both, !dot_planes. apply sum_ext. intros l _.
    rewrite !turn_even, !turn_odd, Rminus_eq_0, cos_0, sin_0. ring. }
  split; [|now split]. intros. apply rope_score_split.
Qed.

Lemma turn_entry phi x B a : (forall b, Rabs (x b) <= B) -> Rabs (turn phi x a) <= sqrt 2 * B.
Proof.
  intros bound. assert (0 <= B) by (eapply Rle_trans; [apply Rabs_pos | apply (bound O)]).
  assert (entry : forall c s y z, c * c + s * s = 1 -> Rabs y <= B -> Rabs z <= B ->
                  Rabs (c * y + s * z) <= sqrt 2 * B).
  { intros c s y z unit By Bz. apply Rabs_le_between in By. apply Rabs_le_between in Bz.
    rewrite <- (sqrt_Rsqr B) by assumption. rewrite <- sqrt_mult; [|lra|apply Rle_0_sqr].
    rewrite <- sqrt_Rsqr_abs. apply sqrt_le_1_alt. unfold Rsqr.
    assert (0 <= (c * z - s * y) * (c * z - s * y)) by apply Rle_0_sqr.
    replace ((c * y + s * z) * (c * y + s * z))
      with ((c * c + s * s) * (y * y + z * z) - (c * z - s * y) * (c * z - s * y)) by ring.
    rewrite unit. nra. }
  pose proof (fun p => sin2_cos2 p) as circle. unfold Rsqr in circle.
  unfold turn. destruct (Nat.even a).
  - unfold Rminus. rewrite Ropp_mult_distr_l. apply entry; auto. rewrite <- (circle (phi (Nat.div2 a))). ring.
  - apply entry; auto.
Qed.

(** The other way (P2-41; claims hard-attention-rope, hard-attention-rope-seth): plain scores are rotary
    scores of rows turned back, so standard RoPE attention is as hard as plain attention. *)
Theorem plain_score_is_rope m theta q k :
  exists q' k' : nat -> nat -> R,
    (forall i j, rope_score m theta q' k' i j = dot (2 * m) (q i) (k j)) /\
    (forall B, (forall i a, Rabs (q i a) <= B) -> forall i a, Rabs (q' i a) <= sqrt 2 * B) /\
    (forall B, (forall j a, Rabs (k j a) <= B) -> forall j a, Rabs (k' j a) <= sqrt 2 * B).
Proof.
  exists (fun i => rotary theta (- INR i) (q i)), (fun j => rotary theta (- INR j) (k j)).
  split; [|split; intros; apply turn_entry; auto].
  intros. rewrite rope_score_split. unfold rotary. rewrite !dot_planes. apply sum_ext. intros l _.
  rewrite !turn_even, !turn_odd, !turn_even, !Ropp_mult_distr_l_reverse, !cos_neg, !sin_neg.
  pose proof (sin2_cos2 (INR i * theta l)) as circle_i. pose proof (sin2_cos2 (INR j * theta l)) as circle_j.
  unfold Rsqr in *.
  set (c := cos (INR i * theta l)) in *. set (s := sin (INR i * theta l)) in *.
  set (c' := cos (INR j * theta l)) in *. set (s' := sin (INR j * theta l)) in *.
  set (x := q i (2 * l)%nat). set (y := q i (2 * l + 1)%nat).
  set (x' := k j (2 * l)%nat). set (y' := k j (2 * l + 1)%nat).
  replace (c * (c * x - - s * y) - s * (- s * x + c * y)) with ((s * s + c * c) * x) by ring.
  replace (c' * (c' * x' - - s' * y') - s' * (- s' * x' + c' * y')) with ((s' * s' + c' * c') * x') by ring.
  replace (s * (c * x - - s * y) + c * (- s * x + c * y)) with ((s * s + c * c) * y) by ring.
  replace (s' * (c' * x' - - s' * y') + c' * (- s' * x' + c' * y')) with ((s' * s' + c' * c') * y') by ring.
  rewrite circle_i, circle_j. ring.
Qed.

(** A block of the kernel by itself is a sum of two rescalings of the all-ones matrix (P2-12);
    claim rope-terms-two-circulants. *)
Theorem rope_block_cos theta (i j : nat) :
  cos ((INR i - INR j) * theta) = cos (INR i * theta) * 1 * cos (INR j * theta)
                                  + sin (INR i * theta) * 1 * sin (INR j * theta).
Proof. rewrite Rmult_minus_distr_r, cos_minus. ring. Qed.

Theorem rope_block_sin theta (i j : nat) :
  sin ((INR i - INR j) * theta) = sin (INR i * theta) * 1 * cos (INR j * theta)
                                  + - cos (INR i * theta) * 1 * sin (INR j * theta).
Proof. rewrite Rmult_minus_distr_r, sin_minus. ring. Qed.
