(* Sums of cosines with whole coefficients, and the operations on them the judge uses.  With x = m + h cos(theta) they
   are the Chebyshev series of docs/theory/expoly.md, "The error of a given polynomial". *)
From Coq Require Import ZArith List Bool Reals Lra Lia Psatz.
From Attest Require Import Basics Exponential.
Import ListNotations.
Open Scope R_scope.

(* l_0 cos(phi) + l_1 cos(phi + theta) + l_2 cos(phi + 2 theta) + ... *)
Fixpoint cosines (phi theta : R) (l : list Z) : R :=
  match l with [] => 0 | a :: l' => IZR a * cos phi + cosines (phi + theta) theta l' end.

(* Two cosines around one. *)
Lemma cos_step phi theta : cos (phi + theta) + cos (phi - theta) = 2 * cos theta * cos phi.
Proof. rewrite cos_plus, cos_minus. ring. Qed.

Lemma cos_abs x : Rabs (cos x) <= 1.
Proof. apply Rabs_le, COS_bound. Qed.

Lemma cosines_abs l : forall phi theta, Rabs (cosines phi theta l) <= IZR (sum_abs l).
Proof.
induction l as [|a l IH]; intros; cbn [cosines sum_abs].
- rewrite Rabs_R0. lra.
- rewrite plus_IZR, abs_IZR. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_mult.
  pose proof (cos_abs phi). pose proof (Rabs_pos (IZR a)). specialize (IH (phi + theta) theta). nra.
Qed.

(* --- sums and multiples --------------------------------------------------------------------------------------- *)

Fixpoint add (l k : list Z) : list Z :=
  match l, k with [], _ => k | _, [] => l | a :: l', b :: k' => (a + b)%Z :: add l' k' end.

Lemma cosines_add l : forall k phi theta, cosines phi theta (add l k) = cosines phi theta l + cosines phi theta k.
Proof. induction l as [|a l IH]; destruct k; cbn [add cosines]; intros; try ring. rewrite IH, plus_IZR. ring. Qed.

Definition scale (c : Z) (l : list Z) : list Z := map (Z.mul c) l.

Lemma cosines_scale c l : forall phi theta, cosines phi theta (scale c l) = IZR c * cosines phi theta l.
Proof.
unfold scale. induction l as [|a l IH]; cbn [map cosines]; intros; try ring. rewrite IH, mult_IZR. ring.
Qed.

(* Coefficients changed one by one, each by at most e. *)
Lemma cosines_map f c e l : (forall a, Rabs (IZR (f a) - c * IZR a) <= e) -> forall phi theta,
  Rabs (cosines phi theta (map f l) - c * cosines phi theta l) <= e * IZR (count l).
Proof.
intros H. induction l as [|a l IH]; intros; cbn [map cosines count].
- rewrite Rmult_0_r, Rminus_0_r, Rabs_R0. lra.
- rewrite plus_IZR.
  replace (_ - _) with ((IZR (f a) - c * IZR a) * cos phi + (cosines (phi + theta) theta (map f l) - c * cosines (phi + theta) theta l)) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_mult.
  specialize (H a). specialize (IH (phi + theta) theta). pose proof (cos_abs phi). pose proof (Rabs_pos (cos phi)).
  pose proof (Rabs_pos (IZR (f a) - c * IZR a)). nra.
Qed.

Definition add_first (a : Z) (l : list Z) : list Z := match l with [] => [a] | b :: l' => (a + b)%Z :: l' end.

Lemma cosines_add_first a l theta : cosines 0 theta (add_first a l) = IZR a + cosines 0 theta l.
Proof. destruct l; cbn [add_first cosines]; rewrite cos_0, ?plus_IZR; ring. Qed.

Lemma add_first_length a l : l <> [] -> length (add_first a l) = length l.
Proof. now destruct l. Qed.

(* --- times 2 cos(theta) --------------------------------------------------------------------------------------- *)

Fixpoint neighbours (before : Z) (l : list Z) : list Z :=
  match l with [] => [before] | a :: l' => (before + hd 0 l')%Z :: neighbours a l' end.

Lemma neighbours_sound theta l : forall p phi,
  cosines phi theta (neighbours p l) = IZR p * cos phi + 2 * cos theta * cosines phi theta l - IZR (hd 0%Z l) * cos (phi - theta).
