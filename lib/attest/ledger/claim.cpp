#include "attest/ledger/claim.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace attest::ledger {
namespace {

std::vector<Claim>& registered() {
  static std::vector<Claim> all;
  return all;
}

bool well_formed(const std::string& id) {
  return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::vector<Claim> sorted() {
  auto all = registered();
  std::sort(all.begin(), all.end(), [](const Claim& a, const Claim& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!well_formed(all[i].id))
      throw std::logic_error("claim id '" + all[i].id + "': letters a-z, digits and hyphens only");
    if (i > 0 && all[i].id == all[i - 1].id) throw std::logic_error("claim id '" + all[i].id + "' is registered twice");
  }
  return all;
}

}  // namespace

const char* to_text(Status status) {
  switch (status) {
    case Status::proved:
      return "proved";
    case Status::verified:
      return "verified";
    case Status::refuted:
      return "refuted";
    case Status::loose:
      return "loose";
    case Status::repaired:
      return "repaired";
    case Status::undecided:
      return "undecided";
    case Status::recorded:
      return "recorded";
  }
  return "undecided";
}

std::size_t Effort::instances(std::size_t base) const {
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(scale * static_cast<double>(base))));
}

Verdict verdict_of(const Survey& survey, std::string evidence) {
  Verdict v;
  v.scope = survey.scope;
  v.evidence = std::move(evidence);
  if (survey.counterexample) {
    v.status = Status::refuted;
    v.witness = to_text(*survey.counterexample);
    v.evidence = "fails at " + *v.witness;
  } else if (survey.open) {
    v.status = Status::undecided;
    v.evidence = "not decided at " + to_text(*survey.open);
  } else {
    v.status = Status::verified;
  }
  return v;
}

const std::vector<Claim>& claims() {
  static const std::vector<Claim> all = sorted();
  return all;
}

Registration::Registration(Claim claim) { registered().push_back(std::move(claim)); }

}  // namespace attest::ledger
