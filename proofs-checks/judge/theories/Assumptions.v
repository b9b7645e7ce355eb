(* What the theorems of the judges rest on: compared with docs/trusted-base.md by a test. *)
From Attest Require Exp Sample NormalizationJudge StructureSound Rank ToeplitzTerms Normalization Rope Kronecker Toeplitz
  Reduction Monomials.

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
Print Assumptions Normalization.normalization.
Print Assumptions Normalization.normalization_order.
Print Assumptions Normalization.copied_bound_holds.
Print Assumptions Normalization.copied_bound_fails.
Print Assumptions Rope.rope_low_rank.
Print Assumptions Rope.plain_score_is_rope.
Print Assumptions Kronecker.kron_mul.
Print Assumptions Kronecker.kron_khatri_rao.
Print Assumptions Kronecker.face_split_kron.
Print Assumptions Kronecker.khatri_rao_gram.
Print Assumptions Kronecker.hadamard_of_products.
Print Assumptions Kronecker.vec_product.
Print Assumptions Kronecker.unfolding.
Print Assumptions Kronecker.tensor_attention_sum.
Print Assumptions Kronecker.attention_product_every_order.
Print Assumptions Toeplitz.toeplitz_by_circulant.
Print Assumptions Toeplitz.toeplitz_block_least.
Print Assumptions Toeplitz.toeplitz_is_circulant.
Print Assumptions Toeplitz.review_is_circulant.
Print Assumptions Toeplitz.rescaled_toeplitz_hadamard.
Print Assumptions Reduction.reduction_gap.
Print Assumptions Reduction.entries_bounded.
Print Assumptions Reduction.bound_exists.
Print Assumptions Monomials.polynomial_of_product.
Print Assumptions Monomials.rank_of_polynomial.
Print Assumptions Monomials.tensor_expansion.
Print Assumptions Monomials.size_exponents.
