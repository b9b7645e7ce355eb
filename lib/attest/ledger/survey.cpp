#include "attest/ledger/survey.hpp"

#include <utility>

#include "attest/number/text.hpp"

namespace attest::ledger {
namespace {

/// Simpler values to try instead of x, simplest first.
std::vector<Rational> simpler(const Parameter& p, const Rational& x) {
  std::vector<Rational> values{p.lower};
  const auto add = [&](const Rational& y) {
    if (p.lower <= y && y <= p.upper && y != x && y != p.lower && (!p.integer || y.is_integer())) values.push_back(y);
  };
  if (p.integer) {
    const Integer gap = (x - p.lower).numerator();
    for (Integer step = gap / 2; step > 0; step /= 2) add(x - Rational(step));
  } else if (!x.is_integer()) {
    add(Rational(floor(x)));
    add(Rational(ceil(x)));
    for (long bits : {1L, 2L, 3L, 4L}) add(round_to_bits(x, bits));
  }
  if (x == p.lower) values.clear();
  return values;
}

Instance shrink(const std::vector<Parameter>& hypotheses, Instance bad,
                const std::function<Truth(const Instance&)>& holds) {
  constexpr int most_steps = 1000;
  int steps = 0;
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (const auto& p : hypotheses)
      for (const auto& value : simpler(p, bad.rational(p.name))) {
        if (++steps > most_steps) return bad;
        Instance candidate = bad;
        candidate.set(p.name, value);
        if (holds(candidate) != Truth::no) continue;
        bad = std::move(candidate);
        smaller = true;
        break;
      }
  }
  return bad;
}

std::string describe(const std::vector<Parameter>& hypotheses, std::size_t count, std::uint64_t seed) {
  std::string s = std::to_string(count) + " random instances";
  for (const auto& p : hypotheses)
    if (p.name != "seed") s += ", " + to_text(p.lower) + " <= " + p.name + " <= " + to_text(p.upper);
  return s + ", seed " + std::to_string(seed);
}

}  // namespace

Parameter integer_parameter(std::string name, std::string text, long lower, long upper) {
  return {std::move(name), std::move(text), lower, upper, true};
}

Parameter rational_parameter(std::string name, std::string text, Rational lower, Rational upper) {
  return {std::move(name), std::move(text), std::move(lower), std::move(upper), false};
}

Parameter seed_parameter() { return integer_parameter("seed", "seeds the random matrices", 0, 1'000'000); }

std::string to_text(const Instance& instance) {
  std::string s;
  for (const auto& [name, value] : instance.values())
    s += (s.empty() ? "" : ", ") + name + " = " + attest::to_text(value);
  return s;
}

std::string to_text(const RationalMatrix& m) {
  std::string s = "[";
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) s += (j > 0 ? ", " : (i > 0 ? "; " : "")) + attest::to_text(m.get(i, j));
  return s + "]";
}

std::uint64_t Sampler::next() {  // splitmix64 (Steele, Lea, Flood 2014)
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
  z = (z ^ z >> 27) * 0x94d049bb133111ebU;
  return z ^ z >> 31;
}

Rational Sampler::between(const Rational& lower, const Rational& upper) {
  if (below(4) == 0) return below(2) == 0 ? lower : upper;
  return lower + (upper - lower) * Rational(below(65)) / Rational(64);
}

Rational Sampler::draw(const Parameter& p) {
  if (!p.integer) return between(p.lower, p.upper);
  const auto count = static_cast<std::size_t>((p.upper - p.lower).numerator() + 1);
  return p.lower + Rational(below(count));
}

RationalMatrix Sampler::matrix(std::size_t rows, std::size_t cols, const Rational& bound) {
  RationalMatrix m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) m.set(i, j, between(-bound, bound));
  return m;
}

Survey survey(const std::vector<Parameter>& hypotheses, std::size_t count, std::uint64_t seed,
              const std::function<Truth(const Instance&)>& holds) {
  Survey result;
  result.scope = describe(hypotheses, count, seed);
  Sampler sampler(seed);
  for (; result.tested < count; ++result.tested) {
    Instance instance;
    for (const auto& p : hypotheses) instance.set(p.name, sampler.draw(p));
    const Truth answer = holds(instance);
    if (answer == Truth::unknown && !result.open) result.open = instance;
    if (answer == Truth::no) {
      result.counterexample = shrink(hypotheses, std::move(instance), holds);
      break;
    }
  }
  return result;
}

}  // namespace attest::ledger
