(** How many columns: a polynomial of degree g, applied to each entry of X Y^T, is a product of two matrices with
    C(d+g, g) columns; and of a tensor of order k of d products a sum of as many products, whatever k is.

    In words: docs/theory/ranks.md.  Over any commutative ring, for all sizes.  (P0-07, P0-08, P1-07; claims
    rank-polynomial-of-low-rank, rank-tight, tensor-factors, tensor-cp-factors) *)

From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(** The exponent vectors of d variables with sum at most g. *)
Fixpoint exponents (d g : nat) : seq (seq nat) :=
  if d is d'.+1 then flatten [seq [seq a :: al | al <- exponents d' (g - a)] | a <- iota 0 g.+1] else [:: [::]].

(** |al|!/al!, the product of binomial coefficients. *)
Fixpoint multinomial (al : seq nat) : nat :=
  if al is a :: al' then ('C(a + sumn al', a) * multinomial al')%N else 1%N.

(** There are C(d+g, g). *)
Theorem size_exponents d g : size (exponents d g) = 'C(d + g, g).
Proof.
elim: d g => [|d IH] g; first by rewrite add0n binn.
rewrite /exponents -/exponents size_flatten /shape -map_comp sumnE big_map -[iota 0 g.+1]/(index_iota 0 g.+1) big_mkord.
rewrite (eq_bigr (fun a : 'I_g.+1 => 'C(d + (g - a), g - a))) => [|a _]; last by rewrite /= size_map IH.
rewrite (reindex_inj rev_ord_inj) /= (eq_bigr (fun b : 'I_g.+1 => 'C(d + b, b))); last first.
  by move=> b _; rewrite subSS subKn // -ltnS.
elim: g => [|g IHg]; first by rewrite big_ord_recl big_ord0 !addn0 !bin0.
by rewrite big_ord_recr /= IHg !addSn !addnS [RHS]binS addnC.
Qed.

Section Expansion.
Variable R : comRingType.

(** z_0^a_0 z_1^a_1 ... *)
Fixpoint power (z : nat -> R) (al : seq nat) : R :=
  if al is a :: al' then z 0%N ^+ a * power (fun l => z l.+1) al' else 1.

Lemma triangle g (F : nat -> nat -> R) :
  \sum_(a < g.+1) \sum_(t < (g - a).+1) F a t = \sum_(u < g.+1) \sum_(a < u.+1) F a (u - a)%N.
Proof.
elim: g => [|g IH]; first by rewrite !big_ord1.
rewrite [RHS]big_ord_recr /= -IH [X in _ = _ + X]big_ord_recr /= addrA -big_split /= big_ord_recr /= subnn.
congr (_ + _); last by rewrite big_ord_recl big_ord0 addr0.
by apply: eq_bigr => a _; rewrite subSn ?big_ord_recr // -ltnS.
Qed.

(** c_0 + c_1 s + ... + c_g s^g for s = z_0 + ... + z_(d-1), in monomials. *)
Theorem expansion (c : nat -> R) d g (z : nat -> R) :
  \sum_(t < g.+1) c t * (\sum_(l < d) z l) ^+ t
  = \sum_(al <- exponents d g) c (sumn al) * (multinomial al)%:R * power z al.
Proof.
elim: d c g z => [|d IH] c g z.
  rewrite big_seq1 /= big_ord0 big_ord_recl big1 => [|t _]; last by rewrite exprS mul0r mulr0.
  by rewrite expr0 addr0 !mulr1.
