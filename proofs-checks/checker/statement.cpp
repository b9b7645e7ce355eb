#include "statement.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "enclosure.hpp"
#include "expression.hpp"
#include "rings.hpp"

namespace check {
namespace {

constexpr std::size_t most_entries = 1 << 12;
/// What an expression looked at, or a turn of a loop, costs: 2^18 are all there are.
constexpr std::uint64_t look = 1 << 15;

struct Given {
  std::string name;
  std::size_t rows, cols;
};
struct Task {
  std::vector<Given> given;
  std::vector<std::pair<std::string, Expression>> lets;
  std::vector<Expression> where;
  Expression say;
  std::string answer;
};

/// Evaluates expressions over a ring; every value is a matrix, a number one of size 1 x 1.
template <class Ring>
class Evaluator {
 public:
  using Number = typename Ring::Number;
  /// Copies share their entries, so that a name costs no more than a number.
  struct Matrix {
    std::size_t rows, cols;
    std::shared_ptr<const std::vector<Number>> shared;
    Matrix(std::size_t n, std::size_t m, std::vector<Number> x)
        : rows(n), cols(m), shared(std::make_shared<const std::vector<Number>>(std::move(x))) {}
    [[nodiscard]] const std::vector<Number>& entries() const { return *shared; }
    [[nodiscard]] const Number& at(std::size_t i, std::size_t j) const { return entries()[i * cols + j]; }
  };

  Evaluator(const Record& at, Work& work, Ring ring) : at_(at), work_(work), ring_(std::move(ring)) {}
  Ring& ring() { return ring_; }
  void bind(const std::string& name, Matrix value) {
    if (value.entries().size() == 1) work_.hold(at_, ring_.words(value.entries()[0]) + 4);
    if (!names_.emplace(name, std::move(value)).second) at_.reject("'" + name + "' has a value already");
  }

  Matrix value(const Expression& e) {
    work_.pay(at_, look);
    if (!e.word.empty()) return word(e.word);
    const std::string& op = head(e);
    if (op == "matrix") return matrix(e);
    if (op == "rows") return literal(e);
    if (op == "sum" || op == "product") return loop(e, op == "sum");
    if (op == "if") return sized(e, 4), value(e.list[holds(e.list[1]) ? 2 : 3]);
    if (op == "+" || op == "*" || op == "had" || op == "max") return folded(e, op);
    if (op != "-" || e.list.size() != 2) sized(e, 1 + arguments(op));
    std::vector<Matrix> x;
    for (std::size_t i = 1; i < e.list.size(); ++i) x.push_back(value(e.list[i]));
    if (op == "-" && x.size() == 1) return each(x[0], [&](const Number& a) { return ring_.negate(a); });
    if (op == "-") return combined(x[0], each(x[1], [&](const Number& a) { return ring_.negate(a); }), "+");
    return applied(op, x);
  }

  bool holds(const Expression& e) {
    work_.pay(at_, look);
    const std::string& op = head(e);
    if (op == "and" || op == "or") {
      for (std::size_t i = 1; i < e.list.size(); ++i)
        if (holds(e.list[i]) == (op == "or")) return op == "or";
      return op == "and";
    }
    if (op == "not") return sized(e, 2), !holds(e.list[1]);
    if (op == "all" || op == "some") {
      bool found = false;
      run_over(e, [&] { return found = holds(e.list[4]) == (op == "some"); });
      return found == (op == "some");
    }
    sized(e, 3);
    const Matrix a = value(e.list[1]), b = value(e.list[2]);
    if (op == "=") return same(a, b);
    if (op != "<" && op != "<=") at_.reject("'" + op + "' is no relation");
    return ring_.less(number(a), number(b), op == "<");
  }

