(** Lists read by whole numbers, without unary ones. *)

From Coq Require Import List ZArith Lia.
Import ListNotations.
Local Open Scope Z_scope.

Fixpoint nthZ {A} (l : list A) (i : Z) : option A :=
  match l with
  | [] => None
  | a :: l' => if i =? 0 then Some a else nthZ l' (i - 1)
  end.

Fixpoint count {A} (so_far : Z) (l : list A) : Z :=
  match l with [] => so_far | _ :: l' => count (so_far + 1) l' end.

Definition lengthZ {A} (l : list A) : Z := count 0 l.

Lemma count_length A (l : list A) k : count k l = k + Z.of_nat (length l).
Proof. revert k. induction l as [|a l IH]; intros k; simpl count; [simpl; lia | rewrite IH; simpl length; lia]. Qed.

Lemma lengthZ_length A (l : list A) : lengthZ l = Z.of_nat (length l).
Proof. unfold lengthZ. rewrite count_length. lia. Qed.

Lemma nthZ_nth A (l : list A) i a d :
  nthZ l i = Some a -> 0 <= i /\ (Z.to_nat i < length l)%nat /\ nth (Z.to_nat i) l d = a.
Proof.
  revert i. induction l as [|b l IH]; intros i found; simpl in *; [discriminate|].
  destruct (Z.eqb_spec i 0) as [zero|nonzero].
  - injection found as same. subst i b. simpl. repeat split; lia.
  - apply IH in found as (low & high & found).
    replace (Z.to_nat i) with (S (Z.to_nat (i - 1))) by lia. simpl. repeat split; [lia | lia | assumption].
Qed.

Lemma nth_skipn A (l : list A) k i d : nth i (skipn k l) d = nth (k + i) l d.
Proof. revert l. induction k as [|k IH]; intros [|a l]; simpl; auto. now destruct i. Qed.
