// Masks in double, against the definition in balls, on problems of several blocks of keys.
#include <algorithm>
#include <vector>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/seen_ranges.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/kernel/instructions.hpp"
#include "proven.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;

namespace {

Mask any_mask(std::size_t m) {
  Mask k;
  const auto size = [&] { return *rc::gen::inRange(0, 3) == 0 ? size_in(1, 70) : size_in(1, m); };
  k.causal = *rc::gen::inRange(0, 2) == 1;
  if (*rc::gen::inRange(0, 3) == 0) k.window = size();
  if (*rc::gen::inRange(0, 3) == 0) k.dilation = size_in(1, 4);
  if (*rc::gen::inRange(0, 3) == 0) k.block = size();
  if (k.everything()) k.causal = true;
  return k;
}

/// Enough keys for whole blocks of them to be seen by many queries; every query sees a key.
Problem masked_problem(double bound) {
  const std::size_t d = size_in(1, 3), n = size_in(1, 500), m = *rc::gen::inRange(0, 2) == 0 ? n : size_in(1, 500);
  Problem p{dense_doubles(n, d, bound, size_in(0, 1000)), dense_doubles(m, d, bound, size_in(0, 1000)),
            dense_doubles(m, size_in(1, 2), 2, size_in(0, 1000)), Scale::rational(1)};
  p.query_offset = *rc::gen::inRange(0, 3) == 0 ? size_in(0, 40) : 0;
  p.mask = any_mask(m);
  for (std::size_t i = 0; i < n; ++i)
    if (p.mask.run(i + p.query_offset, m).count == 0) p.mask = {true, {}, 1, {}};
  return p;
}

std::vector<std::size_t> some_rows(const Problem& p) {
  std::vector<std::size_t> rows{0, p.q.rows() - 1};
  for (int t = 0; t < 6; ++t) rows.push_back(size_in(0, p.q.rows() - 1));
  return rows;
}

}  // namespace

int main() {
  Suite s("attention/masks");
  s.law("ranges after sorting list exactly the keys that a query sees, at any dilation", [] {
    Problem p = masked_problem(1);
    if (*rc::gen::inRange(0, 4) == 0) p.mask.dilation = std::size_t{1} << 40;
    bool sees = true;
    for (std::size_t i = 0; i < p.q.rows(); ++i) sees = sees && p.mask.run(i + p.query_offset, p.k.rows()).count > 0;
    RC_PRE(sees);
    const SeenRanges ranges = seen_ranges(p);
    RC_ASSERT(ranges.seen.size() == p.q.rows());
    RC_ASSERT(ranges.sorted() == (p.mask.dilation > 1));
    for (std::size_t t = 0; t < p.q.rows(); ++t) {
      const std::size_t i = ranges.sorted() ? ranges.queries[t] : t;
      std::size_t count = 0;
      for (std::size_t b = ranges.seen[t].begin; b < ranges.seen[t].end; ++b, ++count)
        RC_ASSERT(p.mask.sees(i + p.query_offset, ranges.sorted() ? ranges.keys[b] : b));
      RC_ASSERT(count == p.mask.run(i + p.query_offset, p.k.rows()).count);
    }
    if (ranges.sorted()) RC_ASSERT(back_in_place(in_order(p.q, ranges.queries), ranges.queries) == p.q);
  });
  s.law("the polynomial method in double is within its proven bound of the definition under every mask", [] {
    const Problem p = masked_problem(*rc::gen::element(0.5, 1.2));
    const Rational eps = pow(Rational(10), -*rc::gen::inRange(2L, 8L));
    const auto a = softmax(p, eps, Method::polynomial, Budget{}, 1);
    RC_ASSERT(a.decided());
    RC_ASSERT(a.value().answer.method == "polynomial");
    assert_proven(p, a.value().answer, eps, some_rows(p));
  });
  s.law("so is the definition in double, with rotary positions too, for scores of any size, on every width", [] {
    Problem p = masked_problem(*rc::gen::element(0.5, 3.0, 30.0));
    if (p.q.cols() > 1 && *rc::gen::inRange(0, 2) == 0)
      p.positions = standard_rotary(p.q.cols(), 2, Pairing::half, 10000);
    const Rational eps(1, 10'000'000'000);
    for (const auto i : kernel::instructions_of_this_machine()) {
      kernel::choose_instructions_for_test(i);
      const auto a = softmax(p, eps, Method::definition_double, Budget{}, 1);
      kernel::choose_instructions_for_test(kernel::instructions_of_this_machine().front());
      RC_ASSERT(a.decided());
      RC_ASSERT(a.value().answer.method == "definition-double");
      assert_proven(p, a.value().answer, eps, some_rows(p));
    }
  });
  s.law("neither depends on threads", [] {
    const Problem p = masked_problem(1);
    for (const Method method : {Method::polynomial, Method::definition_double}) {
      const auto one = softmax(p, Rational(1, 100), method, Budget{}, 1),
                 three = softmax(p, Rational(1, 100), method, Budget{}, 3);
      RC_ASSERT(one.decided() && three.decided());
      RC_ASSERT(one.value().answer.output == three.value().answer.output);
    }
  });
  s.fact("a part of a mask that is 0, a query that sees no key and an offset beyond 2^40 are refused by name", [] {
    const DoubleMatrix a(3, 2);
    const auto refused = [&](const auto& change, const std::vector<std::string>& words) {
      Problem p{a, a, a};
      change(p);
      return throws_with<std::invalid_argument>([&] { require_valid(p); }, words);
    };
    RC_ASSERT(refused([](Problem& p) { p.mask.window = 0; }, {"window: 0; at least 1"}));
    RC_ASSERT(refused([](Problem& p) { p.mask.dilation = 0; }, {"dilation: 0"}));
    RC_ASSERT(refused([](Problem& p) { p.mask.block = 0; }, {"block: 0"}));
    RC_ASSERT(refused([](Problem& p) { p.mask.window = 1, p.query_offset = 3; },
                      {"mask: query 0 at position 3 sees none of the 3 keys"}));
    RC_ASSERT(
        refused([](Problem& p) { p.query_offset = (std::size_t{1} << 40) + 1; }, {"query offset: 1099511627777"}));
    Mask all{true, 4, 2, 8};
    RC_ASSERT(all.text() == "causal, window 4, dilation 2, block 8" && Mask{}.text().empty());
  });
  return s.finish();
}
