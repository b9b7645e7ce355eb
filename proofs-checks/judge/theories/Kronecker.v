(** The Kronecker identities of tensor attention, over any commutative ring and for all shapes.

    In words: docs/theory/kronecker.md.  K-03 ... K-16 are the labels used there; the papers are Alman & Song
    2310.04064 (tensor attention), 2402.04497 and 2405.16411 (Kronecker attention).  Indices start at 0. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Attest Require Import Slia Entrywise.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(** An order numbers the pairs of indices.  Every identity below holds for every order, the same on both
    sides; [first_fastest] and [last_fastest] are the two in use. *)
Record order := Order {
  join : forall n1 n2, 'I_n1 * 'I_n2 -> 'I_(n1 * n2);
  parts : forall n1 n2, 'I_(n1 * n2) -> 'I_n1 * 'I_n2;
  joinK : forall n1 n2, cancel (@join n1 n2) (@parts n1 n2);
  partsK : forall n1 n2, cancel (@parts n1 n2) (@join n1 n2) }.

Arguments join o {n1 n2}.
Arguments parts o {n1 n2}.
Arguments joinK o {n1 n2}.
Arguments partsK o {n1 n2}.

Section Products.
Variables (R : comRingType) (w : order).

Local Notation "[ i , j ]" := (join w (i, j)).

(** Rows and columns are joined, or shared: joined and joined, joined and shared, shared and joined. *)
Definition kron n1 m1 n2 m2 (A : 'M[R]_(n1, m1)) (B : 'M[R]_(n2, m2)) : 'M[R]_(n1 * n2, m1 * m2) :=
  \matrix_(p, q) (A (parts w p).1 (parts w q).1 * B (parts w p).2 (parts w q).2).
Definition khatri_rao n1 n2 m (A : 'M[R]_(n1, m)) (B : 'M[R]_(n2, m)) : 'M[R]_(n1 * n2, m) :=
  \matrix_(p, c) (A (parts w p).1 c * B (parts w p).2 c).
Definition face_split n m1 m2 (A : 'M[R]_(n, m1)) (B : 'M[R]_(n, m2)) : 'M[R]_(n, m1 * m2) :=
  \matrix_(i, q) (A i (parts w q).1 * B i (parts w q).2).
(** The column with X_ij at [i, j]: by columns when the first index is fastest, by rows otherwise. *)
Definition vec n m (X : 'M[R]_(n, m)) : 'cV[R]_(n * m) := \col_p X (parts w p).1 (parts w p).2.

(** The papers' definitions, entry by entry (K-01, K-02, K-03). *)
Theorem kronE n1 m1 n2 m2 (A : 'M_(n1, m1)) (B : 'M_(n2, m2)) i1 i2 j1 j2 :
  kron A B [i1, i2] [j1, j2] = A i1 j1 * B i2 j2.
Proof. by rewrite mxE !joinK. Qed.

Theorem khatri_raoE n1 n2 m (A : 'M_(n1, m)) (B : 'M_(n2, m)) i1 i2 c :
  khatri_rao A B [i1, i2] c = A i1 c * B i2 c.
Proof. by rewrite mxE !joinK. Qed.

Theorem face_splitE n m1 m2 (A : 'M_(n, m1)) (B : 'M_(n, m2)) i j1 j2 :
  face_split A B i [j1, j2] = A i j1 * B i j2.
Proof. by rewrite mxE !joinK. Qed.

Theorem vecE n m (X : 'M_(n, m)) i j : vec X [i, j] 0 = X i j.
Proof. by rewrite mxE !joinK. Qed.

(** A sum over all numbers is one over all pairs. *)
Lemma sum_pairs n m (F : 'I_(n * m) -> R) : \sum_p F p = \sum_i \sum_j F [i, j].
Proof.
rewrite pair_bigA (reindex (@join w n m)) /=; first by apply: eq_bigr => [[i j]].
by exists (@parts w n m) => p _; rewrite ?joinK ?partsK.
Qed.

Lemma sum_separates n m (f g : 'I_n -> R) (f' g' : 'I_m -> R) :
  \sum_i \sum_j f i * f' j * (g i * g' j) = (\sum_i f i * g i) * (\sum_j f' j * g' j).
Proof.
rewrite mulr_suml; apply: eq_bigr => i _; rewrite mulr_sumr; apply: eq_bigr => j _.
by rewrite mulrACA.
Qed.

(** Transposing exchanges the two Khatri-Rao products (K-03). *)
Theorem khatri_rao_tr n1 n2 m (A : 'M_(n1, m)) (B : 'M_(n2, m)) :
  (khatri_rao A B)^T = face_split A^T B^T.
Proof. by apply/matrixP => i p; rewrite !mxE. Qed.

Theorem face_split_tr n m1 m2 (A : 'M_(n, m1)) (B : 'M_(n, m2)) :
  (face_split A B)^T = khatri_rao A^T B^T.
Proof. by apply/matrixP => p i; rewrite !mxE. Qed.

(** Products over a joined inner index factor. *)
Ltac entries := apply/matrixP => p q; rewrite !mxE sum_pairs -sum_separates;
                apply: eq_bigr => i _; apply: eq_bigr => j _; rewrite !mxE !joinK.

(** (A (x) B)(C (x) D) = AC (x) BD (K-06; 2405.16411, Fact 5.4). *)
Theorem kron_mul n1 m1 n2 m2 k1 k2 (A : 'M_(n1, m1)) (B : 'M_(n2, m2)) (C : 'M_(m1, k1)) (D : 'M_(m2, k2)) :
  kron A B *m kron C D = kron (A *m C) (B *m D).
Proof. by entries. Qed.

(** (A (x) B)(C (/) D) = AC (/) BD, column-wise (K-06). *)
Theorem kron_khatri_rao n1 m1 n2 m2 k (A : 'M_(n1, m1)) (B : 'M_(n2, m2)) (C : 'M_(m1, k)) (D : 'M_(m2, k)) :
  kron A B *m khatri_rao C D = khatri_rao (A *m C) (B *m D).
Proof. by entries. Qed.

(** (A (-) B)(C (x) D) = AC (-) BD, row-wise (K-07). *)
Theorem face_split_kron n m1 m2 k1 k2 (A : 'M_(n, m1)) (B : 'M_(n, m2)) (C : 'M_(m1, k1)) (D : 'M_(m2, k2)) :
  face_split A B *m kron C D = face_split (A *m C) (B *m D).
Proof. by entries. Qed.

(** (A (-) B)(C (/) D) = AC o BD (K-07). *)
Theorem face_split_khatri_rao n m1 m2 k (A : 'M_(n, m1)) (B : 'M_(n, m2)) (C : 'M_(m1, k)) (D : 'M_(m2, k)) :
  face_split A B *m khatri_rao C D = hadamard (A *m C) (B *m D).
Proof. by entries. Qed.

(** (A (/) B)^T (C (/) D) = A^T C o B^T D (K-04; 2405.16411, Lemma 5.6). *)
Theorem khatri_rao_gram n1 n2 m k (A : 'M_(n1, m)) (B : 'M_(n2, m)) (C : 'M_(n1, k)) (D : 'M_(n2, k)) :
  (khatri_rao A B)^T *m khatri_rao C D = hadamard (A^T *m C) (B^T *m D).
Proof. by rewrite khatri_rao_tr face_split_khatri_rao. Qed.

(** U1 V1^T o U2 V2^T = (U1 (-) U2)(V1 (-) V2)^T (K-05; 2402.04497, Fact A.2 with its sign for (-)). *)
Theorem hadamard_of_products n k m1 m2 (U1 : 'M_(n, m1)) (U2 : 'M_(n, m2)) (V1 : 'M_(k, m1)) (V2 : 'M_(k, m2)) :
  hadamard (U1 *m V1^T) (U2 *m V2^T) = face_split U1 U2 *m (face_split V1 V2)^T.
Proof. by rewrite face_split_tr face_split_khatri_rao. Qed.

(** XW1 (/) XW2 = (X (x) X)(W1 (/) W2) (K-15). *)
Theorem khatri_rao_of_products n d k (X : 'M_(n, d)) (W1 W2 : 'M_(d, k)) :
  khatri_rao (X *m W1) (X *m W2) = kron X X *m khatri_rao W1 W2.
Proof. by rewrite kron_khatri_rao. Qed.

(** (/) consists of the columns [c, c] of (x), (-) of its rows [i, i] (K-16). *)
Theorem khatri_rao_columns n1 n2 m (A : 'M_(n1, m)) (B : 'M_(n2, m)) p c :
  khatri_rao A B p c = kron A B p [c, c].
Proof. by rewrite !mxE joinK. Qed.

Theorem face_split_rows n m1 m2 (A : 'M_(n, m1)) (B : 'M_(n, m2)) i q :
  face_split A B i q = kron A B [i, i] q.
Proof. by rewrite !mxE joinK. Qed.

(** vec(A X B^T) = (A (x) B) vec X, for vec in the order of (x) (K-08; 2402.04497, Fact 3.8). *)
Theorem vec_product n1 m1 n2 m2 (A : 'M_(n1, m1)) (B : 'M_(n2, m2)) (X : 'M_(m1, m2)) :
  vec (A *m X *m B^T) = kron A B *m vec X.
Proof.
apply/matrixP => p q; rewrite !mxE sum_pairs exchange_big; apply: eq_bigr => j _; rewrite !mxE mulr_suml.
by apply: eq_bigr => i _; rewrite !mxE !joinK mulrAC.
Qed.

(** (A (/) B) x = vec(A diag(x) B^T) (K-09). *)
Theorem vec_diagonal n1 n2 m (A : 'M_(n1, m)) (B : 'M_(n2, m)) (x : 'cV_m) :
  khatri_rao A B *m x = vec (A *m diag_mx x^T *m B^T).
Proof.
apply/matrixP => p q; rewrite mul_mx_diag ord1 !mxE; apply: eq_bigr => c _.
by rewrite !mxE mulrAC.
Qed.

(** The scores of order 3 (K-10): at [j, l] the sum of Q_ic K1_jc K2_lc. *)
Theorem scores n n1 n2 d (Q : 'M_(n, d)) (K1 : 'M_(n1, d)) (K2 : 'M_(n2, d)) i j l :
  (Q *m (khatri_rao K1 K2)^T) i [j, l] = \sum_c Q i c * K1 j c * K2 l c.
Proof. by rewrite mxE; apply: eq_bigr => c _; rewrite !mxE joinK mulrA. Qed.

(** A tensor of r terms is a product of three matrices (K-14). *)
Theorem unfolding n1 n2 n3 r (U1 : 'M_(n1, r)) (U2 : 'M_(n2, r)) (U3 : 'M_(n3, r)) (T : 'M_(n1, n2 * n3)) :
  (forall i j l, T i [j, l] = \sum_s U1 i s * U2 j s * U3 l s) <-> T = U1 *m (khatri_rao U2 U3)^T.
Proof.
split=> [entry | -> i j l]; last exact: scores.
by apply/matrixP => i p; rewrite -(partsK w p); case: (parts w p) => j l; rewrite entry scores.
Qed.

(** The step that makes attention of order 3 fast (K-13): n1 n2 rows on the left are never formed. *)
Theorem tensor_attention_product n n1 n2 r d
    (U1 : 'M_(n, r)) (U2 : 'M_(n1, r)) (U3 : 'M_(n2, r)) (V1 : 'M_(n1, d)) (V2 : 'M_(n2, d)) :
  U1 *m (khatri_rao U2 U3)^T *m khatri_rao V1 V2 = U1 *m hadamard (U2^T *m V1) (U3^T *m V2).
Proof. by rewrite -mulmxA khatri_rao_gram. Qed.

Lemma khatri_rao_ones n1 n2 m : khatri_rao (const_mx 1 : 'M_(n1, m)) (const_mx 1 : 'M_(n2, m)) = const_mx 1.
Proof. by apply/matrixP => p c; rewrite !mxE mulr1. Qed.

Theorem tensor_attention_row_sums n n1 n2 r (U1 : 'M_(n, r)) (U2 : 'M_(n1, r)) (U3 : 'M_(n2, r)) :
  U1 *m (khatri_rao U2 U3)^T *m (const_mx 1 : 'cV_(n1 * n2))
  = U1 *m hadamard (U2^T *m (const_mx 1 : 'cV_n1)) (U3^T *m (const_mx 1 : 'cV_n2)).
Proof. by rewrite -khatri_rao_ones tensor_attention_product. Qed.

(** With any f applied to each score, as a double sum in which the order does not occur, and in which
    (K1, V1) and (K2, V2) may be exchanged (K-12). *)
Theorem tensor_attention_sum (f : R -> R) n n1 n2 d dv (Q : 'M_(n, d)) (K1 : 'M_(n1, d)) (K2 : 'M_(n2, d))
    (V1 : 'M_(n1, dv)) (V2 : 'M_(n2, dv)) i c :
  (map_mx f (Q *m (khatri_rao K1 K2)^T) *m khatri_rao V1 V2) i c
  = \sum_j \sum_l f (\sum_e Q i e * K1 j e * K2 l e) * (V1 j c * V2 l c).
Proof.
rewrite mxE sum_pairs; apply: eq_bigr => j _; apply: eq_bigr => l _.
by rewrite -scores khatri_raoE mxE.
Qed.

(** Order k: the product of the matrices U 0, ..., U (k - 1), all of r columns. *)
Section EveryOrder.
Variable n : nat -> nat.

Fixpoint tuples (k : nat) : nat := if k is j.+1 then (tuples j * n j)%N else 1%N.
Fixpoint khatri_raos r (U : forall l, 'M[R]_(n l, r)) (k : nat) : 'M[R]_(tuples k, r) :=
  if k is j.+1 then khatri_rao (khatri_raos U j) (U j) else const_mx 1.

(** U (U_1 (/) ... (/) U_k)^T (V_1 (/) ... (/) V_k) = U (U_1^T V_1 o ... o U_k^T V_k) (K-13). *)
Theorem attention_product_every_order m r d k (U : 'M_(m, r)) (Us : forall l, 'M_(n l, r)) (Vs : forall l, 'M_(n l, d)) :
  U *m (khatri_raos Us k)^T *m khatri_raos Vs k
  = U *m \matrix_(a, b) \prod_(l < k) ((Us l)^T *m Vs l) a b.
Proof.
rewrite -mulmxA; congr (U *m _); elim: k => [|k IH]; apply/matrixP => a b; rewrite [RHS]mxE.
  by rewrite big_ord0 mxE big_ord1 !mxE mulr1.
by rewrite /= khatri_rao_gram IH big_ord_recr /= !mxE.
Qed.

(** The scores of order k + 1: the unfolding has the sums of products as entries.  (K-10, K-14) *)
Fixpoint tuple_number (k : nat) (i : forall l, 'I_(n l)) : 'I_(tuples k) :=
  if k is j.+1 then [tuple_number j i, i j] else ord0.

Theorem scores_every_order m d k (Q : 'M_(m, d)) (Ks : forall l, 'M_(n l, d)) i (j : forall l, 'I_(n l)) :
  (Q *m (khatri_raos Ks k)^T) i (tuple_number k j) = \sum_c Q i c * \prod_(l < k) Ks l (j l) c.
Proof.
rewrite mxE; apply: eq_bigr => c _; congr (_ * _); rewrite mxE.
elim: k => [|k IH]; first by rewrite big_ord0 mxE.
by rewrite /= khatri_raoE IH big_ord_recr.
Qed.
End EveryOrder.
End Products.

(** First index fastest, i + j n1 (Alman & Song's i1 + (i2 - 1) n1), and last index fastest, i n2 + j. *)
Lemma last_bound n1 n2 (i : 'I_n1) (j : 'I_n2) : (i * n2 + j < n1 * n2)%N.
Proof.
have : (i * n2 + n2 <= n1 * n2)%N by rewrite -mulSnr leq_mul2r (ltn_ord i) orbT.
by apply: leq_trans; rewrite ltn_add2l.
Qed.

Lemma positive_right n1 n2 (p : 'I_(n1 * n2)) : (0 < n2)%N.
Proof. by case: n2 p => // - [p]; rewrite muln0. Qed.

Lemma div_bound n1 n2 (p : 'I_(n1 * n2)) : (p %/ n2 < n1)%N.
Proof. by rewrite ltn_divLR // (positive_right p). Qed.

Lemma mod_bound n1 n2 (p : 'I_(n1 * n2)) : (p %% n2 < n2)%N.
Proof. by rewrite ltn_mod (positive_right p). Qed.

Definition last_join n1 n2 (p : 'I_n1 * 'I_n2) : 'I_(n1 * n2) := Ordinal (last_bound p.1 p.2).
Definition last_parts n1 n2 (p : 'I_(n1 * n2)) : 'I_n1 * 'I_n2 :=
  (Ordinal (div_bound p), Ordinal (mod_bound p)).

Lemma last_joinK n1 n2 : cancel (@last_join n1 n2) (@last_parts n1 n2).
Proof.
move=> [i j]; congr pair; apply: val_inj; rewrite /= ?modnMDl ?modn_small //.
by rewrite divnMDl ?divn_small ?addn0 // (leq_ltn_trans _ (ltn_ord j)).
Qed.

Lemma last_partsK n1 n2 : cancel (@last_parts n1 n2) (@last_join n1 n2).
Proof. by move=> p; apply: val_inj; rewrite /= -divn_eq. Qed.

Definition last_fastest : order := Order last_joinK last_partsK.

Definition swap (A B : Type) (p : A * B) : B * A := (p.2, p.1).
Definition first_join n1 n2 (p : 'I_n1 * 'I_n2) : 'I_(n1 * n2) := cast_ord (mulnC n2 n1) (last_join (swap p)).
Definition first_parts n1 n2 (p : 'I_(n1 * n2)) : 'I_n1 * 'I_n2 := swap (last_parts (cast_ord (mulnC n1 n2) p)).

Lemma first_joinK n1 n2 : cancel (@first_join n1 n2) (@first_parts n1 n2).
Proof. by move=> [i j]; rewrite /first_parts /first_join cast_ord_comp cast_ord_id last_joinK. Qed.

Lemma first_partsK n1 n2 : cancel (@first_parts n1 n2) (@first_join n1 n2).
Proof.
by move=> p; apply: val_inj; rewrite /= -divn_eq.
Qed.

Definition first_fastest : order := Order first_joinK first_partsK.

Theorem last_fastestE n1 n2 (i : 'I_n1) (j : 'I_n2) : join last_fastest (i, j) = (i * n2 + j)%N :> nat.
Proof. by []. Qed.

Theorem first_fastestE n1 n2 (i : 'I_n1) (j : 'I_n2) : join first_fastest (i, j) = (i + j * n1)%N :> nat.
Proof. by rewrite addnC. Qed.
