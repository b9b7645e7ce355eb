(** Certificates of kind rank, the judge: a factorization on whole numbers, and elimination modulo a prime.
    What it proves about the rank is in Rank.v.

    The grammar and the checks in words: docs/certificates.md, "Kind rank". *)

From Coq Require Import List ZArith QArith Bool Lia Psatz Zpow_facts Znumtheory.
From Attest Require Import Lists.
Import ListNotations.
Local Open Scope Z_scope.

Record rank_problem := { entries : list (list Q); at_least : Z; at_most : Z }.

Definition rows (p : rank_problem) : nat := length (entries p).
Definition columns (p : rank_problem) : nat := length (hd [] (entries p)).
Definition entry (p : rank_problem) (i j : nat) : Q := nth j (nth i (entries p) []) 0%Q.

(** * The judge *)

Definition well_formed (p : rank_problem) : bool :=
  let n := lengthZ (entries p) in let m := lengthZ (hd [] (entries p)) in
  (0 <? n) && (0 <? m) && forallb (fun row => lengthZ row =? m) (entries p)
  && (0 <=? at_least p) && (at_least p <=? at_most p) && (at_most p <=? Z.min n m).

(** ** Above: left right = M *)

Fixpoint dot (a b : list Z) : Z :=
  match a, b with x :: a', y :: b' => x * y + dot a' b' | _, _ => 0 end.

(** A row of rational numbers as whole numbers over one denominator. *)
Fixpoint common_denominator (so_far : Z) (l : list Q) : Z :=
  match l with [] => so_far | q :: l' => common_denominator (Z.lcm so_far (Zpos (Qden q))) l' end.
Definition cleared (l : list Q) : list Z * Z :=
  let d := common_denominator 1 l in (map (fun q => Qnum q * (d / Zpos (Qden q))) l, d).

Fixpoint zip_cons {A} (row : list A) (columns : list (list A)) : list (list A) :=
  match row, columns with x :: row', c :: columns' => (x :: c) :: zip_cons row' columns' | _, _ => [] end.
Definition transpose {A} (m : list (list A)) (first : list A) : list (list A) :=
  fold_right zip_cons (map (fun _ => []) first) m.

Fixpoint row_is_product (a : list Z) (d : Z) (columns : list (list Z * Z)) (row : list Q) : bool :=
  match columns, row with
  | [], [] => true
  | (b, e) :: columns', x :: row' =>
      (dot a b * Zpos (Qden x) =? Qnum x * (d * e)) && row_is_product a d columns' row'
  | _, _ => false
  end.

Fixpoint is_product (left right : list (list Z * Z)) (m : list (list Q)) : bool :=
  match left, m with
  | [], [] => true
  | (a, d) :: left', row :: m' => row_is_product a d right row && is_product left' right m'
  | _, _ => false
  end.

Definition positive_rows (u : Z) (l : list (list Z * Z)) : bool :=
  forallb (fun '(a, d) => (lengthZ a =? u) && (0 <? d)) l.

(** [left] by rows, n of u numbers each; [right] by rows, u of m numbers each. *)
Definition factors (p : rank_problem) (left right : list (list Q)) : bool :=
  let left' := map cleared left in
  let right' := map cleared (transpose right (hd [] (entries p))) in
  positive_rows (at_most p) left' && positive_rows (at_most p) right' && is_product left' right' (entries p).

(** ** Below: a minor that is not 0 modulo a prime *)

(** By Fermat; that it is an inverse is checked where it is used, and no more is needed of the modulus. *)
Definition inverse (x p : Z) : Z := Zpow_mod x (p - 2) p.

Definition residue (p : Z) (x : Q) : option Z :=
  let d := Zpos (Qden x) mod p in
  let i := inverse d p in
  if (d * i) mod p =? 1 then Some ((Qnum x mod p) * i mod p) else None.

(** The row with a head that is not 0, and the others. *)
Fixpoint pivot (before rows : list (list Z)) : option (Z * list Z * list (list Z)) :=
  match rows with
  | [] => None
  | row :: rows' =>
      match row with
      | a :: r => if a =? 0 then pivot (row :: before) rows' else Some (a, r, rev_append before rows')
      | [] => None
      end
  end.

