(* Is |l_0 + l_1 cos(theta) + l_2 cos(2 theta) + ...| at most a bound for all theta?  Arcs are bounded at their centres by
   |f| + |f'| d + d^2/2 sum k^2 |l_k| and halved where that is too large (docs/certificates.md, kind exp-degree).  The
   centres are theta = 2 atan(i / 2^r), whose cosine and sine are rational numbers. *)
From Coq Require Import ZArith List Bool Reals Lra Lia Psatz.
From Attest Require Import Basics Exponential Cosines.
Import ListNotations.
Open Scope R_scope.

(* Only Yes is a promise.  No: some value is too large; Unknown: arcs or digits are too few. *)
Inductive answer := Yes | No | Unknown.

(* --- values at one angle -------------------------------------------------------------------------------------- *)

(* Clenshaw's rule where 2 cos(theta) = c / d.  A rounding is a change of a coefficient by less than 1. *)
Fixpoint clenshaw (c d : Z) (l : list Z) : Z * Z :=
  match l with [] => (0, 0)%Z | a :: l' => let (b1, b2) := clenshaw c d l' in (a + c * b1 / d - b2, b1)%Z end.

Lemma clenshaw_sound c d theta : (0 < d)%Z -> 2 * cos theta = IZR c / IZR d -> forall l phi,
  Rabs (cosines phi theta l - (IZR (fst (clenshaw c d l)) * cos phi - IZR (snd (clenshaw c d l)) * cos (phi - theta)))
  <= IZR (count l).
Proof.
intros Hd Hc. induction l as [|a l IH]; intros phi; cbn [clenshaw cosines count].
- simpl. rewrite Rabs_pos_eq; lra.
- specialize (IH (phi + theta)). replace (phi + theta - theta) with phi in IH by ring.
  destruct (clenshaw c d l) as [b1 b2]. simpl fst in *; simpl snd in *.
  rewrite minus_IZR, !plus_IZR. set (q := (c * b1 / d)%Z).
  assert (Q : Rabs (IZR q - 2 * cos theta * IZR b1) <= 1).
  { pose proof (floor_below (c * b1) d Hd). pose proof (floor_above (c * b1) d Hd). fold q in H, H0.
    rewrite mult_IZR in H, H0. replace (IZR c * IZR b1 / IZR d) with (IZR c / IZR d * IZR b1) in H, H0 by (unfold Rdiv; ring).
    rewrite <- Hc in H, H0. apply Rabs_le. lra. }
  pose proof (cos_step phi theta) as C.
  match goal with |- Rabs ?x <= _ => replace x with ((cosines (phi + theta) theta l - (IZR b1 * cos (phi + theta) - IZR b2 * cos phi))
    - (IZR q - 2 * cos theta * IZR b1) * cos phi + IZR b1 * (cos (phi + theta) + cos (phi - theta) - 2 * cos theta * cos phi)) by ring end.
  replace (cos (phi + theta) + cos (phi - theta) - 2 * cos theta * cos phi) with 0 by lra. rewrite Rmult_0_r, Rplus_0_r.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, Rabs_mult.
  pose proof (cos_abs phi). pose proof (Rabs_pos (cos phi)). pose proof (Rabs_pos (IZR q - 2 * cos theta * IZR b1)). nra.
Qed.

(* --- Taylor's theorem in theta -------------------------------------------------------------------------------- *)

Lemma sin_lipschitz a b : 0 <= b -> - b <= sin (a + b) - sin a <= b.
Proof.
intros Hb.
assert (D : forall c, derivable_pt_lim (fun y => sin (a + y)) c (cos (a + c))).
{ intros c. replace (cos (a + c)) with (cos (a + c) * (0 + 1)) by ring.
  apply (derivable_pt_lim_comp (fun y => a + y) sin). apply derivable_pt_lim_plus. apply derivable_pt_lim_const.
  apply derivable_pt_lim_id. apply derivable_pt_lim_sin. }
split.
- assert (0 <= (sin (a + b) - sin a) + b); [|lra].
  apply (nonneg_from_derivative (fun y => (sin (a + y) - sin a) + y) (fun y => (cos (a + y) - 0) + 1)); auto.
  + rewrite !Rplus_0_r. lra.
  + intros c _. apply derivable_pt_lim_plus. apply derivable_pt_lim_minus. apply D. apply derivable_pt_lim_const. apply derivable_pt_lim_id.
  + intros c _. pose proof (COS_bound (a + c)). lra.
- assert (0 <= b - (sin (a + b) - sin a)); [|lra].
  apply (nonneg_from_derivative (fun y => y - (sin (a + y) - sin a)) (fun y => 1 - (cos (a + y) - 0))); auto.
  + rewrite !Rplus_0_r. lra.
  + intros c _. apply derivable_pt_lim_minus. apply derivable_pt_lim_id. apply derivable_pt_lim_minus. apply D. apply derivable_pt_lim_const.
  + intros c _. pose proof (COS_bound (a + c)). lra.
Qed.

Lemma cos_second_order_up a b : 0 <= b -> Rabs (cos (a + b) - cos a + b * sin a) <= b * b / 2.
Proof.
intros Hb.
assert (D : forall c, derivable_pt_lim (fun y => (cos (a + y) - cos a) + y * sin a) c ((- sin (a + c) - 0) + sin a)).
{ intros c. apply derivable_pt_lim_plus. apply derivable_pt_lim_minus.
  - replace (- sin (a + c)) with (- sin (a + c) * (0 + 1)) by ring.
    apply (derivable_pt_lim_comp (fun y => a + y) cos). apply derivable_pt_lim_plus. apply derivable_pt_lim_const.
    apply derivable_pt_lim_id. apply derivable_pt_lim_cos.
  - apply derivable_pt_lim_const.
  - cut (derivable_pt_lim (fun y => y * sin a) c (1 * sin a + c * 0)).
    { intros X. now replace (1 * sin a + c * 0) with (sin a) in X by ring. }
    apply (derivable_pt_lim_mult id (fun _ => sin a)).
    apply derivable_pt_lim_id. apply derivable_pt_lim_const. }
assert (S : forall c, derivable_pt_lim (fun y => y * y * / 2) c ((1 * c + c * 1) * / 2)).
{ intros c. replace ((1 * c + c * 1) * / 2) with ((1 * c + c * 1) * / 2 + c * c * 0) by ring.
  apply (derivable_pt_lim_mult (fun y => y * y) (fun _ => / 2)). apply (derivable_pt_lim_mult id id).
  apply derivable_pt_lim_id. apply derivable_pt_lim_id. apply derivable_pt_lim_const. }
apply Rabs_le. split.
- assert (0 <= b * b * / 2 + ((cos (a + b) - cos a) + b * sin a)); [|lra].
  apply (nonneg_from_derivative (fun y => y * y * / 2 + ((cos (a + y) - cos a) + y * sin a))
    (fun y => (1 * y + y * 1) * / 2 + ((- sin (a + y) - 0) + sin a))); auto.
  + rewrite !Rplus_0_r. lra.
  + intros c _. apply derivable_pt_lim_plus; auto.
  + intros c Hc. pose proof (sin_lipschitz a c). lra.
- assert (0 <= b * b * / 2 - ((cos (a + b) - cos a) + b * sin a)); [|lra].
  apply (nonneg_from_derivative (fun y => y * y * / 2 - ((cos (a + y) - cos a) + y * sin a))
    (fun y => (1 * y + y * 1) * / 2 - ((- sin (a + y) - 0) + sin a))); auto.
  + rewrite !Rplus_0_r. lra.
  + intros c _. apply derivable_pt_lim_minus; auto.
  + intros c Hc. pose proof (sin_lipschitz a c). lra.
Qed.

Lemma cos_second_order a b : Rabs (cos (a + b) - cos a + b * sin a) <= b * b / 2.
Proof.
destruct (Rle_dec 0 b) as [P|N]. now apply cos_second_order_up.
pose proof (cos_second_order_up (- a) (- b) ltac:(lra)) as H.
replace (- a + - b) with (- (a + b)) in H by ring. rewrite !cos_neg, sin_neg in H.
replace (- b * - sin a) with (b * sin a) in H by ring. replace (- b * - b) with (b * b) in H by ring. exact H.
Qed.

(* k l_0, (k + 1) l_1, ...: the sine series with these is minus the derivative. *)
Fixpoint slopes (k : Z) (l : list Z) : list Z := match l with [] => [] | a :: l' => (k * a)%Z :: slopes (k + 1) l' end.
Fixpoint bend (k : Z) (l : list Z) : Z := match l with [] => 0%Z | a :: l' => (k * k * Z.abs a + bend (k + 1) l')%Z end.

Lemma slopes_count l : forall k, count (slopes k l) = count l.
Proof. induction l; cbn [slopes count]; intros; auto. now rewrite IHl. Qed.

Lemma bend_nonneg l : forall k, (0 <= bend k l)%Z.
Proof. induction l as [|a l IH]; cbn [bend]; intros. lia. specialize (IH (k + 1)%Z). nia. Qed.

Lemma cosines_second_order l c s : forall k,
  Rabs (cosines (IZR k * (c + s)) (c + s) l - cosines (IZR k * c) c l + s * cosines (IZR k * c - PI / 2) c (slopes k l))
  <= IZR (bend k l) * (s * s / 2).
Proof.
induction l as [|a l IH]; intros k; cbn [cosines slopes bend].
- rewrite Rmult_0_r, Rplus_0_r, Rminus_0_r, Rabs_R0. lra.
- specialize (IH (k + 1)%Z). rewrite plus_IZR in IH.
  replace ((IZR k + 1) * (c + s)) with (IZR k * (c + s) + (c + s)) in IH by ring.
  replace ((IZR k + 1) * c) with (IZR k * c + c) in IH by ring.
  replace (IZR k * c + c - PI / 2) with (IZR k * c - PI / 2 + c) in IH by ring.
  rewrite plus_IZR, !mult_IZR, abs_IZR.
  assert (Sin : cos (IZR k * c - PI / 2) = sin (IZR k * c)).
  { rewrite cos_minus, cos_PI2, sin_PI2. ring. }
  rewrite Sin. pose proof (cos_second_order (IZR k * c) (IZR k * s)) as T.
  replace (IZR k * c + IZR k * s) with (IZR k * (c + s)) in T by ring.
  set (x := cos (IZR k * (c + s)) - cos (IZR k * c) + IZR k * s * sin (IZR k * c)) in *.
  replace (_ + s * _) with (IZR a * x + (cosines (IZR k * (c + s) + (c + s)) (c + s) l - cosines (IZR k * c + c) c l
    + s * cosines (IZR k * c - PI / 2 + c) c (slopes (k + 1) l))) by (unfold x; ring).
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rmult_plus_distr_r, Rabs_mult. apply Rplus_le_compat; auto.
  pose proof (Rabs_pos (IZR a)). pose proof (Rabs_pos x). nra.
Qed.

(* --- angles --------------------------------------------------------------------------------------------------- *)

Lemma cos_2atan u : cos (2 * atan u) = (1 - u * u) / (1 + u * u).
Proof.
rewrite cos_2a_cos, cos_atan. assert (0 < 1 + u * u) by nra.
replace (u ^ 2) with (u * u) by ring. unfold Rsqr. 
assert (Q : sqrt (1 + u * u) * sqrt (1 + u * u) = 1 + u * u) by (apply sqrt_sqrt; lra).
assert (sqrt (1 + u * u) <> 0) by (intros E; rewrite E in Q; lra).
replace (2 * (1 / sqrt (1 + u * u)) * (1 / sqrt (1 + u * u))) with (2 / (sqrt (1 + u * u) * sqrt (1 + u * u))) by (field; auto).
rewrite Q. field. lra.
Qed.

Lemma sin_2atan u : sin (2 * atan u) = 2 * u / (1 + u * u).
Proof.
rewrite sin_2a, cos_atan, sin_atan. assert (0 < 1 + u * u) by nra. unfold Rsqr.
assert (Q : sqrt (1 + u * u) * sqrt (1 + u * u) = 1 + u * u) by (apply sqrt_sqrt; lra).
replace (u ^ 2) with (u * u) by ring.
assert (sqrt (1 + u * u) <> 0) by (intros E; rewrite E in Q; lra).
replace (2 * (u / sqrt (1 + u * u)) * (1 / sqrt (1 + u * u))) with (2 * u / (sqrt (1 + u * u) * sqrt (1 + u * u))) by (field; auto).
now rewrite Q.
Qed.

Lemma atan_close lo u v : 0 <= lo -> lo <= u < v -> 0 <= atan v - atan u <= (v - u) / (1 + lo * lo).
Proof.
intros Hl H. destruct (MVT_cor2 atan (fun x => / (1 + x * x)) u v (proj2 H)) as (c & E & Hc).
- intros c Hc. pose proof (derivable_pt_lim_atan c) as D. unfold Rsqr in D. exact D || (replace (/ (1 + c * c)) with (/ (1 + c ^ 2)) by (f_equal; ring); exact D).
- rewrite E. assert (0 < / (1 + c * c)) by (apply Rinv_0_lt_compat; nra).
  assert (/ (1 + c * c) <= / (1 + lo * lo)) by (apply Rinv_le_contravar; nra). split. nra.
  unfold Rdiv. rewrite Rmult_comm. apply Rmult_le_compat_l; lra.
Qed.

Lemma atan_near lo u v : 0 <= lo -> lo <= u -> lo <= v -> Rabs (atan v - atan u) <= Rabs (v - u) / (1 + lo * lo).
Proof.
intros Hl Hu Hv. destruct (Rtotal_order u v) as [L|[->|L]].
- destruct (atan_close lo u v) as [A B]; auto. rewrite !Rabs_pos_eq; lra.
- unfold Rminus. rewrite !Rplus_opp_r, Rabs_R0. unfold Rdiv. lra.
- destruct (atan_close lo v u) as [A B]; auto. rewrite Rabs_minus_sym, (Rabs_minus_sym v), !Rabs_pos_eq; lra.
Qed.

(* --- arcs ----------------------------------------------------------------------------------------------------- *)

Section Arcs.
Variables (f g : list Z) (n bending limit : Z).  (* g = slopes 0 f, n = count f, bending = bend 0 f *)

(* The arc of u = tan(theta/2) between (i - 1) / 2^r and (i + 1) / 2^r. *)
Definition arc (i r : Z) : answer :=
  let one := Z.shiftl 1 r in
  let square := (one * one)%Z in
  let d := (square + i * i)%Z in
  let c := (square - i * i)%Z in
  let up := (2 * one)%Z in                             (* up / down: half the arc *)
  let down := (square + (i - 1) * (i - 1))%Z in
  let curve := ceil_div (bending * up * up) (2 * down * down) in
  if (limit <? curve)%Z then Unknown else
  let (b0, b1) := clenshaw (2 * c) d f in
  let value := (ceil_div (Z.abs (b0 * d - b1 * c)) d + n)%Z in
  if (limit <? value - 2 * n - 1)%Z then No else
  if (limit <? value + curve)%Z then Unknown else
  let (_, s1) := clenshaw (2 * c) d g in
  let slope := (ceil_div (Z.abs s1 * (i * up)) d + n)%Z in
  if (value + ceil_div (slope * up) down + curve <=? limit)%Z then Yes else Unknown.

Fixpoint arcs (fuel : nat) (i r : Z) : answer :=
  match arc i r with
  | Yes => Yes
  | No => No
  | Unknown =>
    match fuel with
    | O => Unknown
    | S fuel' => match arcs fuel' (2 * i - 1) (r + 1) with Yes => arcs fuel' (2 * i + 1) (r + 1) | a => a end
    end
  end.

Hypotheses (Hg : g = slopes 0 f) (Hn : n = count f) (Hb : bending = bend 0 f).

Lemma arc_sound i r u : (1 <= i)%Z -> (0 <= r)%Z -> arc i r = Yes ->
  (IZR i - 1) / unit r <= u <= (IZR i + 1) / unit r -> Rabs (cosines 0 (2 * atan u) f) <= IZR limit.
Proof.
intros Hi Hr H Hu. unfold arc in H. assert (U := unit_pos r Hr).
set (one := Z.shiftl 1 r) in *. assert (One : IZR one = unit r) by (unfold one; now rewrite Z.shiftl_1_l).
set (square := (one * one)%Z) in *. assert (Square : IZR square = unit r * unit r) by (unfold square; now rewrite mult_IZR, One).
set (d := (square + i * i)%Z) in *. set (c := (square - i * i)%Z) in *. set (up := (2 * one)%Z) in *.
set (down := (square + (i - 1) * (i - 1))%Z) in *. set (curve := ceil_div (bending * up * up) (2 * down * down)) in *.
destruct (limit <? curve)%Z; [discriminate|].
destruct (clenshaw (2 * c) d f) as [b0 b1] eqn:Ef.
set (value := (ceil_div (Z.abs (b0 * d - b1 * c)) d + n)%Z) in *.
destruct (limit <? value - 2 * n - 1)%Z; [discriminate|]. destruct (limit <? value + curve)%Z; [discriminate|].
destruct (clenshaw (2 * c) d g) as [s0 s1] eqn:Eg.
set (slope := (ceil_div (Z.abs s1 * (i * up)) d + n)%Z) in *.
destruct (_ <=? limit)%Z eqn:L; [|discriminate]. clear H. apply Z_leb_IZR in L. rewrite !plus_IZR in L.
assert (I1 : 1 <= IZR i) by now apply (IZR_le 1).
assert (D : IZR d = unit r * unit r + IZR i * IZR i) by (unfold d; now rewrite plus_IZR, mult_IZR, Square).
assert (Cc : IZR c = unit r * unit r - IZR i * IZR i) by (unfold c; now rewrite minus_IZR, mult_IZR, Square).
assert (Dn : IZR down = unit r * unit r + (IZR i - 1) * (IZR i - 1)) by (unfold down; now rewrite plus_IZR, mult_IZR, minus_IZR, Square).
assert (Up : IZR up = 2 * unit r) by (unfold up; now rewrite mult_IZR, One).
assert (d0 : 0 < IZR d) by (rewrite D; nra). assert (down0 : 0 < IZR down) by (rewrite Dn; nra).
assert (dZ : (0 < d)%Z) by now apply lt_IZR. assert (downZ : (0 < down)%Z) by now apply lt_IZR.
set (centre := IZR i / unit r). set (theta := 2 * atan centre).
assert (E1 : 1 + centre * centre = IZR d / (unit r * unit r)) by (unfold centre; rewrite D; field; lra).
assert (CosC : cos theta = IZR c / IZR d).
{ unfold theta. rewrite cos_2atan, E1. replace (1 - centre * centre) with (IZR c / (unit r * unit r)) by (unfold centre; rewrite Cc; field; lra).
  field. repeat split; lra. }
assert (SinC : sin theta = IZR i * IZR up / IZR d).
{ unfold theta. rewrite sin_2atan, E1. unfold centre. rewrite Up. field. repeat split; lra. }
assert (Two : 2 * cos theta = IZR (2 * c) / IZR d) by (rewrite CosC, mult_IZR; field; lra).
(* the value at the centre *)
assert (V : Rabs (cosines 0 theta f) <= IZR value).
{ pose proof (clenshaw_sound (2 * c) d theta dZ Two f 0) as K. rewrite Ef in K. simpl fst in K; simpl snd in K.
  rewrite cos_0, Rminus_0_l, cos_neg, CosC, <- Hn in K.
  unfold value. rewrite plus_IZR. pose proof (ceil_above (Z.abs (b0 * d - b1 * c)) d dZ) as A.
  rewrite abs_IZR, minus_IZR, !mult_IZR in A.
  assert (W : Rabs (IZR b0 * 1 - IZR b1 * (IZR c / IZR d)) = Rabs (IZR b0 * IZR d - IZR b1 * IZR c) / IZR d).
  { rewrite <- (Rabs_pos_eq (IZR d)) at 3 by lra. unfold Rdiv at 2. rewrite <- Rabs_inv, <- Rabs_mult. f_equal. field. lra. }
  replace (cosines 0 theta f) with ((cosines 0 theta f - (IZR b0 * 1 - IZR b1 * (IZR c / IZR d))) + (IZR b0 * 1 - IZR b1 * (IZR c / IZR d))) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite W. lra. }
(* the slope there *)
assert (S : Rabs (cosines (IZR 0 * theta - PI / 2) theta g) <= IZR slope).
{ rewrite Rmult_0_l, Rminus_0_l.
  pose proof (clenshaw_sound (2 * c) d theta dZ Two g (- (PI / 2))) as K. rewrite Eg in K. simpl fst in K; simpl snd in K.
  replace (- (PI / 2) - theta) with (- (PI / 2 + theta)) in K by ring.
  rewrite !cos_neg, cos_PI2, <- sin_cos_opp in K || (rewrite !cos_neg, cos_PI2 in K; replace (cos (PI / 2 + theta)) with (- sin theta) in K by (rewrite cos_plus, cos_PI2, sin_PI2; ring)).
  rewrite SinC in K. rewrite Hg, slopes_count, <- Hn, <- Hg in K.
  unfold slope. rewrite plus_IZR. pose proof (ceil_above (Z.abs s1 * (i * up)) d dZ) as A. rewrite !mult_IZR, abs_IZR in A.
  assert (P : 0 <= IZR i * IZR up / IZR d).
  { apply Rmult_le_pos. rewrite Up. nra. left; now apply Rinv_0_lt_compat. }
  replace (cosines (- (PI / 2)) theta g) with ((cosines (- (PI / 2)) theta g - (IZR s0 * 0 - IZR s1 * - (IZR i * IZR up / IZR d)))
    + IZR s1 * (IZR i * IZR up / IZR d)) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_mult, (Rabs_pos_eq (_ / _)) by auto.
  unfold Rdiv in *. lra. }
(* the distance from it *)
set (s := 2 * atan u - theta).
assert (lo0 : 0 <= (IZR i - 1) / unit r) by (apply Rmult_le_pos; [lra | left; now apply Rinv_0_lt_compat]).
assert (Near : Rabs s <= IZR up / IZR down).
{ unfold s, theta. replace (2 * atan u - 2 * atan centre) with (2 * (atan u - atan centre)) by ring.
  rewrite Rabs_mult, Rabs_pos_eq by lra.
  assert (Ce : (IZR i - 1) / unit r <= centre) by (unfold centre, Rdiv; apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat | lra]).
  pose proof (atan_near ((IZR i - 1) / unit r) centre u lo0 Ce (proj1 Hu)) as A.
  assert (Dist : Rabs (u - centre) <= / unit r).
  { apply Rabs_le. unfold centre. unfold Rdiv in *. rewrite Rmult_minus_distr_r in Hu. rewrite Rmult_plus_distr_r in Hu. lra. }
  assert (Lo : 1 + (IZR i - 1) / unit r * ((IZR i - 1) / unit r) = IZR down / (unit r * unit r)) by (rewrite Dn; field; lra).
  rewrite Lo in A.
  apply Rle_trans with (2 * (/ unit r / (IZR down / (unit r * unit r)))).
  - apply Rmult_le_compat_l. lra. apply Rle_trans with (1 := A). apply Rmult_le_compat_r; auto.
    left. apply Rinv_0_lt_compat. apply Rmult_lt_0_compat; auto. apply Rinv_0_lt_compat. nra.
  - right. rewrite Up. field. split; lra. }
