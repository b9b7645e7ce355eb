#include "attest/report/plot.hpp"

namespace attest::report {

std::string draw(const std::string& title, const std::string& description, const std::vector<HeatMap>&) {
  return draw(Plot{title, description, {}, {}}).svg;
}

}  // namespace attest::report
