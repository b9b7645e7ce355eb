#include "attest/certificate/tensors.hpp"
#include "attest/count/ranks.hpp"
#include "attest/lowrank/cp_factors.hpp"
#include "attest/polynomial/monomials.hpp"
#include "attest/polynomial/polynomial.hpp"
#include "prove.hpp"

namespace attest::run {
namespace {

using Reason = Undecided::Reason;
using polynomial::Polynomial;

constexpr std::size_t most_numbers = std::size_t{1} << 20, most_term_numbers = std::size_t{1} << 22;

Undecided no_proof(const std::string& why) { return {Reason::bounds_do_not_separate, why, {}, {}}; }

std::size_t take_order(Lines& lines) {
  const std::size_t order = lines.take_count("order", 8);
  if (order < 2) lines.fail("an order from 2 to 8 is needed");
  return order;
}

/// The leading minors of the order in which elimination takes the pivots are not zero either.
certificate::FlatteningMinor leading_minor(const std::vector<std::size_t>& modes, const lowrank::RankEvidence& e,
                                           std::size_t size) {
  certificate::FlatteningMinor m;
  for (const std::size_t mode : modes) m.modes.push_back(mode + 1);
  m.prime = e.prime;
  m.pivot_rows.assign(e.rows.begin(), e.rows.begin() + static_cast<std::ptrdiff_t>(size));
  m.pivot_columns.assign(e.columns.begin(), e.columns.begin() + static_cast<std::ptrdiff_t>(size));
  return m;
}

/// The terms of p(z_1 + .. + z_d).
std::vector<certificate::TensorTermsProof::Term> terms_of(const Polynomial& p, std::size_t d) {
  std::vector<certificate::TensorTermsProof::Term> out, level{{Rational(1), std::vector<unsigned>(d, 0)}};
  polynomial::MonomialLevel monomials(d);
  for (std::size_t t = 0; static_cast<long>(t) <= p.degree(); ++t) {
    if (t > 0) {
      const auto next = monomials.next();
      std::vector<certificate::TensorTermsProof::Term> children;
      for_each_child(monomials, [&](std::size_t i, std::size_t parent, std::size_t v) {
        children.push_back(level[parent]);
        children.back().c *= Rational(Integer(t), Integer(next.leading_exponent(i)));
        ++children.back().exponents[v];
      });
      level = std::move(children);
      monomials = next;
    }
    if (p.coefficient(t).sign() == 0) continue;
    for (const auto& term : level) out.push_back({term.c * p.coefficient(t), term.exponents});
  }
  return out;
}

/// The least n with n^e >= r.
std::size_t root_up(std::size_t r, std::size_t e) {
  std::size_t n = 1;
  while (pow(Rational(n), static_cast<long>(e)) < Rational(r)) ++n;
  return n;
}

using Matrix = std::vector<std::vector<Rational>>;

/// Numbers from -reach to reach, so many that rows seldom repeat.
Matrix small_integers(std::size_t rows, std::size_t d, unsigned long& state) {
  const unsigned long reach = 5 + rows;
  Matrix x(rows, std::vector<Rational>(d));
  for (auto& row : x)
    for (auto& entry : row) {
      state = state * 6364136223846793005UL + 1442695040888963407UL;
      entry = Rational(static_cast<long>((state >> 33) % (2 * reach + 1)) - static_cast<long>(reach));
    }
  return x;
}

/// Products x1_l .. xk_l of one row from each matrix, for all choices, the first matrix's row fastest.
Matrix row_products(const std::vector<Matrix>& x, std::size_t d) {
  Matrix out{std::vector<Rational>(d, Rational(1))};
  for (const auto& factor : x) {
    Matrix next;
    for (const auto& row : factor)
      for (const auto& product : out) {
        next.push_back(product);
        for (std::size_t l = 0; l < d; ++l) next.back()[l] *= row[l];
      }
    out = std::move(next);
  }
  return out;
}

/// Matrices of small integers for which the flattening over the first half of the modes has rank `least` or more.
bool find_flattening(const Polynomial& p, std::size_t order, std::size_t d, std::size_t least,
                     certificate::TensorTermsProof& record) {
  const std::size_t half = order / 2;
  unsigned long state = 1;
  for (std::size_t extra = 0; extra < 3; ++extra) {
    std::vector<Matrix> x;
    for (std::size_t m = 0; m < order; ++m)
      x.push_back(small_integers(root_up(least, m < half ? half : order - half) + extra, d, state));
    const auto middle = x.begin() + static_cast<std::ptrdiff_t>(half);
    const Matrix left = row_products({x.begin(), middle}, d), right = row_products({middle, x.end()}, d);
    RationalMatrix m(left.size(), right.size());
    for (std::size_t i = 0; i < left.size(); ++i)
      for (std::size_t j = 0; j < right.size(); ++j) {
        Rational score = 0;
        for (std::size_t l = 0; l < d; ++l) score += left[i][l] * right[j][l];
        m.set(i, j, p(score));
      }
    if (rank(m) < least) continue;
    std::vector<std::size_t> modes;
    for (std::size_t k = 0; k < half; ++k) modes.push_back(k);
    record.minor = leading_minor(modes, lowrank::find_rank_evidence(m), least);
    for (const auto& matrix : x) {
      record.rows.push_back(matrix.size());
      record.matrices.emplace_back();
      for (const auto& row : matrix)
        record.matrices.back().insert(record.matrices.back().end(), row.begin(), row.end());
    }
    return true;
  }
  return false;
}

lowrank::Tensor take_tensor(Lines& lines) {
  const auto numbers = lines.take_numbers("sizes");
  std::vector<std::size_t> sizes;
  Rational all = 1;
  for (const auto& n : numbers) {
    all *= n;
    if (!n.is_integer() || n.sign() <= 0 || all > Rational(most_numbers))
      lines.fail(fmt::format("an array of 1 to {} entries is needed", most_numbers));
    sizes.push_back(static_cast<std::size_t>(n.numerator()));
  }
  if (sizes.size() < 2 || sizes.size() > 8) lines.fail("2 to 8 sizes are needed");
  const bool first = lines.take_word("index", {"first-fastest", "last-fastest"}) == "first-fastest";
  const auto unfolding = lines.take_numbers("matrix");
  if (Rational(unfolding.size()) != all) lines.fail(fmt::format("{} numbers are needed", attest::to_text(all)));
  // Strides of the unfolding's places: mode 1 is its rows.
  const std::size_t order = sizes.size(), columns = unfolding.size() / sizes[0];
  std::vector<std::size_t> stride(order, columns), at(order, 0);
  for (std::size_t step = 1, place = 1; step < order; ++step) {
    const std::size_t m = first ? step : order - step;
    stride[m] = place;
    place *= sizes[m];
  }
  std::vector<Rational> values;
  for (std::size_t k = 0; k < unfolding.size(); ++k) {
    std::size_t place = 0;
    for (std::size_t m = 0; m < order; ++m) place += at[m] * stride[m];
    values.push_back(unfolding[place]);
    for (std::size_t m = 0; m < order && ++at[m] == sizes[m]; ++m) at[m] = 0;
  }
  return {sizes, values};
}

}  // namespace

Outcome<std::string> prove_tensor_terms(Lines& lines, const std::string& sha256) {
  const std::size_t order = take_order(lines), d = lines.take_count("dim", 1024);
  if (d == 0) lines.fail("a dimension of 1 or more is needed");
  const Polynomial p(lines.take_numbers("polynomial"));
  if (p.degree() > 2000) lines.fail("a degree of at most 2000 is needed");
  const std::size_t least = lines.take_count("at-least", most_numbers);
  const Rational most = lines.take_number("at-most");
  if (!most.is_integer() || most < Rational(least)) lines.fail("a whole number, at-least or more, is needed");
  lines.finish();
  const Integer count = p.degree() < 0 ? Integer(0) : count::tight_rank(static_cast<long>(d), p.support());
  if (Rational(count) > most) return no_proof(fmt::format("it has {} terms", count.str()));
  if (count < least) return no_proof(fmt::format("{} products are enough", count.str()));
  if (count * Integer(d + 1) > Integer(most_term_numbers)) return no_proof("the proof would be too long");
  if (Rational(8) * Rational(least) * Rational(least) * Rational(order * d + 2009) > Rational::power_of_two(33))
    return no_proof("attest-check would not compute so large a minor");
  certificate::TensorTermsProof record{sha256, terms_of(p, d), {}, {}, {}};
  if (least > 0 && !find_flattening(p, order, d, least, record))
    return no_proof(fmt::format("no matrices are found whose scores need {}", least));
  return to_text(record);
}

Outcome<std::string> prove_tensor_rank(Lines& lines, const std::string& sha256) {
  const auto t = take_tensor(lines);
  const std::size_t full = t.values().size() / *std::max_element(t.sizes().begin(), t.sizes().end());
  const std::size_t least = lines.take_count("at-least", full), most = lines.take_count("at-most", full);
  if (least > most) lines.fail("at-least is above at-most");
  lines.finish();
  certificate::TensorRankProof record{sha256, {}, {}};
  const bool zero = std::ranges::all_of(t.values(), [](const Rational& x) { return x.sign() == 0; });
  if (zero && least > 0) return no_proof("the rank is 0");
  if (!zero) {
    const auto lower = lowrank::rank_lower(t);
    if (lower.rank() > most) return no_proof(fmt::format("the rank is {} or more", lower.rank()));
    if (lower.rank() < least) return no_proof(fmt::format("flattenings have rank {} at most", lower.rank()));
    if (least > 0) record.minor = leading_minor(lower.modes, lower.evidence, least);
  }
  if (most > 0 && most < full) {
    if (t.values().size() * most > (std::size_t{1} << 27))
      return no_proof("attest-check would not multiply so many factors");
    const auto factors = lowrank::find_factors(t, most);
    if (!factors) return no_proof(fmt::format("no {} products are found that add up to it", most));
    for (const auto& u : *factors) {
      record.factors.emplace_back();
      for (std::size_t i = 0; i < u.rows(); ++i)
        for (std::size_t s = 0; s < u.cols(); ++s) record.factors.back().push_back(u(i, s));
    }
  }
  return to_text(record);
}

/// With p = w(S) - w(not S) and values +-B^(k-1) the output moves by B^(k-1) eps (1 - x^2) / (1 + eps x), x = p; where
/// that reaches E = e B^(k-1) for some x it does at x = -e/2, the middle of eps x^2 + e eps x + e - eps <= 0
/// (docs/theory/normalization.md).  So each rational E up to the sharp constant has a rational instance.
Outcome<std::string> prove_normalization(Lines& lines, const std::string& sha256) {
  const std::size_t order = take_order(lines);
  const Rational eps = lines.take_number("eps");
  if (eps.sign() <= 0 || eps >= Rational(1)) lines.fail("0 < eps < 1 is needed");
  const Rational bound = lines.take_number("bound");
  if (bound.sign() <= 0) lines.fail("the bound must be positive");
  const Rational least = lines.take_number("at-least");
  if (least.sign() <= 0) lines.fail("at-least must be positive");
  lines.finish();
  const Rational e = least / pow(bound, static_cast<long>(order) - 1), x = -e / Rational(2);
  if (eps * x * x + e * eps * x + e - eps > Rational(0) || x <= Rational(-1))
    return no_proof("values of at most " + attest::to_text(bound) + " do not let the output move that far");
  const Rational p = (Rational(1) + x) / Rational(2), q = Rational(1) - p;
  certificate::NormalizationProof record{sha256, {p, q}, {p * (Rational(1) + eps), q * (Rational(1) - eps)}, {}};
  record.values.assign(order - 1, {bound});
  record.values[0].push_back(-bound);
  return to_text(record);
}

}  // namespace attest::run