rewrite /exponents -/exponents big_flatten big_map -[iota 0 g.+1]/(index_iota 0 g.+1) big_mkord.
pose s := \sum_(l < d) z l.+1.
transitivity (\sum_(a < g.+1) \sum_(t < (g - a).+1) z 0%N ^+ a * (c (a + t)%N * 'C(a + t, a)%:R * s ^+ t)).
  rewrite (triangle g (fun a t => z 0%N ^+ a * (c (a + t)%N * 'C(a + t, a)%:R * s ^+ t))).
  apply: eq_bigr => u _; rewrite big_ord_recl -/s addrC exprDn mulr_sumr; apply: eq_bigr => a _.
  rewrite subnKC; last by rewrite -ltnS.
  rewrite -mulr_natr (mulrC (s ^+ _)) -(mulrA (z 0%N ^+ _)) mulrCA; congr (_ * _).
  by rewrite (mulrC (s ^+ _)) mulrA.
apply: eq_bigr => a _; rewrite big_map -mulr_sumr /s.
have /= -> := IH (fun t => c (a + t)%N * 'C(a + t, a)%:R) (g - a)%N (fun l => z l.+1); rewrite mulr_sumr.
apply: eq_bigr => al _; rewrite /= natrM [RHS]mulrCA; congr (_ * _).
by rewrite !mulrA.
Qed.

Lemma power_prod (I : Type) (r : seq I) (X : I -> nat -> R) al :
  power (fun l => \prod_(m <- r) X m l) al = \prod_(m <- r) power (X m) al.
Proof.
elim: al X => [|a al IH] X /=; first by rewrite big1.
by rewrite IH -prodrXl -big_split.
Qed.

(** Order k: at each tuple the entry is a sum of C(d+g, g) products, one factor from each row. *)
Theorem tensor_expansion (c : nat -> R) d g k (X : 'I_k -> nat -> R) :
  \sum_(t < g.+1) c t * (\sum_(l < d) \prod_(m < k) X m l) ^+ t
  = \sum_(al <- exponents d g) c (sumn al) * (multinomial al)%:R * \prod_(m < k) power (X m) al.
Proof. by rewrite (expansion c d g (fun l => \prod_(m < k) X m l)); apply: eq_bigr => al _; rewrite power_prod. Qed.

(** Order 2: p(X Y^T) = U1 U2^T. *)
Definition row_of n d (X : 'M[R]_(n, d)) (i : 'I_n) (l : nat) : R := if insub l is Some l' then X i l' else 0.
Definition exponent d g (a : 'I_('C(d + g, g))) : seq nat := nth [::] (exponents d g) a.
Definition left_factor (c : nat -> R) g n d (X : 'M[R]_(n, d)) : 'M[R]_(n, 'C(d + g, g)) :=
  \matrix_(i, a) (c (sumn (exponent a)) * (multinomial (exponent a))%:R * power (row_of X i) (exponent a)).
Definition right_factor g m d (Y : 'M[R]_(m, d)) : 'M[R]_(m, 'C(d + g, g)) :=
  \matrix_(j, a) power (row_of Y j) (exponent a).

Theorem polynomial_of_product (p : {poly R}) g n m d (X : 'M[R]_(n, d)) (Y : 'M[R]_(m, d)) : (size p <= g.+1)%N ->
  map_mx (fun s => p.[s]) (X *m Y^T) = left_factor (fun t => p`_t) g X *m (right_factor g Y)^T.
Proof.
move=> degree; apply/matrixP => i j; rewrite !mxE (horner_coef_wide _ degree).
have -> : \sum_k X i k * Y^T k j = \sum_(l < d) \prod_(b < 2) (if val b == 0%N then row_of X i l else row_of Y j l).
  by apply: eq_bigr => l _; rewrite big_ord_recl big_ord1 /= /row_of valK !mxE.
rewrite (tensor_expansion _ _ _ (fun (b : 'I_2) l => if val b == 0%N then row_of X i l else row_of Y j l)).
rewrite (big_nth [::]) big_mkord size_exponents; apply: eq_bigr => a _.
by rewrite big_ord_recl big_ord1 /= !mxE mulrA.
Qed.
End Expansion.

(** So its rank is at most C(d+g, g). *)
Theorem rank_of_polynomial (F : fieldType) (p : {poly F}) g n m d (X : 'M[F]_(n, d)) (Y : 'M[F]_(m, d)) :
  (size p <= g.+1)%N -> (\rank (map_mx (fun s => p.[s]) (X *m Y^T)) <= 'C(d + g, g))%N.
Proof.
by move=> degree; rewrite (polynomial_of_product _ _ degree) (leq_trans (mxrankM_maxl _ _)) // rank_leq_col.
Qed.