(* all together *)
pose proof (cosines_second_order f theta s 0) as T. rewrite <- Hg, <- Hb in T.
replace (theta + s) with (2 * atan u) in T by (unfold s; ring).
rewrite Rmult_0_l, (Rmult_0_l theta) in T.
rewrite Rmult_0_l in S.
pose proof (ceil_above (slope * up) down downZ) as A1. rewrite mult_IZR in A1.
assert (A2 := ceil_above (bending * up * up) (2 * down * down) ltac:(nia)). fold curve in A2. rewrite !mult_IZR in A2.
set (a := Rabs s) in *. assert (a0 : 0 <= a) by apply Rabs_pos.
assert (SS : s * s = a * a) by (unfold a; rewrite <- Rabs_mult; symmetry; apply Rabs_pos_eq; nra).
assert (Bend0 : 0 <= IZR bending) by (rewrite Hb; apply (IZR_le 0), bend_nonneg).
assert (B1 : IZR bending * (s * s / 2) <= IZR curve).
{ apply Rle_trans with (2 := A2). rewrite SS.
  replace (IZR bending * IZR up * IZR up / (2 * IZR down * IZR down)) with (IZR bending * (IZR up / IZR down * (IZR up / IZR down) / 2)) by (field; lra).
  apply Rmult_le_compat_l; auto. nra. }
