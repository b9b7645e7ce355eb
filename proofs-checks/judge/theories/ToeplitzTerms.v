(** Certificates of kind toeplitz-terms: a polynomial of the matrix (q_i^T W_(i-j) k_j) is a sum of at most N
    rescaled Toeplitz matrices, whatever the q and k are.  The claim, the judge, and that it is right.

    The grammar and the check in words: docs/certificates.md, "Kind toeplitz-terms"; docs/theory/rope.md,
    "Grouped terms".  (P2-22, P2-27; claims rope-grouped-terms, rope-grouped-count-smaller) *)

From Coq Require Import List ZArith NArith QArith Qreals Reals Lra Lia Bool Mergesort Orders.
From Attest Require Import Lists Sums Polynomials.
Import ListNotations.

(** [kernels]: W_k for k = -(n-1) ... n-1, each d d numbers row by row. *)
Record terms_problem := { dim : Z; reach : Z; polynomial : list Q; kernels : list (list Q); most_terms : Z }.

(** A term: exponents of x_1 ... x_d y_1 ... y_d, and a coefficient for each k. *)
Definition term : Type := (list N * list Q)%type.

(** * The claim *)

Local Open Scope R_scope.

Definition size (p : terms_problem) : nat := Z.to_nat (dim p).

(** x^T W y. *)
Definition bilinear (d : nat) (W : list Q) (x y : nat -> R) : R :=
  sum d (fun i => sum d (fun j => x i * Q2R (nth (i * d + j) W 0%Q) * y j)).

(** p_0 + p_1 s + p_2 s^2 + ... *)
Fixpoint polynomial_at (p : list Q) (s : R) : R :=
  match p with [] => 0 | c :: p' => Q2R c + s * polynomial_at p' s end.

(** x_1^a_1 ... x_d^a_d y_1^b_1 ... y_d^b_d, the exponents one list. *)
Definition power (d : nat) (x y : nat -> R) (e : list N) : R := monomial (map x (seq 0 d) ++ map y (seq 0 d)) e.

