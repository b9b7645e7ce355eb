#include "attest/structured/recognise.hpp"

#include <algorithm>
#include <stdexcept>

#include "attest/number/flint.hpp"
#include "attest/structured/monomial_system.hpp"

namespace attest::structured {
namespace {

constexpr std::size_t absent = MonomialSystem::absent;

/// The entries of a matrix, read in place.
class Entries {
 public:
  explicit Entries(const RationalMatrix& m) : m_(m.raw()), rows(m.rows()), cols(m.cols()) {
    if (rows == 0 || cols == 0)
      throw std::invalid_argument("M: " + std::to_string(rows) + " x " + std::to_string(cols) +
                                  "; at least one row and one column are needed");
  }
  [[nodiscard]] const fmpq* at(std::size_t i, std::size_t j) const { return fmpq_mat_entry(m_, i, j); }
  [[nodiscard]] bool zero(std::size_t i, std::size_t j) const { return fmpq_is_zero(at(i, j)) != 0; }
  [[nodiscard]] bool zero(Cell c) const { return zero(c.row, c.col); }
  [[nodiscard]] Rational value(std::size_t i, std::size_t j) const {
    Rational value;
    fmpq_get_mpq(value.raw(), at(i, j));
    return value;
  }
  [[nodiscard]] Rational value(Cell c) const { return value(c.row, c.col); }

 private:
  const fmpq_mat_struct* m_;

 public:
  std::size_t rows, cols;
};

/// Which matrices are asked for.
enum class Kind { toeplitz, circulant };

/// The diagonal of a cell: its place in the vector.
std::size_t diagonal(const Entries& m, Kind kind, std::size_t i, std::size_t j) {
  if (kind == Kind::toeplitz) return i + m.cols - 1 - j;
  return i >= j ? i - j : i + m.cols - j;
}
std::size_t diagonals(const Entries& m, Kind kind) { return kind == Kind::toeplitz ? m.rows + m.cols - 1 : m.cols; }

std::vector<Rational> ones(std::size_t n) { return std::vector<Rational>(n, Rational(1)); }

Recognition refused(Witness witness, std::string why) {
  return {Truth::no, std::nullopt, std::move(witness), std::move(why)};
}

Recognition not_square(const Entries& m) {
  return {Truth::no, std::nullopt, std::nullopt,
          "a circulant is square, this is " + std::to_string(m.rows) + " x " + std::to_string(m.cols)};
}

Recognition recognise_equal(const Entries& m, Kind kind) {
  if (kind == Kind::circulant && m.rows != m.cols) return not_square(m);
  const bool cyclic = kind == Kind::circulant;
  for (std::size_t i = 0; i + (cyclic ? 0 : 1) < m.rows; ++i)
    for (std::size_t j = 0; j + (cyclic ? 0 : 1) < m.cols; ++j) {
      const Cell a{i, j}, b{(i + 1) % m.rows, (j + 1) % m.cols};
      if (!fmpq_equal(m.at(a.row, a.col), m.at(b.row, b.col)))
        return refused(UnequalCells{a, b}, "neighbours on a diagonal differ");
    }
  Vectors x{ones(m.rows), std::vector<Rational>(diagonals(m, kind)), ones(m.cols)};
  for (std::size_t j = cyclic ? 1 : m.cols; j-- > 0;) x.core[diagonal(m, kind, 0, j)] = m.value(0, j);
  for (std::size_t i = 0; i < m.rows; ++i) x.core[diagonal(m, kind, i, 0)] = m.value(i, 0);
  return {Truth::yes, std::move(x), std::nullopt, "every diagonal is constant"};
}

/// Products of three entries, compared across; no fraction is reduced.
class Hexagons {
 public:
  Hexagons(const Entries& m, Kind kind) : m_(m), cyclic_(kind == Kind::circulant) {
    fmpz_init(left_);
    fmpz_init(right_);
  }
  Hexagons(const Hexagons&) = delete;
  Hexagons& operator=(const Hexagons&) = delete;
  ~Hexagons() {
    fmpz_clear(left_);
    fmpz_clear(right_);
  }

