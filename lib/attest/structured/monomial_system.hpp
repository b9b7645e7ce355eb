#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attest/number/rational.hpp"
#include "attest/number/truth.hpp"
#include "attest/structured/recognise.hpp"

namespace attest::structured {

/// Equations x_a x_b x_c x_d = b in non-zero unknowns, for b != 0: what a rescaled matrix asks of its vectors.
struct MonomialSystem {
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);
  using Factors = std::array<std::size_t, 4>;  ///< distinct unknowns; `absent` from the first unused place on

  std::size_t unknowns = 0;
  std::vector<Factors> equations;
  std::vector<Rational> values;
};

/// The unknowns one after another: each a parameter, or given by an equation whose other unknowns came before.  Reads
/// no values.  Parameters are chosen only where no equation gives another unknown.
///
/// Cost     O(N log N) for N equations.
class Propagation {
 public:
  explicit Propagation(const MonomialSystem& system);

  struct Step {
    std::size_t unknown;
    std::size_t equation;  ///< MonomialSystem::absent: a parameter
  };
  /// The unknowns that occur in equations.
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  [[nodiscard]] const std::vector<std::size_t>& parameters() const { return parameters_; }

  /// The unknowns (1 where they do not occur) for parameters 1; solves the equations that are steps.
  [[nodiscard]] std::vector<Rational> values(const MonomialSystem& system) const;

  /// prod x_i^{e_i} as a product of powers of the equations' values, where the parameters cancel; nothing where they do
  /// not, or where an exponent passes a machine word.
  [[nodiscard]] std::optional<std::vector<std::pair<std::size_t, long>>> in_equations(const MonomialSystem& system,
                                                                                      std::vector<long> e) const;

 private:
  std::vector<Step> steps_;
  std::vector<std::size_t> parameters_;
};

struct Solved {
  Truth holds = Truth::unknown;
  std::vector<Rational> values;                        ///< of the unknowns, where a rational solution was found
  std::vector<std::pair<std::size_t, long>> relation;  ///< `no` over every field: exponents of the equations that give
                                                       ///< 0 for each unknown, and a product of values other than 1
  std::string why;
};

/// Has the system a solution over the field?  Parameters stay symbols; an equation between them goes into an echelon
/// form over Z, and a Smith form says which roots are needed.
///
/// Unknown  where exponents or powers grow beyond measure: |e| >= 2^62, or 2^24 bits.
/// Cost     N products of growing numbers, then integer elimination in the equations between parameters.
/// Laws     property-tests/structured/recognise.cpp
[[nodiscard]] Solved solve(const MonomialSystem& system, Field field);

/// The rational d-th root of a, d >= 1; nothing where there is none.
[[nodiscard]] std::optional<Rational> exact_root(const Rational& a, unsigned long d);

}  // namespace attest::structured
