#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "attest/ledger/check.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/number/text.hpp"
#include "attest/number/thread.hpp"
#include "attest/table/table.hpp"
#include "attest/data/file.hpp"
#include "certify.hpp"
#include "commands.hpp"
#include "problems.hpp"
#include "prove.hpp"
#include "suggest.hpp"

namespace attest::run {
namespace {

using ledger::Claim;
using ledger::Effort;
using ledger::Status;
using ledger::Verdict;

struct Audited {
  const Claim* claim = nullptr;
  Verdict verdict;
  double seconds = 0;
  std::vector<std::string> certificates{};  ///< ids of the problems that bear the verdict
};

Audited run_claim(const Claim& claim, const Effort& effort) {
  const Stopwatch watch;
  Audited a{&claim, ledger::checked(claim, effort)};
  a.seconds = watch.seconds();
  for (const auto& p : problems_of(claim.id, a.verdict.status)) a.certificates.emplace_back(p.id);
  return a;
}

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const auto& c : ledger::claims()) {
    for (std::size_t end = c.id.find('-'); end != std::string::npos; end = c.id.find('-', end + 1))
      names.push_back(c.id.substr(0, end));
    names.push_back(c.id);
    names.insert(names.end(), c.ledger.begin(), c.ledger.end());
  }
  return names;
}

bool matches(const Claim& c, const std::string& word) {
  return !word.empty() &&
         (c.id.starts_with(word) || std::find(c.ledger.begin(), c.ledger.end(), word) != c.ledger.end());
}

Json to_json(const Audited& a, const Effort& effort) {
  const auto& v = a.verdict;
  const auto theorem = theorem_of(a.claim->id, v.status);
  return {{"id", a.claim->id},
          {"paper", a.claim->paper},
          {"label", a.claim->label},
          {"statement", a.claim->statement},
          {"tex", a.claim->tex},
          {"verdict", to_text(v.status)},
          {"scope", v.scope},
          {"evidence", v.evidence},
          {"witness", v.witness ? Json(*v.witness) : Json(nullptr)},
          {"repairs", v.repairs},
          {"ledger", a.claim->ledger},
          {"certificate", a.certificates.empty() ? Json(nullptr) : Json(a.certificates)},
          {"proof", a.claim->proof.empty() ? Json(nullptr) : Json("docs/" + a.claim->proof)},
          {"coq", theorem ? Json(*theorem) : Json(nullptr)},
          {"replay", token(*a.claim, effort)},
          {"seconds", a.seconds}};
}

std::map<std::string, int> summary(const std::vector<Audited>& rows) {
  std::map<std::string, int> counts;
  for (const auto& a : rows) ++counts[to_text(a.verdict.status)];
  return counts;
}

/// A claim in two lines: verdict, id and source; then the evidence.  Last what repeats it, where `attest audit` alone
/// does not.
std::string to_lines(const std::vector<Audited>& rows, const Effort& effort) {
  table::Table t{{"verdict", "claim", "source"}, {}};
  for (const auto& a : rows)
    t.rows.push_back({to_text(a.verdict.status), a.claim->id, a.claim->paper + ", " + a.claim->label});
  const std::string heads = table::to_plain_text(t);
  std::string text;
  std::size_t at = heads.find('\n') + 1;  // the column names are not needed here
  for (const auto& a : rows) {
    const auto end = heads.find('\n', at) + 1;
    text += heads.substr(at, end - at) + "          " + a.verdict.evidence + "\n";
    at = end;
  }
  text += "\n" + std::to_string(rows.size()) + " claims:";
  const char* separator = " ";
  for (const auto& [name, count] : summary(rows)) {
    text += fmt::format("{}{} {}", separator, count, name);
    separator = ", ";
  }
  const Effort usual;
  if (effort.seed != usual.seed || effort.scale != usual.scale)
    text += fmt::format("; --seed {} --effort {}", effort.seed, effort.scale);
  return text + "\n";
}

