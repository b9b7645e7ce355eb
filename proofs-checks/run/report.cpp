#include "attest/report/site.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "attest/data/file.hpp"
#include "attest/ledger/check.hpp"
#include "attest/number/text.hpp"
#include "attest/number/thread.hpp"
#include "attest/table/write.hpp"
#include "commands.hpp"
#include "heads.hpp"
#include "problems.hpp"
#include "prove.hpp"
#include "report_folder.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;
using report::Ruled;

/// The date of SOURCE_DATE_EPOCH, where that is set: reports hold no other.
std::string given_date() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr || *text == 0) return {};
  const std::time_t seconds = parse_whole("SOURCE_DATE_EPOCH", text);
  std::tm utc{};
  if (gmtime_r(&seconds, &utc) == nullptr || seconds < 0)
    throw std::invalid_argument(fmt::format("SOURCE_DATE_EPOCH: '{}'; seconds since 1970 are needed", text));
  return fmt::format("{:04}-{:02}-{:02}", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
}

/// A word as a shell takes it.
std::string quoted(const std::string& word) {
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=,@+:";
  if (!word.empty() && word.find_first_not_of(plain) == word.npos) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

/// The command of a report, but for --out and --threads, which change nothing in it.
std::string command_of(const ReportOptions& o) {
  std::string s = "attest report";
  for (const auto& id : o.ids) s += " " + quoted(id);
  const ReportOptions usual;
  if (o.effort != usual.effort) s += " --effort " + quoted(o.effort);
  if (o.seed != usual.seed) s += " --seed " + quoted(o.seed);
  for (std::size_t h = 0; h < o.q.size(); ++h)
    s += fmt::format(" --q {} --k {} --v {}", quoted(o.q[h]), quoted(o.k[h]), quoted(o.v[h]));
  if (!o.q.empty() && o.eps != usual.eps) s += " --eps " + quoted(o.eps);
  if (!o.q.empty() && o.scale != usual.scale) s += " --scale " + quoted(o.scale);
  if (o.no_figures) s += " --no-figures";
  return s + " --out DIR";
}

/// A claim with its certificates; as in `attest audit --certificates`, one without its proof is undecided.
Ruled ruled(const ledger::Claim& claim, const ledger::Effort& effort) {
  Ruled r{&claim, ledger::checked(claim, effort), token(claim, effort)};
  for (const auto& p : problems_of(claim.id, r.verdict.status)) {
    const std::string name(p.id), text(p.text);
    const auto proof = proof_of(name, text);
    if (!proof.decided()) {
      r.verdict = {
          ledger::Status::undecided, "", fmt::format("no proof of {} was found: {}", name, proof.why().text), {}, {}};
      r.certificates.clear();
      break;
    }
    r.certificates.push_back({name, text, proof.value()});
  }
  return r;
}

std::vector<Ruled> all_ruled(const std::vector<const ledger::Claim*>& chosen, const ledger::Effort& effort,
                             unsigned threads) {
  std::vector<Ruled> rows(chosen.size());
  std::atomic<std::size_t> done = 0;
  const std::size_t step = std::max<std::size_t>(1, chosen.size() / 10);
  progress(fmt::format("attest: checking {} claims", chosen.size()));
  for_each_chunk(chosen.size(), 1, threads, [&](std::size_t i, std::size_t) {
    rows[i] = ruled(*chosen[i], effort);
    if (const std::size_t n = ++done; n % step == 0) progress(fmt::format("attest: {} of {} claims", n, chosen.size()));
  });
  return rows;
}

std::vector<report::Figure> all_figures(const report::FigureInputs& inputs, unsigned threads) {
  const auto& titles = report::figure_titles();
  std::vector<report::Figure> made(titles.size());
  for_each_chunk(titles.size(), 1, threads, [&](std::size_t i, std::size_t) {
    progress(fmt::format("attest: drawing {}", titles[i].title));
    made[i] = report::figure(titles[i].id, inputs);
  });
  return made;
}

/// What a clock said has no place in a report that is to be the same again.
table::Sheet without_times(const table::Sheet& sheet) {
  table::Sheet s{sheet.name, sheet.caption, {}, {}};
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c)
    if (sheet.columns[c].show != table::Show::measured) {
      kept.push_back(c);
      s.columns.push_back(sheet.columns[c]);
    }
  s.rows = [sheet, kept](const auto& emit) {
    sheet.rows([&](const table::Row& row) {
      table::Row fewer;
      for (const auto c : kept) fewer.push_back(row.at(c));
      emit(fewer);
    });
  };
  return s;
}

std::string cell_text(const Json& cell, const std::string& shown) {
  if (cell.is_string()) return cell.get<std::string>();
  if (cell.contains("missing")) return "- (" + cell["missing"].get<std::string>() + ")";
  if (shown == "both") return fmt::format("[{}, {}]", cell["lo"].get<std::string>(), cell["hi"].get<std::string>());
  return cell[shown == "below" ? "lo" : "hi"].get<std::string>();
}

