(** From Gap-MaxIP to attention of order k with a constant error, by centred logits.

    In words: docs/theory/hardness-attention.md, "Centred logits".  (P1-28; for k = 2 P0-21; claims
    hard-attention-constant-error-order-2, hard-attention-constant-error, tensor-gap-example) *)

From Coq Require Import Reals Lra Lia Psatz List PeanoNat.
From Attest Require Import Sums.
Import ListNotations.
Local Open Scope R_scope.

(** * Attention of order k = r + 1 *)

(** The sum over all tuples of r numbers below N, as lists. *)
Fixpoint tuple_sum (N r : nat) (F : list nat -> R) : R :=
  match r with O => F [] | S r' => sum N (fun j => tuple_sum N r' (fun js => F (j :: js))) end.

(** The product of f p j over the members j of the list, p = 1, 2, ... *)
Fixpoint product (p : nat) (f : nat -> nat -> R) (js : list nat) : R :=
  match js with [] => 1 | j :: js' => f p j * product (S p) f js' end.

(** One row: the query q and the keys K p and values V p, p = 1 ... r, of N rows; scale 1/D, D columns. *)
Definition weight (D : nat) (q : nat -> R) (K : nat -> nat -> nat -> R) (js : list nat) : R :=
  exp (sum D (fun l => q l * product 1 (fun p j => K p j l) js) / INR D).
Definition output (D N r : nat) (q : nat -> R) (K : nat -> nat -> nat -> R) (V : nat -> nat -> R) : R :=
  tuple_sum N r (fun js => weight D q K js * product 1 V js) / tuple_sum N r (weight D q K).

Lemma exp_monotone a b : a <= b -> exp a <= exp b.
Proof. intros [less| ->]; [left; now apply exp_increasing | lra]. Qed.

Lemma ln_monotone a b : 0 < a -> a <= b -> ln a <= ln b.
Proof. intros pos [less| ->]; [left; now apply ln_increasing | lra]. Qed.

(** * The instance *)

