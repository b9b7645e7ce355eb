(* What the theorems of the judges rest on: compared with docs/trusted-base.md by a test. *)
From Attest Require Exp Sample NormalizationJudge StructureSound Rank ToeplitzTerms Normalization Rope Kronecker Toeplitz
  Reduction.

Print Assumptions Exp.judge_degree_sound.
Print Assumptions Exp.judge_error_sound.
Print Assumptions Sample.degree_on_4.
Print Assumptions Sample.error_of_taylor.
Print Assumptions NormalizationJudge.judge_normalization_sound.
Print Assumptions StructureSound.judge_structure_sound.
Print Assumptions StructureSound.judge_no_structure_sound.
Print Assumptions Rank.judge_rank_sound.
Print Assumptions ToeplitzTerms.terms_of_scores.
Print Assumptions Normalization.normalization_sharp.
Print Assumptions Normalization.normalization_attained.
Print Assumptions Rope.rope_low_rank.
Print Assumptions Kronecker.attention_product_every_order.
Print Assumptions Toeplitz.toeplitz_by_circulant.
Print Assumptions Reduction.reduction_gap.
