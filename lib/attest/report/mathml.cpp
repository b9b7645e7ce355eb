#include "attest/report/mathml.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <vector>

#include "attest/report/escaped.hpp"
#include "attest/report/html.hpp"

namespace attest::report {
namespace {

constexpr int deepest = 64;
constexpr const char* thin = R"(<mspace width="0.1667em"></mspace>)";

/// What TeX cannot be read as; becomes "nothing".
class Unknown : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How an atom stands beside its neighbours.
enum class Kind { ordinary, operation, relation, open, close, comma, function, large, limits, space, part_break };

struct Atom {
  Kind kind = Kind::ordinary;
  std::string xml;
};

std::string tagged(const char* tag, const std::string& inside) {
  return "<" + std::string(tag) + ">" + inside + "</" + tag + ">";
}
std::string row(const std::string& inside) { return tagged("mrow", inside); }
std::string upright(const std::string& text) { return R"(<mi mathvariant="normal">)" + escaped(text) + "</mi>"; }
std::string fence(const std::string& text, const std::string& attributes = R"(stretchy="false")") {
  return "<mo " + attributes + R"( lspace="0" rspace="0">)" + escaped(text) + "</mo>";
}

using Symbols = std::map<std::string, std::string, std::less<>>;

const Symbols letters{{"alpha", "α"},  {"beta", "β"},  {"delta", "δ"}, {"varepsilon", "ε"}, {"eta", "η"},
                      {"theta", "θ"},  {"kappa", "κ"}, {"mu", "μ"},    {"nu", "ν"},         {"pi", "π"},
                      {"rho", "ρ"},    {"tau", "τ"},   {"omega", "ω"}, {"ell", "ℓ"},        {"gamma", "γ"},
                      {"lambda", "λ"}, {"sigma", "σ"}, {"phi", "φ"}};
const Symbols constants{{"Theta", "Θ"},  {"Omega", "Ω"},  {"Delta", "Δ"}, {"infty", "∞"}, {"top", "⊤"},
                        {"forall", "∀"}, {"exists", "∃"}, {"prime", "′"}, {"dots", "…"},  {"ldots", "…"},
                        {"cdots", "⋯"},  {"#", "#"},      {"Sigma", "Σ"}, {"Phi", "Φ"}};
const Symbols relations{{"le", "≤"},       {"ge", "≥"},
                        {"ne", "≠"},       {"in", "∈"},
                        {"notin", "∉"},    {"subset", "⊂"},
                        {"subseteq", "⊆"}, {"to", "→"},
                        {"mapsto", "↦"},   {"implies", "⟹"},
                        {"iff", "⟺"},      {"Rightarrow", "⇒"},
                        {"searrow", "↘"},  {"leftrightarrow", "↔"},
                        {"equiv", "≡"},    {"approx", "≈"}};
const Symbols operations{{"pm", "±"},     {"cdot", "⋅"},   {"times", "×"},  {"circ", "∘"},
                         {"otimes", "⊗"}, {"oslash", "⊘"}, {"ominus", "⊖"}, {"oplus", "⊕"}};
const Symbols large{{"sum", "∑"}, {"prod", "∏"}, {"bigoplus", "⨁"}};
const Symbols functions{{"ln", "ln"},     {"log", "log"},   {"exp", "exp"}, {"sin", "sin"}, {"cos", "cos"},
                        {"sinh", "sinh"}, {"tanh", "tanh"}, {"deg", "deg"}, {"dim", "dim"}, {"det", "det"}};
const Symbols limits{{"max", "max"}, {"min", "min"}, {"sup", "sup"}, {"inf", "inf"}, {"lim", "lim"}, {"Pr", "Pr"}};
const Symbols opening{{"langle", "⟨"}, {"lfloor", "⌊"}, {"lceil", "⌈"}, {"{", "{"}};
const Symbols closing{{"rangle", "⟩"}, {"rfloor", "⌋"}, {"rceil", "⌉"}, {"}", "}"}};
const Symbols spaces{{",", "0.1667em"}, {":", "0.2222em"}, {";", "0.2778em"}, {" ", "0.3333em"}};
const Symbols accents{{"tilde", "˜"}, {"bar", "¯"}, {"hat", "ˆ"}};
const Symbols bigger{{"big", "1.2em"}, {"bigl", "1.2em"}, {"bigr", "1.2em"},
                     {"Big", "1.8em"}, {"Bigl", "1.8em"}, {"Bigr", "1.8em"}};
const Symbols double_struck{{"C", "ℂ"}, {"F", "𝔽"}, {"N", "ℕ"}, {"Q", "ℚ"}, {"R", "ℝ"}, {"Z", "ℤ"}};
const Symbols script{{"M", "ℳ"}, {"L", "ℒ"}};

const std::string* find(const Symbols& symbols, std::string_view name) {
  const auto at = symbols.find(name);
  return at == symbols.end() ? nullptr : &at->second;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bold letters and digits have code points of their own.
std::string bold(char c) {
  const unsigned code = is_digit(c) ? 0x1D7CEU + static_cast<unsigned>(c - '0')
                        : c >= 'a'  ? 0x1D41AU + static_cast<unsigned>(c - 'a')
                                    : 0x1D400U + static_cast<unsigned>(c - 'A');
  return {static_cast<char>(0xF0 | (code >> 18)), static_cast<char>(0x80 | ((code >> 12) & 63)),
          static_cast<char>(0x80 | ((code >> 6) & 63)), static_cast<char>(0x80 | (code & 63))};
}

class Reader {
 public:
  explicit Reader(std::string_view tex) : tex_(tex) {}

  /// The parts between \quad, each with its source.
  std::vector<std::pair<std::string, std::string>> parts() {
    std::vector<std::pair<std::string, std::string>> out;
    while (true) {
      const std::size_t begin = at_;
      std::vector<Atom> atoms;
      bool more = false;
      while (!at_end()) {
        const std::size_t before = at_;
        Atom a = scripted();
        if (a.kind == Kind::part_break) {
          out.emplace_back(joined(atoms), trimmed(tex_.substr(begin, before - begin)));
          more = true;
          break;
        }
        atoms.push_back(std::move(a));
      }
      if (more) continue;
      if (!atoms.empty() || out.empty()) out.emplace_back(joined(atoms), trimmed(tex_.substr(begin)));
      return out;
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw Unknown(what); }

  static std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    return first == text.npos ? "" : std::string(text.substr(first, text.find_last_not_of(' ') + 1 - first));
  }

  void skip_blanks() {
    while (at_ < tex_.size() && tex_[at_] == ' ') ++at_;
  }
  bool at_end() {
    skip_blanks();
    return at_ == tex_.size();
  }
  /// Does the command `\name` stand here?
  bool stands(std::string_view name) {
    skip_blanks();
    return tex_.substr(at_).starts_with(name) &&
           (at_ + name.size() == tex_.size() || !is_letter(tex_[at_ + name.size()]) || !is_letter(name.back()));
  }
  bool take(std::string_view text) {
    if (!stands(text)) return false;
    at_ += text.size();
    return true;
  }

  /// Behind the backslash: a word, or one character.
  std::string_view command() {
    std::size_t end = at_;
    while (end < tex_.size() && is_letter(tex_[end])) ++end;
    if (end == at_) ++end;
    if (end > tex_.size()) fail("a backslash at the end");
    const auto name = tex_.substr(at_, end - at_);
    at_ = end;
    return name;
  }

  /// A group, a command with its arguments, or one character.
  std::string argument() {
    if (at_end()) fail("an argument is missing");
    const char c = tex_[at_];
    if (c == '{') return group();
    if (is_digit(c)) {
      ++at_;
      return tagged("mn", std::string(1, c));
    }
    const Atom a = atom();
    return a.kind == Kind::operation ? operation(a.xml, false) : a.xml;
  }
  std::string small_argument() {
    ++scripts_;
    std::string xml = argument();
    --scripts_;
    return xml;
  }
  std::string group() {
    if (!take("{")) fail("a group is needed");
    std::string inside = list("}");
    if (!take("}")) fail("a group does not close");
    return row(inside);
  }
  /// The characters of a group as they stand.
  std::string raw() {
    if (!take("{")) {
      if (at_end()) fail("an argument is missing");
      return std::string(1, tex_[at_++]);
    }
    const auto end = tex_.find('}', at_);
    if (end == tex_.npos) fail("a group does not close");
    std::string text(tex_.substr(at_, end - at_));
    if (text.find_first_of("\\{$^_&") != text.npos) fail("text with commands");
    at_ = end + 1;
    return text;
  }

  /// Atoms up to, not including, `closer`.
  std::string list(std::string_view closer) {
    ++depth_;
    std::vector<Atom> atoms;
    while (!at_end() && !stands(closer) && !(closer == "&" && (stands("\\\\") || stands("\\end"))))
      atoms.push_back(scripted());
    --depth_;
    return joined(atoms);
  }

  /// An atom with its primes, subscript and superscript.
  Atom scripted() {
    Atom base = atom();
    if (base.kind == Kind::space || base.kind == Kind::part_break) return base;
    std::string primes, below, above;
    while (!at_end()) {
      if (take("'"))
        primes += "′";
      else if (below.empty() && take("_"))
        below = small_argument();
      else if (above.empty() && take("^"))
        above = small_argument();
      else
        break;
    }
    if (!primes.empty()) above = above.empty() ? tagged("mo", primes) : row(tagged("mo", primes) + above);
    if (!above.empty() || !below.empty()) base.xml = with_scripts(base, below, above);
    return base;
  }
  std::string relation(const std::string& text) const { return spaced(scripts_ > 0 ? "0.1em" : "0.2778em", text); }
  static std::string spaced(const std::string& room, const std::string& text) {
    return "<mo lspace=\"" + room + "\" rspace=\"" + room + "\">" + text + "</mo>";
  }
  std::string with_scripts(const Atom& base, const std::string& below, const std::string& above) const {
    const bool stacked = base.kind == Kind::large || base.kind == Kind::limits;
    const char* tag = below.empty()   ? (stacked ? "mover" : "msup")
                      : above.empty() ? (stacked ? "munder" : "msub")
                                      : (stacked ? "munderover" : "msubsup");
    return tagged(tag, (base.kind == Kind::operation ? operation(base.xml, false) : base.xml) + below + above);
  }

  Atom atom() {
    if (++nested_ > deepest) fail("too deep");
    Atom a = bare_atom();
    --nested_;
    return a;
  }
  Atom bare_atom() {
    skip_blanks();
    if (at_ == tex_.size()) fail("something is missing");
    const char c = tex_[at_];
    if (c == '{') return {Kind::ordinary, group()};
    ++at_;
    if (c == '\\') return of_command(command());
    if (is_letter(c)) return {Kind::ordinary, tagged("mi", std::string(1, c))};
    if (is_digit(c)) return {Kind::ordinary, number()};
    switch (c) {
      case '+':
        return {Kind::operation, "+"};
      case '-':
        return {Kind::operation, "−"};
      case '*':
        return {Kind::operation, "∗"};
      case '=':
        return {Kind::relation, relation("=")};
      case '<':
        return {Kind::relation, relation("&lt;")};
      case '>':
        return {Kind::relation, relation("&gt;")};
      case ':':
        return {Kind::relation, relation(":")};
      case ',':
      case ';':
        return {Kind::comma, R"(<mo separator="true" lspace="0" rspace="0.1667em">)" + std::string(1, c) + "</mo>"};
      case '(':
      case '[':
        return {Kind::open, fence(std::string(1, c))};
      case ')':
      case ']':
        return {Kind::close, fence(std::string(1, c))};
      case '|':
        return {Kind::ordinary, fence("|")};
      case '!':
        return {Kind::close, fence("!")};
      case '/':
        return {Kind::ordinary, fence("/")};
      case '.':
        return {Kind::ordinary, tagged("mo", ".")};
      default:
        fail("a character that is not known");
    }
  }
  std::string number() {
    std::size_t end = at_;
    while (end < tex_.size() &&
           (is_digit(tex_[end]) || (tex_[end] == '.' && end + 1 < tex_.size() && is_digit(tex_[end + 1]))))
      ++end;
    const auto digits = tex_.substr(at_ - 1, end - at_ + 1);
    at_ = end;
    return tagged("mn", std::string(digits));
  }

  Atom of_command(std::string_view name) {
    if (const auto* s = find(letters, name)) return {Kind::ordinary, tagged("mi", *s)};
    if (const auto* s = find(constants, name)) return {Kind::ordinary, upright(*s)};
    if (const auto* s = find(relations, name)) return {Kind::relation, relation(*s)};
    if (const auto* s = find(operations, name)) return {Kind::operation, *s};
    if (const auto* s = find(large, name)) return {Kind::large, tagged("mo", *s)};
    if (const auto* s = find(functions, name)) return {Kind::function, upright(*s)};
    if (const auto* s = find(limits, name))
      return {Kind::limits, R"(<mo movablelimits="true" lspace="0" rspace="0">)" + *s + "</mo>"};
    if (const auto* s = find(opening, name)) return {Kind::open, fence(*s)};
    if (const auto* s = find(closing, name)) return {Kind::close, fence(*s)};
    if (const auto* s = find(spaces, name)) return {Kind::space, "<mspace width=\"" + *s + "\"></mspace>"};
    if (name == "quad" || name == "qquad")
      return depth_ == 0 ? Atom{Kind::part_break, ""} : Atom{Kind::space, R"(<mspace width="1em"></mspace>)"};
    if (name == "|") return {Kind::ordinary, fence("‖")};
    if (name == "bmod") return {Kind::operation, "mod"};
    if (const auto* s = find(bigger, name)) return sized(*s);
    return of_structure(name);
  }
  Atom of_structure(std::string_view name) {
    if (const auto* s = find(accents, name)) {
      const std::string base = argument();
      return {Kind::ordinary, R"(<mover accent="true">)" + base + R"(<mo stretchy="false">)" + *s + "</mo></mover>"};
    }
    if (name == "frac" || name == "tfrac" || name == "binom" || name == "tbinom") {
      const bool binomial = name.ends_with("binom");
      const std::string above = argument(), below = argument();
      std::string xml = (binomial ? R"(<mfrac linethickness="0">)" : "<mfrac>") + above + below + "</mfrac>";
      if (binomial) xml = row("<mo>(</mo>" + xml + "<mo>)</mo>");
      return {Kind::ordinary, name[0] == 't' ? R"(<mstyle displaystyle="false">)" + xml + "</mstyle>" : xml};
    }
    if (name == "sqrt") return {Kind::ordinary, tagged("msqrt", argument())};
    if (name == "left") return fenced();
    if (name == "begin") return matrix();
    if (name == "text") return {Kind::ordinary, tagged("mtext", text(raw()))};
    if (name == "mathrm") {
      const std::string word = raw();
      return {word.size() > 1 ? Kind::function : Kind::ordinary, upright(word)};
    }
    if (name == "mathbb" || name == "mathcal") {
      const auto* s = find(name == "mathbb" ? double_struck : script, raw());
      if (s == nullptr) fail("a letter that is not known");
      return {Kind::ordinary, upright(*s)};
    }
    if (name == "mathbf") {
      const std::string word = raw();
      if (word.size() != 1 || !(is_letter(word[0]) || is_digit(word[0]))) fail("one letter in bold is needed");
      return {Kind::ordinary, upright(bold(word[0]))};
    }
    fail("a command that is not known");
  }

  /// Blanks at the ends of a text are kept.
  static std::string text(const std::string& words) {
    std::string out = escaped(words);
    const std::string blank = "\xC2\xA0";
    if (out.starts_with(' ')) out.replace(0, 1, blank);
    if (out.ends_with(' ')) out.replace(out.size() - 1, 1, blank);
    return out;
  }

  /// A fence behind \left, \right or \big.
  std::pair<Kind, std::string> delimiter() {
    if (at_end()) fail("a fence is missing");
    const char c = tex_[at_++];
    if (c != '\\') {
      const std::string plain(1, c);
      if (c == '(' || c == '[') return {Kind::open, plain};
      if (c == ')' || c == ']') return {Kind::close, plain};
      if (c == '|' || c == '/') return {Kind::ordinary, plain};
      fail("a fence that is not known");
    }
    const auto name = command();
    if (name == "|") return {Kind::ordinary, "‖"};
    if (const auto* s = find(opening, name)) return {Kind::open, *s};
    if (const auto* s = find(closing, name)) return {Kind::close, *s};
    fail("a fence that is not known");
  }
  Atom sized(const std::string& size) {
    const auto [kind, text] = delimiter();
    return {kind, fence(text, R"(stretchy="true" symmetric="true" minsize=")" + size + R"(" maxsize=")" + size + "\"")};
  }
  Atom fenced() {
    const auto stretched = [](const std::string& text) { return fence(text, R"(stretchy="true" symmetric="true")"); };
    const std::string left = delimiter().second, inside = list("\\right");
    if (!take("\\right")) fail("\\left without \\right");
    return {Kind::ordinary, row(stretched(left) + inside + stretched(delimiter().second))};
  }
  Atom matrix() {
    if (raw() != "pmatrix") fail("an environment that is not known");
    std::string rows, cells;
    while (true) {
      cells += tagged("mtd", list("&"));
      if (take("&")) continue;
      rows += tagged("mtr", cells);
      cells.clear();
      if (take("\\\\")) continue;
      if (!take("\\end") || raw() != "pmatrix") fail("pmatrix does not end");
      return {Kind::ordinary, row("<mo>(</mo>" + tagged("mtable", rows) + "<mo>)</mo>")};
    }
  }

  /// Signs that begin something are signs of a number, functions stand a little apart from what they are not
  /// bracketed with.
  std::string joined(const std::vector<Atom>& atoms) const {
    std::string out;
    Kind before = Kind::open;
    bool after_space = false;
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      const auto& a = atoms[i];
      const bool begins = before == Kind::open || before == Kind::relation || before == Kind::comma ||
                          before == Kind::operation || before == Kind::large || before == Kind::limits;
      const bool named = a.kind == Kind::function || a.kind == Kind::limits;
      if (named && !after_space && (before == Kind::ordinary || before == Kind::close)) out += thin;
      if (a.kind == Kind::operation)
        out += operation(a.xml, begins);
      else
        out += a.xml;
      if (named && i + 1 < atoms.size() && apart(atoms[i + 1].kind)) out += thin;
      after_space = a.kind == Kind::space;
      if (!after_space) before = a.kind;
    }
    return out;
  }
  static bool apart(Kind next) {
    return next == Kind::ordinary || next == Kind::function || next == Kind::limits || next == Kind::large;
  }
  /// Operations are kept bare until it is known what stands before them; with scripts they are set already.
  std::string operation(const std::string& text, bool begins) const {
    if (text.starts_with('<')) return text;
    return begins ? R"(<mo form="prefix" lspace="0" rspace="0">)" + text + "</mo>"
                  : spaced(scripts_ > 0 ? "0" : "0.2222em", text);
  }

