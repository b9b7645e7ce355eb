#include "attest/reduction/to_attention.hpp"

#include <numeric>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/attention/to_doubles.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::reduction;

namespace {

const Precision p(256);

/// Each vector with a density of its own; bits from a generator of our own, since RapidCheck's cost more than
/// attention.
BitVectors random_vectors(std::size_t n, std::size_t d) {
  BitVectors x(n, d);
  std::uint64_t state = *rc::gen::arbitrary<std::uint64_t>();
  const auto next = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33) % 6;
  };
  for (std::size_t i = 0; i < n; ++i) {
    const auto density = 1 + next();
    for (std::size_t l = 0; l < d; ++l) x.set(i, l, next() <= density);
  }
  return x;
}

/// A random instance of one side of the promise, often just so.
GapProblem promised(std::size_t order, std::size_t most, std::size_t most_d) {
  GapProblem x;
  const std::size_t d = size_in(1, most_d);
  for (std::size_t a = 0; a < order; ++a) x.vectors.sets.push_back(random_vectors(size_in(1, most), d));
  const std::size_t largest = largest_product(x.vectors).product;
  if (largest > 0 && size_in(0, 1) == 1) {
    x.t = size_in(0, 1) == 1 ? largest : size_in(1, largest);
    x.gap = Rational(size_in(1, 8)) / Rational(8);
  } else {
    x.t = largest + size_in(1, 2);
    x.gap = Rational(x.t - largest) / Rational(x.t) / Rational(size_in(1, 2));
  }
  return x;
}

/// One choice has product t and every other 0; all have product m.
GapProblem tight(std::size_t order, std::size_t n, std::size_t d, std::size_t t, const Rational& gap, bool yes) {
  GapProblem x{{}, t, gap};
  const std::size_t ones = yes ? t : x.most_of_no();
  for (std::size_t a = 0; a < order; ++a) {
    BitVectors v(n, d);
    for (std::size_t i = 0; i < (yes ? 1 : n); ++i)
      for (std::size_t l = 0; l < ones; ++l) v.set(i, l, true);
    x.vectors.sets.push_back(v);
  }
  return x;
}

BallMatrix exact_rows(const Hardness& h) {
  std::vector<std::size_t> rows(h.queries);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return attention::definition_rows(h.problem, rows, p, 1);
}
Ball largest_row(const Hardness& h) {
  const BallMatrix y = exact_rows(h);
  Ball out = y.get(0, 0);
  for (std::size_t i = 1; i < y.rows(); ++i) out = max(out, y.get(i, 0), p);
  return out;
}

/// By certified attention, mostly the definition in double and now and then what `automatic` takes, where float64 holds
/// the tolerable error, else by the definition, rounded to float64.
Decision by_attention(const Hardness& h) {
  const auto method = size_in(0, 9) == 0 ? attention::Method::automatic : attention::Method::definition_double;
  const auto out = attention::attend(h.problem, h.tolerable, method, {}, 1);
  if (out.decided()) return decide(h, out.value().answer.output, out.value().answer.error_bound());
  const auto rounded = attention::round_to_doubles(exact_rows(h));
  return decide(h, rounded.value().output, rounded.value().error);
}

void assert_right(const GapProblem& x, const Hardness& h) {
  const Promise truth = promise(x);
  RC_ASSERT(truth != Promise::neither);
  const Decision found = by_attention(h);
  RC_ASSERT(found.answer == (truth == Promise::yes ? Answer::yes : Answer::no));
  RC_ASSERT(found.margin.sign() > 0);
  if (size_in(0, 7) > 0) return;
  const Ball y = largest_row(h);
  RC_ASSERT(certainly(truth == Promise::yes ? less(Ball(h.yes_at_least, p), y) : less(y, Ball(h.no_at_most, p))));
}

/// The logit of a query with a tuple of keys, from the matrices.
Rational logit(const attention::TensorProblem& problem, std::size_t i, const Choice& keys) {
  Rational sum = 0;
  for (std::size_t l = 0; l < problem.q.cols(); ++l) {
    Rational term = Rational::exact(problem.q(i, l));
    for (std::size_t a = 0; a < keys.size(); ++a) term *= Rational::exact(problem.k[a](keys[a], l));
    sum += term;
  }
  return sum / Rational(problem.q.cols());
}

