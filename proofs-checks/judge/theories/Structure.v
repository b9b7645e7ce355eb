(** Certificates of kind structure: a matrix is circulant, Toeplitz, a rescaled circulant or rescaled
    Toeplitz, or it is not.  What is claimed, and the judge; that the judge is right is in StructureSound.v.

    The grammar and the checks in words: docs/certificates.md, "Kind structure".  (P2-04, P2-06, P2-10) *)

From Coq Require Import List ZArith QArith Bool Mergesort Orders.
From Attest Require Import Lists Complex.
Import ListNotations.

Record structure_problem := { matrix : list (list Q); cyclic : bool; rescaled : bool; over : field }.

(** * The claim *)

Definition rows (p : structure_problem) : nat := length (matrix p).
Definition columns (p : structure_problem) : nat := length (hd [] (matrix p)).
Definition entry (p : structure_problem) (i j : nat) : Q := nth j (nth i (matrix p) []) 0.

(** M_ij = u_i w_(i-j) v_j with numbers of the field; u = v = 1 if it is not rescaled; if it is cyclic,
    M is square and w has the period n, so that w_(i-j) is c_((i-j) mod n). *)
Definition has_structure (p : structure_problem) : Prop :=
  exists (u v : nat -> C) (w : Z -> C),
    (forall i, member (over p) (u i)) /\ (forall j, member (over p) (v j)) /\ (forall k, member (over p) (w k)) /\
    (rescaled p = false -> (forall i, u i = C1) /\ (forall j, v j = C1)) /\
    (cyclic p = true -> rows p = columns p /\ forall k, w (k + Z.of_nat (rows p))%Z = w k) /\
    forall i j, (i < rows p)%nat -> (j < columns p)%nat ->
      of_Q (entry p i j) = (u i * w (Z.of_nat i - Z.of_nat j)%Z * v j)%C.

(** * The judge *)

Local Open Scope Z_scope.

(** n rows of equal length m, neither 0. *)
Definition well_formed (p : structure_problem) : bool :=
  let m := lengthZ (hd [] (matrix p)) in
  (0 <? lengthZ (matrix p)) && (0 <? m) && forallb (fun row => lengthZ row =? m) (matrix p).

Definition size (p : structure_problem) : Z := lengthZ (matrix p).
Definition square (p : structure_problem) : bool := size p =? lengthZ (hd [] (matrix p)).
Definition is_zero (x : Q) : bool := Qnum x =? 0.

(** x^e for e >= 0, by whole numbers. *)
Definition qpower (x : Q) (e : Z) : Q := Qmake (Qnum x ^ e) (Z.to_pos (Zpos (Qden x) ^ e)).

(** ** It holds: the vectors *)

(** x_j = u w_j v_j for one row. *)
Fixpoint row_is (u : Q) (w v row : list Q) : bool :=
  match row, v, w with
  | [], [], _ => true
  | x :: row', y :: v', z :: w' => Qeq_bool x (u * z * y) && row_is u w' v' row'
  | _, _, _ => false
  end.

(** From the last row up, each uses the reversed vector from one place later. *)
Fixpoint rows_are (us w v : list Q) (matrix : list (list Q)) : bool :=
  match matrix, us with
  | [], [] => true
  | row :: matrix', u :: us' => row_is u w v row && rows_are us' (tl w) v matrix'
  | _, _ => false
  end.

Fixpoint ones_before {A} (so_far : list Q) (l : list A) : list Q :=
  match l with [] => so_far | _ :: l' => ones_before (1%Q :: so_far) l' end.
Definition ones {A} (l : list A) : list Q := ones_before [] l.

