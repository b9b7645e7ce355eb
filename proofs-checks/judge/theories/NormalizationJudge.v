(* Kind normalization of docs/certificates.md: an instance whose output moves by as much as is claimed; what a problem
   means, the judge, and its theorem (P0-12 and, for order k, its bound with B for B^(k-1);
   docs/theory/normalization.md).  What no instance can exceed is in Normalization.v. *)
From Coq Require Import ZArith QArith Qreals List Bool Reals Lra Lia Psatz.
From Attest Require Import Basics Exponential Points.
Import ListNotations.
Open Scope R_scope.

(* --- what is claimed ------------------------------------------------------------------------------------------ *)

Record normalization_problem := { norm_order : Z; norm_eps : Q; norm_bound : Q; norm_at_least : Q }.

(* The products of one value of each list, the first index the fastest. *)
Fixpoint products (values : list (list R)) : list R :=
  match values with [] => [1] | v :: rest => flat_map (fun y => map (fun x => x * y) v) (products rest) end.

Fixpoint dot (a v : list R) : R := match a, v with x :: a', y :: v' => x * y + dot a' v' | _, _ => 0 end.
Fixpoint sum (a : list R) : R := match a with [] => 0 | x :: a' => x + sum a' end.

(* The weights' mean of the values: an entry of attention's output. *)
Definition output (a v : list R) : R := dot a v / sum a.

Definition normalization_meaning (c : normalization_problem) : Prop :=
  exists (values : list (list R)) (a perturbed : list R),
    Z.of_nat (length values) = (norm_order c - 1)%Z /\
    (forall v x, In v values -> In x v -> Rabs x <= Q2R (norm_bound c)) /\
    a <> [] /\ length a = length (products values) /\
    Forall2 (fun x y => 0 < x /\ Rabs (y - x) <= Q2R (norm_eps c) * x) a perturbed /\
    Q2R (norm_at_least c) <= Rabs (output perturbed (products values) - output a (products values)).

(* --- the judge ------------------------------------------------------------------------------------------------ *)

Definition normalization_allowed (c : normalization_problem) : bool :=
  (2 <=? norm_order c)%Z && (norm_order c <=? 8)%Z && Qlt_bool 0 (norm_eps c) && Qlt_bool (norm_eps c) 1 &&
  Qlt_bool 0 (norm_bound c) && Qlt_bool 0 (norm_at_least c).

Fixpoint z_products (values : list (list Z)) : list Z :=
  match values with [] => [1%Z] | v :: rest => flat_map (fun y => map (fun x => (x * y)%Z) v) (z_products rest) end.

Fixpoint z_dot (a v : list Z) : Z := match a, v with x :: a', y :: v' => (x * y + z_dot a' v')%Z | _, _ => 0%Z end.

(* Each list over its own denominator, and the product of these. *)
Fixpoint whole_values (values : list (list Q)) : option (list (list Z) * Z) :=
  match values with
  | [] => Some ([], 1%Z)
  | v :: rest =>
    let c := common_denominator v in
    match numerators c v, whole_values rest with
    | Some k, Some (ks, d) => if (0 <? c)%Z then Some (k :: ks, c * d)%Z else None
    | _, _ => None
    end
  end.

Fixpoint perturbed_within (eps : Q) (a b : list Z) : bool :=
  match a, b with
  | [], [] => true
  | x :: a', y :: b' =>
    (0 <? x)%Z && (Z.abs (y - x) * Z.pos (Qden eps) <=? Qnum eps * x)%Z && perturbed_within eps a' b'
  | _, _ => false
  end.

