#pragma once

#include <cstddef>
#include <string>

#include "attest/attention/problem.hpp"
#include "attest/attention/tensor_problem.hpp"
#include "attest/number/integer.hpp"
#include "attest/reduction/vectors.hpp"

namespace attest::reduction {

/// Gap-MaxIP of order k as attention of order k: output row i is small unless vector i of the first set is in a choice
/// with a large product (docs/theory/hardness-attention.md).

/// What the exact outputs of an attention problem say, column 0 of its first `queries` rows: a YES instance has a row
/// that is at least yes_at_least, a NO instance has all rows at most no_at_most.
struct Thresholds {
  std::size_t queries = 0;
  Rational yes_at_least, no_at_most;
  Rational threshold;  ///< halfway
  Rational tolerable;  ///< every output with additive error at most this decides: below (yes_at_least - no_at_most)/2
                       ///< by a factor 1 - 2^-30
};

/// An attention problem that decides Gap-MaxIP.  All matrices are exact doubles and the scale is 1/D: every logit is
/// the rational (beta/D) (product - d lambda), D = 2d.
///
/// Guarantee for the sets x, m = (1 - gap) t rounded down, and every i: yes_at_least is below row i where some choice
///           with x_i has product at least t, no_at_most above it where all have at most m.  Both are attained up to
///           rounding, by one choice with t and else 0, and by m throughout; hence no larger error could be tolerated.
struct Hardness : Thresholds {
  attention::TensorProblem problem;
  std::string form;              ///< `centred` or `paper-like`
  Rational beta;                 ///< the scale, all of it in Q; beta^(1/k) in every matrix gives the same logits
  Rational lambda;               ///< the centre: 0 in the paper-like form
  Integer real_tuples, unmoved;  ///< tuples of keys from the sets; tuples of logit 0 whatever the sets are
  Ball entries;                  ///< B: the largest entry with beta^(1/k) in every matrix, at least 1
  Ball entries_ratio;            ///< B / (ln N)^(1/k), N the rows of the largest matrix
};

/// Q = beta (a, 1), K1 = (b, -lambda 1), the other K = (c, 1), as many keys 0 again in each; V = (1; 0).  lambda is
/// (t + m)/(2d) to 40 bits, beta the least multiple of 1/64 for which e^{half the gap} is at least n times the number
/// of tuples with a dummy: YES y >= n/(n+1), NO y <= 1/(n+1), a constant apart.  n is the size of the largest set.
///
/// Domain   orders 2 to 6, std::invalid_argument otherwise; what require_valid throws.
/// Cost     O(n d k), and a few exponentials.
/// Laws     property-tests/reduction/to_attention.cpp
/// Source   Haverbeck et al. 2026, Theorem 3.7, for order 2 (with distances); ours for other orders.
[[nodiscard]] Hardness centred(const GapProblem& x);

/// Non-negative entries, as the papers have it: Q = beta (a, 1), K = (b, 0) and as many dummies (0, 1); V = (1; 0).
/// beta is the least multiple of 1/64 with e^{(beta/D)(t - m)} >= 2^{k+1} (tuples of the sets): YES y >= 4 nu,
/// NO y <= nu = e^{(beta/D) m - beta/2}, polynomially small (where t <= d, as an instance of YES has it).
///
/// Domain, cost and laws as for centred.
/// Source   Alman & Song 2023, Lemma 4.7; Alman & Song 2024, Section E.
[[nodiscard]] Hardness paper_like(const GapProblem& x);

/// Order 2 with rotary positions: q_i = R_i^-1 Q_i and k_j = R_j^-1 K_j, rounded to doubles, so that the turned scores
/// are those of the hard problem up to `perturbation`, which the thresholds allow for.
struct RotaryHardness : Thresholds {
  attention::Problem problem;
  Rational perturbation;  ///< no logit is off by more
  Rational growth;        ///< largest entry of q and k over that of Q and K, each: at most sqrt(2) up to rounding
};

/// Throws   std::invalid_argument for another order, planes that do not fit, xPos growth or a temperature.
/// Cost     n rotations of D coordinates in balls.
/// Laws     property-tests/reduction/to_attention.cpp
[[nodiscard]] RotaryHardness with_rotary(const Hardness& x, const attention::Rotary& rotary);

enum class Answer { yes, no, undecided };
struct Decision {
  Answer answer = Answer::undecided;
  Rational margin;              ///< how much more error would still have given this answer; 0 where undecided
  bool promise_broken = false;  ///< proved: the largest product lies strictly between m and t
  bool impossible = false;      ///< proved: no attention output is so near, since all lie in [0, 1]
};

/// From an output with every entry of the queries' rows in column 0 within `error` of the exact one.  `yes` is proved
/// from largest product > m, `no` from < t; so each is right under the promise, and never wrong.  Every error below
/// `error` + margin gives the same answer.
///
/// Throws   std::invalid_argument where the output has fewer rows than queries, no column, an entry that is not finite,
///          or error < 0.
[[nodiscard]] Decision decide(const Thresholds& x, const DoubleMatrix& output, const Rational& error);

}  // namespace attest::reduction