 private:
  const std::string& head(const Expression& e) const {
    if (e.list.empty() || e.list[0].word.empty()) at_.reject("a list begins with a word");
    return e.list[0].word;
  }
  void sized(const Expression& e, std::size_t n) const {
    if (e.list.size() != n) at_.reject("'" + e.list[0].word + "' takes " + std::to_string(n - 1));
  }
  const Number& number(const Matrix& a) const {
    if (a.entries().size() != 1) at_.reject("a number is needed, not a matrix");
    return a.entries()[0];
  }
  long whole(const Matrix& a) {
    const auto q = ring_.exact(number(a));
    if (!q || q->get_den() != 1 || abs(*q) > (1L << 31)) at_.reject("a whole number up to 2^31 is needed");
    return q->get_num().get_si();
  }
  Matrix scalar(Number a) { return {1, 1, {std::move(a)}}; }
  template <class F>
  Matrix made(std::size_t rows, std::size_t cols, F entry) {
    if (rows == 0 || cols == 0 || rows > most_entries || cols > most_entries || rows * cols > most_entries)
      at_.reject("a matrix has 1 to 2^12 entries");
    std::vector<Number> entries;
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < cols; ++j) {
        entries.push_back(entry(i, j));
        if (rows * cols > 1) work_.hold(at_, ring_.words(entries.back()) + 4);
      }
    return {rows, cols, std::move(entries)};
  }
  template <class F>
  Matrix each(const Matrix& a, F f) {
    return made(a.rows, a.cols, [&](std::size_t i, std::size_t j) { return f(a.at(i, j)); });
  }
  bool same(const Matrix& a, const Matrix& b) {
    if (a.rows != b.rows || a.cols != b.cols) return false;
    bool open = false;
    for (std::size_t k = 0; k < a.entries().size(); ++k) try {
        if (!ring_.equal(a.entries()[k], b.entries()[k])) return false;
      } catch (const Undecided&) {
        open = true;
      }
    if (open) throw Undecided();
    return true;
  }

  Matrix word(const std::string& w) {
    if (const auto named = names_.find(w); named != names_.end()) return named->second;
    work_.pay(at_, 128 * w.size());
    return scalar(ring_.number(parse_rational(at_, w)));
  }
  Matrix literal(const Expression& e) {
    if (e.list.size() < 2) at_.reject("'rows' takes a row at least");
    const std::size_t cols = e.list[1].list.size();
    for (std::size_t i = 1; i < e.list.size(); ++i)
      if (e.list[i].list.size() != cols) at_.reject("rows of equal length are needed");
    return made(e.list.size() - 1, cols,
                [&](std::size_t i, std::size_t j) { return number(value(e.list[i + 1].list[j])); });
  }
  /// (sum i a b e): f is run with i = a, ..., b until it returns true.
  template <class F>
  void run_over(const Expression& e, F f) {
    sized(e, 5);
    const std::string& name = e.list[1].word;
    if (!is_name(name)) at_.reject("a name is needed");
    const long first = whole(value(e.list[2])), last = whole(value(e.list[3]));
    for (long i = first; i <= last; ++i) {
      work_.pay(at_, look);
      bind(name, scalar(ring_.number(i)));
      const bool done = f();
      names_.erase(name);
      if (done) return;
    }
  }
  Matrix loop(const Expression& e, bool sum) {
    Number total = ring_.number(sum ? 0 : 1);
    run_over(e, [&] {
      const Number x = number(value(e.list[4]));
      total = sum ? ring_.add(total, x) : ring_.multiply(total, x);
      return false;
    });
    return scalar(total);
  }
  /// (matrix i n j m e)
  Matrix matrix(const Expression& e) {
    sized(e, 6);
    const long rows = whole(value(e.list[2])), cols = whole(value(e.list[4]));
    if (!is_name(e.list[1].word) || !is_name(e.list[3].word)) at_.reject("a name is needed");
    if (rows < 1 || cols < 1) at_.reject("a matrix has 1 to 2^12 entries");
    return made(static_cast<std::size_t>(rows), static_cast<std::size_t>(cols), [&](std::size_t i, std::size_t j) {
      bind(e.list[1].word, scalar(ring_.number(i + 1)));
      bind(e.list[3].word, scalar(ring_.number(j + 1)));
      Number x = number(value(e.list[5]));
      names_.erase(e.list[1].word);
      names_.erase(e.list[3].word);
      return x;
    });
  }
  Matrix folded(const Expression& e, const std::string& op) {
    if (e.list.size() < 2) at_.reject("'" + op + "' takes one at least");
    Matrix total = value(e.list[1]);
    if (op == "max") {
      Number most = total.entries()[0];
      for (const auto& x : total.entries()) most = ring_.larger(most, x);
      for (std::size_t i = 2; i < e.list.size(); ++i) {
        const Matrix next = value(e.list[i]);
        for (const auto& x : next.entries()) most = ring_.larger(most, x);
      }
      return scalar(most);
    }
    for (std::size_t i = 2; i < e.list.size(); ++i) total = combined(total, value(e.list[i]), op);
    return total;
  }
  Matrix combined(const Matrix& a, const Matrix& b, const std::string& op) {
    if (op == "*" && a.entries().size() == 1)
      return each(b, [&](const Number& x) { return ring_.multiply(a.entries()[0], x); });
    if (op == "*" && b.entries().size() == 1)
      return each(a, [&](const Number& x) { return ring_.multiply(x, b.entries()[0]); });
    if (op == "*") {
      if (a.cols != b.rows) at_.reject("sizes do not fit a product");
      return made(a.rows, b.cols, [&](std::size_t i, std::size_t j) {
        Number total = ring_.number(0);
        for (std::size_t k = 0; k < a.cols; ++k) total = ring_.add(total, ring_.multiply(a.at(i, k), b.at(k, j)));
        return total;
      });
    }
    if (a.rows != b.rows || a.cols != b.cols) at_.reject("equal sizes are needed");
    return made(a.rows, a.cols, [&](std::size_t i, std::size_t j) {
      return op == "+" ? ring_.add(a.at(i, j), b.at(i, j)) : ring_.multiply(a.at(i, j), b.at(i, j));
    });
  }
  Number power(const Number& base, long n) {
    if (n < 0) return ring_.divide(ring_.number(1), power(base, -n));
    Number result = ring_.number(1), square = base;
    for (; n > 0; n /= 2) {
      if (n % 2 == 1) result = ring_.multiply(result, square);
      if (n > 1) square = ring_.multiply(square, square);
    }
    return result;
  }
  /// C(n, k), n and k whole and not negative.
  Number choose(long n, long k) {
    if (n < 0 || k < 0) at_.reject("'choose' of a negative number");
    if (k > n) return ring_.number(0);
    const long least = std::min(k, n - k);
    if (least > 1 << 15) at_.reject("a number of more than 2^15 bits");  // C(n, k) >= 2^least
    work_.pay(at_, 1000 * static_cast<std::uint64_t>(least + 1));
    mpz_class c;
    mpz_bin_uiui(c.get_mpz_t(), static_cast<unsigned long>(n), static_cast<unsigned long>(least));
    return ring_.number(c);
  }

