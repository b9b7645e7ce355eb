#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "attest/certificate/exponential.hpp"
#include "attest/data/file.hpp"
#include "attest/expoly/degree.hpp"
#include "commands.hpp"
#include "prove.hpp"

namespace attest::run {
namespace {

using polynomial::Interval;

struct Task {
  Interval I;
  expoly::ErrorKind kind;
};

Task take_task(Lines& lines) {
  const auto ends = lines.take_numbers("interval");
  if (ends.size() != 2 || ends[1] <= ends[0]) lines.fail("two ends a < b are needed");
  const Interval I(ends[0], ends[1]);
  if (I.half_width() > Rational(500) || abs(I.midpoint()) > Rational(10'000))
    lines.fail("a half-width of at most 500 and a midpoint of at most 10000 are needed");
  const std::string error = lines.take("error");
  if (error != "absolute" && error != "relative") lines.fail("absolute or relative is needed");
  return {I, parse_error_kind(error)};
}

/// The proof, or why there is none.
Outcome<std::string> prove_degree(Lines& lines, const std::string& sha256) {
  const Task t = take_task(lines);
  const Rational eps = lines.take_number("eps");
  if (eps.sign() <= 0) lines.fail("eps must be positive");
  const auto least = lines.take_count("at-least", 1999), most = lines.take_count("at-most", 1999);
  if (least > most) lines.fail("at-least is above at-most");
  lines.finish();
  const auto found = expoly::find_degree_evidence(t.I, eps, t.kind, least, most);
  if (!found.decided()) return found.why();
  const auto& e = found.value();
  return to_text(certificate::ExpDegreeProof{sha256, e.steps, e.points, e.q.c});
}

Outcome<std::string> prove_error(Lines& lines, const std::string& sha256) {
  const Task t = take_task(lines);
  const polynomial::Polynomial p(lines.take_numbers("polynomial"));
  const Rational least = lines.take_number("at-least"), most = lines.take_number("at-most");
  if (p.degree() > 2000) lines.fail("a degree of at most 2000 is needed");
  lines.finish();
  const auto found = certify_error(p, t.I, t.kind, Rational::power_of_two(-40), Budget{});
  if (!found.decided()) return found.why();
  const auto& e = found.value();
  if (e.upper > most || e.lower < least)
    return Undecided{Undecided::Reason::bounds_do_not_separate,
                     fmt::format("the error is in [{}, {}]", to_decimal(e.lower, 10, Direction::down),
                                 to_decimal(e.upper, 10, Direction::up)),
                     e.lower, e.upper};
  return to_text(certificate::ExpErrorProof{sha256, e.at});
}

}  // namespace

Outcome<std::string> proof_of(const std::string& file, const std::string& text) {
  Lines lines(file, text);
  if (lines.take("attest-problem") != "1") lines.fail("version 1 is read here");
  const std::string id = lines.take("id");
  if (id.empty() || id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != id.npos)
    lines.fail("an id has letters a-z, digits and hyphens");
  const std::string kind = lines.take("kind"), sha256 = data::sha256(text);
  if (kind == "exp-degree") return prove_degree(lines, sha256);
  if (kind == "exp-error") return prove_error(lines, sha256);
  if (kind == "structure") return prove_structure(lines, sha256);
  if (kind == "rank") return prove_rank(lines, sha256);
  if (kind == "toeplitz-terms") return prove_toeplitz_terms(lines, sha256);
  if (kind == "tensor-terms") return prove_tensor_terms(lines, sha256);
  if (kind == "tensor-rank") return prove_tensor_rank(lines, sha256);
  if (kind == "normalization") return prove_normalization(lines, sha256);
  if (kind == "reduction-gap") return prove_reduction_gap(lines, sha256);
  if (kind == "protocol-count") return prove_protocol_count(lines, sha256);
  if (kind == "statement") return prove_statement(file, text, sha256);
  lines.fail(
      "kind '" + kind +
      "'; exp-degree, exp-error, structure, rank, toeplitz-terms, tensor-terms, tensor-rank, "
      "normalization, reduction-gap, protocol-count and statement are proved here, attention-rows by attest attention");
}

namespace {

/// Why attest-check would not read the proof: its limits, docs/certificates.md.
std::optional<std::string> beyond_grammar(const std::string& proof) {
  constexpr std::size_t longest = 100'000, most = std::size_t{1} << 25;
  if (proof.size() > most) return "the proof would have more than 2^25 bytes";
  for (std::size_t at = 0; at < proof.size();) {
    const std::size_t digits = std::min(proof.find_first_not_of("0123456789", at), proof.size()) - at;
    if (digits > longest) return "the proof would need a number of more than 100000 digits";
    at += digits + 1;
  }
  return std::nullopt;
}

}  // namespace

Result prove(const ProveOptions& options) {
  data::require_writable(options.proof);
  std::error_code none;
  if (std::filesystem::equivalent(options.problem, options.proof, none))
    throw std::invalid_argument("proof: '" + options.proof + "' is the problem");
  const auto proof = proof_of(options.problem, data::read_file(options.problem, 100'000'000));
  if (!proof.decided()) return {undecided, "undecided: no proof found: " + proof.why().text + "\n"};
  if (const auto why = beyond_grammar(proof.value())) return {undecided, "undecided: no proof found: " + *why + "\n"};
  data::write_file(options.proof, proof.value());
  return {decided,
          fmt::format("wrote {}\n  check  attest-check {} {}\n", options.proof, options.problem, options.proof)};
}

}  // namespace attest::run