Proof.
induction l as [|a l IH]; intros p phi; cbn [neighbours cosines hd]. simpl; ring.
rewrite IH, plus_IZR. replace (phi + theta - theta) with phi by ring.
pose proof (cos_step phi theta) as C. replace (cos (phi + theta)) with (2 * cos theta * cos phi - cos (phi - theta)) by lra. ring.
Qed.

Lemma neighbours_length l : forall p, length (neighbours p l) = S (length l).
Proof. induction l; simpl; intros; auto. Qed.

Definition times_2cos (l : list Z) : list Z :=
  match l with [] => [] | a :: l' => hd 0%Z l' :: neighbours (2 * a) l' end.

Lemma times_2cos_sound theta l : cosines 0 theta (times_2cos l) = 2 * cos theta * cosines 0 theta l.
Proof.
destruct l as [|a l]; cbn [times_2cos cosines]. ring.
rewrite neighbours_sound, Rplus_0_l, cos_0, mult_IZR. replace (theta - theta) with 0 by ring. rewrite cos_0. ring.
Qed.

Lemma times_2cos_length l : (length (times_2cos l) <= S (length l))%nat.
Proof. destruct l; simpl. lia. rewrite neighbours_length. lia. Qed.

(* --- a power series in cos(theta), or in its opposite --------------------------------------------------------- *)

Definition half_up (a : Z) : Z := Z.shiftr a 1.
Definition half_down (a : Z) : Z := Z.shiftr (- a) 1.

Lemma half_up_sound a : Rabs (IZR (half_up a) - / 2 * IZR a) <= 1.
Proof.
unfold half_up. pose proof (floor_shift_below a 1 ltac:(lia)) as B. pose proof (floor_shift_above a 1 ltac:(lia)) as A.
unfold floor_shift, unit in *. simpl (2 ^ 1)%Z in *. apply Rabs_le. lra.
Qed.

Lemma half_down_sound a : Rabs (IZR (half_down a) - - / 2 * IZR a) <= 1.
Proof.
unfold half_down. pose proof (half_up_sound (- a)) as H. unfold half_up in H. rewrite opp_IZR in H.
replace (- / 2 * IZR a) with (/ 2 * - IZR a) by ring. exact H.
Qed.

(* Horner's rule, rounded to whole numbers at each step. *)
Fixpoint from_powers (half : Z -> Z) (l : list Z) : list Z :=
  match l with [] => [] | a :: l' => add_first a (map half (times_2cos (from_powers half l'))) end.

Lemma from_powers_length half l : (length (from_powers half l) <= length l)%nat.
Proof.
induction l as [|a l IH]; simpl. lia.
pose proof (times_2cos_length (from_powers half l)) as T.
destruct (map _ _) as [|b k] eqn:E; simpl. lia. apply (f_equal (@length Z)) in E. rewrite map_length in E. simpl in E. lia.
Qed.

Lemma from_powers_sound half s theta l : (forall a, Rabs (IZR (half a) - s * / 2 * IZR a) <= 1) -> Rabs s = 1 ->
  Rabs (cosines 0 theta (from_powers half l) - powers l (s * cos theta)) <= IZR (count l) * IZR (count l).
Proof.
intros Hh Hs. induction l as [|a l IH]; cbn [from_powers powers count].
- simpl. rewrite Rminus_0_r, Rabs_R0. lra.
- rewrite cosines_add_first, plus_IZR. set (q := from_powers half l) in *.
  assert (M := cosines_map half (s * / 2) 1 (times_2cos q) Hh 0 theta). rewrite times_2cos_sound in M.
  assert (L : IZR (count (times_2cos q)) <= 1 + IZR (count l)).
  { rewrite <- plus_IZR. apply IZR_le. rewrite !count_length. pose proof (times_2cos_length q).
    pose proof (from_powers_length half l). fold q in H0. lia. }
  replace (_ - _) with ((cosines 0 theta (map half (times_2cos q)) - s * / 2 * (2 * cos theta * cosines 0 theta q))
    + s * cos theta * (cosines 0 theta q - powers l (s * cos theta))) by field.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult, Hs.
  pose proof (cos_abs theta). pose proof (Rabs_pos (cos theta)).
  pose proof (Rabs_pos (cosines 0 theta q - powers l (s * cos theta))).
  assert (0 <= IZR (count l)) by (apply (IZR_le 0), count_nonneg). nra.
Qed.

(* --- e^{s (m + h cos theta)} as such a series ----------------------------------------------------------------- *)

