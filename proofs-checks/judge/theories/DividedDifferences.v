(* The divided difference sum f(n_i) / prod_{j <> i} (n_i - n_j) vanishes on polynomials of degree below the number of
   points less 1 (docs/theory/expoly.md, "Points"). *)
From Coq Require Import ZArith List Bool Reals Lra Lia Psatz.
From Attest Require Import Basics.
Import ListNotations.
Open Scope R_scope.

(* The product of n - m over all points m other than n. *)
Fixpoint product (n : Z) (points : list Z) : Z :=
  match points with [] => 1%Z | m :: rest => if (n =? m)%Z then product n rest else ((n - m) * product n rest)%Z end.

Fixpoint over (all points : list Z) (f : Z -> R) : R :=
  match points with [] => 0 | n :: rest => f n / IZR (product n all) + over all rest f end.

Definition divided_difference (points : list Z) (f : Z -> R) : R := over points points f.

Lemma product_nonzero n points : product n points <> 0%Z.
Proof. induction points as [|m l IH]; simpl. lia. destruct (Z.eqb_spec n m); auto. nia. Qed.

Lemma product_nonzero_R n points : IZR (product n points) <> 0.
Proof. apply not_0_IZR, product_nonzero. Qed.

Lemma over_ext all points f g : (forall n, In n points -> f n = g n) -> over all points f = over all points g.
Proof. induction points as [|n l IH]; simpl; intros H; auto. rewrite H, IH; auto. Qed.

Lemma over_plus all points f g : over all points (fun n => f n + g n) = over all points f + over all points g.
Proof. induction points as [|n l IH]; simpl. ring. rewrite IH. unfold Rdiv. ring. Qed.

Lemma over_scale all points c f : over all points (fun n => c * f n) = c * over all points f.
Proof. induction points as [|n l IH]; simpl. ring. rewrite IH. unfold Rdiv. ring. Qed.

(* A factor that vanishes at one point takes the point away. *)
Lemma over_remove y all points f : ~ In y points -> over (y :: all) points (fun n => (IZR n - IZR y) * f n) = over all points f.
Proof.
induction points as [|n l IH]; simpl; intros H; auto. rewrite IH by tauto. f_equal.
destruct (Z.eqb_spec n y) as [->|N]. tauto.
rewrite mult_IZR, minus_IZR. assert (IZR n - IZR y <> 0). { rewrite <- minus_IZR. apply not_0_IZR. lia. }
field. split; auto. apply product_nonzero_R.
Qed.

Lemma difference_remove y points f : ~ In y points ->
  divided_difference (y :: points) (fun n => (IZR n - IZR y) * f n) = divided_difference points f.
Proof.
intros H. unfold divided_difference. cbn [over]. rewrite over_remove by auto. unfold Rdiv. ring.
Qed.

(* The order of the points does not matter. *)
Lemma over_swap y z all points f : over (y :: z :: all) points f = over (z :: y :: all) points f.
Proof.
induction points as [|n l IH]; cbn [over]; auto. rewrite IH. f_equal. f_equal. f_equal. simpl.
destruct (n =? y)%Z, (n =? z)%Z; ring.
Qed.

Lemma difference_swap y z points f : divided_difference (y :: z :: points) f = divided_difference (z :: y :: points) f.
Proof. unfold divided_difference. rewrite over_swap. cbn [over]. ring. Qed.

Lemma difference_of_1 points : NoDup points -> (2 <= length points)%nat -> divided_difference points (fun _ => 1) = 0.
Proof.
intros ND. remember (length points) as n eqn:L. revert points L ND.
induction n as [|n IH]; intros points L ND H. lia.
destruct points as [|y [|z r]]; simpl in L; try lia.
inversion ND as [|? ? Ny NDy]; subst. inversion NDy as [|? ? Nz NDz]; subst.
assert (yz : IZR z - IZR y <> 0). { rewrite <- minus_IZR. apply not_0_IZR. intros E. apply Ny. left. lia. }
assert (A := difference_remove y (z :: r) (fun _ => 1) Ny).
assert (B : divided_difference (y :: z :: r) (fun n => (IZR n - IZR z) * 1) = divided_difference (y :: r) (fun _ => 1)).
{ rewrite difference_swap. apply difference_remove. simpl in *. intros [E|E]; [|tauto]. apply Ny. auto. }
assert (C : divided_difference (z :: r) (fun _ => 1) = divided_difference (y :: r) (fun _ => 1)).
{ destruct r as [|x r].
  - unfold divided_difference. simpl. rewrite !Z.eqb_refl. field.
  - rewrite !IH; auto; try (simpl in *; lia). simpl in *. constructor; simpl; tauto || auto. }
