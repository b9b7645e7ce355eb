#include "structure.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "work.hpp"

namespace check {
namespace {

using Cell = std::pair<std::size_t, std::size_t>;
constexpr std::size_t most_cells = std::size_t{1} << 16;  // of a relation

struct Task {
  Matrix m;
  bool cyclic = false, rescaled = false;
  std::string field;

  /// The diagonal's place in the vector.
  [[nodiscard]] std::size_t diagonal(Cell c) const {
    return (c.first + m.cols - c.second - (cyclic ? 0 : 1)) % (cyclic ? m.rows : m.rows + m.cols);
  }
};

std::string one_of(Record& from, const std::string& key, const std::vector<std::string>& allowed) {
  const std::string word = from.take(key);
  std::string all;
  for (const auto& a : allowed) all += (all.empty() ? "" : ", ") + a;
  if (std::find(allowed.begin(), allowed.end(), word) == allowed.end()) from.reject("one of " + all + " is needed");
  return word;
}

/// t is an n-th power in the field: that of the root, where the field is rational.
void require_power(Record& proof, Work& work, const Task& t, const mpq_class& twist) {
  const std::size_t n = t.m.rows;
  if (t.field == "real" && n % 2 == 0 && twist < 0) proof.reject("the twist is no n-th power in the field");
  if (t.field != "rational" || twist == 1) return;
  const mpq_class root = proof.take_number("root");
  const bool negative = root < 0 && n % 2 == 1;
  if ((sgn(twist) < 0) != negative || power(work, proof, root.get_num(), n) != abs(twist.get_num()) ||
      power(work, proof, root.get_den(), n) != twist.get_den())
    proof.reject("the twist is not the n-th power of the root");
}

void check_vectors(Record& proof, const Task& t) {
  const std::size_t n = t.m.rows, m = t.m.cols;
  if (t.cyclic && n != m) proof.reject("the matrix is not square");
  std::vector<mpq_class> u(n, 1), v(m, 1);
  if (t.rescaled) u = take_exactly(proof, "u", n);
  const auto vector = take_exactly(proof, "vector", t.cyclic ? n : n + m - 1);
  if (t.rescaled) v = take_exactly(proof, "v", m);
  mpq_class twist = 1;
  Work work;
  if (t.cyclic && t.rescaled) {
    twist = proof.take_number("twist");
    if (twist == 0) proof.reject("the twist is zero");
    require_power(proof, work, t, twist);
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < m; ++j) {
      const mpq_class &x = t.m.at(i, j), &w = vector[t.diagonal({i, j})];
      const bool around = i < j;
      mpz_class left = x.get_num(), right = x.get_den();
      for (const mpq_class* factor : {std::as_const(u).data() + i, &w, std::as_const(v).data() + j}) {
        left = times(work, proof, left, factor->get_den());
        right = times(work, proof, right, factor->get_num());
      }
      if (around) {
        left = times(work, proof, left, twist.get_num());
        right = times(work, proof, right, twist.get_den());
      }
      if (left != right)
        proof.reject("the vectors give another entry (" + std::to_string(i) + ", " + std::to_string(j) + ")");
    }
}

/// Two cells on one diagonal, and the numbers behind them on the line.
std::vector<std::size_t> take_cells(Record& proof, const Task& t, std::size_t behind) {
  const auto n = take_counts(proof, "cells", 4 + behind, most_numbers);
  for (std::size_t k = 0; k < 4; k += 2)
    if (n[k] >= t.m.rows || n[k + 1] >= t.m.cols) proof.reject("a cell outside the matrix");
  if (t.diagonal({n[0], n[1]}) != t.diagonal({n[2], n[3]})) proof.reject("the cells are not on one diagonal");
  return n;
}

void check_cells(Record& proof, const Task& t) {
  const auto c = take_cells(proof, t, 0);
  if (t.m.at(c[0], c[1]) == t.m.at(c[2], c[3])) proof.reject("the cells are equal");
}

/// Both products of M = diag(u) S diag(v) are the same monomial in u, v and the vector of S.
void check_relation(Record& proof, const Task& t) {
  const auto numbers = proof.take_integers("relation", 3 * most_cells);
  if (numbers.size() % 3 != 0) proof.reject("a row, a column and an exponent for each cell are needed");
  std::map<std::size_t, long> row, column, diagonal;
  std::set<Cell> seen;
  Work work;
  mpz_class left = 1, right = 1;
  for (std::size_t k = 0; k < numbers.size(); k += 3) {
    if (numbers[k] < 0 || numbers[k] >= t.m.rows || numbers[k + 1] < 0 || numbers[k + 1] >= t.m.cols)
      proof.reject("a cell outside the matrix");
    if (numbers[k + 2] == 0 || abs(numbers[k + 2]) > 1000) proof.reject("an exponent is 0 or beyond 1000");
    const Cell c(numbers[k].get_ui(), numbers[k + 1].get_ui());
    const long e = numbers[k + 2].get_si();
    if (!seen.insert(c).second) proof.reject("a cell is repeated");
    row[c.first] += e, column[c.second] += e, diagonal[t.diagonal(c)] += e;
  }
  for (const auto& [sums, name] :
       {std::pair(&row, "row"), std::pair(&column, "column"), std::pair(&diagonal, "diagonal")})
    for (const auto& [at, sum] : *sums)
      if (sum != 0) proof.reject(std::string("the exponents of a ") + name + " do not add up to 0");
  for (std::size_t k = 0; k < numbers.size(); k += 3) {
    const mpq_class& x = t.m.at(numbers[k].get_ui(), numbers[k + 1].get_ui());
    const long e = numbers[k + 2].get_si();
    const auto size = static_cast<unsigned long>(std::labs(e));
    mpz_class above = power(work, proof, x.get_num(), size);
    if (x < 0 && size % 2 == 1) above = -above;
    mpz_class &with = e > 0 ? left : right, &against = e > 0 ? right : left;
    with = times(work, proof, with, above);
    against = times(work, proof, against, power(work, proof, x.get_den(), size));
  }
  if (left == right) proof.reject("the products are equal");
}

/// u_i, v_j and the diagonal's number are not zero, so the first entry would not be.
void check_diagonal(Record& proof, const Task& t) {
  const auto c = take_cells(proof, t, 2);
  const std::size_t i = c[0], j = c[1], a = c[4], b = c[5];
  if (a >= t.m.cols || b >= t.m.rows) proof.reject("a cell outside the matrix");
  if (t.m.at(i, j) != 0) proof.reject("the first cell is not zero");
  if (t.m.at(c[2], c[3]) == 0) proof.reject("the second cell is zero");
  if (t.m.at(i, a) == 0) proof.reject("the entry in the first cell's row is zero");
  if (t.m.at(b, j) == 0) proof.reject("the entry in the first cell's column is zero");
}

/// The product of column j is that of u and the vector times v_j^n.
void check_columns(Record& proof, const Task& t) {
  if (t.field == "complex") proof.reject("every number is an n-th power in the field");
  const std::size_t n = t.m.rows;
  const auto columns = take_counts(proof, "columns", 2, n - 1);
  Work work;
  mpz_class above = 1, below = 1;
  for (std::size_t i = 0; i < n; ++i) {
    const mpq_class &x = t.m.at(i, columns[0]), &y = t.m.at(i, columns[1]);
    if (x == 0 || y == 0) proof.reject("an entry of the columns is zero");
    above = times(work, proof, times(work, proof, above, x.get_num()), y.get_den());
    below = times(work, proof, times(work, proof, below, x.get_den()), y.get_num());
  }
  work.gcd(proof, above, below);
  const mpz_class common = gcd(above, below);
  const auto is_power = [&](const mpz_class& x) {
    work.gcd(proof, x, x);
    mpz_class root;
    return mpz_root(root.get_mpz_t(), mpz_class(abs(x)).get_mpz_t(), n) != 0;
  };
  if ((sgn(above) == sgn(below) || n % 2 == 1) &&
      (t.field == "real" || (is_power(above / common) && is_power(below / common))))
    proof.reject("the ratio of the columns' products is an n-th power in the field");
}

void check_witness(Record& proof, const Task& t) {
  const std::string word = proof.take("witness");
  if (t.cyclic && t.m.rows != t.m.cols) {
    if (word != "shape") proof.reject("a matrix that is not square needs 'witness shape'");
    return;
  }
  if (word == "cells" && !t.rescaled) return check_cells(proof, t);
  if (word == "relation" && t.rescaled) return check_relation(proof, t);
  if (word == "diagonal" && t.rescaled) return check_diagonal(proof, t);
  if (word == "columns" && t.rescaled && t.cyclic) return check_columns(proof, t);
  proof.reject("no witness against this property");
}

}  // namespace

void structure(Record& problem, Record& proof) {
  Task t;
  t.m = take_matrix(problem);
  const std::string property =
      one_of(problem, "property", {"circulant", "toeplitz", "rescaled-circulant", "rescaled-toeplitz"});
  t.cyclic = property.ends_with("circulant"), t.rescaled = property.starts_with("rescaled");
  t.field = one_of(problem, "field", {"rational", "real", "complex"});
  const bool holds = one_of(problem, "holds", {"yes", "no"}) == "yes";
  problem.finish();
  if (holds)
    check_vectors(proof, t);
  else
    check_witness(proof, t);
  proof.finish();
}

}  // namespace check
