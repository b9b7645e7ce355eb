(* The check that points refute all polynomials of a degree, and that a polynomial's error at a point is large. *)
From Coq Require Import ZArith QArith Qreals List Bool Reals Lra Lia Psatz.
From Attest Require Import Basics Exponential Cosines Ceiling DividedDifferences Nearness.
Import ListNotations.
Open Scope R_scope.

(* --- points --------------------------------------------------------------------------------------------------- *)

(* Point number n of the interval, 0 <= n <= steps, as seen from its right end. *)
Definition from_right (i : interval) (steps n : Z) : Q :=
  Qmult (Qminus (right i) (left i)) (Qmake (n - steps) (Z.to_pos steps)).

(* (n, prod (n - m)) for every point. *)
Definition with_products (points : list Z) : list (Z * Z) := map (fun n => (n, product n points)) points.

Fixpoint least_product (l : list (Z * Z)) : Z :=
  match l with [] => 1%Z | [(_, p)] => Z.abs p | (_, p) :: l' => Z.min (Z.abs p) (least_product l') end.

(* With w_i = 1 / |prod| in units of 1 / one: bounds of sum +-w_i e^{x_i - right} and of sum w_i omega(x_i) e^{-right},
   exponentials in units of 2^-b.  [top] is above e^{-right}. *)
Fixpoint weighted (b : Z) (e : measure) (i : interval) (steps one top : Z) (l : list (Z * Z)) : option (Z * Z * Z) :=
  match l with
  | [] => Some (0, 0, 0)%Z
  | (n, p) :: l' =>
    match exp_between b (from_right i steps n), weighted b e i steps one top l' with
    | Some (low, high), Some (sum_low, sum_high, norm) =>
      let w := (one / Z.abs p)%Z in
      let small := (w * low)%Z in
      let large := ((w + 1) * high)%Z in
      let size := ((w + 1) * match e with Absolute => top | Relative => high end)%Z in
      Some (if (0 <? p)%Z then (sum_low + small, sum_high + large, norm + size)%Z
            else (sum_low - large, sum_high - small, norm + size)%Z)
    | _, _ => None
    end
  end.

Definition points_at (b : Z) (e : measure) (i : interval) (steps : Z) (l : list (Z * Z)) (least : Z) (eps : Q) : answer :=
  let one := Z.shiftl least b in
  match match e with Absolute => exp_between b (Qopp (right i)) | Relative => Some (0, 0)%Z end with
  | None => Unknown
  | Some (_, top) =>
    match weighted b e i steps one top l with
    | None => Unknown
    | Some (sum_low, sum_high, norm) =>
      let sum := if (0 <? sum_low)%Z then sum_low else (- sum_high)%Z in
      if (Qnum eps * norm <? sum * Z.pos (Qden eps))%Z then Yes else Unknown
    end
  end.

Definition refutes (e : measure) (i : interval) (steps : Z) (points : list Z) (eps : Q) : bool :=
  (1 <=? steps)%Z && ascending 0 points && forallb (fun n => (n <=? steps)%Z) points &&
  let l := with_products points in
  let least := least_product l in
  (0 <? least)%Z && (0 <? Qnum eps)%Z &&
  match first_answer (fun b => points_at b e i steps l least eps) precisions with Yes => true | _ => false end.

Definition point (i : interval) (steps n : Z) : R := Q2R (right i) + Q2R (from_right i steps n).

Lemma from_right_value i steps n : (0 < steps)%Z ->
  Q2R (from_right i steps n) = (Q2R (right i) - Q2R (left i)) * ((IZR n - IZR steps) / IZR steps).
Proof.
intros H. unfold from_right. rewrite Q2R_mult, Q2R_minus. f_equal. rewrite Q2R_quotient. simpl Qnum; simpl Qden.
rewrite Z2Pos.id, minus_IZR by auto. reflexivity.
Qed.

Lemma weighted_sound b e i steps one top all : (0 <= b)%Z -> (0 <= one)%Z ->
  (e = Absolute -> unit b * exp (- Q2R (right i)) <= IZR top) ->
  forall points low high norm,
  weighted b e i steps one top (map (fun n => (n, product n all)) points) = Some (low, high, norm) ->
  let f := fun n => exp (Q2R (from_right i steps n)) in
  IZR low <= IZR one * unit b * over all points f <= IZR high /\
  IZR one * unit b * exp (- Q2R (right i)) * over all points (fun n => IZR (Z.sgn (product n all)) * omega e (point i steps n)) <= IZR norm.