void assert_logits(const GapProblem& x, const Hardness& h) {
  const Rational d(x.vectors.dimension());
  Choice keys(x.vectors.order() - 1, 0);
  Integer real = 0, unmoved = 0;
  for (;;) {
    std::size_t dummies = 0;
    for (std::size_t a = 0; a < keys.size(); ++a) dummies += keys[a] >= x.vectors.sets[a + 1].size() ? 1 : 0;
    const bool raised = h.form == "paper-like" && dummies == keys.size();
    real += dummies == 0 ? 1 : 0;
    unmoved += dummies > 0 && !raised ? 1 : 0;
    for (std::size_t i = 0; i < h.queries; ++i) {
      Rational wanted = raised ? h.beta / Rational(2) : 0;
      if (dummies == 0) {
        Choice choice{i};
        choice.insert(choice.end(), keys.begin(), keys.end());
        wanted = h.beta / (Rational(2) * d) * (Rational(product(x.vectors, choice)) - d * h.lambda);
      }
      RC_ASSERT(logit(h.problem, i, keys) == wanted);
    }
    std::size_t a = keys.size();
    while (a > 0 && ++keys[a - 1] == h.problem.k[a - 1].rows()) keys[--a] = 0;
    if (a == 0) break;
  }
  RC_ASSERT(real == h.real_tuples);
  RC_ASSERT(unmoved == h.unmoved);
}

Ball e(const Rational& x) { return exp(Ball(x, p), p); }
Ball share(const Ball& sum, const Ball& rest) { return div(sum, add(sum, rest, p), p); }

}  // namespace

