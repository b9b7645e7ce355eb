#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "attest/number/ball.hpp"
#include "attest/number/rational.hpp"

namespace attest::run {

using Json = nlohmann::ordered_json;

/// Exit codes of attest; docs/commands.md.
enum ExitCode { decided = 0, undecided = 1, usage = 2, bad_input = 3, refused = 4, interrupted = 130 };

/// What a command has to say: printed once, whole, at its end.
struct Result {
  int code = decided;
  std::string text;
};

/// A method that cannot pay or does not fit; exit code 4.
class Refusal : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One JSON document and a line break.
[[nodiscard]] std::string to_document(const Json& json);
/// Nothing where the text is no JSON, or is nested deeper than any of ours.
[[nodiscard]] std::optional<Json> parse_json(const std::string& text);
/// {"lo": "...", "hi": "..."}: decimals rounded outward.
[[nodiscard]] Json enclosure(const Ball& ball, int digits = 20);
[[nodiscard]] Json enclosure(const Rational& lower, const Rational& upper, int digits = 20);

/// Writes to standard output; Refusal where it is closed or full.
void print(const std::string& text);

/// One line on standard error, only when that is a terminal.
void progress(const std::string& text);

}  // namespace attest::run