  [[nodiscard]] std::size_t rows() const { return count(m_.rows); }
  [[nodiscard]] std::size_t cols() const { return count(m_.cols); }
  /// Three cells of the one product, then three of the other.
  [[nodiscard]] std::array<Cell, 6> cells(std::size_t i, std::size_t j) const {
    const auto wrap = [](std::size_t k, std::size_t n) { return k < n ? k : k - n; };
    const std::size_t i1 = wrap(i + 1, m_.rows), i2 = wrap(i + 2, m_.rows);
    const std::size_t j1 = wrap(j + 1, m_.cols), j2 = wrap(j + 2, m_.cols);
    return {{{i2, j2}, {i1, j}, {i, j1}, {i2, j1}, {i1, j2}, {i, j}}};
  }
  [[nodiscard]] bool holds(std::size_t i, std::size_t j) {
    const auto c = cells(i, j);
    side(left_, c, 0);
    side(right_, c, 3);
    return fmpz_equal(left_, right_) != 0;
  }
  /// The first that fails.
  [[nodiscard]] std::optional<FailingRelation> failing() {
    for (std::size_t i = 0; i < rows(); ++i)
      for (std::size_t j = 0; j < cols(); ++j)
        if (!holds(i, j)) {
          FailingRelation r;
          const auto c = cells(i, j);
          for (std::size_t k = 0; k < 6; ++k) r.exponents.emplace_back(c[k], k < 3 ? 1 : -1);
          return r;
        }
    return {};
  }

 private:
  [[nodiscard]] std::size_t count(std::size_t n) const { return n < 3 ? 0 : (cyclic_ ? n : n - 2); }
  /// Numerators of three cells times denominators of the others.
  void side(fmpz* out, const std::array<Cell, 6>& c, std::size_t first) const {
    for (std::size_t k = 0; k < 6; ++k) {
      const fmpq* x = m_.at(c[k].row, c[k].col);
      const fmpz* factor = k / 3 == first / 3 ? fmpq_numref(x) : fmpq_denref(x);
      if (k == 0)
        fmpz_set(out, factor);
      else if (!fmpz_is_one(factor))
        fmpz_mul(out, out, factor);
    }
  }