Definition judge_normalization (c : normalization_problem) (weights perturbed : list Q) (values : list (list Q)) : bool :=
  let common := common_denominator (weights ++ perturbed) in
  normalization_allowed c && (count values =? norm_order c - 1)%Z && (0 <? common)%Z &&
  forallb (forallb (fun x => Qle_bool x (norm_bound c) && Qle_bool (- norm_bound c) x)) values &&
  match numerators common weights, numerators common perturbed, whole_values values with
  | Some (x :: a'), Some b, Some (ks, d) =>
    let a := x :: a' in
    let v := z_products ks in
    let D := total a in
    let D' := total b in
    (count a =? count v)%Z && perturbed_within (norm_eps c) a b && (0 <? D)%Z && (0 <? D')%Z &&
    (Qnum (norm_at_least c) * (D * D' * d) <=? Z.abs (z_dot b v * D - z_dot a v * D') * Z.pos (Qden (norm_at_least c)))%Z
  | _, _, _ => false
  end.

(* --- the theorem ---------------------------------------------------------------------------------------------- *)

(* Whole numbers over a denominator. *)
Definition over (d : Z) (l : list Z) : list R := map (fun x => IZR x / IZR d) l.

Lemma numerators_over common l k : (0 < common)%Z -> numerators common l = Some k -> map Q2R l = over common k.
Proof.
intros Hc. revert k. induction l as [|q l IH]; cbn [numerators map]; intros k H.
- assert (k = []) as -> by congruence. reflexivity.
- destruct (Z.eqb_spec (common mod Z.pos (Qden q)) 0) as [M|]; [|discriminate].
  destruct (numerators common l) as [k'|]; [|discriminate].
  assert (k = (Qnum q * (common / Z.pos (Qden q)))%Z :: k') as -> by congruence.
  unfold over. cbn [map]. rewrite (IH k' eq_refl). f_equal.
  set (d := Z.pos (Qden q)) in *. assert (D : 0 < IZR d) by now apply (IZR_lt 0). assert (C : 0 < IZR common) by now apply (IZR_lt 0).
  assert (E : IZR common = IZR d * IZR (common / d)).
  { rewrite <- mult_IZR. f_equal. pose proof (Z.div_mod common d ltac:(easy)). lia. }
  assert (IZR (common / d) <> 0) by (intros Z0; rewrite Z0 in E; lra).
  rewrite mult_IZR, Q2R_quotient. fold d. rewrite E. field. split; lra.
Qed.

Lemma over_length d l : length (over d l) = length l.
Proof. apply map_length. Qed.

Lemma sum_over d l : (0 < d)%Z -> sum (over d l) = IZR (total l) / IZR d.
Proof.
intros H. assert (0 < IZR d) by now apply (IZR_lt 0).
induction l as [|x l IH]; cbn [over map sum total]. lra. unfold over in IH. rewrite IH, plus_IZR. field. lra.
Qed.

Lemma dot_over d e a : (0 < d)%Z -> (0 < e)%Z -> forall v, dot (over d a) (over e v) = IZR (z_dot a v) / (IZR d * IZR e).
Proof.
intros Hd He. assert (0 < IZR d) by now apply (IZR_lt 0). assert (0 < IZR e) by now apply (IZR_lt 0).
induction a as [|x a IH]; intros v; [simpl; unfold Rdiv; ring|]. destruct v as [|y v]; [simpl; unfold Rdiv; ring|].
cbn [over map dot z_dot]. unfold over in IH. rewrite IH, plus_IZR, mult_IZR. field. lra.
Qed.

Lemma over_products d e v l : (0 < d)%Z -> (0 < e)%Z ->
  flat_map (fun y => map (fun x => x * y) (over d v)) (over e l) = over (d * e) (flat_map (fun y => map (fun x => (x * y)%Z) v) l).
Proof.
intros Hd He. assert (0 < IZR d) by now apply (IZR_lt 0). assert (0 < IZR e) by now apply (IZR_lt 0).
unfold over. induction l as [|y l IH]; cbn [map flat_map]; auto. rewrite map_app, IH. f_equal.
rewrite !map_map. apply map_ext. intros x. rewrite !mult_IZR. field. lra.
Qed.

Lemma whole_values_sound values : forall ks d, whole_values values = Some (ks, d) ->
  (0 < d)%Z /\ products (map (map Q2R) values) = over d (z_products ks).
Proof.
induction values as [|v values IH]; cbn [whole_values map products]; intros ks d H.
- assert (ks = [] /\ d = 1%Z) as [-> ->] by (split; congruence). split. lia. unfold over. simpl. f_equal. field.
- set (c := common_denominator v) in *. destruct (numerators c v) as [k|] eqn:N; [|discriminate].
  destruct (whole_values values) as [[ks' e]|]; [|discriminate]. destruct (Z.ltb_spec 0 c) as [C|]; [|discriminate].
  assert (ks = k :: ks' /\ d = (c * e)%Z) as [-> ->] by (split; congruence). destruct (IH _ _ eq_refl) as [E0 E].
  split. nia. rewrite E, (numerators_over c v k C N). cbn [z_products]. now apply over_products.
Qed.

Lemma perturbed_within_sound eps common a : (0 < common)%Z -> forall b, perturbed_within eps a b = true ->
  Forall2 (fun x y => 0 < x /\ Rabs (y - x) <= Q2R eps * x) (over common a) (over common b).
Proof.
intros Hc. assert (C : 0 < IZR common) by now apply (IZR_lt 0). assert (Ci := Rinv_0_lt_compat _ C).
induction a as [|x a IH]; intros [|y b]; cbn [perturbed_within over map]; try discriminate; intros H; constructor.
- rewrite !andb_true_iff in H. destruct H as [[P M] _]. apply Z_ltb_IZR in P. apply Z_leb_IZR in M.
  rewrite !mult_IZR, abs_IZR, minus_IZR in M. assert (D : 0 < IZR (Z.pos (Qden eps))) by now apply (IZR_lt 0). split.
  + apply Rmult_lt_0_compat; auto.
  + replace (IZR y / IZR common - IZR x / IZR common) with ((IZR y - IZR x) * / IZR common) by (unfold Rdiv; ring).
    rewrite Rabs_mult, (Rabs_pos_eq (/ _)) by lra. unfold Rdiv. rewrite <- Rmult_assoc. apply Rmult_le_compat_r. lra.
    apply Rmult_le_reg_r with (IZR (Z.pos (Qden eps))); auto. rewrite Q2R_quotient.
    apply Rle_trans with (1 := M). right. field. lra.
- apply IH. rewrite !andb_true_iff in H. tauto.
Qed.

Theorem judge_normalization_sound c weights perturbed values :
  judge_normalization c weights perturbed values = true -> normalization_meaning c.
Proof.
unfold judge_normalization. set (common := common_denominator (weights ++ perturbed)). intros H.
rewrite !andb_true_iff in H. destruct H as [[[[A L] C] B] H]. apply Z.eqb_eq in L. rewrite count_length in L. apply Z.ltb_lt in C.
destruct (numerators common weights) as [[|x a']|] eqn:Na; try discriminate.
destruct (numerators common perturbed) as [b|] eqn:Nb; try discriminate.
destruct (whole_values values) as [[ks d]|] eqn:V; [|discriminate].
set (a := x :: a') in *. set (v := z_products ks) in *. cbv zeta in H. rewrite !andb_true_iff in H.
destruct H as [[[[N P] Da] Db] E]. apply Z.eqb_eq in N. rewrite !count_length in N.
apply whole_values_sound in V. destruct V as [d0 V]. fold v in V.
exists (map (map Q2R) values), (over common a), (over common b). rewrite V, !over_length, map_length.
split; [auto|]. split; [|split; [|split; [|split]]].
- intros w y Hw Hy. apply in_map_iff in Hw. destruct Hw as (u & <- & Hu). apply in_map_iff in Hy. destruct Hy as (q & <- & Hq).
  rewrite forallb_forall in B. specialize (B u Hu). rewrite forallb_forall in B. specialize (B q Hq).
  apply andb_prop in B. destruct B as [B1 B2]. apply Qle_bool_Q2R in B1, B2. rewrite Q2R_opp in B2. apply Rabs_le. lra.
- unfold a. discriminate.
- lia.
- now apply perturbed_within_sound.
- unfold output. rewrite !sum_over, !dot_over by auto. apply Z_ltb_IZR in Da, Db. apply Z_leb_IZR in E.
  rewrite !mult_IZR, abs_IZR, minus_IZR, !mult_IZR in E. rewrite Q2R_quotient.
  assert (d1 : 0 < IZR d) by now apply (IZR_lt 0). assert (c1 : 0 < IZR common) by now apply (IZR_lt 0).
  assert (e1 : 0 < IZR (Z.pos (Qden (norm_at_least c)))) by now apply (IZR_lt 0).
  set (X := IZR (z_dot b v)) in *. set (Y := IZR (z_dot a v)) in *. set (S := IZR (total a)) in *. set (T := IZR (total b)) in *.
  replace (X / (IZR common * IZR d) / (T / IZR common) - Y / (IZR common * IZR d) / (S / IZR common))
    with ((X * S - Y * T) * / (S * T * IZR d)) by (field; repeat split; lra).
  assert (G : 0 < S * T * IZR d) by (repeat apply Rmult_lt_0_compat; auto).
  rewrite Rabs_mult, (Rabs_pos_eq (/ _)) by (left; now apply Rinv_0_lt_compat).
  apply Rmult_le_reg_r with (S * T * IZR d); auto. rewrite (Rmult_assoc (Rabs _)), Rinv_l, Rmult_1_r by lra.
  apply Rmult_le_reg_r with (IZR (Z.pos (Qden (norm_at_least c)))); auto.
  apply Rle_trans with (2 := E). right. field. lra.
Qed.
