(** The judge of kind structure is right: [holds_sound] and [fails_sound], at the end. *)

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
Proof. revert i. induction l as [|a l IH]; intros [|i] below; simpl in *; auto; try lia. apply IH. lia. Qed.

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

Theorem holds_sound p u vector v twist root : holds p u vector v twist root = true -> has_structure p.
Proof.
  unfold holds. set (u' := if rescaled p then u else _). set (v' := if rescaled p then v else _).
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
