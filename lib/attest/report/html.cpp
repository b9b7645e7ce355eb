#include "attest/report/html.hpp"

#include <utility>

namespace attest::report {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const bool no_place = (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') || c == '\x7f';
        if (no_place)
          out += "\xEF\xBF\xBD";
        else
          out += c;
      }
    }
  }
  return out;
}

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
