#include "attest/table/writer.hpp"

#include <algorithm>
#include <cctype>

#include "attest/table/write.hpp"

namespace attest::table {
namespace {

/// About how many letters TeX sets for these: a command is one, braces and dollars are none.
std::size_t letters(std::string_view tex) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    if (std::string_view("{}$").find(tex[i]) != std::string_view::npos) continue;
    ++count;
    if (tex[i] != '\\') continue;
    ++i;
    while (i + 1 < tex.size() && std::isalpha(static_cast<unsigned char>(tex[i])) &&
           std::isalpha(static_cast<unsigned char>(tex[i + 1])))
      ++i;
  }
  return count;
}

/// About how many lines they take in a column so wide: filled word by word.
std::size_t set_lines(std::string_view tex, int millimetres) {
  constexpr std::size_t hundredths_a_letter = 145;  // of a millimetre at \footnotesize, rather more than it is
  const std::size_t width = std::max<std::size_t>(1, 100 * static_cast<std::size_t>(millimetres) / hundredths_a_letter);
  std::size_t lines = 1, filled = 0;
  for (std::size_t at = 0; at < tex.size();) {
    const auto end = std::min(tex.find_first_of(" -", at), tex.size() - 1) + 1;
    const std::size_t word = letters(tex.substr(at, end - at));
    if (filled > 0 && filled + word > width) {
      ++lines;
      filled = 0;
    }
    filled += word;
    if (filled > width) {  // longer than a line: TeX breaks it nowhere, or where it likes
      lines += (filled - 1) / width;
      filled = (filled - 1) % width + 1;
    }
    at = end;
  }
  return lines;
}
class Latex : public Blocks {
 public:
  Latex(const Sheet& sheet, const Sink& sink, bool standalone) : Blocks(sheet, sink), standalone_(standalone) {}
  void begin() override {
    if (standalone_)
      sink_(
          "\\documentclass[10pt]{article}\n\\usepackage{booktabs}\n"
          "% A4 on its side, a table a page\n"
          "\\pdfpagewidth=297mm \\pdfpageheight=210mm\n"
          "\\hoffset=-1in \\voffset=-1in \\oddsidemargin=10mm \\topmargin=8mm \\headheight=0mm \\headsep=0mm\n"
          "\\textwidth=277mm \\textheight=188mm \\footskip=6mm\n\\pagestyle{plain}\n\\begin{document}\n");
    else
      sink_("% needs \\usepackage{booktabs}\n");
  }
  void end() override {
    Blocks::end();
    if (standalone_) sink_("\\end{document}\n");
  }

 protected:
  static std::string number(const std::string& s) {
    const auto e = s.find('e');
    if (e == std::string::npos) return "$" + s + "$";
    const std::string mantissa = s.substr(0, e), power = "10^{" + s.substr(e + 1) + "}";
    if (mantissa == "1") return "$" + power + "$";
    return mantissa == "-1" ? "$-" + power + "$" : "$" + mantissa + "\\cdot " + power + "$";
  }
  std::string dressed(const Shown& s, std::size_t column) override {
    const std::string ragged = sheet_.columns[column].millimetres > 0 ? "\\raggedright " : "";
    switch (s.kind) {
      case Shown::Kind::number:
        return ragged + number(s.first);
      case Shown::Kind::interval: {
        const std::string lo = number(s.first), hi = number(s.second);
        return ragged + lo.substr(0, 1) + "[" + lo.substr(1, lo.size() - 2) + ",\\," + hi.substr(1, hi.size() - 2) +
               "]$";
      }
      case Shown::Kind::missing:
        return ragged + "--$^{\\mathrm{" + notes_.mark(s.first) + "}}$";
      default:
        return ragged + (s.tex.empty() ? tex_escaped(s.first) : s.tex);
    }
  }
  [[nodiscard]] std::size_t lines(const std::vector<std::string>& cells) const override {
    std::size_t most = 1;
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (const int mm = sheet_.columns[c].millimetres; mm > 0) most = std::max(most, set_lines(cells[c], mm));
    return most;
  }
  void print(const std::vector<std::vector<std::string>>& block, std::size_t index) override {
    std::string text =
        std::string("\\begin{table}[") + (standalone_ ? "!h" : "htbp") + "]\n\\centering\\footnotesize\n";
    if (index == 0)
      text += "\\caption{" + tex(sheet_.caption) + " " +
              rounding_note(sheet_, [](const Column& c) { return tex(c.heading); }) + "}\n\\label{tab:" + sheet_.name +
              "}\n";
    else  // its number is the first one's
      text += "\\addtocounter{table}{-1}\n\\caption{(continued)}\n";
    text += "\\begin{tabular}{@{}";
    for (const auto& c : sheet_.columns)
      text += c.millimetres > 0 ? "p{" + std::to_string(c.millimetres) + "mm}" : (c.words ? "l" : "r");
    text += "@{}}\n\\toprule\n";
    std::string line;
    for (const auto& c : sheet_.columns)
      line += (line.empty() ? "" : " & ") + std::string(c.millimetres > 0 ? "\\raggedright " : "") + tex(c.heading) +
              (c.unit.empty() ? "" : " (" + tex_escaped(c.unit) + ")");
    text += line + " \\tabularnewline\n\\midrule\n";
    for (const auto& row : block) {
      line.clear();
      for (std::size_t c = 0; c < row.size(); ++c) line += (c ? " & " : "") + row[c];
      text += line + " \\tabularnewline\n";
    }
    text += "\\bottomrule\n\\end{tabular}\n";
    if (!notes_.empty())
      text +=
          "\\par\\smallskip\\raggedright " + notes_.text([](const std::string& s) { return tex_escaped(s); }) + "\n";
    sink_(text + "\\end{table}\n" + (standalone_ ? "\\clearpage\n" : ""));
  }

 private:
  static std::string tex(const Text& t) { return t.tex.empty() ? tex_escaped(t.plain) : t.tex; }
  bool standalone_;
};

}  // namespace

std::unique_ptr<Writer> latex_writer(const Sheet& sheet, const Sink& sink, bool standalone) {
  return std::make_unique<Latex>(sheet, sink, standalone);
}

std::string tex_escaped(std::string_view plain) {
  // After a line of a table, [ and * would be taken for its options.
  std::string out = !plain.empty() && (plain.front() == '[' || plain.front() == '*') ? "{}" : "";
  for (const char c : plain) switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '<':
        out += "\\textless{}";
        break;
      case '>':
        out += "\\textgreater{}";
        break;
      case '|':
        out += "\\textbar{}";
        break;
      case '"':
        out += "\\char34{}";
        break;
      case '\n':
        out += ' ';
        break;
      default:
        if (std::string_view("{}$&#_%").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
  return out;
}

}  // namespace attest::table
