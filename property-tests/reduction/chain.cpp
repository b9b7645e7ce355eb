#include "attest/reduction/chain.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/reduction/random.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::reduction;

namespace {

/// What certified attention says of the queries of one instance, asked for its tolerable error.
Decision by_attention(const Hardness& h) {
  auto problem = h.problem;
  problem.q = DoubleMatrix(h.queries, h.problem.q.cols());
  for (std::size_t i = 0; i < h.queries; ++i)
    for (std::size_t l = 0; l < problem.q.cols(); ++l) problem.q(i, l) = h.problem.q(i, l);
  const auto out = attention::attend(problem, h.tolerable, attention::Method::automatic, {}, 2);
  return decide(h, out.value().answer.output, out.value().answer.error_bound());
}

/// The whole chain, every stage against brute force.
void assert_decided(const Cnf& f, const Route& route) {
  const bool satisfiable = find_assignment(f).has_value();
  const Chain chain(f, route);
  RC_ASSERT(find_orthogonal(chain.vectors()).has_value() == satisfiable);
  std::vector<Decision> said;
  bool some = false;
  for (Integer i = 0; i < chain.sizes().instances; ++i) {
    const Promise side = promise(chain.gap(i));
    some = some || side == Promise::yes;
    said.push_back(by_attention(chain.attention(i)));
    RC_ASSERT(side != Promise::neither);
    RC_ASSERT(said.back().answer == (side == Promise::yes ? Answer::yes : Answer::no));
  }
  RC_ASSERT(some == satisfiable);
  RC_ASSERT(combined(said).answer == (satisfiable ? Answer::yes : Answer::no));
  RC_ASSERT(combined(said).margin.sign() > 0);
}

/// Clauses of 2 literals around the threshold of one a variable, or of 3 around 4.27; now and then planted.
Cnf some_formula(std::size_t least, std::size_t most) {
  Random draw(*rc::gen::arbitrary<std::uint64_t>());
  const std::size_t variables = least + draw.below(most - least + 1), width = 2 + draw.below(2);
  const std::size_t clauses =
      width == 3 ? 3 * variables + draw.below(3 * variables) : variables + draw.below(variables);
  return draw.below(5) == 0 ? planted_cnf(variables, clauses, width, draw.next())
                            : random_cnf(variables, clauses, width, draw.next());
}

}  // namespace

