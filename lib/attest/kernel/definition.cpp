#include "attest/kernel/definition.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "attest/kernel/directed.hpp"
#include "attest/kernel/exponential.hpp"

namespace attest::kernel {
namespace {

constexpr std::size_t lanes = 8, largest_block = 256;

std::size_t block_for(std::size_t m) { return std::min(largest_block, (m + lanes - 1) / lanes * lanes); }

double dot(const double* a, const double* b, std::size_t block) {
  double lane[lanes] = {};
  for (std::size_t i = 0; i < block; i += lanes)
    for (std::size_t l = 0; l < lanes; ++l) lane[l] += a[i + l] * b[i + l];
  return ((lane[0] + lane[4]) + (lane[1] + lane[5])) + ((lane[2] + lane[6]) + (lane[3] + lane[7]));
}

/// The columns of a, each filled up with zeros.
std::vector<double> by_columns(const DoubleMatrix& a, std::size_t padded) {
  std::vector<double> out(a.cols() * padded, 0.0);
  for (std::size_t j = 0; j < a.rows(); ++j)
    for (std::size_t c = 0; c < a.cols(); ++c) out[c * padded + j] = a(j, c);
  return out;
}

}  // namespace

DefinitionRows::DefinitionRows(std::vector<const DoubleMatrix*> y, const std::vector<DoubleMatrix>& w)
    : y_(std::move(y)) {
  if (y_.empty() || y_.size() != w.size()) throw std::invalid_argument("y, w: one of each is needed for each mode");
  for (std::size_t a = 0; a < y_.size(); ++a)
    if (y_[a]->rows() != w[a].rows() || y_[a]->cols() != y_[0]->cols() || w[a].cols() != w[0].cols() ||
        w[a].cols() == 0 || w[a].rows() == 0 || y_[a]->cols() == 0)
      throw std::invalid_argument("y, w: shapes do not fit in mode " + std::to_string(a + 1));
  for (const auto& m : w) w_.push_back(&m);
  // The sums do not depend on the order of the modes.
  const auto longest = static_cast<std::size_t>(
      std::max_element(y_.begin(), y_.end(), [](const auto* a, const auto* b) { return a->rows() < b->rows(); }) -
      y_.begin());
  std::swap(y_[longest], y_.back());
  std::swap(w_[longest], w_.back());
  block_ = block_for(y_.back()->rows());
  padded_ = padded(y_.back()->rows());
  keys_ = by_columns(*y_.back(), padded_);
  values_ = by_columns(*w_.back(), padded_);
}

std::size_t DefinitionRows::padded(std::size_t m) {
  const std::size_t block = block_for(std::max<std::size_t>(1, m));
  return (m + block - 1) / block * block;
}

void DefinitionRows::row(std::span<const double> x, std::span<double> sums) const {
  if (x.size() != y_[0]->cols() || sums.size() != columns()) throw std::invalid_argument("row: shapes do not fit");
  std::vector<double> scratch((y_.size() - 1) * (x.size() + columns()));
  std::fill(sums.begin(), sums.end(), 0.0);
  descend(0, x.data(), sums.data(), scratch);
}

void DefinitionRows::descend(std::size_t mode, const double* z, double* sums, std::vector<double>& scratch) const {
  if (mode + 1 == y_.size()) return innermost(z, sums);
  const std::size_t d = y_[0]->cols(), c = columns();
  double* next = scratch.data() + mode * (d + c);
  double* part = next + d;
  for (std::size_t j = 0; j < y_[mode]->rows(); ++j) {
    for (std::size_t l = 0; l < d; ++l) next[l] = z[l] * (*y_[mode])(j, l);
    std::fill_n(part, c, 0.0);
    descend(mode + 1, next, part, scratch);
    for (std::size_t i = 0; i < c; ++i) sums[i] += part[i] * (*w_[mode])(j, i);
  }
}

void DefinitionRows::innermost(const double* z, double* sums) const {
  const std::size_t d = y_[0]->cols(), c = columns();
  double score[largest_block], weight[largest_block];
  for (std::size_t begin = 0; begin < padded_; begin += block_) {
    const double* key = keys_.data() + begin;
    for (std::size_t j = 0; j < block_; ++j) score[j] = z[0] * key[j];
    for (std::size_t l = 1; l < d; ++l)
      for (std::size_t j = 0; j < block_; ++j) score[j] += z[l] * key[l * padded_ + j];
    exponentials({score, block_}, {weight, block_});
    for (std::size_t i = 0; i < c; ++i) sums[i] += dot(weight, values_.data() + i * padded_ + begin, block_);
  }
}

double score_error(std::size_t d, std::size_t modes, double absolute) {
  const double lost = mul_up(static_cast<double>(d * (modes + 1)), underflow);
  return add_up(mul_up(gamma_up(d + modes), absolute), lost);
}

double definition_error(double score_error, std::span<const std::size_t> rows) {
  if (!(score_error <= 1)) return std::numeric_limits<double>::infinity();
  // (1 + exp) e^eta (1 + gamma) - 1, with e^eta <= 1 + eta + eta^2 for eta <= 1.
  std::size_t count = 0;
  for (const std::size_t m : rows) count += m + 1;
  const double factor = mul_up(mul_up(add_up(1, exponential_error), add_up(1, gamma_up(count))),
                               add_up(1, add_up(score_error, mul_up(score_error, score_error))));
  return up(factor - 1);
}

}  // namespace attest::kernel