  const Entries& m_;
  bool cyclic_;
  fmpz_t left_, right_;
};

/// Is M_ij what the vectors say, at every cell?  A theorem has said so already; a fault of ours must not pass it.
void require_vectors(const Entries& m, Kind kind, const Vectors& x) {
  constexpr std::size_t affordable = 1U << 26;  // bits read
  std::size_t longest = 64;
  for (const auto* part : {&x.u, &x.core, &x.v})
    for (const auto& a : *part)
      if (a.sign() != 0) longest = std::max<std::size_t>(longest, a.numerator().bits() + a.denominator().bits());
  if (longest > affordable / m.rows / m.cols) return;
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.cols; ++j) {
      Rational product = x.u[i] * x.core[diagonal(m, kind, i, j)] * x.v[j];
      if (kind == Kind::circulant && i < j) product /= x.twist;
      if (product != m.value(i, j))
        throw std::logic_error("recognise: the vectors found miss the entry (" + std::to_string(i) + ", " +
                               std::to_string(j) + ")");
    }
}

/// The largest number that divides every q_k with an integer quotient over a common denominator: gcd of the numerators
/// over gcd of the denominators.  Divided by it, u_{i+1}/u_i does not drag a power along.
Rational content(const std::vector<Rational>& q) {
  Integer n = 0, d = 0;
  for (const auto& x : q) n = gcd(n, x.numerator()), d = gcd(d, x.denominator());
  return q.empty() ? Rational(1) : Rational(n, d);
}

/// Vectors of a rescaled Toeplitz matrix without zeros, from its first two rows and columns.
Vectors full_toeplitz(const Entries& m) {
  std::vector<Rational> q;  // u_{i+1} v_1 / u_i
  for (std::size_t i = 0; m.cols > 1 && i + 1 < m.rows; ++i) q.push_back(m.value(i + 1, 1) / m.value(i, 0));
  const Rational t = content(q);
  Vectors x{ones(m.rows), std::vector<Rational>(m.rows + m.cols - 1), ones(m.cols)};
  for (std::size_t i = 0; i < q.size(); ++i) x.u[i + 1] = x.u[i] * q[i] / t;
  for (std::size_t j = 0; m.rows > 1 && j + 1 < m.cols; ++j)
    x.v[j + 1] = x.v[j] * m.value(1, j + 1) / m.value(0, j) / x.u[1];
  for (std::size_t i = 0; i < m.rows; ++i) x.core[i + m.cols - 1] = m.value(i, 0) / x.u[i];
  for (std::size_t j = 1; j < m.cols; ++j) x.core[m.cols - 1 - j] = m.value(0, j) / x.v[j];
  return x;
}

/// A rescaled Toeplitz matrix whose vector has w_k = twist w_{k-n} is a circulant, rescaled by powers of a root of it.
Recognition close_up(Vectors x, Rational twist, Field field, std::string why) {
  const std::size_t n = x.u.size();
  const auto root = exact_root(twist, n);
  if (!root && (field == Field::rational || (field == Field::real && n % 2 == 0 && twist.sign() < 0)))
    return {Truth::no, std::nullopt, std::nullopt,
            "closing up needs a " + std::to_string(n) + "-th root that is not there"};
  Vectors out{std::move(x.u), std::vector<Rational>(n), std::move(x.v), root ? Rational(1) : twist};
  for (std::size_t k = 0; k < n; ++k) {
    const Rational& below = x.core[k + n - 1];  // on or below the main diagonal
    out.core[k] = k == 0 || below.sign() != 0 ? below : x.core[k - 1] * twist;
  }
  if (root && *root != Rational(1)) {
    Rational power = 1;
    for (std::size_t k = 0; k < n; ++k, power *= *root) out.u[k] *= power, out.v[k] /= power, out.core[k] /= power;
  }
  return {Truth::yes, std::move(out), std::nullopt, std::move(why)};
}

Recognition recognise_full(const Entries& m, Kind kind, Field field) {
  if (auto failing = Hexagons(m, kind).failing()) return refused(std::move(*failing), "a hexagon fails");
  Vectors x = full_toeplitz(m);
  if (kind == Kind::toeplitz) return {Truth::yes, std::move(x), std::nullopt, "every hexagon holds"};
  const std::size_t n = m.rows;
  const Rational twist = n == 1 ? Rational(1) : x.core[n] / x.core[0];
  Recognition r = close_up(std::move(x), twist, field, "every cyclic hexagon holds");
  if (r.holds == Truth::no) {
    r.witness = NoRoot{0, 1};
    r.why = "the products of columns 0 and 1 differ by a factor that is no " + std::to_string(n) + "-th power";
  }
  return r;
}

/// Rows, columns and diagonals with non-zero entries.
struct Support {
  Support(const Entries& m, Kind kind)
      : row(m.rows, absent), col(m.cols, absent), on_diagonal(diagonals(m, kind)), cells(0) {
    for (std::size_t i = 0; i < m.rows; ++i)
      for (std::size_t j = 0; j < m.cols; ++j)
        if (!m.zero(i, j)) {
          ++cells;
          if (row[i] == absent) row[i] = j;
          if (col[j] == absent) col[j] = i;
          auto& d = on_diagonal[diagonal(m, kind, i, j)];
          if (!d) d = Cell{i, j};
        }
  }
  std::vector<std::size_t> row, col;  ///< the first non-zero entry there, or absent
  std::vector<std::optional<Cell>> on_diagonal;
  std::size_t cells;
};

std::optional<BrokenDiagonal> broken_diagonal(const Entries& m, Kind kind, const Support& s) {
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.cols; ++j) {
      if (!m.zero(i, j) || s.row[i] == absent || s.col[j] == absent) continue;
      if (const auto& other = s.on_diagonal[diagonal(m, kind, i, j)])
        return BrokenDiagonal{{i, j}, *other, {i, s.row[i]}, {s.col[j], j}};
    }
  return {};
}

