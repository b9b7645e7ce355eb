#include <sstream>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/certificate/attention_rows.hpp"
#include "attest/certificate/exponential.hpp"
#include "attest/certificate/matrices.hpp"
#include "attest/certificate/tensors.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::certificate;

namespace {

/// A record taken apart: lines of words between a head and `end`, one blank between two words.
class Read {
 public:
  Read(const std::string& text, const std::string& head, const std::string& kind) {
    RC_ASSERT(text.ends_with("\nend\n") && text.find("  ") == text.npos && text.find("\n\n") == text.npos);
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      RC_ASSERT(!line.empty());
      RC_ASSERT(line.front() != ' ' && line.back() != ' ');
      std::istringstream words(line);
      lines_.emplace_back();
      for (std::string word; words >> word;) lines_.back().push_back(word);
    }
    RC_ASSERT(lines_.front() == (Words{head, "1"}));
    RC_ASSERT(line("kind") == Words{kind});
  }
  using Words = std::vector<std::string>;

  /// The words behind a key, of each of its lines.
  [[nodiscard]] std::vector<Words> all(const std::string& key) const {
    std::vector<Words> found;
    for (const auto& l : lines_)
      if (l.front() == key) found.emplace_back(l.begin() + 1, l.end());
    return found;
  }
  /// Of its only line; none where there is no such line.
  [[nodiscard]] Words line(const std::string& key) const {
    const auto found = all(key);
    RC_ASSERT(found.size() <= 1U);
    return found.empty() ? Words{} : found.front();
  }
  [[nodiscard]] std::string word(const std::string& key) const {
    const Words words = line(key);
    RC_ASSERT(words.size() == 1U);
    return words.front();
  }
  [[nodiscard]] Rational number(const std::string& key) const { return parse_rational(word(key)); }
  [[nodiscard]] std::vector<Rational> numbers(const std::string& key) const { return as_numbers(line(key)); }

  static std::vector<Rational> as_numbers(const Words& words) {
    std::vector<Rational> list;
    for (const auto& w : words) list.push_back(parse_rational(w));
    return list;
  }

 private:
  std::vector<Words> lines_;
};

Read problem(const std::string& text, const std::string& kind) { return {text, "attest-problem", kind}; }
Read proof(const std::string& text, const std::string& kind) { return {text, "attest-proof", kind}; }

const std::string sha(64, 'a');

std::vector<Rational> fractions(std::size_t most = 5) {
  std::vector<Rational> list;
  for (std::size_t i = 0, n = size_in(0, most); i < n; ++i) list.push_back(rational());
  return list;
}
template <class Whole = std::size_t>
std::vector<Whole> wholes(std::size_t least = 0) {
  std::vector<Whole> list;
  for (std::size_t i = 0, n = size_in(least, 5); i < n; ++i) list.push_back(static_cast<Whole>(size_in(0, 999)));
  return list;
}
template <class Whole>
std::vector<Rational> as_fractions(const std::vector<Whole>& list) {
  return {list.begin(), list.end()};
}
std::vector<std::vector<Rational>> lists(std::size_t count) {
  std::vector<std::vector<Rational>> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back(fractions());
    all.back().push_back(rational());
  }
  return all;
}
std::vector<Rational> entries(const RationalMatrix& m) {
  std::vector<Rational> list;
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) list.push_back(m.get(i, j));
  return list;
}
std::vector<std::vector<Rational>> numbers_of(const std::vector<Read::Words>& all) {
  std::vector<std::vector<Rational>> list;
  for (const auto& words : all) list.push_back(Read::as_numbers(words));
  return list;
}

FlatteningMinor any_minor() {
  if (size_in(0, 2) == 0) return {};
  return {wholes(1), Integer(size_in(2, 99)), wholes(1), wholes(1)};
}
void same_minor(const Read& r, const FlatteningMinor& m) {
  const bool there = !m.pivot_rows.empty();
  RC_ASSERT(r.numbers("modes") == as_fractions(m.modes) && r.numbers("pivot-rows") == as_fractions(m.pivot_rows));
  RC_ASSERT(r.numbers("pivot-columns") == as_fractions(m.pivot_columns));
  RC_ASSERT(r.all("prime").size() == (there ? 1U : 0U));
  if (there) RC_ASSERT(r.number("prime") == Rational(m.prime));
}

