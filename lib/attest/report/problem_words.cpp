#include "attest/report/problem_words.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <vector>

namespace attest::report {
namespace {

/// A line of the file is not there.
class Missing : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The lines `key value` of a problem.
class Problem {
 public:
  explicit Problem(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      const auto line = text.substr(at, end - at);
      const auto blank = std::min(line.find(' '), line.size());
      lines_[std::string(line.substr(0, blank))].emplace_back(line.substr(std::min(blank + 1, line.size())));
      at = end + 1;
    }
  }
  [[nodiscard]] const std::vector<std::string>& all(const std::string& key) const {
    static const std::vector<std::string> none;
    const auto at = lines_.find(key);
    return at == lines_.end() ? none : at->second;
  }
  [[nodiscard]] const std::string& operator[](const std::string& key) const {
    if (all(key).empty()) throw Missing(key);
    return all(key).front();
  }

 private:
  std::map<std::string, std::vector<std::string>> lines_;
};

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string out;
  for (const auto& p : parts) out += (out.empty() ? "" : between) + p;
  return out;
}
/// `2 3` as `2 x 3`, or with commas.
std::string apart(std::string words, const std::string& between) {
  for (std::size_t at = 0; (at = words.find(' ', at)) != words.npos; at += between.size())
    words.replace(at, 1, between);
  return words;
}
std::string between(const Problem& p) {
  return p["at-least"] == p["at-most"] ? "is " + p["at-least"]
                                       : "is at least " + p["at-least"] + " and at most " + p["at-most"];
}
std::string interval(const Problem& p) { return "[" + apart(p["interval"], ", ") + "]"; }

std::string exp_degree(const Problem& p) {
  return "The least degree of a polynomial within " + p["eps"] + " (" + p["error"] + " error) of exp on " +
         interval(p) + " " + between(p) + ".";
}
std::string exp_error(const Problem& p) {
  return "The largest " + p["error"] + " error on " + interval(p) +
         " of the problem's polynomial, taken for exp, is at least " + p["at-least"] + " and at most " + p["at-most"] +
         ".";
}
std::string structure(const Problem& p) {
  const std::string property = p["property"], core = property.substr(property.find('-') + 1);
  const bool rescaled = property.starts_with("rescaled-");
  return "The " + apart(p["size"], " x ") + " matrix of the problem is " + (p["holds"] == "yes" ? "" : "not ") +
         (core == "toeplitz" ? "Toeplitz" : "circulant") +
         (rescaled ? " between two diagonal matrices with " + p["field"] + " entries." : ".");
}
std::string rank(const Problem& p) {
  return "The rank of the " + apart(p["size"], " x ") + " matrix of the problem " + between(p) + ".";
}
std::string toeplitz_terms(const Problem& p) {
  return "At most " + p["at-most"] +
         " rescaled Toeplitz matrices add up to the problem's polynomial of the scores, for its kernel W (" +
         p["length"] + " positions, dimension " + p["dim"] + ") and whatever queries and keys.";
}
std::string tensor_terms(const Problem& p) {
  return "The problem's polynomial of scores of order " + p["order"] + " in dimension " + p["dim"] +
         " is a sum of at most " + p["at-most"] + " products with a factor from each matrix" +
         (p["at-least"] == "0" ? "." : "; for some matrices fewer than " + p["at-least"] + " are not enough.");
}
std::string tensor_rank(const Problem& p) {
  return "The CP rank of the " + apart(p["sizes"], " x ") + " array of the problem " + between(p) + ".";
}
std::string normalization(const Problem& p) {
  return "Weights of attention of order " + p["order"] + " with relative errors of at most " + p["eps"] +
         ", and values of size at most " + p["bound"] + ", can move an output by " + p["at-least"] + " or more.";
}
std::string reduction_gap(const Problem& p) {
  const std::string t = p["threshold"];
  return "For all sets of vectors of n, d = " + apart(p["size"], ", ") + ", outputs of the " + p["form"] +
         " reduction at order " + p["order"] + ", entries at most " + p["bound"] + ", known to within " + p["error"] +
         " tell a choice with a common product of at least t = " + t + " from none above (1 - " + p["gap"] +
         ") t; the problem's own sets have " + (p["answer"] == "yes" ? "such a choice." : "no such choice.");
}
std::string protocol_count(const Problem& p) {
  const std::string &accepting = p["accepting"], coins = p["length"];
  const std::string head = "In the protocol modulo " + p["prime"] + " on the problem's inputs ";
  if (accepting == "all") return head + "some message is accepted on all " + coins + " coins.";
  return head + "no message is accepted on more than " + p["coins"] + " of " + coins + " coins" +
         (accepting == "exactly" ? ", and some message is on so many." : ".");
}

std::string statement(const Problem& p) {
  std::vector<std::string> given, with;
  for (const auto& g : p.all("given")) {
    const auto blank = g.find(' ');
    given.push_back(blank == g.npos ? g : g.substr(0, blank) + " (" + apart(g.substr(blank + 1), " x ") + ")");
  }
  for (const auto& l : p.all("let")) with.push_back(l.substr(0, l.find(' ')) + " = " + l.substr(l.find(' ') + 1));
  const std::string names = joined(given, ", "), &answer = p["answer"];
  const std::string verb = answer == "fails" ? "this is false: " : "this is true: ";
  std::string out;
  if (given.empty())
    out = verb;
  else if (answer == "always")
    out = "whatever " + names + " may be, " + verb;
  else
    out = "for some rational " + names + (p.all("where").empty() ? "" : " with " + joined(p.all("where"), ", ")) +
          ", which the proof names, " + verb;
  out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out + p["say"] + (with.empty() ? "" : ", where " + joined(with, ", ")) + ". Operators stand in front.";
}

using Words = std::string (*)(const Problem&);

}  // namespace

std::string in_words(std::string_view problem) {
  static const std::map<std::string, Words, std::less<>> kinds{{"exp-degree", exp_degree},
                                                               {"exp-error", exp_error},
                                                               {"structure", structure},
                                                               {"rank", rank},
                                                               {"toeplitz-terms", toeplitz_terms},
                                                               {"tensor-terms", tensor_terms},
                                                               {"tensor-rank", tensor_rank},
                                                               {"normalization", normalization},
                                                               {"reduction-gap", reduction_gap},
                                                               {"protocol-count", protocol_count},
                                                               {"statement", statement}};
  const Problem p(problem);
  try {
    const auto kind = kinds.find(p["kind"]);
    return kind == kinds.end() ? "" : kind->second(p);
  } catch (const Missing&) {
    return {};
  }
}

}  // namespace attest::report
