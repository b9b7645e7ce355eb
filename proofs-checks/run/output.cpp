#include "output.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "attest/number/text.hpp"
#include "team.hpp"

namespace attest::run {

std::string to_document(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::optional<Json> parse_json(const std::string& text) {
  constexpr int deepest = 16;
  try {
    return Json::parse(text, [](int depth, Json::parse_event_t, Json&) {
      if (depth > deepest) throw std::length_error("nested too deep");
      return true;
    });
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

Json enclosure(const Rational& lower, const Rational& upper, int digits) {
  return {{"lo", to_decimal(lower, digits, Direction::down)}, {"hi", to_decimal(upper, digits, Direction::up)}};
}

Json enclosure(const Ball& ball, int digits) { return enclosure(ball.lower(), ball.upper(), digits); }

void print(const std::string& text) {
  if (team().rank() != 0) return;
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written) throw Refusal(std::string("standard output: ") + std::strerror(errno));
}

void progress(const std::string& text) {
  if (team().rank() == 0 && isatty(STDERR_FILENO)) std::fprintf(stderr, "%s\n", text.c_str());
}

}  // namespace attest::run
