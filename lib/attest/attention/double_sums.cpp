#include "attest/attention/double_sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "attest/kernel/directed.hpp"
#include "attest/number/ball.hpp"

namespace attest::attention {

using namespace kernel;

double quotient_error_up(const DoubleSums& s) {
  const double denominator = -up(-(s.least - add_up(s.relative, s.lost)));  // downward
  if (!(denominator > 0)) return std::numeric_limits<double>::infinity();
  // |N~/D~ - N/D| <= (|N~ - N| + v_max |D~ - D|) / D~, then the division itself.
  const double both = add_up(mul_up(mul_up(2, s.v_max), s.relative), mul_up(add_up(1, s.v_max), s.lost));
  const double quotient = div_up(both, denominator);
  return add_up(quotient, add_up(mul_up(2 * unit, add_up(s.v_max, quotient)), underflow));
}

double majorant_up(const polynomial::Polynomial& p, double t) {
  double value = 0;
  for (std::size_t k = p.coefficients().size(); k-- > 0;) {
    const double near = std::fabs(p.coefficients()[k].nearest_double());
    value = add_up(mul_up(value, t), add_up(mul_up(near, 1 + 2 * unit), underflow));
  }
  return value;
}

double least_mean_weight(const Rational& relative_error, double mean) {
  const Precision p(64);
  const Ball least = mul(sub(Ball(1), Ball(relative_error, p), p), exp(neg(Ball(Rational::exact(mean), p)), p), p);
  return least.lower().double_lower();
}

DoubleMatrix with_ones(const DoubleMatrix& v) {
  DoubleMatrix w(v.rows(), v.cols() + 1);
  for (std::size_t j = 0; j < v.rows(); ++j) {
    std::copy(v.row(j).begin(), v.row(j).end(), w.row(j).begin());
    w(j, v.cols()) = 1;
  }
  return w;
}

DoubleMatrix quotients(const DoubleMatrix& sums) {
  const std::size_t dv = sums.cols() - 1;
  DoubleMatrix out(sums.rows(), dv);
  for (std::size_t i = 0; i < sums.rows(); ++i)
    for (std::size_t c = 0; c < dv; ++c) out(i, c) = sums(i, c) / sums(i, dv);
  return out;
}

}  // namespace attest::attention
