#include "attest/kernel/row_facts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/instructions.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::kernel;

namespace {

/// Runs `body` with each instruction set that is compiled and that this machine has.
void on_every_target(const std::function<void()>& body) {
  struct Restore {
    ~Restore() { choose_instructions_for_test(instructions_of_this_machine().front()); }
  } const restore;
  for (const Instructions i : instructions_of_this_machine()) {
    choose_instructions_for_test(i);
    body();
  }
}

Rational exact(double x) { return Rational::exact(x); }

/// Rows around the sizes of vectors and tiles; now and then entries whose squares underflow or overflow, or rows of 0.
DoubleMatrix rows(std::size_t least = 1) {
  const std::size_t n = size_in(least, *rc::gen::element<std::size_t>(9, 64, 150)), d = size_in(1, 11);
  DoubleMatrix a = double_matrix(n, d);
  const int kind = *rc::gen::inRange(0, 5);
  const double size = *rc::gen::element(1e-200, 1e-310, 1e160);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l) {
      if (kind == 1) a(i, l) *= size;
      if (kind == 2 && i % 3 == 0) a(i, l) *= size;
      if (kind == 3 && i % 2 == 0) a(i, l) = 0;
    }
  return a;
}

std::vector<double> weights(std::size_t d) {
  std::vector<double> w(d);
  for (double& x : w) x = std::fabs(double_matrix(1, 1)(0, 0)) * *rc::gen::element(1.0, 0.0, 1e-300, 1e300);
  return w;
}

/// Calls take(first, count) for pieces that are multiples of the lanes, but for the last.
void in_pieces(std::size_t n, const std::function<void(std::size_t, std::size_t)>& take) {
  for (std::size_t first = 0; first < n;) {
    const std::size_t count = std::min(n - first, row_lanes * size_in(1, 12));
    take(first, count);
    first += count;
  }
}

std::span<const double> piece(const DoubleMatrix& a, std::size_t first, std::size_t count) {
  return a.entries().subspan(first * a.cols(), count * a.cols());
}

struct Ranges {
  std::vector<double> low, high, sum;
  explicit Ranges(std::size_t n)
      : low(n, std::numeric_limits<double>::infinity()), high(n, -std::numeric_limits<double>::infinity()), sum(n) {}
  friend bool operator==(const Ranges&, const Ranges&) = default;
};

/// One by one, each operation of the definition.
struct Slow {
  Rational first, second, square;
};
Slow slow_sums(const double* row, const WeightedImage& w) {
  Slow s;
  for (std::size_t l = 0; l < w.first.size(); ++l) {
    const Rational y = abs(exact((row[l] - w.image.shift[l]) * w.image.factor));
    s.first += y * exact(w.first[l]);
    s.second += y * exact(w.second[l]);
    s.square += w.square.empty() ? y * y : y * y * exact(w.square[l]);
  }
  return s;
}

/// At least the exact maximum, and not by more than the roundings that are told.
bool tight(double up, const Rational& most, std::size_t d) {
  if (exact(std::numeric_limits<double>::max()) < most) return std::isinf(up);
  if (std::isinf(up)) return most * exact(1 + 1e-12) > exact(std::numeric_limits<double>::max());
  const Rational room = most * Rational(1 + 8 * (static_cast<long>(d) + 4)) * exact(unit);
  return exact(up) >= most && exact(up) <= most + room + exact(4 * static_cast<double>(d) * underflow);
}

}  // namespace

