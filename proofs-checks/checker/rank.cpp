#include "rank.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <vector>

#include "minor.hpp"
#include "work.hpp"

namespace check {
namespace {

/// left (rows x most) right (most x cols) = m, on whole numbers.
void check_factors(Record& proof, Work& work, const Matrix& m, std::size_t most) {
  Work().pay(proof, 64 * m.rows * m.cols * most);  // what takes too long is refused before it starts
  auto left = take_exactly(proof, "left", m.rows * most);
  auto right = take_exactly(proof, "right", most * m.cols);
  std::vector<mpz_class> over_row, over_column;
  for (std::size_t i = 0; i < m.rows; ++i) over_row.push_back(clear_denominators(work, proof, left, i * most, 1, most));
  for (std::size_t j = 0; j < m.cols; ++j)
    over_column.push_back(clear_denominators(work, proof, right, j, m.cols, most));
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.cols; ++j) {
      mpz_class sum = 0;
      for (std::size_t k = 0; k < most; ++k) {
        const mpz_class &a = left[i * most + k].get_num(), &b = right[k * m.cols + j].get_num();
        work.multiply(proof, a, b);
        mpz_addmul(sum.get_mpz_t(), a.get_mpz_t(), b.get_mpz_t());
      }
      const mpz_class below = times(work, proof, over_row[i], over_column[j]);
      if (times(work, proof, sum, m.at(i, j).get_den()) != times(work, proof, m.at(i, j).get_num(), below))
        proof.reject("the factors give another entry (" + std::to_string(i) + ", " + std::to_string(j) + ")");
    }
}

}  // namespace

void rank(Record& problem, Record& proof) {
  const Matrix m = take_matrix(problem);
  const std::size_t full = std::min(m.rows, m.cols);
  const std::size_t least = take_count(problem, "at-least", full), most = take_count(problem, "at-most", full);
  if (least > most) problem.reject("at-least is above at-most");
  problem.finish();
  Work work;
  if (least > 0) {
    const Minor minor = take_minor(proof, least, m.rows, m.cols);
    check_minor(proof, work, minor,
                [&](std::size_t i, std::size_t j) { return residue(proof, m.at(i, j), minor.prime); });
  }
  if (most == 0) {
    for (const auto& x : m.entries)
      if (x != 0) problem.reject("an entry is not zero");
  } else if (most < full) {
    check_factors(proof, work, m, most);
  }
  proof.finish();
}

}  // namespace check
