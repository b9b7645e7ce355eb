#include "attest/report/site.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "attest/data/file.hpp"
#include "attest/number/text.hpp"
#include "attest/report/assets.hpp"
#include "attest/report/escaped.hpp"
#include "attest/report/html.hpp"
#include "attest/report/mathml.hpp"
#include "attest/report/plot.hpp"
#include "attest/report/problem_words.hpp"

namespace attest::report {
namespace {

using ledger::Claim;
using ledger::Status;

std::string link(const std::string& address, const std::string& text) {
  return "<a href=\"" + address + "\">" + escaped(text) + "</a>";
}
std::string paragraph(const std::string& inside, const char* classes = "") {
  return (*classes == 0 ? "<p>" : "<p class=\"" + std::string(classes) + "\">") + inside + "</p>\n";
}
/// Words with matrices; where there are such, the line may scroll, and is reached by the keyboard.
std::string wide_paragraph(const std::string& text, const std::string& classes) {
  const std::string inside = with_matrices(text);
  const bool scrolls = inside.find("<math") != inside.npos;
  return "<p class=\"" + classes + "\"" + (scrolls ? " tabindex=\"0\"" : "") + ">" + inside + "</p>\n";
}
std::string heading(const std::string& text) { return "<h2>" + escaped(text) + "</h2>\n"; }
std::string source_of(const Claim& c) { return c.paper + ", " + c.label; }
std::string item_anchor(const std::string& item) { return "item-" + address_part(item); }

/// What pages say of each other.
class Writer {
 public:
  explicit Writer(const Site& site) : site_(site) {
    for (const auto& r : site.claims) {
      if (!by_id_.emplace(r.claim->id, &r).second)
        throw std::invalid_argument("claim: " + r.claim->id + " is there twice");
      for (const auto& other : r.verdict.repairs) repaired_by_[other].push_back(r.claim->id);
    }
  }

  std::vector<File> files() {
    add("index.html", index());
    for (std::size_t i = 0; i < site_.claims.size(); ++i)
      add("claims/" + site_.claims[i].claim->id + ".html", claim_page(i));
    add("rulings.html", rulings());
    if (!site_.figures.empty()) add("figures.html", figures());
    if (!site_.heads.empty()) add("heads.html", heads());
    add("style.css", std::string(style_sheet()) + (site_.figures.empty() ? "" : std::string(page_style())));
    add("report.js", std::string(script()));
    certificates();
    std::string manifest = std::string(manifest_head) + "\n";
    for (const auto& f : files_) manifest += data::sha256(f.bytes) + "  " + f.name + "\n";
    add(manifest_name, manifest);
    return std::move(files_);
  }

 private:
  void add(const std::string& name, std::string bytes) {
    if (!names_.insert(name).second) throw std::invalid_argument("file: " + name + " is there twice");
    files_.push_back({name, std::move(bytes)});
  }
  std::string framed(const std::string& title, const std::string& root, const std::string& current,
                     const std::string& content) const {
    return page({title, root, current, site_.version, !site_.heads.empty(), !site_.figures.empty()}, content);
  }
  std::string claim_link(const std::string& id, const std::string& root) const {
    return by_id_.contains(id) ? link(root + id + ".html", id)
                               : "<code>" + escaped(id) + "</code> (not in this report)";
  }

  /// The bars, then the same by paper.
  std::string summary() const {
    std::map<Status, std::size_t> counts;
    std::map<std::string, std::map<Status, std::size_t>> by_paper;
    for (const auto& r : site_.claims) {
      ++counts[r.verdict.status];
      ++by_paper[r.claim->paper][r.verdict.status];
    }
    std::size_t most = 1;
    for (const auto& [status, count] : counts) most = std::max(most, count);
    std::string out = heading("Verdicts") + "<ul class=\"counts\">\n";
    for (const Status s : statuses) {
      const std::size_t count = counts.contains(s) ? counts.at(s) : 0;
      const std::string word = to_text(s), width = std::to_string(count * 100 / most);
      out += "<li>" + badge(s) + " <span class=\"count\">" + std::to_string(count) + "</span> <span class=\"share\">" +
             (count == 0 ? "" : "<span class=\"bar " + word + "\" style=\"width:" + width + "%\"></span>") +
             "</span> <span class=\"meaning\">" + escaped(meaning(s)) +
             (count == 0 ? "" : " <span data-show=\"" + word + "\"></span>") + "</span></li>\n";
    }
    out += "</ul>\n";
    Grid papers{"The same by source.", {"source"}, {true}, {}};
    for (const Status s : statuses)
      if (counts.contains(s)) {
        papers.columns.push_back(to_text(s));
        papers.words.push_back(false);
      }
    for (const auto& [paper, of_paper] : by_paper) {
      papers.rows.push_back({paper});
      for (const Status s : statuses)
        if (counts.contains(s))
          papers.rows.back().push_back(of_paper.contains(s) ? std::to_string(of_paper.at(s)) : "");
    }
    return out + to_html(papers);
  }