  std::size_t arguments(const std::string& op) const {
    static const std::map<std::string, std::size_t> takes{
        {"/", 2},   {"kron", 2}, {"rowwise", 2}, {"columnwise", 2}, {"t", 1},    {"vec", 1},      {"diag", 1},
        {"at", 3},  {"pow", 2},  {"exp", 1},     {"ln", 1},         {"sqrt", 1}, {"sin", 1},      {"cos", 1},
        {"abs", 1}, {"mod", 2},  {"choose", 2},  {"floor", 1},      {"ones", 2}, {"identity", 1}, {"-", 2}};
    const auto known = takes.find(op);
    if (known == takes.end()) at_.reject("'" + op + "' is no operation");
    return known->second;
  }
  Matrix applied(const std::string& op, const std::vector<Matrix>& x) {
    const Matrix& a = x[0];
    const auto natural = [&](const Matrix& m) { return static_cast<std::size_t>(std::max(0L, whole(m))); };
    if (op == "/") return each(a, [&](const Number& y) { return ring_.divide(y, number(x[1])); });
    if (op == "kron" || op == "rowwise" || op == "columnwise") return kronecker(a, x[1], op);
    if (op == "t") return made(a.cols, a.rows, [&](std::size_t i, std::size_t j) { return a.at(j, i); });
    if (op == "vec") return made(a.entries().size(), 1, [&](std::size_t i, std::size_t) { return a.entries()[i]; });
    if (op == "ones") return made(natural(a), natural(x[1]), [&](std::size_t, std::size_t) { return ring_.number(1); });
    if (op == "identity")
      return made(natural(a), natural(a), [&](std::size_t i, std::size_t j) { return ring_.number(i == j ? 1 : 0); });
    if (op == "diag") {
      if (a.cols != 1) at_.reject("'diag' takes a column");
      return made(a.rows, a.rows, [&](std::size_t i, std::size_t j) { return i == j ? a.at(i, 0) : ring_.number(0); });
    }
    if (op == "at") {
      const std::size_t i = natural(x[1]), j = natural(x[2]);
      if (i < 1 || i > a.rows || j < 1 || j > a.cols) at_.reject("an index outside of its matrix");
      return scalar(a.at(i - 1, j - 1));
    }
    if (op == "pow") return scalar(power(number(a), whole(x[1])));
    if (op == "choose") return scalar(choose(whole(a), whole(x[1])));
    if (op == "floor") return scalar(ring_.number(mpq_class(ring_.floor_of(number(a)))));
    if (op == "mod") {
      const long n = whole(x[1]);
      if (n < 1) at_.reject("'mod' takes a positive number");
      return scalar(ring_.number((whole(a) % n + n) % n));
    }
    return each(a, [&](const Number& y) { return ring_.function(op, y); });
  }
  /// Of two indices the second is the faster.
  Matrix kronecker(const Matrix& a, const Matrix& b, const std::string& op) {
    const bool rows = op != "rowwise", cols = op != "columnwise";  // which are multiplied
    if ((!rows && a.rows != b.rows) || (!cols && a.cols != b.cols)) at_.reject("sizes do not fit '" + op + "'");
    return made(rows ? a.rows * b.rows : a.rows, cols ? a.cols * b.cols : a.cols, [&](std::size_t i, std::size_t j) {
      return ring_.multiply(a.at(rows ? i / b.rows : i, cols ? j / b.cols : j),
                            b.at(rows ? i % b.rows : i, cols ? j % b.cols : j));
    });
  }

