// Positions and masks: definition, turned low-rank method and Toeplitz terms against plain rational readings.
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>

#include "../gen/gen.hpp"
#include "../gen/oracle.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/attention/toeplitz_double_sums.hpp"
#include "attest/attention/toeplitz_in_double.hpp"
#include "attest/attention/toeplitz_method.hpp"
#include "attest/count/ranks.hpp"
#include "attest/kernel/directed.hpp"
#include "proven.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;

namespace {

using Float = boost::multiprecision::cpp_bin_float_100;

Mask mask(bool with_block = true) {
  Mask m;
  m.causal = *rc::gen::inRange(0, 2) == 1;
  if (*rc::gen::inRange(0, 3) == 0) m.window = size_in(1, 6);
  if (*rc::gen::inRange(0, 4) == 0) m.dilation = size_in(1, 3);
  if (with_block && *rc::gen::inRange(0, 3) == 0) m.block = size_in(1, 5);
  return m;
}

PythagoreanAngle pythagorean() {
  const std::vector<std::array<long, 3>> triples{{3, 4, 5}, {4, 3, 5}, {5, 12, 13}, {-8, 15, 17}, {0, 1, 1}, {1, 0, 1}};
  const auto t = triples[static_cast<std::size_t>(*rc::gen::inRange(0, 6))];
  return {Rational(t[0]) / Rational(t[2]), Rational(t[1]) / Rational(t[2])};
}

/// Planes of neighbours or of halves, and perhaps a coordinate that does not turn.
Rotary rational_rotary(std::size_t d) {
  Rotary r;
  const bool half = *rc::gen::inRange(0, 2) == 1;
  for (std::size_t l = 0; l < d / 2; ++l) {
    Plane plane{half ? l : 2 * l, half ? l + d / 2 : 2 * l + 1, pythagorean(), {}};
    if (*rc::gen::inRange(0, 4) == 0) plane.growth = {positive_rational(2), 1};
    r.planes.push_back(plane);
  }
  return r;
}

Rotary any_rotary(std::size_t d) {
  Rotary r = standard_rotary(d, d / 2 * 2, *rc::gen::inRange(0, 2) == 1 ? Pairing::half : Pairing::interleaved,
                             *rc::gen::element<Rational>(10000, 500000, 7));
  switch (*rc::gen::inRange(0, 5)) {
    case 0:
      return with_linear_scaling(r, positive_rational(4));
    case 1:
      return d >= 4 ? with_ntk_scaling(r, positive_rational(4)) : r;
    case 2:
      return with_xpos(r, 64);
    case 3:
      return with_yarn_scaling(r, 10000, 4, 2048);
    default:
      return r;
  }
}

GeneralKernel general(std::size_t d, std::size_t reach) {
  GeneralKernel w{d, std::vector<double>((2 * reach - 1) * d * d)};
  const bool sparse = *rc::gen::inRange(0, 2) == 1;
  for (std::size_t at = 0; at < w.entries.size(); ++at)
    w.entries[at] = sparse && (at / d + at) % d == 1 ? 0 : std::ldexp(*rc::gen::inRange(-64, 65), -6);
  return w;
}

/// Sizes, data and a mask under which every query sees a key.
Problem sized(std::size_t most, double bound, std::size_t least_d = 1) {
  const std::size_t d = size_in(least_d, 4), n = size_in(1, most), m = size_in(1, most);
  Problem p{double_matrix(n, d, bound), double_matrix(m, d, bound), double_matrix(m, size_in(1, 2), 2),
            *rc::gen::inRange(0, 2) == 1 ? Scale::inverse() : Scale::rational(rational(1))};
  p.query_offset = *rc::gen::inRange(0, 3) == 0 ? size_in(0, 3) : 0;
  p.mask = mask();
  bool sees = true;
  for (std::size_t i = 0; i < n; ++i) sees = sees && p.mask.run(i + p.query_offset, m).count > 0;
  if (!sees) p.mask = {};
  return p;
}

Bias bias(const Problem& p) {
  const int kind = *rc::gen::inRange(0, 3);
  if (kind == 0) return AlibiBias{rational(1)};
  if (kind == 1) return {};
  TableBias t;
  for (std::size_t i = 0; i < 2 * p.farthest() + 1; ++i) t.values.push_back(rational(2));
  return t;
}

PositionKernel exact_kernel(const Problem& p) {
  const int kind = *rc::gen::inRange(0, 3);
  if (kind == 0) return general(p.q.cols(), p.farthest() + 1);
  if (kind == 1) return rational_rotary(p.q.cols());
  return {};
}

/// The exact unscaled score, from W_k itself: (c + is)^k multiplied out, never R_i and R_j.
oracle::Q plain_score(const Problem& p, std::size_t i, std::size_t j) {
  const std::size_t d = p.q.cols();
  const long k = static_cast<long>(i + p.query_offset) - static_cast<long>(j);
  std::vector<std::vector<oracle::Q>> w(d, std::vector<oracle::Q>(d, 0));
  for (std::size_t a = 0; a < d; ++a) w[a][a] = 1;
  if (const auto* g = std::get_if<GeneralKernel>(&p.positions)) {
    for (std::size_t a = 0; a < d; ++a)
      for (std::size_t b = 0; b < d; ++b)
        w[a][b] = oracle::from(Rational::exact(
            g->entries[(static_cast<std::size_t>(k + static_cast<long>(g->reach()) - 1) * d + a) * d + b]));
  } else if (const auto* r = std::get_if<Rotary>(&p.positions)) {
    for (const auto& plane : r->planes) {
      const auto& angle = std::get<PythagoreanAngle>(plane.angle);
      const oracle::Q c = oracle::from(angle.cos), s = oracle::from(k > 0 ? -angle.sin : angle.sin);
      oracle::Q re = 1, im = 0, zeta = 1;  // turn by (j - i) theta
      for (long t = 0; t < std::labs(k); ++t) {
        const oracle::Q next = re * c - im * s;
        im = re * s + im * c;
        re = next;
        if (plane.growth) zeta *= oracle::from(k > 0 ? plane.growth->first : Rational(1) / plane.growth->first);
      }
      w[plane.first][plane.first] = w[plane.second][plane.second] = zeta * re;
      w[plane.first][plane.second] = -zeta * im;
      w[plane.second][plane.first] = zeta * im;
    }
  }
  oracle::Q s = 0;
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = 0; b < d; ++b)
      s += oracle::from(Rational::exact(p.q(i, a))) * w[a][b] * oracle::from(Rational::exact(p.k(j, b)));
  return s;
}

