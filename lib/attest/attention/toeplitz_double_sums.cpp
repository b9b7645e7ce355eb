#include "attest/attention/toeplitz_double_sums.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <span>
#include <utility>

#include "attest/kernel/convolution_sums.hpp"
#include "attest/kernel/convolution_vectors.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/number/integer.hpp"
#include "attest/number/thread.hpp"

namespace attest::attention {
namespace {

using namespace kernel;
using Exponents = std::vector<unsigned>;

/// Queries and keys that see nothing outside; all of them without blocks.
struct Tile {
  std::size_t query, rows, key, keys;
  std::size_t first;  ///< the place of query `query` in a convolution of the tables with the keys
};

std::vector<Tile> tiles(const ToeplitzTables& t) {
  const Sight& s = t.sight;
  const std::size_t block = s.mask.block.value_or(s.offset + s.n + s.m);
  std::vector<Tile> out;
  for (std::size_t i = 0; i < s.n;) {
    const std::size_t key = (i + s.offset) / block * block, stop = std::min(s.n, key + block - s.offset);
    const long position = static_cast<long>(i + s.offset - key);
    out.push_back({i, stop - i, key, std::min(s.m, key + block) - key, static_cast<std::size_t>(position - t.lowest)});
    i = stop;
  }
  return out;
}

/// As for kernel::Convolver::window, for all tiles.
std::size_t length(const ToeplitzTables& t, const std::vector<Tile>& all) {
  std::size_t most = 16;
  for (const auto& tile : all)
    most = std::max({most, tile.first + tile.rows, t.factor.size(), tile.keys,
                     t.factor.size() + tile.keys > tile.first ? t.factor.size() + tile.keys - 1 - tile.first : 0});
  return std::bit_ceil(most);
}

/// All exponents of degree e in the variables that are used.
void exponents(std::size_t e, std::size_t at, const std::vector<bool>& used, Exponents& x,
               const std::function<void(const Exponents&)>& each) {
  if (at == x.size()) {
    if (e == 0) each(x);
    return;
  }
  for (std::size_t t = 0; t <= (used[at] ? e : 0); ++t) {
    x[at] = static_cast<unsigned>(t);
    exponents(e - t, at + 1, used, x, each);
  }
  x[at] = 0;
}

double multinomial(const Exponents& alpha) {
  Integer m = 1;
  unsigned total = 0;
  for (const unsigned a : alpha)
    for (unsigned i = 1; i <= a; ++i) m = m * ++total / i;
  return m.truncated_double();
}

/// c x^a for the rows [begin, begin + out.size()).
void monomial(const DoubleMatrix& x, const Exponents& a, double c, std::size_t begin, std::span<double> out) {
  std::fill(out.begin(), out.end(), c);
  for (std::size_t l = 0; l < a.size(); ++l)
    for (unsigned t = 0; t < a[l]; ++t)
      for (std::size_t i = 0; i < out.size(); ++i) out[i] *= x(begin + i, l);
}

/// The coefficients of y^beta in f prod_a ((W y)_a)^(alpha_a), for all beta of a class, by one linear form after
/// another.
class Coefficients {
 public:
  Coefficients(const ToeplitzTables& t, const Exponents& alpha, const std::map<Exponents, std::size_t>& last)
      : tables_(t) {
    std::size_t degree = std::accumulate(alpha.begin(), alpha.end(), std::size_t{0});
    std::map<Exponents, std::size_t> from{{Exponents(t.k.cols(), 0), 0}};
    for (std::size_t a = 0; a < alpha.size(); ++a)
      for (unsigned times = 0; times < alpha[a]; ++times) {
        std::map<Exponents, std::size_t> to;
        if (--degree == 0) to = last;
        Stage stage;
        for (const auto& [key, index] : from)
          for (const auto& place : t.places)
            if (place.row == a) {
              Exponents next = key;
              ++next[place.column];
              stage.steps.push_back({index, to.try_emplace(std::move(next), to.size()).first->second, &place.w});
            }
        stage.size = to.size();
        widest_ = std::max(widest_, to.size());
        stages_.push_back(std::move(stage));
        from = std::move(to);
      }
  }

  void put(Bundle& bundle, unsigned threads) const {
    const auto& vectors = convolution_vectors().front();
    for_each_chunk(tables_.factor.size(), 8 * piece, threads, [&](std::size_t begin, std::size_t end) {
      std::vector<double> from(widest_ * piece), to(widest_ * piece);
      for (std::size_t at = begin; at < end; at += piece) {
        const std::size_t n = std::min(piece, end - at), whole = (n + 7) / 8 * 8;
        std::copy_n(tables_.factor.begin() + static_cast<std::ptrdiff_t>(at), n, from.begin());
        std::size_t size = 1;
        for (const auto& stage : stages_) {
          size = stage.size;
          std::fill_n(to.begin(), size * piece, 0.0);
          for (const auto& s : stage.steps)
            vectors.multiply_add(from.data() + s.from * piece, s.w->data() + at, whole, to.data() + s.to * piece);
          from.swap(to);
        }
        for (std::size_t b = 0; b < size; ++b) bundle.put(b, at, std::span<const double>(from).subspan(b * piece, n));
      }
    });
  }