int main() {
  Suite suite("reduction/to_attention");

  for (std::size_t order = 2; order <= 4; ++order) {
    const std::string k = " of order " + std::to_string(order);
    suite.law(
        "centred attention" + k + " answers as brute force does, and its outputs keep to the thresholds",
        [&] {
          const GapProblem x = promised(order, order < 4 ? 4 : 3, 6);
          assert_right(x, centred(x));
        },
        10);
    suite.law(
        "paper-like attention" + k + " answers as brute force does, and its outputs keep to the thresholds",
        [&] {
          const GapProblem x = promised(order, order < 4 ? 4 : 2, 4);
          assert_right(x, paper_like(x));
        },
        10);
  }

  suite.law("every logit is the rational it is said to be, in both forms", [] {
    const GapProblem x = promised(size_in(2, 5), 2, 4);
    assert_logits(x, centred(x));
    assert_logits(x, paper_like(x));
  });

  suite.law("centred: YES is at least n/(n+1) and NO at most 1/(n+1); paper-like: YES is four times NO or more", [] {
    const GapProblem x = promised(size_in(2, 6), 5, 9);
    Rational n = 2;
    for (const auto& s : x.vectors.sets) n = max(n, Rational(s.size()));
    const Hardness c = centred(x), q = paper_like(x);
    RC_ASSERT(c.yes_at_least >= Rational(1) - Rational(1) / n);
    RC_ASSERT(c.no_at_most <= Rational(1) / n);
    if (x.t <= x.vectors.dimension()) RC_ASSERT(Rational(4) * q.no_at_most < q.yes_at_least);
    for (const auto& h : {c, q}) {
      RC_ASSERT(h.threshold + h.tolerable < h.yes_at_least);
      RC_ASSERT(h.no_at_most + h.tolerable < h.threshold);
      RC_ASSERT(certainly(less_equal(Ball(h.beta, p), mul(pow(h.entries, x.vectors.order(), p),
                                                          Ball(Rational(1) + Rational::power_of_two(-99), p), p))));
    }
  });

  suite.law("an output off by just less than the tolerable error, towards the threshold, still decides", [] {
    const GapProblem x = promised(size_in(2, 4), 3, 5);
    const Hardness h = centred(x);
    const bool yes = promise(x) == Promise::yes;
    const BallMatrix y = exact_rows(h);
    DoubleMatrix out(y.rows(), 1);
    const Rational off = h.tolerable - Rational::power_of_two(-45);
    for (std::size_t i = 0; i < y.rows(); ++i) {
      const Rational exact = y.get(i, 0).midpoint();
      out(i, 0) = (yes ? exact - off : exact + off).nearest_double();
    }
    RC_ASSERT(decide(h, out, h.tolerable).answer == (yes ? Answer::yes : Answer::no));
  });

  suite.law("both thresholds are attained, so an error just above the tolerable one can be made to fail", [] {
    const std::size_t d = size_in(1, 6), t = size_in(1, d), order = size_in(2, 4), n = size_in(1, 3);
    const Rational gap = Rational(size_in(1, 8)) / Rational(8);
    const Hardness yes = centred(tight(order, n, d, t, gap, true)), no = centred(tight(order, n, d, t, gap, false));
    RC_ASSERT(yes.tolerable == no.tolerable);
    const Rational hair = Rational::power_of_two(-28),
                   above = yes.tolerable * (Rational(1) + hair) + Rational::power_of_two(-50);
    DoubleMatrix out(no.queries, 1);
    out(0, 0) = yes.threshold.nearest_double();
    for (std::size_t i = 1; i < no.queries; ++i) out(i, 0) = out(0, 0) - 0x1p-40;
    const Rational common = Rational::exact(out(0, 0));
    // Within `above` of the YES instance's row 0 and of the NO instance's: no rule can be right for both.
    RC_ASSERT(abs(sub(largest_row(yes), Ball(common, p), p)).upper() < above);
    RC_ASSERT(abs(sub(largest_row(no), Ball(common, p), p)).upper() < above);
    RC_ASSERT(decide(yes, out, above).answer == Answer::undecided);
    // Passed off as within the tolerable error, a little more is answered wrongly.
    DoubleMatrix forged = out;
    forged(0, 0) = (no.no_at_most + no.tolerable * (Rational(1) + hair) + Rational::power_of_two(-48)).nearest_double();
    RC_ASSERT(decide(no, forged, no.tolerable).answer != Answer::no);
  });

  suite.law("both thresholds of either form are the outputs of an instance, exactly up to rounding outward", [] {
    const std::size_t d = size_in(1, 5), t = size_in(1, d), order = size_in(2, 4), n = size_in(1, 3);
    const Rational gap = Rational(size_in(1, 8)) / Rational(8), hair = Rational::power_of_two(-60);
    const GapProblem yes = tight(order, n, d, t, gap, true), no = tight(order, n, d, t, gap, false);
    for (const auto& form : {centred, paper_like}) {
      const Hardness h = form(yes), other = form(no);
      RC_ASSERT(h.yes_at_least == other.yes_at_least && h.no_at_most == other.no_at_most);
      const Ball one_t = largest_row(h), all_m = largest_row(other);
      RC_ASSERT(certainly(less_equal(Ball(h.yes_at_least, p), one_t)));
      RC_ASSERT(certainly(less(one_t, Ball(h.yes_at_least * (Rational(1) + hair), p))));
      RC_ASSERT(certainly(less_equal(all_m, Ball(h.no_at_most, p))));
      RC_ASSERT(certainly(less(Ball(h.no_at_most * (Rational(1) - hair), p), all_m)));
    }
  });

  suite.law("without the tuples of keys and dummies mixed, the bounds are violated by an instance", [] {
    const std::size_t order = size_in(3, 4), n = size_in(1, 3), d = size_in(1, 4), t = size_in(1, d);
    const GapProblem x = tight(order, n, d, t, 1, true);
    const Hardness c = centred(x), q = paper_like(x);
    const Rational unit = q.beta / Rational(2 * d), centre = c.beta / Rational(2 * d);
    const Ball real(c.real_tuples);
    const Ball sum = add(e(unit * Rational(t)), sub(real, Ball(1), p), p);
    const Ball forgetful = share(sum, mul(real, e(q.beta / Rational(2)), p));
    RC_ASSERT(certainly(less(largest_row(q), forgetful)));
    const Ball shifted = add(e(centre * (Rational(t) - Rational(d) * c.lambda)),
                             mul(sub(real, Ball(1), p), e(-centre * Rational(d) * c.lambda), p), p);
    RC_ASSERT(certainly(less(largest_row(c), share(shifted, real))));
    RC_ASSERT(overlap(largest_row(c), share(shifted, Ball(c.unmoved))));
  });

  suite.law("turned back, a hard instance under rotary positions is the same instance, and is decided", [] {
    const GapProblem x = promised(2, 4, 5);
    const Hardness h = centred(x);
    const std::size_t width = h.problem.q.cols();
    const auto pairing = size_in(0, 1) == 0 ? attention::Pairing::half : attention::Pairing::interleaved;
    const RotaryHardness r = with_rotary(h, attention::standard_rotary(width, width, pairing, 10000));
    RC_ASSERT(r.growth * r.growth <= Rational(2) + Rational::power_of_two(-40));
    RC_ASSERT(r.perturbation < Rational::power_of_two(-40) * (Rational(1) + h.beta));
    const BallField field{p};
    const auto turned = [&](const DoubleMatrix& a, std::size_t i, attention::Role role) {
      std::vector<Ball> row;
      for (std::size_t l = 0; l < width; ++l) row.push_back(Ball::exact(a(i, l)));
      attention::rotate(std::get<attention::Rotary>(r.problem.positions), std::span<Ball>(row), i, role, field);
      return row;
    };
    for (std::size_t i = 0; i < r.problem.q.rows(); ++i)
      for (std::size_t j = 0; j < r.problem.k.rows(); ++j) {
        const auto a = turned(r.problem.q, i, attention::Role::query), b = turned(r.problem.k, j, attention::Role::key);
        Ball s(0);
        for (std::size_t l = 0; l < width; ++l) s = add(s, mul(a[l], b[l], p), p);
        const Ball off = abs(sub(div(s, Ball(width), p), Ball(logit(h.problem, i, {j}), p), p));
        RC_ASSERT(certainly(less_equal(off, Ball(r.perturbation + Rational::power_of_two(-200), p))));
      }
    const auto out = attention::softmax(r.problem, r.tolerable, attention::Method::automatic, {}, 1);
    const Decision found = decide(r, out.value().answer.output, out.value().answer.error_bound());
    RC_ASSERT(found.answer == (promise(x) == Promise::yes ? Answer::yes : Answer::no));
  });

  suite.fact("between the two sides of the promise nothing is claimed, and what is wrong is named", [] {
    GapProblem x = tight(3, 2, 4, 3, Rational(1, 2), true);
    x.t = 4;
    x.gap = Rational(1, 2);  // the largest product, 3, lies between 2 and 4
    const Decision found = by_attention(centred(x));
    RC_ASSERT(found.answer == Answer::undecided && found.promise_broken);
    const Hardness h = centred(x);
    RC_ASSERT(
        throws_with<std::invalid_argument>([&] { (void)decide(h, DoubleMatrix(1, 1), 0); }, {"output", "1 x 1", "2"}));
    DoubleMatrix beyond(2, 1);
    for (const double y : {1.26, -0.26, 1e308}) {
      beyond(1, 0) = y;
      RC_ASSERT(decide(h, beyond, Rational(1, 4)).impossible);
      RC_ASSERT(decide(h, beyond, Rational(1, 4)).answer == Answer::undecided);
    }
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)decide(h, DoubleMatrix(4, 1), -1); }, {"error", "-1"}));
    for (const double none : {NAN, INFINITY, -INFINITY}) {
      beyond(1, 0) = none;
      RC_ASSERT(
          throws_with<std::invalid_argument>([&] { (void)decide(h, beyond, 1); }, {"entry (1, 0)", "not finite"}));
    }
    Hardness close = centred(tight(2, 2, 4, 3, Rational(1, 2), true));
    const attention::Rotary turns = attention::standard_rotary(8, 8, attention::Pairing::half, 10000);
    close.no_at_most = close.yes_at_least * (Rational(1) - with_rotary(close, turns).perturbation);
    RC_ASSERT(throws_with<std::domain_error>([&] { (void)with_rotary(close, turns); }, {"for YES is not above"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)with_rotary(h, {}); }, {"order", "3"}));
    x.vectors.sets.resize(7, x.vectors.sets[0]);
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)centred(x); }, {"7", "2 to 6"}));
    x.gap = 0;
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)paper_like(x); }, {"gap", "0"}));
  });

  return suite.finish();
}
