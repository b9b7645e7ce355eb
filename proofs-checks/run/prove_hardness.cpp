#include <optional>

#include "attest/certificate/lines.hpp"
#include "attest/number/ball.hpp"
#include "attest/reduction/protocol.hpp"
#include "attest/reduction/to_attention.hpp"
#include "prove.hpp"

namespace attest::run {
namespace {

using reduction::BitVectors;
using reduction::Symbol;
using reduction::Word;

constexpr std::size_t most_numbers = std::size_t{1} << 20;

Undecided no_proof(const std::string& why) { return {Undecided::Reason::bounds_do_not_separate, why, {}, {}}; }

/// `count` words of `digits` zeros and ones.
BitVectors take_bits(Lines& lines, const std::string& key, std::size_t count, std::size_t digits) {
  const std::string text = lines.take(key);
  BitVectors x(count, digits);
  bool fits = text.size() == count * (digits + 1) - 1;
  for (std::size_t at = 0; fits && at < text.size(); ++at) {
    const std::size_t i = at / (digits + 1), l = at % (digits + 1);
    fits = l == digits ? text[at] == ' ' : text[at] == '0' || text[at] == '1';
    if (fits && text[at] == '1') x.set(i, l, true);
  }
  if (!fits) lines.fail(fmt::format("words of zeros and ones are needed: {}, of {} digits", count, digits));
  return x;
}

std::size_t take_from(Lines& lines, const std::string& key, std::size_t least, std::size_t most) {
  const std::size_t n = lines.take_count(key, most);
  if (n < least) lines.fail(fmt::format("a whole number from {} to {} is needed", least, most));
  return n;
}

bool is_prime(std::size_t p) {
  for (std::size_t q = 2; q * q <= p; ++q)
    if (p % q == 0) return false;
  return p > 1;
}

std::string line_of(const std::string& key, const std::string& value) { return key + " " + value + "\n"; }

struct Numbers {
  Rational scale, centre, yes_at_least, no_at_most;
};

/// The form's bounds on the outputs with another scale, rounded outward to 256 bits.
Numbers with_scale(const reduction::GapProblem& x, bool centred, const Rational& scale, const Rational& centre) {
  const Precision precision(512);
  const Rational d(x.vectors.dimension()), unit = scale / (Rational(2) * d);
  const long order = static_cast<long>(x.vectors.order());
  const Rational tuples = pow(Rational(x.vectors.sets[0].size()), order - 1),
                 all = tuples * pow(Rational(2), order - 1);
  const auto weights = [&](const Rational& count, const Rational& logit) {
    return mul(Ball(count, precision), exp(Ball(logit, precision), precision), precision);
  };
  const auto logit = [&](std::size_t product) { return unit * (Rational(product) - d * centre); };
  const Ball rest =
      centred ? Ball(all - tuples, precision)
              : add(weights(tuples, scale / Rational(2)), Ball(all - Rational(2) * tuples, precision), precision);
  const Ball yes = add(weights(1, logit(x.t)), weights(tuples - Rational(1), logit(0)), precision);
  const Ball no = weights(tuples, logit(x.most_of_no()));
  const Rational least = div(yes, add(yes, rest, precision), precision).lower();
  const Rational most = div(no, add(no, rest, precision), precision).upper();
  const Rational fine = Rational::power_of_two(256);
  return {scale, centre, Rational(floor(least * fine)) / fine, Rational(ceil(most * fine)) / fine};
}

/// Scale and centre of the form; where they tolerate no such error, or the bound is too small for them, scales that
/// are twice as large, again and again, or half as large, or as large as allowed.
std::optional<Numbers> find_numbers(const reduction::GapProblem& x, bool centred, const Rational& error,
                                    const Rational& largest_scale) {
  const auto h = centred ? reduction::centred(x) : reduction::paper_like(x);
  const auto fits = [&](const Numbers& n) {
    return n.scale <= largest_scale && n.yes_at_least - n.no_at_most > Rational(2) * error;
  };
  const Numbers first{h.beta, h.lambda, h.yes_at_least, h.no_at_most};
  if (fits(first)) return first;
  for (const long twice : {1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -3, -4}) {
    const Rational scale = min(h.beta * Rational::power_of_two(twice), largest_scale);
    if (const Numbers n = with_scale(x, centred, scale, h.lambda); fits(n)) return n;
  }
  return std::nullopt;
}

/// The coefficients of the polynomial of degree below y.size() with the values y at `first`, first + 1, .. in F_p.
Word interpolated(Word y, Symbol first, Symbol p) {
  for (std::size_t j = 1; j < y.size(); ++j) {
    Symbol inverse = 1;
    for (Symbol e = p - 2, x = j; e > 0; e /= 2, x = x * x % p)
      if (e % 2 == 1) inverse = inverse * x % p;
    for (std::size_t i = y.size(); i-- > j;) y[i] = (y[i] + p - y[i - 1]) * inverse % p;
  }
  Word c(y.size(), 0);
  for (std::size_t j = y.size(); j-- > 0;) {  // c (X - first - j) + y_j
    const Symbol root = (first + j) % p;
    for (std::size_t i = y.size(); i-- > 0;) c[i] = ((i > 0 ? c[i - 1] : y[j]) + c[i] * (p - root)) % p;
  }
  return c;
}

}  // namespace

Outcome<std::string> prove_reduction_gap(Lines& lines, const std::string& sha256) {
  const bool centred = lines.take_word("form", {"centred", "paper-like"}) == "centred";
  const std::size_t order = take_from(lines, "order", 2, 6);
  const auto size = lines.take_numbers("size");
  if (size.size() != 2 ||
      std::ranges::any_of(size, [](const Rational& n) { return !n.is_integer() || n.sign() <= 0; }) ||
      size[0] * size[1] > Rational(most_numbers))
    lines.fail(fmt::format("sets of 1 to {} digits are needed", most_numbers));
  const auto n = static_cast<std::size_t>(size[0].numerator()), d = static_cast<std::size_t>(size[1].numerator());
  reduction::GapProblem x;
  for (std::size_t p = 0; p < order; ++p) x.vectors.sets.push_back(take_bits(lines, "set", n, d));
  x.t = take_from(lines, "threshold", 1, d);
  x.gap = lines.take_number("gap");
  if (x.gap.sign() <= 0 || x.gap > Rational(1)) lines.fail("0 < gap <= 1 is needed");
  const Rational error = lines.take_number("error"), bound = lines.take_number("bound");
  if (error.sign() < 0 || bound.sign() <= 0) lines.fail("an error of at least 0 and a positive bound are needed");
  const bool yes = lines.take_word("answer", {"yes", "no"}) == "yes";
  lines.finish();

  const Rational choices = pow(Rational(n), static_cast<long>(order)), most = Rational::power_of_two(32);
  if (choices * Rational(order * d) > most || choices * Rational(d + 64) > Rational(2) * most)
    return no_proof(attest::to_text(choices) + " choices are too many to look at");
  const Rational largest_scale = Rational(floor(pow(bound, static_cast<long>(order)) * Rational(64))) / Rational(64);
  const auto numbers = largest_scale.sign() > 0 ? find_numbers(x, centred, error, largest_scale) : std::nullopt;
  if (!numbers) return no_proof("no scale is found that is within the bound and tolerates the error");
  const auto largest = reduction::largest_product(x.vectors);
  if (yes ? largest.product < x.t : largest.product > x.most_of_no())
    return no_proof(fmt::format("the largest product is {}", largest.product));
  return certificate::proof_head(sha256, "reduction-gap") + line_of("scale", attest::to_text(numbers->scale)) +
         (centred ? line_of("centre", attest::to_text(numbers->centre)) : "") +
         line_of("yes-at-least", attest::to_text(numbers->yes_at_least)) +
         line_of("no-at-most", attest::to_text(numbers->no_at_most)) +
         (yes ? certificate::line("choice", largest.choice) : "") + "end\n";
}

/// Merlin's message z(X) c(X), z = X .. (X-kappa+1), that agrees with w at the first (k-1)(kappa-1) points that
/// are not systematic: w itself where w is allowed, and else accepted as often as any when one systematic symbol of w
/// is not 0 (docs/theory/hardness-protocol.md).
Outcome<std::string> prove_protocol_count(Lines& lines, const std::string& sha256) {
  reduction::Protocol x;
  x.p = lines.take_count("prime", (std::size_t{1} << 31) - 1);
  if (!is_prime(x.p)) lines.fail("a prime is needed");
  x.blocks = take_from(lines, "blocks", 1, std::min(x.p - 1, most_numbers));
  x.symbols = take_from(lines, "symbols", 1, most_numbers / x.blocks);
  x.length = take_from(lines, "length", 1, std::min(x.p, most_numbers));
  x.players = take_from(lines, "players", 2, 8);
  if (x.length <= x.degree()) lines.fail("a length above players (symbols - 1) is needed");
  reduction::VectorSets inputs;
  for (std::size_t k = 0; k < x.players; ++k) {
    const BitVectors words = take_bits(lines, "input", x.blocks, x.symbols);
    inputs.sets.emplace_back(1, x.input());
    for (std::size_t l = 0; l < x.input(); ++l) inputs.sets.back().set(0, l, words.get(l / x.symbols, l % x.symbols));
  }
  const std::string accepting = lines.take_word("accepting", {"all", "at-most", "exactly"});
  const std::size_t coins = accepting == "all" ? x.length : lines.take_count("coins", x.length);
  lines.finish();
  if (x.message_dimension() * x.length > std::size_t{1} << 22) return no_proof("the code is too long");
  if (x.players * x.input() * (x.symbols + 5 * x.length) > std::size_t{1} << 31)
    return no_proof("attest-check would not encode so many blocks");

  const reduction::Choice first(x.players, 0);
  const reduction::MerlinArthur protocol(x, reduction::Conditions::waived);
  const Word w = protocol.combined(inputs, first);
  std::string proof = certificate::proof_head(sha256, "protocol-count");
  if (accepting != "all") {
    std::size_t l = 0;
    const auto common = [&](std::size_t at) {
      return std::ranges::all_of(inputs.sets, [&](const BitVectors& v) { return v.get(0, at); });
    };
    while (l < x.input() && !common(l)) ++l;
    if (l == x.input()) return no_proof("the inputs do not meet: a message is accepted on all coins");
    if (coins < x.degree()) return no_proof(fmt::format("{} coins are bounded, no fewer", x.degree()));
    proof += line_of("block", std::to_string(l / x.symbols)) + line_of("place", std::to_string(l % x.symbols));
  }
  if (accepting != "at-most") {
    Word wanted;  // w / z
    for (std::size_t r = x.symbols; r < x.message_dimension(); ++r) {
      Symbol z = 1, quotient = w[r];
      for (std::size_t i = 0; i < x.symbols; ++i) z = z * (r - i) % x.p;
      for (Symbol e = x.p - 2; e > 0; e /= 2, z = z * z % x.p)
        if (e % 2 == 1) quotient = quotient * z % x.p;
      wanted.push_back(quotient);
    }
    const Word c = interpolated(wanted, x.symbols, x.p);
    Integer index = 0;
    for (std::size_t j = c.size(); j-- > 0;) index = index * x.p + c[j];
    const std::size_t found = protocol.accepting_coins(protocol.message(index), inputs, first);
    if (found < coins) return no_proof(fmt::format("the message found is accepted on {} coins", found));
    proof += certificate::line("message", std::vector<std::size_t>(c.begin(), c.end()));
  }
  return proof + "end\n";
}

}  // namespace attest::run