 private:
  static constexpr std::size_t piece = 64;
  struct Step {
    std::size_t from, to;
    const std::vector<double>* w;
  };
  struct Stage {
    std::vector<Step> steps;
    std::size_t size = 0;
  };
  const ToeplitzTables& tables_;
  std::vector<Stage> stages_;
  std::size_t widest_ = 1;
};

}  // namespace

std::vector<ToeplitzClass> toeplitz_classes(const ToeplitzTables& t) {
  const std::size_t d = t.k.cols();
  std::vector<std::size_t> block(2 * d);  // of rows, then of columns
  std::iota(block.begin(), block.end(), std::size_t{0});
  std::vector<bool> rows(d, false), columns(d, false);
  for (const auto& place : t.places) {
    rows[place.row] = columns[place.column] = true;
    const std::size_t a = block[place.row], b = block[d + place.column];
    std::replace(block.begin(), block.end(), b, a);
  }
  const auto sums = [&](const Exponents& x, std::size_t side) {
    std::vector<unsigned> s(2 * d, 0);
    for (std::size_t l = 0; l < d; ++l) s[block[side + l]] += x[l];
    return s;
  };
  std::vector<ToeplitzClass> out;
  for (std::size_t e = 0; e < t.coefficients.size(); ++e) {
    if (t.coefficients[e] == 0) continue;
    std::map<std::vector<unsigned>, ToeplitzClass> level;
    const auto class_of = [&](const Exponents& x, std::size_t side) -> ToeplitzClass& {
      return level.try_emplace(sums(x, side), ToeplitzClass{e, {}, {}}).first->second;
    };
    Exponents x(d, 0);
    exponents(e, 0, rows, x, [&](const Exponents& a) { class_of(a, 0).alphas.push_back(a); });
    exponents(e, 0, columns, x, [&](const Exponents& b) { class_of(b, d).betas.push_back(b); });
    for (auto& [signature, c] : level) out.push_back(std::move(c));
  }
  return out;
}

double toeplitz_double_bytes(const ToeplitzTables& t, const std::vector<ToeplitzClass>& classes) {
  const auto all = tiles(t);
  const auto N = static_cast<double>(length(t, all)), columns = static_cast<double>(t.v.cols());
  std::size_t most = 0;
  for (const auto& c : classes) most = std::max(most, (c.betas.size() + 7) / 8 * 8);
  const double eights = static_cast<double>((t.v.cols() + 7) / 8 * 8) + static_cast<double>(most);
  return 8 * (N + 16) * (eights + static_cast<double>(all.size()) * columns * static_cast<double>(most) + 2) +
         8 * (static_cast<double>(t.sight.n) * (columns + 1) + static_cast<double>(t.sight.m) * 2);
}

std::size_t toeplitz_roundings(const ToeplitzTables& t, const std::vector<ToeplitzClass>& classes) {
  std::size_t alphas = 0, g = 0;
  for (const auto& c : classes) alphas += c.alphas.size(), g = std::max(g, c.degree);
  return g * (t.k.cols() + 3) + 8 + alphas;
}

ToeplitzSums toeplitz_double_sums(const ToeplitzTables& t, const std::vector<ToeplitzClass>& classes,
                                  unsigned threads) {
  const std::size_t columns = t.v.cols();
  const auto all = tiles(t);
  const std::size_t N = length(t, all);
  ToeplitzSums out{DoubleMatrix(t.sight.n, columns), std::vector<double>(columns, 0.0)};
  ConvolutionSums y(N, columns);
  std::vector<double> weight(t.sight.n);
  for (const auto& c : classes) {
    const std::size_t terms = c.betas.size();
    std::map<Exponents, std::size_t> index;
    for (std::size_t b = 0; b < terms; ++b) index[c.betas[b]] = b;
    // z[tile][column], one vector for each beta, and the largest norm of any tile
    std::vector<std::vector<Bundle>> z(all.size());
    std::vector<double> norms(columns * terms, 0.0);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Tile& tile = all[i];
      for (std::size_t col = 0; col < columns; ++col) z[i].emplace_back(N, terms);
      for_each_chunk(columns * z[i].front().eights(), 1, threads, [&](std::size_t part, std::size_t) {
        const std::size_t col = part % columns, eight = part / columns;
        std::vector<double> x(tile.keys);
        for (std::size_t b = 8 * eight; b < std::min(terms, 8 * eight + 8); ++b) {
          monomial(t.k, c.betas[b], 1, tile.key, x);
          for (std::size_t j = 0; j < tile.keys; ++j) x[j] *= t.v(tile.key + j, col);
          z[i][col].put(b, 0, x);
        }
        z[i][col].transform(eight);
      });
      for (std::size_t col = 0; col < columns; ++col)
        for (std::size_t b = 0; b < terms; ++b)
          norms[col * terms + b] = std::max(norms[col * terms + b], z[i][col].norm_up(b));
    }
    Bundle w(N, terms);
    for (std::size_t a = 0; a < c.alphas.size(); ++a) {
      const auto& alpha = c.alphas[a];
      if (a > 0) w.clear();
      Coefficients(t, alpha, index).put(w, threads);
      for_each_chunk(w.eights(), 1, threads, [&](std::size_t eight, std::size_t) { w.transform(eight); });
      monomial(t.q, alpha, t.coefficients[c.degree] * multinomial(alpha), 0, weight);
      double largest = 0;
      for (const double x : weight) largest = std::max(largest, std::fabs(x));
      for (std::size_t col = 0; col < columns; ++col) {
        double sum = 0;
        for (std::size_t b = 0; b < terms; ++b) sum = add_up(sum, mul_up(w.norm_up(b), norms[col * terms + b]));
        out.error[col] = add_up(out.error[col], mul_up(largest, convolution_sum_error_up(sum, N, terms)));
      }
      for (std::size_t i = 0; i < all.size(); ++i) {
        y.products(w, z[i], threads);
        y.back(threads);
        y.add_to(out.sums.row(all[i].query).data(), all[i].first,
                 std::span<const double>(weight).subspan(all[i].query, all[i].rows));
      }
    }
  }
  return out;
}

}  // namespace attest::attention