/// By ledger item, for a page: a claim that covers several items has a row under each.
std::string to_rulings(const std::vector<Audited>& rows) {
  std::map<std::string, std::vector<std::vector<std::string>>> items;
  for (const auto& a : rows) {
    const auto& v = a.verdict;
    const std::string witness = v.witness ? "; witness: " + *v.witness : "";
    for (const auto& item : a.claim->ledger)
      items[item].push_back({item, "`" + a.claim->id + "`", a.claim->label, to_text(v.status), v.evidence + witness});
  }
  table::Table t{{"item", "claim", "what, and for which family", "verdict", "evidence"}, {}};
  for (const auto& [item, claims] : items) t.rows.insert(t.rows.end(), claims.begin(), claims.end());
  return table::to_markdown(t);
}

std::string to_page(const Audited& a, const Effort& effort) {
  const auto& c = *a.claim;
  const auto& v = a.verdict;
  std::string s = fmt::format("{} ({}, {})\n\n{}\n\n", c.id, c.paper, c.label, c.statement);
  s += fmt::format("  in TeX      {}\n", c.tex);
  for (const auto& h : c.hypotheses)
    s += fmt::format("  where       {} <= {} <= {}: {}\n", to_text(h.lower), h.name, to_text(h.upper), h.text);
  s += fmt::format("  verdict     {}\n  scope       {}\n  evidence    {}\n", to_text(v.status), v.scope, v.evidence);
  if (v.witness) s += fmt::format("  witness     {}\n", *v.witness);
  for (const auto& r : v.repairs) s += fmt::format("  see         {}\n", r);
  if (!c.proof.empty()) s += fmt::format("  proof       docs/{}\n", c.proof);
  if (const auto theorem = theorem_of(c.id, v.status))
    s += fmt::format("  in Coq      {} (docs/trusted-base.md)\n", *theorem);
  for (const auto& l : c.ledger) s += fmt::format("  ledger      {}\n", l);
  for (const auto& id : a.certificates)
    s += fmt::format("  certificate {0}: attest audit {1} --certificates DIR\n", id, c.id);
  return s + fmt::format("  repeat      attest replay {}\n", token(c, effort));
}

/// Writes problem and proof of every verdict that has them, and counts them; a verdict without a proof is undecided.
/// Proofs are found by all threads and written by this one: a process has one temporary file at a time.
std::size_t write_certificates(std::vector<Audited>& rows, const std::string& folder, unsigned threads) {
  std::vector<std::pair<Audited*, Problem>> tasks;
  for (auto& a : rows)
    for (const auto& p : problems_of(a.claim->id, a.verdict.status)) tasks.emplace_back(&a, p);
  std::vector<std::string> proofs(tasks.size()), failures(tasks.size());
  const auto file_of = [&](const Problem& p) { return folder + "/" + std::string(p.id); };
  for_each_chunk(tasks.size(), 1, threads, [&](std::size_t i, std::size_t) {
    const auto& p = tasks[i].second;
    const auto proof = proof_of(file_of(p) + ".problem", std::string(p.text));
    if (proof.decided())
      proofs[i] = proof.value();
    else
      failures[i] = fmt::format("no proof of {} was found: {}", p.id, proof.why().text);
  });
  std::size_t written = 0;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (!failures[i].empty()) {
      tasks[i].first->verdict = {Status::undecided, "", failures[i], {}, {}};
      continue;
    }
    data::write_file(file_of(tasks[i].second) + ".problem", tasks[i].second.text);
    data::write_file(file_of(tasks[i].second) + ".proof", proofs[i]);
    ++written;
  }
  return written;
}

int exit_code(const std::vector<Audited>& rows) {
  const bool open =
      std::any_of(rows.begin(), rows.end(), [](const Audited& a) { return a.verdict.status == Status::undecided; });
  return open ? undecided : decided;
}

