#include "attest/structured/monomial_system.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <stdexcept>

namespace attest::structured {
namespace {

constexpr std::size_t absent = MonomialSystem::absent;

/// Exponents or powers beyond measure; solve() answers unknown.
struct Grown {};

long plus(long a, long b) {
  long c = 0;
  if (__builtin_add_overflow(a, b, &c)) throw Grown{};
  return c;
}
long times(long a, long b) {
  long c = 0;
  if (__builtin_mul_overflow(a, b, &c)) throw Grown{};
  return c;
}

std::size_t bits(const Rational& a) {
  return a.sign() == 0 ? 0 : a.numerator().bits() + a.denominator().bits();
}

Rational power(const Rational& a, long e) {
  constexpr std::size_t most = 1U << 24;
  if (a == Rational(1) || e == 0) return Rational(1);
  if (a == Rational(-1)) return e % 2 == 0 ? Rational(1) : Rational(-1);
  if (static_cast<std::size_t>(std::abs(e)) > most || bits(a) * static_cast<std::size_t>(std::abs(e)) > most)
    throw Grown{};
  return pow(a, e);
}

/// A Laurent monomial in the parameters, or exponents of equations.
using Exponents = std::map<std::size_t, long>;

void add(Exponents& to, const Exponents& e, long factor) {
  for (const auto& [key, value] : e) {
    const auto at = to.try_emplace(key, 0).first;
    at->second = plus(at->second, times(factor, value));
    if (at->second == 0) to.erase(at);
  }
}

/// constant * parameters^exponents = 1, the product of the named equations.
struct Row {
  Exponents exponents;
  Rational constant = 1;
  Exponents from;

  void multiply(const Row& other, long e) {
    add(exponents, other.exponents, e);
    constant *= power(other.constant, e);
    add(from, other.from, e);
  }
};

/// Rows with distinct leading parameters, reduced as they come.
class Echelon {
 public:
  /// The row that 0 = log(constant) contradicts, if this one leads to it.
  std::optional<Row> insert(Row row) {
    while (!row.exponents.empty()) {
      const auto lead = row.exponents.begin()->first;
      const auto [at, fresh] = rows_.try_emplace(lead, row);
      if (fresh) return {};
      Row& pivot = at->second;
      row.multiply(pivot, -(row.exponents.begin()->second / pivot.exponents.begin()->second));
      if (!row.exponents.empty() && row.exponents.begin()->first == lead) std::swap(row, pivot);
    }
    if (row.constant == Rational(1)) return {};
    return row;
  }
  [[nodiscard]] const std::map<std::size_t, Row>& rows() const { return rows_; }

 private:
  std::map<std::size_t, Row> rows_;
};

/// prod_j p_j^{a_ij} = b_i solved by a Smith form: rows act on b, columns on the parameters.
class Smith {
 public:
  Smith(std::vector<std::vector<long>> a, std::vector<Rational> b) : a_(std::move(a)), b_(std::move(b)) {
    const std::size_t cols = a_.front().size();
    columns_.assign(cols, std::vector<long>(cols, 0));
    for (std::size_t j = 0; j < cols; ++j) columns_[j][j] = 1;
    for (std::size_t t = 0; t < a_.size(); ++t) clear(t);
  }

  /// Diagonal entry t, positive: the t-th new parameter to this power is right(t).
  [[nodiscard]] long divisor(std::size_t t) const { return a_[t][t]; }
  [[nodiscard]] const Rational& right(std::size_t t) const { return b_[t]; }
  /// The old parameters from the new ones.
  [[nodiscard]] std::vector<Rational> back(const std::vector<Rational>& y) const {
    std::vector<Rational> p(columns_.size(), Rational(1));
    for (std::size_t i = 0; i < p.size(); ++i)
      for (std::size_t t = 0; t < y.size(); ++t) p[i] *= power(y[t], columns_[i][t]);
    return p;
  }

