#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "attest/attention/definition.hpp"
#include "attest/attention/normalization.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/certificate/exponential.hpp"
#include "attest/certificate/matrices.hpp"
#include "attest/count/ranks.hpp"
#include "attest/data/file.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/structured/recognise.hpp"
#include "output.hpp"
#include "process.hpp"
#include "prove.hpp"
#include "sweep_plan.hpp"

namespace attest::run {
namespace {

using sweep::Finding;

/// Where there is Json memory may not fail: its destructors ask for some.
std::string line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Finding compute_claim(const Inputs& in) {
  const auto& all = ledger::claims();
  const auto claim = std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.id == in.word("claim"); });
  const ledger::Effort effort{in.number("effort").nearest_double(), in.whole("seed")};
  try {
    const ledger::Verdict v = claim->check(*claim, effort);
    const MemoryMayNotFail here;
    return {to_text(v.status), v.witness.value_or(""), line({{"evidence", v.evidence}, {"scope", v.scope}}), ""};
  } catch (const std::exception& e) {
    const MemoryMayNotFail here;
    return {"undecided", "", line({{"why", std::string("the check stopped: ") + e.what()}}), ""};
  }
}

Json shown(const std::optional<std::size_t>& x) { return x ? Json(*x) : Json(nullptr); }

Finding compute_degree(const Inputs& in) {
  const Rational &B = in.number("B"), &centre = in.number("centre"), &eps = in.number("eps");
  const polynomial::Interval I{centre - B, centre + B};
  const auto kind = in.word("error") == "absolute" ? expoly::ErrorKind::absolute : expoly::ErrorKind::relative;
  const auto b = expoly::bracket_degree(I, eps, kind);
  const auto routes = expoly::degree_routes(I, eps, kind);
  const auto side = [](const expoly::DegreeBound& x, Direction d) {
    return Json{{"degree", x.degree},
                {"route", x.route},
                {"bound", to_decimal(d == Direction::down ? x.bound.lower() : x.bound.upper(), 6, d)}};
  };
  Finding f{b.decided() ? "decided" : "undecided", b.decided() ? std::to_string(b.upper.degree) : "", "", ""};
  {
    const MemoryMayNotFail here;
    f.evidence = line({{"lower", b.lower ? side(*b.lower, Direction::down) : Json(nullptr)},
                       {"upper", side(b.upper, Direction::up)},
                       {"taylor", shown(routes.taylor)},
                       {"chebyshev", shown(routes.chebyshev)},
                       {"paper", shown(routes.paper)}});
  }
  if (in.word("certificate") == "yes") {
    const auto evidence = expoly::find_degree_evidence(I, eps, kind, b.at_least(), b.upper.degree);
    if (evidence.decided()) {
      const auto& e = evidence.value();
      const std::string problem = to_text(certificate::ExpDegreeProblem{
          {"degree", I.lower(), I.upper(), in.word("error")}, eps, e.at_least, e.at_most});
      f.certificate = problem + to_text(certificate::ExpDegreeProof{data::sha256(problem), e.steps, e.points, e.q.c});
    }
  }
  return f;
}

Finding compute_rank(const Inputs& in) {
  const auto get = [&](const char* axis) { return static_cast<long>(in.whole(axis)); };
  const long dim = get("dim"), degree = get("degree"), order = get("order");
  const MemoryMayNotFail here;
  return {"decided", to_text(count::tight_rank(dim, degree)),
          line({{"paper", to_text(count::paper_rank(dim, degree, order))}}), ""};
}

