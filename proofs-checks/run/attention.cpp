#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <filesystem>

#include "attest/attention/softmax.hpp"
#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/data/npy.hpp"
#include "attest/number/text.hpp"
#include "certify.hpp"
#include "commands.hpp"
#include "positions.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// `500M`, `2G`, or bytes.
double parse_memory(const std::string& text) {
  const std::string units = "KMG";
  const auto unit = text.empty() ? std::string::npos : units.find(text.back());
  const Rational value = parse_positive("--memory", unit == std::string::npos ? text : text.substr(0, text.size() - 1));
  return (value * Rational::power_of_two(unit == std::string::npos ? 0 : 10 * (static_cast<long>(unit) + 1)))
      .nearest_double();
}

double parse_seconds(const std::string& text) { return parse_positive("--seconds", text).nearest_double(); }

attention::Problem read_problem(const AttentionOptions& o) {
  attention::Problem p{data::read_double_matrix(o.q), data::read_double_matrix(o.k), data::read_double_matrix(o.v),
                       attention::Scale::parse(o.scale)};
  set_positions(p, o);
  try {
    require_valid(p);
  } catch (const std::invalid_argument& e) {
    throw data::InputError(e.what());
  }
  return p;
}

/// Everything that can be known to go wrong with the outputs, before any computing.
void check_outputs(const AttentionOptions& o, const Rational& eps, std::size_t n) {
  std::vector<fs::path> written{o.out};
  if (!o.certificate.empty()) {
    if (has_positions(o))
      throw std::invalid_argument(
          "--certificate: a certificate speaks of plain attention; it cannot hold positions, biases or masks");
    constexpr std::size_t longest = 50'000;
    if (to_text(eps).size() > longest || o.scale.size() > longest)
      throw std::invalid_argument("--eps, --scale: too long for a certificate");
    static_cast<void>(choose_rows(o.rows, n, data::sha256("")));
    make_certificate_folder(o.certificate);
    for (const char* name : {"attention.problem", "attention.proof"}) written.push_back(fs::path(o.certificate) / name);
    for (const auto& file : {o.q, o.k, o.v})
      if (fs::path(file).extension() != ".npy")
        throw std::invalid_argument("--certificate: " + file +
                                    " is no .npy file; a certificate speaks of .npy files only");
  }
  for (std::size_t w = 0; w < written.size(); ++w) {
    std::error_code error;
    for (const auto& file : {o.q, o.k, o.v, o.kernel})
      if (!file.empty() && fs::equivalent(written[w], file, error))
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

Json to_json(const AttentionOptions& o, const attention::Problem& p, const Rational& eps, const attention::Attended& a,
             const Json& seconds, const std::string& certificate) {
  const auto& answer = a.answer;
  Json considered = Json::array();
  for (const auto& c : a.considered)
    considered.push_back({{"method", c.method},
                          {"feasible", c.feasible},
                          {"why", c.why},
                          {"seconds", c.cost.seconds},
                          {"bytes", c.cost.bytes}});
  return {{"method", answer.method},
          {"why", a.why},
          {"n", p.q.rows()},
          {"m", p.k.rows()},
          {"d", p.q.cols()},
          {"dv", p.v.cols()},
          {"scale", p.scale.text()},
          {"positions", o.rope.empty() ? (o.kernel.empty() ? Json(nullptr) : Json(o.kernel)) : Json(o.rope)},
          {"bias", o.bias.empty() ? Json(nullptr) : Json(o.bias)},
          {"mask", p.mask.everything() ? Json(nullptr) : Json(p.mask.text())},
          {"query_offset", p.query_offset},
          {"eps", to_text(eps)},
          {"score_bound", answer.score_bound ? Json(up(*answer.score_bound)) : Json(nullptr)},
          {"degree", answer.degree ? Json(*answer.degree) : Json(nullptr)},
          {"rank", answer.rank ? Json(to_text(*answer.rank)) : Json(nullptr)},
          {"precision_bits", answer.precision_bits ? Json(*answer.precision_bits) : Json(nullptr)},
          {"error_bound", up(answer.error_bound())},
          {"error",
           {{"polynomial", up(answer.polynomial_error)},
            {"normalization", up(answer.normalization_error)},
            {"rounding", up(answer.rounding_error)}}},
          {"seconds", seconds},
          {"memory_bytes", std::llround(a.estimated_bytes)},
          {"considered", considered},
          {"out", o.out},
          {"certificate", certificate.empty() ? Json(nullptr) : Json(certificate)}};
}

std::string to_sentences(const AttentionOptions& o, const attention::Problem& p, const Rational& eps,
                         const attention::Attended& a, const std::string& certificate) {
  const auto& answer = a.answer;
  std::string s = fmt::format("wrote {} ({} x {}): every entry within {} of softmax attention, asked was {}\n", o.out,
                              answer.output.rows(), answer.output.cols(), up(answer.error_bound()), to_text(eps));
  s += fmt::format("  method  {} ({})\n", answer.method, a.why);
  s += fmt::format("  sizes   n = {}, m = {}, d = {}, dv = {}, scale {}\n", p.q.rows(), p.k.rows(), p.q.cols(),
                   p.v.cols(), p.scale.text());
  if (const auto positions = positions_text(o, p); !positions.empty()) s += fmt::format("  where   {}\n", positions);
  s += fmt::format("  error   polynomial {}, normalization {}, rounding {}\n", up(answer.polynomial_error),
                   up(answer.normalization_error), up(answer.rounding_error));
  if (!certificate.empty())
    s += fmt::format("  check   attest-check {0}/attention.problem {0}/attention.proof\n", certificate);
  return s;
}

}  // namespace

Result attention(const AttentionOptions& o) {
  const auto method = attention::parse_method(o.method);
  const Rational eps = parse_positive("--eps", o.eps);
  Budget budget;
  budget.memory_bytes = parse_memory(o.memory);
  budget.seconds = parse_seconds(o.seconds);
  const unsigned threads = thread_count(o.threads);

  const auto start = Clock::now();
  const attention::Problem problem = read_problem(o);
  const double reading = since(start);
  check_outputs(o, eps, problem.q.rows());
  progress(fmt::format("attest: attending to {} queries and {} keys; the definition alone would take about {:.1f} s",
                       problem.q.rows(), problem.k.rows(), definition_cost(problem, threads).seconds));
  const auto computing_start = Clock::now();
  const auto attended = softmax(problem, eps, method, budget, threads);
  if (!attended.decided()) throw Refusal(fmt::format("--method {}: {}", o.method, attended.why().text));
  const double computing = since(computing_start);

  const auto writing_start = Clock::now();
  data::write_npy(o.out, attended.value().answer.output);
  std::string certificate;
  if (!o.certificate.empty()) {
    CertifiedRun run{o.q,
                     o.k,
                     o.v,
                     o.out,
                     problem.scale.text(),
                     eps,
                     certified_error(attended.value().answer.error_bound(), eps),
                     choose_rows(o.rows, problem.q.rows(), data::sha256_of_file(o.out))};
    certificate = write_certificate(o.certificate, run).string();
  }
  const Json seconds{{"read", reading}, {"compute", computing}, {"write", since(writing_start)}};
  return {decided, o.json ? to_document(to_json(o, problem, eps, attended.value(), seconds, certificate))
                          : to_sentences(o, problem, eps, attended.value(), certificate)};
}

}  // namespace attest::run
