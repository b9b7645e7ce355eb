#include "attest/reduction/protocol.hpp"

#include <set>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/reduction/through_protocol.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::reduction;

namespace {

Protocol parameters(std::size_t p, std::size_t T, std::size_t kappa, std::size_t R, std::size_t k, int excess = 0) {
  Protocol x;
  x.p = p, x.blocks = T, x.symbols = kappa, x.length = R, x.players = k, x.excess = excess;
  return x;
}
/// Few enough inputs and messages to look at all.
const std::vector<Protocol>& toys() {
  static const std::vector<Protocol> all = {
      parameters(7, 1, 2, 7, 3),  parameters(7, 2, 2, 6, 3),  parameters(11, 2, 2, 6, 3),  parameters(11, 1, 2, 11, 3),
      parameters(13, 2, 2, 7, 3), parameters(13, 1, 3, 8, 2), parameters(13, 1, 3, 12, 3), parameters(11, 1, 2, 8, 4),
      parameters(11, 2, 3, 9, 2), parameters(5, 3, 2, 5, 2),  parameters(3, 2, 1, 1, 3)};
  return all;
}
/// The parameters of the ledger's own example: too many inputs for all messages in a test, so some are drawn.
const Protocol ledger_example = parameters(31, 2, 2, 14, 3);

VectorSets random_sets(std::size_t players, std::size_t n, std::size_t d) {
  VectorSets x;
  for (std::size_t p = 0; p < players; ++p) {
    BitVectors set(n, d);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t l = 0; l < d; ++l) set.set(i, l, *rc::gen::inRange(0, 10) < 6);
    x.sets.push_back(std::move(set));
  }
  return x;
}
Choice random_choice(const VectorSets& x) {
  Choice c;
  for (const auto& s : x.sets) c.push_back(size_in(0, s.size() - 1));
  return c;
}
VectorSets ones(std::size_t players, std::size_t d, const std::vector<std::size_t>& places) {
  BitVectors v(1, d);
  for (const std::size_t l : places) v.set(0, l, true);
  return {std::vector<BitVectors>(players, v)};
}

/// The value at r of the polynomial through the bits at 0 .. kappa-1, by Lagrange's formula in integers modulo p.
Symbol lagrange(const std::vector<Symbol>& bits, std::size_t r, std::size_t p) {
  const auto inverse = [&](std::size_t a) {
    std::size_t b = 1;
    while (a * b % p != 1) ++b;
    return b;
  };
  std::size_t sum = 0;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    std::size_t term = bits[i];
    for (std::size_t j = 0; j < bits.size(); ++j)
      if (j != i) term = term * ((r + p - j) % p) % p * inverse((i + p - j) % p) % p;
    sum = (sum + term) % p;
  }
  return sum;
}

}  // namespace

