// P1-23: what is sent.
#include <set>
#include "attest/reduction/through_protocol.hpp"
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::text;

/// Merlin's messages counted one by one; the bits he must send are those of that number.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::string shown;
  for (const Protocol& x : hardness::toys()) {
    const MerlinArthur protocol(x);
    std::set<Word> different;
    for (Integer m = 0; m < protocol.messages(); ++m) different.insert(protocol.message(m));
    const auto power = [&](std::size_t e) {
      return pow(Integer(x.p), static_cast<unsigned long>(e));
    };
    const auto least = [](const Integer& kinds, std::size_t bits) {  // bits that tell so many kinds apart
      return kinds <= Integer(1) << bits && (bits == 0 || kinds > Integer(1) << (bits - 1));
    };
    const Integer all = power(x.players * (x.symbols - 1) + 1), messages(different.size());
    const auto cost = protocol.cost();
    sweep(truth(messages == power((x.players - 1) * (x.symbols - 1)) && messages == family_size(x).messages &&
                messages < all && least(messages, cost.merlin_bits) && least(x.length, cost.coin_bits) &&
                least(power(x.blocks), cost.player_bits)),
          [&] { return text(x) + ": " + std::to_string(different.size()) + " messages"; });
    shown = text(x) + ": " + std::to_string(different.size()) + " messages of " + to_text(all) + " codewords, " +
            std::to_string(cost.merlin_bits) + " bits of Merlin, " + std::to_string(cost.coin_bits) + " of the coin, " +
            std::to_string(cost.player_bits) + " of each other player";
  }
  return sweep.verdict(Status::verified, hardness::toys_scope, shown);
}

const Registration registration({
    .id = "hard-protocol-cost",
    .paper = hardness::paper,
    .label = "Section 4.2",
    .ledger = {"P1-23"},
    .statement = "Merlin chooses among p^{(k-1)(kappa-1)} messages, fewer than the p^{k(kappa-1)+1} words of his code, "
                 "since kappa symbols must be 0; the coin takes log2 R bits, each other player sends T symbols.",
    .tex = "\\#\\mu = p^{(k-1)(\\kappa-1)} \\le p^{\\dim C^\\prime},\\qquad \\lceil\\log_2 R\\rceil,\\qquad "
           "\\lceil T\\log_2 p\\rceil",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
