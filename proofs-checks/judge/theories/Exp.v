(* Kinds exp-degree and exp-error of docs/certificates.md: what a problem means, the judge, and its theorem. *)
From Coq Require Import ZArith QArith Qreals List Bool Reals Lra Lia Psatz.
From Attest Require Import Basics Exponential Cosines Ceiling DividedDifferences Nearness Points.
Import ListNotations.
Open Scope R_scope.

(* --- what is claimed ------------------------------------------------------------------------------------------ *)

(* The least degree of a polynomial near exp is at least and at most ... (PA-01, Aggarwal & Alman 2022, their definition;
   docs/theory/expoly.md, "Points below, levelled polynomials above"; claims exp-degree-definition and its variants). *)
Record degree_problem := {
  degree_on : interval;
  degree_measure : measure;
  degree_eps : Q;
  degree_at_least : Z;
  degree_at_most : Z }.

(* A polynomial with g + 1 coefficients has degree at most g. *)
Definition degree_meaning (c : degree_problem) : Prop :=
  let is_near := near (degree_measure c) (Q2R (left (degree_on c))) (Q2R (right (degree_on c))) (Q2R (degree_eps c)) in
  (forall (g : nat) p, (Z.of_nat g < degree_at_least c)%Z -> (length p <= g + 1)%nat -> ~ is_near (peval p)) /\
  (exists (g : nat) p, (Z.of_nat g <= degree_at_most c)%Z /\ (length p <= g + 1)%nat /\ is_near (peval p)).