(* Coefficients in units of 2^-b, and what they leave out, in the same units.  [low, high] holds 2^b e^{sm}. *)
Definition exp_series (b : Z) (negative : bool) (low high hl hh : Z) : option (list Z * Z) :=
  match terms (fuel_for b hh) b hl hh 0 low high with
  | None => None
  | Some (l, r) => let n := count l in Some (from_powers (if negative then half_down else half_up) l, r + n * n)%Z
  end.

Lemma exp_series_sound b negative low high hl hh h y e r : (0 <= b)%Z -> (0 <= hl)%Z -> IZR hl <= h * unit b <= IZR hh ->
  (0 <= low)%Z -> IZR low <= unit b * exp y <= IZR high -> exp_series b negative low high hl hh = Some (e, r) ->
  forall theta, let s := if negative then -1 else 1 in
  Rabs (unit b * exp (y + s * (h * cos theta)) - cosines 0 theta e) <= IZR r.
Proof.
intros Hb Hhl Hh Hlow H S theta s. unfold exp_series in S. destruct (terms _ _ _ _ _ _ _) as [[l w]|] eqn:E; [|discriminate].
 assert (e = from_powers (if negative then half_down else half_up) l /\ r = (w + count l * count l)%Z)
  as [-> ->] by (split; congruence).
assert (Hs : Rabs s = 1) by (unfold s; destruct negative; unfold Rabs; destruct (Rcase_abs _); lra).
assert (U := unit_pos b Hb).
apply (terms_sound b _ _ (unit b * exp y) h) with (n := 0%nat) (t := s * cos theta) in E; auto.
- assert (P : Rabs (cosines 0 theta (from_powers (if negative then half_down else half_up) l) - powers l (s * cos theta))
    <= IZR (count l) * IZR (count l)).
  { apply from_powers_sound; auto. intros a. unfold s. destruct negative.
    replace (-1 * / 2) with (- / 2) by ring. apply half_down_sound. rewrite Rmult_1_l. apply half_up_sound. }
  rewrite plus_IZR, mult_IZR. unfold rest in E. simpl in E. rewrite Rmult_1_l, Rminus_0_r in E.
  rewrite exp_plus. replace (s * (h * cos theta)) with (h * (s * cos theta)) by ring.
  apply abs_between in E. apply abs_between in P. apply Rabs_le. lra.
- pose proof (exp_pos y). nra.
- unfold term. simpl. lra.
- rewrite Rabs_mult, Hs, Rmult_1_l. apply cos_abs.
Qed.

(* --- times a series ------------------------------------------------------------------------------------------- *)

(* Clenshaw's rule for sum c_k cos(k theta) times e, the pair (b_k, b_{k+1}) being such series. *)
Fixpoint clenshaw_series (c e : list Z) : list Z * list Z :=
  match c with
  | [] => ([], [])
  | a :: c' => let (b1, b2) := clenshaw_series c' e in (add (scale a e) (add (times_2cos b1) (scale (-1) b2)), b1)
  end.

Lemma clenshaw_series_sound e theta c : forall phi,
  cosines phi theta c * cosines 0 theta e =
  cosines 0 theta (fst (clenshaw_series c e)) * cos phi - cosines 0 theta (snd (clenshaw_series c e)) * cos (phi - theta).
Proof.
induction c as [|a c IH]; intros phi; cbn [clenshaw_series cosines]. simpl; ring.
destruct (clenshaw_series c e) as [b1 b2] eqn:E. simpl fst in *; simpl snd in *.
rewrite Rmult_plus_distr_r, (IH (phi + theta)), !cosines_add, !cosines_scale, times_2cos_sound.
replace (phi + theta - theta) with phi by ring.
pose proof (cos_step phi theta) as C. replace (cos (phi + theta)) with (2 * cos theta * cos phi - cos (phi - theta)) by lra. ring.
Qed.

(* 2 sum c_k cos(k theta) sum e_k cos(k theta): at phi = 0 the first of the pair, twice, less cos(theta) times the second, twice. *)
Definition twice_product (c e : list Z) : list Z :=
  let (b1, b2) := clenshaw_series c e in add (scale 2 b1) (scale (-1) (times_2cos b2)).

Lemma twice_product_sound theta c e :
  cosines 0 theta (twice_product c e) = 2 * (cosines 0 theta c * cosines 0 theta e).
Proof.
unfold twice_product. rewrite clenshaw_series_sound. destruct (clenshaw_series c e) as [b1 b2]. simpl.
rewrite cosines_add, !cosines_scale, times_2cos_sound, cos_0, Rminus_0_l, cos_neg. ring.
Qed.
