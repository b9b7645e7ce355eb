#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <functional>

#include "attest/attention/softmax.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/data/npy.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/number/text.hpp"
#include "attention_job.hpp"
#include "attention_streamed.hpp"
#include "certify.hpp"
#include "commands.hpp"
#include "positions.hpp"
#include "team.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;

/// Everything that can be known to go wrong with the outputs, before any computing.
void check_outputs(const AttentionOptions& o, const JobFacts& job, const AttentionJob* whole, const Rational& eps) {
  std::vector<fs::path> written{o.out};
  const auto rows = choose_rows("--rows", o.rows, job.n, data::sha256(""));
  if (!o.certificate.empty()) {
    if (has_positions(o))
      throw std::invalid_argument(
          "--certificate: a certificate speaks of plain attention; it cannot hold positions, biases or masks");
    constexpr std::size_t longest = 50'000;
    if (to_text(eps).size() > longest || o.scale.size() > longest)
      throw std::invalid_argument("--eps, --scale: too long for a certificate");
    if (whole != nullptr) whole->require_checkable(rows.size());
    for (const auto& file : job.files)
      if (fs::path(file).extension() != ".npy")
        throw std::invalid_argument("--certificate: " + file +
                                    " is no .npy file; a certificate speaks of .npy files only");
    make_folder(o.certificate);
    for (const char* name : {"attention.problem", "attention.proof"}) written.push_back(fs::path(o.certificate) / name);
  }
  for (std::size_t w = 0; w < written.size(); ++w) {
    std::error_code error;
    for (const auto& file : job.files)
      if (fs::equivalent(written[w], file, error))
        throw std::invalid_argument("--out: " + written[w].string() + " would overwrite an input");
    if (w > 0 && fs::weakly_canonical(written[w], error) == fs::weakly_canonical(o.out, error))
      throw std::invalid_argument("--out: " + o.out + " is also a file of the certificate");
    if (written[w].string().find_first_of("\r\n") != std::string::npos)
      throw std::invalid_argument("--out, --certificate: a name with a line break");
    data::require_writable(written[w]);
  }
}

/// What the certificate claims: a little above the proven bound, in few digits, so that the checker need not
/// split hairs; never above eps.
Rational certified_error(const Rational& bound, const Rational& eps) {
  return min(eps, parse_rational(to_decimal(bound, 6, Direction::up)) + eps * Rational::power_of_two(-64));
}

std::string up(const Rational& x) { return to_decimal(x, 4, Direction::up); }

Json sizes(const std::vector<std::size_t>& m) {
  if (m.size() == 1) return m.front();
  return m;
}

Json to_json(const AttentionOptions& o, const JobFacts& job, const Rational& eps, const attention::Attended& a,
             const Json& seconds, const std::string& certificate, const std::optional<Confirmation>& confirmed) {
  const auto& answer = a.answer;
  Json considered = Json::array();
  for (const auto& c : a.considered)
    considered.push_back({{"method", c.method},
                          {"feasible", c.feasible},
                          {"why", c.why},
                          {"seconds", c.cost.seconds},
                          {"bytes", c.cost.bytes}});
  const auto given = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  Json confirmation = nullptr;
  if (confirmed)
    confirmation = {{"rows", confirmed->rows}, {"method", confirmed->method}, {"why_not", given(confirmed->why_not)}};
  if (confirmed && confirmed->why_not.empty()) {
    confirmation["largest_difference"] = up(confirmed->largest);
    confirmation["allowed"] = up(confirmed->allowed);
  }
  return {{"method", answer.method},
          {"why", a.why},
          {"order", job.order()},
          {"n", job.n},
          {"m", sizes(job.m)},
          {"d", job.d},
          {"dv", job.dv},
          {"scale", job.scale},
          {"positions", given(o.rope.empty() ? o.kernel : o.rope)},
          {"bias", given(o.bias)},
          {"mask", given(job.mask)},
          {"query_offset", job.query_offset},
          {"eps", to_text(eps)},
          {"score_bound", answer.score_bound ? Json(up(*answer.score_bound)) : Json(nullptr)},
          {"degree", answer.degree ? Json(*answer.degree) : Json(nullptr)},
          {"rank", answer.rank ? Json(to_text(*answer.rank)) : Json(nullptr)},
          {"precision_bits", answer.precision_bits ? Json(*answer.precision_bits) : Json(nullptr)},
          {"error_bound", up(answer.error_bound())},
          {"error",
           {{"polynomial", up(answer.polynomial_error)},
            {"normalization", up(answer.normalization_error)},
            {"rounding", up(answer.rounding_error)},
            {"without_data", answer.without_data ? Json(up(*answer.without_data)) : Json(nullptr)}}},
          {"seconds", seconds},
          {"memory_bytes", std::llround(a.estimated_bytes)},
          {"considered", considered},
          {"confirmed", confirmation},
          {"out", o.out},
          {"certificate", given(certificate)}};
}