  /// Shown by the script.
  std::string filter() const {
    std::set<std::string> papers;
    for (const auto& r : site_.claims) papers.insert(r.claim->paper);
    std::string out =
        "<form class=\"filter\" role=\"search\" aria-label=\"claims\" hidden>\n<div class=\"search\"><label for=\"q\">"
        "Words, ids, items of the claims list</label><input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" "
        "spellcheck=\"false\" aria-keyshortcuts=\"/\"></div>\n<div><label for=\"verdict\">Verdict</label>"
        "<select id=\"verdict\" name=\"verdict\"><option value=\"\">all</option>";
    for (const Status s : statuses) {
      const std::string word = to_text(s);
      out += "<option value=\"" + word + "\">" + word + "</option>";
    }
    out +=
        "</select></div>\n<div><label for=\"paper\">Source</label><select id=\"paper\" name=\"paper\">"
        "<option value=\"\">all</option>";
    for (const auto& p : papers) out += "<option value=\"" + escaped(p) + "\">" + escaped(p) + "</option>";
    return out +
           "</select></div>\n<div><button type=\"reset\">Clear</button></div>\n<output for=\"q verdict paper\" "
           "aria-live=\"polite\"></output>\n</form>\n";
  }

  std::string list_entry(const Ruled& r, bool statement) const {
    const Claim& c = *r.claim;
    std::string words;
    for (const auto& item : c.ledger) words += (words.empty() ? "" : " ") + item;
    if (!statement) words += " " + c.statement;
    return "<li data-verdict=\"" + std::string(to_text(r.verdict.status)) + "\" data-paper=\"" + escaped(c.paper) +
           "\" data-words=\"" + escaped(words) + "\">" + badge(r.verdict.status) + "<div>" +
           "<a class=\"id\" href=\"claims/" + c.id + ".html\">" + escaped(c.id) + "</a> <span class=\"source\">" +
           prose(source_of(c)) + "</span>\n" + (statement ? paragraph(prose(c.statement)) : "") +
           paragraph(prose(r.verdict.evidence), "evidence") +
           (statement || !r.verdict.witness ? ""
                                            : wide_paragraph("Witness: " + *r.verdict.witness, "evidence witness")) +
           "</div></li>\n";
  }

  std::string index() const {
    std::string out =
        "<h1>Claims and their computed verdicts</h1>\n" +
        paragraph(
            "attest proves or refutes, with exact and ball arithmetic, the numerical claims behind "
            "polynomial-method attention: " +
            std::to_string(site_.claims.size()) +
            " claims of papers, reviews and our own. Each verdict is computed, with bounds that are proven; what no "
            "computation can decide is recorded, and what stays open is called undecided.") +
        summary() + heading("All claims") + filter() + "<ul class=\"claims brief\">\n";
    for (const auto& r : site_.claims) out += list_entry(r, true);
    out +=
        "</ul>\n" + heading("How this report was made") +
        paragraph("By attest " + escaped(site_.version) + (site_.date.empty() ? "" : ", " + escaped(site_.date)) +
                  ". The same command makes the same report, byte for byte:") +
        command(site_.command) +
        paragraph("Here is a page for each claim, with its statement, its witness and the command that repeats it; " +
                  link("rulings.html", "the verdicts by item of the claims list") +
                  (site_.figures.empty() ? "" : "; " + link("figures.html", "figures, each with its numbers")) +
                  (site_.heads.empty() ? "" : "; " + link("heads.html", "attention on the heads given")) + ". " +
                  link(manifest_name, manifest_name) + " lists every file with its SHA-256.");
    return framed("attest report: claims and verdicts", "", "index.html", out);
  }

