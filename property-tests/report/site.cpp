#include "attest/report/site.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/report/escaped.hpp"
#include "attest/report/html.hpp"
#include "attest/report/mathml.hpp"
#include "attest/report/problem_words.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::report;

namespace {

const std::string nasty_words[] = {
    "<script>alert(1)</script>", "\"quoted\" & 'so'", "a < b > c", "]]>", "</title>", "&amp;", "\x01\x02",
    "\xE2\x89\xA4 \xCE\xB5",     "[1, 2; 3, 4]",      "--><!--"};

std::string any_text() {
  std::string text;
  for (std::size_t i = 0, n = size_in(1, 6); i < n; ++i) {
    text += nasty_words[size_in(0, std::size(nasty_words) - 1)];
    text += static_cast<char>(*rc::gen::inRange(' ', '~'));
  }
  return text;
}

/// Text of HTML as it was before `escaped`.
std::string unescaped(std::string html) {
  for (const auto& [entity, plain] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (std::size_t at = 0; (at = html.find(entity, at)) != html.npos; ++at)
      html.replace(at, std::string(entity).size(), plain);
  return html;
}

/// A tag and what stands before it.
struct Piece {
  std::string text, tag;
};
std::vector<Piece> pieces_of(const std::string& html) {
  std::vector<Piece> out;
  for (std::size_t at = 0; at < html.size();) {
    const auto open = std::min(html.find('<', at), html.size()), close = html.find('>', open);
    if (open < html.size() && close == html.npos) throw std::logic_error("a tag that does not end");
    out.push_back({html.substr(at, open - at), open < html.size() ? html.substr(open + 1, close - open - 1) : ""});
    at = close == html.npos ? html.size() : close + 1;
  }
  return out;
}
std::string name_of(const std::string& tag) { return tag.substr(0, tag.find(' ')); }

/// Does every element end where it should?
bool balanced(const std::string& html) {
  static const std::set<std::string> lone{"!DOCTYPE", "meta", "link", "input"};
  std::vector<std::string> open;
  for (const auto& [text, tag] : pieces_of(html)) {
    if (text.find('>') != text.npos) return false;
    if (tag.empty() || lone.contains(name_of(tag)) || tag.ends_with("/")) continue;
    if (tag[0] != '/') {
      open.push_back(name_of(tag));
      continue;
    }
    if (open.empty() || open.back() != tag.substr(1)) return false;
    open.pop_back();
  }
  return open.empty();
}

/// What a reader of MathML sees, without blanks; the annotation is not seen.
std::string seen(const std::string& mathml) {
  std::string out;
  bool source = false;
  for (const auto& [text, tag] : pieces_of(mathml)) {
    if (!source)
      for (const char c : text)
        if (c != ' ' && c != '\n') out += c;
    source = tag.starts_with("annotation");
  }
  return unescaped(out);
}

/// A random formula: TeX, and what must be seen of it, in this order.
struct Formula {
  std::string tex, seen;
};
Formula any_formula(int depth) {
  const std::size_t kind = size_in(0, depth > 0 ? 10 : 3);
  const auto part = [&] { return any_formula(depth - 1); };
  switch (kind) {
    case 0: {
      const std::string letter(1, static_cast<char>('a' + size_in(0, 25)));
      return {letter, letter};
    }
    case 1: {
      const std::string number = std::to_string(size_in(0, 999));
      return {number + " ", number};
    }
    case 2:
      return {"\\varepsilon ", "\xCE\xB5"};
    case 3:
      return {"\\mathrm{rank}", "rank"};
    case 4: {
      const auto a = part(), b = part();
      return {"\\frac{" + a.tex + "}{" + b.tex + "}", a.seen + b.seen};
    }
    case 5: {
      const auto a = part();
      return {"\\sqrt{" + a.tex + "}", a.seen};
    }
    case 6: {
      const auto a = part(), b = part(), c = part();
      const bool swapped = *rc::gen::arbitrary<bool>();
      const std::string below = "_{" + b.tex + "}", above = "^{" + c.tex + "}";
      return {"{" + a.tex + "}" + (swapped ? above + below : below + above), a.seen + b.seen + c.seen};
    }
    case 7: {
      const auto a = part();
      return {"\\left(" + a.tex + "\\right]", "(" + a.seen + "]"};
    }
    case 8: {
      const auto a = part(), b = part();
      return {a.tex + "<" + b.tex, a.seen + "<" + b.seen};
    }
    case 9: {
      const auto a = part(), b = part();
      return {"\\sum_{" + a.tex + "} " + b.tex, "\xE2\x88\x91" + a.seen + b.seen};
    }
    default: {
      const auto a = part(), b = part();
      return {"\\begin{pmatrix}" + a.tex + "&" + b.tex + "\\\\" + b.tex + "&" + a.tex + "\\end{pmatrix}",
              "(" + a.seen + b.seen + b.seen + a.seen + ")"};
    }
  }
}

/// A small report of claims that are not there; the second repairs the first.
struct Little {
  std::vector<ledger::Claim> claims;
  Site site;
};
/// The lines of a problem that its words need, and the words; numbers that differ from one another.
struct Told {
  std::vector<std::string> lines;
  std::string words;
};
std::vector<Told> problems_of_all_other_kinds() {
  const std::size_t from = size_in(100, 999);
  const auto n = [&](std::size_t i) { return std::to_string(from + i); };
  const std::string low = "at-least " + n(0), high = "at-most " + n(1), order = "order " + n(2);
  const std::vector<std::string> gap{
      "kind reduction-gap", "size " + n(3) + " " + n(4), "form centred",      order,
      "bound " + n(5),      "error 1/" + n(6),           "threshold " + n(7), "gap 1/" + n(8)};
  const std::string told_gap = "For all sets of vectors of n, d = " + n(3) + ", " + n(4) +
                               ", outputs of the centred reduction at order " + n(2) + ", entries at most " + n(5) +
                               ", known to within 1/" + n(6) +
                               " tell a choice with a common product of at least t = " + n(7) +
                               " from none above (1 - 1/" + n(8) + ") t; the problem's own sets have ";
  const auto with = [](std::vector<std::string> lines, const std::vector<std::string>& more) {
    lines.insert(lines.end(), more.begin(), more.end());
    return lines;
  };
  const std::vector<std::string> protocol{"kind protocol-count", "prime " + n(3), "length " + n(4)};
  const std::string told_protocol = "In the protocol modulo " + n(3) + " on the problem's inputs ";
  const std::string refused = "no message is accepted on more than " + n(5) + " of " + n(4) + " coins";
  const std::vector<std::string> terms{"kind tensor-terms", order, "dim " + n(3), high};
  const std::string told_terms = "The problem's polynomial of scores of order " + n(2) + " in dimension " + n(3) +
                                 " is a sum of at most " + n(1) + " products with a factor from each matrix";
  const std::string matrix = "The " + n(3) + " x " + n(4) + " matrix of the problem is ";
  const std::vector<std::string> structure{"kind structure", "size " + n(3) + " " + n(4)};
  return {
      {{"kind exp-error", "error absolute", "interval -" + n(3) + " " + n(4), low, high},
       "The largest absolute error on [-" + n(3) + ", " + n(4) +
           "] of the problem's polynomial, taken for exp, is at least " + n(0) + " and at most " + n(1) + "."},
      {with(structure, {"property toeplitz", "holds yes"}), matrix + "Toeplitz."},
      {with(structure, {"property circulant", "holds no"}), matrix + "not circulant."},
      {with(structure, {"property rescaled-circulant", "holds yes", "field complex"}),
       matrix + "circulant between two diagonal matrices with complex entries."},
      {{"kind toeplitz-terms", high, "length " + n(3), "dim " + n(4)},
       "At most " + n(1) +
           " rescaled Toeplitz matrices add up to the problem's polynomial of the scores, for its kernel W (" + n(3) +
           " positions, dimension " + n(4) + ") and whatever queries and keys."},
      {with(terms, {"at-least 0"}), told_terms + "."},
      {with(terms, {low}), told_terms + "; for some matrices fewer than " + n(0) + " are not enough."},
      {{"kind tensor-rank", "sizes " + n(3) + " " + n(4) + " " + n(5), low, high},
       "The CP rank of the " + n(3) + " x " + n(4) + " x " + n(5) + " array of the problem is at least " + n(0) +
           " and at most " + n(1) + "."},
      {{"kind normalization", order, "eps 1/" + n(3), "bound " + n(4), low},
       "Weights of attention of order " + n(2) + " with relative errors of at most 1/" + n(3) +
           ", and values of size at most " + n(4) + ", can move an output by " + n(0) + " or more."},
      {with(gap, {"answer yes"}), told_gap + "such a choice."},
      {with(gap, {"answer no"}), told_gap + "no such choice."},
      {with(protocol, {"accepting all"}), told_protocol + "some message is accepted on all " + n(4) + " coins."},
      {with(protocol, {"accepting at-most", "coins " + n(5)}), told_protocol + refused + "."},
      {with(protocol, {"accepting exactly", "coins " + n(5)}),
       told_protocol + refused + ", and some message is on so many."},
  };
}

Little any_site() {
  Little l;
  const std::size_t n = size_in(2, 5);
  for (std::size_t i = 0; i < n; ++i) {
    ledger::Claim c;
    c.id = "claim-" + std::to_string(i);
    c.paper = any_text();
    c.label = any_text();
    c.ledger = {"P0-0" + std::to_string(i / 2), "odd item <" + std::to_string(i) + ">"};
    c.statement = any_text();
    c.tex = *rc::gen::arbitrary<bool>() ? any_formula(2).tex : any_text();
    c.hypotheses = {ledger::integer_parameter("n", any_text(), 0, 9)};
    c.proof = *rc::gen::arbitrary<bool>() ? "theory/ranks.md" : "";
    l.claims.push_back(std::move(c));
  }
  l.site.version = "1 & 2";
  l.site.command = "attest report 'a b' --out DIR";
  for (std::size_t i = 0; i < n; ++i) {
    ledger::Verdict v{statuses[size_in(0, std::size(statuses) - 1)], any_text(), any_text(), std::nullopt, {}};
    if (*rc::gen::arbitrary<bool>()) v.witness = any_text();
    if (i == 0) v.repairs = {"claim-1", "not-in-this-report"};
    l.site.claims.push_back({&l.claims[i], v, "claim@1@1", {}});
  }
  l.site.claims[0].certificates = {{"one", "attest-problem 1\n", "attest-proof 1\n"}};
  l.site.claims[1].certificates = l.site.claims[0].certificates;
  l.site.figures = {{"fig-1", any_text(), any_text(), "alt", "<svg role=\"img\"><title>t</title></svg>", "x\r\n1\r\n"},
                    {"fig-2", any_text(), any_text(), "alt", "", "", any_text()}};
  l.site.heads = {{{any_text()}, {{any_text(), {"a", "b"}, {true, false}, {{any_text(), any_text()}}}}, {any_text()}}};
  return l;
}

std::string attribute(const std::string& tag, const std::string& name) {
  const std::string key = " " + name + "=\"";
  const auto at = tag.find(key);
  if (at == tag.npos) return {};
  const auto begin = at + key.size();
  return unescaped(tag.substr(begin, tag.find('"', begin) - begin));
}

/// `claims/x.html` and `../style.css` as `style.css`.
std::string resolved(const std::string& from, std::string address) {
  std::string folder = from.find('/') == from.npos ? "" : from.substr(0, from.find('/') + 1);
  while (address.starts_with("../")) {
    if (folder.empty()) throw std::logic_error(address + " leaves the folder");
    folder.clear();
    address.erase(0, 3);
  }
  return folder + address;
}

bool is_page(const File& f) { return f.name.ends_with(".html"); }

}  // namespace

int main() {
  Suite s("report/site");

  s.law("escaped text holds no tag and no end of an attribute, and says the same", [] {
    std::string text = any_text();
    const std::string html = escaped(text);
    RC_ASSERT(html.find_first_of("<>\"'") == html.npos);
    for (std::size_t at = 0; (at = text.find_first_of("\x01\x02")) != text.npos;) text.replace(at, 1, "\xEF\xBF\xBD");
    RC_ASSERT(unescaped(html) == text);
  });

  s.fact("the TeX of every claim becomes MathML that is whole", [] {
    RC_ASSERT(ledger::claims().size() > 100U);
    for (const auto& c : ledger::claims()) {
      const auto math = to_mathml(c.tex);
      if (!math) RC_FAIL(c.id + ": " + c.tex);
      RC_ASSERT(balanced(*math));
      RC_ASSERT(math->find("<math") == 0U);
      RC_ASSERT(!seen(*math).empty());
    }
  });
  s.law("a formula shows all its parts, in their order", [] {
    const Formula f = any_formula(3);
    const auto math = to_mathml(f.tex);
    RC_ASSERT(math.has_value());
    RC_ASSERT(balanced(*math));
    RC_ASSERT(seen(*math) == f.seen);
  });
  s.law("TeX that is not known is shown as it stands, never as another formula", [] {
    const Formula f = any_formula(2);
    const std::string wrong[] = {"\\unknown",   "{",
                                 "}",           "\\frac{1}",
                                 "\\left(x",    "\\begin{pmatrix}1",
                                 "\\mathbb{X}", "\\begin{cases}1\\end{cases}",
                                 "$",           "\\text{a\\b}",
                                 "&",           "\\"};
    const std::string tex = f.tex + wrong[size_in(0, std::size(wrong) - 1)];
    RC_ASSERT(!to_mathml(tex).has_value());
    const std::string html = formula(tex);
    RC_ASSERT(html.find("<math") == html.npos);
    RC_ASSERT(html.find("<code>" + escaped(tex) + "</code>") != html.npos);
  });
  s.law("any bytes are TeX that is known or not, and what comes of them is whole", [] {
    std::string tex;
    for (std::size_t i = 0, n = size_in(0, 40); i < n; ++i) tex += "\\{}_^&'|ab1 (-"[size_in(0, 14)];
    RC_ASSERT(balanced(formula(tex)));
  });
  s.fact("braces a thousand deep are refused, not followed", [] {
    RC_ASSERT(!to_mathml(std::string(1000, '{') + std::string(1000, '}')).has_value());
    RC_ASSERT(!to_mathml([] {
                 std::string tex;
                 for (int i = 0; i < 100000; ++i) tex += "\\sqrt";
                 return tex;
               }())
                   .has_value());
  });
  s.fact("signs in front of something are signs, between two things operations", [] {
    RC_ASSERT(to_mathml("-a")->find("<mo form=\"prefix\"") != std::string::npos);
    RC_ASSERT(to_mathml("b-a")->find("<mo form=\"prefix\"") == std::string::npos);
    RC_ASSERT(to_mathml("(-a)")->find("<mo form=\"prefix\"") != std::string::npos);
  });

  s.law("matrices in a line of text are set with the same entries, everything else stays text", [] {
    const std::size_t rows = size_in(1, 4), cols = size_in(1, 4);
    RationalMatrix m(rows, cols);
    std::string entries;
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < cols; ++j) {
        const Rational x = rational();
        m.set(i, j, x);
        std::string text = to_text(x);
        if (text[0] == '-') text.replace(0, 1, "\xE2\x88\x92");
        entries += text;
      }
    const std::string html = with_matrices("A = " + ledger::to_text(m) + ", in [0.5, 1.5], [1e-3, 2e-3], [x, y]");
    RC_ASSERT(balanced(html));
    RC_ASSERT(seen(html) == "A=(" + entries + "),in[0.5,1.5],[1e-3,2e-3],[x,y]");
  });