std::string to_sentences(const AttentionOptions& o, const JobFacts& job, const Rational& eps,
                         const attention::Attended& a, const std::string& certificate,
                         const std::optional<Confirmation>& confirmed) {
  const auto& answer = a.answer;
  const std::string what = job.order() == 2 ? "softmax attention" : fmt::format("attention of order {}", job.order());
  std::string s = fmt::format("wrote {} ({} x {}): every entry within {} of {}, asked was {}\n", o.out, job.n, job.dv,
                              up(answer.error_bound()), what, to_short_text(eps));
  s += fmt::format("  method  {} ({})\n", answer.method, a.why);
  s += fmt::format("  sizes   n = {}, m = {}, d = {}, dv = {}, scale {}\n", job.n, fmt::join(job.m, " x "), job.d,
                   job.dv, job.scale);
  if (!job.positions.empty()) s += fmt::format("  where   {}\n", job.positions);
  s += fmt::format("  error   polynomial {}, normalization {}, rounding {}\n", up(answer.polynomial_error),
                   up(answer.normalization_error), up(answer.rounding_error));
  if (confirmed && !confirmed->why_not.empty())
    s += fmt::format("  confirm undecided: {}\n", confirmed->why_not);
  else if (confirmed)
    s += fmt::format("  confirm {} rows by the {}: differ by at most {}, allowed are {}{}\n", confirmed->rows.size(),
                     confirmed->method, up(confirmed->largest), up(confirmed->allowed),
                     confirmed->holds() ? "" : ": CONTRADICTED");
  if (!certificate.empty())
    s += fmt::format("  check   attest-check {0}/attention.problem {0}/attention.proof\n", certificate);
  return s;
}

}  // namespace

Result attention(const AttentionOptions& o) {
  const auto method = attention::parse_method(o.method);
  if (o.out.empty()) throw std::invalid_argument("--out: it is empty; the name of a file to write is needed");
  const Rational eps = parse_positive("--eps", o.eps);
  const Budget budget = parse_budget(o.memory, o.seconds);
  const unsigned threads = thread_count(o.threads);

  Stopwatch watch;
  const std::optional<StreamedJob> streamed = StreamedJob::of(o, method, budget);
  std::optional<AttentionJob> whole;
  if (!streamed) whole.emplace(o);
  const JobFacts facts = streamed ? streamed->facts() : whole->facts();
  Json seconds{{"read", watch.seconds()}};
  // The files are written by rank 0.
  const auto by_one = [](const std::function<void()>& work) {
    team().together([&] {
      if (team().rank() == 0) work();
    });
  };
  by_one([&] { check_outputs(o, facts, whole ? &*whole : nullptr, eps); });
  std::optional<std::size_t> confirming;
  if (whole) {
    confirming = whole->rows_to_confirm(o.confirm, method, budget, threads);
    progress(fmt::format("attest: attending from {} queries; the definition alone would take about {:.1f} s", facts.n,
                         whole->definition_seconds(threads)));
  }
  watch.restart();
  const auto attended =
      streamed ? streamed->attend(eps, method, budget, threads) : whole->attend(eps, method, budget, threads);
  if (!attended.decided()) throw Refusal(fmt::format("--method {}: {}", o.method, attended.why().text));
  const auto& answer = attended.value().answer;
  seconds["compute"] = watch.seconds();

  watch.restart();
  if (whole) data::write_npy(o.out, answer.output);
  std::string certificate;
  by_one([&] {
    if (o.certificate.empty()) return;
    CertifiedRun run{o.q,
                     {},
                     {},
                     o.out,
                     facts.scale,
                     eps,
                     certified_error(answer.error_bound(), eps),
                     choose_rows("--rows", o.rows, facts.n, data::sha256_of_file(o.out))};
    for (std::size_t a = 0; a + 1 < facts.order(); ++a) {
      run.k.emplace_back(facts.files[2 * a + 1]);
      run.v.emplace_back(facts.files[2 * a + 2]);
    }
    certificate = write_certificate(o.certificate, run).string();
  });
  seconds["write"] = watch.seconds();

  std::optional<Confirmation> confirmed;
  if (confirming) {
    watch.restart();
    progress(fmt::format("attest: confirming {} rows by the definition", *confirming));
    const auto rows = choose_rows("--confirm", o.confirm, facts.n, data::sha256_of_file(o.out));
    confirmed = whole->confirm(answer, rows, eps, budget, threads);
    seconds["confirm"] = watch.seconds();
  }
  const bool holds = !confirmed || confirmed->holds();
  return {holds ? decided : undecided,
          o.json ? to_document(to_json(o, facts, eps, attended.value(), seconds, certificate, confirmed))
                 : to_sentences(o, facts, eps, attended.value(), certificate, confirmed)};
}

}  // namespace attest::run
