// The tables of claims, by id and by item of the claims list.
#include <algorithm>
#include <map>

#include "attest/ledger/check.hpp"
#include "attest/number/thread.hpp"
#include "attest/table/tables.hpp"

namespace attest::table {
namespace {

using ledger::Claim;
using ledger::Verdict;

Cell verdict_cell(const Verdict& v) {
  if (v.status == ledger::Status::undecided) return Missing{"undecided: " + v.evidence, true};
  return Text{to_text(v.status)};
}

std::string joined(const std::vector<std::string>& words) {
  std::string s;
  for (const auto& w : words) s += (s.empty() ? "" : ", ") + w;
  return s;
}

/// All claims in their order, a few at a time, as many at once as there are threads.
template <class Use>
void each_verdict(const Grid& grid, Use use) {
  constexpr std::size_t at_once = 8;
  const std::size_t most = at_once * grid.threads;
  for (std::size_t begin = 0; begin < grid.claims.size(); begin += most) {
    std::vector<Verdict> verdicts(std::min(most, grid.claims.size() - begin));
    for_each_chunk(verdicts.size(), 1, grid.threads,
                   [&](std::size_t i, std::size_t) { verdicts[i] = ledger::checked(*grid.claims[begin + i], grid.effort); });
    for (std::size_t i = 0; i < verdicts.size(); ++i) use(*grid.claims[begin + i], verdicts[i]);
  }
}

constexpr int items_width = 22;

std::vector<Column> columns(const Column& first) {
  constexpr int claim_width = 44, source_width = 38, scope_width = 46, evidence_width = 88;
  return {first,
          words("claim", {"claim"}, claim_width),
          words("source", {"source"}, source_width),
          words("verdict", {"verdict"}),
          words("scope", {"scope"}, scope_width),
          words("evidence", {"evidence"}, evidence_width)};
}

Row row(const std::string& first, const Claim& c, const Verdict& v) {
  return {Text{first},     Text{c.id},    Text{c.paper + ", " + c.label},
          verdict_cell(v), Text{v.scope}, Text{v.evidence + (v.witness ? "; witness: " + *v.witness : "")}};
}

Sheet ledger_sheet(const Grid& grid) {
  Sheet s{"ledger",
          {"Claims with their computed verdicts, the instances each speaks of, and the figures that decided it."},
          columns(words("items", {"items"}, items_width)),
          {}};
  s.rows = [grid](const auto& emit) {
    each_verdict(grid, [&](const Claim& c, const Verdict& v) { emit(row(joined(c.ledger), c, v)); });
  };
  return s;
}

Sheet rulings_sheet(const Grid& grid) {
  Sheet s{"rulings",
          {"Verdicts by item of the claims list; a claim that covers several items has a row under each."},
          columns(words("item", {"item"}, items_width)),
          {}};
  s.rows = [grid](const auto& emit) {
    std::map<std::string, std::vector<Row>> items;
    each_verdict(grid, [&](const Claim& c, const Verdict& v) {
      for (const auto& item : c.ledger) items[item].push_back(row(item, c, v));
    });
    for (const auto& [item, rows] : items)
      for (const auto& r : rows) emit(r);
  };
  return s;
}

}  // namespace

Definition ledger_table() {
  return {"ledger", "every claim with its computed verdict, scope and evidence", {}, Needs::claims, ledger_sheet};
}
Definition rulings_table() {
  return {"rulings", "the same by item of the claims list", {}, Needs::claims, rulings_sheet};
}

}  // namespace attest::table
