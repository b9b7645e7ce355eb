(** Polynomials in several variables as lists of monomials, in lexicographic order so that sums are merges.
    Their values do not depend on the order, so no proof here is about it. *)

From Coq Require Import List ZArith NArith Reals Lra Lia Mergesort Orders Permutation.
Import ListNotations.
Local Open Scope R_scope.

(** ** Monomials: exponents; what is missing is 0 *)

Fixpoint monomial (z : list R) (e : list N) : R :=
  match z, e with a :: z', n :: e' => a ^ N.to_nat n * monomial z' e' | _, _ => 1 end.

Fixpoint add_exponents (a b : list N) : list N :=
  match a, b with
  | [], _ => b
  | _, [] => a
  | m :: a', n :: b' => (m + n)%N :: add_exponents a' b'
  end.

Fixpoint order (a b : list N) : comparison :=
  match a, b with
  | [], [] => Eq
  | [], _ => Lt
  | _, [] => Gt
  | m :: a', n :: b' => match N.compare m n with Eq => order a' b' | c => c end
  end.

Lemma monomial_add z a b : monomial z (add_exponents a b) = monomial z a * monomial z b.
Proof.
  revert a b. induction z as [|x z IH]; intros [|m a] [|n b]; simpl; try ring.
  rewrite IH, N2Nat.inj_add, pow_add. ring.
Qed.

Lemma order_eq a b : order a b = Eq -> a = b.
Proof.
  revert b. induction a as [|m a IH]; intros [|n b]; simpl; try discriminate; [reflexivity|].
  destruct (N.compare_spec m n) as [->| |]; try discriminate. intros same. now rewrite (IH b).
Qed.

Lemma order_opp a b : order b a = CompOpp (order a b).
Proof.
  revert b. induction a as [|m a IH]; intros [|n b]; simpl; try reflexivity.
  rewrite (N.compare_antisym m n). destruct (N.compare m n); simpl; auto.
Qed.

(** ** Sums over lists *)

Fixpoint total {A} (f : A -> R) (l : list A) : R := match l with [] => 0 | a :: l' => f a + total f l' end.

Lemma total_ext A (f g : A -> R) l : (forall a, In a l -> f a = g a) -> total f l = total g l.
Proof. induction l as [|a l IH]; intros same; simpl; [reflexivity|].
  rewrite (same a) by now left. rewrite IH; [reflexivity|]. intros b inside. apply same. now right. Qed.

Lemma total_scale A c (f : A -> R) l : total (fun a => c * f a) l = c * total f l.
Proof. induction l as [|a l IH]; simpl; [ring|]. rewrite IH. ring. Qed.

Lemma total_map A B (g : A -> B) f l : total f (map g l) = total (fun a => f (g a)) l.
Proof. induction l as [|a l IH]; simpl; [reflexivity|]. now rewrite IH. Qed.

Lemma total_app A (f : A -> R) l l' : total f (l ++ l') = total f l + total f l'.
Proof. induction l as [|a l IH]; simpl; [ring|]. rewrite IH. ring. Qed.

(** ** Polynomials with coefficients of a kind that has values *)

Section Merge.
  Variables (A : Type) (add : A -> A -> A) (value_of : A -> R).
  Hypothesis value_add : forall a b, value_of (add a b) = value_of a + value_of b.

  Definition value (z : list R) (p : list (list N * A)) : R := total (fun '(e, a) => value_of a * monomial z e) p.

  Fixpoint plus (p : list (list N * A)) : list (list N * A) -> list (list N * A) :=
    fix with_p q :=
      match p, q with
      | [], _ => q
      | _, [] => p
      | (e, a) :: p', (f, b) :: q' =>
          match order e f with
          | Lt => (e, a) :: plus p' q
          | Gt => (f, b) :: with_p q'
          | Eq => (e, add a b) :: plus p' q'
          end
      end.

  Lemma value_plus z p q : value z (plus p q) = value z p + value z q.
  Proof.
    unfold value. revert q. induction p as [|[e a] p IH]; intros q; [destruct q; simpl; ring|].
    induction q as [|[f b] q IHq]; [simpl; ring|].
    change (plus ((e, a) :: p) ((f, b) :: q)) with
      (match order e f with
       | Lt => (e, a) :: plus p ((f, b) :: q)
       | Gt => (f, b) :: plus ((e, a) :: p) q
       | Eq => (e, add a b) :: plus p q
       end).
    destruct (order e f) eqn:compared; cbn [total].
    - apply order_eq in compared as <-. rewrite IH, value_add. ring.
    - rewrite IH. cbn [total]. ring.
    - rewrite IHq. cbn [total]. ring.
  Qed.
End Merge.

Arguments value {A} value_of z p.
Arguments plus {A} add p.

(** The product of a polynomial with another of few terms, on whole numbers. *)
Definition shifted (v : list N) (c : Z) (p : list (list N * Z)) : list (list N * Z) :=
  map (fun '(e, a) => (add_exponents v e, (c * a)%Z)) p.

Fixpoint times (form p : list (list N * Z)) : list (list N * Z) :=
  match form with
  | [] => []
  | (v, c) :: form' => plus Z.add (shifted v c p) (times form' p)
  end.

(** Zeros are dropped. *)
Definition without_zeros (p : list (list N * Z)) : list (list N * Z) := filter (fun '(_, a) => negb (a =? 0)%Z) p.

Lemma value_times z form p : value IZR z (times form p) = value IZR z form * value IZR z p.
Proof.
  induction form as [|[v c] form IH]; [unfold value; simpl; ring|].
  simpl times. rewrite value_plus by apply plus_IZR. rewrite IH.
  assert (shift : value IZR z (shifted v c p) = IZR c * monomial z v * value IZR z p).
  { unfold value, shifted. rewrite total_map, <- total_scale. apply total_ext. intros [e a] _.
    rewrite monomial_add, mult_IZR. ring. }
  rewrite shift. unfold value at 4. simpl. fold (value IZR z form). ring.
Qed.

Lemma value_without_zeros z p : value IZR z (without_zeros p) = value IZR z p.
Proof.
  induction p as [|[e a] p IH]; [reflexivity|]. unfold value, without_zeros in *. simpl.
  destruct (Z.eqb_spec a 0) as [->|]; simpl; rewrite IH; [ring | reflexivity].
Qed.

(** ** Unit vectors *)

Fixpoint unit (d i : nat) : list N :=
  match d with
  | O => []
  | S d' => match i with O => 1%N :: repeat 0%N d' | S i' => 0%N :: unit d' i' end
  end.

Lemma unit_length d i : length (unit d i) = d.
Proof. revert i. induction d as [|d IH]; intros [|i]; simpl; auto. now rewrite repeat_length. Qed.

Lemma monomial_zero z n : monomial z (repeat 0%N n) = 1.
Proof. revert z. induction n as [|n IH]; intros [|a z]; simpl; auto. rewrite IH. ring. Qed.

Lemma monomial_unit z d i : length z = d -> (i < d)%nat -> monomial z (unit d i) = nth i z 0.
Proof.
  revert z i. induction d as [|d IH]; intros [|a z] [|i] long below; simpl in *; try lia.
  - rewrite monomial_zero. change (Pos.to_nat 1) with 1%nat. ring.
  - rewrite IH by lia. ring.
Qed.

Lemma monomial_app x y a b : length a = length x -> monomial (x ++ y) (a ++ b) = monomial x a * monomial y b.
Proof.
  revert a. induction x as [|z x IH]; intros [|n a] long; simpl in *; try discriminate; [ring|].
  rewrite IH by lia. ring.
Qed.
