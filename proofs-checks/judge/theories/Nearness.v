(* What it means that a polynomial is near exp, and the check that one is: everywhere on an interval, from its
   Chebyshev coefficients. *)
From Coq Require Import ZArith QArith Qreals List Bool Reals Lra Lia Psatz.
From Attest Require Import Basics Exponential Cosines Ceiling.
Import ListNotations.
Open Scope R_scope.

(* Absolute error is measured by 1, relative error by e^x. *)
Inductive measure := Absolute | Relative.

Definition omega (e : measure) (x : R) : R := match e with Absolute => 1 | Relative => exp x end.

Definition near (e : measure) (a b eps : R) (p : R -> R) : Prop :=
  forall x, a <= x <= b -> Rabs (p x - exp x) <= eps * omega e x.

(* --- Chebyshev series ----------------------------------------------------------------------------------------- *)

(* l_0 T_k + l_1 T_{k+1} + ... where before = T_{k-1}, here = T_k; T_{-1} = T_1 = t. *)
Fixpoint chebyshev_from (t before here : R) (l : list Z) : R :=
  match l with [] => 0 | a :: l' => IZR a * here + chebyshev_from t here (2 * t * here - before) l' end.
Definition chebyshev (l : list Z) (t : R) : R := chebyshev_from t t 1 l.

Lemma chebyshev_from_cosines theta l : forall phi,
  chebyshev_from (cos theta) (cos (phi - theta)) (cos phi) l = cosines phi theta l.
Proof.
induction l as [|a l IH]; intros phi; cbn [chebyshev_from cosines]; auto. f_equal. rewrite <- IH.
replace (phi + theta - theta) with phi by ring. f_equal. pose proof (cos_step phi theta). lra.
Qed.

Lemma chebyshev_cosines l theta : chebyshev l (cos theta) = cosines 0 theta l.
Proof. unfold chebyshev. rewrite <- chebyshev_from_cosines. rewrite Rminus_0_l, cos_neg, cos_0. reflexivity. Qed.

Lemma chebyshev_from_poly (t : R -> R) al be (Ht : forall x, t x = al + be * x) l : forall n before here,
  is_poly (S (S n)) before -> is_poly (S n) here ->
  is_poly (n + length l) (fun x => chebyshev_from (t x) (before x) (here x) l).
Proof.
induction l as [|a l IH]; intros n before here Hb Hh; cbn [chebyshev_from length].
- apply is_poly_zero.
- apply is_poly_plus.
  + apply is_poly_scale. apply is_poly_weaken with (S n); auto. lia.
  + replace (n + S (length l))%nat with (S n + length l)%nat by lia.
    apply (IH (S n) here (fun x => 2 * t x * here x - before x)).
    * apply is_poly_weaken with (S n); auto.
    * apply is_poly_ext with (f := fun x => (2 * al + 2 * be * x) * here x + (-1) * before x).
      intros x. rewrite Ht. ring. apply is_poly_plus. now apply is_poly_linear. now apply is_poly_scale.
Qed.

(* A series with n coefficients, in (x - m) / h, is a polynomial of degree less than n. *)
Lemma chebyshev_poly l m h : is_poly (length l) (fun x => chebyshev l ((x - m) / h)).
Proof.
assert (T : forall x, (x - m) / h = - m / h + / h * x) by (intros; unfold Rdiv; ring).
apply (chebyshev_from_poly (fun x => (x - m) / h) (- m / h) (/ h) T l 0 (fun x => (x - m) / h) (fun _ => 1)).
- apply is_poly_ext with (f := fun x => (- m / h + / h * x) * 1). intros x; rewrite T; ring.
  apply (is_poly_linear 1). apply is_poly_const.
- apply is_poly_const.
Qed.

(* --- the check ------------------------------------------------------------------------------------------------ *)

Record interval := { left : Q; right : Q }.