Section Instance.
  (** r + 1 sets of n vectors of d zeros and ones: x p i l is coordinate l of vector i of set p = 0 ... r. *)
  Variables (n d r : nat) (x : nat -> nat -> nat -> bool) (t m : nat).
  Hypotheses (n_some : (0 < n)%nat) (r_some : (0 < r)%nat) (gap : (m < t)%nat) (t_d : (t <= d)%nat).

  Definition bit (b : bool) : R := if b then 1 else 0.

  (** In how many coordinates vector i of set 0 and those of the choice js, one of each other set, are all 1. *)
  Definition common (i : nat) (js : list nat) : R :=
    sum d (fun l => bit (x 0 i l) * product 1 (fun p j => bit (x p j l)) js).

  (** A choice: r vectors. *)
  Definition choice (js : list nat) : Prop := length js = r /\ Forall (fun j => (j < n)%nat) js.

  (** The tuples with a dummy; n times them; and the entry bound B, B^k = 4 d ln(n rest)/(t - m). *)
  Definition rest : R := (2 ^ r - 1) * INR n ^ r.
  Definition beta : R := 4 * INR d / (INR t - INR m) * ln (INR n * rest).
  Definition centre : R := (INR t + INR m) / (2 * INR d).
  Variable B : R.
  Hypotheses (B_pos : 0 <= B) (B_beta : B ^ (r + 1) = beta).

  (** Q_i = B (a_i, 1); K^1 = B (b, -centre), the other K^p = B (c, 1), n keys 0; V = (1 ... 1, 0 ... 0).
      D = 2 d columns, 2 n rows. *)
  Definition query (i l : nat) : R := B * (if l <? d then bit (x 0 i l) else 1).
  Definition key (p j l : nat) : R :=
    if j <? n then B * (if l <? d then bit (x p j l) else if p =? 1 then - centre else 1) else 0.
  Definition value (p j : nat) : R := if j <? n then 1 else 0.
  Definition answer (i : nat) : R := output (2 * d) (2 * n) r (query i) key value.

  (** * The logits *)

  Lemma sum_split a b f : sum (a + b) f = sum a f + sum b (fun l => f (a + l)%nat).
  Proof.
    induction b as [|b IH]; [rewrite Nat.add_0_r; simpl; lra|].
    rewrite Nat.add_succ_r. simpl. rewrite IH. lra.
  Qed.

  Lemma product_dummy f js p : (exists j, In j js /\ forall p, f p j = 0) -> product p f js = 0.
  Proof.
    revert p. induction js as [|j js IH]; intros p [j' [inside zero]]; [contradiction|]. simpl.
    destruct inside as [ -> |inside]; [rewrite zero; ring|]. rewrite IH; [ring|]. now exists j'.
  Qed.

  Lemma product_real f g js p : Forall (fun j => (j < n)%nat) js -> (forall p j, (j < n)%nat -> f p j = g p j) ->
    product p f js = product p g js.
  Proof.
    intros real same. revert p. induction real as [|j js below _ IH]; intros p; simpl; [reflexivity|].
    now rewrite same, IH.
  Qed.

  Lemma product_scaled c f js p : product p (fun p j => c * f p j) js = c ^ length js * product p f js.
  Proof. revert p. induction js as [|j js IH]; intros p; simpl; [ring|]. rewrite IH. ring. Qed.

  Lemma product_ones f js p : (forall p j, (2 <= p)%nat -> f p j = 1) -> (2 <= p)%nat -> product p f js = 1.
  Proof.
    intros one. revert p. induction js as [|j js IH]; intros p big; simpl; [reflexivity|].
    rewrite one, IH; lra || lia.
  Qed.

  Lemma d_some : 0 < INR d.
  Proof. apply lt_0_INR. lia. Qed.

  Lemma weight_dummy i js : Exists (fun j => ~ (j < n)%nat) js -> weight (2 * d) (query i) key js = 1.
  Proof.
    intros dummy. apply Exists_exists in dummy as (j & inside & outside).
    unfold weight. rewrite sum_zero; [unfold Rdiv; rewrite Rmult_0_l; apply exp_0|].
    intros l _. rewrite product_dummy; [ring|]. exists j. split; [assumption|].
    intros p. unfold key. destruct (Nat.ltb_spec j n); [contradiction | reflexivity].
  Qed.

  Lemma weight_real i js : choice js ->
    weight (2 * d) (query i) key js = exp (beta / (2 * INR d) * (common i js - (INR t + INR m) / 2)).
  Proof.
    intros [long real]. unfold weight. f_equal. pose proof d_some as d0.
    replace (2 * d)%nat with (d + d)%nat by lia. rewrite sum_split, plus_INR.
    assert (left : sum d (fun l => query i l * product 1 (fun p j => key p j l) js) = beta * common i js).
    { unfold common. rewrite <- sum_scale. apply sum_ext. intros l below.
      rewrite (product_real _ (fun p j => B * bit (x p j l)) _ _ real).
      2:{ intros p j inside. unfold key.
          rewrite (proj2 (Nat.ltb_lt j n) inside), (proj2 (Nat.ltb_lt l d) below). reflexivity. }
      rewrite product_scaled, long. unfold query. rewrite (proj2 (Nat.ltb_lt l d) below), <- B_beta, pow_add. simpl. ring. }
    assert (right : sum d (fun l => query i (d + l) * product 1 (fun p j => key p j (d + l)) js) = INR d * (beta * - centre)).
    { rewrite <- sum_const. apply sum_ext. intros l _.
      rewrite (product_real _ (fun p j => B * (if p =? 1 then - centre else 1)) _ _ real).
      2:{ intros p j inside. unfold key.
          rewrite (proj2 (Nat.ltb_lt j n) inside), (proj2 (Nat.ltb_ge (d + l) d)) by lia. reflexivity. }
      rewrite product_scaled, long. unfold query. rewrite (proj2 (Nat.ltb_ge (d + l) d)) by lia.
      destruct js as [|j js]; [simpl in long; lia|]. simpl product.
      rewrite product_ones by (try lia; intros [|[|p]] ? ?; simpl; lia || reflexivity).
      rewrite <- B_beta, pow_add. simpl. ring. }
    rewrite left, right. unfold centre. field. lra.
  Qed.

  (** * The sums over tuples *)

  Lemma tuple_sum_ext N F G s : (forall js, length js = s -> Forall (fun j => (j < N)%nat) js -> F js = G js) ->
    tuple_sum N s F = tuple_sum N s G.
  Proof.
    revert F G. induction s as [|s IH]; intros F G same; simpl; [apply same; auto|].
    apply sum_ext. intros j below. apply IH. intros js long real. apply same; simpl; auto.
  Qed.

  Lemma tuple_sum_const N s c : tuple_sum N s (fun _ => c) = INR N ^ s * c.
  Proof. induction s as [|s IH]; simpl; [ring|]. rewrite IH, sum_const. ring. Qed.

  Lemma tuple_sum_le N F G s : (forall js, length js = s -> Forall (fun j => (j < N)%nat) js -> F js <= G js) ->
    tuple_sum N s F <= tuple_sum N s G.
  Proof.
    revert F G. induction s as [|s IH]; intros F G below; simpl; [apply below; auto|].
    apply sum_le. intros j inside. apply IH. intros js long real. apply below; simpl; auto.
  Qed.

  Lemma tuple_sum_term N F s js : (forall js, 0 <= F js) -> length js = s -> Forall (fun j => (j < N)%nat) js ->
    F js <= tuple_sum N s F.
  Proof.
    intros nonneg. revert F s nonneg. induction js as [|j js IH]; intros F s nonneg long real; subst s; simpl; [lra|].
    inversion real as [|? ? below real']. subst.
    eapply Rle_trans; [apply (IH (fun js => F (j :: js)) (length js)); auto|].
    apply (sum_term N (fun j => tuple_sum N (length js) (fun js => F (j :: js))) j); [|assumption].
    intros i _. rewrite <- (Rmult_0_r (INR N ^ length js)), <- tuple_sum_const. apply tuple_sum_le. auto.
  Qed.

  (** What has the value c on all tuples with a dummy. *)
  Lemma tuple_sum_dummies c s F : (forall js, length js = s -> Exists (fun j => ~ (j < n)%nat) js -> F js = c) ->
    tuple_sum (2 * n) s F = tuple_sum n s F + c * (2 ^ s - 1) * INR n ^ s.
  Proof.
    revert F. induction s as [|s IH]; intros F dummies; [simpl; ring|].
    replace (2 * n)%nat with (n + n)%nat in * by lia. cbn [tuple_sum]. rewrite sum_split.
    assert (first : sum n (fun j => tuple_sum (n + n) s (fun js => F (j :: js)))
                    = sum n (fun j => tuple_sum n s (fun js => F (j :: js))) + INR n * (c * (2 ^ s - 1) * INR n ^ s)).
    { rewrite <- sum_const, <- sum_add. apply sum_ext. intros j _. apply IH.
      intros js long dummy. apply dummies; simpl; auto. }
    assert (second : sum n (fun j => tuple_sum (n + n) s (fun js => F ((n + j)%nat :: js))) = INR n * (INR (n + n) ^ s * c)).
    { rewrite <- sum_const. apply sum_ext. intros j _. rewrite <- tuple_sum_const. apply tuple_sum_ext.
      intros js long _. apply dummies; [simpl; auto|]. apply Exists_cons_hd. lia. }
    rewrite first, second, plus_INR. replace (INR n + INR n) with (2 * INR n) by ring.
    rewrite Rpow_mult_distr. simpl. ring.
  Qed.

  Definition real_sum (i : nat) : R := tuple_sum n r (weight (2 * d) (query i) key).

  (** y = S / (S + R). *)
  Lemma answer_is i : answer i = real_sum i / (real_sum i + rest).
  Proof.
    unfold answer, output. rewrite (tuple_sum_dummies 1 r (weight _ _ _)) by (intros; now apply weight_dummy).
    rewrite (tuple_sum_dummies 0).
    2:{ intros js _ dummy. apply Exists_exists in dummy as (j & inside & outside).
        rewrite product_dummy; [ring|]. exists j. split; [assumption|]. intros p. unfold value.
        destruct (Nat.ltb_spec j n); [contradiction | reflexivity]. }
    f_equal; [|unfold real_sum, rest; ring].
    replace (0 * (2 ^ r - 1) * INR n ^ r) with 0 by ring. rewrite Rplus_0_r.
    apply tuple_sum_ext. intros js _ real.
    rewrite (product_real value (fun _ _ => 1) js 1 real).
    - assert (one : forall p, product p (fun _ _ => 1) js = 1).
      { clear. induction js as [|j js IH]; intros p; simpl; [reflexivity|]. rewrite IH. ring. }
      rewrite one. ring.
    - intros p j inside. unfold value. now rewrite (proj2 (Nat.ltb_lt j n) inside).
  Qed.

  (** * The gap *)

  Lemma n_at_least_1 : 1 <= INR n.
  Proof. change 1 with (INR 1). apply le_INR. lia. Qed.

  Lemma tuples_positive : 1 <= INR n ^ r /\ INR n ^ r <= rest.
  Proof.
    pose proof n_at_least_1.
    assert (1 <= INR n ^ r) by now apply pow_R1_Rle.
    assert (2 <= 2 ^ r).
    { rewrite <- (pow_1 2) at 1. apply Rle_pow; [lra | lia]. }
    split; [assumption|]. unfold rest. nra.
  Qed.

  (** e^(s h) = n R for the half gap h = (t - m)/2. *)
  Lemma separation : exp (beta / (2 * INR d) * ((INR t - INR m) / 2)) = INR n * rest.
  Proof.
    pose proof n_at_least_1. destruct tuples_positive. pose proof d_some.
    assert (INR m < INR t) by now apply lt_INR.
    rewrite <- (exp_ln (INR n * rest)) by nra. f_equal. unfold beta. field. lra.
  Qed.

  Lemma beta_nonneg : 0 <= beta / (2 * INR d).
  Proof.
    pose proof n_at_least_1. destruct tuples_positive. pose proof d_some.
    assert (INR m < INR t) by now apply lt_INR.
    assert (0 <= ln (INR n * rest)) by (rewrite <- ln_1; apply ln_monotone; nra).
    unfold beta. apply Rmult_le_pos; [|apply Rlt_le, Rinv_0_lt_compat; lra].
    apply Rmult_le_pos; [|assumption]. apply Rmult_le_pos; [lra|]. apply Rlt_le, Rinv_0_lt_compat. lra.
  Qed.

  (** If vector i is in a choice with product t or more, output i is at least n/(n+1). *)
  Theorem yes_at_least i : (exists js, choice js /\ INR t <= common i js) -> INR n / (INR n + 1) <= answer i.
  Proof.
    intros (js & good & many). pose proof n_at_least_1. destruct tuples_positive.
    assert (large : INR n * rest <= real_sum i).
    { rewrite <- separation. eapply Rle_trans; [|apply (tuple_sum_term n _ r js); [|apply good..]].
      - rewrite weight_real by assumption. apply exp_monotone. apply Rmult_le_compat_l; [apply beta_nonneg | lra].
      - intros. apply Rlt_le, exp_pos. }
    rewrite answer_is. apply Rmult_le_reg_r with ((INR n + 1) * (real_sum i + rest)); [nra|].
    replace (INR n / (INR n + 1) * ((INR n + 1) * (real_sum i + rest))) with (INR n * (real_sum i + rest)) by (field; lra).
    replace (real_sum i / (real_sum i + rest) * ((INR n + 1) * (real_sum i + rest))) with (real_sum i * (INR n + 1)) by (field; nra).
    nra.
  Qed.

  (** If it is in none with a product above m, output i is at most 1/(n+1). *)
  Theorem no_at_most i : (forall js, choice js -> common i js <= INR m) -> answer i <= 1 / (INR n + 1).
  Proof.
    intros few. pose proof n_at_least_1. destruct tuples_positive.
    pose proof separation as apart. set (e := exp _) in apart.
    assert (small : real_sum i <= INR n ^ r * / e).
    { unfold real_sum. rewrite <- tuple_sum_const. apply tuple_sum_le. intros js long real.
      rewrite weight_real by (split; assumption). unfold e. rewrite <- exp_Ropp. apply exp_monotone.
      rewrite <- Ropp_mult_distr_r_reverse. apply Rmult_le_compat_l; [apply beta_nonneg|].
      assert (common i js <= INR m) by (apply few; split; assumption). lra. }
    assert (positive : 0 <= real_sum i).
    { unfold real_sum. rewrite <- (Rmult_0_r (INR n ^ r)), <- tuple_sum_const. apply tuple_sum_le.
      intros. apply Rlt_le, exp_pos. }
    assert (n_small : INR n * real_sum i <= 1).
    { rewrite apart in small. apply Rle_trans with (INR n * (INR n ^ r * / (INR n * rest))); [apply Rmult_le_compat_l; lra|].
      apply Rmult_le_reg_r with rest; [lra|].
      replace (INR n * (INR n ^ r * / (INR n * rest)) * rest) with (INR n ^ r) by (field; lra). lra. }
    rewrite answer_is. apply Rmult_le_reg_r with ((INR n + 1) * (real_sum i + rest)); [nra|].
    replace (1 / (INR n + 1) * ((INR n + 1) * (real_sum i + rest))) with (real_sum i + rest) by (field; lra).
    replace (real_sum i / (real_sum i + rest) * ((INR n + 1) * (real_sum i + rest))) with (real_sum i * (INR n + 1)) by (field; nra).
    nra.
  Qed.

  (** So every additive error below 1/2 - 1/(n+1) decides: outputs above 1/2 tell the two cases apart. *)
  Theorem reduction_gap i y : Rabs (y - answer i) < 1 / 2 - 1 / (INR n + 1) ->
    ((exists js, choice js /\ INR t <= common i js) -> 1 / 2 < y) /\
    ((forall js, choice js -> common i js <= INR m) -> y < 1 / 2).
  Proof.
    intros near. pose proof n_at_least_1.
    assert (bounds : - (1 / 2 - 1 / (INR n + 1)) < y - answer i < 1 / 2 - 1 / (INR n + 1)) by now apply Rabs_def2 in near.
    assert (whole : INR n / (INR n + 1) = 1 - 1 / (INR n + 1)) by (field; lra).
    split; intros kind; [apply yes_at_least in kind | apply no_at_most in kind]; lra.
  Qed.

  (** No entry of Q, K, V exceeds max(1, B). *)
  Theorem entries_bounded : (forall i l, Rabs (query i l) <= B) /\ (forall p j l, Rabs (key p j l) <= B) /\
    (forall p j, Rabs (value p j) <= 1).
  Proof.
    assert (range : 0 <= centre <= 1).
    { pose proof d_some. assert (INR t <= INR d) by now apply le_INR. assert (INR m < INR t) by now apply lt_INR.
      pose proof (pos_INR m). unfold centre. split.
      - apply Rmult_le_pos; [lra|]. apply Rlt_le, Rinv_0_lt_compat. lra.
      - apply Rmult_le_reg_r with (2 * INR d); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
    assert (scaled : forall z, - 1 <= z <= 1 -> Rabs (B * z) <= B).
    { intros z inside. apply Rabs_le. nra. }
    assert (bits : forall b, - 1 <= bit b <= 1) by (intros []; unfold bit; lra).
    split; [|split].
    - intros i l. unfold query. apply scaled. destruct (l <? d); [apply bits | lra].
    - intros p j l. unfold key. destruct (j <? n); [|rewrite Rabs_R0; assumption].
      apply scaled. destruct (l <? d); [apply bits|]. destruct (p =? 1); lra.
    - intros p j. unfold value. destruct (j <? n); apply Rabs_le; lra.
  Qed.
End Instance.

(** There is such a B. *)
Theorem bound_exists n d r t m : (0 < n)%nat -> (0 < r)%nat -> (m < t)%nat -> (t <= d)%nat ->
  exists B, 0 <= B /\ B ^ (r + 1) = beta n d r t m.
Proof.
  intros n_some r_some gap t_d.
  pose proof (beta_nonneg n d r t m n_some r_some gap t_d) as nonneg. pose proof (d_some n d r t m n_some r_some gap t_d).
  assert (0 <= beta n d r t m).
  { replace (beta n d r t m) with (beta n d r t m / (2 * INR d) * (2 * INR d)) by (field; lra). apply Rmult_le_pos; lra. }
  destruct (Req_dec (beta n d r t m) 0) as [zero|].
  - exists 0. split; [lra|]. rewrite zero. apply pow_i. lia.
  - exists (Rpower (beta n d r t m) (/ INR (r + 1))). split; [left; apply exp_pos|].
    assert (0 < INR (r + 1)) by (apply lt_0_INR; lia).
    rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult, Rinv_l, Rpower_1; lra.
Qed.
