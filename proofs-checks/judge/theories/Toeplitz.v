(** Toeplitz matrices, circulants and the embedding of the one in the other.

    Over any commutative ring, for all sizes; indices start at 0.
    In words: docs/theory/structured.md, sections "Embedding" and "Closure". *)

From mathcomp Require Import all_ssreflect all_algebra.
From Attest Require Import Slia Entrywise.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Toeplitz.
Variable R : comRingType.

(** T_ij = w_(i-j), and C_ij = c_((i-j) mod N). *)
Definition toeplitz (w : int -> R) n m : 'M[R]_(n, m) := \matrix_(i, j) w (i%:Z - j%:Z).
Definition circulant (c : nat -> R) N : 'M[R]_N := \matrix_(i, j) c `|((i%:Z - j%:Z) %% N%:Z)%Z|%N.

(** The first column of the circulant: w_0 ... w_(n-1) and then, from its end, w_-1 ... w_-(n-1);
    what lies between is free, and here a continuation of the second part. *)
Definition embed (w : int -> R) (n N : nat) (k : nat) : R := if (k < n)%N then w k%:Z else w (k%:Z - N%:Z).

Lemma offset_mod N (i j : nat) : (i < N)%N -> (j < N)%N ->
  `|((i%:Z - j%:Z) %% N%:Z)%Z|%N = (if j <= i then i - j else N + i - j)%N.
Proof.
move=> iN jN; case: ifPn => [ji | ij].
  by rewrite subzn // modz_nat absz_nat modn_small //; slia.
have -> : i%:Z - j%:Z = - N%:Z + (N + i - j)%N%:Z.
  by rewrite -subzn; [rewrite PoszD !addrA addNr add0r | slia].
by rewrite -[- _]mulN1r modzMDl modz_nat absz_nat modn_small //; slia.
Qed.

(** Each n x n Toeplitz matrix is the leading block of a circulant of each size n + p >= 2n - 1.
    Fast RoPE attention, the circulant step repaired (P2-11); claims rope-toeplitz-embedding,
    rope-toeplitz-embedding-smaller. *)
Theorem toeplitz_block (w : int -> R) n p :
  (2 * n - 1 <= n + p)%N -> ulsubmx (circulant (embed w n (n + p)) (n + p)) = toeplitz w n n.
Proof.
move=> enough; apply/matrixP => i j; rewrite !mxE.
have [iN jN] := (ltn_ord i, ltn_ord j); rewrite offset_mod /=; [|slia..].
case: ifPn => [ji | ij]; rewrite /embed.
  by rewrite (_ : (i - j < n)%N) ?subzn //; slia.
have -> : (n + p + i - j < n)%N = false by (apply/negbTE; rewrite -leqNgt; slia).
by congr w; rewrite -subzn; [rewrite PoszD addrAC (addrC (Posz _)) addrK | slia].
Qed.

(** So the first n entries of C (x, 0) are T x: T is applied by one cyclic convolution. *)
Theorem toeplitz_by_circulant (w : int -> R) n p (x : 'cV_n) :
  (2 * n - 1 <= n + p)%N ->
  usubmx (circulant (embed w n (n + p)) (n + p) *m col_mx x 0) = toeplitz w n n *m x.
Proof.
move=> enough; rewrite -[in LHS](submxK (circulant _ _)) mul_block_col !mulmx0 !addr0 col_mxKu.
by rewrite toeplitz_block.
Qed.

(** No smaller size serves all: below 2n - 1 the corner w_(n-1) must be equal to another entry.  (P2-11) *)
Theorem toeplitz_block_least n p :
  (n + p < 2 * n - 1)%N -> exists w : int -> R, forall c, ulsubmx (circulant c (n + p)) <> toeplitz w n n.
Proof.
case: n => [|n] few; first by slia.
exists (fun k => (k == n%:Z)%:R) => c /matrixP same.
have jn : (p.+1 < n.+1)%N by slia.
have := same ord0 (Ordinal jn); have := same ord_max ord0.
rewrite !mxE !offset_mod /=; [|slia..].
have -> : (n.+1 + p + 0 - p.+1 = n)%N by slia.
by rewrite subn0 subr0 eqxx => -> /eqP; rewrite oner_eq0.
Qed.

(** A circulant is a Toeplitz matrix, and the converse asks for w_k = w_(k-n), 0 < k < n.  (P2-04) *)
Theorem circulant_is_toeplitz (c : nat -> R) n :
  circulant c n = toeplitz (fun k => c `|(k %% n%:Z)%Z|%N) n n.