 private:
  void clear(std::size_t t) {
    for (;;) {
      // The smallest entry that is left becomes the pivot.
      std::size_t r = t, c = t;
      for (std::size_t i = t; i < a_.size(); ++i)
        for (std::size_t j = t; j < columns_.size(); ++j)
          if (a_[i][j] != 0 && (a_[r][c] == 0 || std::abs(a_[i][j]) < std::abs(a_[r][c]))) r = i, c = j;
      std::swap(a_[t], a_[r]);
      std::swap(b_[t], b_[r]);
      for (auto& row : a_) std::swap(row[t], row[c]);
      for (auto& row : columns_) std::swap(row[t], row[c]);
      if (a_[t][t] < 0) {
        for (long& x : a_[t]) x = -x;
        b_[t] = Rational(1) / b_[t];
      }
      bool done = true;
      for (std::size_t i = t + 1; i < a_.size(); ++i) {
        const long q = a_[i][t] / a_[t][t];
        if (q != 0) {
          for (std::size_t j = 0; j < columns_.size(); ++j) a_[i][j] = plus(a_[i][j], -times(q, a_[t][j]));
          b_[i] *= power(b_[t], -q);
        }
        done = done && a_[i][t] == 0;
      }
      for (std::size_t j = t + 1; j < columns_.size(); ++j) {
        const long q = a_[t][j] / a_[t][t];
        if (q != 0) {
          for (auto& row : a_) row[j] = plus(row[j], -times(q, row[t]));
          for (auto& row : columns_) row[j] = plus(row[j], -times(q, row[t]));
        }
        done = done && a_[t][j] == 0;
      }
      if (done) return;
    }
  }

  std::vector<std::vector<long>> a_;
  std::vector<Rational> b_;
  std::vector<std::vector<long>> columns_;
};

/// Values of the parameters of `rows`, others 1; sets `holds` and `why`.
std::map<std::size_t, Rational> solve_parameters(const std::map<std::size_t, Row>& rows, Field field, Solved& out) {
  constexpr std::size_t largest = 200;  // rows and columns of a Smith form
  std::map<std::size_t, Rational> p;
  const bool unit = std::all_of(rows.begin(), rows.end(),
                                [](const auto& r) { return std::abs(r.second.exponents.begin()->second) == 1; });
  if (unit) {  // back substitution
    for (auto at = rows.rbegin(); at != rows.rend(); ++at) {
      const auto& [lead, row] = *at;
      Rational rest = row.constant;
      for (const auto& [j, e] : row.exponents)
        if (j != lead && p.contains(j)) rest *= power(p.at(j), e);
      p[lead] = row.exponents.begin()->second == 1 ? Rational(1) / rest : rest;
    }
    out.holds = Truth::yes;
    return p;
  }
  std::map<std::size_t, std::size_t> place;
  for (const auto& [lead, row] : rows)
    for (const auto& [j, e] : row.exponents) place.try_emplace(j, place.size());
  if (place.size() > largest) {
    out.holds = field == Field::complex ? Truth::yes : Truth::unknown;
    out.why = "which roots are needed depends on more than 200 parameters";
    return p;
  }
  std::vector<std::vector<long>> a;
  std::vector<Rational> b;
  for (const auto& [lead, row] : rows) {
    a.emplace_back(place.size(), 0);
    for (const auto& [j, e] : row.exponents) a.back()[place.at(j)] = e;
    b.push_back(Rational(1) / row.constant);
  }
  const std::size_t count = a.size();
  const Smith smith(std::move(a), std::move(b));
  std::vector<Rational> y;
  out.holds = Truth::yes;
  for (std::size_t t = 0; t < count; ++t) {
    const long d = smith.divisor(t);
    const auto root = exact_root(smith.right(t), static_cast<unsigned long>(d));
    if (root)
      y.push_back(*root);
    else if (field == Field::rational || (field == Field::real && d % 2 == 0 && smith.right(t).sign() < 0))
      out.holds = Truth::no;
    if (!root && out.why.empty())
      out.why = "a number that the entries determine has no " + std::to_string(d) + "-th root over " +
                (smith.right(t).sign() < 0 && d % 2 == 0 ? "R" : "Q");
  }
  if (y.size() == count) {
    const auto values = smith.back(y);
    for (const auto& [j, at] : place) p[j] = values[at];
  } else {
    p.clear();
  }
  return p;
}

}  // namespace

Propagation::Propagation(const MonomialSystem& system) {
  const auto& equations = system.equations;
  std::vector<std::vector<std::size_t>> meets(system.unknowns);
  std::vector<unsigned> open(equations.size(), 0);
  for (std::size_t e = 0; e < equations.size(); ++e)
    for (const std::size_t x : equations[e])
      if (x != absent) meets[x].push_back(e), ++open[e];
  std::vector<bool> known(system.unknowns, false);
  using Least = std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>>;
  std::array<Least, 5> waiting;  // equations by the number of their open unknowns; outdated ones are skipped
  for (std::size_t e = 0; e < equations.size(); ++e) waiting[open[e]].push(e);

  const auto assign = [&](std::size_t x, std::size_t equation) {
    known[x] = true;
    steps_.push_back({x, equation});
    for (const std::size_t e : meets[x])
      if (--open[e] > 0) waiting[open[e]].push(e);
  };
  for (std::size_t wanted = 1; wanted < waiting.size();) {
    Least& queue = waiting[wanted];
    if (queue.empty()) {
      ++wanted;
      continue;
    }
    const std::size_t e = queue.top();
    queue.pop();
    if (open[e] != wanted) continue;
    for (const std::size_t x : equations[e])
      if (x != absent && !known[x]) {
        if (wanted > 1) parameters_.push_back(x);
        assign(x, wanted == 1 ? e : absent);
        break;
      }
    wanted = 1;
  }
}

std::vector<Rational> Propagation::values(const MonomialSystem& system) const {
  std::vector<Rational> x(system.unknowns, Rational(1));
  for (const auto& [unknown, equation] : steps_) {
    if (equation == absent) continue;
    Rational others = 1;
    for (const std::size_t y : system.equations[equation])
      if (y != absent && y != unknown) others *= x[y];
    x[unknown] = system.values[equation] / others;
  }
  return x;
}

std::optional<std::vector<std::pair<std::size_t, long>>> Propagation::in_equations(const MonomialSystem& system,
                                                                                   std::vector<long> e) const {
  std::vector<std::pair<std::size_t, long>> out;
  try {
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
      const long power = e[step->unknown];
      if (power == 0) continue;
      if (step->equation == absent) return {};
      out.emplace_back(step->equation, power);
      for (const std::size_t y : system.equations[step->equation])
        if (y != absent) e[y] = plus(e[y], -power);
    }
  } catch (const Grown&) {
    return {};
  }
  return out;
}