/// Row i of softmax from the definition in plain rationals: hidden keys are left out.
std::vector<oracle::Bounds> plain_row(const Problem& p, std::size_t i) {
  const Rational scale = p.scale.value(p.q.cols(), Precision(64)).midpoint();  // a dyadic scale is exact here
  std::vector<oracle::Bounds> scores;
  std::vector<std::size_t> seen;
  for (std::size_t j = 0; j < p.k.rows(); ++j) {
    if (!p.mask.sees(i + p.query_offset, j)) continue;
    const long k = static_cast<long>(i + p.query_offset) - static_cast<long>(j);
    const oracle::Q s = plain_score(p, i, j) * oracle::from(scale) + oracle::from(bias_at(p.bias, k));
    scores.push_back({s, s});
    seen.push_back(j);
  }
  DoubleMatrix v(seen.size(), p.v.cols());
  for (std::size_t t = 0; t < seen.size(); ++t)
    for (std::size_t c = 0; c < v.cols(); ++c) v(t, c) = p.v(seen[t], c);
  return oracle::attention_row(scores, v, 90);
}

ColumnsOf<RationalField> exact_columns(const DoubleMatrix& a) {
  ColumnsOf<RationalField> out(a.cols(), std::vector<Rational>(a.rows()));
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t c = 0; c < a.cols(); ++c) out[c][i] = Rational::exact(a(i, c));
  return out;
}

/// sum_j p(s_ij) f_{i-j} v_j over the keys seen, from the definition.
ColumnsOf<RationalField> plain_sums(const Problem& p, const polynomial::Polynomial& poly,
                                    const std::optional<std::vector<Rational>>& factor) {
  ColumnsOf<RationalField> out(p.v.cols(), std::vector<Rational>(p.q.rows()));
  for (std::size_t i = 0; i < p.q.rows(); ++i)
    for (std::size_t j = 0; j < p.k.rows(); ++j) {
      if (!p.mask.sees(i + p.query_offset, j)) continue;
      Rational a = poly(oracle::back(plain_score(p, i, j)));
      if (factor) a *= (*factor)[i + p.k.rows() - 1 - j];
      for (std::size_t c = 0; c < p.v.cols(); ++c) out[c][i] += a * Rational::exact(p.v(j, c));
    }
  return out;
}

ColumnsOf<RationalField> by_low_rank(const Problem& p, const polynomial::Polynomial& poly,
                                     const std::optional<std::vector<Rational>>& factor,
                                     const Deadline& deadline = Deadline()) {
  auto x = exact_columns(p.q), y = exact_columns(p.k);
  if (const auto* r = std::get_if<Rotary>(&p.positions))
    for (auto [side, role, offset] :
         {std::tuple{&x, Role::query, p.query_offset}, std::tuple{&y, Role::key, std::size_t{0}}})
      for (std::size_t i = 0; i < side->front().size(); ++i) {
        std::vector<Rational> row;
        for (const auto& column : *side) row.push_back(column[i]);
        rotate(*r, std::span<Rational>(row), i + offset, role, RationalField{});
        for (std::size_t l = 0; l < row.size(); ++l) (*side)[l][i] = row[l];
      }
  const auto v = exact_columns(p.v);
  const Sight sight = sight_of(p);
  return LowRankSums<RationalField>(sight, poly, x, y, v, factor, RationalField{}, deadline).all();
}

