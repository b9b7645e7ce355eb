(* The judges as OCaml. *)
From Attest Require Zarith Exp NormalizationJudge Structure RankJudge ToeplitzTerms.

Extraction Language OCaml.
Extraction "judges.ml" Exp.judge_degree Exp.judge_error NormalizationJudge.judge_normalization
  Structure.judge_structure Structure.judge_no_structure RankJudge.judge_rank ToeplitzTerms.judge_terms.
