(* The judges as OCaml.  positive, N and Z become the integers of zarith by the standard library's ExtrOcamlZBigInt, bool,
   option, lists and pairs OCaml's own by ExtrOcamlBasic; the one map of this file is Z.gcd. *)
From Coq Require Import Extraction ExtrOcamlBasic ExtrOcamlZBigInt ZArith.
From Attest Require Exp NormalizationJudge Structure RankJudge.

Extract Constant Z.gcd => "Big_int_Z.gcd_big_int".

Extraction Language OCaml.
Extraction "judges.ml" Exp.judge_degree Exp.judge_error NormalizationJudge.judge_normalization
  Structure.judge_structure Structure.judge_no_structure RankJudge.judge_rank.