ColumnsOf<RationalField> by_toeplitz(const Problem& p, const polynomial::Polynomial& poly,
                                     const std::optional<std::vector<Rational>>& factor,
                                     const Deadline& deadline = Deadline()) {
  const lowrank::BilinearPowers<RationalField> powers(p.q.cols(), sight_of(p).differences(),
                                                      kernel_entries(p, RationalField{}), {});
  return toeplitz_sums<RationalField>(sight_of(p), poly.coefficients(), powers, exact_columns(p.q), exact_columns(p.k),
                                      exact_columns(p.v), factor, RationalField{}, deadline);
}

std::optional<std::vector<Rational>> random_factor(const Problem& p) {
  if (*rc::gen::inRange(0, 2) == 0) return std::nullopt;
  std::vector<Rational> f(sight_of(p).differences());
  for (auto& x : f) x = positive_rational(2);
  return f;
}

Problem dyadic(std::size_t most) {
  Problem p = sized(most, 1);
  for (auto* m : {&p.q, &p.k, &p.v})
    for (double& x : m->entries()) x = std::round(x * 8) / 8;
  return p;
}

Rational eps() { return pow(Rational(10), -*rc::gen::inRange(1L, 9L)); }

Float real(const Rational& x) { return Float(x.numerator().str()) / Float(x.denominator().str()); }
bool holds(const Ball& b, const Float& x) {
  return abs(real(b.midpoint()) - x) <= real(b.radius()) + Float("1e-90") * (1 + abs(x));
}

}  // namespace