Proof.
intros Hb Hone Htop. assert (U := unit_pos b Hb). assert (O0 : 0 <= IZR one) by now apply (IZR_le 0).
induction points as [|n points IH]; cbn [map weighted over]; intros low high norm H.
- assert (low = 0 /\ high = 0 /\ norm = 0)%Z as (-> & -> & ->) by (repeat split; congruence). lra.
- destruct (exp_between _ _) as [[el eh]|] eqn:E; [|discriminate].
  destruct (weighted _ _ _ _ _ _ _) as [[[sl sh] sn]|] eqn:W; [|discriminate].
  apply exp_between_sound in E; auto. destruct E as [E0 E]. destruct (IH _ _ _ eq_refl) as [I1 I2]. clear IH W.
  set (p := product n all) in *. assert (p0 : p <> 0%Z) by apply product_nonzero.
  assert (a0 : (0 < Z.abs p)%Z) by lia. assert (aR : 0 < IZR (Z.abs p)) by now apply (IZR_lt 0).
  set (w := (one / Z.abs p)%Z) in *.
  assert (w0 : 0 <= IZR w) by (apply (IZR_le 0), Z.div_pos; auto).
  pose proof (floor_below one _ a0) as F1. pose proof (floor_above one _ a0) as F2. fold w in F1, F2.
  set (q := IZR one / IZR (Z.abs p)) in *. set (x := Q2R (from_right i steps n)) in *. pose proof (exp_pos x) as X0.
  assert (el0 : 0 <= IZR el) by now apply (IZR_le 0).
  assert (Small : IZR w * IZR el <= q * (unit b * exp x)) by (apply Rmult_le_compat; lra).
  assert (Large : q * (unit b * exp x) <= (IZR w + 1) * IZR eh) by (apply Rmult_le_compat; nra).
  set (om := match e with Absolute => top | Relative => eh end) in *.
  assert (Om : unit b * exp (- Q2R (right i)) * omega e (point i steps n) <= IZR om).
  { unfold om. destruct e; simpl.
    - rewrite Rmult_1_r. now apply Htop.
    - unfold point. fold x. rewrite Rmult_assoc, <- exp_plus.
      replace (- Q2R (right i) + (Q2R (right i) + x)) with x by ring. lra. }
  pose proof (omega_pos e (point i steps n)) as OP. pose proof (exp_pos (- Q2R (right i))) as ER.
  assert (Size : q * (unit b * exp (- Q2R (right i)) * omega e (point i steps n)) <= (IZR w + 1) * IZR om).
  { apply Rmult_le_compat; try lra. repeat apply Rmult_le_pos; lra. }
  assert (q0 : 0 <= q) by lra.
  destruct (Z.ltb_spec 0 p) as [P|N].
  + assert (low = sl + w * el /\ high = sh + (w + 1) * eh /\ norm = sn + (w + 1) * om)%Z as (-> & -> & ->) by (repeat split; congruence).
    assert (Z.abs p = p) as Ab by lia. assert (Z.sgn p = 1%Z) as Sg by lia. rewrite Sg. unfold q in *. rewrite Ab in *.
    rewrite !plus_IZR, !mult_IZR, !plus_IZR. simpl IZR in *. unfold Rdiv in *. split; [split|]; lra.
  + assert (low = sl - (w + 1) * eh /\ high = sh - w * el /\ norm = sn + (w + 1) * om)%Z as (-> & -> & ->) by (repeat split; congruence).
    assert (Z.abs p = - p)%Z as Ab by lia. assert (Z.sgn p = (-1)%Z) as Sg by lia. rewrite Sg. unfold q in *. rewrite Ab, opp_IZR in *.
    assert (Inv : IZR one / - IZR p = - (IZR one / IZR p)) by (field; now apply not_0_IZR). rewrite Inv in *.
    rewrite !minus_IZR, !plus_IZR, !mult_IZR, !plus_IZR. simpl IZR in *. unfold Rdiv in *. split; [split|]; lra.
Qed.

(* If the error were at most eps omega at the points, the sum would be at most eps times the sum of |w_i| omega. *)
Lemma over_bound all points f g eps : (forall n, In n points -> Rabs (f n) <= eps * g n) ->
  Rabs (over all points f) <= eps * over all points (fun n => IZR (Z.sgn (product n all)) * g n).