/// Weights in [1/64, 1], each perturbed by a relative error of at most eps, values in [-1, 1]: is the error after the
/// division within the sharp constant?
Finding compute_normalization(const Inputs& in) {
  const std::size_t n = in.whole("n");
  const Rational& eps = in.number("eps");
  ledger::Sampler draw(in.whole("seed"));
  RationalMatrix a(1, n), perturbed(1, n), v(n, 1);
  Rational low, high;
  for (std::size_t j = 0; j < n; ++j) {
    const Rational x = draw.between(Rational(1) / Rational(64), 1), y = draw.between(-1, 1);
    a.set(0, j, x);
    perturbed.set(0, j, x + x * eps * draw.between(-1, 1));
    v.set(j, 0, y);
    low = j == 0 ? y : min(low, y);
    high = j == 0 ? y : max(high, y);
  }
  const Rational error = abs(attention::normalized(perturbed, v) - attention::normalized(a, v)),
                 spread = (high - low) / Rational(2);
  const Ball constant = attention::normalization_constant(eps, Precision(128));
  const std::string verdict = error <= spread * constant.lower()  ? "verified"
                              : error > spread * constant.upper() ? "refuted"
                                                                  : "undecided";
  const MemoryMayNotFail here;
  return {verdict, to_decimal(error, 6, Direction::up),
          line({{"sharp", to_decimal(spread * constant.upper(), 6, Direction::up)},
                {"paper", to_decimal(Rational(2) * eps * max(abs(low), abs(high)), 6, Direction::up)}}),
          ""};
}

/// A matrix of the family with random whole entries, none of them 0 in the structure and its scalings.
RationalMatrix draw_matrix(const std::string& family, std::size_t n, std::size_t most, ledger::Sampler& draw) {
  const auto entry = [&] {
    const auto x = Rational(1 + draw.below(most));
    return draw.below(2) == 0 ? x : -x;
  };
  const auto vector = [&](std::size_t size) {
    std::vector<Rational> x;
    for (std::size_t i = 0; i < size; ++i) x.push_back(entry());
    return x;
  };
  RationalMatrix m(n, n);
  const auto fill = [&](auto&& f) {
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) m.set(i, j, f(i, j));
  };
  const bool scaled = family.starts_with("rescaled");
  const auto core = vector(2 * n - 1);
  const auto u = vector(n), v = vector(n);
  const auto scale = [&](std::size_t i, std::size_t j) { return scaled ? u[i] * v[j] : Rational(1); };
  if (family.ends_with("circulant"))
    fill([&](std::size_t i, std::size_t j) { return scale(i, j) * core[(i + n - j) % n]; });
  else if (family == "low-rank")
    fill([&](std::size_t i, std::size_t j) { return u[i] * v[j] + core[i] * core[n - 1 + j]; });
  else if (family == "generic")
    fill([&](std::size_t, std::size_t) { return entry(); });
  else
    fill([&](std::size_t i, std::size_t j) { return scale(i, j) * core[i + n - 1 - j]; });
  if (family == "damaged") {
    const std::size_t i = draw.below(n), j = draw.below(n);
    m.set(i, j, m.get(i, j) + Rational(1));
  }
  return m;
}

Finding compute_recognise(const Inputs& in) {
  using structured::Field;
  const std::string& over = in.word("over");
  const Field field = over == "Q" ? Field::rational : over == "R" ? Field::real : Field::complex;
  ledger::Sampler draw(in.whole("seed"));
  const RationalMatrix m = draw_matrix(in.word("family"), in.whole("n"), in.whole("entries"), draw);
  const std::pair<const char*, structured::Recognition> answers[] = {
      {"circulant", structured::recognise_circulant(m)},
      {"toeplitz", structured::recognise_toeplitz(m)},
      {"rescaled-circulant", structured::recognise_rescaled_circulant(m, field)},
      {"rescaled-toeplitz", structured::recognise_rescaled_toeplitz(m, field)}};
  const MemoryMayNotFail here;
  Json evidence = Json::object();
  Finding f{"decided", "", "", ""};
  for (const auto& [name, found] : answers) {
    const char* holds = to_text(found.holds);
    evidence[name] = holds;
    if (found.holds == Truth::unknown) f.verdict = "undecided";
    if (found.holds == Truth::yes) f.answer += (f.answer.empty() ? "" : ", ") + std::string(name);
    if (in.word("certificate") == "yes" && found.holds != Truth::unknown) {
      const bool plain = !std::string(name).starts_with("rescaled");
      const std::string problem = to_text(certificate::StructureProblem{name, m, name,
                                                                        plain || over == "C" ? "complex"
                                                                        : over == "R"        ? "real"
                                                                                             : "rational",
                                                                        found.holds == Truth::yes});
      const auto proof = proof_of(name, problem);
      if (proof.decided()) f.certificate += problem + proof.value();
    }
  }
  const auto rank = structured::bound_rank(m);
  evidence["rank"] = {{"lower", rank.lower}, {"upper", rank.upper}};
  f.evidence = line(evidence);
  return f;
}