Definition claim (p : terms_problem) : Prop :=
  exists terms : list term,
    (Z.of_nat (length terms) <= most_terms p)%Z /\
    forall k (x y : nat -> R), (k < length (kernels p))%nat ->
      polynomial_at (polynomial p) (bilinear (size p) (nth k (kernels p) []) x y)
      = total (fun '(e, w) => Q2R (nth k w 0%Q) * power (size p) x y e) terms.

(** * The judge *)

Local Open Scope Z_scope.

(** The monomials x_i y_j, in the order of the numbers of a kernel. *)
Definition pairs (d : nat) : list (list N) :=
  flat_map (fun i => map (fun j => unit d i ++ unit d j) (seq 0 d)) (seq 0 d).

Fixpoint common (so_far : Z) (l : list Q) : Z :=
  match l with [] => so_far | q :: l' => common (Z.lcm so_far (Zpos (Qden q))) l' end.

(** The form on whole numbers, over [below]; zeros are left out. *)
Fixpoint form (below : Z) (names : list (list N)) (W : list Q) : list (list N * Z) :=
  match names, W with
  | v :: names', q :: W' =>
      if Qnum q =? 0 then form below names' W' else (v, Qnum q * (below / Zpos (Qden q))) :: form below names' W'
  | _, _ => []
  end.

Definition exact (below : Z) (W : list Q) : bool :=
  (0 <? below) && forallb (fun q => Qnum q * (below / Zpos (Qden q)) * Zpos (Qden q) =? Qnum q * below) W.

(** so_far + (p_0 + p_1 f + ...) power, where power and f are over scale and below. *)
Fixpoint expand (p : list Q) (f : list (list N * Z)) (below : Z) (power : list (list N * Z)) (scale : Z)
    (so_far : list (list N * Q)) : list (list N * Q) :=
  match p with
  | [] => so_far
  | c :: p' =>
      let with_c := if Qnum c =? 0 then so_far
                    else plus Qplus (map (fun '(e, a) => (e, Qmake (a * Qnum c) (Z.to_pos scale * Qden c))) power) so_far in
      match p', power with
      | [], _ | _, [] => with_c
      | _, _ => expand p' f below (without_zeros (times f power)) (scale * below) with_c
      end
  end.

Definition all_zero (p : list (list N * Q)) : bool := forallb (fun '(_, a) => Qnum a =? 0) p.

Fixpoint kernels_agree (p : terms_problem) (names : list (list N)) (kernels : list (list Q)) (terms : list term) : bool :=
  match kernels with
  | [] => true
  | W :: kernels' =>
      let below := common 1 W in
      exact below W && (lengthZ W =? dim p * dim p)
      && all_zero (expand (polynomial p) (form below names W) below [(repeat 0%N (size p + size p), 1)] 1
                     (map (fun '(e, w) => (e, Qopp (hd 0%Q w))) terms))
      && kernels_agree p names kernels' (map (fun '(e, w) => (e, tl w)) terms)
  end.

Module ByExponents <: TotalLeBool.
  Definition t := (list N * list Q)%type.
  Definition leb (x y : t) := match order (fst x) (fst y) with Gt => false | _ => true end.
  Lemma leb_total x y : leb x y = true \/ leb y x = true.
  Proof. unfold leb. rewrite (order_opp (fst x) (fst y)). destruct (order _ _); simpl; tauto. Qed.
End ByExponents.
Module SortByExponents := Sort ByExponents.

Fixpoint all_different (l : list term) : bool :=
  match l with
  | (e, _) :: (((f, _) :: _) as l') => match order e f with Lt => all_different l' | _ => false end
  | _ => true
  end.

Definition judge_terms (p : terms_problem) (terms : list term) : bool :=
  let sorted := SortByExponents.sort terms in
  (0 <? dim p) && (0 <? reach p) && (lengthZ (kernels p) =? 2 * reach p - 1)
  && (lengthZ terms <=? most_terms p)
  && forallb (fun '(e, w) => (lengthZ e =? 2 * dim p) && (lengthZ w =? 2 * reach p - 1)) terms
  && all_different sorted
  && kernels_agree p (pairs (size p)) (kernels p) sorted.

(** * It is right *)

Local Open Scope R_scope.

Lemma Qmake_value a (b : Z) c d : (0 < b)%Z -> Q2R (Qmake (a * c) (Z.to_pos b * d)) = IZR a / IZR b * Q2R (Qmake c d).
Proof.
  intros pos. unfold Q2R. cbn [Qnum Qden]. rewrite Pos2Z.inj_mul, Z2Pos.id, !mult_IZR by assumption. field.
  split; [apply IZR_neq; lia | apply IZR_neq; lia].
Qed.

Lemma value_expand z f below : (0 < below)%Z -> forall p power scale so_far, (0 < scale)%Z ->
  value Q2R z (expand p f below power scale so_far)
  = value Q2R z so_far + value IZR z power / IZR scale * polynomial_at p (value IZR z f / IZR below).
Proof.
  intros pos. induction p as [|c p IH]; intros power scale so_far spos; [simpl; ring|].
  assert (scale0 : IZR scale <> 0) by (apply IZR_neq; lia).
  assert (below0 : IZR below <> 0) by (apply IZR_neq; lia).
  cbn [expand]. set (with_c := if (Qnum c =? 0)%Z then so_far else _).
  assert (at_c : value Q2R z with_c = value Q2R z so_far + value IZR z power / IZR scale * Q2R c).
  { unfold with_c. destruct (Z.eqb_spec (Qnum c) 0) as [zero|].
    - replace (Q2R c) with 0 by (unfold Q2R; rewrite zero; unfold Rdiv; ring). ring.
    - rewrite value_plus by (intros; apply Q2R_plus). rewrite Rplus_comm. f_equal.
      unfold value. rewrite total_map.
      rewrite (total_ext _ _ (fun ea => Q2R c / IZR scale * (let '(e, a) := ea in IZR a * monomial z e))).
      + rewrite total_scale. unfold Rdiv. ring.
      + intros [e a] _. rewrite Qmake_value by assumption. replace (Qmake (Qnum c) (Qden c)) with c by now destruct c.
        field. assumption. }
  assert (next : value Q2R z (expand p f below (without_zeros (times f power)) (scale * below) with_c)
                 = value Q2R z so_far + value IZR z power / IZR scale * polynomial_at (c :: p) (value IZR z f / IZR below)).
  { rewrite IH by now apply Z.mul_pos_pos. rewrite value_without_zeros, value_times, at_c, mult_IZR. simpl. field. now split. }
  destruct p as [|c' p]; [rewrite at_c; simpl; ring|].
  destruct power as [|t power]; [|exact next].
  rewrite at_c. unfold value at 2 4. simpl. unfold Rdiv. ring.
Qed.

Lemma value_form z below names W : exact below W = true ->
  value IZR z (form below names W) / IZR below
  = total (fun '(v, q) => Q2R q * monomial z v) (combine names W).
Proof.
  unfold exact. rewrite andb_true_iff, Z.ltb_lt. intros [pos all_exact].
  assert (below0 : IZR below <> 0) by (apply IZR_neq; lia).
  revert W all_exact. induction names as [|v names IH]; intros [|q W] all_exact; simpl; try (unfold value; simpl; field; assumption).
  simpl in all_exact. apply andb_true_iff in all_exact as [here there]. apply Z.eqb_eq in here.
  specialize (IH W there). destruct (Z.eqb_spec (Qnum q) 0) as [zero|].
  - rewrite IH. replace (Q2R q) with 0 by (unfold Q2R; rewrite zero; unfold Rdiv; ring). ring.
  - unfold value in *. simpl. rewrite <- IH.
    replace (Q2R q) with (IZR (Qnum q * (below / Zpos (Qden q))) / IZR below); [field; assumption|].
    unfold Q2R. apply (Rmult_eq_reg_r (IZR below * IZR (Zpos (Qden q)))).
    + apply (f_equal IZR) in here. rewrite !mult_IZR in here. rewrite !mult_IZR.
      transitivity (IZR (Qnum q) * IZR (below / Zpos (Qden q)) * IZR (Zpos (Qden q))); [field; assumption|].
      rewrite here. field. apply IZR_neq. lia.
    + apply Rmult_integral_contrapositive_currified; [assumption | apply IZR_neq; lia].
Qed.

Lemma value_all_zero z p : all_zero p = true -> value Q2R z p = 0.
Proof.
  unfold value. induction p as [|[e a] p IH]; [reflexivity|]. simpl. intros zero.
  apply andb_true_iff in zero as [here there]. apply Z.eqb_eq in here. rewrite IH by assumption.
  replace (Q2R a) with 0 by (unfold Q2R; rewrite here; unfold Rdiv; ring). ring.
Qed.

(** The kernel's numbers with their monomials are the bilinear form. *)
Lemma total_seq (f : nat -> R) n s : total f (seq s n) = sum n (fun i => f (s + i)%nat).
Proof.
  induction n as [|n IH]; [reflexivity|].
  rewrite seq_S, total_app, IH. simpl. rewrite Rplus_0_r. reflexivity.
Qed.

Lemma combine_app A B (a a' : list A) (b : list B) :
  combine (a ++ a') b = combine a (firstn (length a) b) ++ combine a' (skipn (length a) b).
Proof.
  revert b. induction a as [|x a IH]; intros [|y b]; simpl; try reflexivity.
  - now destruct a'.
  - now rewrite IH.
Qed.

Lemma total_combine (f : list N -> R) (names : nat -> list N) l s W : (s + l <= length W + s)%nat ->
  total (fun '(v, q) => Q2R q * f v) (combine (map names (seq s l)) W)
  = sum l (fun j => Q2R (nth j W 0%Q) * f (names (s + j)%nat)).
Proof.
  revert s W. induction l as [|l IH]; intros s W long; [reflexivity|].
  destruct W as [|q W]; [simpl in long; lia|]. simpl combine. cbn [total].
  rewrite IH by (simpl in long; lia).
  assert (first : forall g, sum (S l) g = g O + sum l (fun j => g (S j))).
  { clear. intros g. induction l as [|l IH]; [simpl; ring|].
    change (sum (S (S l)) g) with (sum (S l) g + g (S l)). rewrite IH. simpl. ring. }
  rewrite first. rewrite Nat.add_0_r. simpl nth. f_equal. apply sum_ext. intros j _.
  now replace (S s + j)%nat with (s + S j)%nat by lia.
Qed.

Lemma form_is_bilinear d W x y : length W = (d * d)%nat ->
  total (fun '(v, q) => Q2R q * power d x y v) (combine (pairs d) W) = bilinear d W x y.
Proof.
  intros long.
  assert (rows : forall l s V, length V = (l * d)%nat -> (s + l <= d)%nat ->
    total (fun '(v, q) => Q2R q * power d x y v)
      (combine (flat_map (fun i => map (fun j => unit d i ++ unit d j) (seq 0 d)) (seq s l)) V)
    = sum l (fun i => sum d (fun j => x (s + i)%nat * Q2R (nth (i * d + j) V 0%Q) * y j))).
  { induction l as [|l IH]; intros s V V_long inside; [reflexivity|].
    simpl seq. cbn [flat_map]. rewrite combine_app, total_app, map_length, seq_length.
    rewrite IH by (rewrite ?skipn_length; lia).
    rewrite (total_combine (power d x y) (fun j => unit d s ++ unit d j)) by (rewrite firstn_length; lia).
    assert (first : forall g, sum (S l) g = g O + sum l (fun j => g (S j))).
    { clear. intros g. induction l as [|l IH]; [simpl; ring|].
      change (sum (S (S l)) g) with (sum (S l) g + g (S l)). rewrite IH. simpl. ring. }
    rewrite first. f_equal.
    - apply sum_ext. intros j below. rewrite Nat.add_0_r. simpl Nat.add.
      unfold power. rewrite monomial_app by (rewrite map_length, seq_length; apply unit_length).
      rewrite !monomial_unit by (rewrite ?map_length, ?seq_length; lia).
      rewrite (nth_indep _ 0 (x O)) by (rewrite map_length, seq_length; lia).
      rewrite (nth_indep (map y _) 0 (y O)) by (rewrite map_length, seq_length; lia).
      rewrite !map_nth, !seq_nth by lia. simpl Nat.add.
      replace (nth j (firstn d V) 0%Q) with (nth j V 0%Q).
      + ring.
      + rewrite <- (firstn_skipn d V) at 1. apply app_nth1. rewrite firstn_length. lia.
    - apply sum_ext. intros i below. apply sum_ext. intros j below'.
      rewrite nth_skipn. replace (d + (i * d + j))%nat with (S i * d + j)%nat by (simpl; lia).
      now replace (S s + i)%nat with (s + S i)%nat by lia. }
  unfold pairs, bilinear. rewrite rows by lia. apply sum_ext. intros i _. apply sum_ext. intros j _. now rewrite Nat.add_0_l.
Qed.

Lemma kernels_agree_sound p ks : forall terms, kernels_agree p (pairs (size p)) ks terms = true -> (0 < dim p)%Z ->
  forall k x y, (k < length ks)%nat ->
    polynomial_at (polynomial p) (bilinear (size p) (nth k ks []) x y)
    = total (fun '(e, w) => Q2R (nth k w 0%Q) * power (size p) x y e) terms.
Proof.
  induction ks as [|W ks IH]; intros terms agree pos k x y inside; [simpl in inside; lia|].
  cbn [kernels_agree] in agree. rewrite !andb_true_iff in agree. destruct agree as (((ex & long) & zero) & more).
  destruct k as [|k].
  - rewrite lengthZ_length in long. apply Z.eqb_eq in long.
    assert (below_pos : (0 < common 1 W)%Z) by (unfold exact in ex; rewrite andb_true_iff, Z.ltb_lt in ex; tauto).
    pose (z := map x (seq 0 (size p)) ++ map y (seq 0 (size p))).
    apply (value_all_zero z) in zero. rewrite value_expand in zero by lia.
    rewrite value_form in zero by assumption.
    change (total (fun '(v, q) => Q2R q * monomial z v) (combine (pairs (size p)) W))
      with (total (fun '(v, q) => Q2R q * power (size p) x y v) (combine (pairs (size p)) W)) in zero.
    rewrite form_is_bilinear in zero by (unfold size; nia).
    assert (one : value IZR z [(repeat 0%N (size p + size p), 1%Z)] / 1 = 1).
    { unfold value. simpl. rewrite monomial_zero. field. }
    rewrite one in zero. simpl nth.
    assert (minus : value Q2R z (map (fun '(e, w) => (e, Qopp (hd 0%Q w))) terms)
                    = - total (fun '(e, w) => Q2R (nth 0 w 0%Q) * power (size p) x y e) terms).
    { transitivity (-1 * total (fun '(e, w) => Q2R (nth 0 w 0%Q) * power (size p) x y e) terms); [|ring].
      unfold value. rewrite total_map, <- total_scale. apply total_ext. intros [e w] _. rewrite Q2R_opp.
      replace (nth 0 w 0%Q) with (hd 0%Q w) by now destruct w. unfold power. fold z. ring. }
    rewrite minus in zero. lra.
  - simpl nth. rewrite (IH _ more pos k x y) by (simpl in inside; lia).
    rewrite total_map. apply total_ext. intros [e w] _. destruct w; [now destruct k | reflexivity].
Qed.

Theorem judge_terms_sound p terms : judge_terms p terms = true -> claim p.
Proof.
  unfold judge_terms. rewrite !andb_true_iff. intros ((((((pos & _) & _) & few) & _) & _) & agree).
  apply Z.ltb_lt in pos. exists (SortByExponents.sort terms). split.
  - apply Z.leb_le in few. rewrite lengthZ_length in few.
    eapply Z.le_trans; [|exact few]. apply Z.eq_le_incl. f_equal. symmetry.
    apply Permutation.Permutation_length, SortByExponents.Permuted_sort.
  - intros k x y inside. now apply (kernels_agree_sound p (kernels p)).
Qed.

(** For the matrix of scores: q_i^T W_(i-j) k_j, the kernels numbered from -(n-1). *)
Corollary terms_of_scores p terms (q k : nat -> nat -> R) : judge_terms p terms = true ->
  exists terms' : list term, (Z.of_nat (length terms') <= most_terms p)%Z /\
    forall i j, (Z.of_nat i < reach p)%Z -> (Z.of_nat j < reach p)%Z ->
      let at_ij := Z.to_nat (Z.of_nat i - Z.of_nat j + reach p - 1) in
      polynomial_at (polynomial p) (bilinear (size p) (nth at_ij (kernels p) []) (q i) (k j))
      = total (fun '(e, w) => Q2R (nth at_ij w 0%Q) * power (size p) (q i) (k j) e) terms'.
Proof.
  intros good. pose proof good as parts. unfold judge_terms in parts. rewrite !andb_true_iff in parts.
  destruct parts as ((((((_ & _) & many) & _) & _) & _) & _). rewrite lengthZ_length in many. apply Z.eqb_eq in many.
  destruct (judge_terms_sound p terms good) as (terms' & few & same). exists terms'. split; [assumption|].
  intros i j hi hj. cbv zeta. apply same. lia.
Qed.