  std::string statement(const Claim& c) const {
    std::string out = heading("Statement") + paragraph(prose(c.statement)) + formula(c.tex) +
                      "<details><summary>TeX source</summary>\n<pre tabindex=\"0\"><code>" + escaped(c.tex) +
                      "</code></pre>\n</details>\n";
    if (c.hypotheses.empty()) return out;
    out += heading("Hypotheses") + paragraph("Instances are drawn from these ranges.", "faint") + "<ul>\n";
    for (const auto& h : c.hypotheses)
      out += "<li><code>" + escaped(h.name) + "</code>: " + prose(h.text) + ", " +
             (h.integer ? "whole, " : "rational, ") + escaped(to_text(h.lower) + " to " + to_text(h.upper)) + "</li>\n";
    return out + "</ul>\n";
  }

  std::string findings(const Ruled& r) const {
    const auto& v = r.verdict;
    std::string out = heading("Evidence") + wide_paragraph(v.evidence, "fact");
    if (!v.scope.empty()) out += paragraph("Scope: " + prose(v.scope) + ".", "faint");
    if (v.witness) out += heading("Witness") + wide_paragraph(*v.witness, "witness");
    const auto links = [&](const char* title, const std::vector<std::string>& ids) {
      if (ids.empty()) return;
      out += heading(title) + "<ul>\n";
      for (const auto& id : ids) {
        const auto at = by_id_.find(id);
        out +=
            "<li>" + claim_link(id, "") +
            (at == by_id_.end() ? ""
                                : " " + badge(at->second->verdict.status) + " " + prose(at->second->claim->statement)) +
            "</li>\n";
      }
      out += "</ul>\n";
    };
    const bool wrong = v.status == Status::refuted || v.status == Status::repaired;
    links(wrong ? "What stands in its place" : v.status == Status::loose ? "The better bound" : "See also", v.repairs);
    if (const auto at = repaired_by_.find(r.claim->id); at != repaired_by_.end())
      links("Claims that lead here", at->second);
    return out;
  }

  static std::string certificate(const Certificate& c) {
    const std::string problem = c.name + ".problem", proof = c.name + ".proof", folder = "../certificates/";
    const auto download = [&](const std::string& file) {
      return "<a href=\"" + folder + file + "\" download>" + escaped(file) + "</a>";
    };
    const std::string words = in_words(c.problem);
    return (words.empty() ? "" : paragraph(prose(words), "says")) +
           paragraph(download(problem) + " and " + download(proof)) + "<details><summary>The problem " +
           escaped(c.name) + "</summary>\n<pre tabindex=\"0\"><code>" + escaped(c.problem) +
           "</code></pre>\n</details>\n" + command("attest-check " + problem + " " + proof);
  }

  std::string claim_page(std::size_t i) const {
    const Ruled& r = site_.claims[i];
    const Claim& c = *r.claim;
    std::string out = "<h1>" + escaped(c.id) + "</h1>\n" + paragraph(prose(source_of(c)), "source") +
                      "<p class=\"verdict-line\">" + badge(r.verdict.status) + "<span>" +
                      escaped(meaning(r.verdict.status)) + "</span></p>\n" + statement(c) + findings(r);
    if (!r.certificates.empty()) {
      out += heading("Certificates") +
             paragraph(
                 "What the verdict rests on, as problems that attest-check judges by itself, a second program that "
                 "shares no code with attest: a witness, or the facts behind a written proof. The commands are for "
                 "the folder <code>certificates</code> of this report; <code>docs/certificates.md</code> of attest "
                 "says what each line of a problem means.");
      for (const auto& one : r.certificates) out += certificate(one);
    }
    out += heading("Repeat it") + command("attest replay " + r.replay) + command("attest audit " + c.id) +
           heading("Where it belongs") + "<ul>\n<li>Items of the claims list: ";
    const char* separator = "";
    for (const auto& item : c.ledger) {
      out += separator + link("../rulings.html#" + item_anchor(item), item);
      separator = ", ";
    }
    out += "</li>\n";
    if (!c.proof.empty()) out += "<li>Written proof: <code>docs/" + escaped(c.proof) + "</code> of attest</li>\n";
    out += "</ul>\n<div class=\"beside\">\n";
    out += i == 0 ? "<span></span>" : "<span>Before: " + claim_link(site_.claims[i - 1].claim->id, "") + "</span>\n";
    if (i + 1 < site_.claims.size())
      out += "<span>Next: " + claim_link(site_.claims[i + 1].claim->id, "") + "</span>\n";
    return framed(c.id + ": " + to_text(r.verdict.status), "../", "", out + "</div>\n");
  }