apply Rmult_eq_reg_l with (IZR z - IZR y); auto. rewrite Rmult_0_r. unfold divided_difference in *.
rewrite <- over_scale.
rewrite (over_ext _ _ _ (fun n => (IZR n - IZR y) * 1 + -1 * ((IZR n - IZR z) * 1))) by (intros; ring).
rewrite over_plus, over_scale, A, B, C. ring.
Qed.

(* Division by x - y. *)
Lemma factor_root p y : exists q, (length q <= length p - 1)%nat /\ forall x, peval p x = peval p y + (x - y) * peval q x.
Proof.
induction p as [|a p (q & L & E)].
- exists []. split; auto. intros; simpl; ring.
- destruct p as [|b p].
  + exists []. split; simpl; auto. intros; ring.
  + (* a + x p = a + y p(y) + (x - y) p(y) + x (x - y) q *)
    exists (padd [peval (b :: p) y] (0 :: q)). split.
    * rewrite padd_length. simpl in *. lia.
    * intros x. rewrite peval_padd. change (peval (a :: b :: p) x) with (a + x * peval (b :: p) x).
      change (peval (a :: b :: p) y) with (a + y * peval (b :: p) y). rewrite E at 1.
      change (peval [peval (b :: p) y] x) with (peval (b :: p) y + x * 0). change (peval (0 :: q) x) with (0 + x * peval q x). ring.
Qed.

Theorem difference_of_polynomial points : NoDup points -> forall p, (length p < length points)%nat ->
  divided_difference points (fun n => peval p (IZR n)) = 0.
Proof.
induction points as [|y points IH]; intros ND p L; simpl in L. lia.
inversion ND as [|? ? Ny NDy]; subst. destruct p as [|a p].
- unfold divided_difference. rewrite (over_ext _ _ _ (fun _ => 0 * 1)) by (intros; simpl; ring). rewrite over_scale. ring.
- destruct (factor_root (a :: p) (IZR y)) as (q & Lq & E).
  unfold divided_difference. rewrite (over_ext _ _ _ (fun n => peval (a :: p) (IZR y) * 1 + (IZR n - IZR y) * peval q (IZR n))).
  2:{ intros n _. rewrite E. ring. }
  rewrite over_plus, over_scale. fold (divided_difference (y :: points) (fun _ => 1)).
  fold (divided_difference (y :: points) (fun n => (IZR n - IZR y) * peval q (IZR n))).
  rewrite difference_of_1, difference_remove, IH; auto; try (simpl in *; lia). ring.
Qed.

(* Ascending points are distinct. *)
Fixpoint ascending (least : Z) (l : list Z) : bool :=
  match l with [] => true | n :: l' => (least <=? n)%Z && ascending (n + 1) l' end.

Lemma ascending_above l : forall least, ascending least l = true -> forall n, In n l -> (least <= n)%Z.
Proof.
induction l as [|m l IH]; simpl; intros least H n; [easy|]. intros [->|I].
- apply andb_prop in H. destruct H as [H _]. now apply Z.leb_le.
- apply andb_prop in H. destruct H as [H H']. apply Z.leb_le in H. specialize (IH _ H' n I). lia.
Qed.

Lemma ascending_distinct l : forall least, ascending least l = true -> NoDup l.
Proof.
induction l as [|m l IH]; simpl; intros least H; constructor.
- apply andb_prop in H. destruct H as [_ H]. intros I. pose proof (ascending_above l _ H m I). lia.
- apply andb_prop in H. destruct H as [_ H]. eauto.
Qed.
