#include "protocol_count.hpp"

#include <gmpxx.h>

#include <cstdint>
#include <string>
#include <vector>

#include "work.hpp"

namespace check {
namespace {

using Symbol = std::uint64_t;  // 0 .. p - 1, p < 2^31
using Word = std::vector<Symbol>;

struct Task {
  Symbol p = 0;
  std::size_t blocks = 0, symbols = 0, length = 0;
  std::vector<std::string> inputs;  // T words of kappa digits, a blank between them
  std::string accepting;
  std::size_t coins = 0;

  [[nodiscard]] std::size_t players() const { return inputs.size(); }
  [[nodiscard]] std::size_t degree() const { return players() * (symbols - 1); }
  [[nodiscard]] bool bit(std::size_t player, std::size_t block, std::size_t place) const {
    return inputs[player][block * (symbols + 1) + place] == '1';
  }
};

bool is_prime(Symbol p) {
  for (Symbol q = 2; q * q <= p; ++q)
    if (p % q == 0) return false;
  return p > 1;
}

Task take_task(Record& problem) {
  Task t;
  t.p = take_count(problem, "prime", (std::size_t{1} << 31) - 1);
  if (!is_prime(t.p)) problem.reject("not a prime");
  t.blocks = take_count(problem, "blocks", most_numbers);
  if (t.blocks == 0 || t.blocks >= t.p) problem.reject("1 <= blocks < prime is needed");
  t.symbols = take_count(problem, "symbols", most_numbers);
  if (t.symbols == 0 || t.blocks * t.symbols > most_numbers)
    problem.reject("inputs of 1 to " + std::to_string(most_numbers) + " bits are needed");
  t.length = take_count(problem, "length", most_numbers);
  if (t.length > t.p) problem.reject("a length of at most the prime is needed");
  const std::size_t players = take_count(problem, "players", 8);
  if (players < 2) problem.reject("2 to 8 players are needed");
  if (t.length <= players * (t.symbols - 1)) problem.reject("a length above players (symbols - 1) is needed");
  for (std::size_t k = 0; k < players; ++k) {
    const std::string x = problem.take("input");
    bool fits = x.size() == t.blocks * (t.symbols + 1) - 1;
    for (std::size_t at = 0; fits && at < x.size(); ++at)
      fits = (at + 1) % (t.symbols + 1) == 0 ? x[at] == ' ' : x[at] == '0' || x[at] == '1';
    if (!fits) problem.reject("a word of `symbols` digits for each block is needed");
    t.inputs.push_back(x);
  }
  t.accepting = problem.take("accepting");
  if (t.accepting == "at-most" || t.accepting == "exactly")
    t.coins = take_count(problem, "coins", t.length);
  else if (t.accepting != "all")
    problem.reject("one of all, at-most, exactly is needed");
  problem.finish();
  return t;
}

/// The values at 0 .. length - 1 of the polynomial of degree less than kappa that has the bits of a block at
/// 0 .. kappa - 1: additions of differences.
Word encoding(const Task& t, std::size_t player, std::size_t block) {
  Word difference(t.symbols);  // of orders 0, 1, .. at the point reached
  for (std::size_t i = 0; i < t.symbols; ++i) difference[i] = t.bit(player, block, i) ? 1 : 0;
  for (std::size_t j = 1; j < t.symbols; ++j)
    for (std::size_t i = t.symbols; i-- > j;) difference[i] = (difference[i] + t.p - difference[i - 1]) % t.p;
  Word word(t.length);
  for (Symbol& value : word) {
    value = difference[0];
    for (std::size_t j = 0; j + 1 < t.symbols; ++j) difference[j] = (difference[j] + difference[j + 1]) % t.p;
  }
  return word;
}

/// w: the sum over the blocks of the products of the players' encodings, at the points 0 .. length - 1.
Word truth(const Record& at, Work& work, const Task& t) {
  const std::uint64_t block = t.symbols * (t.symbols + t.length) + 4 * t.length;
  work.pay(at, 4 * t.players() * t.blocks * block);
  Word w(t.length);
  for (std::size_t b = 0; b < t.blocks; ++b) {
    Word product(t.length, 1);
    for (std::size_t k = 0; k < t.players(); ++k) {
      const Word word = encoding(t, k, b);
      for (std::size_t r = 0; r < t.length; ++r) product[r] = product[r] * word[r] % t.p;
    }
    for (std::size_t r = 0; r < t.length; ++r) w[r] = (w[r] + product[r]) % t.p;
  }
  return w;
}

/// On how many points mu = X .. (X-kappa+1) (c_0 + c_1 X + ..) is w; all messages of degree at most k (kappa-1)
/// that vanish at 0 .. kappa - 1 have this form.
std::size_t agreement(Record& proof, Work& work, const Task& t, const Word& w) {
  const std::size_t free = t.degree() + 1 - t.symbols;  // (k-1)(kappa-1) coefficients
  work.pay(proof, 4 * t.length * (free + t.symbols));
  Word c;
  if (free > 0)
    for (const std::size_t x : take_counts(proof, "message", free, t.p - 1)) c.push_back(x);
  std::size_t agree = 0;
  for (std::size_t r = 0; r < t.length; ++r) {
    Symbol mu = 0;
    for (std::size_t j = c.size(); j-- > 0;) mu = (mu * r + c[j]) % t.p;
    for (std::size_t i = 0; i < t.symbols; ++i) mu = mu * (r + t.p - i) % t.p;
    agree += mu == w[r] ? 1 : 0;
  }
  return agree;
}

/// w does not vanish at a systematic point, so no message is w, and none agrees with it on more than k (kappa-1)
/// points.
void check_common(Record& proof, const Task& t, const Word& w) {
  const std::size_t block = take_count(proof, "block", t.blocks - 1), place = take_count(proof, "place", t.symbols - 1);
  for (std::size_t k = 0; k < t.players(); ++k)
    if (!t.bit(k, block, place)) proof.reject("an input is 0 there");
  if (w[place] == 0) proof.reject("the sum of the products is 0 there");
  if (t.coins < t.degree()) proof.reject("a bound below players (symbols - 1) coins does not follow");
}

}  // namespace

void protocol_count(Record& problem, Record& proof) {
  const Task t = take_task(problem);
  Work work;
  const Word w = truth(proof, work, t);
  if (t.accepting != "all") check_common(proof, t, w);
  if (t.accepting != "at-most" && agreement(proof, work, t, w) < (t.accepting == "all" ? t.length : t.coins))
    proof.reject("the message is accepted on fewer coins");
  proof.finish();
}

}  // namespace check