Definition middle (i : interval) : Q := reduce (Qmult (1 # 2) (Qplus (left i) (right i))).
Definition half_length (i : interval) : Q := reduce (Qmult (1 # 2) (Qminus (right i) (left i))).

Lemma middle_sound i : Q2R (middle i) = (Q2R (left i) + Q2R (right i)) / 2.
Proof. unfold middle. rewrite reduce_sound, Q2R_mult, Q2R_plus. unfold Q2R at 1; simpl. field. Qed.

Lemma half_length_sound i : Q2R (half_length i) = (Q2R (right i) - Q2R (left i)) / 2.
Proof. unfold half_length. rewrite reduce_sound, Q2R_mult, Q2R_minus. unfold Q2R at 1; simpl. field. Qed.

(* x 2^b, rounded down and up. *)
Definition floor_at (b : Z) (x : Q) : Z := (Z.shiftl (Qnum x) b / Z.pos (Qden x))%Z.
Definition ceil_at (b : Z) (x : Q) : Z := ceil_div (Z.shiftl (Qnum x) b) (Z.pos (Qden x)).

Lemma rounded_at b x : (0 <= b)%Z -> IZR (floor_at b x) <= Q2R x * unit b <= IZR (ceil_at b x).
Proof.
intros Hb. unfold floor_at, ceil_at. rewrite Q2R_quotient.
assert (E : IZR (Z.shiftl (Qnum x) b) / IZR (Z.pos (Qden x)) = IZR (Qnum x) / IZR (Z.pos (Qden x)) * unit b).
{ rewrite Z.shiftl_mul_pow2, mult_IZR by auto. fold (unit b). field. apply Rgt_not_eq. now apply (IZR_lt 0). }
rewrite <- E. split. now apply floor_below. now apply ceil_above.
Qed.

Definition guard : Z := 24.  (* bits of the bound that the radius may not reach *)
Definition depth : nat := 20.

(* The error of the series c / s in units of 2^-b, as a cosine series, and the radius around it. *)
Definition error_series (b : Z) (e : measure) (i : interval) (c : list Z) (s : Z) : option (list Z * Z) :=
  let relative := match e with Absolute => false | Relative => true end in
  let m := middle i in
  let h := half_length i in
  match exp_between b (if relative then Qopp m else m) with
  | None => None
  | Some (low, high) =>
    match exp_series b relative low high (floor_at b h) (ceil_at b h) with
    | None => None
    | Some (l, r) =>
      match e with
      | Absolute => Some (add (map (fun a => Z.shiftl a b / s) c) (scale (-1) l), r + count c)
      | Relative =>
        let p := twice_product c l in
        let twice := (2 * s)%Z in
        Some (add_first (- Z.shiftl 1 b) (map (fun a => a / twice) p), count p + ceil_div (sum_abs c * r) s)
      end%Z
    end
  end.

(* Unknown where b bits are too few. *)
Definition near_at (b : Z) (e : measure) (i : interval) (c : list Z) (s : Z) (eps : Q) : answer :=
  let limit := floor_at b eps in
  if (Z.shiftr limit guard <=? 0)%Z then Unknown else
  match error_series b e i c s with
  | None => Unknown
  | Some (f, r) =>
    if (Z.shiftr limit guard <? r)%Z then Unknown
    else match ceiling depth f (limit - r) with Yes => Yes | _ => No end
  end.

Lemma error_series_sound b e i c s f r : (0 <= b)%Z -> (0 < s)%Z -> Q2R (left i) < Q2R (right i) ->
  error_series b e i c s = Some (f, r) ->
  forall theta, let x := Q2R (middle i) + Q2R (half_length i) * cos theta in
  Rabs (unit b * ((/ IZR s * cosines 0 theta c - exp x) / omega e x) - cosines 0 theta f) <= IZR r.
Proof.
intros Hb Hs Hi H theta x. unfold error_series in H.
set (m := middle i) in *. set (h := half_length i) in *.
assert (h0 : 0 < Q2R h) by (unfold h; rewrite half_length_sound; lra).
destruct (exp_between b _) as [[low high]|] eqn:E; [|discriminate].
apply exp_between_sound in E; auto. destruct E as [L0 E].
destruct (exp_series _ _ _ _ _ _) as [[l w]|] eqn:F; [|discriminate].
assert (U := unit_pos b Hb). assert (sR : 0 < IZR s) by now apply (IZR_lt 0).
assert (Hl : (0 <= floor_at b h)%Z).
{ unfold floor_at. apply Z.div_pos; [|lia]. apply Z.shiftl_nonneg.
  rewrite Q2R_quotient in h0. apply le_IZR. apply Rmult_le_reg_r with (/ IZR (Z.pos (Qden h))).
  apply Rinv_0_lt_compat. now apply (IZR_lt 0). unfold Rdiv in h0. lra. }
assert (X := exp_series_sound b _ low high _ _ (Q2R h) _ l w Hb Hl (rounded_at b h Hb) L0 E F theta).
destruct e; cbn [omega] in *.
- (* absolute *)
  assert (f = add (map (fun a => Z.shiftl a b / s) c)%Z (scale (-1) l) /\ r = (w + count c)%Z) as [-> ->] by (split; congruence).
  rewrite Rmult_1_l in X. fold x in X.
  assert (Close : forall a, Rabs (IZR (Z.shiftl a b / s) - unit b / IZR s * IZR a) <= 1).
  { intros a. rewrite Z.shiftl_mul_pow2 by auto. pose proof (floor_close (a * 2 ^ b) s Hs) as K. rewrite mult_IZR in K.
    fold (unit b) in K. replace (unit b / IZR s * IZR a) with (/ IZR s * (IZR a * unit b)) by (unfold Rdiv; ring). exact K. }
  assert (M' := cosines_map _ _ 1 c Close 0 theta).
  rewrite cosines_add, cosines_scale, plus_IZR.
  apply abs_between in M'. apply abs_between in X.
  set (q := cosines 0 theta c) in *. set (y := exp x) in *.
  replace (unit b * ((/ IZR s * q - y) / 1)) with (unit b / IZR s * q - unit b * y) by (field; lra).
  apply Rabs_le. lra.
- (* relative *)
  set (p := twice_product c l) in *.
  assert (f = add_first (- Z.shiftl 1 b) (map (fun a => a / (2 * s)) p)%Z /\ r = (count p + ceil_div (sum_abs c * w) s)%Z)
    as [-> ->] by (split; congruence).
  assert (Ex : Q2R (- m) + -1 * (Q2R h * cos theta) = - x) by (unfold x; rewrite Q2R_opp; ring).
  simpl in X. rewrite Ex in X.
  assert (s2 : (0 < 2 * s)%Z) by lia.
  assert (M' := cosines_map _ _ 1 p (fun a => floor_close a (2 * s) s2) 0 theta).
  rewrite cosines_add_first, opp_IZR, Z.shiftl_1_l, plus_IZR. fold (unit b).
  unfold p in M' at 2. rewrite twice_product_sound, mult_IZR in M'.
  set (q := cosines 0 theta c) in *. set (el := cosines 0 theta l) in *. set (fl := cosines 0 theta (map _ p)) in *.
  assert (C := ceil_above (sum_abs c * w) s Hs). rewrite mult_IZR in C.
  assert (Qa : Rabs q <= IZR (sum_abs c)) by apply cosines_abs.
  assert (Y : exp (- x) = / exp x) by apply exp_Ropp. assert (Px := exp_pos x).
  match goal with |- Rabs ?z <= _ => replace z with (- (fl - / (2 * IZR s) * (2 * (q * el))) + / IZR s * (q * (unit b * exp (- x) - el))) end.
  2:{ rewrite Y. field. lra. }
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. apply Rplus_le_compat. lra.
  apply Rle_trans with (2 := C). rewrite !Rabs_mult, (Rabs_pos_eq (/ _)) by (left; now apply Rinv_0_lt_compat).
  unfold Rdiv. rewrite (Rmult_comm (_ * _) (/ _)). apply Rmult_le_compat_l. left; now apply Rinv_0_lt_compat.
  apply Rmult_le_compat; auto; apply Rabs_pos.
Qed.

Lemma omega_pos e x : 0 < omega e x.
Proof. destruct e; simpl. lra. apply exp_pos. Qed.

Theorem near_at_sound b e i c s eps : (0 <= b)%Z -> (0 < s)%Z -> Q2R (left i) < Q2R (right i) ->
  near_at b e i c s eps = Yes ->
  near e (Q2R (left i)) (Q2R (right i)) (Q2R eps)
    (fun x => / IZR s * chebyshev c ((x - Q2R (middle i)) / Q2R (half_length i))).
Proof.
intros Hb Hs Hi H x Hx. unfold near_at in H. destruct (_ <=? 0)%Z; [discriminate|].
destruct (error_series _ _ _ _ _) as [[f r]|] eqn:E; [|discriminate]. destruct (_ <? r)%Z; [discriminate|].
destruct (ceiling _ _ _) eqn:Ce; try discriminate. clear H.
set (t := (x - Q2R (middle i)) / Q2R (half_length i)).
assert (h0 : 0 < Q2R (half_length i)) by (rewrite half_length_sound; lra).
assert (Ht : -1 <= t <= 1).
{ assert (T : t * Q2R (half_length i) = x - Q2R (middle i)) by (unfold t; field; lra).
  rewrite middle_sound, half_length_sound in T. rewrite half_length_sound in h0. nra. }
destruct (ceiling_sound _ _ _ Ce t Ht) as (theta & C & L).
assert (S := error_series_sound b e i c s f r Hb Hs Hi E theta). cbv zeta in S.
replace (Q2R (middle i) + Q2R (half_length i) * cos theta) with x in S.
2:{ rewrite C. unfold t. field. lra. }
rewrite <- C, chebyshev_cosines. rewrite minus_IZR in L.
assert (O := omega_pos e x). assert (U := unit_pos b Hb).
pose proof (rounded_at b eps Hb) as [F _].
set (d := / IZR s * cosines 0 theta c - exp x) in *.
assert (R : Rabs (unit b * (d / omega e x)) <= unit b * Q2R eps).
{ replace (unit b * (d / omega e x)) with (unit b * (d / omega e x) - cosines 0 theta f + cosines 0 theta f) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _). lra. }
rewrite Rabs_mult, (Rabs_pos_eq (unit b)) in R by lra. apply Rmult_le_reg_l in R; auto.
unfold Rdiv in R. rewrite Rabs_mult, (Rabs_pos_eq (/ _)) in R by (left; now apply Rinv_0_lt_compat).
apply Rmult_le_reg_r with (/ omega e x). now apply Rinv_0_lt_compat.
rewrite (Rmult_assoc (Q2R eps)), Rinv_r, Rmult_1_r by lra. exact R.
Qed.

(* Precision doubles until the answer is not Unknown. *)
Fixpoint first_answer {A} (f : A -> answer) (l : list A) : answer :=
  match l with [] => Unknown | b :: l' => match f b with Unknown => first_answer f l' | a => a end end.

Lemma first_answer_sound {A} (f : A -> answer) l : first_answer f l = Yes -> exists b, In b l /\ f b = Yes.
Proof.
induction l as [|b l IH]; simpl; [discriminate|]. destruct (f b) eqn:E; try discriminate.
- intros _. exists b. auto.
- intros H. destruct (IH H) as (c & I & F). exists c. auto.
Qed.

Definition precisions : list Z := [256; 512; 1024; 2048; 4096; 8192; 16384]%Z.

Lemma precisions_nonneg b : In b precisions -> (0 <= b)%Z.
Proof. unfold precisions. simpl. lia. Qed.

Definition is_near (e : measure) (i : interval) (c : list Z) (s : Z) (eps : Q) : bool :=
  match first_answer (fun b => near_at b e i c s eps) precisions with Yes => true | _ => false end.

Theorem is_near_sound e i c s eps : (0 < s)%Z -> Q2R (left i) < Q2R (right i) -> is_near e i c s eps = true ->
  near e (Q2R (left i)) (Q2R (right i)) (Q2R eps)
    (fun x => / IZR s * chebyshev c ((x - Q2R (middle i)) / Q2R (half_length i))).
Proof.
intros Hs Hi H. unfold is_near in H. destruct (first_answer _ _) eqn:E; try discriminate.
apply first_answer_sound in E. destruct E as (b & I & N).
apply near_at_sound with (b := b); auto. now apply precisions_nonneg.
Qed.
