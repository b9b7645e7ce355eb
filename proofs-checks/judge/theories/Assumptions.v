(* What the theorems of the judges rest on: compared with docs/trusted-base.md by a test. *)
From Attest Require Exp.

Print Assumptions Exp.judge_degree_sound.
Print Assumptions Exp.judge_error_sound.