assert (B2 : a * Rabs (cosines (0 - PI / 2) theta g) <= IZR (ceil_div (slope * up) down)).
{ apply Rle_trans with (2 := A1). replace (IZR slope * IZR up / IZR down) with (IZR up / IZR down * IZR slope) by (field; lra).
  apply Rmult_le_compat; auto. apply Rabs_pos. }
replace (cosines 0 (2 * atan u) f) with (cosines 0 theta f + - (s * cosines (0 - PI / 2) theta g)
  + (cosines 0 (2 * atan u) f - cosines 0 theta f + s * cosines (0 - PI / 2) theta g)) by ring.
apply Rle_trans with (1 := Rabs_triang _ _).
pose proof (Rabs_triang (cosines 0 theta f) (- (s * cosines (0 - PI / 2) theta g))) as R.
rewrite Rabs_Ropp, Rabs_mult in R. fold a in R. lra.
Qed.

Lemma arcs_sound fuel : forall i r u, (1 <= i)%Z -> (0 <= r)%Z -> arcs fuel i r = Yes ->
  (IZR i - 1) / unit r <= u <= (IZR i + 1) / unit r -> Rabs (cosines 0 (2 * atan u) f) <= IZR limit.
Proof.
induction fuel as [|fuel IH]; intros i r u Hi Hr H Hu; cbn [arcs] in H; destruct (arc i r) eqn:A; try discriminate;
  try (now apply arc_sound with (3 := A)).
