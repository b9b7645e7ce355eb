#include "attest/kernel/moments.hpp"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "attest/kernel/moments_vectors.hpp"
#include "attest/kernel/monomial_split.hpp"
#include "attest/number/thread.hpp"

namespace attest::kernel {
namespace {

/// Rows of a chunk are a multiple of this.
constexpr std::size_t chunk_unit = 256;

void require_shapes(const DoubleMatrix& a, std::size_t rows, const char* what) {
  if (a.rows() != rows || a.cols() == 0) throw std::invalid_argument(std::string(what) + ": shapes do not fit");
}

void require_monomials(const MonomialSplit& split, std::size_t r) {
  if (split.monomials() != r)
    throw std::invalid_argument("r: " + std::to_string(r) + "; there are " + std::to_string(split.monomials()) +
                                " monomials");
}

MonomialSplit all_monomials(const DoubleMatrix& x, std::size_t g, std::size_t columns, std::size_t r) {
  MonomialSplit split(x.cols(), g, columns);
  require_monomials(split, r);
  return split;
}

void require_variables(const MonomialSplit& split, const DoubleMatrix& x) {
  if (x.cols() != split.variables())
    throw std::invalid_argument("split: " + std::to_string(split.variables()) + " variables; the matrix has " +
                                std::to_string(x.cols()) + " columns");
}

/// Calls each(place, monomial) for all monomials.
template <class F>
void for_each_place(const MonomialSplit& split, F each) {
  const auto order = split.order();
  std::size_t next = 0;
  for (const auto& p : split.panels())
    for (std::size_t i = p.begin; i < p.end; ++i) each(p.place + i - p.begin, order[next++]);
}

/// The sum of the chunks' vectors in the order of the chunks, whichever thread is first; their memory is used again.
class OrderedSums {
 public:
  OrderedSums(std::size_t n, std::size_t chunks) : n_(n), parts_(chunks) {}

  [[nodiscard]] std::vector<double> zeros() {
    std::vector<double> part;
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        part = std::move(free_.back());
        free_.pop_back();
      }
    }
    part.assign(n_, 0.0);
    return part;
  }

  void add(std::size_t chunk, std::vector<double> part) {
    const std::lock_guard lock(mutex_);
    parts_[chunk] = std::move(part);
    for (; next_ < parts_.size() && !parts_[next_].empty(); ++next_) {
      auto& ready = parts_[next_];
      if (next_ == 0) {
        total_ = std::move(ready);
      } else {
        for (std::size_t i = 0; i < n_; ++i) total_[i] += ready[i];
        free_.push_back(std::move(ready));
      }
    }
  }

  /// All chunks have been added; zeros where there are none.
  [[nodiscard]] std::vector<double> total() { return parts_.empty() ? zeros() : std::move(total_); }

 private:
  std::size_t n_, next_ = 0;
  std::vector<std::vector<double>> parts_, free_;
  std::vector<double> total_;
  std::mutex mutex_;
};

std::vector<double> summed(const DoubleMatrix& K, const DoubleMatrix& V, std::size_t c, const MonomialSplit& split,
                           unsigned threads, Vectors::AddMoments add) {
  require_shapes(V, K.rows(), "V");
  const std::size_t m = K.rows(), r = split.monomials();
  const std::size_t chunk = moment_chunk_rows(m);
  OrderedSums sums(split.places() * c, (m + chunk - 1) / chunk);
  for_each_chunk(m, chunk, threads, [&](std::size_t begin, std::size_t end) {
    std::vector<double> part = sums.zeros();
    add(split, K, V, begin, end, part.data());
    sums.add(begin / chunk, std::move(part));
  });

  const std::vector<double> total = sums.total();
  std::vector<double> out(r * c);
  for_each_place(split, [&](std::size_t place, std::size_t a) {
    for (std::size_t col = 0; col < c; ++col) out[a * c + col] = total[col * split.places() + place];
  });
  return out;
}

