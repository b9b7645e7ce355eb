#include "attest/structured/recognise.hpp"

#include <array>
#include <map>
#include <numeric>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::structured;

namespace {

constexpr std::array fields{Field::rational, Field::real, Field::complex};

/// Repeatable numbers without RapidCheck's cost.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33) % n;
  }
  Rational fraction() {
    const Rational x(Integer(below(999) + 1), Integer(below(99) + 1));
    return below(2) == 0 ? x : -x;
  }

 private:
  std::uint64_t state_;
};
Draw any_draw() { return Draw(*rc::gen::arbitrary<std::uint32_t>()); }

std::size_t diagonal_of(bool cyclic, std::size_t rows, std::size_t cols, Cell c) {
  return cyclic ? (c.row + cols - c.col) % rows : c.row + cols - 1 - c.col;
}

Recognition recognise(bool cyclic, const RationalMatrix& m, Field field) {
  return cyclic ? recognise_rescaled_circulant(m, field) : recognise_rescaled_toeplitz(m, field);
}

bool is_power(const Integer& a, unsigned long n) {  // a > 0, by bisection
  Integer low = 1, high = a;
  while (low < high) {
    const Integer mid = (low + high) / 2;
    if (Integer(pow(mid, static_cast<unsigned>(n))) < a)
      low = mid + 1;
    else
      high = mid;
  }
  return Integer(pow(low, static_cast<unsigned>(n))) == a;
}
bool has_root(const Rational& a, std::size_t n, Field field) {
  if (field == Field::complex) return true;
  if (a.sign() < 0 && n % 2 == 0) return false;
  return field == Field::real || (is_power(abs(a).numerator(), n) && is_power(a.denominator(), n));
}

/// The definition at every cell.
bool multiplies_back(bool cyclic, const RationalMatrix& m, const Vectors& x, Field field) {
  const std::size_t rows = m.rows(), cols = m.cols();
  if (x.u.size() != rows || x.v.size() != cols || x.core.size() != (cyclic ? rows : rows + cols - 1)) return false;
  if (!has_root(x.twist, rows, field) || x.twist == Rational(0) || (!cyclic && x.twist != Rational(1))) return false;
  if (field == Field::rational && x.twist != Rational(1)) return false;
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) {
      const Rational product = x.u[i] * x.core[diagonal_of(cyclic, rows, cols, {i, j})] * x.v[j];
      if (product / (cyclic && i < j ? x.twist : Rational(1)) != m.get(i, j)) return false;
    }
  return true;
}

/// Does the witness refute M, by what the header says of it?
bool refutes(bool cyclic, const RationalMatrix& m, const Witness& witness, Field field) {
  const auto at = [&](Cell c) { return m.get(c.row, c.col); };
  const auto d = [&](Cell c) { return diagonal_of(cyclic, m.rows(), m.cols(), c); };
  if (const auto* w = std::get_if<UnequalCells>(&witness)) return d(w->a) == d(w->b) && at(w->a) != at(w->b);
  if (const auto* w = std::get_if<BrokenDiagonal>(&witness))
    return d(w->zero) == d(w->nonzero) && at(w->zero).sign() == 0 && at(w->nonzero).sign() != 0 &&
           w->row_partner.row == w->zero.row && at(w->row_partner).sign() != 0 && w->col_partner.col == w->zero.col &&
           at(w->col_partner).sign() != 0;
  if (const auto* w = std::get_if<FailingRelation>(&witness)) {
    std::map<std::size_t, long> in_row, in_col, on_diagonal;
    std::array<Rational, 2> products{1, 1};
    for (const auto& [c, e] : w->exponents) {
      in_row[c.row] += e, in_col[c.col] += e, on_diagonal[d(c)] += e;
      products[e > 0] *= pow(at(c), std::abs(e));
    }
    for (const auto* sums : {&in_row, &in_col, &on_diagonal})
      for (const auto& [k, e] : *sums)
        if (e != 0) return false;
    return products[0] != products[1];
  }
  const auto& w = std::get<NoRoot>(witness);
  Rational ratio = 1;
  for (std::size_t i = 0; i < m.rows(); ++i) {
    if (m.get(i, w.a).sign() == 0 || m.get(i, w.b).sign() == 0) return false;
    ratio *= m.get(i, w.a) / m.get(i, w.b);
  }
  return cyclic && w.a != w.b && !has_root(ratio, m.rows(), field);
}

