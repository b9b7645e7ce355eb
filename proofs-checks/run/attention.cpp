#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "attest/attention/softmax.hpp"
#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/data/npy.hpp"
#include "attest/number/text.hpp"
#include "certify.hpp"
#include "commands.hpp"

namespace attest::run {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// `500M`, `2G`, or bytes.
double parse_memory(std::string text) {
  double unit = 1;
  constexpr double kilo = 1024;
  if (!text.empty()) switch (text.back()) {
      case 'G':
        unit *= kilo;
        [[fallthrough]];
      case 'M':
        unit *= kilo;
        [[fallthrough]];
      case 'K':
        unit *= kilo;
        text.pop_back();
        break;
      default:
        break;
    }
  try {
    const double value = parse_rational(text).nearest_double() * unit;
    if (value > 0) return value;
  } catch (const std::invalid_argument&) {
  }
  throw std::invalid_argument("--memory: '" + text +
                              "'; a positive number of bytes is needed, K, M or G behind it if you like");
}

double parse_seconds(const std::string& text) {
  const double value = parse_rational(text).nearest_double();
  if (!(value > 0)) throw std::invalid_argument("--seconds: '" + text + "'; a positive number is needed");
  return value;
}

attention::Problem read_problem(const AttentionOptions& o) {
  attention::Problem p{data::read_double_matrix(o.q), data::read_double_matrix(o.k), data::read_double_matrix(o.v),
                       attention::Scale::parse(o.scale)};
  try {
    require_valid(p);
  } catch (const std::invalid_argument& e) {
    throw data::InputError(e.what());
  }
  return p;
}

Rational parse_eps(const std::string& text) {
  const Rational eps = parse_rational(text);
  if (eps.sign() <= 0) throw std::invalid_argument("--eps: '" + text + "'; it must be positive");
  return eps;
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
  s += fmt::format("  error   polynomial {}, normalization {}, rounding {}\n", up(answer.polynomial_error),
                   up(answer.normalization_error), up(answer.rounding_error));
  if (!certificate.empty())
    s += fmt::format("  check   attest-check {0}/attention.problem {0}/attention.proof\n", certificate);
  return s;
}

}  // namespace

Result attention(const AttentionOptions& o) {
  const auto method = attention::parse_method(o.method);
  const Rational eps = parse_eps(o.eps);
  Budget budget;
  budget.memory_bytes = parse_memory(o.memory);
  budget.seconds = parse_seconds(o.seconds);
  const unsigned threads = thread_count(o.threads);

  const auto start = Clock::now();
  const attention::Problem problem = read_problem(o);
  const double reading = since(start);
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
                     attended.value().answer.error_bound(),
                     choose_rows(o.rows, problem.q.rows(), data::sha256_of_file(o.out))};
    certificate = write_certificate(o.certificate, run).string();
  }
  const Json seconds{{"read", reading}, {"compute", computing}, {"write", since(writing_start)}};
  return {decided, o.json ? to_document(to_json(o, problem, eps, attended.value(), seconds, certificate))
                          : to_sentences(o, problem, eps, attended.value(), certificate)};
}

}  // namespace attest::run
