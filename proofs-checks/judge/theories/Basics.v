(* What the other files share: rounding of quotients of whole numbers, rationals as reals, polynomials with real
   coefficients, and monotone functions. *)
From Coq Require Import ZArith QArith Qreals List Bool Reals Lra Lia Psatz.
Import ListNotations.
Open Scope R_scope.

(* --- whole numbers ------------------------------------------------------------------------------------------- *)

(* a / b is the floor for b > 0; this is the ceiling. *)
Definition ceil_div (a b : Z) : Z := (- ((- a) / b))%Z.

Lemma floor_below a b : (0 < b)%Z -> IZR (a / b) <= IZR a / IZR b.
Proof.
intros Hb. assert (B : 0 < IZR b) by now apply IZR_lt.
apply Rmult_le_reg_r with (IZR b); auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
rewrite <- mult_IZR. apply IZR_le. rewrite Z.mul_comm. now apply Z.mul_div_le.
Qed.

Lemma floor_above a b : (0 < b)%Z -> IZR a / IZR b < IZR (a / b) + 1.
Proof.
intros Hb. assert (B : 0 < IZR b) by now apply IZR_lt.
apply Rmult_lt_reg_r with (IZR b); auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
replace (IZR (a / b) + 1) with (IZR (Z.succ (a / b))) by apply succ_IZR.
rewrite <- mult_IZR. apply IZR_lt. rewrite Z.mul_comm. now apply Z.mul_succ_div_gt.
Qed.

Lemma ceil_above a b : (0 < b)%Z -> IZR a / IZR b <= IZR (ceil_div a b).
Proof.
intros Hb. unfold ceil_div. rewrite opp_IZR. pose proof (floor_below (- a) b Hb) as H.
rewrite opp_IZR in H. replace (- IZR a / IZR b) with (- (IZR a / IZR b)) in H by (unfold Rdiv; ring). lra.
Qed.

Lemma ceil_below a b : (0 < b)%Z -> IZR (ceil_div a b) < IZR a / IZR b + 1.
Proof.
intros Hb. unfold ceil_div. rewrite opp_IZR. pose proof (floor_above (- a) b Hb) as H.
rewrite opp_IZR in H. replace (- IZR a / IZR b) with (- (IZR a / IZR b)) in H by (unfold Rdiv; ring). lra.
Qed.

Lemma Z_leb_IZR a b : (a <=? b)%Z = true -> IZR a <= IZR b.
Proof. intros H. now apply IZR_le, Z.leb_le. Qed.

Lemma Z_ltb_IZR a b : (a <? b)%Z = true -> IZR a < IZR b.
Proof. intros H. now apply IZR_lt, Z.ltb_lt. Qed.

Lemma abs_between a b : Rabs a <= b -> - b <= a <= b.
Proof. intros H. unfold Rabs in H. destruct (Rcase_abs a); lra. Qed.

Lemma floor_close a b : (0 < b)%Z -> Rabs (IZR (a / b) - / IZR b * IZR a) <= 1.
Proof.
intros H. pose proof (floor_below a b H). pose proof (floor_above a b H). unfold Rdiv in *. apply Rabs_le. lra.
Qed.

(* --- lists ---------------------------------------------------------------------------------------------------- *)

(* Lengths as whole numbers. *)
Fixpoint count {A} (l : list A) : Z := match l with [] => 0%Z | _ :: l' => (1 + count l')%Z end.

Lemma count_length {A} (l : list A) : count l = Z.of_nat (length l).
Proof. induction l as [|x l IH]; [easy|]. cbn [count length]. rewrite IH. lia. Qed.

Lemma count_nonneg {A} (l : list A) : (0 <= count l)%Z.
Proof. rewrite count_length. lia. Qed.

Fixpoint sum_abs (l : list Z) : Z := match l with [] => 0%Z | a :: l' => (Z.abs a + sum_abs l')%Z end.

Lemma sum_abs_nonneg l : (0 <= sum_abs l)%Z.
Proof. induction l; simpl; lia. Qed.

(* --- rationals ------------------------------------------------------------------------------------------------ *)

(* The real that a rational number is: Q2R of the standard library. *)
Lemma Q2R_quotient q : Q2R q = IZR (Qnum q) / IZR (Z.pos (Qden q)).
Proof. reflexivity. Qed.

Lemma Qle_bool_Q2R p q : Qle_bool p q = true -> Q2R p <= Q2R q.
Proof. intros H. now apply Qle_Rle, Qle_bool_iff. Qed.

(* In lowest terms. *)
Definition reduce (q : Q) : Q :=
  let g := Z.gcd (Qnum q) (Z.pos (Qden q)) in Qmake (Qnum q / g) (Z.to_pos (Z.pos (Qden q) / g)).

