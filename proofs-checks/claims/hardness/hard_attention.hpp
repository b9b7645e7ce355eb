#pragma once

// What the claims about Gap-MaxIP as attention share: the program's reduction, its rows from the definition in balls.
#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "attest/attention/tensor_definition.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/reduction/to_attention.hpp"
#include "hard_vectors.hpp"

namespace attest::ledger::hard_attention {

inline const Precision p(320);

/// `n`, `d`, `seed` and the order: vector 0 of every set is 1 throughout, the last query is 0 where there are two, the
/// rest random; 1 <= t <= d, and the gap an eighth or more.
inline reduction::GapProblem drawn(const Instance& x, std::size_t order) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  reduction::GapProblem out;
  for (std::size_t a = 0; a < order; ++a) {
    reduction::BitVectors v(n, d);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t l = 0; l < d; ++l) v.set(i, l, i == 0 || (sampler.below(3) > 0 && (a > 0 || i + 1 < n)));
    out.vectors.sets.push_back(std::move(v));
  }
  out.t = 1 + sampler.below(d);
  out.gap = Rational(1 + sampler.below(8)) / Rational(8);
  return out;
}

/// The largest product of each query, by brute force.
inline std::vector<std::size_t> largest_products(const reduction::GapProblem& x) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < x.vectors.sets[0].size(); ++i) {
    reduction::VectorSets one = x.vectors;
    one.sets[0] = reduction::BitVectors(1, x.vectors.dimension());
    for (std::size_t l = 0; l < x.vectors.dimension(); ++l) one.sets[0].set(0, l, x.vectors.sets[0].get(i, l));
    out.push_back(reduction::largest_product(one).product);
  }
  return out;
}

inline BallMatrix outputs(const reduction::Hardness& h) {
  std::vector<std::size_t> rows(h.queries);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return attention::definition_rows(h.problem, rows, p, 1);
}

/// S_i for each query: the sum of e^{(beta/D)(product - d lambda)} over all choices with it.
inline std::vector<Ball> sums(const reduction::GapProblem& x, const reduction::Hardness& h) {
  const Rational d(x.vectors.dimension()), unit = h.beta / (Rational(2) * d);
  std::vector<Ball> out(h.queries, Ball(0));
  hard::every_choice(x.vectors, [&](const reduction::Choice& c) {
    const Rational logit = unit * (Rational(reduction::product(x.vectors, c)) - d * h.lambda);
    out[c[0]] = add(out[c[0]], exp(Ball(logit, p), p), p);
  });
  return out;
}

/// Is row i S_i/(S_i + rest), at least `yes` where a product reaches t, and at most `no` where none exceeds
/// (1 - gap) t?
inline Truth keeps(const reduction::GapProblem& x, const reduction::Hardness& h, const Ball& rest, const Ball& yes,
                   const Ball& no) {
  const auto products = largest_products(x);
  const auto real = sums(x, h);
  const BallMatrix y = outputs(h);
  Truth all = Truth::yes;
  for (std::size_t i = 0; i < products.size(); ++i) {
    const Ball off = abs(sub(y.get(i, 0), div(real[i], add(real[i], rest, p), p), p));
    all = all && less(off, Ball(Rational::power_of_two(-200), p));
    if (products[i] >= x.t) all = all && less_equal(yes, y.get(i, 0));
    if (products[i] <= x.most_of_no()) all = all && less_equal(y.get(i, 0), no);
  }
  return all;
}

/// Rows are S/(S + (2^{k-1} - 1) n^{k-1}), YES >= n/(n+1), NO <= 1/(1 + (2^{k-1} - 1)^2 n^k), every error below
/// 1/2 - 1/(n+1) tolerable; n >= 2.
inline Truth constant_error(const Instance& x, std::size_t order) {
  const auto gap = drawn(x, order);
  const auto h = reduction::centred(gap);
  const Rational n(x.size("n")), no = Rational(1) / (n + Rational(1));
  const Rational wanted = (Rational(1, 2) - no) * (Rational(1) - Rational::power_of_two(-20));
  const Rational rest =
      (Rational::power_of_two(static_cast<long>(order) - 1) - Rational(1)) * pow(n, static_cast<long>(order) - 1);
  const Rational most = Rational(1) / (Rational(1) + rest * rest / pow(n, static_cast<long>(order) - 2));
  return keeps(gap, h, Ball(rest, p), Ball(Rational(1) - no, p), Ball(most, p)) && truth(h.tolerable >= wanted);
}

/// Rows are S/(S + n^{k-1} tau + (2^{k-1} - 2) n^{k-1}), the sum of the weights between n^{k-1} tau and 2^{k-1} times
/// that; nu = e^{(beta/D) m}/tau, YES >= e^{(beta/D) t}/(2^{k-1} n^{k-1} tau) >= 4 nu, NO <= nu, and any error up to
/// 1/tau is tolerable; beta no more than 1/64 above (2d/(t - m)) ln(2^{k+1} n^{k-1}).
inline Truth small_error(const Instance& x, std::size_t order) {
  const auto gap = drawn(x, order);
  const auto h = reduction::paper_like(gap);
  const Rational d(gap.vectors.dimension()), unit = h.beta / (Rational(2) * d), m(gap.most_of_no()), t(gap.t);
  const auto e = [](const Rational& z) { return exp(Ball(z, p), p); };
  const Rational real = pow(Rational(x.size("n")), static_cast<long>(order) - 1);
  const Ball tau = e(h.beta / Rational(2)), nu = div(e(unit * m), tau, p);
  const Ball all = mul(Ball(Rational::power_of_two(static_cast<long>(order) - 1) * real, p), tau, p);
  const Ball yes = div(e(unit * t), all, p);
  const Ball needed = mul(Ball(Rational(2) * d / (t - m), p),
                          log(Ball(Rational::power_of_two(static_cast<long>(order) + 1) * real, p), p), p);
  // Equal for n = 1, k = 2, t = d.
  const Rational hair = Rational::power_of_two(-200);
  const Ball mixed((Rational::power_of_two(static_cast<long>(order) - 1) - Rational(2)) * real, p);
  const Ball rest = add(mul(Ball(real, p), tau, p), mixed, p);
  Truth bounded = Truth::yes;
  for (const Ball& s : sums(gap, h))
    bounded = bounded && less(mul(Ball(real, p), tau, p), add(s, rest, p)) &&
              less(add(s, rest, p), mul(all, Ball(Rational(1) + hair, p), p));
  return bounded && keeps(gap, h, rest, mul(yes, Ball(Rational(1) - hair, p), p), nu) &&
         less_equal(mul(Ball(4), nu, p), yes) && less_equal(needed, Ball(h.beta, p)) &&
         less(Ball(h.beta - Rational(1, 64), p), needed) && less_equal(div(Ball(1), tau, p), Ball(h.tolerable, p));
}

inline std::vector<Parameter> hypotheses(long from, long orders, long most = 3) {
  std::vector<Parameter> out{integer_parameter("n", "vectors in each set", from, most),
                             integer_parameter("d", "dimension", 1, 5)};
  if (orders > 0) out.push_back(integer_parameter("k", "order", 3, orders));
  out.push_back(seed_parameter());
  return out;
}

}  // namespace attest::ledger::hard_attention
