#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "attest/number/double_matrix.hpp"

namespace attest {

/// The rows of a matrix of finite doubles that need not be in memory at once.  Many threads may read.
class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;
  [[nodiscard]] virtual std::size_t rows() const = 0;
  [[nodiscard]] virtual std::size_t cols() const = 0;
  /// The entries of the rows [begin, end), one row after the other; valid as long as `room`, which may hold them, is
  /// not changed.
  [[nodiscard]] virtual std::span<const double> read(std::size_t begin, std::size_t end,
                                                     std::vector<double>& room) const = 0;
};

class RowsInMemory final : public RowSource {
 public:
  explicit RowsInMemory(const DoubleMatrix& a) : a_(a) {}
  [[nodiscard]] std::size_t rows() const override { return a_.rows(); }
  [[nodiscard]] std::size_t cols() const override { return a_.cols(); }
  [[nodiscard]] std::span<const double> read(std::size_t begin, std::size_t end, std::vector<double>&) const override {
    return a_.entries().subspan(begin * cols(), (end - begin) * cols());
  }

 private:
  const DoubleMatrix& a_;
};

/// Where the rows of a matrix go, in any order, from many threads.
class RowSink {
 public:
  RowSink() = default;
  RowSink(const RowSink&) = delete;
  RowSink& operator=(const RowSink&) = delete;
  virtual ~RowSink() = default;
  virtual void write(std::size_t begin, const DoubleMatrix& rows) = 0;
};

}  // namespace attest
