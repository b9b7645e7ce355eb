(** The judge of kind structure is right: [judge_structure_sound] and [judge_no_structure_sound], at the end. *)

From Coq Require Import List ZArith QArith Bool Permutation Reals Qreals Lia Lra Psatz Znumtheory Zpow_facts.
From Attest Require Import Lists Complex Structure.
Import ListNotations.

(** * Small facts *)

Lemma well_formed_spec p : well_formed p = true ->
  (0 < rows p)%nat /\ (0 < columns p)%nat /\
  forall i, (i < rows p)%nat -> length (nth i (matrix p) []) = columns p.
Proof.
  unfold well_formed, rows, columns. rewrite !lengthZ_length, !andb_true_iff, !Z.ltb_lt, forallb_forall.
  intros ((n & m) & same). repeat split; [lia | lia |].
  intros i below. specialize (same _ (nth_In _ [] below)). rewrite lengthZ_length in same. lia.
Qed.

Lemma size_rows p : size p = Z.of_nat (rows p).
Proof. apply lengthZ_length. Qed.

Lemma square_spec p : square p = true <-> rows p = columns p.
Proof. unfold square, size, rows, columns. rewrite !lengthZ_length, Z.eqb_eq. lia. Qed.

Lemma is_zero_spec x : is_zero x = true <-> of_Q x = C0.
Proof.
  unfold is_zero. rewrite Z.eqb_eq, <- of_Q_0, <- of_Q_eq. unfold Qeq. simpl. lia.
Qed.

Lemma not_zero x : is_zero x = false -> of_Q x <> C0.
Proof. intros no yes. apply is_zero_spec in yes. congruence. Qed.

Lemma at_cell_entry p i j x : well_formed p = true -> at_cell p i j = Some x ->
  0 <= i /\ 0 <= j /\ (Z.to_nat i < rows p)%nat /\ (Z.to_nat j < columns p)%nat /\
  entry p (Z.to_nat i) (Z.to_nat j) = x.
Proof.
  intros good. destruct (well_formed_spec p good) as (_ & _ & same). unfold at_cell.
  destruct (nthZ (matrix p) i) as [row|] eqn:found; [|discriminate]. intros found'.
  apply (nthZ_nth _ _ _ _ []) in found as (low & high & found).
  apply (nthZ_nth _ _ _ _ 0%Q) in found' as (low' & high' & found').
  unfold entry, rows in *. specialize (same _ high). rewrite found in *. repeat split; try assumption. lia.
Qed.

Lemma qpower_spec x n : of_Q (qpower x (Z.of_nat n)) = Cpow (of_Q x) n.
Proof.
  induction n as [|n IH]; [exact of_Q_1|]. simpl Cpow. rewrite <- IH, <- of_Q_mul. apply of_Q_eq.
  unfold qpower. rewrite Nat2Z.inj_succ, !Z.pow_succ_r by lia. unfold Qeq, Qmult. cbn [Qnum Qden].
  assert (0 < Z.pos (Qden x) ^ Z.of_nat n) by (apply Z.pow_pos_nonneg; lia).
  rewrite Pos2Z.inj_mul, !Z2Pos.id by (try apply Z.mul_pos_pos; lia). ring.
Qed.

Lemma qpower_max x e : of_Q (qpower x (Z.max e 0)) = Cpow (of_Q x) (Z.to_nat (Z.max e 0)).
Proof. rewrite <- qpower_spec, Z2Nat.id by lia. reflexivity. Qed.

(** * It holds *)

Local Open Scope Q_scope.

Lemma row_is_nth u w v row : row_is u w v row = true ->
  forall j, (j < length row)%nat -> nth j row 0 == u * nth j w 0 * nth j v 0.
Proof.
  revert w v. induction row as [|x row IH]; intros [|z w] [|y v]; simpl; try discriminate; intros good j below; try lia.
  apply andb_true_iff in good as [here there]. destruct j as [|j]; [now apply Qeq_bool_iff|]. apply IH; [assumption|lia].
Qed.

Lemma rows_are_nth us w v M : rows_are us w v M = true ->
  length us = length M /\
  forall i j, (i < length M)%nat -> (j < length (nth i M []))%nat ->
    nth j (nth i M []) 0 == nth i us 0 * nth (i + j) w 0 * nth j v 0.
Proof.
  revert us w. induction M as [|row M IH]; intros [|u us] w; simpl; try discriminate; [split; [reflexivity|lia]|].
  intros good. apply andb_true_iff in good as [here there]. apply IH in there as [same there].
  split; [now rewrite same|]. intros [|i] j below below'; [now apply row_is_nth|].
  rewrite there by (assumption || lia). replace (nth (i + j) (tl w) 0) with (nth (S i + j) w 0); [reflexivity|].
  destruct w; [now destruct (i + j)%nat|reflexivity].
Qed.

Lemma nth_ones A (l : list A) i : (i < length l)%nat -> nth i (ones l) 0%Q = 1%Q.
Proof.
  assert (longer : forall l so_far, (forall q, In q so_far -> q = 1%Q) ->
            length (@ones_before A so_far l) = (length so_far + length l)%nat /\
            forall q, In q (ones_before so_far l) -> q = 1%Q).
  { clear. induction l as [|a l IH]; intros so_far all; simpl; [split; [lia | assumption]|].
    destruct (IH (1%Q :: so_far)) as [long one]; [intros q [<-|inside]; auto|]. simpl in long. split; [lia | assumption]. }
  intros below. destruct (longer l []) as [long one]; [intros q []|]. apply one, nth_In. unfold ones. simpl in long. lia.
