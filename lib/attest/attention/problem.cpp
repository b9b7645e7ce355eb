#include "attest/attention/problem.hpp"

#include <stdexcept>

#include "attest/kernel/row_facts.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
std::string shape(const DoubleMatrix& a) { return std::to_string(a.rows()) + " x " + std::to_string(a.cols()); }

void require_finite(const DoubleMatrix& a, const std::string& name) {
  if (!kernel::all_finite(a.entries()))
    throw std::domain_error(name + ": holds NaN or infinity; all entries must be finite");
}

Scale Scale::parse(std::string_view text) {
  if (text == "1/sqrt(d)") return inverse_sqrt();
  if (text == "1/d") return inverse();
  try {
    return rational(parse_rational(text));
  } catch (const std::invalid_argument&) {
    throw std::invalid_argument("scale: '" + std::string(text.substr(0, 60)) +
                                "'; allowed are 1/sqrt(d), 1/d or a rational number");
  }
}

Ball Scale::value(std::size_t d, Precision p) const {
  if (d == 0) throw std::domain_error("d: 0; vectors need at least one entry");
  switch (kind_) {
    case Kind::inverse_sqrt:
      return div(Ball(1), sqrt(Ball(d), p), p);
    case Kind::inverse:
      return Ball(Rational(1) / Rational(d), p);
    case Kind::given:
      break;
  }
  return Ball(value_, p);
}

std::string Scale::text() const {
  if (kind_ == Kind::inverse_sqrt) return "1/sqrt(d)";
  return kind_ == Kind::inverse ? "1/d" : to_text(value_);
}

Ball score_factor(const Problem& problem, Precision p) {
  return mul(problem.scale.value(problem.q.cols(), p), temperature(problem.positions, p), p);
}

void require_valid_shapes(const Problem& p) {
  if (p.q.rows() == 0 || p.q.cols() == 0 || p.k.rows() == 0 || p.v.cols() == 0)
    throw std::invalid_argument("Q, K, V: none may be empty");
  if (p.q.cols() != p.k.cols())
    throw std::invalid_argument("Q, K: " + shape(p.q) + " and " + shape(p.k) +
                                "; both need the same number of columns d");
  if (p.k.rows() != p.v.rows())
    throw std::invalid_argument("K, V: " + shape(p.k) + " and " + shape(p.v) + "; both need the same number of rows");
  if (p.query_offset > (std::size_t{1} << 40))
    throw std::invalid_argument("query offset: " + std::to_string(p.query_offset) + "; allowed are 0 to 2^40");
  require_valid(p.mask);
  require_valid(p.positions, p.q.cols(), p.farthest());
  require_valid(p.bias, p.farthest());
  for (std::size_t i = 0; i < p.q.rows() && !p.mask.everything(); ++i)
    if (p.mask.run(i + p.query_offset, p.k.rows()).count == 0)
      throw std::invalid_argument("mask: query " + std::to_string(i) + " at position " +
                                  std::to_string(i + p.query_offset) + " sees none of the " +
                                  std::to_string(p.k.rows()) + " keys");
}

void require_valid(const Problem& p) {
  require_valid_shapes(p);
  require_finite(p.q, "Q");
  require_finite(p.k, "K");
  require_finite(p.v, "V");
}

}  // namespace attest::attention
