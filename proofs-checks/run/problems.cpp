#include "problems.hpp"

#include <algorithm>

namespace attest::run {
namespace {

using ledger::Status;

bool false_as_stated(Status verdict) { return verdict == Status::refuted || verdict == Status::repaired; }

bool has_line(const Problem& p, const std::string& line) { return p.text.find("\n" + line + "\n") != p.text.npos; }

}  // namespace

bool counterexample(const Problem& p) {
  return (has_line(p, "kind statement") && has_line(p, "answer fails")) ||
         (has_line(p, "kind structure") && has_line(p, "holds no"));
}

bool speaks(const Problem& p) { return has_line(p, "kind statement") || has_line(p, "kind structure"); }

std::vector<Problem> problems_of(const std::string& claim, Status verdict) {
  const bool against = false_as_stated(verdict);
  if (!against && verdict != Status::proved && verdict != Status::loose) return {};
  if (std::none_of(sides().begin(), sides().end(),
                   [&](const Side& s) { return s.claim == claim && s.against == against; }))
    return {};
  std::vector<Problem> parts;
  for (const auto& p : problems())
    if (p.id == claim || p.id.starts_with(claim + "-part-")) parts.push_back(p);
  if (std::none_of(parts.begin(), parts.end(), speaks)) parts.clear();
  return parts;
}

std::optional<std::string> theorem_of(const std::string& claim, Status verdict) {
  if (verdict == Status::undecided || verdict == Status::recorded) return {};
  for (const auto& t : theorems())
    if (t.claim == claim && t.against == false_as_stated(verdict)) return std::string(t.name);
  return {};
}

}  // namespace attest::run