destruct (arcs fuel (2 * i - 1) (r + 1)) eqn:L; try discriminate.
assert (U := unit_pos r Hr).
assert (U2 : unit (r + 1) = unit r * 2) by (unfold unit; rewrite Z.pow_add_r, mult_IZR by lia; reflexivity).
destruct (Rle_dec u (IZR i / unit r)) as [P|N].
- apply IH with (3 := L); try lia. rewrite U2, minus_IZR, mult_IZR. split.
  + replace ((2 * IZR i - 1 - 1) / (unit r * 2)) with ((IZR i - 1) / unit r) by (field; lra). lra.
  + replace ((2 * IZR i - 1 + 1) / (unit r * 2)) with (IZR i / unit r) by (field; lra). lra.
- apply IH with (3 := H); try lia. rewrite U2, plus_IZR, mult_IZR. split.
  + replace ((2 * IZR i + 1 - 1) / (unit r * 2)) with (IZR i / unit r) by (field; lra). lra.
  + replace ((2 * IZR i + 1 + 1) / (unit r * 2)) with ((IZR i + 1) / unit r) by (field; lra). lra.
Qed.
End Arcs.

(* --- all angles ----------------------------------------------------------------------------------------------- *)

(* Every second sign changed: theta and theta + pi. *)
Fixpoint alternate (minus : bool) (l : list Z) : list Z :=
  match l with [] => [] | a :: l' => (if minus then (- a)%Z else a) :: alternate (negb minus) l' end.

