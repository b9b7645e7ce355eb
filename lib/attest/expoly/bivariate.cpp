#include "attest/expoly/bivariate.hpp"

#include <algorithm>
#include <stdexcept>

#include "attest/expoly/approximation.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/chebyshev_series.hpp"

namespace attest::expoly {

using polynomial::Interval;
using polynomial::Polynomial;

std::optional<BivariateApproximation> bivariate_approximation(const Rational& S, const Rational& Z,
                                                              const std::vector<Rational>& row_errors,
                                                              const Rational& weak_error) {
  if (!std::is_sorted(row_errors.begin(), row_errors.end()))
    throw std::domain_error("row_errors: they may not fall; degrees would rise");
  const Interval strong(-S, S), weak(-Z, Z);
  const Approximation q = least_degree_approximation(weak, weak_error);
  const auto series = polynomial::to_chebyshev(q.p, weak);
  if (series.c.size() > row_errors.size()) return std::nullopt;

  BivariateApproximation out{std::vector<Polynomial>(series.c.size()), {}};
  Rational sum;
  std::optional<Approximation> p;
  for (std::size_t e = 0; e < series.c.size(); ++e) {
    if (e == 0 || row_errors[e] != row_errors[e - 1]) p = least_degree_approximation(strong, row_errors[e]);
    sum += abs(series.c[e]) * p->relative_error;
    polynomial::ChebyshevSeries one{weak, std::vector<Rational>(e + 1)};
    one.c[e] = series.c[e];
    const Polynomial z = polynomial::to_monomials(one);
    for (std::size_t k = 0; k <= e; ++k) out.rows[k] = out.rows[k] + z.coefficient(k) * p->p;
  }
  const Precision bits(128);
  out.relative_error = q.relative_error + mul(exp(Ball(Z, bits), bits), Ball(sum, bits), bits).upper();
  return out;
}

}  // namespace attest::expoly
