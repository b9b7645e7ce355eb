#include "tensor_rank.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "flattening.hpp"
#include "minor.hpp"
#include "work.hpp"

namespace check {
namespace {

constexpr std::size_t most_modes = 8;

/// First index fastest.
struct Tensor {
  std::vector<std::size_t> sizes;
  std::vector<mpq_class> entries;
  [[nodiscard]] std::size_t place(const std::vector<std::size_t>& at) const {
    std::size_t k = 0;
    for (std::size_t m = sizes.size(); m-- > 0;) k = k * sizes[m] + at[m];
    return k;
  }
};

Tensor take_tensor(Record& problem) {
  Tensor t;
  std::size_t all = 1;
  for (const auto& n : problem.take_integers("sizes", most_modes)) {
    if (n < 1 || n > most_numbers / all)
      problem.reject("an array of 1 to " + std::to_string(most_numbers) + " entries is needed");
    t.sizes.push_back(n.get_ui());
    all *= n.get_ui();
  }
  if (t.sizes.size() < 2) problem.reject("2 to " + std::to_string(most_modes) + " sizes are needed");
  const std::string index = problem.take("index");
  if (index != "first-fastest" && index != "last-fastest") problem.reject("first-fastest or last-fastest is needed");
  auto unfolding = take_exactly(problem, "matrix", all);
  t.entries.resize(all);
  std::vector<std::size_t> at(t.sizes.size());
  for (auto& x : unfolding) {  // the first index is the row; the next column counts up the others
    t.entries[t.place(at)] = std::move(x);
    for (std::size_t step = 1; step <= at.size(); ++step) {
      const std::size_t m = step == at.size() ? 0 : index == "first-fastest" ? step : at.size() - step;
      if (++at[m] < t.sizes[m]) break;
      at[m] = 0;
    }
  }
  return t;
}

/// The products of the factors add up to the tensor, on whole numbers.
class Factors {
 public:
  Factors(Record& proof, Work& work, const Tensor& t, std::size_t count)
      : proof_(proof),
        work_(work),
        t_(t),
        count_(count),
        at_(t.sizes.size()),
        rows_(t.sizes.size()),
        over_(t.sizes.size()) {
    Work().pay(proof, 64 * t.entries.size() * count);  // what takes too long is refused before it starts
    for (std::size_t m = 0; m < t.sizes.size(); ++m) {
      rows_[m] = take_exactly(proof, "factor", t.sizes[m] * count);
      for (std::size_t i = 0; i < t.sizes[m]; ++i)
        over_[m].push_back(clear_denominators(work_, proof, rows_[m], i * count, 1, count));
    }
  }
  void check() { check(t_.sizes.size(), std::vector<mpz_class>(count_, 1), 1); }

 private:
  /// `products` over `below`: of the rows at_[m], at_[m + 1] ...
  void check(std::size_t m, const std::vector<mpz_class>& products, const mpz_class& below) {
    if (m == 0) return compare(products, below);
    --m;
    for (at_[m] = 0; at_[m] < t_.sizes[m]; ++at_[m]) {
      std::vector<mpz_class> next;
      for (std::size_t s = 0; s < count_; ++s)
        next.push_back(times(work_, proof_, products[s], rows_[m][at_[m] * count_ + s].get_num()));
      check(m, next, times(work_, proof_, below, over_[m][at_[m]]));
    }
  }
  void compare(const std::vector<mpz_class>& products, const mpz_class& below) {
    mpz_class sum = 0;
    for (const auto& x : products) sum += x;
    const mpq_class& entry = t_.entries[t_.place(at_)];
    if (times(work_, proof_, sum, entry.get_den()) == times(work_, proof_, entry.get_num(), below)) return;
    std::string where;
    for (const std::size_t i : at_) where += (where.empty() ? "" : ", ") + std::to_string(i);
    proof_.reject("the factors give another entry (" + where + ")");
  }

  Record& proof_;
  Work& work_;
  const Tensor& t_;
  std::size_t count_;
  std::vector<std::size_t> at_;
  std::vector<std::vector<mpq_class>> rows_;
  std::vector<std::vector<mpz_class>> over_;
};

}  // namespace

void tensor_rank(Record& problem, Record& proof) {
  const Tensor t = take_tensor(problem);
  const std::size_t full = t.entries.size() / *std::max_element(t.sizes.begin(), t.sizes.end());
  const std::size_t least = take_count(problem, "at-least", full), most = take_count(problem, "at-most", full);
  if (least > most) problem.reject("at-least is above at-most");
  problem.finish();
  Work work;
  if (least > 0) {
    const Flattening flattening(proof, t.sizes);
    const Minor minor = take_minor(proof, least, flattening.rows(), flattening.columns());
    check_minor(proof, work, minor, [&](std::size_t row, std::size_t column) {
      return residue(proof, t.entries[t.place(flattening.indices(row, column))], minor.prime);
    });
  }
  if (most == 0) {
    for (const auto& x : t.entries)
      if (x != 0) problem.reject("an entry is not zero");
  } else if (most < full) {
    Factors(proof, work, t, most).check();
  }
  proof.finish();
}

}  // namespace check