Solved solve(const MonomialSystem& system, Field field) try {
  const Propagation order(system);
  std::vector<Exponents> monomial(system.unknowns);
  std::vector<bool> used(system.equations.size(), false);
  for (const auto& [unknown, equation] : order.steps()) {
    if (equation == absent) {
      monomial[unknown] = {{unknown, 1}};
      continue;
    }
    used[equation] = true;
    for (const std::size_t y : system.equations[equation])
      if (y != absent && y != unknown) add(monomial[unknown], monomial[y], -1);
  }
  std::vector<Rational> x = order.values(system);
  Solved out;
  Echelon echelon;
  for (std::size_t e = 0; e < system.equations.size(); ++e) {
    if (used[e]) continue;
    Row row;
    row.from = {{e, 1}};
    Rational product = 1;
    for (const std::size_t y : system.equations[e])
      if (y != absent) {
        add(row.exponents, monomial[y], 1);
        product *= x[y];
      }
    row.constant = product / system.values[e];
    const auto contradiction = echelon.insert(std::move(row));
    if (!contradiction) continue;
    // The product of these equations holds for no values: write its unknowns in the equations that define them.
    std::vector<long> left(system.unknowns, 0);
    Exponents relation;
    for (const auto& [equation, power] : contradiction->from) {
      relation[equation] = power;
      for (const std::size_t y : system.equations[equation])
        if (y != absent) left[y] = plus(left[y], -power);
    }
    const auto rest = order.in_equations(system, std::move(left));
    if (!rest) throw Grown{};
    for (const auto& [equation, power] : *rest) add(relation, {{equation, 1}}, power);
    out.holds = Truth::no;
    out.relation.assign(relation.begin(), relation.end());
    out.why = "a product of entries that must be 1 is not";
    return out;
  }
  const auto parameters = solve_parameters(echelon.rows(), field, out);
  if (certainly(out.holds) && (echelon.rows().empty() || !parameters.empty())) {
    for (std::size_t y = 0; y < x.size(); ++y)
      for (const auto& [j, e] : monomial[y])
        if (parameters.contains(j)) x[y] *= power(parameters.at(j), e);
    out.values = std::move(x);
  }
  return out;
} catch (const Grown&) {
  Solved out;
  out.why = "the exponents or their powers grow beyond 2^24 bits";
  return out;
}

std::optional<Rational> exact_root(const Rational& a, unsigned long d) {
  if (a.sign() < 0) {
    if (d % 2 == 0) return {};
    const auto root = exact_root(-a, d);
    return root ? std::optional(-*root) : std::nullopt;
  }
  Integer n = a.numerator(), m = a.denominator();
  if (mpz_root(n.raw(), n.raw(), d) == 0 ||
      mpz_root(m.raw(), m.raw(), d) == 0)
    return {};
  return Rational(n, m);
}

}  // namespace attest::structured