Lemma alternate_opp l : forall b phi theta, cosines phi theta (alternate (negb b) l) = - cosines phi theta (alternate b l).
Proof.
induction l as [|a l IH]; intros b phi theta; cbn [alternate cosines]. ring.
rewrite IH. destruct b; simpl; rewrite ?opp_IZR; ring.
Qed.

Lemma alternate_sound l : forall phi theta, cosines phi (theta + PI) l = cosines phi theta (alternate false l).
Proof.
assert (Shift : forall l phi theta, cosines (phi + PI) theta l = - cosines phi theta l).
{ induction l0 as [|a l0 IH]; intros; cbn [cosines]. ring.
  replace (phi + PI + theta) with (phi + theta + PI) by ring. rewrite IH, neg_cos. ring. }
induction l as [|a l IH]; intros phi theta; cbn [alternate cosines]. ring.
rewrite (alternate_opp l false), IH. replace (phi + (theta + PI)) with (phi + theta + PI) by ring. rewrite Shift. ring.
Qed.

Definition half_circle (depth : nat) (l : list Z) (limit : Z) : answer :=
  arcs l (slopes 0 l) (count l) (bend 0 l) limit depth 1 0.

Definition circle (depth : nat) (l : list Z) (limit : Z) : answer :=
  match half_circle depth l limit with Yes => half_circle depth (alternate false l) limit | a => a end.