Lemma reduce_sound q : Q2R (reduce q) = Q2R q.
Proof.
unfold reduce. set (g := Z.gcd _ _). rewrite !Q2R_quotient. simpl Qnum; simpl Qden.
destruct (Z.gcd_divide_l (Qnum q) (Z.pos (Qden q))) as (n & N). destruct (Z.gcd_divide_r (Qnum q) (Z.pos (Qden q))) as (d & D).
fold g in N, D. assert (g0 : (0 < g)%Z).
{ assert (0 <= g)%Z by apply Z.gcd_nonneg. assert (g <> 0)%Z by (intros E; rewrite E in D; lia). lia. }
assert (d0 : (0 < d)%Z) by (assert (0 < d * g)%Z by (rewrite <- D; lia); nia).
rewrite N, D, !Z.div_mul, Z2Pos.id, !mult_IZR by lia.
assert (0 < IZR g) by now apply (IZR_lt 0). assert (0 < IZR d) by now apply (IZR_lt 0). field. lra.
Qed.

(* Strict order of rationals, as a bool. *)
Definition Qlt_bool (p q : Q) : bool := negb (Qle_bool q p).

Lemma Qlt_bool_Q2R p q : Qlt_bool p q = true -> Q2R p < Q2R q.
Proof.
unfold Qlt_bool. rewrite negb_true_iff. intros H. apply Qlt_Rlt. apply Qnot_le_lt. intros L.
apply Qle_bool_iff in L. congruence.
Qed.

(* --- polynomials ---------------------------------------------------------------------------------------------- *)

(* Coefficients with the constant term first; length at most n + 1 means degree at most n. *)
Fixpoint peval (p : list R) (x : R) : R := match p with [] => 0 | a :: p' => a + x * peval p' x end.

Fixpoint padd (p q : list R) : list R :=
  match p, q with [], _ => q | _, [] => p | a :: p', b :: q' => (a + b) :: padd p' q' end.

Lemma peval_padd p : forall q x, peval (padd p q) x = peval p x + peval q x.
Proof. induction p as [|a p IH]; destruct q; simpl; intros; try ring. rewrite IH. ring. Qed.

Lemma padd_length p : forall q, length (padd p q) = Nat.max (length p) (length q).
Proof. induction p as [|a p IH]; destruct q; simpl; auto. Qed.

Lemma peval_scale c p x : peval (map (Rmult c) p) x = c * peval p x.
Proof. induction p as [|a p IH]; simpl. ring. rewrite IH. ring. Qed.

(* f is a polynomial with fewer than n coefficients. *)
Definition is_poly (n : nat) (f : R -> R) : Prop := exists p, (length p <= n)%nat /\ forall x, f x = peval p x.

Lemma is_poly_ext n f g : (forall x, f x = g x) -> is_poly n f -> is_poly n g.
Proof. intros H (p & L & E). exists p. split; auto. intros x. now rewrite <- H. Qed.

Lemma is_poly_weaken n k f : (n <= k)%nat -> is_poly n f -> is_poly k f.
Proof. intros H (p & L & E). exists p. split; auto. lia. Qed.

Lemma is_poly_const c : is_poly 1 (fun _ => c).
Proof. exists [c]. split; auto. intros x. simpl. ring. Qed.

Lemma is_poly_zero n : is_poly n (fun _ => 0).
Proof. exists []. split. simpl; lia. auto. Qed.

Lemma is_poly_plus n f g : is_poly n f -> is_poly n g -> is_poly n (fun x => f x + g x).
Proof.
intros (p & Lp & Ep) (q & Lq & Eq). exists (padd p q). rewrite padd_length. split. lia.
intros x. now rewrite peval_padd, Ep, Eq.
Qed.

Lemma is_poly_scale n c f : is_poly n f -> is_poly n (fun x => c * f x).
Proof. intros (p & L & E). exists (map (Rmult c) p). rewrite map_length. split; auto. intros x. now rewrite peval_scale, E. Qed.

Lemma is_poly_mul_x n f : is_poly n f -> is_poly (S n) (fun x => x * f x).
Proof. intros (p & L & E). exists (0 :: p). split. simpl; lia. intros x. simpl. rewrite E. ring. Qed.

Lemma is_poly_linear n a b f : is_poly n f -> is_poly (S n) (fun x => (a + b * x) * f x).
Proof.
intros H. apply is_poly_ext with (f := fun x => a * f x + b * (x * f x)). intros x; ring.
apply is_poly_plus. apply is_poly_weaken with n; auto. now apply is_poly_scale.
now apply is_poly_scale, is_poly_mul_x.
Qed.

Lemma is_poly_compose a b p : is_poly (length p) (fun x => peval p (a + b * x)).
Proof.
induction p as [|c p IH]; cbn [peval length]. apply is_poly_zero.
apply is_poly_plus; [|now apply is_poly_linear]. apply is_poly_weaken with 1%nat. lia. apply is_poly_const.
Qed.

(* --- functions with a non-negative derivative ----------------------------------------------------------------- *)

Lemma nonneg_from_derivative (f f' : R -> R) (b : R) :
  0 <= b -> 0 <= f 0 -> (forall c, 0 <= c <= b -> derivable_pt_lim f c (f' c)) -> (forall c, 0 < c < b -> 0 <= f' c) ->
  0 <= f b.
Proof.
intros Hb H0 D P. destruct (Rle_lt_or_eq_dec 0 b Hb) as [L|E].
- destruct (MVT_cor2 f f' 0 b L D) as (c & E & Hc). specialize (P c Hc). nra.
- now rewrite <- E.
Qed.
