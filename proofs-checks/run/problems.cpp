#include "problems.hpp"

namespace attest::run {

std::vector<Problem> problems_of(const std::string& claim, ledger::Status verdict) {
  using ledger::Status;
  if (verdict == Status::verified || verdict == Status::recorded || verdict == Status::undecided) return {};
  std::vector<Problem> out;
  for (const auto& p : problems())
    if (p.id == claim || p.id.starts_with(claim + "-part-")) out.push_back(p);
  return out;
}

}  // namespace attest::run