  std::string rulings() const {
    std::map<std::string, std::vector<const Ruled*>> items;
    for (const auto& r : site_.claims)
      for (const auto& item : r.claim->ledger) items[item].push_back(&r);
    std::string out = "<h1>Rulings by item</h1>\n" +
                      paragraph(
                          "Verdicts by item of the claims list; a claim that covers several items stands under "
                          "each.") +
                      filter();
    for (const auto& [item, ruled] : items) {
      out += "<section data-group aria-labelledby=\"" + item_anchor(item) + "\">\n<h2 id=\"" + item_anchor(item) +
             "\">" + escaped(item) + "</h2>\n<ul class=\"claims\">\n";
      for (const auto* r : ruled) out += list_entry(*r, false);
      out += "</ul>\n</section>\n";
    }
    return framed("attest report: rulings by item", "", "rulings.html", out);
  }

  std::string figures() {
    std::string out = "<h1>Figures</h1>\n" + paragraph("Each with the numbers it is drawn from.");
    std::string list = "<ul>\n", body;
    for (const auto& f : site_.figures) {
      const std::string id = address_part(f.id);
      list += "<li>" + link("#" + id, f.title) + "</li>\n";
      body += "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + escaped(f.title) + "</h2>\n";
      if (f.svg.empty()) {
        body += paragraph("There is no figure: " + escaped(f.missing)) + "</section>\n";
        continue;
      }
      add("figures/" + id + ".svg", f.svg);
      if (!f.csv.empty()) add("figures/" + id + ".csv", f.csv);
      body += "<figure>\n<div class=\"drawing\" tabindex=\"0\" role=\"group\" aria-label=\"figure\">" +
              f.svg.substr(std::min(f.svg.find("<svg"), f.svg.size())) + "</div>\n<figcaption>" + prose(f.caption) +
              "</figcaption>\n</figure>\n<p>Download: <a href=\"figures/" + id + ".svg\" download>" + id + ".svg</a>" +
              (f.csv.empty() ? "" : ", <a href=\"figures/" + id + ".csv\" download>" + id + ".csv</a>") +
              "</p>\n</section>\n";
    }
    return framed("attest report: figures", "", "figures.html", out + list + "</ul>\n" + body);
  }

  std::string heads() const {
    std::string out = "<h1>Attention on given heads</h1>\n";
    for (const auto& h : site_.heads) {
      for (const auto& line : h.lines) out += paragraph(prose(line));
      for (const auto& t : h.tables) out += to_html(t);
      for (const auto& c : h.commands) out += command(c);
    }
    return framed("attest report: heads", "", "heads.html", out);
  }

  /// A certificate may belong to several claims.
  void certificates() {
    std::map<std::string, const Certificate*> known;
    for (const auto& r : site_.claims)
      for (const auto& c : r.certificates) {
        const auto [at, is_new] = known.emplace(c.name, &c);
        if (!is_new && (at->second->problem != c.problem || at->second->proof != c.proof))
          throw std::invalid_argument("certificate: " + c.name + " is there twice");
        if (!is_new) continue;
        add("certificates/" + c.name + ".problem", c.problem);
        add("certificates/" + c.name + ".proof", c.proof);
      }
  }

  const Site& site_;
  std::map<std::string, const Ruled*> by_id_;
  std::map<std::string, std::vector<std::string>> repaired_by_;
  std::set<std::string> names_;
  std::vector<File> files_;
};

}  // namespace

std::vector<File> files(const Site& site) { return Writer(site).files(); }

}  // namespace attest::report