/// Entries are multiples of 2^-20 of at most `bound` in size.
DoubleMatrix draw_doubles(std::size_t rows, std::size_t cols, double bound, ledger::Sampler& draw) {
  constexpr double grid = 1 << 20;
  const auto steps = static_cast<std::size_t>(bound * grid);
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries())
    x = (static_cast<double>(draw.below(2 * steps + 1)) - static_cast<double>(steps)) / grid;
  return m;
}

/// Scores of at most beta in size (scale 1/d), values in [-1, 1]; the first rows are repeated by the definition in
/// balls.
Finding compute_attention(const Inputs& in) {
  const std::size_t order = in.whole("order"), n = in.whole("n"), d = in.whole("d");
  const Rational& eps = in.number("eps");
  const double bound = std::pow(in.number("beta").nearest_double(), 1 / static_cast<double>(order));
  ledger::Sampler draw(in.whole("seed"));
  attention::TensorProblem p{draw_doubles(n, d, bound, draw), {}, {}, attention::Scale::inverse()};
  for (std::size_t a = 1; a < order; ++a) {
    p.k.push_back(draw_doubles(n, d, bound, draw));
    p.v.push_back(draw_doubles(n, d, 1, draw));
  }
  const auto method = attention::parse_method(in.word("method"));
  const Budget budget;
  const auto attended = order == 2 ? softmax(attention::Problem{p.q, p.k[0], p.v[0], p.scale}, eps, method, budget, 1)
                                   : attend(p, eps, method, budget, 1);
  const MemoryMayNotFail here;
  if (!attended.decided()) return {"refused", "", line({{"why", attended.why().text}}), ""};
  const attention::Answer& a = attended.value().answer;
  Finding f{"decided", to_decimal(a.error_bound(), 3, Direction::up), "", ""};
  Json evidence{{"method", a.method},
                {"score_bound", a.score_bound ? Json(to_decimal(*a.score_bound, 6, Direction::up)) : Json(nullptr)},
                {"degree", shown(a.degree)},
                {"rank", a.rank ? Json(to_text(*a.rank)) : Json(nullptr)}};
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < std::min(n, in.whole("rows")); ++i) rows.push_back(i);
  if (!rows.empty()) {
    const auto again = tensor_by_definition(p, min(eps, Rational(1) / Rational(1'000'000'000'000)), budget, 1, rows);
    if (!again.decided()) {
      f.verdict = "undecided";
      evidence["why"] = again.why().text;
    } else {
      Rational most;
      for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t c = 0; c < d; ++c)
          most = max(most, abs(Rational::exact(a.output(i, c)) - Rational::exact(again.value().output(i, c))));
      evidence["error"] = to_decimal(most + again.value().error_bound(), 3, Direction::up);
      if (most > a.error_bound() + again.value().error_bound()) f.verdict = "refuted";
    }
  }
  f.evidence = line(evidence);
  return f;
}

}  // namespace

Finding compute_cell(const Inputs& in) {
  if (in.kind() == "claim") return compute_claim(in);
  if (in.kind() == "degree") return compute_degree(in);
  if (in.kind() == "rank") return compute_rank(in);
  if (in.kind() == "normalization") return compute_normalization(in);
  if (in.kind() == "recognise") return compute_recognise(in);
  if (in.kind() == "attention") return compute_attention(in);
  throw std::logic_error("kind: " + in.kind());
}

}  // namespace attest::run