int main() {
  Suite s("row_facts");
  s.law("ranges and sums of the lanes are those of their rows, in any pieces and by any vectors", [] {
    const DoubleMatrix a = rows();
    const std::size_t d = a.cols(), n = row_lanes * d;
    Ranges slow(n);
    for (std::size_t i = 0; i < a.rows(); ++i)
      for (std::size_t l = 0; l < d; ++l) {
        const std::size_t at = i % row_lanes * d + l;
        slow.low[at] = std::min(slow.low[at], a(i, l));
        slow.high[at] = std::max(slow.high[at], a(i, l));
        slow.sum[at] += a(i, l);
      }
    on_every_target([&] {
      Ranges r(n);
      in_pieces(a.rows(), [&](std::size_t first, std::size_t count) {
        add_ranges(piece(a, first, count), d, {r.low, r.high, r.sum});
      });
      RC_ASSERT(r == slow);
    });
  });
  s.law("one NaN or infinity anywhere is found, and nothing where there is none", [] {
    DoubleMatrix a = rows();
    const auto at = size_in(0, a.entries().size() - 1);
    const double bad =
        *rc::gen::element(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                          -std::numeric_limits<double>::infinity());
    const std::size_t n = row_lanes * a.cols();
    on_every_target([&] { RC_ASSERT(all_finite(a.entries())); });
    a.entries()[at] = bad;
    on_every_target([&] {
      RC_ASSERT(!all_finite(a.entries()));
      Ranges r(n);
      add_ranges(a.entries(), a.cols(), {r.low, r.high, r.sum});
      bool finite = true;
      for (const auto* numbers : {&r.low, &r.high, &r.sum})
        for (std::size_t i = 0; i < std::min(n, a.entries().size()); ++i) finite &= std::isfinite((*numbers)[i]);
      RC_ASSERT(!finite);
    });
  });
  s.law("images are rounded after the difference and after the product", [] {
    const DoubleMatrix a = rows();
    const DoubleMatrix shift = double_matrix(1, a.cols());
    const double factor = *rc::gen::element(1.0, 0.3, -7.0, 1e-310);
    on_every_target([&] {
      DoubleMatrix y(a.rows(), a.cols());
      image_of(a.entries(), {shift.entries(), factor}, y.entries());
      for (std::size_t i = 0; i < a.rows(); ++i)
        for (std::size_t l = 0; l < a.cols(); ++l) {
          const volatile double difference = a(i, l) - shift(0, l);
          RC_ASSERT(y(i, l) == difference * factor);
        }
    });
  });
  s.law("the largest sums bound the exact ones and are near them, in any pieces and by any vectors", [] {
    const DoubleMatrix a = rows();
    const std::size_t d = a.cols();
    const DoubleMatrix shift = *rc::gen::arbitrary<bool>() ? double_matrix(1, d) : DoubleMatrix(1, d);
    const auto first = weights(d), second = weights(d), square = weights(d);
    const std::vector<WeightedImage> images{{{shift.entries(), 0.7}, first, second},
                                            {{shift.entries(), 1.5}, second},
                                            {{shift.entries(), 0.7}, first, second, square}};
    Slow most;
    Rational most_weighted;
    for (std::size_t i = 0; i < a.rows(); ++i) {
      const Slow row = slow_sums(a.row(i).data(), images[0]);
      most.first = max(most.first, row.first);
      most.second = max(most.second, row.second);
      most.square = max(most.square, row.square);
      most_weighted = max(most_weighted, slow_sums(a.row(i).data(), images[2]).square);
    }
    on_every_target([&] {
      std::vector<LargestSums> pieces(3), whole(3);
      LongestRow longest, longest_whole;
      in_pieces(a.rows(), [&](std::size_t from, std::size_t count) {
        raise_sums(piece(a, from, count), images, pieces, from, &longest);
      });
      raise_sums(a.entries(), images, whole, 0, &longest_whole);
      for (std::size_t i = 0; i < 3; ++i)
        for (const auto sum : {&LargestSums::first, &LargestSums::second, &LargestSums::square})
          RC_ASSERT((whole[i].*sum).plain == (pieces[i].*sum).plain &&
                    (whole[i].*sum).careful == (pieces[i].*sum).careful);
      RC_ASSERT(longest.row == longest_whole.row && longest.square == longest_whole.square);
      RC_ASSERT(tight(whole[0].first.up(d), most.first, d));
      RC_ASSERT(tight(whole[0].second.up(d), most.second, d));
      RC_ASSERT(tight(whole[0].square.up(d), most.square, d));
      RC_ASSERT(tight(whole[2].square.up(d), most_weighted, d));
      RC_ASSERT(whole[1].second.up(d) == 0);
      const Slow row = slow_sums(a.row(static_cast<std::size_t>(longest.row)).data(), images[0]);
      RC_ASSERT(row.square >= most.square * exact(1 - 1e-13) || most.square < exact(0x1p-900) ||
                std::isinf(longest.square));
    });
  });
  s.fact("what an infinite weight meets: 0 counts 0, all else makes the sum infinite", [] {
    DoubleMatrix a(2, 2);
    a(0, 1) = 1;
    const double infinite = std::numeric_limits<double>::infinity();
    const std::vector<double> zeros(2, 0.0), weight{infinite, 3};
    const std::vector<WeightedImage> images{{{zeros, 1}, weight, weight, weight}};
    on_every_target([&] {
      for (const double entry : {0.0, 0x1p-1074}) {
        a(1, 0) = entry;
        std::vector<LargestSums> most(1);
        raise_sums(a.entries(), images, most);
        for (const auto sum : {&LargestSums::first, &LargestSums::second, &LargestSums::square}) {
          const double up = (most[0].*sum).up(2);
          const bool right = entry == 0 ? up >= 3 && up < 3.1 : up == infinite;
          RC_ASSERT(right);
        }
      }
    });
  });
  s.law("powers of rows are within their roundings of the exact ones, in any pieces and by any vectors", [] {
    const DoubleMatrix a = double_matrix(size_in(1, 150), size_in(1, 9));
    const std::size_t d = a.cols(), n = a.rows(), power = size_in(1, 5);
    const auto weight = weights(d);
    on_every_target([&] {
      std::vector<double> q(n);
      double largest = 0;
      in_pieces(n, [&](std::size_t first, std::size_t count) {
        largest =
            std::max(largest, row_powers(piece(a, first, count), power, weight, std::span(q).subspan(first, count)));
      });
      RC_ASSERT(*std::max_element(q.begin(), q.end()) == largest);
      for (std::size_t j = 0; j < n; ++j) {
        Rational sum;
        for (std::size_t l = 0; l < d; ++l)
          sum += pow(abs(exact(a(j, l))), static_cast<long>(power)) * exact(weight[l]);
        const Rational off = sum * exact(gamma_up(d + power + 1)) + exact(static_cast<double>(d) * 0x1p-900);
        if (std::isinf(q[j]))
          RC_ASSERT(sum + off > exact(std::numeric_limits<double>::max()));
        else
          RC_ASSERT(abs(exact(q[j]) - sum) <= off);
      }
    });
  });
  s.law("classes of rows have the sums of their own rows, row by row, and count them", [] {
    const DoubleMatrix a = double_matrix(size_in(1, 200), size_in(1, 17)), middle = double_matrix(1, a.cols());
    const std::size_t d = a.cols(), stride = class_stride(d), count = size_in(1, 5);
    std::vector<std::size_t> place(a.rows());
    for (auto& p : place) p = size_in(0, count - 1) * stride;
    std::vector<double> slow(count * stride);
    for (std::size_t j = 0; j < a.rows(); ++j) {
      for (std::size_t l = 0; l < d; ++l)
        slow[place[j] + l] += std::fabs(a(j, l) - middle(0, l)) + std::fabs(middle(0, l));
      slow[place[j] + d] += 1;
    }
    on_every_target([&] {
      std::vector<double> sums(count * stride);
      in_pieces(a.rows(), [&](std::size_t first, std::size_t rows) {
        add_to_classes(piece(a, first, rows), middle.entries(), std::span(place).subspan(first, rows), sums);
      });
      RC_ASSERT(sums == slow);
    });
  });
  s.law("reaches of rows and distances from a middle are those of the rows, in any pieces and by any vectors", [] {
    const DoubleMatrix a = double_matrix(size_in(1, 200), size_in(1, 9)), middle = double_matrix(1, a.cols());
    const std::size_t d = a.cols(), n = a.rows();
    std::vector<double> widest = weights(d);
    for (double& w : widest) w = std::min(w, 1.0);
    const double radius = 1.25, slack = 1 + 0x1p-40;
    on_every_target([&] {
      std::vector<double> z(n), far(n), sum(row_lanes * d), size(row_lanes * d);
      double largest = 0;
      in_pieces(n, [&](std::size_t first, std::size_t count) {
        largest = std::max(
            largest, row_reaches(piece(a, first, count), radius, slack, widest, std::span(z).subspan(first, count)));
        add_distances(piece(a, first, count), middle.entries(), std::span(far).subspan(first, count), sum, size);
      });
      std::vector<double> sums(row_lanes * d), sizes(row_lanes * d);
      for (std::size_t j = 0; j < n; ++j) {
        double square = 0, weighted = 0, most = 0;
        for (std::size_t l = 0; l < d; ++l) {
          square += a(j, l) * a(j, l);
          weighted += std::fabs(a(j, l)) * widest[l];
          const double from = a(j, l) - middle(0, l);
          most = std::max(most, std::fabs(from));
          sums[row_lanes * l + j % row_lanes] += from;
          sizes[row_lanes * l + j % row_lanes] += std::fabs(from);
        }
        const double reach = std::min(std::sqrt(square) * radius, weighted * slack);
        RC_ASSERT(std::fabs(z[j] - reach) <= 1e-14 * reach && z[j] <= largest);
        RC_ASSERT(far[j] == most);
      }
      RC_ASSERT(std::find(z.begin(), z.end(), largest) != z.end());
      RC_ASSERT(sums == sum && sizes == size);
    });
  });
  return s.finish();
}
