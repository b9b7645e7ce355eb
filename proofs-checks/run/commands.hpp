#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "attest/expoly/error_series.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/outcome.hpp"
#include "output.hpp"

namespace attest::run {

/// The options of each command as typed, and the command.  They throw std::invalid_argument or
/// std::domain_error (exit code 2), data::InputError (3), Refusal or data::OutputError (4).

struct DegreeOptions {
  std::string interval = "-1,1", eps = "1e-6", error = "absolute", certificate;
  bool details = false, json = false;
};
[[nodiscard]] Result degree(const DegreeOptions& options);

struct ErrorOptions {
  std::string interval, file, coefficients, error = "absolute", width = "1e-6", certificate;
  bool json = false;
};
[[nodiscard]] Result error(const ErrorOptions& options);

/// Reads a problem file and writes its proof.
struct ProveOptions {
  std::string problem, proof;
};
[[nodiscard]] Result prove(const ProveOptions& options);

struct RankOptions {
  std::string dim, degree, order = "2";
  bool rope = false, json = false;
};
[[nodiscard]] Result rank(const RankOptions& options);

/// Which structure a matrix from a file has.
struct RecogniseOptions {
  std::string file, over, certificate;
  bool json = false;
};
[[nodiscard]] Result recognise(const RecogniseOptions& options);

struct AttentionOptions {
  std::string q, k, v, out, certificate;
  std::string order = "2", confirm = "0";
  std::array<std::string, 5> ks, vs;  ///< --k1 .. --k5, --v1 .. --v5
  std::string scale = "1/sqrt(d)", eps = "1e-6", method = "auto", rows = "8", memory = "4G", seconds = "3600";
  std::string threads = "0";
  std::string rope, kernel, bias, window, dilation = "1", block, query_offset = "0";
  bool causal = false, stream = false, progress = false, json = false;
};
[[nodiscard]] Result attention(const AttentionOptions& options);

/// A formula as an attention problem that decides it: writes a folder of matrices with a manifest.
struct ReduceOptions {
  std::vector<std::string> from;  ///< `cnf`, and the file
  std::string to, out, order = "3", link = "direct", form = "centred", blocks, rope, memory = "4G";
  bool json = false;
};
[[nodiscard]] Result reduce(const ReduceOptions& options);

/// Decides the formula of such a folder by attention.
struct DecideOptions {
  std::string folder, output, error, method = "auto", eps = "auto", memory = "4G", seconds = "3600", threads = "0";
  bool confirm = false, json = false;
};
[[nodiscard]] Result decide(const DecideOptions& options);

/// What each method would take, for data or for sizes.
struct PlanOptions {
  AttentionOptions data;  ///< the matrices and --scale, --eps, --order, positions, --memory, --seconds, --threads
  std::string n, d, dv, beta;
  bool calibrate = false;
};
[[nodiscard]] Result plan(const PlanOptions& options);

struct AuditOptions {
  std::vector<std::string> ids;
  std::string effort = "1", seed = "1";
  std::string threads = "0";
  bool json = false;
  bool rulings = false;      ///< a Markdown table by ledger item instead of the list by claim
  std::string certificates;  ///< a folder for problem and proof of each verdict that has them; empty: none
};
[[nodiscard]] Result audit(const AuditOptions& options);

struct ClaimOptions {
  std::string id, effort = "1", seed = "1";
  bool json = false;
};
[[nodiscard]] Result claim(const ClaimOptions& options);

/// Runs a plan of many cells into a store; looks at the store.
struct SweepOptions {
  std::string plan, store, export_as, out, threads = "0", patience = "60";
  bool resume = false, retry = false, status = false, estimate = false, times = false;
};
[[nodiscard]] Result sweep(const SweepOptions& options);

/// Repeats a row of the audit from its token, `id@seed@effort`.
[[nodiscard]] Result replay(const std::string& token, bool json);

/// A table for an appendix; written to standard output as its rows are made, or to a file.
struct TableOptions {
  std::string name, format = "plain", out;
  std::vector<std::string> b, eps, d, g, n, order, c, a;  ///< lists, as typed
  std::vector<std::string> ids;                           ///< ledger, rulings: which claims
  std::vector<std::string> q, k, v;                       ///< heads: files
  std::string scale = "1/sqrt(d)", effort = "1", seed = "1", threads = "0";
  bool standalone = false;
};
[[nodiscard]] Result table(const TableOptions& options);

/// One folder of pages: claims with their verdicts, certificates, figures; docs/report.md.
struct ReportOptions {
  std::vector<std::string> ids;  ///< all claims where none is named
  std::string out, effort = "1", seed = "1", threads = "0";
  std::vector<std::string> q, k, v;  ///< heads: files
  std::string eps = "1e-6", scale = "1/sqrt(d)";
  bool no_figures = false;
  std::string figure;  ///< alone: one figure's SVG into the file `out`
};
[[nodiscard]] Result report(const ReportOptions& options);

/// Claims by ids, prefixes or ledger items, all where none is named; std::invalid_argument for a word that fits none.
[[nodiscard]] std::vector<const ledger::Claim*> select_claims(const std::vector<std::string>& words);
/// What `attest replay` repeats a check from.
[[nodiscard]] std::string token(const ledger::Claim& claim, const ledger::Effort& effort);
/// --effort and --seed as typed.
[[nodiscard]] ledger::Effort parse_effort(const std::string& scale, const std::string& seed);

/// A number as typed after `option`; std::invalid_argument naming option and value otherwise.
[[nodiscard]] Rational parse_number(const char* option, const std::string& text);
/// The same, and positive.
[[nodiscard]] Rational parse_positive(const char* option, const std::string& text);
/// `a,b` as typed after --interval; std::invalid_argument where it is not a <= b.
[[nodiscard]] polynomial::Interval parse_interval(const std::string& text);
/// `absolute` or `relative` as typed after --error.
[[nodiscard]] expoly::ErrorKind parse_error_kind(const std::string& text);
/// A whole number as typed after `option`; std::invalid_argument quoting it otherwise.
[[nodiscard]] long parse_whole(const char* option, const std::string& text);
/// The same, from `least` to `most`; std::domain_error quoting both otherwise.
[[nodiscard]] long parse_within(const char* option, const std::string& text, long least, long most);
/// An order of attention as typed after --order.
[[nodiscard]] std::size_t parse_order(const std::string& text);
/// `500M`, `2G`, or bytes, as typed after --memory; seconds as after --seconds.
[[nodiscard]] Budget parse_budget(const std::string& memory, const std::string& seconds);
/// Threads to use: the number asked for, or the machine's when 0; std::domain_error outside 0 .. 256.
[[nodiscard]] unsigned thread_count(const std::string& asked);

}  // namespace attest::run