/// u_i v_j w_k = M_ij at the non-zero cells; unknowns u, then v, then w, then the twist of wrapped cells if asked for.
struct CellSystem : MonomialSystem {
  CellSystem(const Entries& m, Kind kind, bool read_values, bool twisted = false) {
    const std::size_t w = m.rows + m.cols, s = w + diagonals(m, kind);
    unknowns = s + 1;
    for (std::size_t i = 0; i < m.rows; ++i)
      for (std::size_t j = 0; j < m.cols; ++j)
        if (!m.zero(i, j)) {
          cells.push_back({i, j});
          equations.push_back({i, m.rows + j, w + diagonal(m, kind, i, j), twisted && i < j ? s : absent});
          if (read_values) values.push_back(m.value(i, j));
        }
  }
  [[nodiscard]] FailingRelation relation(const std::vector<std::pair<std::size_t, long>>& exponents) const {
    FailingRelation r;
    for (const auto& [e, power] : exponents) r.exponents.emplace_back(cells[e], power);
    std::sort(r.exponents.begin(), r.exponents.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first.row, a.first.col) < std::pair(b.first.row, b.first.col);
    });
    return r;
  }
  std::vector<Cell> cells;
};

/// Vectors from the unknowns of a CellSystem; 0 for rows, columns and diagonals without entries.
Vectors to_vectors(const Entries& m, Kind kind, const std::vector<Rational>& x) {
  const Support s(m, kind);
  Vectors out{std::vector<Rational>(m.rows), std::vector<Rational>(diagonals(m, kind)), std::vector<Rational>(m.cols)};
  for (std::size_t i = 0; i < m.rows; ++i)
    if (s.row[i] != absent) out.u[i] = x[i];
  for (std::size_t j = 0; j < m.cols; ++j)
    if (s.col[j] != absent) out.v[j] = x[m.rows + j];
  for (std::size_t k = 0; k < out.core.size(); ++k)
    if (s.on_diagonal[k]) out.core[k] = x[m.rows + m.cols + k];
  return out;
}

/// Do the hexagons inside the support generate all relations, and is every solution a gauge of one?  So it is when
/// three parameters with neighbouring indices reach every unknown and the hexagons have the rank that is left.
bool hexagons_complete(const Entries& m, const Support& s, const Propagation& order) {
  const auto& p = order.parameters();
  if (p.size() != 3 || p[0] >= m.rows || p[1] < m.rows || p[1] >= m.rows + m.cols || p[2] >= m.rows + m.cols)
    return false;
  const std::size_t j = p[1] - m.rows;
  const bool row = p[2] < m.rows;
  const std::size_t at = row ? p[2] : p[2] - m.rows, from = row ? p[0] : j;
  if (at + 1 != from && from + 1 != at) return false;
  Hexagons hexagons(m, Kind::toeplitz);
  std::size_t inside = 0;
  for (std::size_t i = 0; i < hexagons.rows(); ++i)
    for (std::size_t k = 0; k < hexagons.cols(); ++k) {
      const auto c = hexagons.cells(i, k);
      inside += std::none_of(c.begin(), c.end(), [&](Cell x) { return m.zero(x); }) ? 1 : 0;
    }
  return inside == s.cells - (order.steps().size() - 3);
}

/// Once the hexagons have made M a rescaled Toeplitz matrix with all freedom in the gauge: is the vector's w_k /
/// w_{k-n} the same for all k where it exists?
Recognition close_up_support(const Entries& m, const CellSystem& system, const Propagation& order,
                             const std::vector<Rational>& x, Field field) {
  const std::size_t n = m.rows, w = 2 * n;
  const Support s(m, Kind::toeplitz);
  std::optional<Rational> twist;
  std::size_t first = 0;
  for (std::size_t k = 1; k < n; ++k) {
    const std::size_t below = k + n - 1, above = k - 1;
    if (!s.on_diagonal[below] || !s.on_diagonal[above]) continue;
    const Rational here = x[w + below] / x[w + above];
    if (!twist) {
      twist = here;
      first = k;
    } else if (*twist != here) {
      std::vector<long> e(system.unknowns, 0);
      ++e[w + below], --e[w + above], --e[w + first + n - 1], ++e[w + first - 1];
      const auto relation = order.in_equations(system, std::move(e));
      Recognition r{Truth::no, std::nullopt, std::nullopt, "the diagonals k and k - n have no common ratio"};
      if (relation) r.witness = system.relation(*relation);
      return r;
    }
  }
  return close_up(to_vectors(m, Kind::toeplitz, x), twist.value_or(Rational(1)), field,
                  "the hexagons among the non-zero entries hold and are complete");
}