  const Record& at_;
  Work& work_;
  Ring ring_;
  std::map<std::string, Matrix> names_;
};

/// Are the conditions true and the statement what the answer says?  Values of what is given come from `entry`.
template <class Ring, class Entry>
void judge(const Record& at, Work& work, const Task& t, Ring ring, Entry entry) {
  Evaluator<Ring> v(at, work, std::move(ring));
  std::size_t next = 0;
  for (const auto& g : t.given) {
    std::vector<typename Ring::Number> entries;
    for (std::size_t k = 0; k < g.rows * g.cols; ++k) entries.push_back(entry(v.ring(), next++));
    v.bind(g.name, {g.rows, g.cols, std::move(entries)});
  }
  for (const auto& [name, e] : t.lets) v.bind(name, v.value(e));
  for (std::size_t k = 0; k < t.where.size(); ++k)
    if (!v.holds(t.where[k])) at.reject("condition " + std::to_string(k + 1) + " does not hold");
  if (v.holds(t.say) == (t.answer == "fails"))
    at.reject(t.answer == "fails" ? "the statement holds" : "the statement fails");
}

Task take_task(Record& problem) {
  Task t;
  std::size_t entries = 0;
  while (problem.next_is("given")) {
    const std::string line = problem.take("given");
    const auto blank = line.find(' ');
    const std::string name = line.substr(0, blank);
    std::size_t size[2] = {1, 1};
    if (blank != std::string::npos) {
      const auto second = line.find(' ', blank + 1);
      if (second == std::string::npos) problem.reject("a name, or a name, rows and columns are needed");
      size[0] = to_count(problem, parse_rational(problem, line.substr(blank + 1, second - blank - 1)), most_entries);
      size[1] = to_count(problem, parse_rational(problem, line.substr(second + 1)), most_entries);
    }
    entries += size[0] * size[1];
    if (!is_name(name) || size[0] * size[1] == 0 || entries > most_entries)
      problem.reject("a name and 1 to 2^12 entries in all are needed");
    t.given.push_back({name, size[0], size[1]});
  }
  while (problem.next_is("let")) {
    const std::string line = problem.take("let");
    const auto blank = line.find(' ');
    if (blank == std::string::npos || !is_name(line.substr(0, blank)))
      problem.reject("a name and an expression are needed");
    t.lets.emplace_back(line.substr(0, blank), parse_expression(problem, line.substr(blank + 1)));
  }
  while (problem.next_is("where")) t.where.push_back(parse_expression(problem, problem.take("where")));
  t.say = parse_expression(problem, problem.take("say"));
  t.answer = problem.take("answer");
  if (t.answer != "holds" && t.answer != "fails" && t.answer != "always")
    problem.reject("'holds', 'fails' or 'always' is needed");
  if (t.answer == "always" && !t.where.empty()) problem.reject("an identity has no conditions");
  problem.finish();
  return t;
}

}  // namespace

void statement(Record& problem, Record& proof) {
  const Task t = take_task(problem);
  try {
    if (t.answer == "always") {
      Work work;
      proof.finish();
      return judge(proof, work, t, Polynomials(proof, work),
                   [](Polynomials& ring, std::size_t k) { return ring.variable(k); });
    }
    std::vector<mpq_class> values;
    for (const auto& g : t.given)
      for (auto& x : take_exactly(proof, "value", g.rows * g.cols)) values.push_back(std::move(x));
    proof.finish();
    for (unsigned bits = 128;; bits *= 2) try {
        Work work;
        return judge(proof, work, t, Reals(proof, work, bits),
                     [&](Reals& ring, std::size_t k) { return ring.number(values[k]); });
      } catch (const Undecided&) {
        if (bits == 4096) throw;
      }
  } catch (const Undecided&) {
    proof.reject("a comparison stays undecided");
  }
}

}  // namespace check
