(* Taylor's series of exp with an explicit remainder, and its terms between whole numbers. *)
From Coq Require Import ZArith QArith Qreals List Bool Reals Lra Lia Psatz.
From Attest Require Import Basics.
Import ListNotations.
Open Scope R_scope.

(* --- the remainder -------------------------------------------------------------------------------------------- *)

Definition term (n : nat) (x : R) : R := x ^ n / INR (fact n).

(* The first n terms, and what exp has beyond them. *)
Fixpoint psum (n : nat) (x : R) : R := match n with O => 0 | S k => psum k x + term k x end.
Definition rest (n : nat) (x : R) : R := exp x - psum n x.

Lemma term_S n x : term (S n) x = term n x * x / INR (S n).
Proof.
unfold term. rewrite fact_simpl, mult_INR. simpl pow. field. split. apply INR_fact_neq_0. apply not_0_INR. lia.
Qed.

Lemma term_nonneg n x : 0 <= x -> 0 <= term n x.
Proof.
intros H. unfold term. apply Rmult_le_pos. now apply pow_le. left. apply Rinv_0_lt_compat, INR_fact_lt_0.
Qed.

Lemma term_mult n x t : term n (x * t) = term n x * t ^ n.
Proof. unfold term. rewrite Rpow_mult_distr. field. apply INR_fact_neq_0. Qed.

Lemma term_abs n x : Rabs (term n x) = term n (Rabs x).
Proof.
unfold term, Rdiv. rewrite Rabs_mult, <- RPow_abs. f_equal. apply Rabs_pos_eq. left. apply Rinv_0_lt_compat, INR_fact_lt_0.
Qed.

Lemma term_increasing n x y : 0 <= x <= y -> term n x <= term n y.
Proof.
intros H. unfold term, Rdiv. apply Rmult_le_compat_r. left. apply Rinv_0_lt_compat, INR_fact_lt_0. now apply pow_incr.
Qed.

Lemma derivative_term n x : derivable_pt_lim (term (S n)) x (term n x).
Proof.
assert (D := derivable_pt_lim_scal _ (/ INR (fact (S n))) x _ (derivable_pt_lim_pow x (S n))).
unfold mult_real_fct in D. simpl pred in D.
assert (E : term n x = / INR (fact (S n)) * (INR (S n) * x ^ n)).
{ unfold term. rewrite fact_simpl, mult_INR. field. split. apply INR_fact_neq_0. apply not_0_INR. lia. }
rewrite E. intros eps He. destruct (D eps He) as (d & Hd). exists d. intros h h0 hd. unfold term, Rdiv.
rewrite !(Rmult_comm (_ ^ S n)). exact (Hd h h0 hd).
Qed.

Lemma derivative_psum n x : derivable_pt_lim (psum (S n)) x (psum n x).
Proof.
induction n as [|n IH].
- simpl. intros eps He. exists (mkposreal 1 Rlt_0_1). intros h h0 _. unfold term; simpl.
  replace (_ - 0) with 0 by (field; auto). rewrite Rabs_R0. auto.
- change (derivable_pt_lim (fun y => psum (S n) y + term (S n) y) x (psum n x + term n x)).
  apply (derivable_pt_lim_plus _ _ x); [exact IH | apply derivative_term].
Qed.

Lemma derivative_rest n x : derivable_pt_lim (rest (S n)) x (rest n x).
Proof. apply (derivable_pt_lim_minus _ _ x); [apply derivable_pt_lim_exp | apply derivative_psum]. Qed.

Lemma psum_at_0 n : psum (S n) 0 = 1.
Proof.
induction n as [|n IH]; [unfold psum, term; simpl; field|].
change (psum (S n) 0 + term (S n) 0 = 1). rewrite IH. unfold term. simpl pow. unfold Rdiv. ring.
Qed.

Lemma rest_at_0 n : rest (S n) 0 = 0.
Proof. unfold rest. rewrite psum_at_0, exp_0. ring. Qed.

Lemma rest_nonneg n : forall x, 0 <= x -> 0 <= rest n x.
Proof.
induction n as [|n IH]; intros x Hx.
- unfold rest; simpl. rewrite Rminus_0_r. left; apply exp_pos.
- apply nonneg_from_derivative with (f' := rest n); auto.
  + rewrite rest_at_0. lra.
  + intros c _. apply derivative_rest.
  + intros c Hc. apply IH. lra.
Qed.

(* Each remainder is at most x / (n + 1) times the one before. *)
Lemma rest_ratio n : forall x, 0 <= x -> INR (S n) * rest (S n) x <= x * rest n x.
Proof.
induction n as [|n IH]; intros x Hx; apply Rminus_le; apply Ropp_le_cancel; rewrite Ropp_0.
- replace (- _) with (x * rest 0 x - INR 1 * rest 1 x) by ring.
  apply (nonneg_from_derivative (fun y => y * rest 0 y - INR 1 * rest 1 y) (fun y => 1 * rest 0 y + y * exp y - INR 1 * rest 0 y)); auto.
  + rewrite rest_at_0. lra.
  + intros c _. apply derivable_pt_lim_minus.
    * apply (derivable_pt_lim_mult id (rest 0)). apply derivable_pt_lim_id.
      replace (exp c) with (exp c - 0) by ring. apply (derivable_pt_lim_minus _ _ c); [apply derivable_pt_lim_exp|].
      apply derivable_pt_lim_const.
    * apply (derivable_pt_lim_scal (rest 1)). apply derivative_rest.
  + intros c Hc. simpl. pose proof (exp_pos c). nra.
- replace (- _) with (x * rest (S n) x - INR (S (S n)) * rest (S (S n)) x) by ring.
  apply (nonneg_from_derivative (fun y => y * rest (S n) y - INR (S (S n)) * rest (S (S n)) y)
          (fun y => 1 * rest (S n) y + y * rest n y - INR (S (S n)) * rest (S n) y)); auto.
  + rewrite !rest_at_0. lra.
  + intros c _. apply derivable_pt_lim_minus.
    * apply (derivable_pt_lim_mult id (rest (S n))). apply derivable_pt_lim_id. apply derivative_rest.
    * apply (derivable_pt_lim_scal (rest (S (S n)))). apply derivative_rest.
  + intros c Hc. specialize (IH c (Rlt_le _ _ (proj1 Hc))). rewrite (S_INR (S n)). lra.
Qed.

Lemma rest_above n x : 0 <= x -> 2 * x <= INR (S n) -> rest n x <= 2 * term n x.
Proof.
intros Hx Hn. pose proof (rest_ratio n x Hx) as R. pose proof (rest_nonneg n x Hx) as P.
assert (E : rest n x = term n x + rest (S n) x) by (unfold rest; simpl; ring).
assert (S0 : 0 < INR (S n)) by (apply lt_0_INR; lia).
assert (INR (S n) * rest (S n) x <= INR (S n) * (rest n x / 2)) by nra.
assert (rest (S n) x <= rest n x / 2) by (apply Rmult_le_reg_l with (INR (S n)); auto). lra.
Qed.

(* For negative arguments the remainder is at most its first term, and has its sign. *)
Lemma rest_negative n : forall y, 0 <= y -> 0 <= (-1) ^ n * rest n (- y) <= term n y.
Proof.
assert (D : forall k y, derivable_pt_lim (fun y => (-1) ^ S k * rest (S k) (- y)) y ((-1) ^ k * rest k (- y))).
{ intros k y. replace ((-1) ^ k * rest k (- y)) with ((-1) ^ S k * (rest k (- y) * (-1))) by (simpl; ring).
  apply (derivable_pt_lim_scal (fun y => rest (S k) (- y))).
  apply (derivable_pt_lim_comp (fun y => - y) (rest (S k))). 2: apply derivative_rest.
  apply (derivable_pt_lim_opp id). apply derivable_pt_lim_id. }
induction n as [|n IH]; intros y Hy.
- unfold rest, term; simpl. pose proof (exp_pos (- y)).
  assert (exp (- y) <= 1). { rewrite <- exp_0. destruct Hy as [L|<-]. left; apply exp_increasing; lra. rewrite Ropp_0; lra. }
  lra.
- split.
  + apply (nonneg_from_derivative (fun y => (-1) ^ S n * rest (S n) (- y)) (fun y => (-1) ^ n * rest n (- y))); auto.
    * rewrite Ropp_0, rest_at_0. lra.
    * intros c Hc. apply (IH c). lra.
  + apply Rminus_le, Ropp_le_cancel. rewrite Ropp_0.
    replace (- _) with (term (S n) y - (-1) ^ S n * rest (S n) (- y)) by ring.
    apply (nonneg_from_derivative (fun y => term (S n) y - (-1) ^ S n * rest (S n) (- y))
            (fun y => term n y - (-1) ^ n * rest n (- y))); auto.
    * rewrite Ropp_0, rest_at_0. unfold term. simpl pow. unfold Rdiv. lra.
    * intros c _. apply derivable_pt_lim_minus. apply derivative_term. apply D.
    * intros c Hc. specialize (IH c (Rlt_le _ _ (proj1 Hc))). lra.
Qed.

Theorem rest_abs n h y : Rabs y <= h -> 2 * h <= INR (S n) -> Rabs (rest n y) <= 2 * term n h.
Proof.
intros Hy Hn. pose proof (Rabs_pos y). assert (T := term_increasing n (Rabs y) h (conj (Rabs_pos y) Hy)).
destruct (Rle_dec 0 y) as [P|N].
- rewrite Rabs_pos_eq in * by (auto; now apply rest_nonneg). pose proof (rest_above n y P). lra.
- rewrite (Rabs_left y) in * by lra. destruct (rest_negative n (- y)) as [A B]; [lra|]. rewrite Ropp_involutive in A, B.
  replace (Rabs (rest n y)) with (Rabs ((-1) ^ n * rest n y)). rewrite Rabs_pos_eq by auto.
  pose proof (term_nonneg n (- y)). lra.
  rewrite Rabs_mult, pow_1_abs. ring.
Qed.

(* --- the terms between whole numbers -------------------------------------------------------------------------- *)

Definition floor_shift (x b : Z) : Z := Z.shiftr x b.
Definition ceil_shift (x b : Z) : Z := (- Z.shiftr (- x) b)%Z.

(* 2^b *)
Definition unit (b : Z) : R := IZR (2 ^ b).

Lemma unit_pos b : (0 <= b)%Z -> 0 < unit b.
Proof. intros H. apply IZR_lt. now apply Z.pow_pos_nonneg. Qed.

Lemma floor_shift_below x b : (0 <= b)%Z -> IZR (floor_shift x b) <= IZR x / unit b.
Proof. intros H. unfold floor_shift. rewrite Z.shiftr_div_pow2 by auto. apply floor_below. now apply Z.pow_pos_nonneg. Qed.

Lemma floor_shift_above x b : (0 <= b)%Z -> IZR x / unit b < IZR (floor_shift x b) + 1.
Proof. intros H. unfold floor_shift. rewrite Z.shiftr_div_pow2 by auto. apply floor_above. now apply Z.pow_pos_nonneg. Qed.

Lemma ceil_shift_above x b : (0 <= b)%Z -> IZR x / unit b <= IZR (ceil_shift x b).
Proof.
intros H. unfold ceil_shift. rewrite Z.shiftr_div_pow2 by auto. apply (ceil_above x (2 ^ b)). now apply Z.pow_pos_nonneg.
Qed.

(* A h^j / j! lies between low and high, h between hl and hh in units of 2^-b.  The lower bounds of this term and the
   next ones, up to where a term is at most 1 and the terms halve; and how much they and all later terms leave out. *)
Fixpoint terms (fuel : nat) (b hl hh j low high : Z) : option (list Z * Z) :=
  if ((high <=? 1) && (2 * hh <=? Z.shiftl (j + 1) b))%Z then Some ([], 2 * high)%Z
  else match fuel with
  | O => None
  | S fuel' =>
    match terms fuel' b hl hh (j + 1) (floor_shift (low * hl) b / (j + 1)) (ceil_div (ceil_shift (high * hh) b) (j + 1)) with
    | None => None
    | Some (l, r) => Some (low :: l, high - low + r)%Z
    end
  end.

(* Whole numbers as the coefficients of a power series. *)
Fixpoint powers (l : list Z) (t : R) : R := match l with [] => 0 | a :: l' => IZR a + t * powers l' t end.

Lemma terms_sound b hl hh A h : (0 <= b)%Z -> 0 <= A -> (0 <= hl)%Z -> IZR hl <= h * unit b <= IZR hh ->
  forall fuel n low high l r, (0 <= low)%Z -> IZR low <= A * term n h <= IZR high ->
  terms fuel b hl hh (Z.of_nat n) low high = Some (l, r) ->
  forall t, Rabs t <= 1 -> Rabs (A * rest n (h * t) - t ^ n * powers l t) <= IZR r.
Proof.
intros Hb HA Hhl Hh. assert (U := unit_pos b Hb).
assert (h0 : 0 <= h). { apply IZR_le in Hhl. apply Rmult_le_reg_r with (unit b); auto. lra. }
induction fuel as [|fuel IH]; intros n low high l r Hlow Hterm H t Ht.
all: cbn [terms] in H; destruct (_ && _)%bool eqn:C in H.
1, 3: assert (l = [] /\ r = (2 * high)%Z) as [-> ->] by (split; congruence); apply andb_prop in C; destruct C as [_ C]; apply Z_leb_IZR in C;
  rewrite Z.shiftl_mul_pow2, mult_IZR, mult_IZR, plus_IZR, <- INR_IZR_INZ in C by auto; fold (unit b) in C;
  simpl powers; rewrite Rmult_0_r, Rminus_0_r, Rabs_mult, (Rabs_pos_eq A), mult_IZR by auto;
  apply Rle_trans with (A * (2 * term n h)); [|lra]; apply Rmult_le_compat_l; auto; apply rest_abs.
1, 3: rewrite Rabs_mult, (Rabs_pos_eq h) by auto; pose proof (Rabs_pos t); nra.
1, 2: rewrite S_INR; apply Rmult_le_reg_r with (unit b); auto; simpl in C; nra.
- discriminate.
- destruct (terms _ _ _ _ _ _ _) as [[l' r']|] eqn:E in H; [|discriminate].
  assert (l = low :: l' /\ r = (high - low + r')%Z) as [-> ->] by (split; congruence).
  replace (Z.of_nat n + 1)%Z with (Z.of_nat (S n)) in E by lia.
  assert (Sn : (0 < Z.of_nat (S n))%Z) by lia. assert (SnR : 0 < INR (S n)) by (apply lt_0_INR; lia).
  assert (IZR_Sn : IZR (Z.of_nat (S n)) = INR (S n)) by now rewrite <- INR_IZR_INZ.
  assert (low0 : 0 <= IZR low) by now apply (IZR_le 0).
  assert (next : A * term (S n) h = A * term n h * (h * unit b) / unit b / INR (S n)).
  { rewrite term_S. field. lra. }
  apply IH with (t := t) in E; auto.
  + simpl powers. rewrite plus_IZR, minus_IZR.
    replace (A * rest n (h * t) - t ^ n * (IZR low + t * powers l' t))
      with (t ^ n * (A * term n h - IZR low) + (A * rest (S n) (h * t) - t ^ S n * powers l' t)).
    2:{ unfold rest. simpl. rewrite term_mult. ring. }
    apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat; auto.
    rewrite Rabs_mult, (Rabs_pos_eq (_ - _)) by lra. rewrite <- RPow_abs.
    assert (Rabs t ^ n <= 1). { rewrite <- (pow1 n). apply pow_incr. split; auto. apply Rabs_pos. }
    assert (0 <= Rabs t ^ n) by apply pow_le, Rabs_pos. nra.
  + apply Z.div_pos; auto. unfold floor_shift. apply Z.shiftr_nonneg. nia.
  + assert (0 <= IZR hl) by now apply (IZR_le 0). rewrite next. split.
    * apply Rle_trans with (1 := floor_below _ _ Sn). rewrite IZR_Sn.
      apply Rmult_le_compat_r. left; now apply Rinv_0_lt_compat.
      apply Rle_trans with (1 := floor_shift_below _ _ Hb). rewrite mult_IZR.
      apply Rmult_le_compat_r. left; now apply Rinv_0_lt_compat. nra.
    * apply Rle_trans with (2 := ceil_above _ _ Sn). rewrite IZR_Sn.
      apply Rmult_le_compat_r. left; now apply Rinv_0_lt_compat.
      apply Rle_trans with (2 := ceil_shift_above _ _ Hb). rewrite mult_IZR.
      apply Rmult_le_compat_r. left; now apply Rinv_0_lt_compat.
      pose proof (term_nonneg n h h0). nra.
Qed.

(* --- exp of a rational number --------------------------------------------------------------------------------- *)

(* The terms needed: each further one is at most half the last, once there are 2 h of them. *)
Definition fuel_for (b hh : Z) : nat := Z.to_nat (b + 8 * Z.shiftr hh b + 100).

Fixpoint square_times (k : nat) (b low high : Z) : Z * Z :=
  match k with O => (low, high) | S k' => square_times k' b (floor_shift (low * low) b) (ceil_shift (high * high) b) end.

Fixpoint total (l : list Z) : Z := match l with [] => 0%Z | a :: l' => (a + total l')%Z end.

(* e^{p/q} for p >= 0, q > 0, between whole numbers in units of 2^-b: Taylor at p / (q 2^k), then k squarings. *)
Definition exp_positive (b p q : Z) : option (Z * Z) :=
  let k := (Z.log2 (p / q + 1) + 8)%Z in
  let above := Z.shiftl p b in
  let below := Z.shiftl q k in
  let hl := (above / below)%Z in
  let hh := ceil_div above below in
  let one := Z.shiftl 1 b in
  match terms (fuel_for b hh) b hl hh 0 one one with
  | None => None
  | Some (l, r) => let s := total l in Some (square_times (Z.to_nat k) b (Z.max 0 (s - r)) (s + r))
  end.

(* e^{p/q}, q > 0. *)
Definition exp_between (b : Z) (x : Q) : option (Z * Z) :=
  let p := Qnum x in
  let q := Z.pos (Qden x) in
  match exp_positive b (Z.abs p) q with
  | None => None
  | Some (low, high) =>
    if (0 <=? p)%Z then Some (low, high)
    else if (0 <? low)%Z then let square := Z.shiftl 1 (2 * b) in Some (square / high, ceil_div square low)%Z
    else None
  end.

Lemma powers_at_1 l : powers l 1 = IZR (total l).
Proof. induction l; simpl; auto. rewrite IHl, plus_IZR. ring. Qed.

Lemma square_times_sound b : (0 <= b)%Z -> forall k low high low' high' y,
  (0 <= low)%Z -> IZR low <= unit b * exp y <= IZR high -> square_times k b low high = (low', high') ->
  (0 <= low')%Z /\ IZR low' <= unit b * exp (2 ^ k * y) <= IZR high'.
Proof.
intros Hb. assert (U := unit_pos b Hb). induction k as [|k IH]; simpl; intros low high low' high' y H0 H E.
- injection E as <- <-. now rewrite Rmult_1_l.
- replace (2 * 2 ^ k * y) with (2 ^ k * (2 * y)) by ring. apply IH with (3 := E).
  + apply Z.shiftr_nonneg. nia.
  + assert (S : unit b * exp (2 * y) = (unit b * exp y) * (unit b * exp y) / unit b).
    { replace (2 * y) with (y + y) by ring. rewrite exp_plus. field. lra. }
    assert (L0 : 0 <= IZR low) by now apply (IZR_le 0). rewrite S. split.
    * apply Rle_trans with (1 := floor_shift_below _ _ Hb). rewrite mult_IZR.
      apply Rmult_le_compat_r. left; now apply Rinv_0_lt_compat. nra.
    * apply Rle_trans with (2 := ceil_shift_above _ _ Hb). rewrite mult_IZR.
      apply Rmult_le_compat_r. left; now apply Rinv_0_lt_compat. nra.
Qed.

Lemma exp_positive_sound b p q low high : (0 <= b)%Z -> (0 <= p)%Z -> (0 < q)%Z -> exp_positive b p q = Some (low, high) ->
  (0 <= low)%Z /\ IZR low <= unit b * exp (IZR p / IZR q) <= IZR high.
Proof.
intros Hb Hp Hq. unfold exp_positive. set (k := (Z.log2 _ + 8)%Z).
assert (k0 : (0 <= k)%Z) by (pose proof (Z.log2_nonneg (p / q + 1)); lia).
destruct (terms _ _ _ _ _ _ _) as [[l r]|] eqn:E; [|discriminate]. intros S. injection S as S.
assert (U := unit_pos b Hb). assert (K := unit_pos k k0).
assert (Q0 : 0 < IZR q) by now apply (IZR_lt 0). assert (P0 : 0 <= IZR p) by now apply (IZR_le 0).
assert (B0 : (0 < Z.shiftl q k)%Z) by (rewrite Z.shiftl_mul_pow2 by auto; assert (0 < 2 ^ k)%Z by (now apply Z.pow_pos_nonneg); nia).
assert (A0 : (0 <= Z.shiftl p b)%Z) by (now apply Z.shiftl_nonneg).
set (h := IZR p / IZR q / unit k).
assert (Hh : IZR (Z.shiftl p b) / IZR (Z.shiftl q k) = h * unit b).
{ rewrite !Z.shiftl_mul_pow2, !mult_IZR by auto. fold (unit b) (unit k). unfold h. field. lra. }
assert (one : IZR (Z.shiftl 1 b) = unit b) by now rewrite Z.shiftl_1_l.
apply (terms_sound b _ _ (unit b) h) with (n := 0%nat) (t := 1) in E; auto; try lra.
- rewrite Rmult_1_r, powers_at_1 in E. simpl pow in E. rewrite Rmult_1_l in E.
  unfold rest in E. simpl psum in E. rewrite Rminus_0_r in E. apply abs_between in E. 
  apply square_times_sound with (y := h) in S; auto; try lia.
  + replace (2 ^ Z.to_nat k * h) with (IZR p / IZR q) in S; auto.
    unfold h. replace (2 ^ Z.to_nat k) with (unit k). field. lra.
    unfold unit. rewrite <- (Z2Nat.id k) at 1 by auto. now rewrite <- pow_IZR.
  + rewrite plus_IZR. split; [|lra]. pose proof (exp_pos h).
    destruct (Z.max_spec 0 (total l - r)) as [[_ ->]|[_ ->]]. rewrite minus_IZR. lra. nra.
- now apply Z.div_pos.
- rewrite <- Hh. split. now apply floor_below. now apply ceil_above.
- apply Z.shiftl_nonneg. lia.
- rewrite one. unfold term. simpl. lra.
- unfold Rabs. destruct (Rcase_abs 1); lra.
Qed.

Theorem exp_between_sound b x low high : (0 <= b)%Z -> exp_between b x = Some (low, high) ->
  (0 <= low)%Z /\ IZR low <= unit b * exp (Q2R x) <= IZR high.
Proof.
intros Hb. unfold exp_between. destruct (exp_positive _ _ _) as [[l h]|] eqn:E; [|discriminate].
apply exp_positive_sound in E; auto; try lia. destruct E as (L0 & L & H).
rewrite Q2R_quotient. destruct (Z.leb_spec 0 (Qnum x)) as [P|N].
- intros S. injection S as <- <-. rewrite Z.abs_eq in * by auto. auto.
- destruct (Z.ltb_spec 0 l) as [P|]; [|discriminate]. intros S.
  assert (low = Z.shiftl 1 (2 * b) / h /\ high = ceil_div (Z.shiftl 1 (2 * b)) l)%Z as [-> ->] by (split; congruence). clear S.
  rewrite Z.abs_neq, opp_IZR in * by lia.
  replace (- IZR (Qnum x) / IZR (Z.pos (Qden x))) with (- (IZR (Qnum x) / IZR (Z.pos (Qden x)))) in * by (unfold Rdiv; ring).
  set (y := IZR (Qnum x) / IZR (Z.pos (Qden x))) in *. rewrite exp_Ropp in L, H.
  assert (U := unit_pos b Hb). assert (l0 : 0 < IZR l) by now apply (IZR_lt 0). assert (Y := exp_pos y).
  assert (h0 : (0 < h)%Z) by (apply lt_IZR; lra). assert (hR : 0 < IZR h) by lra.
  assert (S : IZR (Z.shiftl 1 (2 * b)) = unit b * unit b).
  { rewrite Z.shiftl_1_l, Z.mul_comm, Z.pow_mul_r, Z.pow_2_r, mult_IZR by lia. reflexivity. }
  assert (V : unit b * exp y = unit b * unit b / (unit b * / exp y)) by (field; lra).
  split; [|split].
  + apply Z.div_pos; auto. apply Z.shiftl_nonneg. lia.
  + apply Rle_trans with (1 := floor_below _ _ h0). rewrite S, V. apply Rmult_le_compat_l. nra.
    apply Rinv_le_contravar; auto. lra.
  + apply Rle_trans with (2 := ceil_above _ _ P). rewrite S, V. apply Rmult_le_compat_l. nra.
    apply Rinv_le_contravar; auto.
Qed.