  std::string_view tex_;
  std::size_t at_ = 0;
  int depth_ = 0;   // of lists
  int nested_ = 0;  // of atoms
  int scripts_ = 0;
};

/// `1, 2; 3, 4` as rows of cells; none where it is no matrix.
std::vector<std::vector<std::string>> cells_of(std::string_view inside) {
  std::vector<std::vector<std::string>> rows(1);
  std::string cell;
  const auto end_cell = [&] {
    rows.back().push_back(cell);
    cell.clear();
  };
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const char c = inside[i];
    const bool separator = c == ',' || c == ';';
    if (separator && (i + 1 == inside.size() || inside[i + 1] != ' ')) return {};
    if (separator) ++i;
    if (c == ',')
      end_cell();
    else if (c == ';') {
      end_cell();
      rows.emplace_back();
    } else if (is_letter(c) || is_digit(c) || c == '-' || c == '/')
      cell += c;
    else
      return {};
  }
  end_cell();
  const bool lone = rows.size() == 1;
  for (const auto& row : rows) {
    if (row.size() != rows[0].size()) return {};
    for (const auto& x : row)
      if (x.empty() || (lone && std::any_of(x.begin(), x.end(), is_letter))) return {};
  }
  return rows;
}

std::string entry(const std::string& text) {
  std::string out, word = text;
  if (word[0] == '-') {
    out = R"(<mo form="prefix" lspace="0" rspace="0">−</mo>)";
    word.erase(0, 1);
  }
  const bool letter = std::any_of(word.begin(), word.end(), is_letter);
  return tagged("mtd", row(out + tagged(letter ? "mi" : "mn", escaped(word))));
}

}  // namespace