Proof.
induction points as [|n points IH]; cbn [over]; intros H.
- rewrite Rabs_R0. lra.
- apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rmult_plus_distr_l. apply Rplus_le_compat.
  + assert (p0 := product_nonzero n all). set (p := product n all) in *. unfold Rdiv. rewrite Rabs_mult.
    assert (V : Rabs (/ IZR p) = IZR (Z.sgn p) * / IZR p).
    { assert (IZR p <> 0) by now apply not_0_IZR. rewrite Rabs_inv. destruct (Z.lt_trichotomy p 0) as [L|[E|G]]; try lia.
      - replace (Z.sgn p) with (-1)%Z by lia. apply IZR_lt in L. rewrite Rabs_left by auto. field. auto.
      - replace (Z.sgn p) with 1%Z by lia. apply IZR_lt in G. rewrite Rabs_pos_eq by lra. ring. }
    replace (eps * (IZR (Z.sgn p) * g n * / IZR p)) with (eps * g n * (IZR (Z.sgn p) * / IZR p)) by ring.
    rewrite V. apply Rmult_le_compat_r. rewrite <- V. apply Rabs_pos. apply H. now left.
  + apply IH. intros; apply H. now right.
Qed.

(* de la Vallee-Poussin, in dual form: no polynomial with fewer coefficients than points, less 1, is near exp. *)
Theorem refutes_sound e i steps points eps : Q2R (left i) < Q2R (right i) -> refutes e i steps points eps = true ->
  forall p, (length p < length points)%nat -> ~ near e (Q2R (left i)) (Q2R (right i)) (Q2R eps) (peval p).
Proof.
intros Hi H p Hp Near. unfold refutes in H. rewrite !andb_true_iff in H.
destruct H as [[[Hs Ha] Hr] [[Hl He] H]]. destruct (first_answer _ _) eqn:E; try discriminate. clear H.
apply first_answer_sound in E. destruct E as (b & Ib & E). apply precisions_nonneg in Ib.
apply Z.leb_le in Hs. assert (S0 : (0 < steps)%Z) by lia. assert (SR : 0 < IZR steps) by now apply (IZR_lt 0).
apply Z.ltb_lt in Hl, He. set (l := with_products points) in *. set (least := least_product l) in *.
unfold points_at in E. set (one := Z.shiftl least b) in *.
assert (One : 0 < IZR one). { unfold one. rewrite Z.shiftl_mul_pow2, mult_IZR by auto. fold (unit b). apply Rmult_lt_0_compat. now apply (IZR_lt 0). now apply unit_pos. }
assert (One0 : (0 <= one)%Z) by (apply le_IZR; lra).
destruct (match e with Absolute => _ | Relative => _ end) as [[bottom top]|] eqn:T; [|discriminate].
assert (Top : e = Absolute -> unit b * exp (- Q2R (right i)) <= IZR top).
{ intros ->. apply exp_between_sound in T; auto. rewrite Q2R_opp in T. tauto. }
destruct (weighted _ _ _ _ _ _ _) as [[[sl sh] norm]|] eqn:W; [|discriminate].
destruct (_ <? _)%Z eqn:C; [|discriminate]. clear E. apply Z_ltb_IZR in C. rewrite !mult_IZR in C.
unfold l, with_products in W. apply weighted_sound in W; auto. destruct W as [W1 W2].
set (f := fun n => exp (Q2R (from_right i steps n))) in *.
set (g := fun n => IZR (Z.sgn (product n points)) * omega e (point i steps n)) in *.
assert (U := unit_pos b Ib). assert (ER := exp_pos (- Q2R (right i))).
assert (D0 : 0 < IZR (Z.pos (Qden eps))) by now apply (IZR_lt 0).
assert (N0 : 0 < IZR (Qnum eps)) by now apply (IZR_lt 0).
(* the polynomial disappears *)
assert (In_i : forall n, In n points -> Q2R (left i) <= point i steps n <= Q2R (right i)).
{ intros n In_n. pose proof (ascending_above _ _ Ha n In_n) as A. rewrite forallb_forall in Hr. specialize (Hr n In_n).
  apply Z_leb_IZR in Hr. apply IZR_le in A. unfold point. rewrite from_right_value by auto.
  set (u := (IZR n - IZR steps) / IZR steps).
  assert (u * IZR steps = IZR n - IZR steps) by (unfold u; field; lra). simpl in A.
  assert (-1 <= u <= 0) by nra. nra. }
