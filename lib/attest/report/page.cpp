#include "attest/report/page.hpp"

#include <utility>

#include "attest/report/escaped.hpp"
#include "attest/report/html.hpp"

namespace attest::report {
namespace {

std::string menu(const Frame& f) {
  std::vector<std::pair<std::string, std::string>> entries{{"index.html", "Claims"}, {"rulings.html", "Rulings"}};
  if (f.figures) entries.emplace_back("figures.html", "Figures");
  if (f.heads) entries.emplace_back("heads.html", "Heads");
  std::string out = "<nav aria-label=\"report\"><ul>\n";
  for (const auto& [file, name] : entries)
    out += "<li><a href=\"" + f.root + file + "\"" + (file == f.current ? " aria-current=\"page\"" : "") + ">" + name +
           "</a></li>\n";
  return out + "</ul></nav>\n";
}

}  // namespace

std::string page(const Frame& f, const std::string& content) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"generator\" content=\"attest " +
         escaped(f.version) + "\">\n<title>" + escaped(f.title) + "</title>\n<link rel=\"icon\" href=\"data:,\">\n" +
         "<link rel=\"stylesheet\" href=\"" + f.root + "style.css\">\n<script src=\"" + f.root +
         "report.js\" defer></script>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
         "<header>\n<span class=\"name\">attest report</span>\n" +
         menu(f) + "</header>\n<main id=\"main\">\n" + content + "</main>\n<footer>\n<p>Made by attest " +
         escaped(f.version) +
         ". Every verdict was computed when this report was made; none is stored.</p>\n</footer>\n</body>\n</html>\n";
}

const char* meaning(ledger::Status status) {
  switch (status) {
    case ledger::Status::proved:
      return "settled in the generality stated: a finite or symbolic claim decided exactly or in balls";
    case ledger::Status::verified:
      return "holds on the family of instances that the scope names, and no more is said; a written proof is named "
             "where "
             "there is one";
    case ledger::Status::refuted:
      return "false: the witness is exact and was shrunk to the smallest found";
    case ledger::Status::loose:
      return "true on the scope, and a strictly better bound is certified beside it";
    case ledger::Status::repaired:
      return "false as stated; the claim named beside it is the corrected text, with a verdict of its own";
    case ledger::Status::undecided:
      return "the check could not tell, and says why; never a polite word for false";
    case ledger::Status::recorded:
      return "not for computation to decide: an assumption such as SETH, or not mathematics";
  }
  return "";
}

std::string badge(ledger::Status status) {
  const std::string word = to_text(status);
  return "<span class=\"verdict " + word + "\">" + word + "</span>";
}

std::string to_html(const Grid& g) {
  const auto cell = [&](const char* tag, std::size_t c, const std::string& inside) {
    const std::string scope = std::string(tag) == "th" ? " scope=\"col\"" : "";
    return "<" + std::string(tag) + scope + (g.words.at(c) ? "" : " class=\"number\"") + ">" + inside + "</" + tag +
           ">";
  };
  std::string out = "<figure class=\"table\">\n";
  if (!g.caption.empty()) out += "<figcaption>" + prose(g.caption) + "</figcaption>\n";
  out +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"table\">\n<table>\n"
      "<thead><tr>";
  for (std::size_t c = 0; c < g.columns.size(); ++c) out += cell("th", c, escaped(g.columns[c]));
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : g.rows) {
    out += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c)
      out += c == 0 ? "<th scope=\"row\">" + escaped(row[c]) + "</th>" : cell("td", c, escaped(row[c]));
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n</figure>\n";
}

std::string command(std::string_view text) {
  return "<pre class=\"command\"><code>" + escaped(text) + "</code></pre>\n";
}

}  // namespace attest::report