Qed.

Lemma nth_rev' A (l : list A) i d : (i < length l)%nat -> nth i (rev' l) d = nth (length l - S i) l d.
Proof. intros below. unfold rev'. rewrite <- rev_alt. now apply rev_nth. Qed.

Lemma length_rev' A (l : list A) : length (rev' l) = length l.
Proof. unfold rev'. rewrite <- rev_alt. apply rev_length. Qed.

(** The entries, with the vector's places counted from the upper right corner. *)
Lemma entries_are p us w v : well_formed p = true ->
  length w = (rows p + columns p - 1)%nat -> rows_are (rev' us) (rev' w) v (rev' (matrix p)) = true ->
  forall i j, (i < rows p)%nat -> (j < columns p)%nat ->
    entry p i j == nth i us 0 * nth (columns p - 1 + i - j) w 0 * nth j v 0.
Proof.
  intros good long are i j below below'. destruct (well_formed_spec p good) as (n & m & same).
  apply rows_are_nth in are as [lengths are]. rewrite !length_rev' in *. fold (rows p) in *.
  assert (at_i : nth (rows p - 1 - i) (rev' (matrix p)) [] = nth i (matrix p) []).
  { rewrite nth_rev' by (fold (rows p); lia). f_equal. fold (rows p). lia. }
  specialize (are (rows p - 1 - i)%nat j). rewrite at_i, same in are by assumption.
  specialize (are ltac:(lia) below'). unfold entry. rewrite are.
  rewrite !nth_rev' by lia.
  replace (length us - S (rows p - 1 - i))%nat with i by lia.
  replace (length w - S (rows p - 1 - i + j))%nat with (columns p - 1 + i - j)%nat by lia. reflexivity.
Qed.

Lemma root_in F n t root : (0 < n)%nat -> is_zero t = false -> power_in F (Z.of_nat n) t root = true ->
  exists r, member F r /\ Cpow r n = of_Q t.
Proof.
  intros some nonzero power.
  assert (nonzero' : Q2R t <> 0%R).
  { intros zero. apply not_zero in nonzero. apply nonzero. apply C_eq; [exact zero | reflexivity]. }
  destruct F; simpl in power.
  - apply orb_true_iff in power as [one|power].
    + exists C1. split; [rewrite <- of_Q_1; apply member_of_Q|]. rewrite Cpow_one, <- of_Q_1.
      symmetry. now apply of_Q_eq, Qeq_bool_iff.
    + exists (of_Q root). split; [apply member_of_Q|]. rewrite <- qpower_spec. now apply of_Q_eq, Qeq_bool_iff.
  - apply root_real; [assumption | assumption |].
    apply orb_true_iff in power as [positive|odd].
    + left. apply Z.ltb_lt in positive. replace 0%R with (Q2R 0) by (unfold Q2R; simpl; lra).
      apply Qlt_Rlt. unfold Qlt. simpl. lia.
    + right. rewrite <- Nat.negb_even. rewrite <- Z.negb_even in odd. rewrite <- odd. f_equal.
      destruct (Nat.Even_or_Odd n) as [e|o].
      * rewrite (proj2 (Nat.even_spec n) e). symmetry. apply Z.even_spec. destruct e as [k ->]. exists (Z.of_nat k). lia.
      * replace (Nat.even n) with false by (symmetry; rewrite <- Nat.negb_odd; apply Nat.odd_spec in o; now rewrite o).
        symmetry. rewrite <- Z.negb_odd. destruct o as [k ->].
        replace (Z.odd _) with true; [reflexivity|]. symmetry. apply Z.odd_spec. exists (Z.of_nat k). lia.
  - destruct (root_complex (Q2R t) n some nonzero') as [r root']. now exists r.
Qed.

Lemma nth_tl A (l : list A) k d : nth k (tl l) d = nth (S k) l d.
Proof. destruct l; [now destruct k | reflexivity]. Qed.

Lemma nth_quotient l t k : of_Q (nth k (map (fun c => c / t)%Q l) 0) = (of_Q (nth k l 0%Q) * of_Q (/ t))%C.
Proof.
  rewrite <- of_Q_mul. apply of_Q_eq. revert k.
  induction l as [|c l IH]; intros [|k]; simpl; try (unfold Qdiv; ring). apply IH.
Qed.

Theorem judge_structure_sound p u vector v twist root : judge_structure p u vector v twist root = true -> has_structure p.
Proof.
  unfold judge_structure. set (u' := if rescaled p then u else _). set (v' := if rescaled p then v else _).
  set (t := if cyclic p && rescaled p then twist else 1%Q).
  rewrite !andb_true_iff. intros ((((good & long) & nonzero) & power) & are).
  apply negb_true_iff in nonzero. rewrite size_rows in power.
  destruct (well_formed_spec p good) as (n & m & same).
  assert (plain_u : rescaled p = false -> forall i, (i < rows p)%nat -> nth i u' 0%Q = 1%Q).
  { intros plain i below. unfold u'. rewrite plain. now apply nth_ones. }
  assert (plain_v : rescaled p = false -> forall j, (j < columns p)%nat -> nth j v' 0%Q = 1%Q).
  { intros plain i below. unfold v'. rewrite plain. now apply nth_ones. }
  pose (U := fun i => if rescaled p then of_Q (nth i u' 0%Q) else C1).
  pose (V := fun j => if rescaled p then of_Q (nth j v' 0%Q) else C1).
  assert (atU : forall i, (i < rows p)%nat -> of_Q (nth i u' 0%Q) = U i).
  { intros i below. unfold U. destruct (rescaled p) eqn:r; [reflexivity|]. rewrite plain_u; auto using of_Q_1. }
  assert (atV : forall j, (j < columns p)%nat -> of_Q (nth j v' 0%Q) = V j).
  { intros j below. unfold V. destruct (rescaled p) eqn:r; [reflexivity|]. rewrite plain_v; auto using of_Q_1. }
  assert (inU : forall F i, member F (U i)) by (intros; unfold U; destruct (rescaled p); rewrite <- ?of_Q_1; apply member_of_Q).
  assert (inV : forall F j, member F (V j)) by (intros; unfold V; destruct (rescaled p); rewrite <- ?of_Q_1; apply member_of_Q).
  destruct (cyclic p) eqn:wraps.
  - (* the circulant *)
    apply andb_true_iff in long as [sq long]. apply square_spec in sq.
    rewrite lengthZ_length, size_rows in long. apply Z.eqb_eq, Nat2Z.inj in long.
    assert (rooted : exists r, member (over p) r /\ Cpow r (rows p) = of_Q t /\ (rescaled p = false -> r = C1)).
    { destruct (rescaled p) eqn:r; simpl in t.
      - destruct (root_in _ _ _ _ n nonzero power) as (x & inside & is). exists x. repeat split; auto. discriminate.
      - exists C1. rewrite Cpow_one. unfold t. rewrite of_Q_1. repeat split; auto.
        rewrite <- of_Q_1. apply member_of_Q. }
    destruct rooted as (r & inside & is & plain).
    assert (r0 : r <> C0).
    { intros zero. apply not_zero in nonzero. apply nonzero. rewrite <- is, zero.
      destruct (rows p); [lia|]. simpl. ring. }
    assert (inside' : member (over p) (Cinv r)) by now apply member_inv.
    assert (cancel : forall k, (Cpow r k * Cpow (Cinv r) k = C1)%C).
    { intros k. rewrite <- Cpow_mul. replace (r * Cinv r)%C with C1 by (field; assumption). apply Cpow_one. }
    assert (over_t : of_Q (/ t) = Cpow (Cinv r) (rows p)).
    { assert (unit : (of_Q (/ t) * of_Q t)%C = C1).
      { rewrite <- of_Q_mul, <- of_Q_1. apply of_Q_eq. rewrite Qmult_comm. apply Qmult_inv_r.
        intros zero. apply of_Q_eq in zero. rewrite of_Q_0 in zero. now apply not_zero in nonzero. }
      transitivity (of_Q (/ t) * (Cpow r (rows p) * Cpow (Cinv r) (rows p)))%C; [rewrite cancel; ring|].
      rewrite is. transitivity ((of_Q (/ t) * of_Q t) * Cpow (Cinv r) (rows p))%C; [ring | rewrite unit; ring]. }
    pose (c := fun z => let k := Z.to_nat (z mod Z.of_nat (rows p)) in
                        (of_Q (nth k vector 0%Q) * Cpow (Cinv r) k)%C).
    exists (fun i => U i * Cpow r i)%C, (fun j => V j * Cpow (Cinv r) j)%C, c.
    split; [intros; apply member_mul, member_pow; auto|].
    split; [intros; apply member_mul, member_pow; auto|].
    split; [intros; apply member_mul; [apply member_of_Q | now apply member_pow]|].
    split.
    { intros none. rewrite (plain none). unfold U, V. rewrite none.
      split; intros; rewrite ?Cinv_1, Cpow_one; ring. }
    split.
    { intros _. split; [assumption|]. intros k. unfold c. cbv zeta.
      replace (k + Z.of_nat (rows p))%Z with (k + 1 * Z.of_nat (rows p))%Z by ring. now rewrite Z_mod_plus_full. }
    intros i j below below'. unfold full_vector in are. rewrite wraps in are.
    assert (full : of_Q (entry p i j) = of_Q (nth i u' 0 * nth (columns p - 1 + i - j)
                     (map (fun x => x / t)%Q (tl vector) ++ vector) 0 * nth j v' 0)).
    { apply of_Q_eq. apply entries_are; auto. rewrite app_length, map_length.
      destruct vector; simpl in *; lia. }
    rewrite full, !of_Q_mul, atU, atV by assumption.
    assert (tail : length (map (fun x => x / t)%Q (tl vector)) = (rows p - 1)%nat).
    { rewrite map_length. destruct vector; simpl in *; lia. }
    unfold c. cbv zeta. destruct (le_lt_dec j i) as [down|up].
    + rewrite app_nth2, tail by lia. replace (columns p - 1 + i - j - (rows p - 1))%nat with (i - j)%nat by lia.
      rewrite <- Nat2Z.inj_sub by assumption. rewrite Z.mod_small, Nat2Z.id by lia.
      transitivity (U i * of_Q (nth (i - j) vector 0%Q) * V j * (Cpow r i * Cpow (Cinv r) ((i - j) + j)))%C.
      * replace (i - j + j)%nat with i by lia. rewrite cancel. ring.
      * rewrite Cpow_add. ring.
    + rewrite app_nth1 by lia. rewrite nth_quotient, nth_tl, over_t.
      replace (Z.of_nat i - Z.of_nat j)%Z with (Z.of_nat (rows p + i - j) + (-1) * Z.of_nat (rows p))%Z by lia.
      rewrite Z_mod_plus_full, Z.mod_small, Nat2Z.id by lia.
      replace (S (columns p - 1 + i - j)) with (rows p + i - j)%nat by lia.
      transitivity (U i * of_Q (nth (rows p + i - j) vector 0%Q) * V j
                    * (Cpow r i * Cpow (Cinv r) (rows p + i - j + j)))%C.
      * replace (rows p + i - j + j)%nat with (i + rows p)%nat by lia.
        rewrite Cpow_add. transitivity (U i * (of_Q (nth (rows p + i - j) vector 0%Q) * Cpow (Cinv r) (rows p)) * V j
          * (Cpow r i * Cpow (Cinv r) i))%C; [rewrite cancel; ring | ring].
      * rewrite Cpow_add. ring.
  - (* the Toeplitz matrix *)
    rewrite !lengthZ_length, size_rows in long. apply Z.eqb_eq in long. fold (columns p) in long.
    exists U, V, (fun z => of_Q (nth (Z.to_nat (z + Z.of_nat (columns p) - 1)) vector 0%Q)).
    split; [auto|]. split; [auto|]. split; [intros; apply member_of_Q|].
    split; [intros none; unfold U, V; rewrite none; now split|]. split; [intros; congruence|].
    intros i j below below'. unfold full_vector in are. rewrite wraps in are.
    rewrite <- atU, <- atV, <- !of_Q_mul by assumption. apply of_Q_eq.
    replace (Z.to_nat (Z.of_nat i - Z.of_nat j + Z.of_nat (columns p) - 1)) with (columns p - 1 + i - j)%nat by lia.
    apply entries_are; auto. lia.
Qed.

(** * It does not hold *)

Lemma periodic (w : Z -> C) n : (forall k, w (k + n)%Z = w k) -> forall k, w (k mod n)%Z = w k.
Proof.
  intros period. assert (up : forall q k, w (k + Z.of_nat q * n)%Z = w k).
  { induction q as [|q IH]; intros k; [f_equal; lia|].
    replace (k + Z.of_nat (S q) * n)%Z with (k + Z.of_nat q * n + n)%Z by lia. now rewrite period. }
  assert (all : forall z k, w (k + z * n)%Z = w k).
  { intros z k. destruct (Z.le_ge_cases 0 z) as [pos|neg].
    - rewrite <- (Z2Nat.id z) by assumption. apply up.
    - rewrite <- (up (Z.to_nat (- z)) (k + z * n)%Z). f_equal. rewrite Z2Nat.id by lia. ring. }
  intros k. rewrite <- (all (k / n)%Z (k mod n)%Z). f_equal.
  destruct (Z.eq_dec n 0) as [->|nonzero]; [rewrite Zmod_0_r; lia|].
  rewrite (Z.div_mod k n) at 3 by assumption. ring.
Qed.

(** ** Products of powers by name *)

Definition pos (e : Z) : nat := Z.to_nat (Z.max e 0).
Definition neg (e : Z) : nat := Z.to_nat (Z.max (- e) 0).

Fixpoint by_name (f : Z -> C) (part : Z -> nat) (l : list (Z * Z)) : C :=
  match l with [] => C1 | (key, e) :: l' => (Cpow (f key) (part e) * by_name f part l')%C end.

Lemma by_name_permutation f part l l' : Permutation l l' -> by_name f part l = by_name f part l'.
Proof.
  induction 1 as [|[k e] l l' _ IH|[k e] [k' e'] l|l l' l'' _ IH _ IH']; simpl;
    [reflexivity | now rewrite IH | ring | congruence].
Qed.

Lemma balanced_after_sound f l : forall name above below, (0 <= above)%Z -> (0 <= below)%Z ->
  balanced_after name above below l = true ->
  (Cpow (f name) (Z.to_nat above) * by_name f pos l)%C = (Cpow (f name) (Z.to_nat below) * by_name f neg l)%C.
Proof.
  induction l as [|[key e] l IH]; intros name above below a b; simpl.
  - intros same. apply Z.eqb_eq in same. now rewrite same.
  - destruct (Z.eqb_spec key name) as [->|other]; intros good.
    + apply IH in good; [|lia..]. rewrite !Z2Nat.inj_add, !Cpow_add in good by lia.
      fold (pos e) (neg e) in good.
      transitivity (Cpow (f name) (Z.to_nat above) * Cpow (f name) (pos e) * by_name f pos l)%C; [ring|].
      rewrite good. ring.
    + apply andb_true_iff in good as [same good]. apply Z.eqb_eq in same. rewrite same.
      apply IH in good; [|lia..]. fold (pos e) (neg e) in good. now rewrite good.
Qed.

Lemma balanced_sound f l : balanced l = true -> by_name f pos l = by_name f neg l.
Proof.
  intros good. apply (balanced_after_sound f) in good; [|lia..]. simpl in good.
  rewrite (by_name_permutation f pos _ _ (SortByName.Permuted_sort l)).
  rewrite (by_name_permutation f neg _ _ (SortByName.Permuted_sort l)).
  transitivity (C1 * by_name f pos (SortByName.sort l))%C; [ring|]. rewrite good. ring.
Qed.

(** ** Products of columns *)

Fixpoint product (n : nat) (f : nat -> C) : C := match n with O => C1 | S k => (product k f * f k)%C end.

Lemma product_ext n f g : (forall i, (i < n)%nat -> f i = g i) -> product n f = product n g.
Proof. induction n as [|n IH]; intros same; simpl; [reflexivity|]. rewrite IH, same; auto. Qed.

Lemma product_mul n f g : product n (fun i => f i * g i)%C = (product n f * product n g)%C.
Proof. induction n as [|n IH]; simpl; [ring|]. rewrite IH. ring. Qed.

Lemma product_const n c : product n (fun _ => c) = Cpow c n.
Proof. induction n as [|n IH]; simpl; [reflexivity|]. rewrite IH. ring. Qed.

Lemma product_first n f : product (S n) f = (f O * product n (fun i => f (S i)))%C.
Proof. induction n as [|n IH]; [simpl; ring|]. change (product (S (S n)) f) with (product (S n) f * f (S n))%C. rewrite IH. simpl. ring. Qed.

(** Around a cyclic diagonal the start does not matter. *)
Lemma product_turns (w : Z -> C) n a : (forall k, w (k + Z.of_nat n)%Z = w k) ->
  product n (fun i => w (Z.of_nat i - Z.of_nat a)%Z) = product n (fun i => w (Z.of_nat i)).
Proof.
  intros period. destruct n as [|n]; [reflexivity|].
  induction a as [|a IH]; [apply product_ext; intros; f_equal; lia|].
  rewrite <- IH, product_first. cbn [product].
  replace (w (Z.of_nat n - Z.of_nat a)%Z) with (w (Z.of_nat 0 - Z.of_nat (S a))%Z).
  2:{ rewrite <- period. f_equal. lia. }
  rewrite (product_ext n _ (fun i => w (Z.of_nat i - Z.of_nat a)%Z)); [ring|].
  intros. f_equal. lia.
Qed.

Fixpoint column_product (M : list (list Q)) (a : nat) : C :=
  match M with [] => C1 | row :: M' => (of_Q (nth a row 0%Q) * column_product M' a)%C end.

Lemma column_product_entries M a : column_product M a = product (length M) (fun i => of_Q (nth a (nth i M []) 0%Q)).
Proof.
  induction M as [|row M IH]; [reflexivity|]. simpl length. rewrite product_first. simpl. now rewrite IH.
Qed.

Lemma column_ratio_sound a b M : forall q r, column_ratio M a b q = Some r ->
  column_product M (Z.to_nat a) <> C0 /\ column_product M (Z.to_nat b) <> C0 /\
  (of_Q r * column_product M (Z.to_nat b) = of_Q q * column_product M (Z.to_nat a))%C.
Proof.
  induction M as [|row M IH]; intros q r; simpl.
  - intros same. injection same as ->. repeat split; apply C1_nonzero.
  - destruct (nthZ row a) as [x|] eqn:atx; [|discriminate]. destruct (nthZ row b) as [y|] eqn:aty; [|discriminate].
    destruct (is_zero x) eqn:x0; [discriminate|]. destruct (is_zero y) eqn:y0; [discriminate|]. simpl.
    intros good. apply IH in good as (nonzero & nonzero' & good).
    apply (nthZ_nth _ _ _ _ 0%Q) in atx as (_ & _ & ->). apply (nthZ_nth _ _ _ _ 0%Q) in aty as (_ & _ & ->).
    apply not_zero in x0. apply not_zero in y0.
    split; [intros zero; apply Cmul_integral in zero; tauto|].
    split; [intros zero; apply Cmul_integral in zero; tauto|].
    unfold Qdiv in good. rewrite !of_Q_mul in good.
    assert (unit : (of_Q (/ y) * of_Q y)%C = C1).
    { rewrite <- of_Q_mul, <- of_Q_1. apply of_Q_eq. rewrite Qmult_comm. apply Qmult_inv_r.
      intros zero. apply of_Q_eq in zero. now rewrite of_Q_0 in zero. }
    transitivity (of_Q y * (of_Q r * column_product M (Z.to_nat b)))%C; [ring|]. rewrite good.
    transitivity ((of_Q (/ y) * of_Q y) * (of_Q q * of_Q x * column_product M (Z.to_nat a)))%C; [ring|].
    rewrite unit. ring.
Qed.

(** ** Powers of rational numbers *)

Lemma no_power_sound n x y : (0 < n)%Z -> (0 <= y)%Z -> no_power n x = true -> (y ^ n)%Z <> x.
Proof.
  intros some pos. unfold no_power. set (r := newton _ _ _ _).
  rewrite !andb_true_iff, Z.leb_le, !Z.ltb_lt. intros ((r0 & low) & high) <-.
  assert (r < y)%Z by (apply (Z.pow_lt_mono_l_iff r y n); lia).
  assert (y < r + 1)%Z by (apply (Z.pow_lt_mono_l_iff y (r + 1) n); lia). lia.
Qed.

Lemma Qred_coprime q : rel_prime (Qnum (Qred q)) (Z.pos (Qden (Qred q))).
Proof.
  destruct q as [a b]. unfold Qred. cbn [Qnum Qden].
  pose proof (Z.ggcd_gcd a (Z.pos b)) as common. pose proof (Z.ggcd_correct_divisors a (Z.pos b)) as parts.
  destruct (Z.ggcd a (Z.pos b)) as [g [x y]]. simpl in common. destruct parts as [parts parts'].
  cbn [snd Qnum Qden]. pose proof (Z.gcd_nonneg a (Z.pos b)).
  rewrite <- common in *.
  assert (g <> 0)%Z by (intros ->; lia). assert (0 < y)%Z by nia. rewrite Z2Pos.id by assumption.
  apply Zgcd_1_rel_prime.
  replace x with (a / g)%Z by (rewrite parts, Z.mul_comm; apply Z.div_mul; lia).
  replace y with (Z.pos b / g)%Z by (rewrite parts', Z.mul_comm; apply Z.div_mul; lia).
  apply Z.gcd_div_gcd; [lia | assumption].
Qed.

(** In lowest terms a power has powers above and below. *)
Lemma power_parts r q n : (0 < n)%nat -> r == qpower q (Z.of_nat n) ->
  let g := Z.gcd (Qnum r) (Z.pos (Qden r)) in
  exists x y : Z, (0 <= x)%Z /\ (0 <= y)%Z /\
    (x ^ Z.of_nat n)%Z = Z.abs (Qnum r / g) /\ (y ^ Z.of_nat n)%Z = (Z.pos (Qden r) / g)%Z.
Proof.
  intros some same g.
  exists (Z.abs (Qnum (Qred q))), (Z.pos (Qden (Qred q))). split; [lia|]. split; [lia|].
  set (s := qpower (Qred q) (Z.of_nat n)).
  assert (same' : r == s).
  { rewrite same. apply of_Q_eq. unfold s. rewrite !qpower_spec. f_equal. apply of_Q_eq. symmetry. apply Qred_correct. }
  assert (den : Z.pos (Qden s) = (Z.pos (Qden (Qred q)) ^ Z.of_nat n)%Z).
  { unfold s, qpower. cbn [Qden]. apply Z2Pos.id, Z.pow_pos_nonneg; lia. }
  assert (num : Qnum s = (Qnum (Qred q) ^ Z.of_nat n)%Z) by reflexivity.
  assert (coprime : rel_prime (Qnum s) (Z.pos (Qden s))).
  { rewrite den, num. apply rel_prime_Zpower; [lia..|].
    apply Qred_coprime. }
  assert (g0 : (0 < g)%Z).
  { assert (g <> 0)%Z by (intros zero; apply Z.gcd_eq_0 in zero; lia). pose proof (Z.gcd_nonneg (Qnum r) (Z.pos (Qden r))). unfold g in *. lia. }
  destruct (Z.gcd_divide_l (Qnum r) (Z.pos (Qden r))) as [a above].
  destruct (Z.gcd_divide_r (Qnum r) (Z.pos (Qden r))) as [b below]. fold g in above, below.
  assert (reduced : rel_prime (Qnum r / g) (Z.pos (Qden r) / g)).
  { apply Zgcd_1_rel_prime. apply Z.gcd_div_gcd; [lia | reflexivity]. }
  rewrite above, below, !Z.div_mul in * by lia.
  assert (cross : (a * Z.pos (Qden s) = Qnum s * b)%Z).
  { unfold Qeq in same'. rewrite above, below in same'. apply (Z.mul_reg_r _ _ g); [lia|].
    transitivity (a * g * Z.pos (Qden s))%Z; [ring|]. rewrite same'. ring. }
  assert (b0 : (0 < b)%Z) by nia.
  assert (equal : b = Z.pos (Qden s)).
  { apply Z.divide_antisym_nonneg; [lia | lia | |].
    - apply (Gauss b a); [exists (Qnum s); lia | now apply rel_prime_sym].
    - apply (Gauss _ (Qnum s)); [exists a; lia | now apply rel_prime_sym]. }
  assert (equal' : a = Qnum s).
  { rewrite equal in cross. apply (Z.mul_reg_r _ _ (Z.pos (Qden s))); [lia|]. exact cross. }
  rewrite equal', equal, num, den. split; [|reflexivity]. symmetry. apply Z.abs_pow.
Qed.

Lemma even_power_nonneg z n : Nat.even n = true -> member real z -> (0 <= fst (Cpow z n))%R.
Proof.
  intros even inside. destruct z as [x y]. simpl in inside. subst y. rewrite Cpow_real. simpl.
  apply Nat.even_spec in even. destruct even as [k ->]. rewrite pow_mult. apply pow_le. apply pow2_ge_0.
Qed.

Lemma Zeven_even n : Z.even (Z.of_nat n) = Nat.even n.
Proof.
  destruct (Nat.Even_or_Odd n) as [[k ->]|[k ->]].
  - rewrite (proj2 (Nat.even_spec _)) by now exists k. apply Z.even_spec. exists (Z.of_nat k). lia.
  - replace (Nat.even (2 * k + 1)) with false.
    + rewrite <- Z.negb_odd. replace (Z.odd _) with true; [reflexivity|].
      symmetry. apply Z.odd_spec. exists (Z.of_nat k). lia.
    + rewrite <- Nat.negb_odd. replace (Nat.odd _) with true; [reflexivity|]. symmetry. apply Nat.odd_spec. now exists k.
Qed.

Lemma member_div F x y : y <> C0 -> member F x -> member F y -> member F (x / y)%C.
Proof. intros. apply member_mul, member_inv; assumption. Qed.

Theorem judge_no_structure_sound p witness : judge_no_structure p witness = true -> ~ has_structure p.
Proof.
  unfold judge_no_structure. rewrite andb_true_iff. intros [good judged] (u & v & w & inu & inv & inw & plain & period & is).
  destruct (well_formed_spec p good) as (n & m & lengths).
  destruct (cyclic p && negb (square p)) eqn:not_square.
  { apply andb_true_iff in not_square as [wraps no]. apply negb_true_iff in no.
    destruct (period wraps) as [sq _]. apply square_spec in sq. congruence. }
  assert (along : forall i j, w (diagonal_of p i j) = w (i - j)%Z).
  { intros i j. unfold diagonal_of. destruct (cyclic p) eqn:wraps; [|reflexivity].
    rewrite size_rows. apply periodic. now apply period. }
  assert (cell : forall i j x, at_cell p i j = Some x ->
                 of_Q x = (u (Z.to_nat i) * w (diagonal_of p i j) * v (Z.to_nat j))%C).
  { intros i j x found. apply at_cell_entry in found as (i0 & j0 & below & below' & <-); [|assumption].
    rewrite is, along by assumption. now rewrite !Z2Nat.id. }
  destruct witness as [|i j k l|l|i j k l a b|a b]; [discriminate|..].
  - (* two different entries on one diagonal *)
    apply andb_true_iff in judged as [none judged]. apply negb_true_iff in none.
    destruct (plain none) as [u1 v1]. unfold judge_cells in judged.
    destruct (at_cell p i j) as [x|] eqn:fx; [|discriminate]. destruct (at_cell p k l) as [y|] eqn:fy; [|discriminate].
    apply andb_true_iff in judged as [same differ]. apply Z.eqb_eq in same.
    apply cell in fx. apply cell in fy. rewrite u1, v1, same in fx. rewrite u1, v1 in fy.
    apply negb_true_iff in differ. enough (Qeq_bool x y = true) by congruence.
    apply Qeq_bool_iff, of_Q_eq. now rewrite fx, fy.
  - (* a relation of the cells *)
    apply andb_true_iff in judged as [_ judged]. unfold judge_relation in judged.
    rewrite !andb_true_iff in judged. destruct judged as ((((_ & in_rows) & in_columns) & in_diagonals) & differ).
    pose (fu := fun z => u (Z.to_nat z)). pose (fv := fun z => v (Z.to_nat z)).
    assert (monomials : forall l q r above below, products p l q r = Some (above, below) ->
      of_Q above = (of_Q q * (by_name fu pos (map (fun '(i, j, e) => (i, e)) l)
                    * by_name w pos (map (fun '(i, j, e) => (diagonal_of p i j, e)) l)
                    * by_name fv pos (map (fun '(i, j, e) => (j, e)) l)))%C /\
      of_Q below = (of_Q r * (by_name fu neg (map (fun '(i, j, e) => (i, e)) l)
                    * by_name w neg (map (fun '(i, j, e) => (diagonal_of p i j, e)) l)
                    * by_name fv neg (map (fun '(i, j, e) => (j, e)) l)))%C).
    { clear - cell. induction l as [|[[i j] e] l IH]; intros q r above below; simpl.
      - intros same. injection same as -> ->. split; ring.
      - destruct (at_cell p i j) as [x|] eqn:found; [|discriminate].
        destruct (_ || _); [discriminate|]. intros more. apply IH in more as [-> ->].
        apply cell in found. rewrite !of_Q_mul, !qpower_max, found, !Cpow_mul. fold (pos e) (neg e) (fu i) (fv j).
        split; ring. }
    destruct (products p l 1 1) as [[above below]|] eqn:found; [|discriminate].
    apply monomials in found as [up down].
    rewrite (balanced_sound fu _ in_rows), (balanced_sound w _ in_diagonals), (balanced_sound fv _ in_columns), <- down in up.
    apply negb_true_iff in differ. enough (Qeq_bool above below = true) by congruence.
    apply Qeq_bool_iff, of_Q_eq. exact up.
  - (* a broken diagonal *)
    apply andb_true_iff in judged as [_ judged]. unfold judge_diagonal, zero_at, nonzero_at in judged.
    rewrite !andb_true_iff in judged. destruct judged as ((((same & zero) & here) & in_row) & in_column).
    apply Z.eqb_eq in same.
    destruct (at_cell p i j) as [x|] eqn:fx; [|discriminate]. destruct (at_cell p k l) as [y|] eqn:fy; [|discriminate].
    destruct (at_cell p i a) as [x'|] eqn:fx'; [|discriminate]. destruct (at_cell p b j) as [y'|] eqn:fy'; [|discriminate].
    apply negb_true_iff in here, in_row, in_column. apply not_zero in here, in_row, in_column.
    apply is_zero_spec in zero. apply cell in fx, fy, fx', fy'. rewrite fx in zero. rewrite fy in here.
    rewrite fx' in in_row. rewrite fy' in in_column. rewrite same in zero.
    apply Cmul_integral in zero as [zero|zero]; [apply Cmul_integral in zero as [zero|zero]|].
    + apply in_row. rewrite zero. ring.
    + apply here. rewrite zero. ring.
    + apply in_column. rewrite zero. ring.
  - (* the products of two columns *)
    rewrite !andb_true_iff in judged. destruct judged as [[_ wraps] judged].
    destruct (period wraps) as [sq turns]. unfold judge_columns in judged.
    destruct (column_ratio (matrix p) a b 1) as [ratio|] eqn:found; [|discriminate].
    assert (inside : (Z.to_nat a < columns p)%nat /\ (Z.to_nat b < columns p)%nat).
    { unfold columns, rows in *. clear - found n. destruct (matrix p) as [|row M]; simpl in *; [lia|].
      destruct (nthZ row a) as [x|] eqn:atx; [|discriminate]. destruct (nthZ row b) as [y|] eqn:aty; [|discriminate].
      apply (nthZ_nth _ _ _ _ 0%Q) in atx, aty. tauto. }
    destruct inside as [ina inb].
    apply column_ratio_sound in found as (nonzero & nonzero' & ratio_is).
    pose (common := (product (rows p) u * product (rows p) (fun i => w (Z.of_nat i)))%C).
    assert (column : forall a, (a < columns p)%nat -> column_product (matrix p) a = (common * Cpow (v a) (rows p))%C).
    { intros c below. rewrite column_product_entries. fold (rows p).
      rewrite (product_ext _ _ (fun i => u i * w (Z.of_nat i - Z.of_nat c)%Z * v c)%C) by (intros; apply is; assumption).
      rewrite !product_mul, product_const, (product_turns w (rows p) c turns). reflexivity. }
    rewrite !column in * by assumption.
    set (x := v (Z.to_nat a)) in *. set (y := v (Z.to_nat b)) in *.
    assert (common0 : common <> C0) by (intros zero; apply nonzero; rewrite zero; ring).
    assert (y0 : y <> C0).
    { intros zero. apply nonzero'. rewrite zero. destruct (rows p); [lia|]. simpl. ring. }
    assert (power : of_Q ratio = Cpow (x / y)%C (rows p)).
    { unfold Cdiv. rewrite Cpow_mul.
      assert (unit : (Cpow y (rows p) * Cpow (Cinv y) (rows p))%C = C1).
      { rewrite <- Cpow_mul. replace (y * Cinv y)%C with C1 by (field; assumption). apply Cpow_one. }
      rewrite of_Q_1 in ratio_is.
      transitivity (Cinv common * Cpow (Cinv y) (rows p) * (of_Q ratio * (common * Cpow y (rows p))))%C.
      - transitivity ((Cinv common * common) * (of_Q ratio * (Cpow y (rows p) * Cpow (Cinv y) (rows p))))%C; [|ring].
        rewrite unit. field. assumption.
      - rewrite ratio_is. field. assumption. }
    assert (in_field : member (over p) (x / y)%C) by (apply member_div; [assumption | apply inv | apply inv]).
    rewrite size_rows, Zeven_even in judged.
    assert (sign : over p <> complex -> Nat.even (rows p) && (Qnum ratio <? 0)%Z = true -> False).
    { intros not_all odd. apply andb_true_iff in odd as [even negative]. apply Z.ltb_lt in negative.
      assert (is_real : member real (x / y)%C).
      { destruct (over p); [destruct in_field as [q ->]; reflexivity | assumption | contradiction]. }
      pose proof (even_power_nonneg _ _ even is_real) as above. rewrite <- power in above. simpl in above.
      replace 0%R with (Q2R 0) in above by (unfold Q2R; simpl; lra). apply Rle_Qle in above.
      unfold Qle in above. simpl in above. lia. }
    destruct (over p); [|apply sign; [discriminate | assumption] | discriminate].
    apply orb_true_iff in judged as [judged|judged]; [apply orb_true_iff in judged as [judged|judged]|].
    { apply sign; [discriminate | assumption]. }
    all: destruct in_field as [q quotient]; rewrite quotient, <- qpower_spec in power; apply of_Q_eq in power.
    all: destruct (power_parts _ _ _ n power) as (s & t & s0 & t0 & up & down).
    + apply (no_power_sound _ _ s) in judged; [now apply judged | lia | assumption].
    + apply (no_power_sound _ _ t) in judged; [now apply judged | lia | assumption].
Qed.
