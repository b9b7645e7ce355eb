// P1-26: one instance of Gap-MaxIP for each message.
#include "attest/reduction/through_protocol.hpp"
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::parameters;
using hardness::text;

Verdict check(const Claim&, const Effort& effort) {
  Sweep sweep;
  Sampler draw(effort.seed);
  std::size_t products = 0, orthogonal = 0;
  const std::vector<Protocol> small = {parameters(5, 1, 2, 4, 2), parameters(7, 1, 2, 6, 3), parameters(7, 1, 2, 7, 3),
                                       parameters(5, 2, 2, 4, 2)};
  const std::size_t families = effort.instances(16);
  for (std::size_t f = 0; f < families; ++f) {
    const Protocol& x = small[f % small.size()];
    const MerlinArthur protocol(x);
    VectorSets ov{std::vector<BitVectors>(x.players, BitVectors(2, x.input()))};
    for (auto& set : ov.sets)
      for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t l = 0; l < x.input(); ++l) set.set(i, l, draw.below(3) != 0);
    const bool yes = find_orthogonal(ov).has_value();
    orthogonal += yes ? 1 : 0;
    const Integer width =
        Integer(x.length) * pow(Integer(x.p), static_cast<unsigned long>((x.players - 1) * x.blocks));
    std::size_t reached = 0;
    for (Integer m = 0; m < protocol.messages(); ++m) {
      const Word mu = protocol.message(m);
      const GapProblem g = gap_max_ip_of(protocol, ov, mu);
      sweep(truth(g.t == x.length && g.gap == Rational(1, 2) && Integer(g.vectors.dimension()) == width),
            [&] { return text(x) + ": dimension " + std::to_string(g.vectors.dimension()); });
      const std::size_t choices = std::size_t{1} << x.players;
      for (std::size_t c = 0; c < choices; ++c, ++products) {
        Choice choice;
        for (std::size_t p = 0; p < x.players; ++p) choice.push_back(c >> p & 1U);
        const std::size_t value = product(g.vectors, choice), coins = protocol.accepting_coins(mu, ov, choice);
        if (value == x.length) ++reached;
        sweep(truth(value == coins && (product(ov, choice) == 0 || 2 * value <= x.length)), [&] {
          return text(x) + ": " + text(ov, choice) + ", message " + text(mu) + ": product " + std::to_string(value) +
                 ", " + std::to_string(coins) + " coins";
        });
      }
    }
    sweep(truth((reached > 0) == yes), [&] { return text(x) + ": " + std::to_string(reached) + " products equal R"; });
  }
  return sweep.verdict(Status::verified,
                       std::to_string(families) +
                           " random families of two vectors a player, k = 2, 3, every message, "
                           "every choice, seed " +
                           std::to_string(effort.seed),
                       std::to_string(products) + " products are the number of accepting coins; " +
                           std::to_string(orthogonal) +
                           " families have an orthogonal choice, and just these reach R; "
                           "t = R, gap 1/2, dimension R p^{(k-1)T}");
}

const Registration registration({
    .id = "hard-protocol-gap-instances",
    .paper = hardness::paper,
    .label = "Theorem 4.7",
    .ledger = {"P1-26", "REV-P1-06", "REV-P1-07"},
    .statement = "For each message mu the vectors a^mu = [player 1 accepts (r, m_2, ..)], b = [player 2 sends m_2 on "
                 "r], .. have as product the number of accepting coins: orthogonal vectors exist just where some mu "
                 "gives an instance with a product R, and otherwise all products of all instances are at most R/2.",
    .tex = "\\langle a^\\mu, b, c\\rangle = \\#\\{r : \\text{accept}\\}:\\quad t = R,\\ \\varepsilon = \\tfrac12",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