assert (Zero : over points points (fun n => peval p (point i steps n)) = 0).
{ assert (P : is_poly (length p) (fun y => peval p (Q2R (left i) + (Q2R (right i) - Q2R (left i)) / IZR steps * y))).
  { apply is_poly_compose. }
  destruct P as (q & Lq & Eq).
  rewrite (over_ext _ _ _ (fun n => peval q (IZR n))).
  - apply difference_of_polynomial. now apply ascending_distinct with 0%Z. lia.
  - intros n _. rewrite <- Eq. f_equal. unfold point. rewrite from_right_value by auto. field. lra. }
assert (B := over_bound points points (fun n => exp (point i steps n) - peval p (point i steps n)) (fun n => omega e (point i steps n)) (Q2R eps)).
assert (B' : Rabs (over points points (fun n => exp (point i steps n))) <= Q2R eps * over points points g).
{ rewrite (over_ext _ _ (fun n => exp (point i steps n)) (fun n => (exp (point i steps n) - peval p (point i steps n)) + peval p (point i steps n))) by (intros; ring).
  rewrite over_plus, Zero, Rplus_0_r. apply B. intros n In_n. rewrite Rabs_minus_sym. apply Near. now apply In_i. }
clear B. rewrite (over_ext _ _ _ (fun n => exp (Q2R (right i)) * f n)) in B' by (intros; unfold point, f; now rewrite exp_plus).
rewrite over_scale, Rabs_mult, (Rabs_pos_eq (exp _)) in B' by (left; apply exp_pos).
assert (Inv : exp (- Q2R (right i)) * exp (Q2R (right i)) = 1) by (rewrite <- exp_plus; replace (- Q2R (right i) + Q2R (right i)) with 0 by ring; apply exp_0).
set (F := over points points f) in *. set (G := over points points g) in *. set (r := exp (- Q2R (right i))) in *.
set (R := exp (Q2R (right i))) in *.
assert (B2 : IZR one * unit b * Rabs F <= Q2R eps * IZR norm).
{ apply Rle_trans with (Q2R eps * (IZR one * unit b * r * G)).
  - replace (IZR one * unit b * Rabs F) with (IZR one * unit b * r * (R * Rabs F)).
    replace (Q2R eps * (IZR one * unit b * r * G)) with (IZR one * unit b * r * (Q2R eps * G)) by ring.
    apply Rmult_le_compat_l; auto. repeat apply Rmult_le_pos; lra.
    transitivity (IZR one * unit b * (r * R) * Rabs F). ring. rewrite Inv. ring.
  - apply Rmult_le_compat_l; auto. rewrite Q2R_quotient. apply Rmult_le_pos. lra. left; now apply Rinv_0_lt_compat. }
assert (B3 : IZR (if (0 <? sl)%Z then sl else (- sh)%Z) <= IZR one * unit b * Rabs F).
{ assert (0 <= IZR one * unit b) by (apply Rmult_le_pos; lra). pose proof (Rle_abs F). pose proof (Rle_abs (- F)) as M. rewrite Rabs_Ropp in M.
  destruct (0 <? sl)%Z. nra. rewrite opp_IZR. nra. }
assert (B4 : Q2R eps * IZR norm * IZR (Z.pos (Qden eps)) = IZR (Qnum eps) * IZR norm) by (rewrite Q2R_quotient; field; lra).
assert (IZR (if (0 <? sl)%Z then sl else (- sh)%Z) * IZR (Z.pos (Qden eps)) <= Q2R eps * IZR norm * IZR (Z.pos (Qden eps))).
{ apply Rmult_le_compat_r; lra. }
lra.
Qed.

(* --- a polynomial's error at a point -------------------------------------------------------------------------- *)

(* Numerators over a common denominator, where there is one. *)
Fixpoint numerators (common : Z) (l : list Q) : option (list Z) :=
  match l with
  | [] => Some []
  | q :: l' =>
    let d := Z.pos (Qden q) in
    if (common mod d =? 0)%Z then match numerators common l' with Some k => Some (Qnum q * (common / d) :: k)%Z | None => None end
    else None
  end.

Fixpoint common_denominator (l : list Q) : Z :=
  match l with [] => 1%Z | q :: l' => let c := common_denominator l' in let d := Z.pos (Qden q) in (c / Z.gcd c d * d)%Z end.

Definition qeval (p : list Q) (x : R) : R := peval (map Q2R p) x.

Fixpoint zeval (p : list Z) (x : R) : R := match p with [] => 0 | a :: p' => IZR a + x * zeval p' x end.

Lemma numerators_sound common l : (0 < common)%Z -> forall k, numerators common l = Some k -> forall x, zeval k x = IZR common * qeval l x.
Proof.
intros Hc. unfold qeval. induction l as [|q l IH]; cbn [numerators map peval]; intros k H x.
- injection H as <-. simpl. ring.
- set (d := Z.pos (Qden q)) in *. destruct (Z.eqb_spec (common mod d) 0) as [M|]; [|discriminate].
  destruct (numerators common l) as [k'|]; [|discriminate]. injection H as <-.
  cbn [zeval]. rewrite (IH _ eq_refl), mult_IZR, Q2R_quotient. fold d.
  assert (D : 0 < IZR d) by now apply (IZR_lt 0).
  assert (E : IZR common = IZR d * IZR (common / d)).
  { rewrite <- mult_IZR. f_equal. pose proof (Z.div_mod common d ltac:(easy)). lia. }
  rewrite E. field. lra.
Qed.

(* p(X / Y) = v / y. *)
Fixpoint homogeneous (X Y : Z) (p : list Z) : Z * Z :=
  match p with [] => (0, 1)%Z | a :: p' => let (v, y) := homogeneous X Y p' in let y' := (y * Y)%Z in (a * y' + X * v, y')%Z end.

Lemma homogeneous_sound X Y p : (0 < Y)%Z -> let (v, y) := homogeneous X Y p in (0 < y)%Z /\ zeval p (IZR X / IZR Y) = IZR v / IZR y.
Proof.
intros HY. assert (YR : 0 < IZR Y) by now apply (IZR_lt 0). induction p as [|a p IH]; cbn [homogeneous zeval].
- split. lia. lra.
- destruct (homogeneous X Y p) as [v y]. destruct IH as [y0 E]. assert (yR : 0 < IZR y) by now apply (IZR_lt 0).
  split. nia. rewrite E, plus_IZR, !mult_IZR. field. lra.
Qed.

(* The value v / y of the polynomial is at least L omega away from e^x. *)
Definition far_at (b : Z) (e : measure) (x : Q) (v y : Z) (L : Q) : answer :=
  match exp_between b x with
  | None => Unknown
  | Some (low, high) =>
    let n := Qnum L in
    let d := Z.pos (Qden L) in
    let value := Z.shiftl (v * d) b in
    let up := match e with Absolute => high * d + Z.shiftl n b | Relative => (d + n) * high end%Z in
    let down := match e with Absolute => low * d - Z.shiftl n b | Relative => (d - n) * (if n <=? d then low else high) end%Z in
    if ((up * y <=? value) || (value <=? down * y))%Z then Yes else Unknown
  end.

Definition is_far (e : measure) (p : list Z) (common : Z) (x : Q) (L : Q) : bool :=
  let (v, y) := homogeneous (Qnum x) (Z.pos (Qden x)) p in
  (0 <=? Qnum L)%Z &&
  match first_answer (fun b => far_at b e x v (y * common) L) precisions with Yes => true | _ => false end.

Theorem is_far_sound e p common x L : (0 < common)%Z -> is_far e p common x L = true ->
  Q2R L * omega e (Q2R x) <= Rabs (/ IZR common * zeval p (Q2R x) - exp (Q2R x)).
Proof.
intros Hc. unfold is_far. pose proof (homogeneous_sound (Qnum x) (Z.pos (Qden x)) p ltac:(easy)) as E.
destruct (homogeneous _ _ _) as [v y]. destruct E as [y0 E]. intros H. apply andb_prop in H. destruct H as [Ln H].
destruct (first_answer _ _) eqn:A; try discriminate. clear H.
apply first_answer_sound in A. destruct A as (b & Ib & A). apply precisions_nonneg in Ib. unfold far_at in A.
destruct (exp_between b x) as [[low high]|] eqn:B; [|discriminate]. apply exp_between_sound in B; auto. destruct B as [l0 B].
destruct (_ || _)%bool eqn:C; [|discriminate]. clear A. rewrite <- Q2R_quotient in E. rewrite E.
assert (cR : 0 < IZR common) by now apply (IZR_lt 0). assert (yR : 0 < IZR y) by now apply (IZR_lt 0).
assert (U := unit_pos b Ib). assert (X := exp_pos (Q2R x)). set (ex := exp (Q2R x)) in *.
rewrite (Q2R_quotient L). set (n := Qnum L) in *. set (d := Z.pos (Qden L)) in *.
assert (d0 : 0 < IZR d) by now apply (IZR_lt 0). apply Z_leb_IZR in Ln.
set (V := / IZR common * (IZR v / IZR y)).
assert (Value : IZR (Z.shiftl (v * d) b) = V * unit b * IZR d * (IZR y * IZR common)).
{ rewrite Z.shiftl_mul_pow2, !mult_IZR by auto. fold (unit b). unfold V. field. lra. }
assert (Sh : IZR (Z.shiftl n b) = IZR n * unit b) by (rewrite Z.shiftl_mul_pow2, mult_IZR by auto; reflexivity).
assert (Y : 0 < IZR y * IZR common) by now apply Rmult_lt_0_compat.
assert (Low0 : 0 <= IZR low) by now apply (IZR_le 0).
set (k := IZR n / IZR d). assert (k0 : 0 <= k) by (apply Rmult_le_pos; auto; left; now apply Rinv_0_lt_compat).
assert (K : IZR n = k * IZR d) by (unfold k; field; lra).
apply orb_prop in C. destruct C as [C|C]; apply Z_leb_IZR in C; rewrite Value in C.
- apply Rle_trans with (V - ex); [|apply Rle_abs].
  assert (G : (ex + k * omega e (Q2R x)) * unit b * IZR d <= V * unit b * IZR d).
  { apply Rmult_le_reg_r with (IZR y * IZR common); auto. apply Rle_trans with (2 := C).
    rewrite !mult_IZR. apply Rmult_le_compat_r. lra.
    destruct e; simpl omega; rewrite ?plus_IZR, ?mult_IZR, ?plus_IZR, ?Sh, K.
    - assert (ex * unit b * IZR d <= IZR high * IZR d) by (apply Rmult_le_compat_r; lra). nra.
    - fold ex. assert (unit b * ex * (IZR d * (1 + k)) <= IZR high * (IZR d * (1 + k))) by (apply Rmult_le_compat_r; nra). nra. }
  apply Rmult_le_reg_r in G; auto. apply Rmult_le_reg_r in G; auto. lra.
- apply Rle_trans with (ex - V); [|rewrite Rabs_minus_sym; apply Rle_abs].
  assert (G : V * unit b * IZR d <= (ex - k * omega e (Q2R x)) * unit b * IZR d).
  { apply Rmult_le_reg_r with (IZR y * IZR common); auto. apply Rle_trans with (1 := C).
    rewrite !mult_IZR. apply Rmult_le_compat_r. lra.
    destruct e; simpl omega; rewrite ?minus_IZR, ?mult_IZR, ?minus_IZR, ?Sh, K.
    - assert (IZR low * IZR d <= ex * unit b * IZR d) by (apply Rmult_le_compat_r; lra). nra.
    - fold ex. destruct (Z.leb_spec n d) as [Le|Lt].
      + apply IZR_le in Le. rewrite K in Le. assert (k1 : k <= 1) by nra.
        assert (IZR low * (IZR d * (1 - k)) <= unit b * ex * (IZR d * (1 - k))) by (apply Rmult_le_compat_r; nra). nra.
      + apply IZR_lt in Lt. rewrite K in Lt. assert (k1 : 1 <= k) by nra.
        assert (unit b * ex * (IZR d * (k - 1)) <= IZR high * (IZR d * (k - 1))) by (apply Rmult_le_compat_r; nra). nra. }
  apply Rmult_le_reg_r in G; auto. apply Rmult_le_reg_r in G; auto. lra.
Qed.

(* --- from powers of x to cosines ------------------------------------------------------------------------------ *)

(* p((M + H cos theta) / d) = the series / s. *)
Fixpoint to_cosines (M H d : Z) (p : list Z) : list Z * Z :=
  match p with
  | [] => ([], 1%Z)
  | a :: p' =>
    let (q, s) := to_cosines M H d p' in
    let s' := (2 * d * s)%Z in
    (add_first (a * s') (add (scale (2 * M) q) (scale H (times_2cos q))), s')
  end.

Lemma to_cosines_sound M H d theta : (0 < d)%Z -> forall p, let (q, s) := to_cosines M H d p in
  (0 < s)%Z /\ / IZR s * cosines 0 theta q = zeval p ((IZR M + IZR H * cos theta) / IZR d).
Proof.
intros Hd. assert (dR : 0 < IZR d) by now apply (IZR_lt 0).
induction p as [|a p IH]; cbn [to_cosines zeval].
- split. lia. simpl. ring.
- destruct (to_cosines M H d p) as [q s]. destruct IH as [s0 E]. assert (sR : 0 < IZR s) by now apply (IZR_lt 0).
  split. nia. rewrite <- E, cosines_add_first, cosines_add, !cosines_scale, times_2cos_sound, !mult_IZR. field. lra.
Qed.