(** s - f r modulo p; what is missing is 0. *)
Fixpoint subtract (p f : Z) (s r : list Z) : list Z :=
  match s, r with
  | x :: s', y :: r' => (x - f * y) mod p :: subtract p f s' r'
  | [], y :: r' => (- (f * y)) mod p :: subtract p f [] r'
  | _, [] => s
  end.

Definition reduce (p i : Z) (r row : list Z) : list Z :=
  match row with b :: s => subtract p (b * i mod p) s r | [] => [] end.

(** As many pivots as the list has members. *)
Fixpoint eliminate {A} (p : Z) (steps : list A) (rows : list (list Z)) : bool :=
  match steps with
  | [] => true
  | _ :: steps' =>
      match pivot [] rows with
      | Some (a, r, others) =>
          let i := inverse a p in
          (a * i mod p =? 1) && eliminate p steps' (map (reduce p i r) others)
      | None => false
      end
  end.

Fixpoint all {A} (l : list (option A)) : option (list A) :=
  match l with
  | [] => Some []
  | Some a :: l' => match all l' with Some l'' => Some (a :: l'') | None => None end
  | None :: _ => None
  end.

Definition minor_row (p : Z) (m : list (list Q)) (columns : list Z) (r : Z) : option (list Z) :=
  match nthZ m r with
  | Some row => all (map (fun c => match nthZ row c with Some x => residue p x | None => None end) columns)
  | None => None
  end.

Fixpoint no_divisor (fuel : nat) (d p : Z) : bool :=
  match fuel with
  | O => true
  | S fuel' => if p <? d * d then true else negb (p mod d =? 0) && no_divisor fuel' (d + 1) p
  end.

(** By trial division, to accept what the grammar accepts; the proof below does not use it. *)
Definition is_prime (p : Z) : bool :=
  (2 <=? p) && (p <? 2 ^ 31) && no_divisor (Z.to_nat (Z.sqrt p)) 2 p.

Definition minor (p : rank_problem) (prime : Z) (pivot_rows pivot_columns : list Z) : bool :=
  is_prime prime && (lengthZ pivot_rows =? at_least p) && (lengthZ pivot_columns =? at_least p)
  && match all (map (minor_row prime (entries p) pivot_columns) pivot_rows) with
     | Some residues => eliminate prime pivot_columns residues
     | None => false
     end.

(** The parts of the proof that the problem does not ask for are not looked at. *)
Definition judge_rank (p : rank_problem) (prime : Z) (pivot_rows pivot_columns : list Z) (left right : list (list Q)) : bool :=
  well_formed p
  && (if 0 <? at_least p then minor p prime pivot_rows pivot_columns else true)
  && (if at_most p =? 0 then forallb (forallb (fun x => Qnum x =? 0)) (entries p)
      else if at_most p <? Z.min (lengthZ (entries p)) (lengthZ (hd [] (entries p))) then factors p left right
      else true).

(** * What it shows *)

Fixpoint sumZ (n : nat) (f : nat -> Z) : Z := match n with O => 0 | S k => sumZ k f + f k end.
Fixpoint sumQ (n : nat) (f : nat -> Q) : Q := match n with O => 0%Q | S k => (sumQ k f + f k)%Q end.

Lemma sumZ_first n f : sumZ (S n) f = f O + sumZ n (fun k => f (S k)).
Proof. induction n as [|n IH]; [simpl; ring|]. change (sumZ (S (S n)) f) with (sumZ (S n) f + f (S n)). rewrite IH. simpl. ring. Qed.

Lemma dot_sum a b : length a = length b -> dot a b = sumZ (length a) (fun k => nth k a 0 * nth k b 0).
Proof.
  revert b. induction a as [|x a IH]; intros [|y b] same; try discriminate; [reflexivity|].
  injection same as same. simpl length. rewrite sumZ_first. simpl dot. now rewrite IH.
Qed.

Lemma row_is_product_nth a d columns row : row_is_product a d columns row = true ->
  forall j, (j < length row)%nat ->
    (j < length columns)%nat /\
    dot a (fst (nth j columns ([], 1))) * Zpos (Qden (nth j row 0%Q))
    = Qnum (nth j row 0%Q) * (d * snd (nth j columns ([], 1))).
