(* Two certificates judged inside Coq, so that neither extraction nor OCaml nor zarith is needed to believe them: the
   numbers are those of the files named, and the kernel computes. *)
From Coq Require Import ZArith QArith List.
From Attest Require Import Nearness Exp.
Import ListNotations.

(* proofs-checks/problems/exp-degree-4-absolute.problem and its accepted proof *)
Definition degree_4_absolute : degree_problem := {|
  degree_on := {| left := -4 # 1; right := 4 # 1 |};
  degree_measure := Absolute;
  degree_eps := 1 # 1000000;
  degree_at_least := 13;
  degree_at_most := 13 |}.

Definition degree_4_absolute_proof : degree_proof := {|
  degree_steps := 256;
  degree_points := [0; 4; 15; 33; 57; 85; 115; 146; 176; 203; 225; 242; 252; 256]%Z;
  degree_scale := 295147905179352825856;
  degree_chebyshev := [3335738588673579860107; 5760971391573518068238; 3790991481560400686095; 1969979910013117382166;
    836021616540724613222; 297936676931668159934; 91179924211554242654; 24396904297005383538; 5790759172029598065;
    1233867608765564696; 238354930769054220; 42092932485484562; 6843562114026692; 1049893691876200]%Z |}.

(* To within 1e-6 on [-4, 4] the least degree of a polynomial for exp is 13. *)
Theorem degree_on_4 : degree_meaning degree_4_absolute.
Proof. apply judge_degree_sound with degree_4_absolute_proof. vm_cast_no_check (eq_refl true). Qed.

(* proofs-checks/problems/exp-error-taylor-relative.problem and its accepted proof *)
Definition error_taylor_relative : error_problem := {|
  error_on := {| left := -2 # 1; right := 2 # 1 |};
  error_measure := Relative;
  error_polynomial := [1; 1; 1 # 2; 1 # 6; 1 # 24; 1 # 120; 1 # 720];
  error_at_least := 747 # 5000;
  error_at_most := 299 # 2000 |}.

(* Taylor's polynomial of degree 6 has on [-2, 2] a relative error between 0.1494 and 0.1495. *)
Theorem error_of_taylor : error_meaning error_taylor_relative.
Proof. apply judge_error_sound with (-2 # 1). vm_cast_no_check (eq_refl true). Qed.