/// A sheet as `attest table --format json` prints it, turned: a row for each quantity, a column for each of the sheet's
/// rows.  And whether all of it is decided.
std::pair<report::Grid, bool> grid_of(const table::Sheet& sheet) {
  std::string text;
  const auto written = table::write(sheet, table::Format::json, false, [&](std::string_view part) { text += part; });
  const Json json = Json::parse(text);
  report::Grid g{json["caption"].get<std::string>(), {sheet.columns.at(0).heading.plain}, {true}, {}};
  const auto text_of = [&](const Json& row, std::size_t c) {
    const Json& column = json["columns"][c];
    return cell_text(row[column["key"].get<std::string>()], column["shown"].get<std::string>());
  };
  for (const auto& row : json["rows"]) {
    g.columns.push_back(text_of(row, 0));
    g.words.push_back(true);
  }
  for (std::size_t c = 1; c < sheet.columns.size(); ++c) {
    g.rows.push_back({sheet.columns[c].heading.plain});
    for (const auto& row : json["rows"]) g.rows.back().push_back(text_of(row, c));
  }
  return {g, written.undecided == 0};
}

/// Certified attention on the heads, and whether their entries are bounded.
std::pair<report::HeadsPage, bool> heads_page(const ReportOptions& o, const std::vector<table::Head>& heads,
                                              const Rational& eps, unsigned threads) {
  report::HeadsPage page;
  page.lines = {
      fmt::format("Softmax attention of {} {} with scale {}: asked was an error of at most {} for every entry "
                  "of the output. No bound below is an estimate.",
                  heads.size(), heads.size() == 1 ? "head" : "heads", o.scale, to_short_text(eps))};
  bool all_decided = true;
  for (const auto& definition : {table::attention_table(), table::bounded_entries_table()}) {
    progress(fmt::format("attest: table {} of {} heads", definition.name, heads.size()));
    table::Grid grid;
    grid.lists["eps"] = {eps};
    grid.heads = heads;
    grid.scale = attention::Scale::parse(o.scale);
    grid.threads = threads;
    auto [table, whole] = grid_of(without_times(definition.make(table::checked(definition, std::move(grid)))));
    page.tables.push_back(std::move(table));
    all_decided = all_decided && whole;
  }
  for (std::size_t h = 0; h < heads.size(); ++h) {
    const std::string files = fmt::format("--q {} --k {} --v {} --scale {} --eps {}", quoted(o.q[h]), quoted(o.k[h]),
                                          quoted(o.v[h]), quoted(o.scale), quoted(o.eps));
    page.commands.push_back(fmt::format("attest attention {} --out O.npy --certificate cert", files));
    page.commands.push_back("attest plan " + files);
  }
  return {page, all_decided};
}

std::string counts(const std::vector<Ruled>& rows) {
  std::string s;
  for (const auto status : report::statuses) {
    const auto n = std::count_if(rows.begin(), rows.end(), [&](const Ruled& r) { return r.verdict.status == status; });
    if (n > 0) s += fmt::format("{}{} {}", s.empty() ? "" : ", ", n, to_text(status));
  }
  return s;
}

/// --figure as typed, and nothing beside it that only a report has.
void require_figure(const ReportOptions& o) {
  std::string known;
  for (const auto& t : report::figure_titles()) {
    known += (known.empty() ? "" : ", ") + t.id;
    if (t.id != o.figure) continue;
    if (!o.ids.empty() || o.no_figures)
      throw std::invalid_argument(
          "--figure: it draws one figure and no claim; neither ids nor --no-figures go with it");
    return;
  }
  throw std::invalid_argument(fmt::format("--figure: '{}' is not known; there are {}", o.figure, known));
}

/// Its SVG into the file --out.
Result one_figure(const ReportOptions& o, const report::FigureInputs& inputs) {
  data::require_writable(o.out);
  const auto figure = report::figure(o.figure, inputs);
  if (figure.svg.empty()) throw std::invalid_argument(fmt::format("--figure: {}: {}", o.figure, figure.missing));
  data::write_file(o.out, figure.svg);
  return {decided, fmt::format("wrote {}: {}\n", o.out, figure.title)};
}

}  // namespace

Result report(const ReportOptions& o) {
  if (o.out.empty()) throw std::invalid_argument("--out: it is empty; the name of a folder to write is needed");
  if (!o.figure.empty()) require_figure(o);
  const ledger::Effort effort = parse_effort(o.effort, o.seed);
  const auto chosen = select_claims(o.ids);
  const unsigned threads = thread_count(o.threads);
  const Rational eps = parse_positive("--eps", o.eps);
  report::FigureInputs inputs;
  inputs.scale = attention::Scale::parse(o.scale);
  if (!(o.q.empty() && o.k.empty() && o.v.empty())) inputs.heads = read_heads(o.q, o.k, o.v);
  if (!o.figure.empty()) return one_figure(o, inputs);
  report::Site site{ATTEST_VERSION, command_of(o), given_date(), {}, {}, {}};
  const ReportFolder folder(o.out);

  bool all_decided = true;
  if (!inputs.heads.empty()) {
    auto [page, whole] = heads_page(o, inputs.heads, eps, threads);
    site.heads.push_back(std::move(page));
    all_decided = whole;
  }
  site.claims = all_ruled(chosen, effort, threads);
  if (!o.no_figures) site.figures = all_figures(inputs, threads);
  for (const auto& r : site.claims) all_decided = all_decided && r.verdict.status != ledger::Status::undecided;
  const auto files = report::files(site);
  folder.write(files);
  return {all_decided ? decided : undecided,
          fmt::format("wrote {} ({} files): {} claims, {}\n  open    {}\n", o.out, files.size(), site.claims.size(),
                      counts(site.claims), (fs::path(o.out) / "index.html").string())};
}

}  // namespace attest::run