int main() {
  Suite s("attention/rope");
  s.law("a run lists exactly the keys that a query sees", [] {
    const Mask k = mask();
    const std::size_t m = size_in(1, 12), p = size_in(0, 14);
    const auto run = k.run(p, m);
    std::size_t count = 0;
    for (std::size_t j = 0; j < m; ++j) {
      const bool in = run.count > 0 && j >= run.first && j <= run.last && (j - run.first) % k.dilation == 0;
      RC_ASSERT(in == k.sees(p, j));
      count += in ? 1 : 0;
      const bool near = !k.window || (p > j ? p - j : j - p) < *k.window;
      RC_ASSERT(k.sees(p, j) == ((!k.causal || j <= p) && near && (p + 12 * k.dilation - j) % k.dilation == 0 &&
                                 (!k.block || p / *k.block == j / *k.block)));
    }
    RC_ASSERT(count == run.count);
  });
  s.law("W_k is R_i^T R_j whatever i and j = i - k are, exactly at Pythagorean angles", [] {
    const std::size_t d = size_in(1, 4), i = size_in(0, 9), j = size_in(0, 9);
    const Rotary r = rational_rotary(d);
    RationalMatrix ri(d, d), rj(d, d);
    for (std::size_t l = 0; l < d; ++l)
      for (auto [m, at, role] : {std::tuple{&ri, i, Role::query}, std::tuple{&rj, j, Role::key}}) {
        std::vector<Rational> e(d, Rational(0));
        e[l] = 1;
        rotate(r, std::span<Rational>(e), at, role, RationalField{});
        for (std::size_t a = 0; a < d; ++a) m->set(a, l, e[a]);
      }
    RC_ASSERT(mul(transpose(ri), rj) ==
              relative_matrix(r, d, static_cast<long>(i) - static_cast<long>(j), RationalField{}));
  });
  s.law(
      "turns, scalings, growth and temperature are what their formulas say, by 100-digit floating point",
      [] {
        const std::size_t half = size_in(2, 4), d = 2 * half + size_in(0, 1), position = size_in(0, 5000);
        const Rational base = *rc::gen::element<Rational>(10000, 500000), scaling = positive_rational(8);
        const auto pairing = *rc::gen::inRange(0, 2) == 1 ? Pairing::half : Pairing::interleaved;
        const Rotary r = standard_rotary(d, 2 * half, pairing, base), linear = with_linear_scaling(r, scaling),
                     ntk = with_ntk_scaling(r, scaling), xpos = with_xpos(r, 512),
                     yarn = with_yarn_scaling(r, base, 1 + scaling.numerator(), 4096);
        const Precision p(200);
        const Float pi = boost::multiprecision::acos(Float(-1)), b = real(base), k = real(scaling),
                    dims = Float(2 * half);
        const auto plane_of = [&](int turns) { return dims * log(4096 / (turns * 2 * pi)) / (2 * log(b)); };
        const Float low = std::max<Float>(0, floor(plane_of(32))), high = std::min<Float>(dims - 1, ceil(plane_of(1)));
        const Float s1 = 1 + Float(scaling.numerator().str());
        for (std::size_t l = 0; l < half; ++l) {
          RC_ASSERT(r.planes[l].second == (pairing == Pairing::half ? l + half : 2 * l + 1));
          const Float theta = pow(b, -2 * Float(l) / dims), at = Float(position);
          const auto is = [&](const Rotary& rotary, const Float& angle) {
            const auto [c, sn] = turn(rotary.planes[l], position, BallField{p});
            return holds(c, cos(at * angle)) && holds(sn, sin(at * angle)) && c.radius() < Rational::power_of_two(-150);
          };
          RC_ASSERT(is(r, theta));
          RC_ASSERT(is(linear, theta / k));
          RC_ASSERT(is(ntk, pow(b * pow(k, dims / (dims - 2)), -2 * Float(l) / dims)));
          const Float width = std::max<Float>(high - low, Float(1) / 1000);
          const Float ramp = std::min<Float>(1, std::max<Float>(0, (Float(l) - low) / width));
          RC_ASSERT(is(yarn, theta * ramp / s1 + theta * (1 - ramp)));
          const Float zeta = (2 * Float(l) / dims + Float(2) / 5) / (Float(7) / 5);
          RC_ASSERT(holds(growth(xpos.planes[l], position, Role::query, BallField{p}), pow(zeta, at / 512)));
          RC_ASSERT(holds(growth(xpos.planes[l], position, Role::key, BallField{p}), pow(zeta, -at / 512)));
        }
        RC_ASSERT(holds(temperature(yarn, p), pow(1 + log(s1) / 10, 2)));
        RC_ASSERT(contains(temperature(r, p), Rational(1)));
      },
      0.3);
  s.law("the definition in balls agrees with plain rationals: any W, biases, masks and offsets", [] {
    Problem p = dyadic(5);
    p.scale = Scale::rational(Rational(*rc::gen::inRange(-8, 9)) / Rational(8));
    p.positions = exact_kernel(p);
    p.bias = bias(p);
    const Precision precision(200);
    const BallMatrix rows = definition_rows(p, all_rows(p), precision, 1);
    for (std::size_t i = 0; i < p.q.rows(); ++i) {
      const auto exact = plain_row(p, i);
      for (std::size_t c = 0; c < p.v.cols(); ++c) {
        const Ball plain = Ball::between(oracle::back(exact[c].lower), oracle::back(exact[c].upper), precision);
        RC_ASSERT(overlap(rows.get(i, c), plain));
        RC_ASSERT(rows.get(i, c).radius() < Rational::power_of_two(-120));
        RC_ASSERT(plain.radius() < Rational::power_of_two(-60));
      }
    }
  });
  s.law(
      "low rank after turning and Toeplitz terms both are the polynomial of the scores, masked, exactly, and after a "
      "deadline its constant or nothing",
      [] {
        Problem p = dyadic(6);
        p.positions = exact_kernel(p);
        const auto poly = random_polynomial(size_in(0, 3));
        const auto factor = random_factor(p);
        const auto plain = plain_sums(p, poly, factor);
        RC_ASSERT(by_toeplitz(p, poly, factor) == plain);
        const Deadline passed(-1);
        const ColumnsOf<RationalField> none(p.v.cols(), std::vector<Rational>(p.q.rows()));
        RC_ASSERT(by_toeplitz(p, poly, factor, passed) == none);
        if (std::holds_alternative<GeneralKernel>(p.positions)) return;
        RC_ASSERT(by_low_rank(p, poly, factor) == plain);
        const polynomial::Polynomial constant({poly.coefficient(0)});
        RC_ASSERT(by_low_rank(p, poly, factor, passed) == plain_sums(p, constant, factor));
      });
  s.fact("n = 32, d = 4, degrees 0 to 4, five masks: the two routes agree exactly at Pythagorean angles", [] {
    Problem p{dense_doubles(32, 4, 1, 1), dense_doubles(32, 4, 1, 2), dense_doubles(32, 1, 1, 3), Scale::inverse()};
    for (auto* m : {&p.q, &p.k, &p.v})
      for (double& x : m->entries()) x = std::round(x * 4) / 4;
    p.positions = Rotary{{{0, 1, PythagoreanAngle{Rational(3, 5), Rational(4, 5)}, {}},
                          {2, 3, PythagoreanAngle{Rational(5, 13), Rational(12, 13)}, {}}}};
    Mask causal, window, dilated, local;
    causal.causal = window.causal = true;
    window.window = 9;
    dilated.dilation = 3;
    local.block = 7;
    for (const auto& k : {Mask{}, causal, window, dilated, local})
      for (std::size_t g = 0; g <= 4; ++g) {
        if (g == 4 && k.block) continue;  // the slowest cell adds nothing that g = 3 has not
        p.mask = k;
        std::vector<Rational> c;
        for (std::size_t t = 0; t <= g; ++t) c.emplace_back(Integer(1), Integer(t * t + 1));
        const polynomial::Polynomial poly(c);
        RC_ASSERT(by_low_rank(p, poly, {}) == by_toeplitz(p, poly, {}));
      }
  });
  s.law("every method that takes a problem answers within its proven bound of the definition", [] {
    Problem p = sized(6, 1);
    p.scale = Scale::rational(rational(1));
    const int kind = *rc::gen::inRange(0, 3);
    if (kind == 0) p.positions = general(p.q.cols(), p.farthest() + 1 + size_in(0, 2));
    if (kind == 1 && p.q.cols() >= 2) p.positions = any_rotary(p.q.cols());
    p.bias = bias(p);
    const Rational e = eps();
    Budget budget;
    budget.seconds = 0.3;
    for (const auto method :
         {Method::definition, Method::polynomial, Method::polynomial_balls, Method::toeplitz, Method::automatic}) {
      const auto a = softmax(p, e, method, budget, 1);
      if (a.decided()) assert_proven(p, a.value().answer, e, all_rows(p), Precision(400));
      const bool takes = method == Method::definition || method == Method::automatic;
      RC_ASSERT(a.decided() || !takes);
      if (!a.decided()) RC_ASSERT(!a.why().text.empty());
    }
  });
  s.law(
      "rotary positions with small scores are answered by the fast routes, double included",
      [] {
        Problem p = sized(8, 1, 2);
        p.scale = Scale::rational(Rational(1, 40));
        p.positions = any_rotary(p.q.cols());
        p.mask = {};
        const Rational e(1, 10000);
        for (const auto method : {Method::polynomial, Method::polynomial_balls, Method::toeplitz}) {
          const auto a = softmax(p, e, method, Budget{}, 1);
          RC_ASSERT(a.decided());
          assert_proven(p, a.value().answer, e, all_rows(p), Precision(400));
        }
      },
      0.5);
  s.law("Toeplitz sums in double are within their bound of the exact sums, masked, with blocks and factors", [] {
    Problem p = sized(9, 1);
    if (*rc::gen::inRange(0, 3) == 0) p.mask.block = size_in(1, 4);
    for (std::size_t i = 0; i < p.q.rows(); ++i)
      if (p.mask.run(i + p.query_offset, p.k.rows()).count == 0) p.mask = {};
    const GeneralKernel w = general(p.q.cols(), p.farthest() + 1);
    p.positions = w;
    const Sight sight = sight_of(p);
    ToeplitzTables t{p.q, p.k, p.v, sight, sight.lowest(), {}, {}, {}};
    if (p.mask.block) t.lowest = std::max(t.lowest, 1 - static_cast<long>(*p.mask.block));
    const long high = std::min(static_cast<long>(p.query_offset + p.q.rows()) - 1,
                               p.mask.block ? static_cast<long>(*p.mask.block) - 1 : 1000L);
    const std::size_t d = p.q.cols(), size = static_cast<std::size_t>(high - t.lowest + 1);
    std::vector<Rational> factor(size);
    for (std::size_t at = 0; at < size; ++at) {
      t.factor.push_back(p.mask.allows(t.lowest + static_cast<long>(at)) ? *rc::gen::inRange(0, 1001) / 1e3 : 0);
      factor[at] = Rational::exact(t.factor[at]);
    }
    for (std::size_t at = 0; at < d * d; ++at) {
      ToeplitzTables::Place place{at / d, at % d, std::vector<double>((size + 7) / 8 * 8)};
      bool zero = true;
      for (std::size_t e = 0; e < size; ++e) {
        place.w[e] = w.matrix(t.lowest + static_cast<long>(e))[at];
        zero = zero && place.w[e] == 0;
      }
      if (!zero) t.places.push_back(place);
    }
    const std::size_t g = size_in(0, 4);
    for (std::size_t e = 0; e <= g; ++e) t.coefficients.push_back(*rc::gen::inRange(-8, 9) / 7.0);
    const auto classes = toeplitz_classes(t);
    const auto result = toeplitz_double_sums(t, classes, static_cast<unsigned>(size_in(1, 2)));
    const Rational gamma = Rational::exact(kernel::gamma_up(toeplitz_roundings(t, classes)));
    for (std::size_t i = 0; i < p.q.rows(); ++i)
      for (std::size_t c = 0; c < p.v.cols(); ++c) {
        Rational exact, magnitude;
        for (std::size_t j = 0; j < p.k.rows(); ++j) {
          if (!p.mask.sees(i + p.query_offset, j)) continue;
          const long k = static_cast<long>(i + p.query_offset) - static_cast<long>(j);
          Rational score, size_of;
          for (std::size_t a = 0; a < d; ++a)
            for (std::size_t b = 0; b < d; ++b) {
              const Rational x =
                  Rational::exact(p.q(i, a)) * Rational::exact(w.matrix(k)[a * d + b]) * Rational::exact(p.k(j, b));
              score += x;
              size_of += abs(x);
            }
          const Rational fv = factor[static_cast<std::size_t>(k - t.lowest)] * Rational::exact(p.v(j, c));
          for (std::size_t e = 0; e <= g; ++e) {
            const Rational ce = Rational::exact(t.coefficients[e]);
            exact += ce * pow(score, static_cast<long>(e)) * fv;
            magnitude += abs(ce * pow(size_of, static_cast<long>(e)) * fv);
          }
        }
        const Rational bound = gamma * magnitude + (Rational(1) + gamma) * Rational::exact(result.error[c]);
        RC_ASSERT(abs(Rational::exact(result.sums(i, c)) - exact) <= bound);
      }
  });
  s.law("general kernels with small scores are answered in double, within the bound, the same for one thread and two",
        [] {
          Problem p = sized(12, 1);
          p.scale = Scale::rational(Rational(1, 4 * static_cast<long>(p.q.cols() * p.q.cols())));
          p.positions = general(p.q.cols(), p.farthest() + 1 + size_in(0, 2));
          p.bias = bias(p);
          const double size = std::ldexp(1.0, *rc::gen::inRange(-60, 61));  // balanced away
          for (double& x : p.q.entries()) x *= size;
          for (double& x : p.k.entries()) x /= size;
          const Rational e(1, 100000);
          const auto one = softmax(p, e, Method::toeplitz, Budget{}, 1),
                     two = softmax(p, e, Method::toeplitz, Budget{}, 2);
          RC_ASSERT(one.decided() && two.decided());
          const Answer& a = one.value().answer;
          RC_ASSERT(a.method == "toeplitz" && !a.precision_bits);
          RC_ASSERT(a.output == two.value().answer.output && a.rounding_error == two.value().answer.rounding_error);
          assert_proven(p, a, e, all_rows(p), Precision(400));
        });
  s.fact("where double cannot prove eps Toeplitz terms go on in balls, or say both reasons", [] {
    Problem p{dense_doubles(6, 2, 1, 1), dense_doubles(6, 2, 1, 2), dense_doubles(6, 1, 1, 3), Scale::inverse()};
    p.positions = GeneralKernel{2, std::vector<double>(11 * 4, 0.25)};
    const Rational e = pow(Rational(10), -18);
    for (double& x : p.v.entries()) x = std::ldexp(x, -10);  // float64 holds eps, sums in it do not
    const auto a = softmax(p, e, Method::toeplitz, Budget{}, 1);
    RC_ASSERT(a.decided() && a.value().answer.precision_bits);
    assert_proven(p, a.value().answer, e, all_rows(p), Precision(400));
    const auto plan = plan_toeplitz(p, e);
    const auto refused = softmax_by_toeplitz(p, plan.value(), e, Budget{}, 0, 1);
    RC_ASSERT(!refused.decided());
    for (const char* word : {"in double may reach", "in balls", "allowed are 0"})
      RC_ASSERT(refused.why().text.find(word) != std::string::npos);
    Budget small;
    small.memory_bytes = 1000;
    RC_ASSERT(softmax_by_toeplitz(p, plan.value(), e, small, 9, 1).why().reason == Undecided::Reason::memory);
  });
  s.fact("pairs that occur are counted: standard RoPE, a full W, and the numbers C(|S|+g,g) beside them", [] {
    for (const std::size_t d : {2U, 4U})
      for (std::size_t g = 0; g <= 3; ++g) {
        Problem p{DoubleMatrix(3, d), DoubleMatrix(3, d), DoubleMatrix(3, 1), Scale::inverse()};
        Rotary r;
        for (std::size_t l = 0; l < d / 2; ++l)
          r.planes.push_back({2 * l, 2 * l + 1, PythagoreanAngle{Rational(3, 5), Rational(4, 5)}, {}});
        GeneralKernel full{d, std::vector<double>(5 * d * d, 1)};
        std::vector<long> degrees;
        for (std::size_t t = 0; t <= g; ++t) degrees.push_back(static_cast<long>(t));
        for (const PositionKernel& kernel : {PositionKernel(r), PositionKernel(full)}) {
          p.positions = kernel;
          lowrank::BilinearPowers<RationalField> powers(d, 5, kernel_entries(p, RationalField{}), {});
          Integer pairs = 0;
          for (std::size_t e = 0; e <= g; ++e) {
            if (e > 0) powers.next();
            pairs += powers.level().size();
          }
          RC_ASSERT(pairs == count::grouped_terms(kernel_blocks(kernel, d), degrees));
        }
        RC_ASSERT(count::grouped_terms(kernel_blocks(r, d), degrees) <=
                  count::rope_terms(static_cast<long>(2 * d), static_cast<long>(g)));
      }
  });
  s.law("linear attention is the case p(s) = s: one convolution for each entry of W, exactly", [] {
    Problem p = dyadic(6);
    p.positions = exact_kernel(p);
    const polynomial::Polynomial identity({0, 1});
    RC_ASSERT(by_toeplitz(p, identity, {}) == plain_sums(p, identity, {}));
    const std::size_t entries = kernel_entries(p, RationalField{}).size();
    RC_ASSERT(entries <= p.q.cols() * p.q.cols());
    RC_ASSERT(!std::holds_alternative<Rotary>(p.positions) || entries <= 2 * p.q.cols());
  });
  s.fact("the rank of standard RoPE scores is at most d, whatever n is", [] {
    const std::size_t n = 9, d = 4;
    Problem p{dense_doubles(n, d, 1, 4), dense_doubles(n, d, 1, 5), DoubleMatrix(n, 1), Scale::inverse()};
    p.positions = Rotary{{{0, 2, PythagoreanAngle{Rational(3, 5), Rational(4, 5)}, {}},
                          {1, 3, PythagoreanAngle{Rational(-8, 17), Rational(15, 17)}, {}}}};
    RationalMatrix scores(n, n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) scores.set(i, j, oracle::back(plain_score(p, i, j)));
    RC_ASSERT(rank(scores) == d);
  });
  s.fact("scores that doubles cannot turn well, and queries far away, are answered all the same", [] {
    Problem p{dense_doubles(4, 4, 1, 6), dense_doubles(5, 4, 1, 7), dense_doubles(5, 1, 1, 8), Scale::inverse()};
    p.positions = standard_rotary(4, 2, Pairing::interleaved, 10000);
    for (std::size_t j = 0; j < 5; ++j) p.k(j, 2) = p.k(j, 3) = 1e25;  // cancels in the softmax, not in double
    const Rational e(1, 1000);
    const auto a = softmax(p, e, Method::automatic, Budget{}, 1);
    RC_ASSERT(a.decided() && a.value().answer.method == "definition");
    assert_proven(p, a.value().answer, e, all_rows(p), Precision(400));
    RC_ASSERT(!softmax(p, e, Method::polynomial, Budget{}, 1).decided());
    for (double& x : p.q.entries()) x *= 0x1p-1060;
    p.scale = Scale::rational(pow(Rational(10), 300));
    RC_ASSERT(softmax(p, e, Method::automatic, Budget{}, 1).decided());

    p = {dense_doubles(4, 4, 1, 6), dense_doubles(5, 4, 1, 7), dense_doubles(5, 1, 1, 8), Scale::inverse()};
    p.positions = standard_rotary(4, 4, Pairing::half, 10000);
    p.bias = AlibiBias{Rational(1, 8)};
    p.query_offset = 999'999'990;
    Budget small;
    small.memory_bytes = 1e6;
    for (const auto method : {Method::definition, Method::polynomial_balls, Method::toeplitz}) {
      const auto far = softmax(p, e, method, small, 1);
      RC_ASSERT(far.decided());
      assert_proven(p, far.value().answer, e, all_rows(p), Precision(400));
    }
  });
  s.fact("a bias that leaves the other keys weights of e^-10^300 is answered in balls", [] {
    Problem p{dense_doubles(4, 2, 1, 1), dense_doubles(4, 2, 1, 2), dense_doubles(4, 2, 1, 3), Scale::inverse()};
    p.bias = AlibiBias{pow(Rational(10), 300)};
    p.v(0, 0) = 0;
    const Rational e(1, 1000000);
    for (const auto method : {Method::definition, Method::polynomial_balls, Method::toeplitz}) {
      const auto a = softmax(p, e, method, Budget{}, 1);
      RC_ASSERT(a.decided());
      const Answer& answer = a.value().answer;
      for (std::size_t t = 0; t < answer.output.entries().size(); ++t)
        RC_ASSERT(abs(Rational::exact(answer.output.entries()[t]) - Rational::exact(p.v.entries()[t])) <=
                  answer.error_bound() + Rational::power_of_two(-1000));
    }
  });
  s.fact("values as large as doubles are give finite outputs by every method that answers", [] {
    Problem p{dense_doubles(64, 2, 1, 1), dense_doubles(64, 2, 1, 2), DoubleMatrix(64, 1), Scale::inverse()};
    for (double& x : p.v.entries()) x = std::numeric_limits<double>::max();
    const Rational eps = pow(Rational(10), 300);
    std::size_t answers = 0;
    for (const auto method : {Method::definition, Method::definition_double, Method::polynomial, Method::toeplitz}) {
      const auto a = softmax(p, eps, method, Budget{}, 1);
      if (!a.decided()) continue;
      ++answers;
      for (const double x : a.value().answer.output.entries()) {
        RC_ASSERT(std::isfinite(x));
        RC_ASSERT(abs(Rational::exact(x) - Rational::exact(p.v(0, 0))) <= a.value().answer.error_bound());
      }
    }
    RC_ASSERT(answers >= 2);
  });
  s.fact("kernels, tables and masks that make no sense are refused by name", [] {
    Problem p{DoubleMatrix(3, 2), DoubleMatrix(4, 2), DoubleMatrix(4, 1), Scale::inverse()};
    const auto refused = [&](const std::vector<std::string>& words) {
      return throws_with<std::invalid_argument>([&] { require_valid(p); }, words);
    };
    p.positions = GeneralKernel{2, std::vector<double>(5 * 4)};
    RC_ASSERT(refused({"W: 5 matrices", "at least 7"}));
    p.positions = GeneralKernel{3, std::vector<double>(7 * 9)};
    RC_ASSERT(refused({"W: 7 matrices of size 3", "size 2"}));
    p.positions = Rotary{{{0, 2, PythagoreanAngle{1, 0}, {}}}};
    RC_ASSERT(refused({"plane: coordinate 2"}));
    p.positions = Rotary{{{0, 1, PythagoreanAngle{Rational(1, 2), Rational(1, 2)}, {}}}};
    RC_ASSERT(throws_with<std::domain_error>([&] { require_valid(p); }, {"cos 1/2"}));
    p.positions = {};
    p.mask.window = std::size_t{1} << 63;
    RC_ASSERT(refused({"window: 9223372036854775808", "2^62"}));
    p.mask = {};
    p.bias = TableBias{std::vector<Rational>(5)};
    RC_ASSERT(refused({"bias: a table of 5", "at least 7"}));
    p.bias = {};
    p.mask.window = 1;
    p.query_offset = 3;
    RC_ASSERT(refused({"query 1 at position 4", "4 keys"}));
    p.mask.window = 0;
    RC_ASSERT(refused({"window: 0"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { static_cast<void>(standard_rotary(4, 3, Pairing::half, 10)); },
                                                 {"dims: 3", "d = 4"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(relative_matrix(standard_rotary(2, 2, Pairing::half, 10), 2, 1, RationalField{})); },
        {"no rational number"}));
  });
  s.fact("planes, scalings, kernels and biases that make no sense are refused by name", [] {
    const auto refused = [](const auto& call, const std::vector<std::string>& words) {
      return throws_with<std::invalid_argument>([&] { static_cast<void>(call()); }, words);
    };
    const Rotary r = standard_rotary(8, 8, Pairing::half, 10'000);
    RC_ASSERT(refused([&] { return with_ntk_scaling(standard_rotary(8, 2, Pairing::half, 10'000), 2); },
                      {"ntk scaling: 2 dims"}));
    RC_ASSERT(refused([&] { return with_linear_scaling(r, 0); }, {": 0; it must be positive"}));
    RC_ASSERT(refused([&] { return with_yarn_scaling(r, 10'000, Rational(1, 2), 4096); }, {"yarn: scale 1/2"}));
    RC_ASSERT(
        refused([&] { return with_yarn_scaling(r, 10'000, 4, 4096, 1, 1); }, {"yarn: fast 1 must exceed slow 1"}));
    RC_ASSERT(refused([&] { return with_yarn_scaling(r, 1, 4, 4096); }, {"yarn: base 1 must exceed 1"}));
    RC_ASSERT(
        refused([&] { return with_yarn_scaling(r, 10'000, 4, Rational(1, 1000)); }, {"yarn: length 1/1000; no plane"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [&] { static_cast<void>(with_yarn_scaling(r, Rational(1) + Rational::power_of_two(-5000), 4, 4096)); },
        {"yarn: the planes", "cannot be decided"}));

    Rotary twice = r;
    twice.planes[1].second = twice.planes[0].first;
    RC_ASSERT(throws_with<std::invalid_argument>([&] { require_valid(twice, 8, 1); }, {"in another plane"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { require_valid(r, 7, 1); }, {"is beyond 7 coordinates"}));
    Rotary shrinking = with_xpos(r);
    shrinking.planes[0].growth->second = 0;
    RC_ASSERT(throws_with<std::invalid_argument>([&] { require_valid(shrinking, 8, 1); }, {"growth, per: 0"}));
    Rotary negative = r;
    std::get<Angle>(negative.planes[0].angle).powers[0].first = -1;
    RC_ASSERT(throws_with<std::invalid_argument>([&] { require_valid(negative, 8, 1); }, {"angle, base: -1"}));
    Rotary exact{{{0, 1, PythagoreanAngle{Rational(3, 5), Rational(4, 5)}, std::nullopt}}};
    RC_ASSERT(refused([&] { return with_linear_scaling(exact, 2); }, {"Pythagorean angle cannot be scaled"}));
    exact.planes[0].growth = {Rational(1, 2), Rational(3)};
    RC_ASSERT(growth(exact.planes[0], 6, Role::key, RationalField{}) == Rational(4));
    RC_ASSERT(throws_with<std::domain_error>(
        [&] { static_cast<void>(growth(exact.planes[0], 7, Role::query, RationalField{})); }, {"not whole"}));

    GeneralKernel w{1, {1, 2, 3}};
    RC_ASSERT(throws_with<std::out_of_range>([&] { static_cast<void>(relative_matrix(w, 1, 2, RationalField{})); },
                                             {"offset: 2"}));
    w.entries[1] = NAN;
    RC_ASSERT(throws_with<std::domain_error>([&] { require_valid(w, 1, 1); }, {"W: an entry is not finite"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { require_valid(TableBias{{1, 2}}, 0); }, {"bias: a table of 2"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { require_valid(TableBias{{1, 2, 3}}, 2); }, {"at least 5"}));
    RC_ASSERT(bias_at(std::monostate{}, 3) == Rational(0) && bias_at(TableBias{{1, 2, 3}}, -1) == Rational(1));
  });
  return s.finish();
}
