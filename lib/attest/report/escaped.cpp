#include "attest/report/escaped.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace attest::report {
namespace {

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

/// Has XML or HTML no place for it?  U+0080 to U+009F are controls as well.
bool barred(std::uint32_t code) {
  const bool control = (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0);
  const bool surrogate = code >= 0xD800 && code < 0xE000, no_letter = (code & 0xFFFEU) == 0xFFFEU;
  return control || surrogate || no_letter || code > 0x10FFFF;
}

}  // namespace

std::size_t letter_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return barred(first) ? 0 : 1;
  const std::size_t bytes = first >= 0xF0 ? 4 : (first >= 0xE0 ? 3 : 2);
  constexpr unsigned char least_leader = 0xC2, largest_leader = 0xF4;
  if (first < least_leader || first > largest_leader || at + bytes > text.size()) return 0;
  std::uint32_t code = first & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80U) return 0;
    code = code << 6 | (next & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  return code < least[bytes] || barred(code) ? 0 : bytes;
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = letter_at(text, at);
    const auto named = entity(text[at]);
    if (bytes == 0)
      out += "\xEF\xBF\xBD";
    else
      out += named.empty() ? text.substr(at, bytes) : named;
    at += std::max<std::size_t>(1, bytes);
  }
  return out;
}

}  // namespace attest::report
