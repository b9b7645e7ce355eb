// Any words, one a line, as a command line.  The commands here read their options as far as no file is needed; the
// words are taken apart and complained of as in the program: exit code 0 or 2, and one legible line that says where to
// look.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "attest/attention/problem.hpp"
#include "proofs-checks/run/certify.hpp"
#include "proofs-checks/run/cli.hpp"
#include "proofs-checks/run/commands.hpp"
#include "proofs-checks/run/positions.hpp"
#include "proofs-checks/run/suggest.hpp"
#include "said.hpp"
#include "scratch.hpp"

namespace {

std::vector<std::string> words;

void require(bool holds) {
  if (!holds) std::abort();
}

/// A value was typed as it arrived, or is what stands where nothing is typed.
void typed(const std::string& value, const std::string& otherwise = "") {
  require(value == otherwise || std::any_of(words.begin(), words.end(), [&](const std::string& w) {
            return w == value || w.ends_with("=" + value);
          }));
}
void typed(const std::vector<std::string>& values) {
  for (const auto& v : values) typed(v);
}

}  // namespace

namespace attest::run {

Result degree(const DegreeOptions& o) {
  typed({o.interval, o.eps, o.certificate});
  typed(o.error, "absolute");
  (void)parse_interval(o.interval);
  (void)parse_positive("--eps", o.eps);
  (void)parse_error_kind(o.error);
  return {};
}
Result error(const ErrorOptions& o) {
  typed({o.interval, o.file, o.coefficients, o.certificate});
  typed(o.error, "absolute");
  typed(o.width, "1e-6");
  (void)parse_interval(o.interval);
  (void)parse_positive("--width", o.width);
  (void)parse_error_kind(o.error);
  return {};
}
Result prove(const ProveOptions& o) {
  typed({o.problem, o.proof});
  return {};
}
Result rank(const RankOptions& o) {
  typed({o.dim, o.degree});
  typed(o.order, "2");
  for (const auto& text : {o.dim, o.degree, o.order}) (void)parse_whole("--dim", text);
  return {};
}
Result recognise(const RecogniseOptions& o) {
  typed({o.file, o.over, o.certificate});
  return {};
}
Result attention(const AttentionOptions& o) {
  typed({o.q, o.k, o.v, o.out, o.certificate, o.rope, o.kernel, o.bias, o.window, o.block});
  for (const auto* list : {&o.ks, &o.vs}) typed(std::vector(list->begin(), list->end()));
  typed(o.rows, "8");
  typed(o.confirm, "0");
  typed(o.method, "auto");
  typed(o.memory, "4G");
  constexpr std::size_t n = 12, d = 8;
  (void)parse_order(o.order);
  (void)parse_budget(o.memory, o.seconds);
  (void)thread_count(o.threads);
  (void)parse_positive("--eps", o.eps);
  attention::Problem p{DoubleMatrix(n, d), DoubleMatrix(n, d), DoubleMatrix(n, d), attention::Scale::parse(o.scale)};
  if (o.kernel.empty() && !o.bias.starts_with("table:")) {
    set_positions(p, o);
    (void)positions_text(o, p);
  }
  (void)choose_rows("--rows", o.rows, n, std::string(64, '0'));
  return {};
}
Result plan(const PlanOptions& o) {
  typed({o.n, o.d, o.dv, o.beta});
  if (!o.n.empty()) (void)parse_positive("--n", o.n);
  return attention(o.data);
}
Result reduce(const ReduceOptions& o) {
  require(o.from.size() == 2);
  typed(o.from);
  typed({o.to, o.out, o.blocks, o.rope});
  (void)parse_order(o.order);
  (void)parse_budget(o.memory, "1");
  return {};
}
Result decide(const DecideOptions& o) {
  typed({o.folder, o.output, o.error});
  (void)parse_budget(o.memory, o.seconds);
  (void)thread_count(o.threads);
  return {};
}
/// The words fit no claim, or are one's name.
std::vector<const ledger::Claim*> select_claims(const std::vector<std::string>& asked) {
  typed(asked);
  static const std::vector<std::string> names{"rank-tight", "softmax-normalization", "P0-08"};
  for (const auto& w : asked)
    if (std::find(names.begin(), names.end(), w) == names.end())
      throw std::invalid_argument("claim: '" + w + "'; " + nearest(w, names));
  return {};
}
ledger::Effort parse_effort(const std::string& scale, const std::string& seed) {
  typed(scale, "1");
  typed(seed, "1");
  return {parse_positive("--effort", scale).nearest_double(),
          static_cast<std::uint64_t>(parse_within("--seed", seed, 0, 1'000'000'000))};
}
Result audit(const AuditOptions& o) {
  typed(o.certificates);
  (void)select_claims(o.ids);
  (void)parse_effort(o.effort, o.seed);
  (void)thread_count(o.threads);
  return {};
}
Result claim(const ClaimOptions& o) {
  (void)select_claims({o.id});
  (void)parse_effort(o.effort, o.seed);
  return {};
}
Result replay(const std::string& token, bool) {
  typed(token);
  return {};
}
Result sweep(const SweepOptions& o) {
  typed({o.plan, o.store, o.export_as, o.out});
  (void)thread_count(o.threads);
  (void)parse_positive("--patience", o.patience);
  return {};
}
Result table(const TableOptions& o) {
  typed({o.name, o.out});
  for (const auto* list : {&o.b, &o.eps, &o.d, &o.g, &o.n, &o.order, &o.c, &o.a, &o.q, &o.k, &o.v}) typed(*list);
  (void)select_claims(o.ids);
  (void)parse_effort(o.effort, o.seed);
  return {};
}
Result report(const ReportOptions& o) {
  typed({o.out, o.figure});
  for (const auto* list : {&o.q, &o.k, &o.v}) typed(*list);
  (void)select_claims(o.ids);
  (void)parse_effort(o.effort, o.seed);
  (void)attention::Scale::parse(o.scale);
  return {};
}

}  // namespace attest::run

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Said said;
  words = {"attest"};
  for (std::size_t at = 0; at <= size;) {
    const auto* end = std::find(data + at, data + size, '\n');
    words.emplace_back(data + at, std::find(data + at, end, '\0'));
    at = static_cast<std::size_t>(end - data) + 1;
  }
  std::vector<std::string> kept = words;
  std::vector<char*> arguments;
  for (auto& w : kept) arguments.push_back(w.data());
  arguments.push_back(nullptr);
  const int code = attest::run::main(static_cast<int>(words.size()), arguments.data());
  if (code == attest::run::decided) return 0;
  require(code == attest::run::usage);
  said.require_legible(code);
  return 0;
}