/// An answer, held against its own evidence.
bool stands(bool cyclic, const RationalMatrix& m, const Recognition& r, Field field) {
  if (r.holds == Truth::yes) return !r.vectors || multiplies_back(cyclic, m, *r.vectors, field);
  return !r.vectors && (!r.witness || refutes(cyclic, m, *r.witness, field));
}

/// The judge for entries 0 and +-2^e: u_i w_k v_j = M_ij as linear systems for the exponents and the signs, brought to
/// Smith form once for each pattern of zeros.
class Judge {
 public:
  static constexpr int zero = 99;
  struct Entry {
    int exponent, sign;  // exponent `zero`: the number 0
  };
  Judge(bool cyclic, std::size_t rows, std::size_t cols) : cyclic_(cyclic), rows_(rows), cols_(cols) {}

  bool operator()(const std::vector<Entry>& m, Field field) {
    std::uint64_t support = 0;
    for (std::size_t c = 0; c < m.size(); ++c) support |= std::uint64_t{m[c].exponent != zero} << c;
    const auto [at, fresh] = forms_.try_emplace(support);
    if (fresh) at->second = form_of(support);
    const Form& f = at->second;
    if (f.broken) return false;
    for (const auto& [d, row] : f.rows) {
      long e = 0, s = 0;
      for (std::size_t c = 0; c < f.cells.size(); ++c)
        e += row[c] * m[f.cells[c]].exponent, s += row[c] * m[f.cells[c]].sign;
      const bool even = s % 2 == 0;
      if (d == 0 && (e != 0 || !even)) return false;
      if (d != 0 && field != Field::complex && d % 2 == 0 && !even) return false;
      if (d != 0 && field == Field::rational && e % d != 0) return false;
    }
    return true;
  }

 private:
  struct Form {
    bool broken = false;
    std::vector<std::size_t> cells;
    std::vector<std::pair<long, std::vector<long>>> rows;  // elementary divisor (0: a relation), row of P in PAQ = D
  };

  Form form_of(std::uint64_t support) const {
    Form f;
    const auto is = [&](std::size_t c) { return (support >> c & 1) != 0; };
    const std::size_t diagonals = cyclic_ ? rows_ : rows_ + cols_ - 1;
    std::vector<int> seen(rows_ + cols_ + diagonals, 0);
    const auto unknowns = [&](std::size_t c) {
      const Cell cell{c / cols_, c % cols_};
      return std::array{cell.row, rows_ + cell.col, rows_ + cols_ + diagonal_of(cyclic_, rows_, cols_, cell)};
    };
    for (std::size_t c = 0; c < rows_ * cols_; ++c)
      if (is(c)) {
        f.cells.push_back(c);
        for (const auto x : unknowns(c)) seen[x] = 1;
      }
    for (std::size_t c = 0; c < rows_ * cols_; ++c) {
      const auto x = unknowns(c);
      f.broken = f.broken || (!is(c) && seen[x[0]] + seen[x[1]] + seen[x[2]] == 3);
    }
    const std::size_t n = f.cells.size();
    std::vector<std::vector<long>> a(n, std::vector<long>(seen.size(), 0)), p(n, std::vector<long>(n, 0));
    for (std::size_t r = 0; r < n; ++r) {
      p[r][r] = 1;
      for (const auto x : unknowns(f.cells[r])) a[r][x] = 1;
    }
    const auto subtract = [](std::vector<long>& from, long q, const std::vector<long>& row) {
      for (std::size_t j = 0; j < row.size(); ++j) from[j] -= q * row[j];
    };
    std::size_t t = 0;
    for (; t < n; ++t) {
      bool found = false;
      for (bool again = true; again;) {
        again = false;
        std::size_t r = t, c = t;
        long least = 0;
        for (std::size_t i = t; i < n; ++i)
          for (std::size_t j = t; j < seen.size(); ++j)
            if (a[i][j] != 0 && (least == 0 || std::abs(a[i][j]) < least)) least = std::abs(a[i][j]), r = i, c = j;
        if (least == 0) break;
        found = true;
        std::swap(a[t], a[r]);
        std::swap(p[t], p[r]);
        for (auto& row : a) std::swap(row[t], row[c]);
        for (std::size_t i = t + 1; i < n; ++i) {
          const long q = a[i][t] / a[t][t];
          subtract(a[i], q, a[t]);
          subtract(p[i], q, p[t]);
          again = again || a[i][t] != 0;
        }
        for (std::size_t j = t + 1; j < seen.size(); ++j) {
          const long q = a[t][j] / a[t][t];
          for (auto& row : a) row[j] -= q * row[t];
          again = again || a[t][j] != 0;
        }
      }
      if (!found) break;
      f.rows.emplace_back(std::abs(a[t][t]), p[t]);
    }
    for (; t < n; ++t) f.rows.emplace_back(0, p[t]);
    return f;
  }

