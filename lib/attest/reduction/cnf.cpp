#include "attest/reduction/cnf.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "attest/reduction/random.hpp"

namespace attest::reduction {
namespace {

constexpr std::size_t most = 1'000'000, most_literals = 10'000'000;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// The words of one line.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < line.size();) {
    if (blank(line[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < line.size() && !blank(line[end])) ++end;
    words.push_back(line.substr(i, end - i));
    i = end;
  }
  return words;
}

class Reader {
 public:
  Cnf read(std::string_view text) {
    bool open = true;
    while (open && !text.empty()) {
      const std::size_t end = text.find('\n');
      ++number_;
      open = line(text.substr(0, end));
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    if (!header_) fail("the end", "a header 'p cnf VARIABLES CLAUSES' is needed");
    if (!clause_.empty()) fail("the end", "the last clause lacks its 0");
    if (f_.clauses.size() != clauses_)
      fail("the end", std::to_string(f_.clauses.size()) + " clauses; the header announces " + std::to_string(clauses_));
    return std::move(f_);
  }

 private:
  /// Names the line; the text is cut short and only printable characters are repeated.
  [[noreturn]] void fail(std::string_view found, const std::string& needed) const {
    std::string shown(found.substr(0, 40));
    for (char& c : shown)
      if (c < 32 || c > 126) c = '?';
    throw std::invalid_argument("DIMACS line " + std::to_string(std::max<std::size_t>(number_, 1)) + ": " + shown +
                                (found.size() > 40 ? "..." : "") + "; " + needed);
  }

  bool line(std::string_view text) {
    if (!text.empty() && text.front() == 'c' && (text.size() == 1 || blank(text[1]))) return true;
    const auto words = words_of(text);
    if (words.empty()) return true;
    if (words.front() == "%" && header_) return false;
    if (words.front() == "p")
      header(words);
    else if (!header_)
      fail(words.front(), "a header 'p cnf VARIABLES CLAUSES' is needed before the first clause");
    else
      for (const auto w : words) literal(w);
    return true;
  }

  void header(const std::vector<std::string_view>& words) {
    if (header_) fail("p", "a second header");
    if (words.size() != 4 || words[1] != "cnf") fail("p", "the header reads 'p cnf VARIABLES CLAUSES'");
    f_.variables = size(words[2]);
    clauses_ = size(words[3]);
    header_ = true;
  }

  std::size_t size(std::string_view word) const {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || value > most)
      fail(word, "a whole number from 0 to " + std::to_string(most) + " is needed");
    return value;
  }

  void literal(std::string_view word) {
    long value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    const long v = static_cast<long>(f_.variables);
    if (error != std::errc() || end != word.data() + word.size() || value > v || value < -v)
      fail(word, "a literal of the variables 1 to " + std::to_string(v) + ", or 0, is needed");
    if (f_.clauses.size() == clauses_) fail(word, "the header announces " + std::to_string(clauses_) + " clauses");
    if (value == 0) {
      f_.clauses.push_back(std::move(clause_));
      clause_.clear();
    } else {
      if (++literals_ > most_literals) fail(word, "at most " + std::to_string(most_literals) + " literals are read");
      clause_.push_back(value);
    }
  }

