#include "oracle.hpp"

namespace attest::test::oracle {
namespace {

using boost::multiprecision::cpp_int;

cpp_int floor(const Q& q) {
  cpp_int n = numerator(q), d = denominator(q), r = n / d;
  return n < 0 && r * d != n ? cpp_int(r - 1) : r;
}

Q cut_down(const Q& q, unsigned places) { return Q(floor(q * Q(cpp_int(1) << places)), cpp_int(1) << places); }
Q cut_up(const Q& q, unsigned places) { return -cut_down(-q, places); }

}  // namespace

Bounds exp(const Q& x, unsigned bits) {
  if (x < 0) {
    const Bounds e = exp(-x, bits);
    return {1 / e.upper, 1 / e.lower};
  }
  unsigned halvings = 0;
  Q y = x;
  for (; y > Q(1, 2); ++halvings) y /= 2;
  const unsigned places = bits + 64 + 2 * halvings;
  const Q low = cut_down(y, places), high = cut_up(y, places);
  Q sum_low = 1, sum_high = 1, term_low = 1, term_high = 1;
  for (unsigned k = 1; term_high * Q(cpp_int(1) << places) > 1; ++k) {
    term_low = cut_down(term_low * low / k, places);
    term_high = cut_up(term_high * high / k, places);
    sum_low += term_low;
    sum_high += term_high;
    if (k > 4 * places) break;
  }
  sum_high += term_high;  // the rest is below a geometric series of ratio 1/2
  for (unsigned s = 0; s < halvings; ++s) {
    sum_low = cut_down(sum_low * sum_low, places);
    sum_high = cut_up(sum_high * sum_high, places);
  }
  return {sum_low, sum_high};
}

std::vector<Bounds> attention_row(const std::vector<Bounds>& scores, const DoubleMatrix& v, unsigned bits) {
  Q top = scores[0].upper;
  for (const auto& s : scores)
    if (s.upper > top) top = s.upper;
  std::vector<Bounds> weight;
  Bounds total{0, 0};
  for (const auto& s : scores) {
    weight.push_back({exp(s.lower - top, bits).lower, exp(s.upper - top, bits).upper});
    total.lower += weight.back().lower;
    total.upper += weight.back().upper;
  }
  std::vector<Bounds> row;
  for (std::size_t c = 0; c < v.cols(); ++c) {
    Bounds sum{0, 0};
    for (std::size_t j = 0; j < weight.size(); ++j) {
      const Q value = from(Rational::exact(v(j, c)));
      sum.lower += value * (value < 0 ? weight[j].upper : weight[j].lower);
      sum.upper += value * (value < 0 ? weight[j].lower : weight[j].upper);
    }
    row.push_back({sum.lower / (sum.lower < 0 ? total.lower : total.upper),
                   sum.upper / (sum.upper < 0 ? total.upper : total.lower)});
  }
  return row;
}

std::vector<Bounds> attention_row(const DoubleMatrix& q, const DoubleMatrix& k, const DoubleMatrix& v,
                                  const Rational& scale, std::size_t i, unsigned bits) {
  std::vector<Bounds> scores;
  for (std::size_t j = 0; j < k.rows(); ++j) {
    Q dot = 0;
    for (std::size_t l = 0; l < k.cols(); ++l) dot += from(Rational::exact(q(i, l))) * from(Rational::exact(k(j, l)));
    scores.push_back({dot * from(scale), dot * from(scale)});
  }
  return attention_row(scores, v, bits);
}

}  // namespace attest::test::oracle