Proof. by []. Qed.

Theorem toeplitz_is_circulant (w : int -> R) n :
  (exists c, toeplitz w n n = circulant c n) <-> (forall k : nat, (0 < k < n)%N -> w k%:Z = w (k%:Z - n%:Z)).
Proof.
split=> [[c /matrixP same] k /andP [k0 kn] | wrap].
  have n0 : (0 < n)%N by slia.
  have kn' : (n - k < n)%N by slia.
  have := same (Ordinal kn) (Ordinal n0); have := same (Ordinal n0) (Ordinal kn').
  rewrite !mxE !offset_mod //= subr0 sub0r subn0 leqNgt subn_gt0 kn /= addn0 subKn ?(ltnW kn) // => <-.
  by rewrite -subzn ?opprB ?(ltnW kn).
exists (fun k => w k%:Z); apply/matrixP => i j; rewrite !mxE.
have [iN jN] := (ltn_ord i, ltn_ord j); rewrite offset_mod //.
case: ifPn => [ji | ij]; first by rewrite subzn.
rewrite wrap; last by apply/andP; split; slia.
by congr w; rewrite -subzn; [rewrite PoszD addrAC (addrC (Posz n)) addrK | slia].
Qed.

(** The 3 x 3 matrix of the review of Fast RoPE attention (P2-10): Toeplitz, and circulant only if b = c. *)
Definition review (a b c : R) : 'M[R]_3 :=
  \matrix_(i, j) (nth [::] [:: [:: a; b; c]; [:: b; a; b]; [:: c; b; a]] i)`_j.

Theorem review_is_toeplitz a b c : review a b c = toeplitz (fun k => [:: a; b; c]`_`|k|%N) 3 3.
Proof. by apply/matrixP => i j; rewrite !mxE; case: i j => [[|[|[|]]] // ?] [[|[|[|]]] // ?]. Qed.

Theorem review_is_circulant a b c : (exists v, review a b c = circulant v 3) <-> b = c.
Proof.
rewrite review_is_toeplitz; split=> [/toeplitz_is_circulant wrap | <-]; first exact: (wrap 1%N).
by apply/toeplitz_is_circulant => - [|[|[|]]].
Qed.

(** Rescaled matrices, diag(u) M diag(v): closed under Hadamard products, Toeplitz and circulant alike.
    (P2-07; a mask that depends on i - j is such a matrix with entries 0 and 1, P2-30) *)
Definition rescale n m (u : 'rV[R]_n) (A : 'M[R]_(n, m)) (v : 'rV[R]_m) := diag_mx u *m A *m diag_mx v.

Lemma rescaleE n m (u : 'rV_n) (A : 'M_(n, m)) (v : 'rV_m) i j : rescale u A v i j = u 0 i * A i j * v 0 j.
Proof. by rewrite /rescale mul_mx_diag mxE mul_diag_mx mxE. Qed.

Theorem rescaled_toeplitz_hadamard w w' n m (u u' : 'rV_n) (v v' : 'rV_m) :
  hadamard (rescale u (toeplitz w n m) v) (rescale u' (toeplitz w' n m) v')
  = rescale (hadamard u u') (toeplitz (fun k => w k * w' k) n m) (hadamard v v').
Proof. by apply/matrixP => i j; rewrite mxE !rescaleE !mxE mulrACA (mulrACA (u 0 i)). Qed.

Theorem rescaled_circulant_hadamard c c' n (u u' v v' : 'rV_n) :
  hadamard (rescale u (circulant c n) v) (rescale u' (circulant c' n) v')
  = rescale (hadamard u u') (circulant (fun k => c k * c' k) n) (hadamard v v').
Proof. by rewrite !circulant_is_toeplitz rescaled_toeplitz_hadamard. Qed.

End Toeplitz.
