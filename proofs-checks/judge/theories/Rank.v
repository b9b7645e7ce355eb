(** Certificates of kind rank: what the judge accepts is true, for the rank over the rational numbers.

    The judge itself is in RankJudge.v.  (P0-08: no fewer columns are enough, tensor-rank-one-fewer;
    claims rank-tight, rope-scores-low-rank) *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From Attest Require Import RankJudge.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Delimit Scope Z_scope with coqZ. (* mathcomp has other uses for %Z and %Q *)
Local Delimit Scope Q_scope with coqQ.

(** The standard library's numbers as mathcomp's. *)
Definition of_Z (z : Z) : rat :=
  match z with
  | Z0 => 0
  | Zpos p => (Pos.to_nat p)%:R
  | Zneg p => - (Pos.to_nat p)%:R
  end.
Definition of_Q (q : Q) : rat := of_Z (Qnum q) / of_Z (Zpos (Qden q)).

(** * The claim: the rank of this matrix is at least l and at most u. *)

Definition matrix_of (p : rank_problem) : 'M[rat]_(rows p, columns p) := \matrix_(i, j) of_Q (entry p i j).

Definition claim (p : rank_problem) : Prop :=
  (Z.to_nat (at_least p) <= \rank (matrix_of p) <= Z.to_nat (at_most p))%N.

(** * The numbers *)

Lemma of_Z_nat n : of_Z (Z.of_nat n) = n%:R.
Proof. by case: n => // n; rewrite /= SuccNat2Pos.id_succ. Qed.

Lemma of_Z_opp z : of_Z (- z) = - of_Z z.
Proof. by case: z => [|p|p] /=; rewrite ?oppr0 ?opprK. Qed.

Lemma of_Z_sub a b : of_Z (Z.of_nat a - Z.of_nat b) = a%:R - b%:R.
Proof.
case: (leqP b a) => [ba | /ltnW ab].
  by rewrite -Nat2Z.inj_sub ?of_Z_nat -?natrB //; apply/leP.
by rewrite -[Z.sub _ _]Z.opp_involutive Z.opp_sub_distr Z.add_comm -Z.sub_opp_r Z.opp_involutive of_Z_opp
           -Nat2Z.inj_sub ?of_Z_nat ?natrB ?opprB //; apply/leP.
Qed.

Lemma Z_difference z : exists a b, z = (Z.of_nat a - Z.of_nat b)%coqZ.
Proof.
case: z => [|p|p]; first by exists 0%N, 0%N.
  by exists (Pos.to_nat p), 0%N; rewrite positive_nat_Z Z.sub_0_r.
by exists 0%N, (Pos.to_nat p); rewrite positive_nat_Z.
Qed.

Lemma of_Z_add x y : of_Z (x + y) = of_Z x + of_Z y.
Proof.
have [a [b ->]] := Z_difference x; have [c [d ->]] := Z_difference y.
have -> : (Z.of_nat a - Z.of_nat b + (Z.of_nat c - Z.of_nat d) = Z.of_nat (a + c) - Z.of_nat (b + d))%coqZ.
  by rewrite !Nat2Z.inj_add; ring.
by rewrite !of_Z_sub !natrD opprD addrACA.
Qed.

Lemma of_Z_mul x y : of_Z (x * y) = of_Z x * of_Z y.
Proof.
have [a [b ->]] := Z_difference x; have [c [d ->]] := Z_difference y.
have -> : ((Z.of_nat a - Z.of_nat b) * (Z.of_nat c - Z.of_nat d)
           = Z.of_nat (a * c + b * d) - Z.of_nat (a * d + b * c))%coqZ.
  by rewrite !Nat2Z.inj_add !Nat2Z.inj_mul; ring.
by rewrite !of_Z_sub !natrD !natrM mulrBl !mulrBr opprB opprD addrACA.
Qed.

Lemma of_Z_pos p : of_Z (Zpos p) != 0.
Proof. by rewrite /= pnatr_eq0 -lt0n; apply/ltP; exact: Pos2Nat.is_pos. Qed.

Lemma of_Z_eq0 z : of_Z z = 0 -> z = 0%coqZ.
Proof.
case: z => // p /eqP; first by rewrite (negbTE (of_Z_pos p)).
by rewrite /= oppr_eq0 (negbTE (of_Z_pos p)).
Qed.

Lemma of_Q_eq0 q : of_Q q = 0 -> (q == 0)%coqQ.
Proof.
move/eqP; rewrite mulf_eq0 invr_eq0 (negbTE (of_Z_pos _)) orbF => /eqP /of_Z_eq0 zero.
by rewrite /Qeq zero.
Qed.

Lemma of_Q_add p q : of_Q (p + q) = of_Q p + of_Q q.
Proof.
rewrite /of_Q addf_div ?of_Z_pos //= -[(Pos.to_nat _)%:R]/(of_Z (Zpos (Qden p * Qden q))).
by rewrite Pos2Z.inj_mul of_Z_mul of_Z_add !of_Z_mul.
Qed.

Lemma of_Q_scale q z : of_Q (q * inject_Z z) = of_Q q * of_Z z.
Proof. by rewrite /of_Q /= Pos.mul_1_r of_Z_mul mulrAC. Qed.

Lemma of_Q_sum n f : of_Q (sumQ n f) = \sum_(i < n) of_Q (f i).
Proof.
elim: n => [|n IH]; first by rewrite big_ord0 /of_Q mul0r.
by rewrite big_ord_recr /= -IH -of_Q_add.
Qed.

Lemma of_Z_sum n f : of_Z (sumZ n f) = \sum_(i < n) of_Z (f i).
Proof. by elim: n => [|n IH]; rewrite ?big_ord0 // big_ord_recr /= of_Z_add IH. Qed.

(** * Above *)

Lemma rank_above p left right : well_formed p = true -> factors p left right = true ->
  (\rank (matrix_of p) <= Z.to_nat (at_most p))%N.
Proof.
move=> good /(factors_sound _ _ _ good) [a [b [d [e [d0 [e0 cells]]]]]].
pose u := Z.to_nat (at_most p).
pose L := \matrix_(i < rows p, k < u) (of_Z (a i k) / of_Z (d i)).
pose N := \matrix_(k < u, j < columns p) (of_Z (b j k) / of_Z (e j)).
suff -> : matrix_of p = L *m N by apply: leq_trans (mxrankM_maxl _ _) (rank_leq_col _).
have positive z : (0 < z)%coqZ -> of_Z z != 0 by case: z => // q _; apply: of_Z_pos.
apply/matrixP => i j; rewrite !mxE.
have /(congr1 of_Z) := cells i j (ltP (ltn_ord i)) (ltP (ltn_ord j)).
rewrite !of_Z_mul of_Z_sum => equal.
have -> : \sum_k L i k * N k j = (\sum_(k < u) of_Z (a i k * b j k)) / (of_Z (d i) * of_Z (e j)).
  by rewrite mulr_suml; apply: eq_bigr => k _; rewrite !mxE of_Z_mul mulf_div.
apply/eqP; rewrite eqr_div ?of_Z_pos ?mulf_neq0 ?positive //; apply/eqP.
by rewrite -equal.
Qed.

(** * Below *)

(** Every rational vector is a whole one over a number. *)
Lemma whole_multiple l (x : 'I_l -> rat) :
  exists (y : 'I_l -> Z) (c : rat), c != 0 /\ forall j, c * x j = of_Z (y j).
Proof.
have whole (z : int) : exists y, z%:~R = of_Z y.
  case: z => n; first by exists (Z.of_nat n); rewrite of_Z_nat.
  by exists (- Z.of_nat n.+1)%coqZ; rewrite of_Z_opp of_Z_nat NegzE mulrNz.
pose c : int := \prod_j denq (x j).
have c0 : c%:~R != 0 :> rat by rewrite intr_eq0; apply/prodf_neq0 => j _; rewrite denq_eq0.
have multiple j : exists y, c%:~R * x j = of_Z y.
  have [y yE] := whole (numq (x j) * \prod_(k | k != j) denq (x k)); exists y.
  rewrite -yE intrM /c (bigD1 j) //= intrM mulrAC; congr (_ * _).
  by rewrite mulrC -[X in X * _ = _]divq_num_den divfK // intr_eq0 denq_eq0.
have [y yE] := @fin_all_exists _ (fun=> Z) (fun j y => c%:~R * x j = of_Z y) multiple.
by exists y, c%:~R.
Qed.

Lemma rank_below p prime pivot_rows pivot_columns : well_formed p = true ->
  minor p prime pivot_rows pivot_columns = true -> (Z.to_nat (at_least p) <= \rank (matrix_of p))%N.
Proof.
move=> good /(minor_sound _ _ _ _ good); set l := Z.to_nat (at_least p).
move=> [f [g [f_inside [g_inside independent]]]].
pose P := \matrix_(i < l, k < rows p) ((k == f i :> nat)%:R : rat).
pose N := \matrix_(k < columns p, j < l) ((k == g j :> nat)%:R : rat).
pose S := \matrix_(i < l, j < l) of_Q (entry p (f i) (g j)).
have minor_is : P *m matrix_of p *m N = S.
  apply/matrixP => i j; rewrite !mxE.
  have gj : (g j < columns p)%N by apply/ltP/g_inside/ltP.
  have fi : (f i < rows p)%N by apply/ltP/f_inside/ltP.
  rewrite (bigD1 (Ordinal gj)) //= big1 ?addr0 => [|k /negbTE other]; last first.
    by rewrite !mxE (_ : (k == g j :> nat) = false) ?mulr0.
  rewrite !mxE eqxx mulr1 (bigD1 (Ordinal fi)) //= big1 ?addr0 => [|k /negbTE other]; last first.
    by rewrite !mxE (_ : (k == f i :> nat) = false) ?mul0r.
  by rewrite !mxE eqxx mul1r.
suff full : \rank S = l.
  by rewrite -full -minor_is (leq_trans (mxrankM_maxl _ _)) // mxrankM_maxr.
rewrite -mxrank_tr; apply/eqP; rewrite -/(row_free _) -kermx_eq0; apply/rowV0P => x /sub_kermxP zero.
have [y [c [c0 yE]]] := whole_multiple (fun j => x 0 j).
pose y' (j : nat) : Z := if insub j is Some j' then y j' else 0%coqZ.
have y'_at (j : 'I_l) : y' j = y j by rewrite /y' valK.
apply/rowP => j; rewrite mxE; apply: (mulfI c0); rewrite mulr0 yE -y'_at.
rewrite (independent y') //; last by apply/ltP.
move=> i /ltP il; apply: of_Q_eq0; rewrite of_Q_sum.
have /(congr1 (fun A : 'rV_l => c * A 0 (Ordinal il))) := zero; rewrite !mxE mulr0 mulr_sumr => sum0; rewrite -[RHS]sum0.
by apply: eq_bigr => k _; rewrite of_Q_scale y'_at -yE !mxE mulrC -mulrA.
Qed.

(** * What is accepted is true *)

Theorem judge_rank_sound p prime pivot_rows pivot_columns left right :
  judge_rank p prime pivot_rows pivot_columns left right = true -> claim p.
Proof.
rewrite /judge_rank; case good: (well_formed p) => //=; move/well_formed_spec: (good) => [_ [[low order] high]].
case below: (if _ then minor _ _ _ _ else true) => //= above; apply/andP; split.
  by case: Z.ltb_spec below => [_ /(rank_below good) // | none _]; rewrite (_ : at_least p = 0%coqZ) //; apply: Z.le_antisymm.
move: above; case: Z.eqb_spec => [zero all_zero | _].
  suff -> : matrix_of p = 0 by rewrite mxrank0.
  apply/matrixP => i j; rewrite !mxE.
  move/List.forallb_forall: all_zero => all_zero.
  have /List.forallb_forall in_row     := all_zero _ (List.nth_In _ nil (ltP (ltn_ord i))).
  have [same _] := well_formed_spec _ good.
  have inside : (j < length (List.nth i (entries p) nil))%coq_nat by rewrite same; apply/ltP.
  have /Z.eqb_eq := in_row _ (List.nth_In _ 0%coqQ inside).
  by rewrite /of_Q /entry => ->; rewrite mul0r.
case: Z.ltb_spec => [_ /(rank_above good) // | full _].
have -> : at_most p = Z.min (Z.of_nat (rows p)) (Z.of_nat (columns p)).
  by apply: Z.le_antisymm => //; rewrite -!Lists.lengthZ_length.
by case: (Z.min_spec (Z.of_nat (rows p)) (Z.of_nat (columns p))) => [[_ ->] | [_ ->]]; rewrite Nat2Z.id ?rank_leq_row ?rank_leq_col.
Qed.
