#include "attest/reduction/protocol.hpp"

#include <algorithm>
#include <stdexcept>

#include "attest/number/text.hpp"

namespace attest::reduction {
namespace {

std::string number(std::size_t n) { return std::to_string(n); }

/// Where the parameters cannot even be run; the code checks p, R and kappa.
Protocol runnable(const Protocol& x) {
  if (x.players < 2) throw std::invalid_argument("players: " + number(x.players) + "; at least two are needed");
  if (x.blocks == 0) throw std::invalid_argument("blocks: 0; at least one is needed");
  if (x.symbols == 0) throw std::invalid_argument("symbols: 0; at least one is needed");
  if (static_cast<long>(x.degree()) + 1 + x.excess < static_cast<long>(x.symbols) || x.message_dimension() > x.length)
    throw std::invalid_argument("length: " + number(x.length) + "; messages of degree " +
                                std::to_string(static_cast<long>(x.degree()) + x.excess) + " need more than " +
                                number(std::max(x.degree(), x.symbols - 1)) + " points");
  return x;
}
Protocol required(const Protocol& x, Conditions conditions) {
  if (conditions == Conditions::required && x.players >= 2 && x.symbols >= 1)
    if (const auto failing = violations(x); !failing.empty()) throw std::invalid_argument(failing.front());
  return runnable(x);
}
std::size_t bits_for(const Integer& values) {
  return values <= 1 ? 0 : Integer(values - 1).bits();
}
std::size_t agreement(const Word& a, const Word& b) {
  std::size_t n = 0;
  for (std::size_t r = 0; r < a.size(); ++r) n += a[r] == b[r] ? 1 : 0;
  return n;
}
/// sum_t prod_p of the encodings chosen.
Word combine(const std::vector<const std::vector<Word>*>& encoded, std::size_t length, Symbol p) {
  Word w(length, 0);
  for (std::size_t t = 0; t < encoded.front()->size(); ++t)
    for (std::size_t r = 0; r < length; ++r) {
      Symbol product = 1;
      for (const auto* words : encoded) product = product * (*words)[t][r] % p;
      w[r] = (w[r] + product) % p;
    }
  return w;
}
void require_players(const VectorSets& x, const Protocol& protocol) {
  require_valid(x);
  if (x.order() != protocol.players)
    throw std::invalid_argument("sets: " + number(x.order()) + "; one for each of the " + number(protocol.players) +
                                " players is needed");
}

}  // namespace

std::vector<std::string> violations(const Protocol& x) {
  std::vector<std::string> failing;
  if (x.p <= x.blocks)
    failing.push_back("p: " + number(x.p) + "; a characteristic above T = " + number(x.blocks) +
                      " is needed, so that a sum of T bits is 0 only where all are");
  if (2 * x.degree() > x.length)
    failing.push_back("length: " + number(x.length) + "; at least 2k(kappa-1) = " + number(2 * x.degree()) +
                      " points are needed, so that R - k(kappa-1) >= R/2");
  if (x.excess != 0)
    failing.push_back("excess: " + std::to_string(x.excess) +
                      "; Merlin's degree is k(kappa-1) = " + number(x.degree()) + ", no more and no less");
  return failing;
}

Protocol smallest_protocol(std::size_t players, std::size_t d, std::size_t blocks) {
  if (players < 2) throw std::invalid_argument("players: " + number(players) + "; at least two are needed");
  if (d == 0 || blocks == 0 || blocks > d)
    throw std::invalid_argument("blocks: " + number(blocks) + "; 1 to the dimension " + number(d) + " is allowed");
  Protocol x;
  x.blocks = blocks;
  x.symbols = (d + blocks - 1) / blocks;
  x.players = players;
  x.length = std::max<std::size_t>(1, 2 * x.degree());
  x.p = prime_from(std::max(x.length, blocks + 1));
  return x;
}

MerlinArthur::MerlinArthur(const Protocol& x, Conditions conditions)
    : x_(required(x, conditions)), code_(x.p, x.length, x.symbols), merlin_(x.p, x.length, x.message_dimension()) {
  Word z(x.length, 1);
  for (std::size_t r = 0; r < x.length; ++r)
    for (std::size_t i = 0; i < x.symbols; ++i) z[r] = z[r] * (r + x.p - i) % x.p;
  for (std::size_t j = x.symbols; j < x.message_dimension(); ++j) {
    basis_.push_back(z);
    for (std::size_t r = 0; r < x.length; ++r) z[r] = z[r] * r % x.p;
  }
}

Integer MerlinArthur::messages() const {
  return pow(Integer(x_.p), static_cast<unsigned long>(basis_.size()));
}

Word MerlinArthur::message(const Integer& index) const {
  if (index < 0 || index >= messages())
    throw std::out_of_range("message " + to_text(index) + " of " + to_text(messages()));
  Word word(x_.length, 0);
  Integer rest = index;
  for (const Word& b : basis_) {
    const auto c = static_cast<Symbol>(Integer(rest % x_.p));
    rest /= x_.p;
    for (std::size_t r = 0; r < word.size(); ++r) word[r] = (word[r] + c * b[r]) % x_.p;
  }
  return word;
}

bool MerlinArthur::allowed(const Word& message) const {
  if (message.size() != x_.length) return false;
  for (std::size_t i = 0; i < x_.symbols; ++i)
    if (message[i] != 0) return false;
  return merlin_.contains(message);
}

std::vector<Word> MerlinArthur::encode(const BitVectors& vectors, std::size_t i) const {
  if (vectors.dimension() > x_.input())
    throw std::invalid_argument("vectors: dimension " + number(vectors.dimension()) +
                                "; at most T kappa = " + number(x_.input()) + " is allowed");
  std::vector<Word> words;
  for (std::size_t t = 0; t < x_.blocks; ++t) {
    Word message(x_.symbols, 0);
    for (std::size_t s = 0; s < x_.symbols; ++s)
      if (const std::size_t l = t * x_.symbols + s; l < vectors.dimension()) message[s] = vectors.get(i, l) ? 1 : 0;
    words.push_back(code_.encode(message));
  }
  return words;
}

Word MerlinArthur::combined(const VectorSets& x, const Choice& choice) const {
  require_players(x, x_);
  std::vector<std::vector<Word>> encoded;
  for (std::size_t p = 0; p < x.order(); ++p) encoded.push_back(encode(x.sets[p], choice.at(p)));
  std::vector<const std::vector<Word>*> chosen;
  for (const auto& words : encoded) chosen.push_back(&words);
  return combine(chosen, x_.length, x_.p);
}

std::optional<Word> MerlinArthur::honest_message(const VectorSets& x, const Choice& choice) const {
  Word w = combined(x, choice);
  if (!allowed(w)) return std::nullopt;
  return w;
}

bool MerlinArthur::accepts(const Word& message, const VectorSets& x, const Choice& choice, std::size_t r) const {
  if (r >= x_.length) throw std::out_of_range("coin " + number(r) + " of " + number(x_.length));
  return allowed(message) && message[r] == combined(x, choice)[r];
}

std::size_t MerlinArthur::accepting_coins(const Word& message, const VectorSets& x, const Choice& choice) const {
  return allowed(message) ? agreement(message, combined(x, choice)) : 0;
}

MerlinArthur::Tally MerlinArthur::run_all(const VectorSets& x) const {
  require_players(x, x_);
  Integer comparisons = messages() * x_.length;
  for (const auto& s : x.sets) comparisons *= s.size();
  if (comparisons > Integer(1) << 32)
    throw std::length_error("protocol: " + to_text(comparisons) + " comparisons; at most 2^32 are made");
  std::vector<Word> all;
  for (std::size_t index = 0; index < messages(); ++index) all.push_back(message(index));
  std::vector<std::vector<std::vector<Word>>> encoded(x.order());
  for (std::size_t p = 0; p < x.order(); ++p)
    for (std::size_t i = 0; i < x.sets[p].size(); ++i) encoded[p].push_back(encode(x.sets[p], i));

  Tally tally;
  Choice choice(x.order(), 0);
  std::vector<const std::vector<Word>*> chosen(x.order());
  for (;;) {
    for (std::size_t p = 0; p < x.order(); ++p) chosen[p] = &encoded[p][choice[p]];
    const Word w = combine(chosen, x_.length, x_.p);
    std::size_t best = 0, at = 0;
    for (std::size_t m = 0; m < all.size(); ++m)
      if (const std::size_t n = agreement(all[m], w); n > best) best = n, at = m;
    if (product(x, choice) == 0) {
      ++tally.orthogonal;
      if (best == x_.length)
        ++tally.complete;
      else if (!tally.incomplete)
        tally.incomplete = choice;
    } else {
      ++tally.others;
      if (!tally.worst || best > tally.most) {
        tally.most = best;
        tally.worst = choice;
        tally.worst_message = all[at];
      }
    }
    std::size_t p = x.order();
    while (p > 0 && ++choice[p - 1] == x.sets[p - 1].size()) choice[--p] = 0;
    if (p == 0) return tally;
  }
}

MerlinArthur::Cost MerlinArthur::cost() const {
  return {bits_for(messages()), bits_for(Integer(x_.length)),
          bits_for(pow(Integer(x_.p), static_cast<unsigned long>(x_.blocks)))};
}

VectorSets all_vectors(std::size_t players, std::size_t d) {
  if (players * d > 24)
    throw std::length_error("vectors: 2^" + number(players * d) + " choices; at most 2^24 are allowed");
  BitVectors every(std::size_t{1} << d, d);
  for (std::size_t i = 0; i < every.size(); ++i)
    for (std::size_t l = 0; l < d; ++l) every.set(i, l, (i >> l & 1U) != 0);
  return {std::vector<BitVectors>(players, every)};
}

}  // namespace attest::reduction