int main() {
  Suite suite("reduction/chain");

  std::size_t satisfied = 0, not_satisfied = 0;
  suite.law(
      "a formula of 6 to 12 variables, as orthogonal vectors, Gap-MaxIP and attention of order 3, is decided as by "
      "trying",
      [&] {
        const Cnf f = some_formula(6, 12);
        ++(find_assignment(f) ? satisfied : not_satisfied);
        assert_decided(f, {3, Link::direct, Form::centred, 0});
      },
      0.6);
  const char* const both = "of these some are satisfiable, and some are not";
  if (satisfied + not_satisfied < 20)
    suite.skip(both, "too few were tried (ATTEST_EFFORT)");
  else
    suite.fact(both, [&] { RC_ASSERT(5 * satisfied > not_satisfied && 5 * not_satisfied > satisfied); });

  suite.fact("pigeonholes and parities are decided by attention of order 3", [] {
    for (const Cnf& f : {pigeonhole(1), pigeonhole(2), parity(6, true, 1), parity(9, true, 2), parity(6, false, 1),
                         parity(9, false, 3), parity(12, true, 4)})
      assert_decided(f, {3, Link::direct, Form::centred, 0});
  });

  suite.law(
      "orders 2, 4, 5 and 6 and the paper-like form decide formulas of up to 8 variables",
      [] {
        const std::size_t order = *rc::gen::element<std::size_t>(2, 4, 5, 6);
        assert_decided(some_formula(3, order >= 5 ? 6 : 8), {order, Link::direct, Form::centred, 0});
        assert_decided(some_formula(3, 5), {size_in(2, 3), Link::direct, Form::paper_like, 0});
      },
      0.2);

  suite.law(
      "through Merlin's messages, all of them, formulas of up to three clauses are decided at orders 2 and 3",
      [] {
        const std::size_t order = size_in(2, 3), clauses = size_in(1, order == 2 ? 3 : 2);
        const Cnf f = random_cnf(size_in(2, 4), clauses, size_in(1, 2), *rc::gen::arbitrary<std::uint64_t>());
        assert_decided(f, {order, Link::protocol, Form::centred, size_in(0, clauses)});
      },
      0.2);

  suite.law("sizes told beforehand are those that are built", [] {
    const std::size_t order = size_in(2, 5);
    const bool direct = order > 3 || size_in(0, 1) == 0;
    const Cnf f = direct ? some_formula(3, 7) : random_cnf(3, 2, 2, *rc::gen::arbitrary<std::uint64_t>());
    const Route route{order, direct ? Link::direct : Link::protocol, Form::centred, 0};
    const ChainSizes s = chain_sizes(f, route);
    const Chain chain(f, route);
    const Hardness h = chain.attention(0);
    Integer entries = h.problem.q.entries().size();
    for (std::size_t a = 0; a + 1 < order; ++a)
      entries += h.problem.k[a].entries().size() + h.problem.v[a].entries().size();
    RC_ASSERT(entries * s.instances == s.entries);
    RC_ASSERT(chain.gap(0).vectors.dimension() == s.dimension);
    RC_ASSERT(chain.vectors().dimension() == s.clauses);
    for (std::size_t p = 0; p < order; ++p) RC_ASSERT(chain.vectors().sets[p].size() == s.vectors[p]);
  });

  suite.law("the row of a YES names values that can be completed", [] {
    const Cnf f = planted_cnf(6, 18, 3, *rc::gen::arbitrary<std::uint64_t>());
    const Chain chain(f, {3, Link::direct, Form::centred, 0});
    const Hardness h = chain.attention(0);
    const auto out = attention::attend(h.problem, h.tolerable, attention::Method::automatic, {}, 1);
    for (std::size_t i = 0; i < h.queries; ++i) {
      Cnf rest = f;
      const auto values = chain.values_of_row(i);
      for (std::size_t b = 0; b < values.size(); ++b)
        rest.clauses.push_back({values[b] ? static_cast<long>(b + 1) : -static_cast<long>(b + 1)});
      const Rational y = Rational::exact(out.value().answer.output(i, 0));
      RC_ASSERT((y > h.threshold) == find_assignment(rest).has_value());
    }
  });

  suite.fact("several decisions are combined as an or, with the margin of what decides", [] {
    const Decision yes{Answer::yes, Rational(1, 4), false}, more{Answer::yes, Rational(1, 2), false},
        no{Answer::no, Rational(1, 3), false}, less{Answer::no, Rational(1, 5), false}, unknown{};
    const auto is = [](const Decision& d, Answer answer, const Rational& margin) {
      return d.answer == answer && d.margin == margin;
    };
    RC_ASSERT(is(combined({no, less}), Answer::no, Rational(1, 5)));
    RC_ASSERT(is(combined({less, no}), Answer::no, Rational(1, 5)));
    RC_ASSERT(is(combined({no, unknown}), Answer::undecided, 0));
    RC_ASSERT(is(combined({unknown, no}), Answer::undecided, 0));
    RC_ASSERT(is(combined({unknown, yes, no, more}), Answer::yes, Rational(1, 2)));
    RC_ASSERT(is(combined({more, unknown, yes}), Answer::yes, Rational(1, 2)));
    RC_ASSERT(combined({no, {Answer::undecided, 0, true, false}}).promise_broken);
    RC_ASSERT(combined({{Answer::undecided, 0, false, true}, no}).impossible);
    RC_ASSERT(throws_with<std::invalid_argument>([] { (void)combined({}); }, {"decisions"}));
  });

  suite.fact(
      "through the protocol 9 clauses are 7 instances of 67228 coordinates at order 2, and 10^12 numbers at order 3",
      [] {
        const Cnf f = pigeonhole(2);
        const ChainSizes two = chain_sizes(f, {2, Link::protocol, Form::centred, 0});
        RC_ASSERT(two.instances == 7 && two.dimension == 67228);
        const ChainSizes three = chain_sizes(f, {3, Link::protocol, Form::centred, 0});
        RC_ASSERT(three.entries > pow(Integer(10), 12) && three.entries < pow(Integer(10), 13));
      });

  suite.fact("what cannot be built is named with its size", [] {
    const Cnf f = random_cnf(6, 20, 3, 1);
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)chain_sizes(f, {7, Link::direct}); }, {"7", "2 to 6"}));
    RC_ASSERT(throws_with<std::length_error>(
        [&] {
          (void)chain_sizes(random_cnf(60, 9, 3, 1), {2, Link::direct});
        },
        {"60", "48"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          (void)chain_sizes(f, {2, Link::protocol, Form::centred, 21});
        },
        {"blocks", "21", "20"}));
    RC_ASSERT(throws_with<std::length_error>(
        [&] {
          (void)Chain(random_cnf(40, 100, 3, 1), {2, Link::direct});
        },
        {"entries", "2^28"}));
    const Route protocol{2, Link::protocol, Form::centred, 1};
    RC_ASSERT(throws_with<std::length_error>([&] { (void)chain_sizes(random_cnf(20, 65537, 3, 1), protocol); },
                                             {"65537 clauses", "65536"}));
    const Chain chain(f, {2, Link::direct});
    RC_ASSERT(throws_with<std::out_of_range>([&] { (void)chain.gap(1); }, {"instance", "1"}));
  });

  return suite.finish();
}