/// The claim of this id, or the only one that the word matches.
const Claim& find(const std::string& word) {
  const auto chosen = select_claims({word});
  for (const Claim* c : chosen)
    if (c->id == word) return *c;
  if (chosen.size() == 1) return *chosen.front();
  std::string names;
  for (const Claim* c : chosen) names += (names.empty() ? "" : ", ") + c->id;
  throw std::invalid_argument("claim: '" + word + "' stands for several: " + names);
}

Result show(const Claim& claim, const Effort& effort, bool json) {
  const Audited a = run_claim(claim, effort);
  return {exit_code({a}), json ? to_document(to_json(a, effort)) : to_page(a, effort)};
}

}  // namespace

std::string token(const Claim& claim, const Effort& effort) {
  return fmt::format("{}@{}@{}", claim.id, effort.seed, effort.scale);
}

Effort parse_effort(const std::string& scale, const std::string& seed) {
  const double s = parse_number("--effort", scale).nearest_double();
  if (!(s > 0 && s <= 1000))
    throw std::invalid_argument("--effort: '" + scale + "'; allowed is a number above 0, at most 1000");
  const Rational n = parse_number("--seed", seed);
  if (!n.is_integer() || n.sign() < 0 || n > Rational(1'000'000'000))
    throw std::invalid_argument("--seed: '" + seed + "'; allowed are whole numbers from 0 to 1000000000");
  return {s, static_cast<std::uint64_t>(n.numerator())};
}

std::vector<const Claim*> select_claims(const std::vector<std::string>& words) {
  std::vector<const Claim*> chosen;
  for (const auto& word : words) {
    const bool any =
        std::any_of(ledger::claims().begin(), ledger::claims().end(), [&](const Claim& c) { return matches(c, word); });
    if (any) continue;
    const std::string near = nearest(word, known_names());
    throw std::invalid_argument("claim: '" + word + "' is no id, prefix or ledger item" +
                                (near.empty() ? "; attest audit lists them" : "; did you mean " + near + "?"));
  }
  for (const auto& c : ledger::claims())
    if (words.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& w) { return matches(c, w); }))
      chosen.push_back(&c);
  return chosen;
}

Result audit(const AuditOptions& o) {
  const Effort effort = parse_effort(o.effort, o.seed);
  const auto chosen = select_claims(o.ids);
  if (!o.certificates.empty()) make_folder(o.certificates);
  std::vector<Audited> rows(chosen.size());
  progress(fmt::format("attest: auditing {} claims", chosen.size()));
  for_each_chunk(chosen.size(), 1, thread_count(o.threads),
                 [&](std::size_t i, std::size_t) { rows[i] = run_claim(*chosen[i], effort); });
  std::string written;
  if (!o.certificates.empty()) {
    const std::size_t count = write_certificates(rows, o.certificates, thread_count(o.threads));
    written = fmt::format("{0} certificates in {1}: attest-check {1}/ID.problem {1}/ID.proof\n", count, o.certificates);
  }
  if (o.rulings) return {exit_code(rows), to_rulings(rows)};
  if (!o.json) return {exit_code(rows), to_lines(rows, effort) + written};
  Json list = Json::array();
  for (const auto& a : rows) list.push_back(to_json(a, effort));
  return {exit_code(rows), to_document({{"attest", ATTEST_VERSION}, {"claims", list}, {"summary", summary(rows)}})};
}

Result claim(const ClaimOptions& o) { return show(find(o.id), parse_effort(o.effort, o.seed), o.json); }

Result replay(const std::string& token, bool json) {
  const auto first = token.find('@'), second = token.find('@', first + 1);
  if (first == std::string::npos || second == std::string::npos)
    throw std::invalid_argument("token: '" + token + "'; a token is id@seed@effort, as `attest claim` prints it");
  return show(find(token.substr(0, first)),
              parse_effort(token.substr(second + 1), token.substr(first + 1, second - first - 1)), json);
}

}  // namespace attest::run