  bool cyclic_;
  std::size_t rows_, cols_;
  std::map<std::uint64_t, Form> forms_;
};

/// Both kinds, all fields: the answer is the judge's and comes with evidence.
void judged(std::size_t rows, std::size_t cols, const std::vector<Judge::Entry>& entries) {
  static std::map<std::array<std::size_t, 3>, Judge> judges;
  RationalMatrix m(rows, cols);
  bool full = true;
  for (std::size_t c = 0; c < entries.size(); ++c) {
    const auto [e, sign] = entries[c];
    full = full && e != Judge::zero;
    if (e != Judge::zero) m.set(c / cols, c % cols, Rational(sign ? -1 : 1) * Rational::power_of_two(e));
  }
  for (const bool cyclic : {false, true}) {
    if (cyclic && rows != cols) continue;
    Judge& judge = judges.try_emplace({rows, cols, cyclic}, cyclic, rows, cols).first->second;
    for (const Field field : fields) {
      const Recognition r = recognise(cyclic, m, field);
      const bool expected = judge(entries, field);
      if (r.holds != truth(expected) || !stands(cyclic, m, r, field)) {
        for (std::size_t i = 0; i < rows; ++i) {
          for (std::size_t j = 0; j < cols; ++j) RC_LOG() << m.get(i, j) << " ";
          RC_LOG() << "\n";
        }
        RC_LOG() << (cyclic ? "circulant over " : "Toeplitz over ") << to_text(field) << ": " << to_text(r.holds)
                 << ", judged " << expected << "; " << r.why << "\n";
      }
      RC_ASSERT(r.holds == truth(expected));
      RC_ASSERT(stands(cyclic, m, r, field));
      if (full) RC_ASSERT(r.vectors.has_value() || r.witness.has_value());
      if (r.holds == Truth::yes && field == Field::rational) RC_ASSERT(r.vectors.has_value());
    }
  }
}

std::vector<Judge::Entry> decode(std::uint64_t code, std::size_t cells, const std::vector<Judge::Entry>& alphabet) {
  std::vector<Judge::Entry> out;
  for (; out.size() < cells; code /= alphabet.size()) out.push_back(alphabet[code % alphabet.size()]);
  return out;
}

struct Made {
  RationalMatrix m;
  Vectors x;
};
/// diag(u) S diag(v); each number 0 once in `sparse` times (never for 0).
Made make(Draw& draw, bool cyclic, std::size_t rows, std::size_t cols, std::size_t sparse, Rational twist = 1) {
  const auto some = [&](std::size_t n) {
    std::vector<Rational> x(n);
    for (auto& y : x) y = sparse != 0 && draw.below(sparse) == 0 ? Rational(0) : draw.fraction();
    return x;
  };
  Made out{RationalMatrix(rows, cols),
           {some(rows), some(cyclic ? rows : rows + cols - 1), some(cols), std::move(twist)}};
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) {
      const Rational product = out.x.u[i] * out.x.core[diagonal_of(cyclic, rows, cols, {i, j})] * out.x.v[j];
      out.m.set(i, j, cyclic && i < j ? product / out.x.twist : product);
    }
  return out;
}

