#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "attest/number/integer.hpp"
#include "attest/reduction/code.hpp"
#include "attest/reduction/vectors.hpp"

namespace attest::reduction {

/// The Merlin-Arthur protocol for k players who hold one vector each of {0,1}^{T kappa} and ask whether no coordinate
/// is 1 for all of them.  A vector is T blocks of kappa bits, each encoded by a systematic Reed-Solomon code C over
/// F_p at R points.  Merlin sends mu, a polynomial of degree <= k (kappa-1) + excess, claimed to be
/// w = sum over blocks t of prod_p C(x_t^(p)).  A coin r in [R] is tossed; players 2 .. k send the T symbols of their
/// encodings at r; player 1 accepts iff mu vanishes at the kappa systematic points and mu_r = w_r.
struct Protocol {
  std::size_t p = 2;        ///< the field F_p
  std::size_t blocks = 1;   ///< T
  std::size_t symbols = 1;  ///< kappa
  std::size_t length = 1;   ///< R
  std::size_t players = 2;  ///< k
  int excess = 0;           ///< by how much the degree allowed to Merlin is off
  [[nodiscard]] std::size_t input() const { return blocks * symbols; }
  /// k (kappa-1): the degree of w, and the most coins on which a false message is accepted.
  [[nodiscard]] std::size_t degree() const { return players * (symbols - 1); }
  /// Merlin's messages: polynomials with this many coefficients.
  [[nodiscard]] std::size_t message_dimension() const {
    return static_cast<std::size_t>(static_cast<long>(degree()) + 1 + excess);
  }
};

/// What the theorem asks beyond what it takes to run: p > T, R - k (kappa-1) >= R/2, excess = 0.  One sentence for
/// each that fails, naming the parameter, its value, and what is allowed.
[[nodiscard]] std::vector<std::string> violations(const Protocol& x);
/// The smallest protocol for vectors of dimension d in T blocks: kappa = ceil(d/T), R = max(1, 2k (kappa-1)), p the
/// least prime that is at least R and above T.
[[nodiscard]] Protocol smallest_protocol(std::size_t players, std::size_t d, std::size_t blocks);

/// `waived` runs a protocol that violates the conditions, so that what they are for can be shown.
enum class Conditions { required, waived };

class MerlinArthur {
 public:
  /// Throws std::invalid_argument where x cannot be run (p no prime below 2^31; R > p; kappa > R; fewer than 2
  /// players; no message of the length R), and, with Conditions::required, for the first of the violations.
  explicit MerlinArthur(const Protocol& x, Conditions conditions = Conditions::required);
  [[nodiscard]] const Protocol& parameters() const { return x_; }
  [[nodiscard]] const ReedSolomon& code() const { return code_; }

  /// The messages that vanish at the systematic points, p^{message_dimension - kappa} of them: a polynomial
  /// z(X) (c_0 + c_1 X + ..), z = X .. (X-kappa+1), has the index c_0 + c_1 p + ..  All others are rejected.
  [[nodiscard]] Integer messages() const;
  [[nodiscard]] Word message(const Integer& index) const;
  /// Of length R, a polynomial of the degree allowed, zero at the systematic points?
  [[nodiscard]] bool allowed(const Word& message) const;

  /// The encodings of the T blocks of row i; vectors shorter than T kappa are filled up with zeros, longer ones
  /// refused (std::invalid_argument).
  [[nodiscard]] std::vector<Word> encode(const BitVectors& vectors, std::size_t i) const;
  /// w, for one vector of each of k sets.
  [[nodiscard]] Word combined(const VectorSets& x, const Choice& choice) const;
  /// w where it is allowed; nothing where no honest message is.
  [[nodiscard]] std::optional<Word> honest_message(const VectorSets& x, const Choice& choice) const;
  /// Player 1's decision on coin r; std::out_of_range unless r < R.
  [[nodiscard]] bool accepts(const Word& message, const VectorSets& x, const Choice& choice, std::size_t r) const;
  /// On how many of the R coins player 1 accepts.
  [[nodiscard]] std::size_t accepting_coins(const Word& message, const VectorSets& x, const Choice& choice) const;

  /// Every choice of x against every message.  At most 2^32 comparisons, std::length_error otherwise.
  struct Tally {
    std::size_t orthogonal = 0, others = 0;   ///< choices
    std::size_t complete = 0;                 ///< orthogonal choices with a message accepted on all R coins
    std::size_t most = 0;                     ///< coins on which a message is accepted for a choice of the others
    std::optional<Choice> incomplete, worst;  ///< the first orthogonal one without; the first that attains `most`
    std::optional<Word> worst_message;
  };
  [[nodiscard]] Tally run_all(const VectorSets& x) const;

  /// Bits sent: Merlin's message without its zeros, the coin, each of the players 2 .. k.
  struct Cost {
    std::size_t merlin_bits = 0, coin_bits = 0, player_bits = 0;
  };
  [[nodiscard]] Cost cost() const;

 private:
  Protocol x_;
  ReedSolomon code_, merlin_;
  std::vector<Word> basis_;  // z(X) X^j at the R points
};

/// k sets, each of all vectors of {0,1}^d; kd <= 24, std::length_error otherwise.
[[nodiscard]] VectorSets all_vectors(std::size_t players, std::size_t d);

}  // namespace attest::reduction