(** The vector w of the matrix, upper right corner first; a circulant's wraps, over the twist. *)
Definition full_vector (p : structure_problem) (vector : list Q) (twist : Q) : list Q :=
  if cyclic p then map (fun c => c / twist)%Q (tl vector) ++ vector else vector.

Definition power_in (F : field) (n : Z) (twist root : Q) : bool :=
  match F with
  | rational => Qeq_bool twist 1 || Qeq_bool (qpower root n) twist
  | real => (0 <? Qnum twist) || Z.odd n
  | complex => true
  end.

Definition judge_structure (p : structure_problem) (u vector v : list Q) (twist root : Q) : bool :=
  let first := hd [] (matrix p) in
  let u := if rescaled p then u else ones (matrix p) in
  let v := if rescaled p then v else ones first in
  let twist := if cyclic p && rescaled p then twist else 1%Q in
  well_formed p
  && (if cyclic p then square p && (lengthZ vector =? size p)
      else lengthZ vector =? size p + lengthZ first - 1)
  && negb (is_zero twist) && power_in (over p) (size p) twist root
  && rows_are (rev' u) (rev' (full_vector p vector twist)) v (rev' (matrix p)).

(** ** It does not: the witnesses *)

Inductive witness :=
| shape
| cells (i j k l : Z)
| relation (cells : list (Z * Z * Z))
| diagonal (i j k l a b : Z)
| two_columns (a b : Z).

Definition at_cell (p : structure_problem) (i j : Z) : option Q :=
  match nthZ (matrix p) i with Some row => nthZ row j | None => None end.

(** The name of the diagonal of a cell. *)
Definition diagonal_of (p : structure_problem) (i j : Z) : Z := if cyclic p then (i - j) mod size p else i - j.

Definition nonzero_at (p : structure_problem) (i j : Z) : bool :=
  match at_cell p i j with Some x => negb (is_zero x) | None => false end.
Definition zero_at (p : structure_problem) (i j : Z) : bool :=
  match at_cell p i j with Some x => is_zero x | None => false end.

Definition judge_cells (p : structure_problem) (i j k l : Z) : bool :=
  match at_cell p i j, at_cell p k l with
  | Some x, Some y => (diagonal_of p i j =? diagonal_of p k l) && negb (Qeq_bool x y)
  | _, _ => false
  end.

Definition judge_diagonal (p : structure_problem) (i j k l a b : Z) : bool :=
  (diagonal_of p i j =? diagonal_of p k l)
  && zero_at p i j && nonzero_at p k l && nonzero_at p i a && nonzero_at p b j.

(** Exponents by name, sorted; those of one name add up to 0. *)
Module ByName <: TotalLeBool.
  Definition t := (Z * Z)%type.
  Definition leb (x y : t) := fst x <=? fst y.
  Lemma leb_total x y : leb x y = true \/ leb y x = true.
  Proof. unfold leb. destruct (Z.leb_spec (fst x) (fst y)); [now left | right; now apply Z.leb_le, Z.lt_le_incl]. Qed.
End ByName.
Module SortByName := Sort ByName.

Fixpoint balanced_after (name above below : Z) (l : list (Z * Z)) : bool :=
  match l with
  | [] => above =? below
  | (key, e) :: l' =>
      if key =? name then balanced_after name (above + Z.max e 0) (below + Z.max (- e) 0) l'
      else (above =? below) && balanced_after key (Z.max e 0) (Z.max (- e) 0) l'
  end.

Definition balanced (l : list (Z * Z)) : bool := balanced_after 0 0 0 (SortByName.sort l).

Fixpoint distinct_after (name : Z) (l : list (Z * Z)) : bool :=
  match l with [] => true | (key, _) :: l' => negb (key =? name) && distinct_after key l' end.

Definition distinct (l : list (Z * Z)) : bool := distinct_after (-1) (SortByName.sort l).

(** The product of M^e over e > 0, and of M^-e over e < 0. *)
Fixpoint products (p : structure_problem) (l : list (Z * Z * Z)) (above below : Q) : option (Q * Q) :=
  match l with
  | [] => Some (above, below)
  | (i, j, e) :: l' =>
      match at_cell p i j with
      | Some x =>
          if (e =? 0) || (1000 <? Z.abs e) then None
          else products p l' (above * qpower x (Z.max e 0)) (below * qpower x (Z.max (- e) 0))
      | None => None
      end
  end.

Definition judge_relation (p : structure_problem) (l : list (Z * Z * Z)) : bool :=
  let m := lengthZ (hd [] (matrix p)) in
  distinct (map (fun '(i, j, e) => (i * m + j, e)) l)
  && balanced (map (fun '(i, j, e) => (i, e)) l)
  && balanced (map (fun '(i, j, e) => (j, e)) l)
  && balanced (map (fun '(i, j, e) => (diagonal_of p i j, e)) l)
  && match products p l 1 1 with Some (above, below) => negb (Qeq_bool above below) | None => false end.

(** The product of column a over that of column b. *)
Fixpoint column_ratio (matrix : list (list Q)) (a b : Z) (so_far : Q) : option Q :=
  match matrix with
  | [] => Some so_far
  | row :: matrix' =>
      match nthZ row a, nthZ row b with
      | Some x, Some y => if is_zero x || is_zero y then None else column_ratio matrix' a b (so_far * x / y)
      | _, _ => None
      end
  end.

(** Newton's iteration for the n-th root of x, from above; what it finds is checked. *)
Fixpoint newton (fuel : nat) (n x r : Z) : Z :=
  match fuel with
  | O => r
  | S fuel' => let r' := ((n - 1) * r + x / r ^ (n - 1)) / n in if r' <? r then newton fuel' n x r' else r
  end.

Definition no_power (n x : Z) : bool :=
  let r := newton (Z.to_nat (2 * n + 64)) n x (2 ^ (Z.log2 x / n + 1)) in
  (0 <=? r) && (r ^ n <? x) && (x <? (r + 1) ^ n).

Definition judge_columns (p : structure_problem) (a b : Z) : bool :=
  let n := size p in
  match column_ratio (matrix p) a b 1 with
  | None => false
  | Some ratio =>
      let common := Z.gcd (Qnum ratio) (Zpos (Qden ratio)) in
      let odd_power := Z.even n && (Qnum ratio <? 0) in
      match over p with
      | complex => false
      | real => odd_power
      | rational => odd_power || no_power n (Z.abs (Qnum ratio / common)) || no_power n (Zpos (Qden ratio) / common)
      end
  end.

Definition judge_no_structure (p : structure_problem) (w : witness) : bool :=
  well_formed p
  && if cyclic p && negb (square p) then match w with shape => true | _ => false end
     else match w with
          | shape => false
          | cells i j k l => negb (rescaled p) && judge_cells p i j k l
          | relation l => rescaled p && judge_relation p l
          | diagonal i j k l a b => rescaled p && judge_diagonal p i j k l a b
          | two_columns a b => rescaled p && cyclic p && judge_columns p a b
          end.