Lemma half_circle_sound depth l limit t : half_circle depth l limit = Yes -> 0 <= t <= 1 ->
  exists theta, cos theta = t /\ Rabs (cosines 0 theta l) <= IZR limit.
Proof.
intros H Ht. set (u := sqrt ((1 - t) / (1 + t))). exists (2 * atan u).
assert (Q0 : 0 <= (1 - t) / (1 + t)) by (apply Rmult_le_pos; [lra | left; apply Rinv_0_lt_compat; lra]).
assert (Uu : u * u = (1 - t) / (1 + t)) by (apply sqrt_sqrt; auto).
split.
- rewrite cos_2atan, Uu. field. lra.
- unfold half_circle in H. apply arcs_sound with (u := u) in H; auto; try lia.
  unfold unit. simpl (2 ^ 0)%Z. replace ((1 - 1) / 1) with 0 by field. replace ((1 + 1) / 1) with 2 by field.
  pose proof (sqrt_pos ((1 - t) / (1 + t))) as P. fold u in P. split; auto.
  assert (u * u <= 1). { rewrite Uu. apply Rmult_le_reg_r with (1 + t). lra. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  nra.
Qed.

Lemma circle_sound depth l limit t : circle depth l limit = Yes -> -1 <= t <= 1 ->
  exists theta, cos theta = t /\ Rabs (cosines 0 theta l) <= IZR limit.
Proof.
unfold circle. destruct (half_circle depth l limit) eqn:A; try discriminate. intros B Ht.
destruct (Rle_dec 0 t) as [P|N]. apply half_circle_sound with (1 := A). lra.
destruct (half_circle_sound depth _ limit (- t) B) as (theta & C & L). lra.
exists (theta + PI). split. rewrite neg_cos, C. ring. now rewrite alternate_sound.
Qed.

(* --- short numbers -------------------------------------------------------------------------------------------- *)

Fixpoint strip (l : list Z) : list Z :=
  match l with
  | [] => []
  | a :: l' => match strip l' with [] => if (a =? 0)%Z then [] else [a] | k => a :: k end
  end.

Lemma cosines_strip l : forall phi theta, cosines phi theta (strip l) = cosines phi theta l.
Proof.
induction l as [|a l IH]; intros; cbn [strip cosines]; auto. specialize (IH (phi + theta) theta).
destruct (strip l) as [|b k].
- rewrite <- IH. destruct (Z.eqb_spec a 0) as [->|]; simpl; ring.
- cbn [cosines] in *. now rewrite IH.
Qed.

Definition nearest_shift (k a : Z) : Z := Z.shiftr (a + Z.shiftl 1 (k - 1)) k.

Lemma nearest_shift_sound k a : (1 <= k)%Z -> Rabs (IZR (nearest_shift k a) - / unit k * IZR a) <= 1.
Proof.
intros Hk. unfold nearest_shift. set (x := (a + _)%Z).
pose proof (floor_shift_below x k ltac:(lia)) as B. pose proof (floor_shift_above x k ltac:(lia)) as A.
unfold floor_shift in *. assert (U := unit_pos k ltac:(lia)).
assert (X : IZR x / unit k = / unit k * IZR a + / 2).
{ unfold x. rewrite Z.shiftl_1_l, plus_IZR. replace (IZR (2 ^ (k - 1))) with (unit k / 2). field. lra.
  unfold unit. assert (E : (2 ^ k = 2 * 2 ^ (k - 1))%Z).
  { rewrite <- Z.pow_succ_r by lia. f_equal. lia. }
  rewrite E, mult_IZR. field. }
apply Rabs_le. lra.
Qed.

(* 50 bits of the limit are kept. *)
Definition ceiling (depth : nat) (l : list Z) (limit : Z) : answer :=
  let k := (Z.log2 limit - 50)%Z in
  if (k <? 1)%Z then circle depth (strip l) limit
  else circle depth (strip (map (nearest_shift k) l)) (Z.shiftr limit k - count l).

Theorem ceiling_sound depth l limit : ceiling depth l limit = Yes ->
  forall t, -1 <= t <= 1 -> exists theta, cos theta = t /\ Rabs (cosines 0 theta l) <= IZR limit.
Proof.
unfold ceiling. destruct (Z.ltb_spec (Z.log2 limit - 50) 1) as [_|Hk]; intros H t Ht.
- destruct (circle_sound _ _ _ t H Ht) as (theta & C & L). exists theta. split; auto. now rewrite cosines_strip in L.
- set (k := (Z.log2 limit - 50)%Z) in *.
  destruct (circle_sound _ _ _ t H Ht) as (theta & C & L). exists theta. split; auto. rewrite cosines_strip in L.
  assert (U := unit_pos k ltac:(lia)).
  assert (M := cosines_map (nearest_shift k) (/ unit k) 1 l (fun a => nearest_shift_sound k a Hk) 0 theta).
  pose proof (floor_shift_below limit k ltac:(lia)) as B. unfold floor_shift in B. rewrite minus_IZR in L.
  set (x := cosines 0 theta l) in *. set (y := cosines 0 theta (map _ l)) in *.
  apply abs_between in M. apply abs_between in L.
  assert (R : Rabs (/ unit k * x) <= IZR limit / unit k) by (apply Rabs_le; lra).
  rewrite Rabs_mult, (Rabs_pos_eq (/ _)) in R by (left; now apply Rinv_0_lt_compat).
  apply Rmult_le_reg_l with (/ unit k). now apply Rinv_0_lt_compat. unfold Rdiv in R. lra.
Qed.
