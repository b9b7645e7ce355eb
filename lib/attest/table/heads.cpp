// The tables on given heads: are the entries bounded, and what does certified attention cost?
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/score_bounds.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/table/tables.hpp"
#include "attest/table/true_error.hpp"

namespace attest::table {
namespace {

using attention::Problem;

const Precision bits(128);

/// All scores of a head before scaling, as computed; each is within `error` of the exact one.
struct Range {
  Enclosure largest;      ///< max |s|
  Enclosure half_spread;  ///< max over queries of (max - min)/2: what remains after the best shift of each row
};

Range score_range(const Problem& p) {
  const std::size_t d = p.q.cols();
  double largest = 0, spread = 0;
  for (std::size_t i = 0; i < p.q.rows(); ++i) {
    double low = INFINITY, high = -INFINITY;
    for (std::size_t j = 0; j < p.k.rows(); ++j) {
      double s = 0;
      for (std::size_t l = 0; l < d; ++l) s += p.q(i, l) * p.k(j, l);
      low = std::min(low, s);
      high = std::max(high, s);
    }
    largest = std::max({largest, std::fabs(low), std::fabs(high)});
    spread = std::max(spread, high - low);
  }
  if (!std::isfinite(spread)) throw std::domain_error("scores: beyond the range of double");
  // A sum of d products in any order is off by at most d u/(1 - d u) sum |q||k| and d 2^-1074 of underflow; the
  // difference of two is rounded once more.
  const Rational error = Rational(Integer(d) + 2) * Rational::power_of_two(-52) *
                             Rational::exact(attention::score_bounds({&p.q, &p.k}).absolute) +
                         Rational::power_of_two(-1000);
  const Ball factor = attention::score_factor(p, bits);
  const auto scaled = [&](double x, const Rational& within, const Rational& part) {
    const Ball y = mul(
        abs(factor),
        Ball::between(max(Rational(0), Rational::exact(x) - within) * part, (Rational::exact(x) + within) * part, bits),
        bits);
    return Enclosure{max(Rational(0), y.lower()), y.upper()};
  };
  return {scaled(largest, error, 1),
          scaled(spread, Rational(2) * error + Rational::power_of_two(-52) * Rational::exact(spread), Rational(1, 2))};
}

Row bounded_row(const Head& h, const attention::Scale& scale, const Rational& eps) {
  const Problem p{h.q, h.k, h.v, scale};
  constexpr double most_scores = 0x1p28;
  if (static_cast<double>(h.q.rows()) * static_cast<double>(h.k.rows()) > most_scores)
    throw std::domain_error(h.name + ": more than 2^28 scores; table bounded-entries looks at each");
  const Rational B = Rational::exact(std::max(attention::largest_entry(h.q), attention::largest_entry(h.k)));
  const Ball ln_n = log(Ball(std::max<std::size_t>(2, h.k.rows())), bits),
             relation = div(Ball(B, bits), sqrt(ln_n, bits), bits);
  const Range range = score_range(p);
  Row row{Text{h.name},
          Integer(h.q.rows()),
          Integer(h.k.rows()),
          Integer(h.q.cols()),
          eps,
          Enclosure{B, B},
          Enclosure{relation.lower(), relation.upper()},
          range.largest,
          range.half_spread};
  const auto plan = attention::plan_polynomial(p, eps);
  if (!plan.decided()) {
    for (int c = 0; c < 3; ++c) row.emplace_back(Missing{plan.why().text});
    row.emplace_back(Text{"no: no degree is planned"});
    return row;
  }
  const auto& x = plan.value();
  const Rational bound = Rational::exact(x.score);
  row.insert(row.end(), {Enclosure{Rational(0), bound}, Integer(x.degree()), x.rank,
                         Text{x.rank < Integer(h.k.rows()) ? "yes: fewer columns than keys"
                                                           : "no: at least as many columns as keys"}});
  return row;
}

Sheet bounded_sheet(const Grid& grid) {
  Sheet s{
      "bounded-entries",
      {"Are entries bounded as the theorems want them? That B = o(sqrt(log n)) speaks of n without end and cannot be "
       "read off one head; what can: B, the largest entry of Q and K, over sqrt(ln n); the largest score, and half "
       "the spread of a query's scores, which no shift removes; the bound certified after a shift of the keys; degree "
       "and columns at that bound; and whether these columns are fewer than the keys, without which the polynomial "
       "method does not pay. A row speaks of its head alone.",
       "Are entries bounded as the theorems want them? That $B=o(\\sqrt{\\log n})$ speaks of $n$ without end and "
       "cannot be read off one head; what can: $B$, the largest entry of $Q$ and $K$, over $\\sqrt{\\ln n}$; the "
       "largest score, and half the spread of a query's scores, which no shift removes; the bound certified after a "
       "shift of the keys; degree and columns at that bound; and whether these columns are fewer than the keys, "
       "without which the polynomial method does not pay. A row speaks of its head alone."},
      {words("head", {"head"}),
       {"n", {"n", "$n$"}},
       {"m", {"keys"}},
       {"d", {"d", "$d$"}},
       {"eps", {"eps", "$\\varepsilon$"}},
       {"b", {"B", "$B$"}, "", Show::above},
       {"relation", {"B/sqrt(ln n)", "$B/\\sqrt{\\ln n}$"}, "", Show::above},
       {"score", {"largest score"}, "", Show::above},
       {"spread", {"half-spread"}, "", Show::above},
       {"shifted", {"bound after shift"}, "", Show::above},
       {"degree", {"degree"}},
       {"rank", {"columns"}},
       words("verdict", {"does it pay?"})},
      {}};
  s.rows = [grid](const auto& emit) {
    for (const auto& h : grid.heads)
      for (const auto& eps : grid.numbers("eps")) emit(bounded_row(h, grid.scale, eps));
  };
  return s;
}

Row attention_row(const Head& h, const Grid& grid, const Rational& eps) {
  const Problem p{h.q, h.k, h.v, grid.scale};
  Row row{Text{h.name}, Integer(h.q.rows()), Integer(h.q.cols()), eps};
  const Stopwatch watch;
  const auto attended = attention::softmax(p, eps, attention::Method::automatic, {}, grid.threads);
  const double seconds = watch.seconds();
  if (!attended.decided()) {
    for (int c = 0; c < 8; ++c) row.emplace_back(Missing{attended.why().text, true});
    return row;
  }
  const auto& a = attended.value().answer;
  const auto bound = [](const Rational& x) { return Enclosure{Rational(0), x}; };
  row.emplace_back(Text{a.method});
  row.emplace_back(a.rank ? Cell(*a.rank) : Cell(Missing{"the definition has no columns"}));
  row.emplace_back(Integer(h.q.rows()) * Integer(h.k.rows()));
  row.emplace_back(true_error(p, a.output, grid.threads));
  row.emplace_back(bound(a.error_bound()));
  row.emplace_back(bound(a.polynomial_error + a.normalization_error));
  row.emplace_back(bound(a.rounding_error));
  row.emplace_back(Measured{seconds});
  return row;
}

Sheet attention_sheet(const Grid& grid) {
  Sheet s{"attention",
          {"Certified attention on heads: every entry is within the proven bound of softmax attention of the head's "
           "doubles. True error: the largest of " +
           std::to_string(judged_rows) +
           " rows held against the definition in balls. Scores: exponentials of the definition."},
          {words("head", {"head"}),
           {"n", {"n", "$n$"}},
           {"d", {"d", "$d$"}},
           {"eps", {"eps", "$\\varepsilon$"}},
           words("method", {"method"}),
           {"rank", {"columns"}},
           {"scores", {"scores"}},
           {"true_error", {"error of " + std::to_string(judged_rows) + " rows"}, "", Show::above, 3},
           {"bound", {"proven bound"}, "", Show::above, 3},
           {"polynomial", {"of the polynomial"}, "", Show::above, 3},
           {"rounding", {"of rounding"}, "", Show::above, 3},
           {"seconds", {"time"}, "s", Show::measured}},
          {}};
  s.rows = [grid](const auto& emit) {
    for (const auto& h : grid.heads)
      for (const auto& eps : grid.numbers("eps")) emit(attention_row(h, grid, eps));
  };
  return s;
}

ListOption errors() {
  return {
      "eps", "errors per entry", Kind::rational, {pow(Rational(10), -3), pow(Rational(10), -6)}, pow(Rational(10), -30),
      1};
}

}  // namespace

Definition bounded_entries_table() {
  return {"bounded-entries",
          "on given heads: entries, scores, degree, columns, and whether the method pays",
          {errors()},
          Needs::heads,
          bounded_sheet};
}
Definition attention_table() {
  return {"attention",
          "on given heads: certified attention, its error, its cost",
          {errors()},
          Needs::heads,
          attention_sheet};
}

}  // namespace attest::table