DoubleMatrix evaluated(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M, std::size_t c,
                       std::size_t columns, const MonomialSplit& split, unsigned threads,
                       Vectors::Evaluate evaluate_some) {
  if (M.size() != weight.size() * c || columns == 0) throw std::invalid_argument("M: shapes do not fit");
  require_monomials(split, weight.size());
  std::vector<double> weighted(split.places() * c, 0.0);
  for_each_place(split, [&](std::size_t place, std::size_t a) {
    for (std::size_t col = 0; col < c; ++col) weighted[place * c + col] = weight[a] * M[a * c + col];
  });

  DoubleMatrix out(Q.rows(), columns);
  // Sixteen chunks, or fewer of 2304 rows: each has its own memory for features.
  constexpr std::size_t unit_rows = 72;
  const std::size_t units = (Q.rows() + unit_rows - 1) / unit_rows;
  const std::size_t chunk = std::max<std::size_t>(32, (units + 15) / 16) * unit_rows;
  for_each_chunk(Q.rows(), chunk, threads, [&](std::size_t begin, std::size_t end) {
    evaluate_some(split, Q, weighted.data(), begin, end, out);
  });
  return out;
}

}  // namespace

std::size_t moment_chunk_rows(std::size_t m) {
  const std::size_t units = (m + chunk_unit - 1) / chunk_unit;
  return std::max<std::size_t>(1, (units + moment_chunks - 1) / moment_chunks) * chunk_unit;
}

std::vector<double> moments(const DoubleMatrix& K, const DoubleMatrix& V, const MonomialSplit& split, unsigned threads,
                            const Vectors& vectors) {
  require_variables(split, K);
  return summed(K, V, V.cols(), split, threads, vectors.add_moments);
}

DoubleMatrix evaluate(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M, std::size_t c,
                      const MonomialSplit& split, unsigned threads, const Vectors& vectors) {
  require_variables(split, Q);
  return evaluated(Q, weight, M, c, c, split, threads, vectors.evaluate_rows);
}

std::vector<double> moments(const DoubleMatrix& K, const DoubleMatrix& V, std::size_t g, std::size_t r,
                            unsigned threads, const Vectors& vectors) {
  return summed(K, V, V.cols(), all_monomials(K, g, V.cols(), r), threads, vectors.add_moments);
}

std::vector<double> moments_with_ones(const DoubleMatrix& K, const DoubleMatrix& V, std::size_t g, std::size_t r,
                                      unsigned threads, const Vectors& vectors) {
  const std::size_t c = V.cols() + 1;
  return summed(K, V, c, all_monomials(K, g, c, r), threads, vectors.add_moments_with_ones);
}

DoubleMatrix evaluate(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M, std::size_t c,
                      std::size_t g, unsigned threads, const Vectors& vectors) {
  return evaluated(Q, weight, M, c, c, MonomialSplit(Q.cols(), g, c), threads, vectors.evaluate_rows);
}

DoubleMatrix evaluate_quotients(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M,
                                std::size_t c, std::size_t g, unsigned threads, const Vectors& vectors) {
  return evaluated(Q, weight, M, c, c == 0 ? 0 : c - 1, MonomialSplit(Q.cols(), g, c), threads,
                   vectors.evaluate_quotients);
}

PassesInPieces::PassesInPieces(std::size_t d, std::size_t g, std::size_t values, const Vectors& vectors)
    : d_(d), columns_(values + 1), vectors_(vectors), split_(d, g, columns_) {}

void PassesInPieces::add(const DoubleMatrix& K, const DoubleMatrix& V, std::span<double> sums) const {
  require_shapes(V, K.rows(), "V");
  if (K.cols() != d_ || V.cols() + 1 != columns_ || sums.size() != numbers())
    throw std::invalid_argument("K, V, sums: shapes do not fit");
  vectors_.add_moments_with_ones(split_, K, V, 0, K.rows(), sums.data());
}

void PassesInPieces::weigh(std::span<const double> weight, std::span<const double> sums) {
  require_monomials(split_, weight.size());
  if (sums.size() != numbers()) throw std::invalid_argument("sums: shapes do not fit");
  weighted_.assign(numbers(), 0.0);
  for_each_place(split_, [&](std::size_t place, std::size_t a) {
    for (std::size_t col = 0; col < columns_; ++col)
      weighted_[place * columns_ + col] = weight[a] * sums[col * split_.places() + place];
  });
}

DoubleMatrix PassesInPieces::quotients(const DoubleMatrix& Q) const {
  if (Q.cols() != d_ || weighted_.empty()) throw std::invalid_argument("Q: shapes do not fit, or nothing is weighed");
  DoubleMatrix out(Q.rows(), columns_ - 1);
  vectors_.evaluate_quotients(split_, Q, weighted_.data(), 0, Q.rows(), out);
  return out;
}

}  // namespace attest::kernel