(* The largest error of a given polynomial is at least and at most ... (docs/theory/expoly.md, "The error of a given
   polynomial"). *)
Record error_problem := {
  error_on : interval;
  error_measure : measure;
  error_polynomial : list Q;
  error_at_least : Q;
  error_at_most : Q }.

Definition error_meaning (c : error_problem) : Prop :=
  let a := Q2R (left (error_on c)) in
  let b := Q2R (right (error_on c)) in
  let p := qeval (error_polynomial c) in
  let size := omega (error_measure c) in
  (exists x, a <= x <= b /\ Q2R (error_at_least c) * size x <= Rabs (p x - exp x)) /\
  near (error_measure c) a b (Q2R (error_at_most c)) p.

(* --- the proofs that are judged ------------------------------------------------------------------------------- *)

(* Steps and points are there where at-least is not 0; the polynomial is sum (c_k / scale) T_k. *)
Record degree_proof := { degree_steps : Z; degree_points : list Z; degree_scale : Z; degree_chebyshev : list Z }.

(* The limits of docs/certificates.md. *)
Definition interval_allowed (i : interval) : bool :=
  let m := middle i in
  let h := half_length i in
  let short q := (Z.pos (Qden q) <? Z.shiftl 1 4096)%Z in
  Qlt_bool (left i) (right i) && Qle_bool h 1000 && Qle_bool m 10000 && Qle_bool (- (10000)) m && short m && short h.

Definition degree_allowed (c : degree_problem) : bool :=
  interval_allowed (degree_on c) && Qlt_bool 0 (degree_eps c) &&
  (0 <=? degree_at_least c)%Z && (degree_at_least c <=? degree_at_most c)%Z && (degree_at_most c <=? 1999)%Z.

Definition judge_degree (c : degree_problem) (p : degree_proof) : bool :=
  degree_allowed c &&
  ((degree_at_least c =? 0)%Z ||
   (count (degree_points p) =? degree_at_least c + 1)%Z &&
   refutes (degree_measure c) (degree_on c) (degree_steps p) (degree_points p) (degree_eps c)) &&
  (0 <? degree_scale p)%Z && (count (degree_chebyshev p) <=? degree_at_most c + 1)%Z &&
  is_near (degree_measure c) (degree_on c) (degree_chebyshev p) (degree_scale p) (degree_eps c).

Definition error_allowed (c : error_problem) : bool :=
  interval_allowed (error_on c) && (count (error_polynomial c) <=? 2001)%Z &&
  Qle_bool 0 (error_at_least c) && Qle_bool (error_at_least c) (error_at_most c) && Qlt_bool 0 (error_at_most c).

(* The interval's middle and half length over one denominator. *)
Definition judge_error (c : error_problem) (point : Q) : bool :=
  let i := error_on c in
  let m := middle i in
  let h := half_length i in
  let common := common_denominator (error_polynomial c) in
  error_allowed c && Qle_bool (left i) point && Qle_bool point (right i) && (0 <? common)%Z &&
  match numerators common (error_polynomial c) with
  | None => false
  | Some p =>
    (Qeq_bool (error_at_least c) 0 || is_far (error_measure c) p common point (error_at_least c)) &&
    let d := common_denominator [m; h] in
    match numerators d [m; h] with
    | Some [M; H] => (0 <? d)%Z && let (q, s) := to_cosines M H d p in is_near (error_measure c) i q (s * common) (error_at_most c)
    | _ => false
    end
  end.

(* --- theorems ------------------------------------------------------------------------------------------------- *)

Lemma interval_allowed_sound i : interval_allowed i = true -> Q2R (left i) < Q2R (right i).
Proof.
intros H. unfold interval_allowed in H. cbv zeta in H. rewrite !andb_true_iff in H. destruct H as [[[[[H _] _] _] _] _].
now apply Qlt_bool_Q2R.
Qed.

Theorem judge_degree_sound c p : judge_degree c p = true -> degree_meaning c.
Proof.
intros H. unfold judge_degree in H. rewrite !andb_true_iff in H. destruct H as [[[[A L] S] C] N]. unfold degree_allowed in A. rewrite !andb_true_iff in A.
destruct A as [[[[A _] A1] A2] _]. apply interval_allowed_sound in A. apply Z.leb_le in A1, A2, C. apply Z.ltb_lt in S. split.
- intros g q Hg Hq. apply orb_prop in L. destruct L as [L|L]; [apply Z.eqb_eq in L; lia|].
  apply andb_prop in L. destruct L as [L R]. apply Z.eqb_eq in L. rewrite count_length in L.
  apply (refutes_sound _ _ _ _ _ A R). lia.
- apply is_near_sound in N; auto.
  destruct (chebyshev_poly (degree_chebyshev p) (Q2R (middle (degree_on c))) (Q2R (half_length (degree_on c)))) as (q & Lq & E).
  exists (Z.to_nat (degree_at_most c)), (map (Rmult (/ IZR (degree_scale p))) q). rewrite map_length. rewrite count_length in C.
  split; [lia|]. split; [lia|]. intros x Hx. rewrite peval_scale, <- E. now apply N.
Qed.

Lemma cosine_of t : -1 <= t <= 1 -> exists theta, cos theta = t.
Proof.
intros H. exists (acos t). now apply cos_acos.
Qed.

Theorem judge_error_sound c point : judge_error c point = true -> error_meaning c.
Proof.
intros J. unfold judge_error in J. set (i := error_on c) in *. set (common := common_denominator (error_polynomial c)) in *.
rewrite !andb_true_iff in J. destruct J as [[[[A L] R] K] H]. unfold error_allowed in A. rewrite !andb_true_iff in A.
destruct A as [[[[A _] A0] _] _]. apply interval_allowed_sound in A. fold i in A. apply Z.ltb_lt in K.
apply Qle_bool_Q2R in L, R, A0. assert (kR : 0 < IZR common) by now apply (IZR_lt 0).
destruct (numerators common (error_polynomial c)) as [p|] eqn:P; [|discriminate].
assert (V : forall x, / IZR common * zeval p x = qeval (error_polynomial c) x).
{ intros x. rewrite (numerators_sound common _ K _ P). field. lra. }
rewrite andb_true_iff in H. destruct H as [F H]. split.
- exists (Q2R point). split. auto. apply orb_prop in F. destruct F as [F|F].
  + apply Qeq_bool_iff, Qeq_eqR in F. rewrite F. replace (Q2R 0) with 0 by (unfold Q2R; simpl; lra). rewrite Rmult_0_l. apply Rabs_pos.
  + apply is_far_sound in F; auto. now rewrite V in F.
- set (d := common_denominator [middle i; half_length i]) in *.
  destruct (numerators d [middle i; half_length i]) as [[|M [|H' [|]]]|] eqn:N; try discriminate.
  apply andb_prop in H. destruct H as [D H]. apply Z.ltb_lt in D. assert (dR : 0 < IZR d) by now apply (IZR_lt 0).
  assert (T := to_cosines_sound M H' d). destruct (to_cosines M H' d p) as [q s] eqn:E.
  assert (T0 := T 0 D p). rewrite E in T0. destruct T0 as [s0 _]. assert (sR : 0 < IZR s) by now apply (IZR_lt 0).
  apply is_near_sound in H; auto; [|nia]. intros x Hx. specialize (H x Hx). cbv beta in H. fold i in Hx.
  assert (h0 : 0 < Q2R (half_length i)) by (rewrite half_length_sound; lra).
  set (t := (x - Q2R (middle i)) / Q2R (half_length i)) in *.
  assert (Ht : -1 <= t <= 1).
  { assert (H0 : t * Q2R (half_length i) = x - Q2R (middle i)) by (unfold t; field; lra).
    rewrite half_length_sound in h0, H0. rewrite middle_sound in H0. nra. }
  destruct (cosine_of t Ht) as (theta & C). rewrite <- C, chebyshev_cosines in H.
  specialize (T theta D p). rewrite E in T. destruct T as [_ T].
  replace ((IZR M + IZR H' * cos theta) / IZR d) with x in T.
  2:{ assert (MH := numerators_sound d _ D _ N 0). cbn [zeval] in MH.
      cbn [numerators] in N. destruct (_ =? 0)%Z eqn:D1 in N; [|discriminate]. destruct (_ =? 0)%Z eqn:D2 in N; [|discriminate].
      assert (M = Qnum (middle i) * (d / Z.pos (Qden (middle i))) /\ H' = Qnum (half_length i) * (d / Z.pos (Qden (half_length i))))%Z
        as [-> ->] by (split; congruence). apply Z.eqb_eq in D1, D2.
      assert (X : forall r : Q, (d mod Z.pos (Qden r) = 0)%Z -> IZR (Qnum r * (d / Z.pos (Qden r))) = Q2R r * IZR d).
      { intros r M0. rewrite mult_IZR, Q2R_quotient. assert (r0 : 0 < IZR (Z.pos (Qden r))) by now apply (IZR_lt 0).
        assert (Dd : IZR d = IZR (Z.pos (Qden r)) * IZR (d / Z.pos (Qden r))).
        { rewrite <- mult_IZR. f_equal. pose proof (Z.div_mod d (Z.pos (Qden r)) ltac:(easy)). lia. }
        rewrite Dd. field. lra. }
      rewrite !X, C by auto. unfold t. field. lra. }
  rewrite mult_IZR, Rinv_mult, (Rmult_comm (/ IZR s)), Rmult_assoc, T, V in H. exact H.
Qed.
