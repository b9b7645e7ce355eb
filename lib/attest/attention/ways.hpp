#pragma once

#include <functional>
#include <string>
#include <vector>

#include "attest/attention/answer.hpp"
#include "attest/attention/cost.hpp"
#include "attest/number/outcome.hpp"

namespace attest::attention {

/// What was weighed before the answer: each method with its estimate, and the reason of the choice.
struct Consideration {
  std::string method;
  bool feasible = false;
  std::string why;  ///< the refusal, or degree and rank
  Cost cost;
};
struct Attended {
  Answer answer;
  std::string why;  ///< one line
  std::vector<Consideration> considered;
  double estimated_bytes = 0;
};

/// A way to answer: what it is called, what it would take, and how.
struct Way {
  std::string name, size;  ///< size: degree and rank, or the number of exponentials
  Cost cost;
  std::function<Outcome<Answer>()> answer;
};
/// The ways of a fast method, the cheaper first; or the name and the refusal of the plan that they share.
struct FastWays {
  std::string name;
  Outcome<std::vector<Way>> ways;
};

/// The way that is asked for, if it is within the budget and can prove what it should.
[[nodiscard]] Outcome<Attended> take(const Way& way, const std::string& why, const Budget& budget);

/// All ways in the order of their estimates, until one answers.  `why` says which estimates decided, and where the fast
/// method is not it, why it cannot pay; where no way answers the refusals of all are in the text.
///
/// Domain   at least one definition; the first is what the estimates are compared with.
/// Laws     property-tests/attention/attention.cpp
[[nodiscard]] Outcome<Attended> take_cheapest(const std::vector<Way>& definitions, const FastWays& fast,
                                              const Budget& budget);

}  // namespace attest::attention