Proof.
  revert row. induction columns as [|[b e] columns IH]; intros [|x row]; simpl; try discriminate; intros good j below; try lia.
  apply andb_true_iff in good as [here there]. apply Z.eqb_eq in here.
  destruct j as [|j]; [split; [lia | exact here]|]. destruct (IH _ there j) as [inside equal]; [lia|]. split; [lia | exact equal].
Qed.

Lemma is_product_nth left right m : is_product left right m = true ->
  forall i j, (i < length m)%nat -> (j < length (nth i m []))%nat ->
    (i < length left)%nat /\ (j < length right)%nat /\
    dot (fst (nth i left ([], 1))) (fst (nth j right ([], 1))) * Zpos (Qden (nth j (nth i m []) 0%Q))
    = Qnum (nth j (nth i m []) 0%Q) * (snd (nth i left ([], 1)) * snd (nth j right ([], 1))).
Proof.
  revert m. induction left as [|[a d] left IH]; intros [|row m]; simpl; try discriminate; intros good i j below below'; try lia.
  apply andb_true_iff in good as [here there].
  destruct i as [|i].
  - destruct (row_is_product_nth _ _ _ _ here j below') as [inside equal]. split; [lia|]. now split.
  - destruct (IH _ there i j) as (inside & inside' & equal); [lia | assumption|]. split; [lia|]. now split.
Qed.

Lemma well_formed_spec p : well_formed p = true ->
  (forall i, (i < rows p)%nat -> length (nth i (entries p) []) = columns p) /\
  0 <= at_least p <= at_most p /\ at_most p <= Z.min (Z.of_nat (rows p)) (Z.of_nat (columns p)).
Proof.
  unfold well_formed, rows, columns.
  rewrite !lengthZ_length, !andb_true_iff, !Z.ltb_lt, !Z.leb_le, forallb_forall.
  intros (((((_ & _) & same) & low) & middle) & high). repeat split; try lia.
  intros i below. specialize (same _ (nth_In _ [] below)). rewrite lengthZ_length in same. lia.
Qed.

(** M_ij = (sum over k of a_ik b_jk) / (d_i e_j), u terms, so the rank is at most u. *)
Theorem factors_sound p left right : well_formed p = true -> factors p left right = true ->
  exists (a b : nat -> nat -> Z) (d e : nat -> Z),
    (forall i, 0 < d i) /\ (forall j, 0 < e j) /\
    forall i j, (i < rows p)%nat -> (j < columns p)%nat ->
      sumZ (Z.to_nat (at_most p)) (fun k => a i k * b j k) * Zpos (Qden (entry p i j))
      = Qnum (entry p i j) * (d i * e j).
Proof.
  intros good. destruct (well_formed_spec p good) as [same _]. unfold factors.
  set (left' := map cleared left). set (right' := map cleared _).
  rewrite !andb_true_iff. intros [[pos_left pos_right] product].
  unfold positive_rows in *. rewrite forallb_forall in pos_left, pos_right.
  assert (spec : forall l : list (list Z * Z), (forall x, In x l -> (let '(a, d) := x in (lengthZ a =? at_most p) && (0 <? d)) = true) ->
            forall i, (0 < snd (nth i l ([], 1))) /\
                      ((i < length l)%nat -> length (fst (nth i l ([], 1))) = Z.to_nat (at_most p))).
  { intros l all_good i. destruct (le_lt_dec (length l) i) as [outside|inside].
    - rewrite nth_overflow by assumption. simpl. split; lia.
    - specialize (all_good _ (nth_In _ ([], 1) inside)). destruct (nth i l ([], 1)) as [a d].
      apply andb_true_iff in all_good as [long pos]. rewrite lengthZ_length, Z.eqb_eq in long. apply Z.ltb_lt in pos.
      simpl. split; lia. }
  pose proof (spec _ pos_left) as at_left. pose proof (spec _ pos_right) as at_right.
  exists (fun i k => nth k (fst (nth i left' ([], 1))) 0), (fun j k => nth k (fst (nth j right' ([], 1))) 0),
         (fun i => snd (nth i left' ([], 1))), (fun j => snd (nth j right' ([], 1))).
  split; [intros; apply at_left|]. split; [intros; apply at_right|].
  intros i j below below'. specialize (same i below).
  destruct (is_product_nth _ _ _ product i j) as (inl & inr & equal); [assumption | lia|].
  unfold entry. rewrite <- equal. f_equal.
  destruct (at_left i) as [_ long]. destruct (at_right j) as [_ long'].
  rewrite dot_sum by (rewrite long, long' by assumption; reflexivity). now rewrite long.
Qed.

(** ** Elimination *)

Lemma mod_eq a b p : (p | a - b) -> p <> 0 -> a mod p = b mod p.
Proof. intros [q same] nonzero. replace a with (b + q * p) by lia. now rewrite Z_mod_plus_full. Qed.

Lemma divide_mod a p : p <> 0 -> (p | a - a mod p).
Proof. intros nonzero. exists (a / p). rewrite (Z.div_mod a p) at 1 by assumption. ring. Qed.

Lemma unit_divides p a i x : 1 < p -> a * i mod p = 1 -> (p | a * x) -> (p | x).
Proof.
  intros big unit [q same]. destruct (divide_mod (a * i) p) as [r equal]; [lia|]. rewrite unit in equal.
  exists (i * q - r * x). replace ((i * q - r * x) * p) with (i * (q * p) - r * p * x) by ring.
  rewrite <- same, <- equal. ring.
Qed.

Lemma dot_subtract p f s r y : p <> 0 -> (p | dot (subtract p f s r) y - (dot s y - f * dot r y)).
Proof.
  intros nonzero. revert s y. induction r as [|b r IH]; intros s y.
  - replace (subtract p f s []) with s by now destruct s. exists 0. simpl. destruct s; ring.
  - destruct s as [|a s]; destruct y as [|z y]; simpl; try (exists 0; ring).
    + destruct (IH [] y) as [q same]. destruct (divide_mod (- (f * b)) p nonzero) as [q' same'].
      exists (q - q' * z). simpl in same. destruct y; simpl in *; nia.
    + destruct (IH s y) as [q same]. destruct (divide_mod (a - f * b) p nonzero) as [q' same'].
      exists (q - q' * z). nia.
Qed.

Lemma pivot_spec rows : forall before a r others, pivot before rows = Some (a, r, others) ->
  (In (a :: r) rows) /\ forall row, In row others -> In row before \/ In row rows.
Proof.
  induction rows as [|row rows IH]; intros before a r others; simpl; [discriminate|].
  destruct row as [|b s]; [discriminate|]. destruct (b =? 0).
  - intros found. apply IH in found as [inside all_in]. split; [now right|].
    intros x here. apply all_in in here as [[<-|here]|here]; tauto.
  - intros found. injection found as -> -> <-. split; [now left|].
    intros x here. rewrite rev_append_rev in here. apply in_app_or in here as [here|here]; [left; now apply in_rev|tauto].
Qed.

Theorem eliminate_sound {A} p (steps : list A) : forall rows y, 1 < p -> eliminate p steps rows = true ->
  length y = length steps -> (forall row, In row rows -> (p | dot row y)) -> forall z, In z y -> (p | z).
Proof.
  induction steps as [|step steps IH]; intros rows y big good long zero.
  - destruct y; [contradiction | discriminate].
  - destruct y as [|y0 y]; [discriminate|]. injection long as long. simpl in good.
    destruct (pivot [] rows) as [[[a r] others]|] eqn:found; [|discriminate].
    apply andb_true_iff in good as [unit good]. apply Z.eqb_eq in unit.
    apply pivot_spec in found as [first rest].
    pose proof (zero _ first) as at_pivot. simpl in at_pivot.
    assert (below : forall z, In z y -> (p | z)).
    { apply (IH _ y big good long). intros row inside. apply in_map_iff in inside as (old & <- & inside).
      destruct (rest _ inside) as [[]|inside']. apply zero in inside'. unfold reduce.
      destruct old as [|b s]; [exists 0; destruct y; reflexivity|]. simpl in inside'.
      set (i := inverse a p) in *. set (f := b * i mod p) in *.
      destruct (dot_subtract p f s r y) as [q same]; [lia|].
      destruct (divide_mod (b * i) p) as [q1 same1]; [lia|]. fold f in same1.
      destruct (divide_mod (a * i) p) as [q2 same2]; [lia|]. rewrite unit in same2.
      destruct at_pivot as [q3 same3]. destruct inside' as [q4 same4].
      (* f a = b modulo p *)
      exists (q + q4 - f * q3 + (q2 * b - q1 * a) * y0).
      assert (fa : f * a = b + (q2 * b - q1 * a) * p).
      { replace f with (b * i - q1 * p) by lia. replace ((b * i - q1 * p) * a) with (b * (a * i) - q1 * a * p) by ring.
        replace (a * i) with (1 + q2 * p) by lia. ring. }
      replace (dot (subtract p f s r) y) with (q * p + (dot s y - f * dot r y)) by lia.
      replace (dot s y) with (q4 * p - b * y0) by lia. replace (dot r y) with (q3 * p - a * y0) by lia.
      replace (f * (q3 * p - a * y0)) with (f * q3 * p - (f * a) * y0) by ring. rewrite fa. ring. }
    intros z [<-|inside]; [|now apply below].
    apply (unit_divides p a (inverse a p)); [assumption..|].
    replace (a * y0) with (a * y0 + dot r y - dot r y) by ring. apply Z.divide_sub_r; [assumption|].
    clear - below. revert r. induction y as [|y1 y IH]; intros [|b r]; try (exists 0; reflexivity).
    simpl. apply Z.divide_add_r; [apply Z.divide_mul_r, below; now left|]. apply IH. intros. apply below. now right.
Qed.

(** q is e modulo p: a fraction with a denominator prime to p. *)
Definition represents (p : Z) (q : Q) (e : Z) : Prop :=
  exists a b c, (p | b * c - 1) /\ (q * inject_Z b == inject_Z a)%Q /\ (p | a - e * b).

Lemma residue_represents p q e : 1 < p -> residue p q = Some e -> represents p q e.
Proof.
  intros big. unfold residue. set (d := Zpos (Qden q) mod p). set (i := inverse d p).
  destruct (Z.eqb_spec (d * i mod p) 1) as [unit|]; [|discriminate]. intros same. injection same as <-.
  destruct (divide_mod (Zpos (Qden q)) p) as [q1 same1]; [lia|]. fold d in same1.
  destruct (divide_mod (d * i) p) as [q2 same2]; [lia|]. rewrite unit in same2.
  destruct (divide_mod (Qnum q) p) as [q3 same3]; [lia|].
  destruct (divide_mod (Qnum q mod p * i) p) as [q4 same4]; [lia|].
  set (n := Qnum q mod p) in *. set (e := n * i mod p) in *.
  exists (Qnum q), (Zpos (Qden q)), i. split; [|split].
  - exists (q2 + q1 * i). replace (Zpos (Qden q)) with (d + q1 * p) by lia.
    replace ((d + q1 * p) * i - 1) with ((d * i - 1) + q1 * p * i) by ring. rewrite same2. ring.
  - unfold Qeq, Qmult, inject_Z. cbn [Qnum Qden]. rewrite Pos.mul_1_r. ring.
  - exists (q3 + q4 * Zpos (Qden q) - n * (q2 + q1 * i)).
    replace e with (n * i - q4 * p) by lia. replace (Qnum q) with (n + q3 * p) by lia.
    replace (Zpos (Qden q)) with (d + q1 * p) by lia.
    replace (n + q3 * p - (n * i - q4 * p) * (d + q1 * p))
      with (q3 * p + q4 * p * (d + q1 * p) - n * ((d * i - 1) + q1 * i * p)) by ring.
    rewrite same2. ring.
Qed.

Lemma represents_add p q q' e e' : represents p q e -> represents p q' e' -> represents p (q + q') (e + e').
Proof.
  intros (a & b & c & [r u] & is & [s v]) (a' & b' & c' & [r' u'] & is' & [s' v']).
  exists (a * b' + a' * b), (b * b'), (c * c'). split; [|split].
  - exists (r * (b' * c') + r'). replace (b * b' * (c * c') - 1) with ((b * c - 1) * (b' * c') + (b' * c' - 1)) by ring.
    rewrite u, u'. ring.
  - rewrite inject_Z_plus, !inject_Z_mult, <- is, <- is'. ring.
  - exists (s * b' + s' * b).
    replace (a * b' + a' * b - (e + e') * (b * b')) with ((a - e * b) * b' + (a' - e' * b') * b) by ring.
    rewrite v, v'. ring.
Qed.

Lemma represents_times p q e y : represents p q e -> represents p (q * inject_Z y) (e * y).
Proof.
  intros (a & b & c & unit & is & [s v]). exists (a * y), b, c. split; [assumption|split].
  - rewrite inject_Z_mult, <- is. ring.
  - exists (s * y). replace (a * y - e * y * b) with ((a - e * b) * y) by ring. rewrite v. ring.
Qed.

Lemma represents_zero p q e : (q == 0)%Q -> represents p q e -> (p | e).
Proof.
  intros zero (a & b & c & [r u] & is & [s v]). rewrite zero in is.
  assert (a = 0) by (unfold Qeq, Qmult, inject_Z in is; simpl in is; lia). subst a.
  exists (- r * e - s * c). replace ((- r * e - s * c) * p) with (- (r * p) * e - (s * p) * c) by ring.
  rewrite <- u, <- v. ring.
Qed.

Lemma all_spec A (l : list (option A)) l' : all l = Some l' -> l = map Some l'.
Proof.
  revert l'. induction l as [|[a|] l IH]; intros l' same; simpl in *; try discriminate.
  { now injection same as <-. }
  destruct (all l) as [l''|]; [|discriminate]. injection same as <-. simpl. f_equal. now apply IH.
Qed.

(** The rows and columns of the minor, and that no combination of its columns is 0. *)
Theorem minor_sound p prime pivot_rows pivot_columns : well_formed p = true ->
  minor p prime pivot_rows pivot_columns = true ->
  let l := Z.to_nat (at_least p) in
  exists f g : nat -> nat,
    (forall i, (i < l)%nat -> (f i < rows p)%nat) /\ (forall j, (j < l)%nat -> (g j < columns p)%nat) /\
    forall y : nat -> Z,
      (forall i, (i < l)%nat -> (sumQ l (fun j => entry p (f i) (g j) * inject_Z (y j)) == 0)%Q) ->
      forall j, (j < l)%nat -> y j = 0.
Proof.
  intros good. destruct (well_formed_spec p good) as (same & low & _). unfold minor.
  rewrite !andb_true_iff, !lengthZ_length, !Z.eqb_eq. intros (((prime2 & many) & many') & eliminated). set (l := Z.to_nat (at_least p)).
  assert (big : 1 < prime) by (unfold is_prime in prime2; rewrite !andb_true_iff, Z.leb_le in prime2; lia).
  destruct (all _) as [residues|] eqn:found; [|discriminate]. apply all_spec in found.
  assert (l_rows : length pivot_rows = l) by lia. assert (l_columns : length pivot_columns = l) by lia.
  assert (l_residues : length residues = l).
  { rewrite <- l_rows, <- (map_length (minor_row prime (entries p) pivot_columns)), found, map_length. reflexivity. }
  pose (F := fun i => Z.to_nat (nth i pivot_rows 0)). pose (G := fun j => Z.to_nat (nth j pivot_columns 0)).
  exists F, G.
  (* row i of the minor *)
  assert (row : forall i, (i < l)%nat ->
            (F i < rows p)%nat /\ length (nth i residues []) = l /\
            forall j, (j < l)%nat -> (G j < columns p)%nat /\
              represents prime (entry p (F i) (G j))
                         (nth j (nth i residues []) 0)).
  { intros i below.
    assert (here : minor_row prime (entries p) pivot_columns (nth i pivot_rows 0) = Some (nth i residues [])).
    { rewrite <- (map_nth (minor_row prime (entries p) pivot_columns)), <- (map_nth Some), <- found.
      apply nth_indep. rewrite map_length. lia. }
    unfold minor_row in here. destruct (nthZ (entries p) (nth i pivot_rows 0)) as [r|] eqn:at_row; [|discriminate].
    apply (nthZ_nth _ _ _ _ []) in at_row as (_ & inside & is). split; [exact inside|].
    set (look := fun c => match nthZ r c with Some x => residue prime x | None => None end) in here.
    apply all_spec in here. split.
    { rewrite <- (map_length Some), <- here, map_length. exact l_columns. }
    intros j below'.
    assert (cell : look (nth j pivot_columns 0) = Some (nth j (nth i residues []) 0)).
    { rewrite <- (map_nth look), <- (map_nth Some), <- here. apply nth_indep. rewrite map_length. lia. }
    unfold look in cell. destruct (nthZ r (nth j pivot_columns 0)) as [x|] eqn:at_column; [|discriminate].
    apply (nthZ_nth _ _ _ _ 0%Q) in at_column as (_ & inside' & is').
    unfold entry, F, G. rewrite is, is'. split; [|now apply residue_represents].
    rewrite <- (same _ inside), is. exact inside'. }
  split; [intros i below; now apply row|]. split.
  { intros j below. now destruct (row j below) as (_ & _ & cells), (cells j below). }
  (* a combination that is 0 is one modulo p, so all its numbers are multiples of p *)
  assert (multiples : forall y : nat -> Z,
    (forall i, (i < l)%nat -> (sumQ l (fun j => entry p (F i) (G j)
                                          * inject_Z (y j)) == 0)%Q) -> forall j, (j < l)%nat -> (prime | y j)).
  { intros y zero j below.
    apply (eliminate_sound prime pivot_columns residues (map y (seq 0 l)) big eliminated).
    - now rewrite map_length, seq_length.
    - intros r inside. apply (In_nth _ _ []) in inside as (i & below' & <-). rewrite l_residues in below'.
      destruct (row i below') as (_ & long & cells).
      rewrite dot_sum by now rewrite long, map_length, seq_length. rewrite long.
      apply (represents_zero _ _ _ (zero i below')).
      assert (partial : forall k, (k <= l)%nat -> represents prime
                (sumQ k (fun j => entry p (F i) (G j) * inject_Z (y j))%Q)
                (sumZ k (fun k => nth k (nth i residues []) 0 * nth k (map y (seq 0 l)) 0))).
      { induction k as [|k IH]; intros inside; simpl.
        - exists 0, 1, 1. split; [exists 0; ring|]. split; [reflexivity | exists 0; ring].
        - apply represents_add; [apply IH; lia|].
          rewrite (nth_indep (map y (seq 0 l)) 0 (y O)) by (rewrite map_length, seq_length; lia).
          rewrite map_nth, seq_nth by lia. apply represents_times, cells. lia. }
      now apply partial.
    - apply in_map, in_seq. lia. }
  (* and again, for ever *)
  assert (descent : forall k (y : nat -> Z),
    (forall i, (i < l)%nat -> (sumQ l (fun j => entry p (F i) (G j)
                                          * inject_Z (y j)) == 0)%Q) ->
    forall j, (j < l)%nat -> (prime ^ Z.of_nat k | y j)).
  { induction k as [|k IH]; intros y zero j below; [exists (y j); simpl; ring|].
    destruct (IH (fun j => y j / prime)) with (j := j) as [q is]; [|assumption|].
    - intros i below'. pose proof (zero i below') as zero_i.
      assert (scaled : forall n, (n <= l)%nat ->
        (inject_Z prime * sumQ n (fun j => entry p (F i) (G j)
                                       * inject_Z (y j / prime))
         == sumQ n (fun j => entry p (F i) (G j) * inject_Z (y j)))%Q).
      { induction n as [|n IHn]; intros inside; simpl; [ring|]. rewrite <- IHn by lia.
        destruct (multiples y) with (j := n) as [r is]; [|lia|].
        - exact zero.
        - rewrite is, Z.div_mul, inject_Z_mult by lia. ring. }
      apply (Qmult_inj_l _ _ (inject_Z prime)).
      + intros zero'. unfold Qeq in zero'. simpl in zero'. lia.
      + rewrite scaled by lia. rewrite zero_i. ring.
    - destruct (multiples y zero j below) as [r is'].
      rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia. exists q.
      rewrite is' in *. rewrite Z.div_mul in is by lia. rewrite is. ring. }
  intros y zero j below. destruct (Z.eq_dec (y j) 0) as [|nonzero]; [assumption|exfalso].
  specialize (descent (Z.to_nat (Z.abs (y j))) y zero j below).
  apply Z.divide_abs_r, Z.divide_pos_le in descent; [|lia].
  assert (Z.abs (y j) < prime ^ Z.abs (y j)) by (apply Z.pow_gt_lin_r; lia).
  rewrite Z2Nat.id in descent by lia. lia.
Qed.