NamedFile any_file() { return {"folder/a file-" + std::to_string(size_in(0, 99)) + ".npy", sha}; }
Read::Words words_of(const NamedFile& f) {
  std::istringstream in(f.sha256 + " " + f.name);
  Read::Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}
std::vector<Read::Words> words_of(const std::vector<NamedFile>& files) {
  std::vector<Read::Words> all;
  for (const auto& f : files) all.push_back(words_of(f));
  return all;
}

}  // namespace

int main() {
  Suite s("certificate/records");

  s.law("rows of attention: files, scale, error and rows are read back as they are", [] {
    const AttentionRowsProblem p{"an-id",     any_file(),          any_file(), any_file(),
                                 "1/sqrt(d)", positive_rational(), wholes(1)};
    const Read r = problem(to_text(p), "attention-rows");
    RC_ASSERT(r.word("id") == p.id && r.word("scale") == p.scale && r.number("eps") == p.eps);
    RC_ASSERT(r.line("q") == words_of(p.q) && r.line("k") == words_of(p.k) && r.line("v") == words_of(p.v));
    RC_ASSERT(r.numbers("rows") == as_fractions(p.rows));

    TensorAttentionRowsProblem t{"an-id", any_file(), {}, {}, "1/7", positive_rational(), wholes(1)};
    for (std::size_t i = 0, n = size_in(1, 4); i < n; ++i) {
      t.k.push_back(any_file());
      t.v.push_back(any_file());
    }
    const Read u = problem(to_text(t), "tensor-attention-rows");
    RC_ASSERT(u.number("order") == Rational(t.k.size() + 1) && u.line("q") == words_of(t.q));
    RC_ASSERT(u.all("k") == words_of(t.k) && u.all("v") == words_of(t.v));
    RC_ASSERT(u.number("eps") == t.eps && u.numbers("rows") == as_fractions(t.rows) && u.word("scale") == "1/7");

    const Rational error = positive_rational();
    const NamedFile out = any_file();
    for (const Read& a : {proof(to_text(AttentionRowsProof{sha, out, error}), "attention-rows"),
                          proof(to_text(TensorAttentionRowsProof{sha, out, error}), "tensor-attention-rows")})
      RC_ASSERT(a.word("problem") == sha && a.line("output") == words_of(out) && a.number("error") == error);
  });
  s.fact("a file name with a line break is refused by its key", [] {
    AttentionRowsProblem p{"an-id", {"q", sha}, {"k", sha}, {"v\nend", sha}, "1", 1, {0}};
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(to_text(p)); }, {"v: a name with a line"}));
    p.v.name = "v";
    p.q.name = "q\r";
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(to_text(p)); }, {"q: a name with a line"}));
  });

  s.law("degrees of exp: points and polynomial are read back, the coefficients over one denominator", [] {
    const ExpTask task{"an-id", rational(), rational(), "relative"};
    const ExpDegreeProblem p{task, positive_rational(), size_in(0, 9), size_in(0, 99)};
    const Read r = problem(to_text(p), "exp-degree");
    RC_ASSERT(r.numbers("interval") == (std::vector<Rational>{task.lower, task.upper}));
    RC_ASSERT(r.word("error") == "relative" && r.word("id") == "an-id" && r.number("eps") == p.eps);
    RC_ASSERT(r.number("at-least") == Rational(p.at_least) && r.number("at-most") == Rational(p.at_most));

    const ExpDegreeProof q{sha, Integer(size_in(1, 99)), wholes<Integer>(), lists(1).front()};
    const Read a = proof(to_text(q), "exp-degree");
    RC_ASSERT(a.word("problem") == sha && a.numbers("points") == as_fractions(q.points));
    RC_ASSERT(a.all("steps").size() == (q.points.empty() ? 0U : 1U));
    if (!q.points.empty()) RC_ASSERT(a.number("steps") == Rational(q.steps));
    std::vector<Rational> coefficients = a.numbers("chebyshev");
    for (auto& c : coefficients) {
      RC_ASSERT(c.is_integer());
      c /= a.number("scale");
    }
    RC_ASSERT(coefficients == q.chebyshev);
  });
  s.law("errors of exp: polynomial, bounds and point are read back", [] {
    const ExpErrorProblem p{{"an-id", rational(), rational(), "absolute"}, lists(1).front(), rational(), rational()};
    const Read r = problem(to_text(p), "exp-error");
    RC_ASSERT(r.numbers("interval") == (std::vector<Rational>{p.task.lower, p.task.upper}));
    RC_ASSERT(r.word("error") == "absolute" && r.numbers("polynomial") == p.polynomial);
    RC_ASSERT(r.number("at-least") == p.at_least && r.number("at-most") == p.at_most);
    const ExpErrorProof q{sha, rational()};
    const Read a = proof(to_text(q), "exp-error");
    RC_ASSERT(a.word("problem") == sha && a.number("point") == q.point);
  });

  s.law("structure: matrix, property and vectors or witness are read back; what is not there has no line", [] {
    StructureProblem p{"an-id", rational_matrix(size_in(1, 3), size_in(1, 3)), "rescaled-toeplitz", "real", false};
    p.holds = *rc::gen::arbitrary<bool>();
    const Read r = problem(to_text(p), "structure");
    RC_ASSERT(r.numbers("size") == as_fractions(std::vector<std::size_t>{p.matrix.rows(), p.matrix.cols()}));
    RC_ASSERT(r.numbers("matrix") == entries(p.matrix) && r.word("holds") == (p.holds ? "yes" : "no"));
    RC_ASSERT(r.word("property") == p.property && r.word("field") == p.field && r.word("id") == p.id);

    StructureVectors v{sha, fractions(), fractions(), fractions(), std::nullopt, std::nullopt};
    if (*rc::gen::arbitrary<bool>()) v.twist = rational();
    if (*rc::gen::arbitrary<bool>()) v.root = rational();
    const Read a = proof(to_text(v), "structure");
    RC_ASSERT(a.numbers("u") == v.u && a.numbers("vector") == v.vector && a.numbers("v") == v.v);
    for (const auto& [key, value] : {std::pair{"twist", v.twist}, {"root", v.root}})
      RC_ASSERT(a.numbers(key) == (value ? std::vector<Rational>{*value} : std::vector<Rational>{}));
    RC_ASSERT(a.all("u").size() == (v.u.empty() ? 0U : 1U));

    for (const char* word : {"shape", "cells", "relation", "diagonal", "columns"}) {
      const StructureWitness w{sha, word, wholes<Integer>()};
      const Read b = proof(to_text(w), "structure");
      RC_ASSERT(b.word("witness") == word && b.word("problem") == sha);
      RC_ASSERT(b.numbers(std::string(word) == "diagonal" ? "cells" : word) == as_fractions(w.numbers));
    }
  });
  s.law("ranks: matrix, minor and factors are read back; no minor, no prime", [] {
    const RankProblem p{"an-id", rational_matrix(size_in(1, 3), size_in(1, 3)), size_in(0, 9), size_in(0, 9)};
    const Read r = problem(to_text(p), "rank");
    RC_ASSERT(r.numbers("matrix") == entries(p.matrix) && r.number("at-least") == Rational(p.at_least));
    RC_ASSERT(r.number("at-most") == Rational(p.at_most));
    const RankProof q{sha, Integer(size_in(2, 99)), wholes(), wholes(), fractions(), fractions()};
    const Read a = proof(to_text(q), "rank");
    const bool there = !q.pivot_rows.empty();
    RC_ASSERT(a.all("prime").size() == (there ? 1U : 0U));
    if (there) RC_ASSERT(a.number("prime") == Rational(q.prime));
    RC_ASSERT(a.numbers("pivot-rows") == as_fractions(q.pivot_rows));
    if (there) RC_ASSERT(a.numbers("pivot-columns") == as_fractions(q.pivot_columns));
    RC_ASSERT(a.numbers("left") == q.left && a.numbers("right") == q.right);
  });
  s.law("Toeplitz terms: kernel and pairs are read back, a pair in a line", [] {
    const ToeplitzTermsProblem p{"an-id", size_in(1, 3), size_in(1, 3), fractions(), fractions(), size_in(0, 9)};
    const Read r = problem(to_text(p), "toeplitz-terms");
    RC_ASSERT(r.number("dim") == Rational(p.dim) && r.number("length") == Rational(p.length));
    RC_ASSERT(r.numbers("polynomial") == p.polynomial && r.numbers("kernel") == p.kernel);
    RC_ASSERT(r.number("at-most") == Rational(p.at_most));
    ToeplitzTermsProof q{sha, {}};
    std::vector<std::vector<Rational>> expected;
    for (std::size_t i = 0, n = size_in(0, 4); i < n; ++i) {
      q.terms.push_back({wholes<unsigned>(1), lists(1).front()});
      expected.push_back(as_fractions(q.terms.back().exponents));
      expected.back().insert(expected.back().end(), q.terms.back().w.begin(), q.terms.back().w.end());
    }
    const Read a = proof(to_text(q), "toeplitz-terms");
    RC_ASSERT(a.number("terms") == Rational(q.terms.size()) && numbers_of(a.all("term")) == expected);
  });

  s.law("tensor terms: polynomial, terms, matrices and minor are read back", [] {
    const TensorTermsProblem p{"an-id", size_in(2, 4), size_in(1, 4), fractions(), size_in(0, 9), size_in(0, 9)};
    const Read r = problem(to_text(p), "tensor-terms");
    RC_ASSERT(r.number("order") == Rational(p.order) && r.number("dim") == Rational(p.dim));
    RC_ASSERT(r.numbers("polynomial") == p.polynomial);
    RC_ASSERT(r.number("at-least") == Rational(p.at_least) && r.number("at-most") == Rational(p.at_most));
    TensorTermsProof q{sha, {}, wholes(), lists(size_in(0, 3)), any_minor()};
    std::vector<std::vector<Rational>> expected;
    for (std::size_t i = 0, n = size_in(0, 4); i < n; ++i) {
      q.terms.push_back({rational(), wholes<unsigned>(1)});
      expected.push_back({q.terms.back().c});
      for (const unsigned e : q.terms.back().exponents) expected.back().emplace_back(e);
    }
    const Read a = proof(to_text(q), "tensor-terms");
    RC_ASSERT(a.number("terms") == Rational(q.terms.size()) && numbers_of(a.all("term")) == expected);
    RC_ASSERT(a.numbers("rows") == as_fractions(q.rows) && numbers_of(a.all("matrix")) == q.matrices);
    same_minor(a, q.minor);
  });
  s.law("tensor ranks: unfolding, minor and factors are read back", [] {
    const TensorRankProblem p{"an-id", wholes(1), "last-fastest", fractions(), size_in(0, 9), size_in(0, 9)};
    const Read r = problem(to_text(p), "tensor-rank");
    RC_ASSERT(r.numbers("sizes") == as_fractions(p.sizes) && r.word("index") == p.index);
    RC_ASSERT(r.numbers("matrix") == p.unfolding);
    RC_ASSERT(r.number("at-least") == Rational(p.at_least) && r.number("at-most") == Rational(p.at_most));
    const TensorRankProof q{sha, any_minor(), lists(size_in(0, 3))};
    const Read a = proof(to_text(q), "tensor-rank");
    RC_ASSERT(numbers_of(a.all("factor")) == q.factors && a.word("problem") == sha);
    same_minor(a, q.minor);
  });
  s.law("normalization: bounds, weights and values are read back, with the sizes of the values", [] {
    const NormalizationProblem p{"an-id", size_in(2, 4), positive_rational(), positive_rational(), rational()};
    const Read r = problem(to_text(p), "normalization");
    RC_ASSERT(r.number("order") == Rational(p.order) && r.number("eps") == p.eps);
    RC_ASSERT(r.number("bound") == p.bound && r.number("at-least") == p.at_least);
    const NormalizationProof q{sha, fractions(), fractions(), lists(size_in(1, 3))};
    const Read a = proof(to_text(q), "normalization");
    RC_ASSERT(a.numbers("weights") == q.weights && a.numbers("perturbed") == q.perturbed);
    RC_ASSERT(numbers_of(a.all("values")) == q.values);
    std::vector<Rational> sizes;
    for (const auto& v : q.values) sizes.emplace_back(v.size());
    RC_ASSERT(a.numbers("sizes") == sizes);
  });
  return s.finish();
}
