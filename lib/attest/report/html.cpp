#include "attest/report/html.hpp"

#include <utility>

#include "attest/report/escaped.hpp"

namespace attest::report {

std::string prose(std::string_view text) {
  std::string out = escaped(text);
  for (const auto& [typed, sign] :
       {std::pair<std::string_view, std::string_view>{"&lt;=", "≤"}, {"-&gt;", "→"}, {"&gt;=", "≥"}, {"!=", "≠"}})
    for (std::size_t at = 0; (at = out.find(typed, at)) != out.npos; at += sign.size())
      out.replace(at, typed.size(), sign);
  return out;
}

std::string address_part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    out += plain ? c : '-';
  }
  return out;
}

}  // namespace attest::report
