#include <stdexcept>
#include <utility>

#include "attest/expoly/degree.hpp"
#include "attest/table/tables.hpp"

namespace attest::table {
namespace {

const Precision bits(160);

/// ln N!, for N from 64 on by Robbins: sqrt(2 pi N) (N/e)^N e^{1/(12N+1)} < N! < sqrt(2 pi N) (N/e)^N e^{1/(12N)}.
Ball ln_factorial(const Integer& N) {
  constexpr int exactly = 64;
  if (N < exactly) {
    Integer product = 1;
    for (Integer i = 2; i <= N; ++i) product *= i;
    return log(Ball(product), bits);
  }
  const Ball n(N), ln_n = log(n, bits);
  const Ball stirling =
      add(sub(mul(n, ln_n, bits), n, bits),
          div(add(log(mul(Ball(2), constant_pi(bits), bits), bits), ln_n, bits), Ball(2), bits), bits);
  return add(stirling, hull(Ball(Rational(1, N * 12 + 1), bits), Ball(Rational(1, N * 12), bits), bits), bits);
}
Ball ln_binomial(const Integer& n, const Integer& k) {
  return sub(ln_factorial(n), add(ln_factorial(k), ln_factorial(n - k), bits), bits);
}

/// The least degree for relative error 2^-m on [-beta, beta] lies between the two (docs/tables.md).
struct Degrees {
  long at_least, at_most;
};

Degrees closed_form(const Rational& beta, long m) {
  const Ball b(beta, bits), half(beta / Rational(2), bits), target = neg(mul(Ball(m), log(Ball(2), bits), bits));
  // ln of 2 (beta/2)^N / N!
  const auto first = [&](long N) {
    return sub(add(log(Ball(2), bits), mul(Ball(N), log(half, bits), bits), bits), ln_factorial(Integer(N)), bits);
  };
  const auto suffices = [&](long N) {
    const Rational next(Integer(N) + 1);
    const Ball tail = sub(Ball(beta * beta / (Rational(4) * next), bits),
                          log(Ball(Rational(1) - beta / (Rational(2) * next), bits), bits), bits);
    return certainly(less_equal(add(first(N), add(tail, b, bits), bits), target));
  };
  const auto fails = [&](long N) { return certainly(less(add(target, b, bits), first(N))); };
  const long start = static_cast<long>(ceil(beta)) + 1;
  long high = start;
  while (!suffices(high)) high *= 2;
  /// The least N of (low, high] for which `holds`, which then holds from there on.
  const auto least = [](long low, long high_end, const auto& holds) {
    while (high_end - low > 1) {
      const long middle = low + (high_end - low) / 2;
      (holds(middle) ? high_end : low) = middle;
    }
    return high_end;
  };
  const long enough = suffices(start) ? start : least(start, high, suffices);
  const long first_open = fails(start) ? least(start, enough + 1, [&](long N) { return !fails(N); }) : 1;
  return {fails(start) ? first_open - 1 : 0, enough - 1};
}

Degrees degrees(const Rational& beta, long m) {
  constexpr long decided_exactly = 256;
  if (m > decided_exactly) return closed_form(beta, m);
  const auto b = expoly::bracket_degree({-beta, beta}, Rational::power_of_two(-m), expoly::ErrorKind::relative);
  return {static_cast<long>(b.at_least()), static_cast<long>(b.upper.degree)};
}

Row row(const Rational& beta, long m) {
  const Degrees g = degrees(beta, m);
  const Ball ln_n = mul(Ball(m), log(Ball(2), bits), bits);
  // log_n C(f a, f g), a = variables + g, at both ends of g: it grows with g.
  const auto exponent = [&](const Integer& variables, long factor) {
    const auto at = [&](long degree) {
      const Integer k = Integer(degree) * factor;
      return div(ln_binomial(variables * factor + k, k), ln_n, bits);
    };
    return Enclosure{at(g.at_least).lower(), at(g.at_most).upper()};
  };
  const Integer d = m;
  Cell least = Integer(g.at_most);
  if (g.at_least != g.at_most) least = Enclosure{Rational(g.at_least), Rational(g.at_most)};
  return {Integer(m),
          beta,
          least,
          exponent(d, 1),
          exponent(d, 2),
          exponent(d, 3),
          exponent(2 * d, 1),
          exponent(d * d, 1),
          Text{g.at_least == g.at_most ? "least degree" : "degree between two bounds"}};
}

Sheet sheet(const Grid& grid) {
  Sheet s{
      "exponent",
      {"How the counts grow: log_n of the columns (terms) for n tokens in d = log2 n dimensions, logits at most beta, "
       "relative error 1/n of the weights, at the least degree g. The polynomial method takes n times as many "
       "operations, so that below 1 it is faster than n^2. Each row is certified for its n, no limit is taken.",
       "How the counts grow: $\\log_n$ of the columns (terms) for $n$ tokens in $d=\\log_2n$ dimensions, logits at "
       "most $\\beta$, relative error $1/n$ of the weights, at the least degree $g$. The polynomial method takes $n$ "
       "times as many operations, so that below 1 it is faster than $n^2$. Each row is certified for its $n$, no limit "
       "is taken."},
      {{"log2_n", {"log2 n", "$\\log_2n$"}},
       {"b", {"beta", "$\\beta$"}},
       {"degree", {"g", "$g$"}, "", Show::above, 12},
       {"tight", {"C(d+g, g)", "${d+g\\choose g}$"}, "", Show::above, 5},
       {"papers_2", {"C(2(g+d), 2g)", "${2(g+d)\\choose 2g}$"}, "", Show::above, 5},
       {"papers_3", {"C(3(g+d), 3g)", "${3(g+d)\\choose 3g}$"}, "", Show::above, 5},
       {"rope", {"C(2d+g, g)", "${2d+g\\choose g}$"}, "", Show::above, 5},
       {"any", {"C(d^2+g, g)", "${d^2+g\\choose g}$"}, "", Show::above, 5},
       words("scope", {"certified"})},
      {}};
  s.rows = [grid](const auto& emit) {
    for (const auto& beta : grid.numbers("b"))
      for (const long m : grid.wholes("n")) emit(row(beta, m));
  };
  return s;
}

}  // namespace

Definition exponent_table() {
  return {"exponent",
          "log_n of each count, n = 2^10 .. 2^(10^6): where n r drops below n^2",
          {{"n",
            "numbers of tokens, powers of two",
            Kind::powers,
            {10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10'000, 20'000, 50'000, 100'000, 200'000, 500'000, 1'000'000},
            2,
            1'000'000'000},
           {"b", "bounds of the logits", Kind::rational, {1}, Rational(1, 1000), 64}},
          Needs::nothing,
          sheet};
}

}  // namespace attest::table