  Cnf f_;
  std::vector<long> clause_;
  std::size_t number_ = 0, clauses_ = 0, literals_ = 0;
  bool header_ = false;
};

std::size_t variable(long literal) { return static_cast<std::size_t>(literal < 0 ? -literal : literal); }

bool holds(const std::vector<long>& clause, const std::vector<bool>& assignment) {
  return std::any_of(clause.begin(), clause.end(), [&](long l) { return assignment[variable(l) - 1] == (l > 0); });
}

/// `width` different variables with random signs.
std::vector<long> random_clause(std::size_t variables, std::size_t width, Random& random) {
  std::vector<long> clause;
  while (clause.size() < width) {
    const long v = static_cast<long>(random.below(variables) + 1);
    if (std::none_of(clause.begin(), clause.end(), [&](long l) { return l == v || l == -v; }))
      clause.push_back(random.coin() ? v : -v);
  }
  return clause;
}

void require_width(std::size_t variables, std::size_t width) {
  if (width == 0 || width > variables)
    throw std::invalid_argument("width: " + std::to_string(width) + "; 1 to " + std::to_string(variables) +
                                " of the variables go into a clause");
}

}  // namespace

void require_valid(const Cnf& f) {
  for (const auto& clause : f.clauses)
    for (const long l : clause)
      if (l == 0 || variable(l) > f.variables)
        throw std::invalid_argument("clauses: literal " + std::to_string(l) + "; +-1 to +-" +
                                    std::to_string(f.variables) + " are allowed");
}

Cnf parse_dimacs(std::string_view text) { return Reader().read(text); }

std::string to_dimacs(const Cnf& f) {
  require_valid(f);
  std::string text = "p cnf " + std::to_string(f.variables) + " " + std::to_string(f.clauses.size()) + "\n";
  for (const auto& clause : f.clauses) {
    for (const long l : clause) text += std::to_string(l) + " ";
    text += "0\n";
  }
  return text;
}

std::size_t violated(const Cnf& f, const std::vector<bool>& assignment) {
  require_valid(f);
  if (assignment.size() != f.variables)
    throw std::invalid_argument("assignment: " + std::to_string(assignment.size()) + " values; " +
                                std::to_string(f.variables) + " are needed");
  std::size_t count = 0;
  for (const auto& clause : f.clauses) count += holds(clause, assignment) ? 0U : 1U;
  return count;
}

bool satisfies(const Cnf& f, const std::vector<bool>& assignment) { return violated(f, assignment) == 0; }

std::optional<std::vector<bool>> find_assignment(const Cnf& f) {
  require_valid(f);
  if (f.variables > 30)
    throw std::length_error("formula: " + std::to_string(f.variables) + " variables; brute force takes at most 30");
  for (std::uint64_t bits = 0; bits < std::uint64_t{1} << f.variables; ++bits) {
    const auto is_true = [&](long l) { return ((bits >> (variable(l) - 1)) & 1U) == (l > 0 ? 1U : 0U); };
    if (!std::all_of(f.clauses.begin(), f.clauses.end(),
                     [&](const auto& clause) { return std::any_of(clause.begin(), clause.end(), is_true); }))
      continue;
    std::vector<bool> assignment;
    for (std::size_t v = 0; v < f.variables; ++v) assignment.push_back(((bits >> v) & 1U) != 0);
    return assignment;
  }
  return std::nullopt;
}

Cnf random_cnf(std::size_t variables, std::size_t clauses, std::size_t width, std::uint64_t seed) {
  require_width(variables, width);
  Random random(seed);
  Cnf f{variables, {}};
  while (f.clauses.size() < clauses) f.clauses.push_back(random_clause(variables, width, random));
  return f;
}

Cnf planted_cnf(std::size_t variables, std::size_t clauses, std::size_t width, std::uint64_t seed) {
  require_width(variables, width);
  Random random(seed);
  std::vector<bool> hidden;
  while (hidden.size() < variables) hidden.push_back(random.coin());
  Cnf f{variables, {}};
  while (f.clauses.size() < clauses) {
    f.clauses.push_back(random_clause(variables, width, random));
    auto& clause = f.clauses.back();
    if (!holds(clause, hidden)) {
      const std::size_t flipped = random.below(width);
      clause[flipped] = -clause[flipped];
    }
  }
  return f;
}

Cnf pigeonhole(std::size_t holes) {
  if (holes == 0 || holes > 100) throw std::invalid_argument("holes: " + std::to_string(holes) + "; 1 to 100");
  const auto in = [&](std::size_t pigeon, std::size_t hole) { return static_cast<long>(pigeon * holes + hole + 1); };
  Cnf f{(holes + 1) * holes, {}};
  for (std::size_t i = 0; i <= holes; ++i) {
    f.clauses.emplace_back();
    for (std::size_t h = 0; h < holes; ++h) f.clauses.back().push_back(in(i, h));
  }
  for (std::size_t h = 0; h < holes; ++h)
    for (std::size_t i = 0; i <= holes; ++i)
      for (std::size_t j = 0; j < i; ++j) f.clauses.push_back({-in(j, h), -in(i, h)});
  return f;
}

Cnf parity(std::size_t variables, bool odd, std::uint64_t seed) {
  if (variables < 3) throw std::invalid_argument("variables: " + std::to_string(variables) + "; a cycle has 3 or more");
  Random random(seed);
  Cnf f{variables, {}};
  bool rest = odd;
  for (std::size_t i = 0; i < variables; ++i) {
    const bool charge = i + 1 == variables ? rest : random.coin();
    rest = rest != charge;
    const long a = static_cast<long>(i + 1), b = static_cast<long>((i + 1) % variables + 1);
    f.clauses.push_back({a, charge ? b : -b});
    f.clauses.push_back({-a, charge ? -b : b});
  }
  return f;
}

}  // namespace attest::reduction
