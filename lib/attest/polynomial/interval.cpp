#include "attest/polynomial/interval.hpp"

#include <stdexcept>
#include <utility>

#include "attest/number/text.hpp"

namespace attest::polynomial {

Interval::Interval(Rational lower, Rational upper) : lower_(std::move(lower)), upper_(std::move(upper)) {
  if (upper_ < lower_)
    throw std::domain_error("interval: [" + to_text(lower_) + ", " + to_text(upper_) +
                            "]; its ends are in the wrong order");
}

}  // namespace attest::polynomial