Recognition recognise_supported(const Entries& m, Kind kind, Field field) {
  const Support support(m, kind);
  if (support.cells == 0)
    return {Truth::yes,
            Vectors{std::vector<Rational>(m.rows), std::vector<Rational>(diagonals(m, kind)),
                    std::vector<Rational>(m.cols)},
            std::nullopt, "every entry is 0"};
  if (auto broken = broken_diagonal(m, kind, support))
    return refused(*broken, "a diagonal is broken by a zero that neither its row nor its column explains");
  if (auto failing = Hexagons(m, kind).failing()) return refused(std::move(*failing), "a hexagon fails");
  {
    CellSystem linear(m, Kind::toeplitz, false);
    const Propagation order(linear);
    if (hexagons_complete(m, support, order)) {
      for (const Cell c : linear.cells) linear.values.push_back(m.value(c));
      const auto x = order.values(linear);
      if (kind == Kind::circulant) return close_up_support(m, linear, order, x, field);
      return {Truth::yes, to_vectors(m, kind, x), std::nullopt,
              "the hexagons among the non-zero entries hold and are complete"};
    }
  }
  if (support.cells > largest_lattice)
    return {Truth::unknown, std::nullopt, std::nullopt,
            "no hexagon fails, but among these zeros the hexagons are not complete, and the lattice of " +
                std::to_string(support.cells) + " non-zero entries is above " + std::to_string(largest_lattice)};
  const CellSystem entries(m, kind, true);
  Solved solved = solve(entries, field);
  Recognition r{solved.holds, std::nullopt, std::nullopt,
                solved.why.empty() ? "the exponents of the non-zero entries are solved exactly" : solved.why};
  if (solved.holds == Truth::no && !solved.relation.empty()) r.witness = entries.relation(solved.relation);
  if (solved.holds != Truth::yes) return r;
  if (!solved.values.empty()) {
    r.vectors = to_vectors(m, kind, solved.values);
  } else if (kind == Kind::circulant) {
    const CellSystem twisted(m, kind, true, true);
    solved = solve(twisted, Field::rational);
    if (!solved.values.empty()) {
      r.vectors = to_vectors(m, kind, solved.values);
      r.vectors->twist = Rational(1) / solved.values.back();
      if (field == Field::real && m.rows % 2 == 0 && r.vectors->twist.sign() < 0) r.vectors.reset();
    }
  }
  return r;
}

Recognition recognise_rescaled(const RationalMatrix& matrix, Kind kind, Field field) {
  const Entries m(matrix);
  if (kind == Kind::circulant && m.rows != m.cols) return not_square(m);
  bool zeros = false;
  for (std::size_t i = 0; i < m.rows && !zeros; ++i)
    for (std::size_t j = 0; j < m.cols && !zeros; ++j) zeros = m.zero(i, j);
  Recognition r = zeros ? recognise_supported(m, kind, field) : recognise_full(m, kind, field);
  if (r.vectors) require_vectors(m, kind, *r.vectors);
  return r;
}

}  // namespace

const char* to_text(Field field) { return field == Field::rational ? "Q" : (field == Field::real ? "R" : "C"); }

Recognition recognise_circulant(const RationalMatrix& m) { return recognise_equal(Entries(m), Kind::circulant); }
Recognition recognise_toeplitz(const RationalMatrix& m) { return recognise_equal(Entries(m), Kind::toeplitz); }
Recognition recognise_rescaled_circulant(const RationalMatrix& m, Field field) {
  return recognise_rescaled(m, Kind::circulant, field);
}
Recognition recognise_rescaled_toeplitz(const RationalMatrix& m, Field field) {
  return recognise_rescaled(m, Kind::toeplitz, field);
}

}  // namespace attest::structured