  s.law("every page is whole, and names its language, title, width and one heading of the first level", [] {
    const Little l = any_site();
    for (const auto& f : files(l.site)) {
      if (!is_page(f)) continue;
      RC_ASSERT(balanced(f.bytes));
      RC_ASSERT(f.bytes.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
      RC_ASSERT(f.bytes.find("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">") !=
                f.bytes.npos);
      std::map<std::string, int> count;
      std::set<std::string> ids;
      for (const auto& [text, tag] : pieces_of(f.bytes)) {
        ++count[name_of(tag)];
        const std::string id = attribute(tag, "id");
        if (!id.empty()) RC_ASSERT(ids.insert(id).second);
        if (name_of(tag) == "title") RC_ASSERT(count["title"] == 1 || f.name == "figures.html");
      }
      RC_ASSERT(count["h1"] == 1);
      RC_ASSERT(count["main"] == 1);
      RC_ASSERT(count["script"] == 1);  // its own: none of those in the texts
    }
  });
  s.law("every address in a page is a file of the report, and an anchor of it; none leads out", [] {
    const Little l = any_site();
    const auto all = files(l.site);
    std::map<std::string, std::set<std::string>> ids;
    for (const auto& f : all) {
      auto& of_file = ids[f.name];
      if (!is_page(f)) continue;
      for (const auto& [text, tag] : pieces_of(f.bytes)) of_file.insert(attribute(tag, "id"));
    }
    RC_ASSERT(ids.size() == all.size());
    for (const auto& f : all) {
      if (!is_page(f)) continue;
      for (const auto& [text, tag] : pieces_of(f.bytes))
        for (const char* name : {"href", "src"}) {
          const std::string address = attribute(tag, name);
          if (address.empty() || address == "data:,") continue;
          RC_ASSERT(address.find(':') == address.npos);
          const auto hash = address.find('#');
          const std::string file = hash == 0 ? f.name : resolved(f.name, address.substr(0, hash));
          RC_ASSERT(ids.contains(file));
          if (hash != address.npos) RC_ASSERT(ids[file].contains(address.substr(hash + 1)));
        }
    }
  });
  s.law("equal reports have equal bytes, and every file but the manifest stands in it", [] {
    const Little l = any_site();
    const auto one = files(l.site), other = files(l.site);
    RC_ASSERT(one.size() == other.size());
    RC_ASSERT(one.back().name == manifest_name);
    RC_ASSERT(one.back().bytes.starts_with(std::string(manifest_head) + "\n"));
    for (std::size_t i = 0; i < one.size(); ++i) {
      RC_ASSERT(one[i].name == other[i].name);
      RC_ASSERT(one[i].bytes == other[i].bytes);
      if (i + 1 < one.size()) RC_ASSERT(one.back().bytes.find("  " + one[i].name + "\n") != std::string::npos);
    }
  });
  s.law("verdict, evidence and witness stand on the page of their claim", [] {
    const Little l = any_site();
    std::map<std::string, std::string> pages;
    for (const auto& f : files(l.site)) pages[f.name] = f.bytes;
    for (const auto& r : l.site.claims) {
      const auto& page = pages.at("claims/" + r.claim->id + ".html");
      const std::string word = to_text(r.verdict.status);
      RC_ASSERT(page.find("<span class=\"verdict " + word + "\">" + word + "</span>") != page.npos);
      RC_ASSERT(page.find(prose(r.claim->statement)) != page.npos);
      RC_ASSERT(page.find(with_matrices(r.verdict.evidence)) != page.npos);
      if (r.verdict.witness) RC_ASSERT(page.find(with_matrices(*r.verdict.witness)) != page.npos);
      RC_ASSERT(pages.at("index.html").find("claims/" + r.claim->id + ".html") != std::string::npos);
      RC_ASSERT(pages.at("rulings.html").find("claims/" + r.claim->id + ".html") != std::string::npos);
    }
  });
  s.law("a problem in words has its numbers and its answer, and none where a line is missing", [] {
    const std::string eps = to_text(abs(rational()) + 1), low = std::to_string(size_in(0, 9));
    const std::string high = std::to_string(size_in(10, 99));
    const std::string head = "attest-problem 1\nid x\n", ends = "at-least " + low + "\nat-most " + high + "\nend\n";
    const std::string degree = "kind exp-degree\ninterval -4 " + high + "\nerror relative\n";
    RC_ASSERT(in_words(head + degree + "eps " + eps + "\n" + ends) ==
              "The least degree of a polynomial within " + eps + " (relative error) of exp on [-4, " + high +
                  "] is at least " + low + " and at most " + high + ".");
    RC_ASSERT(in_words(head + degree + ends).empty());
    RC_ASSERT(in_words(head + "kind rank\nsize 3 5\nmatrix 0\nat-least " + low + "\nat-most " + low + "\nend\n") ==
              "The rank of the 3 x 5 matrix of the problem is " + low + ".");
    const std::string matrix = head + "kind structure\nsize 2 2\nmatrix 1 0 0 1\nproperty rescaled-toeplitz\n";
    RC_ASSERT(in_words(matrix + "field real\nholds no\nend\n") ==
              "The 2 x 2 matrix of the problem is not Toeplitz between two diagonal matrices with real entries.");
    RC_ASSERT(in_words(matrix + "field real\nholds yes\nend\n").find("not") == std::string::npos);
    RC_ASSERT(in_words(head + "kind unknown\nend\n").empty());
    RC_ASSERT(in_words(any_text()).empty());
  });
  s.law("so it is for problems of every other kind, whatever the order of the lines", [] {
    const auto said = [](const std::vector<std::string>& lines, std::size_t without) {
      std::string problem = "attest-problem 1\nid x\n";
      for (std::size_t i = 0; i < lines.size(); ++i)
        if (i != without) problem += lines[i] + "\n";
      return in_words(problem + "matrix 0\nend\n");
    };
    for (auto told : problems_of_all_other_kinds()) {
      std::rotate(told.lines.begin(), told.lines.begin() + size_in(0, told.lines.size() - 1), told.lines.end());
      RC_ASSERT(said(told.lines, told.lines.size()) == told.words);
      for (std::size_t i = 0; i < told.lines.size(); ++i) RC_ASSERT(said(told.lines, i).empty());
    }
  });
  s.law("a statement in words is true, false or always true as its answer says", [] {
    const std::string say = "(< x " + std::to_string(size_in(0, 99)) + ")";
    const auto words = [&](const std::string& lines, const std::string& answer) {
      return in_words("attest-problem 1\nid x\nkind statement\n" + lines + "say " + say + "\nanswer " + answer +
                      "\nend\n");
    };
    const std::string let = "let x (pow 2 3)\n", given = "given x\n";
    RC_ASSERT(words(let, "holds") == "This is true: " + say + ", where x = (pow 2 3). Operators stand in front.");
    RC_ASSERT(words(let, "fails") == "This is false: " + say + ", where x = (pow 2 3). Operators stand in front.");
    RC_ASSERT(words(given + "where (< 0 x)\n", "fails") ==
              "For some rational x with (< 0 x), which the proof names, "
              "this is false: " +
                  say + ". Operators stand in front.");
    RC_ASSERT(words("given x 2 3\n", "always") ==
              "Whatever x (2 x 3) may be, this is true: " + say + ". Operators stand in front.");
  });
  s.law(
      "names that are there twice are refused",
      [] {
        const auto refused = [](const auto& change) {
          Little l = any_site();
          change(l.site);
          try {
            static_cast<void>(files(l.site));
          } catch (const std::invalid_argument&) {
            return true;
          }
          return false;
        };
        RC_ASSERT(!refused([](Site&) {}));
        RC_ASSERT(refused([](Site& x) { x.claims.push_back(x.claims[0]); }));
        RC_ASSERT(refused([](Site& x) { x.figures.push_back(x.figures[0]); }));
        RC_ASSERT(refused([](Site& x) { x.claims[1].certificates[0].proof = "another\n"; }));
      },
      0.2);
  return s.finish();
}