std::optional<std::string> to_mathml(std::string_view tex) {
  try {
    std::string out;
    for (const auto& [xml, source] : Reader(tex).parts())
      out += R"(<math display="block"><semantics>)" + row(xml) + R"(<annotation encoding="application/x-tex">)" +
             escaped(source) + "</annotation></semantics></math>\n";
    return out;
  } catch (const Unknown&) {
    return std::nullopt;
  }
}

std::string formula(std::string_view tex) {
  const auto math = to_mathml(tex);
  const std::string inside = math ? *math : "<code>" + escaped(tex) + "</code>\n";
  return "<div class=\"formula\" tabindex=\"0\" role=\"group\" aria-label=\"formula\">\n" + inside + "</div>\n";
}

std::string with_matrices(std::string_view text) {
  std::string out;
  while (true) {
    const auto open = text.find('[');
    out += prose(text.substr(0, open));
    if (open == text.npos) return out;
    text.remove_prefix(open);
    const auto close = text.find(']');
    const auto rows =
        close == text.npos ? std::vector<std::vector<std::string>>{} : cells_of(text.substr(1, close - 1));
    if (rows.empty()) {
      out += '[';
      text.remove_prefix(1);
      continue;
    }
    std::string table;
    for (const auto& r : rows) {
      std::string cells;
      for (const auto& x : r) cells += entry(x);
      table += tagged("mtr", cells);
    }
    out += R"(<math class="matrix"><semantics>)" + row("<mo>(</mo>" + tagged("mtable", table) + "<mo>)</mo>") +
           R"(<annotation encoding="text/plain">)" + escaped(text.substr(0, close + 1)) +
           "</annotation></semantics></math>";
    text.remove_prefix(close + 1);
  }
}

}  // namespace attest::report
