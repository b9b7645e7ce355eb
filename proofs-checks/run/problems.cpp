#include "problems.hpp"

#include <algorithm>

namespace attest::run {
namespace {

using ledger::Status;

bool false_as_stated(Status verdict) { return verdict == Status::refuted || verdict == Status::repaired; }

bool has_line(const Problem& p, const std::string& line) { return p.text.find("\n" + line + "\n") != p.text.npos; }

bool counterexample(const Problem& p) {
  return (has_line(p, "kind statement") && has_line(p, "answer fails")) ||
         (has_line(p, "kind structure") && has_line(p, "holds no"));
}

/// Says something that holds, and not a number that a claim may be above or below.
bool affirms(const Problem& p) {
  return (has_line(p, "kind statement") && (has_line(p, "answer holds") || has_line(p, "answer always"))) ||
         (has_line(p, "kind structure") && has_line(p, "holds yes"));
}

}  // namespace

bool bear(const std::vector<Problem>& parts, Status verdict) {
  if (std::any_of(parts.begin(), parts.end(), counterexample)) return false_as_stated(verdict);
  return (verdict == Status::proved || verdict == Status::loose) && std::any_of(parts.begin(), parts.end(), affirms);
}

std::vector<Problem> problems_of(const std::string& claim, Status verdict) {
  std::vector<Problem> parts;
  for (const auto& p : problems())
    if (p.id == claim || p.id.starts_with(claim + "-part-")) parts.push_back(p);
  if (!bear(parts, verdict)) parts.clear();
  return parts;
}

std::optional<std::string> theorem_of(const std::string& claim, Status verdict) {
  if (verdict == Status::undecided || verdict == Status::recorded) return {};
  for (const auto& t : theorems())
    if (t.claim == claim && t.against == false_as_stated(verdict)) return std::string(t.name);
  return {};
}

}  // namespace attest::run