RationalMatrix symmetric(const Rational& a, const Rational& b, const Rational& c) {
  RationalMatrix m(3, 3);
  const std::array<Rational, 3> w{a, b, c};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) m.set(i, j, w[i > j ? i - j : j - i]);
  return m;
}

}  // namespace

int main() {
  Suite s("structured/recognise");
  const std::vector<Judge::Entry> signs{{0, 0}, {0, 1}}, powers{{0, 0}, {1, 0}}, pattern{{0, 0}, {Judge::zero, 0}},
      mixed{{0, 0}, {0, 1}, {1, 0}, {Judge::zero, 0}},
      wide{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {-1, 0}, {2, 0}, {Judge::zero, 0}};

  s.fact(
      "every matrix up to 2 x 2, 1 x 3 and 3 x 1 of 0, 1, -1, 2, -2, 1/2, 4 is answered as its Smith form says", [&] {
        const std::vector<std::array<std::size_t, 2>> shapes{{1, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 3}, {3, 1}};
        for (const auto& [rows, cols] : shapes)
          for (std::uint64_t code = 0, end = std::uint64_t(std::pow(7, double(rows * cols)) + 0.5); code < end; ++code)
            judged(rows, cols, decode(code, rows * cols, wide));
      });
  s.fact("every 3 x 3 matrix of 1 and 2, of 1 and -1, of 0 and 1 is answered as its Smith form says", [&] {
    for (const auto* alphabet : {&signs, &powers, &pattern})
      for (std::uint64_t code = 0; code < 512; ++code) judged(3, 3, decode(code, 9, *alphabet));
  });
  s.fact(
      "every 4 x 4 matrix of 1 and 2, or of 1 and -1, whose first row and column are 1; a share of the 3 x 3 ones of "
      "0, 1, -1, 2 and of the 4 x 4 patterns",
      [&] {
        for (const auto* alphabet : {&signs, &powers})
          for (std::uint64_t code = 0; code < 512; ++code) {
            std::vector<Judge::Entry> m(16, Judge::Entry{0, 0});
            for (std::size_t c = 0; c < 9; ++c) m[(c / 3 + 1) * 4 + c % 3 + 1] = (*alphabet)[code >> c & 1];
            judged(4, 4, m);
          }
        for (std::uint64_t code = 0; code < 262144; code += 37) judged(3, 3, decode(code, 9, mixed));
        for (std::uint64_t code = 0; code < 65536; code += 17) judged(4, 4, decode(code, 16, pattern));
      });
  s.law("drawn from all small matrices of zeros, signs and powers of 2: the answer of the Smith form, with evidence",
        [&] {
          Draw draw = any_draw();
          const std::size_t rows = 2 + draw.below(3), cols = draw.below(2) == 0 ? rows : 2 + draw.below(3);
          for (int k = 0; k < 12; ++k)
            for (const auto* alphabet : {&signs, &powers, &pattern, &mixed}) {
              std::vector<Judge::Entry> entries;
              for (std::size_t c = 0; c < rows * cols; ++c)
                entries.push_back((*alphabet)[draw.below(alphabet->size())]);
              judged(rows, cols, entries);
            }
        });
  s.law("near the structured ones: signs and powers of 2 rescaled, and one entry changed", [&] {
    Draw draw = any_draw();
    for (int k = 0; k < 12; ++k) {
      const bool cyclic = draw.below(2) == 0;
      const std::size_t rows = 2 + draw.below(4), cols = cyclic ? rows : 2 + draw.below(4);
      const std::size_t sparse = draw.below(3) * 3;
      const auto some = [&](std::size_t n) {
        std::vector<Judge::Entry> x(n);
        for (auto& [e, sign] : x) {
          e = sparse != 0 && draw.below(sparse) == 0 ? Judge::zero : static_cast<int>(draw.below(5)) - 2;
          sign = static_cast<int>(draw.below(2));
        }
        return x;
      };
      const auto u = some(rows), w = some(cyclic ? rows : rows + cols - 1), v = some(cols);
      const int twist = static_cast<int>(draw.below(3)), flip = static_cast<int>(draw.below(2));
      std::vector<Judge::Entry> m;
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < cols; ++j) {
          const auto& x = w[diagonal_of(cyclic, rows, cols, {i, j})];
          const bool wraps = cyclic && i < j;
          if (u[i].exponent == Judge::zero || v[j].exponent == Judge::zero || x.exponent == Judge::zero)
            m.push_back({Judge::zero, 0});
          else
            m.push_back({u[i].exponent + x.exponent + v[j].exponent - (wraps ? twist : 0),
                         (u[i].sign + x.sign + v[j].sign + (wraps ? flip : 0)) % 2});
        }
      judged(rows, cols, m);
      m[draw.below(m.size())] = wide[draw.below(wide.size())];
      judged(rows, cols, m);
    }
  });
  s.law("rescaled matrices of fractions, rectangular ones and ones with zeros too, are recognised with vectors", [] {
    Draw draw = any_draw();
    for (const bool cyclic : {false, true}) {
      const std::size_t rows = size_in(1, 9), cols = cyclic ? rows : size_in(1, 9), sparse = *rc::gen::element(0, 5, 2);
      const Made made = make(draw, cyclic, rows, cols, sparse);
      for (const Field field : fields) {
        const Recognition r = recognise(cyclic, made.m, field);
        RC_ASSERT(r.holds == Truth::yes);
        RC_ASSERT(r.vectors && multiplies_back(cyclic, made.m, r.vectors.value(), field));
      }
    }
  });
  s.law("a twist: always over C, over R unless it is negative and n even, over Q where it is an n-th power", [] {
    Draw draw = any_draw();
    const std::size_t n = size_in(2, 6);
    const Rational twist = *rc::gen::element(2, 8, -8, 64, -1, 4, 9, 1, 3);
    const Made made = make(draw, true, n, n, 0, twist);
    for (const Field field : fields) {
      const Recognition r = recognise_rescaled_circulant(made.m, field);
      RC_ASSERT(r.holds == truth(has_root(twist, n, field)));
      RC_ASSERT(stands(true, made.m, r, field));
      if (r.holds == Truth::no) RC_ASSERT(std::holds_alternative<NoRoot>(r.witness.value()));
    }
  });
  s.law("one entry changed in a rescaled Toeplitz matrix: no, except in the corners that no hexagon holds", [] {
    Draw draw = any_draw();
    const std::size_t rows = size_in(3, 12), cols = size_in(3, 12);
    Made made = make(draw, false, rows, cols, 0);
    const std::size_t i = draw.below(rows), j = draw.below(cols);
    made.m.set(i, j, made.m.get(i, j) * Rational(2));
    const bool corner = (i == 0 && j + 1 == cols) || (i + 1 == rows && j == 0);
    for (const Field field : fields) {
      const Recognition r = recognise_rescaled_toeplitz(made.m, field);
      RC_ASSERT(r.holds == truth(corner));
      RC_ASSERT(stands(false, made.m, r, field) && (corner || r.witness));
    }
  });
  s.law("masks: triangles, bands and dilated bands of a rescaled matrix are recognised, one changed entry is not", [] {
    Draw draw = any_draw();
    const std::size_t n = size_in(4, 14), step = size_in(1, 3), reach = size_in(2, 14);
    Made made = make(draw, false, n, n, 0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (i < j || (i - j) % step != 0 || i - j > reach) made.m.set(i, j, 0);
    const Recognition r = recognise_rescaled_toeplitz(made.m, Field::rational);
    RC_ASSERT(r.holds == Truth::yes);
    RC_ASSERT(multiplies_back(false, made.m, *r.vectors, Field::rational));
    RC_PRE(step == 1 && n > 4);
    made.m.set(2, 1, made.m.get(2, 1) * Rational(3));  // in the hexagon of (1, 0), (2, 1), ... (3, 2)
    const Recognition changed = recognise_rescaled_toeplitz(made.m, Field::complex);
    RC_ASSERT(changed.holds == Truth::no);
    RC_ASSERT(changed.witness && refutes(false, made.m, changed.witness.value(), Field::complex));
  });
  s.law("circulant and Toeplitz, or the first two cells that differ", [] {
    Draw draw = any_draw();
    for (const bool cyclic : {false, true}) {
      const std::size_t rows = size_in(1, 6), cols = cyclic ? rows : size_in(1, 6);
      RationalMatrix m(rows, cols);
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < cols; ++j)
          m.set(i, j, Rational(Integer(diagonal_of(cyclic, rows, cols, {i, j}) % 3), 7));
      const auto answer = [&] { return cyclic ? recognise_circulant(m) : recognise_toeplitz(m); };
      RC_ASSERT(answer().holds == Truth::yes);
      RC_ASSERT(multiplies_back(cyclic, m, *answer().vectors, Field::rational));
      const std::size_t i = draw.below(rows), j = draw.below(cols);
      m.set(i, j, 5);
      bool equal = true;
      for (std::size_t a = 0; a < rows * cols; ++a)
        for (std::size_t b = 0; b < rows * cols; ++b) {
          const Cell x{a / cols, a % cols}, y{b / cols, b % cols};
          equal = equal && (diagonal_of(cyclic, rows, cols, x) != diagonal_of(cyclic, rows, cols, y) ||
                            m.get(x.row, x.col) == m.get(y.row, y.col));
        }
      RC_ASSERT(answer().holds == truth(equal));
      if (!equal) RC_ASSERT(refutes(cyclic, m, answer().witness.value(), Field::rational));
    }
  });
  s.law("[[a,b,c],[b,a,b],[c,b,a]] is Toeplitz, a circulant when b = c, a rescaled one over C when b^2 = c^2", [] {
    const auto nonzero = [] {
      return *rc::gen::element<long>(1, -1, 2, -2, 3, 5) / Rational(*rc::gen::inRange(1L, 4L));
    };
    const Rational a = nonzero(), b = nonzero(), c = nonzero();
    const RationalMatrix m = symmetric(a, b, c);
    RC_ASSERT(recognise_toeplitz(m).holds == Truth::yes);
    RC_ASSERT(recognise_circulant(m).holds == truth(b == c));
    RC_ASSERT(recognise_rescaled_circulant(m, Field::complex).holds == truth(b * b == c * c));
    RC_ASSERT(recognise_rescaled_toeplitz(m, Field::rational).holds == Truth::yes);
  });
  s.fact("(1, 1/2, 1/3) is no rescaled circulant, (1, 1/2, -1/2) is one; cosines of multiples are none from n = 3 on",
         [] {
           const Rational half(1, 2), third(1, 3);
           RC_ASSERT(recognise_rescaled_circulant(symmetric(1, half, third), Field::complex).holds == Truth::no);
           const Recognition yes = recognise_rescaled_circulant(symmetric(1, half, -half), Field::rational);
           RC_ASSERT(yes.holds == Truth::yes);
           RC_ASSERT(multiplies_back(true, symmetric(1, half, -half), *yes.vectors, Field::rational));
           std::vector<Rational> cosine{1, Rational(3, 5)};  // of k theta, cos theta = 3/5
           for (std::size_t k = 2; k < 12; ++k) cosine.push_back(Rational(6, 5) * cosine[k - 1] - cosine[k - 2]);
           for (std::size_t n = 1; n < 12; ++n) {
             RationalMatrix m(n, n);
             for (std::size_t i = 0; i < n; ++i)
               for (std::size_t j = 0; j < n; ++j) m.set(i, j, cosine[i > j ? i - j : j - i]);
             RC_ASSERT(recognise_toeplitz(m).holds == Truth::yes);
             const Recognition r = recognise_rescaled_circulant(m, Field::complex);
             RC_ASSERT(r.holds == truth(n <= 2));
             RC_ASSERT(stands(true, m, r, Field::complex));
           }
         });
  s.fact("n = 512, without zeros and triangular: recognised, and one changed entry found", [] {
    Draw draw(7);
    const std::size_t n = 512;
    for (const bool cyclic : {false, true})
      for (const bool triangular : {false, true}) {
        if (cyclic && triangular) continue;
        Made made = make(draw, cyclic, n, n, 0);
        for (std::size_t i = 0; triangular && i < n; ++i)
          for (std::size_t j = i + 1; j < n; ++j) made.m.set(i, j, 0);
        const Recognition r = recognise(cyclic, made.m, Field::rational);
        RC_ASSERT(r.holds == Truth::yes && r.vectors.has_value());
        for (std::size_t i = 0; i < n; i += 37)
          for (std::size_t j = 0; j < n; ++j) {
            const auto& x = *r.vectors;
            RC_ASSERT(x.u[i] * x.core[diagonal_of(cyclic, n, n, {i, j})] * x.v[j] == made.m.get(i, j));
          }
        made.m.set(400, 300, made.m.get(400, 300) + Rational(1));
        const Recognition changed = recognise(cyclic, made.m, Field::complex);
        RC_ASSERT(changed.holds == Truth::no);
        RC_ASSERT(refutes(cyclic, made.m, changed.witness.value(), Field::complex));
        RC_ASSERT(std::get<FailingRelation>(changed.witness.value()).exponents.back().first == (Cell{398, 298}));
      }
  });
  s.fact("a pattern beyond the lattice's bound is unknown with the reason, and still refuted by a hexagon", [] {
    RationalMatrix m(210, 210);
    for (std::size_t i = 0; i < 210; ++i)
      for (std::size_t j = i % 2; j < 210; j += 2) m.set(i, j, 1);
    const Recognition r = recognise_rescaled_toeplitz(m, Field::complex);
    RC_ASSERT(r.holds == Truth::unknown && r.why.find("22050") != std::string::npos);
    m.set(7, 8, 1);
    const Recognition no = recognise_rescaled_toeplitz(m, Field::complex);
    RC_ASSERT(no.holds == Truth::no && refutes(false, m, no.witness.value(), Field::complex));
  });
  s.law("bounds of the rank hold, are the rank of small matrices; the displacement of a Toeplitz matrix has rank <= 2",
        [] {
          const std::size_t n = size_in(1, 6), k = size_in(1, 6), r = size_in(1, 4);
          const RationalMatrix low = mul(rational_matrix(n, r), rational_matrix(r, k));
          const RankBounds b = bound_rank(low);
          RC_ASSERT(b.lower == rank(low) && b.upper == b.lower);
          Draw draw = any_draw();
          Made made = make(draw, false, n, k, 0);
          for (auto* ones : {&made.x.u, &made.x.v})
            for (auto& x : *ones) x = 1;
          RationalMatrix t(n, k);
          for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < k; ++j) t.set(i, j, made.x.core[i + k - 1 - j]);
          RC_ASSERT(bound_rank(displacement(t)).upper <= 2U);
          for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < k; ++j)
              RC_ASSERT(displacement(low).get(i, j) ==
                        low.get(i, j) - (i > 0 && j > 0 ? low.get(i - 1, j - 1) : Rational(0)));
        });
  s.law("where every entry is 0 a matrix has each structure over each field, with vectors that give it back", [] {
    const std::size_t rows = size_in(1, 6), cols = size_in(1, 6);
    for (const Field field : fields) {
      const RationalMatrix zero(rows, cols), square(rows, rows);
      const Recognition t = recognise_rescaled_toeplitz(zero, field), c = recognise_rescaled_circulant(square, field);
      RC_ASSERT(t.holds == Truth::yes && multiplies_back(false, zero, t.vectors.value(), field));
      RC_ASSERT(c.holds == Truth::yes && multiplies_back(true, square, c.vectors.value(), field));
    }
  });
  s.fact("an empty matrix is refused by name; a rectangle is no circulant", [] {
    RC_ASSERT(throws_with<std::invalid_argument>([] { static_cast<void>(recognise_toeplitz(RationalMatrix(0, 3))); },
                                                 {"M: 0 x 3"}));
    for (const auto& r : {recognise_circulant(RationalMatrix(2, 3)),
                          recognise_rescaled_circulant(RationalMatrix(2, 3), Field::complex)})
      RC_ASSERT(r.holds == Truth::no && r.why.find("2 x 3") != std::string::npos);
  });
  return s.finish();
}