int main() {
  Suite suite("reduction/protocol");

  suite.law("the code agrees with Lagrange's formula and is systematic", [] {
    const std::size_t p = prime_from(size_in(2, 60)), R = size_in(1, p),
                      kappa = size_in(1, std::min<std::size_t>(R, 6));
    const ReedSolomon code(p, R, kappa);
    Word message;
    for (std::size_t i = 0; i < kappa; ++i) message.push_back(size_in(0, p - 1));
    const Word word = code.encode(message);
    for (std::size_t r = 0; r < R; ++r) RC_ASSERT(word[r] == lagrange(message, r, p));
    for (std::size_t i = 0; i < kappa; ++i) RC_ASSERT(word[i] == message[i]);
    RC_ASSERT(code.contains(word));
    if (kappa < R) {
      Word wrong = word;
      const std::size_t at = size_in(kappa, R - 1);
      wrong[at] = (wrong[at] + size_in(1, p - 1)) % p;
      RC_ASSERT(!code.contains(wrong));
    }
  });

  suite.fact("the distance, by all words, is R - kappa + 1, and that of products R - k (kappa-1)", [] {
    for (const std::size_t p : {5U, 7U, 11U})
      for (std::size_t R = 1; R <= p; ++R)
        for (std::size_t kappa = 1; kappa <= std::min<std::size_t>(R, 3); ++kappa) {
          RC_ASSERT(find_distance(ReedSolomon(p, R, kappa)) == R - kappa + 1);
          for (std::size_t k = 1; k <= 4; ++k)
            RC_ASSERT(find_product_dimension(ReedSolomon(p, R, kappa), k) == std::min(R, k * (kappa - 1) + 1));
        }
  });

  suite.fact("complete always and sound on all but k (kappa-1) coins: every input, every message", [] {
    for (const Protocol& x : toys()) {
      const MerlinArthur protocol(x);
      const auto tally = protocol.run_all(all_vectors(x.players, x.input()));
      RC_ASSERT(tally.orthogonal > 0U);
      RC_ASSERT(tally.others > 0U);
      RC_ASSERT(tally.complete == tally.orthogonal);
      RC_ASSERT(2 * tally.most <= x.length);
      RC_ASSERT(tally.most <= x.degree());
      // Attained: mu = w at all systematic points but one and at (k-1)(kappa-1) points chosen.
      RC_ASSERT(tally.most == x.degree());
      RC_ASSERT(protocol.accepting_coins(*tally.worst_message, all_vectors(x.players, x.input()), *tally.worst) ==
                tally.most);
    }
  });

  suite.law(
      "p = 31, T = 2, kappa = 2, R = 14, three players: 14 of 14 coins or at most 3",
      [] {
        const MerlinArthur protocol(ledger_example);
        const VectorSets x = random_sets(3, 2, 4);
        const Choice c = random_choice(x);
        const auto honest = protocol.honest_message(x, c);
        RC_ASSERT(honest.has_value() == (product(x, c) == 0));
        if (honest) RC_ASSERT(protocol.accepting_coins(*honest, x, c) == 14U);
        const auto tally = protocol.run_all({{x.sets[0], x.sets[1], x.sets[2]}});
        RC_ASSERT(tally.complete == tally.orthogonal);
        RC_ASSERT(tally.most <= 3U);
        RC_ASSERT(protocol.messages() == 31 * 31);
      },
      0.3);

  suite.law("player 1's decision is the definition: zeros, and the sum of the products at the coin", [] {
    const Protocol x = toys()[size_in(0, toys().size() - 1)];
    const MerlinArthur protocol(x);
    const VectorSets v = random_sets(x.players, 2, size_in(1, x.input()));
    const Choice c = random_choice(v);
    const auto honest = protocol.honest_message(v, c);
    Word mu = honest && *rc::gen::arbitrary<bool>()
                  ? *honest
                  : protocol.message(Integer(size_in(0, static_cast<std::size_t>(protocol.messages()) - 1)));
    if (*rc::gen::inRange(0, 4) == 0) mu[size_in(0, mu.size() - 1)] = size_in(0, x.p - 1);
    bool zeros = true;
    for (std::size_t i = 0; i < x.symbols; ++i) zeros = zeros && mu[i] == 0;
    // The degree of mu: the values at the first points, continued.
    const std::vector<Symbol> head(mu.begin(), mu.begin() + static_cast<std::ptrdiff_t>(x.degree() + 1));
    for (std::size_t r = 0; r < x.length; ++r) zeros = zeros && mu[r] == lagrange(head, r, x.p);
    std::size_t accepted = 0;
    for (std::size_t r = 0; r < x.length; ++r) {
      std::size_t sum = 0;
      for (std::size_t t = 0; t < x.blocks; ++t) {
        std::size_t term = 1;
        for (std::size_t p = 0; p < x.players; ++p) {
          std::vector<Symbol> bits;
          for (std::size_t l = t * x.symbols; l < (t + 1) * x.symbols; ++l)
            bits.push_back(l < v.dimension() && v.sets[p].get(c[p], l) ? 1 : 0);
          term = term * lagrange(bits, r, x.p) % x.p;
        }
        sum = (sum + term) % x.p;
      }
      const bool accepts = zeros && mu[r] == sum;
      RC_ASSERT(protocol.accepts(mu, v, c, r) == accepts);
      accepted += accepts ? 1 : 0;
    }
    RC_ASSERT(protocol.accepting_coins(mu, v, c) == accepted);
  });

  suite.fact("the messages are p^{(k-1)(kappa-1)} different words, all allowed, and cost what is said", [] {
    for (const Protocol& x : toys()) {
      const MerlinArthur protocol(x);
      std::set<Word> seen;
      for (std::size_t m = 0; m < protocol.messages(); ++m) {
        seen.insert(protocol.message(m));
        RC_ASSERT(protocol.allowed(protocol.message(m)));
      }
      RC_ASSERT(Integer(seen.size()) == protocol.messages());
      RC_ASSERT(protocol.messages() == family_size(x).messages);
      RC_ASSERT(protocol.messages() ==
                pow(Integer(x.p), static_cast<unsigned long>((x.players - 1) * (x.symbols - 1))));
      const auto cost = protocol.cost();
      RC_ASSERT(protocol.messages() <= Integer(1) << cost.merlin_bits);
      if (cost.merlin_bits > 0) RC_ASSERT(protocol.messages() > Integer(1) << (cost.merlin_bits - 1));
      RC_ASSERT(x.length <= std::size_t{1} << cost.coin_bits);
    }
  });

  suite.fact("a field of characteristic at most T accepts T meeting blocks: refused, and wrong where waived", [] {
    for (const std::size_t p : {3U, 5U, 7U}) {
      const Protocol x = parameters(p, p, 2, p, 2);
      std::vector<std::size_t> firsts;
      for (std::size_t t = 0; t < p; ++t) firsts.push_back(2 * t);
      const VectorSets v = ones(2, 2 * p, firsts);
      RC_ASSERT(throws_with<std::invalid_argument>([&] { MerlinArthur{x}; }, {"p: ", std::to_string(p), "above T"}));
      const MerlinArthur waived(x, Conditions::waived);
      const auto mu = waived.honest_message(v, {0, 0});
      RC_ASSERT(mu.has_value());
      RC_ASSERT(waived.accepting_coins(*mu, v, {0, 0}) == p);
      RC_ASSERT(product(v, {0, 0}) == p);
    }
  });

  suite.fact("a degree off by one loses soundness above, completeness below; a point fewer loses the half", [] {
    const Protocol above = parameters(7, 1, 2, 6, 3, 1), below = parameters(7, 1, 2, 6, 3, -1),
                   shorter = parameters(7, 1, 2, 5, 3);
    RC_ASSERT(throws_with<std::invalid_argument>([&] { MerlinArthur{above}; }, {"excess: 1", "3"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { MerlinArthur{below}; }, {"excess: -1"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { MerlinArthur{shorter}; }, {"length: 5", "6"}));
    const Protocol too_few = parameters(7, 1, 2, 3, 3);  // messages of degree 3 are no words of 3 symbols, even waived
    RC_ASSERT(throws_with<std::invalid_argument>([&] { MerlinArthur(too_few, Conditions::waived); },
                                                 {"length: 3", "degree 3", "more than 3 points"}));
    const VectorSets all = all_vectors(3, 2);
    const auto over = MerlinArthur(above, Conditions::waived).run_all(all);
    RC_ASSERT(over.complete == over.orthogonal);
    RC_ASSERT(over.most == 4U);  // of 6
    const auto under = MerlinArthur(below, Conditions::waived).run_all(all);
    RC_ASSERT(under.complete < under.orthogonal);
    RC_ASSERT(under.incomplete.has_value());
    const auto fewer = MerlinArthur(shorter, Conditions::waived).run_all(all);
    RC_ASSERT(fewer.most == 3U);  // of 5
  });

  suite.law(
      "every product of an instance is the number of accepting coins, and vectors orthogonal just where one "
      "instance reaches R",
      [] {
        const Protocol x =
            *rc::gen::element(parameters(7, 1, 2, 7, 3), parameters(7, 1, 2, 6, 3), parameters(5, 2, 2, 4, 2),
                              parameters(11, 1, 3, 8, 2), parameters(11, 1, 2, 6, 3));
        const MerlinArthur protocol(x);
        const VectorSets ov = random_sets(x.players, 2, x.input());
        const bool orthogonal = find_orthogonal(ov).has_value();
        bool yes = false;
        for (std::size_t m = 0; m < protocol.messages(); ++m) {
          const Word mu = protocol.message(m);
          const GapProblem g = gap_max_ip_of(protocol, ov, mu);
          RC_ASSERT(Integer(g.vectors.dimension()) == family_size(x).dimension);
          RC_ASSERT(g.t == x.length);
          const Choice c = random_choice(ov);
          RC_ASSERT(product(g.vectors, c) == protocol.accepting_coins(mu, ov, c));
          const Promise p = promise(g);
          yes = yes || p == Promise::yes;
          if (!orthogonal) RC_ASSERT(p == Promise::no);
        }
        RC_ASSERT(yes == orthogonal);
      },
      0.1);

  suite.law(
      "larger instances hold the promise for the honest message and for others",
      [] {
        const Protocol x =
            *rc::gen::element(parameters(7, 2, 2, 6, 3), parameters(13, 1, 3, 12, 3), parameters(5, 3, 2, 4, 2));
        const MerlinArthur protocol(x);
        const VectorSets ov = random_sets(x.players, 1, x.input());
        const auto honest = protocol.honest_message(ov, Choice(x.players, 0));
        if (honest) RC_ASSERT(product(gap_max_ip_of(protocol, ov, *honest).vectors, Choice(x.players, 0)) == x.length);
        const Word mu = protocol.message(Integer(size_in(0, static_cast<std::size_t>(protocol.messages()) - 1)));
        const GapProblem g = gap_max_ip_of(protocol, ov, mu);
        const std::size_t value = product(g.vectors, Choice(x.players, 0));
        RC_ASSERT(value == protocol.accepting_coins(mu, ov, Choice(x.players, 0)));
        if (!honest) RC_ASSERT(value <= g.most_of_no());
      },
      0.1);

  suite.law("the smallest protocol satisfies the theorem", [] {
    const std::size_t d = size_in(1, 40), k = size_in(2, 6);
    const Protocol x = smallest_protocol(k, d, size_in(1, d));
    RC_ASSERT(violations(x).empty());
    RC_ASSERT(x.input() >= d);
    MerlinArthur{x};
  });

  suite.fact("tower codes have a positive rate just where q > 2k+1, and q = 7 has none for three players", [] {
    RC_ASSERT(least_tower_prime(2, 1) == 7U);
    RC_ASSERT(least_tower_prime(3, 1) == 11U);
    RC_ASSERT(least_tower_prime(3, 11) == 13U);
    RC_ASSERT(tower_rate(3, 7) == Rational(0));
    // The first field is the rational one; at q = 2k+1 the guarantee is 2 q^{n/2} for even n.
    RC_ASSERT(tower_code(3, 11, 1).genus == 0);
    RC_ASSERT(tower_code(3, 11, 3).genus == 120 * 10);
    RC_ASSERT(tower_code(3, 7, 2).dimension_lower == 2 * 7);
    RC_ASSERT(tower_code(3, 7, 6).dimension_lower == 2 * 343);
    for (const std::size_t q : {2U, 3U, 5U, 7U, 11U, 13U, 17U})
      for (std::size_t k = 2; k <= 5; ++k)
        for (std::size_t n = 1; n <= 20; ++n) {
          const TowerCode c = tower_code(k, q, n);
          RC_ASSERT(Rational(c.genus) < Rational(c.length) / Rational(q - 1));
          RC_ASSERT(2 * k * c.degree <= c.length);
          RC_ASSERT(Rational(c.dimension_lower) > Rational(c.length) * tower_rate(k, q));
        }
  });

  suite.fact("bad input is named", [] {
    RC_ASSERT(throws_with<std::invalid_argument>([] { ReedSolomon(9, 3, 1); }, {"p: 9", "prime"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { ReedSolomon(7, 8, 1); }, {"length: 8", "7"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { ReedSolomon(7, 5, 6); }, {"dimension: 6", "5"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { MerlinArthur{parameters(7, 1, 2, 8, 3)}; }, {"length: 8"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { MerlinArthur{parameters(7, 1, 2, 7, 1)}; }, {"players: 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { MerlinArthur{parameters(7, 1, 0, 7, 3)}; }, {"symbols: 0"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { MerlinArthur{parameters(7, 0, 2, 7, 3)}; }, {"blocks: 0"}));
    const MerlinArthur protocol(ledger_example);
    RC_ASSERT(throws_with<std::out_of_range>([&] { (void)protocol.message(961); }, {"961"}));
    RC_ASSERT(throws_with<std::length_error>(
        [&] { (void)gap_max_ip_of(MerlinArthur(parameters(31, 3, 2, 14, 3)), ones(3, 6, {}), Word(14, 0)); },
        {"12425051534", "2^28"}));
    RC_ASSERT(
        throws_with<std::invalid_argument>([&] { (void)protocol.encode(BitVectors(1, 5), 0); }, {"dimension 5", "4"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          (void)protocol.combined(ones(2, 4, {}), {0, 0});
        },
        {"sets: 2", "3"}));
  });
  suite.fact("what is too much, or of another size, is named by codes, protocols and towers", [] {
    const ReedSolomon code(7, 5, 2), large(31, 20, 6);
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)code.encode({1}); }, {"message: 1 symbols; 2"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)code.encode({1, 7}); }, {"symbol 7; 0 to 6"}));
    RC_ASSERT(throws_with<std::length_error>([&] { (void)find_distance(large); }, {"887503681 words", "2^24"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)find_product_dimension(code, 0); }, {"k: 0"}));
    RC_ASSERT(throws_with<std::length_error>([&] { (void)find_product_dimension(ReedSolomon(401, 400, 260), 2); },
                                             {"2^16 products of 2 words"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { (void)tower_code(1, 7, 2); }, {"k: 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { (void)tower_code(2, 7, 65); }, {"n: 65"}));
    RC_ASSERT(
        throws_with<std::invalid_argument>([] { (void)prime_from((std::size_t{1} << 31) - 1); }, {"n: 2147483647"}));
    const MerlinArthur protocol(ledger_example);
    const VectorSets x = ones(3, 4, {});
    const Word none(14, 0);
    RC_ASSERT(throws_with<std::out_of_range>(
        [&] {
          (void)protocol.accepts(none, x, {0, 0, 0}, 14);
        },
        {"coin 14 of 14"}));
    RC_ASSERT(throws_with<std::out_of_range>([&] { (void)protocol.message(-1); }, {"message -1"}));
    RC_ASSERT(throws_with<std::length_error>(
        [&] {
          (void)MerlinArthur(parameters(31, 2, 2, 31, 3)).run_all({std::vector<BitVectors>(3, BitVectors(600, 4))});
        },
        {"comparisons; at most 2^32"}));
    RC_ASSERT(throws_with<std::length_error>([] { (void)all_vectors(5, 5); }, {"2^25 choices"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { (void)gap_max_ip_of(protocol, ones(2, 4, {}), none); },
                                                 {"sets: 2", "3 players"}));
    RC_ASSERT(throws_with<std::length_error>([] { (void)family_size(parameters(2, std::size_t{1} << 20, 2, 14, 3)); },
                                             {"2097152 symbols sent"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { (void)smallest_protocol(1, 4, 2); }, {"players: 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { (void)smallest_protocol(3, 4, 5); }, {"blocks: 5", "4"}));
  });

  return suite.finish();
}
