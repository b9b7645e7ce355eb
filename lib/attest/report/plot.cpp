#include "attest/report/plot.hpp"

namespace attest::report {

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
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
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  return out;
}

Drawing draw(const Plot& plot) {
  return {
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 400\" role=\"img\" class=\"attest-plot\"><title>" +
      xml_escaped(plot.title) + "</title><desc>" + xml_escaped(plot.description) + "</desc></svg>\n"};
}

Ticks ticks(double low, double high, const Axis&, std::size_t) { return {{low, high}, {}}; }

std::string_view page_style() { return ".attest-plot .ground{fill:none}.attest-plot .ink{fill:currentColor}"; }

}  // namespace attest::report
