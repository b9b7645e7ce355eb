// Two claims of your own, audited as attest audits those of the papers: what is said, for which numbers, how one
// instance is decided.  The first is true, the second sounds as good and is not.
//
//   g++ -std=c++20 own_claim.cpp $(pkg-config --cflags --libs attest) -o own_claim && ./own_claim
#include <attest/ledger/claim.hpp>
#include <attest/number/ball.hpp>
#include <iostream>

using namespace attest;
using namespace attest::ledger;

static const Precision p(128);

// The weight e^s / (e^s + (n-1) e^t) of a key with score s among n-1 keys with score t.  It grows with s and falls with
// t: smallest at s = -B, t = B, largest at s = B, t = -B.
static Ball weight(const Ball& s, const Ball& t, std::size_t n) {
  const Ball own = exp(s, p), others = mul(Ball(n - 1), exp(t, p), p);
  return div(own, add(own, others, p), p);
}

// Statements about one instance, in balls.  Where the balls overlap the answer is `unknown`, and the claim `undecided`:
// it is never refuted by a rounding error.
static Truth smallest(const Instance& x) {
  const Ball B(x.rational("B"), p), floor = div(exp(mul(Ball(-2), B, p), p), Ball(x.size("n")), p);
  return less_equal(floor, weight(neg(B), B, x.size("n")));
}
static Truth largest(const Instance& x) {
  const Ball B(x.rational("B"), p), ceiling = div(exp(B, p), Ball(x.size("n")), p);
  return less_equal(weight(B, neg(B), x.size("n")), ceiling);
}

// A claim draws its instances from its hypotheses; a failing one is shrunk to the simplest that still fails.
static Claim claim(const char* id, const char* statement, const char* tex, Truth (*holds)(const Instance&)) {
  return {.id = id,
          .paper = "my draft",
          .label = "Section 2",
          .ledger = {},
          .statement = statement,
          .tex = tex,
          .hypotheses = {rational_parameter("B", "bound of the scores", Rational(1) / Rational(16), 4),
                         integer_parameter("n", "keys", 2, 1000)},
          .proof = "",
          .check = [holds](const Claim& c, const Effort& effort) {
            return verdict_of(survey(c.hypotheses, effort.instances(500), effort.seed, holds), "decided in balls");
          }};
}

static const Registration first(claim("my-smallest-weight",
                                      "Softmax weights of n scores in [-B, B] are at least e^{-2B}/n.",
                                      "w_j \\ge e^{-2B}/n", smallest));
static const Registration second(claim("my-largest-weight", "Softmax weights of n scores in [-B, B] are at most e^B/n.",
                                       "w_j \\le e^{B}/n", largest));

int main() {
  for (const Claim& c : claims()) {
    const Verdict v = c.check(c, Effort{});
    std::cout << c.id << ": " << to_text(v.status) << "\n  " << c.statement << "\n  " << v.scope << "\n  " << v.evidence
              << "\n";
    if (v.witness) std::cout << "  witness: " << *v.witness << "\n";
  }
}
