#include "attention_rows.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "enclosure.hpp"
#include "npy.hpp"
#include "sha256.hpp"

namespace check {
namespace {

constexpr unsigned first_bits = 192, last_bits = 3072;
constexpr std::size_t most_products = std::size_t{1} << 22, most_limbs = std::size_t{1} << 23;

std::uint64_t words_of(const mpq_class& x) { return mpz_size(x.get_num_mpz_t()) + mpz_size(x.get_den_mpz_t()); }
mpq_class power_of_two(long e) { return mpq_class(mpz_class(1), mpz_class(1) << static_cast<unsigned>(e)); }

/// A matrix as integers: entry = value 2^-exponent, exactly.
struct Integers {
  std::size_t rows = 0, cols = 0;
  long exponent = 0;
  std::vector<mpz_class> value;
  [[nodiscard]] mpq_class at(std::size_t i, std::size_t j) const {
    return value[i * cols + j] * power_of_two(exponent);
  }
};

Integers to_integers(const Matrix& m) {
  Integers x{m.rows, m.cols, 0, {}};
  for (const double entry : m.entries)  // the denominator is a power of two
    x.exponent = std::max(x.exponent, static_cast<long>(mpz_scan1(mpq_class(entry).get_den_mpz_t(), 0)));
  for (const double entry : m.entries) x.value.emplace_back(mpq_class(mpq_class(entry) / power_of_two(x.exponent)));
  return x;
}

/// `<sha256> <name>`: the matrix, once its bytes have that checksum.
Integers take_matrix(Record& record, const std::string& key, const std::string& folder) {
  const std::string value = record.take(key);
  if (value.find(' ') != 64 || value.size() < 66) record.reject("a checksum of 64 digits and a file name are needed");
  const std::string name = value.substr(65);
  std::string bytes;
  try {
    bytes = read_file(name[0] == '/' ? name : folder + name, std::size_t{1} << 40);
  } catch (const Unreadable&) {
    record.reject(name + " cannot be read");
  }
  if (sha256(bytes) != value.substr(0, 64)) record.reject(name + " has another checksum");
  try {
    return to_integers(parse_npy(bytes));
  } catch (const std::runtime_error& e) {
    record.reject(name + ": " + e.what());
  }
}

std::vector<std::size_t> take_rows(Record& record, std::size_t n) {
  std::vector<std::size_t> rows;
  for (const auto& row : record.take_integers("rows", n)) {
    if (row < 0 || row >= n) record.reject("a row outside 0 .. " + std::to_string(n - 1));
    if (!rows.empty() && row <= rows.back()) record.reject("rows must ascend");
    rows.push_back(row.get_ui());
  }
  return rows;
}

/// Each row of a times each row of b, entry by entry, the rows of a fastest.
Integers products(const Record& at, const Integers& a, const Integers& b) {
  if (a.rows > most_products / b.rows / a.cols) at.reject("more products than are formed here");
  Integers c{a.rows * b.rows, a.cols, a.exponent + b.exponent, {}};
  std::size_t limbs = 0;
  for (std::size_t j = 0; j < b.rows; ++j)
    for (std::size_t k = 0; k < a.value.size(); ++k) {
      c.value.emplace_back(a.value[k] * b.value[j * b.cols + k % b.cols]);
      if ((limbs += mpz_size(c.value.back().get_mpz_t())) > most_limbs) at.reject("more products than are formed here");
    }
  return c;
}

struct Data {
  Integers q, k, v, out;
  std::optional<mpq_class> scale;  // none: 1/sqrt(d)
  mpq_class error;
  std::uint64_t words = 0;  // of scale and error

  [[nodiscard]] std::uint64_t cost(std::uint64_t bits) const {
    return k.rows * (bits * bits + 512 * (k.cols + v.cols)) + 512 * words * (k.rows + v.cols);
  }
  /// Scaled scores, as exact rationals or between two of them.
  [[nodiscard]] std::vector<Bounds> scores(std::size_t i, unsigned bits) const {
    std::vector<mpz_class> dots(k.rows);
    std::size_t size = 0;
    for (std::size_t j = 0; j < k.rows; ++j) {
      for (std::size_t l = 0; l < k.cols; ++l) dots[j] += q.value[i * k.cols + l] * k.value[j * k.cols + l];
      size = std::max(size, mpz_sizeinbase(dots[j].get_mpz_t(), 2));
    }
    // 1/sqrt(d) to so many places that scores of any size are known to 2^-bits.
    const Bounds factor = scale ? Bounds{*scale, *scale} : inverse_sqrt(k.cols, bits + static_cast<unsigned>(size));
    std::vector<Bounds> s;
    for (const auto& dot : dots) {
      const mpq_class exact = dot * power_of_two(q.exponent + k.exponent);
      const mpq_class a = exact * factor.lower, b = exact * factor.upper;
      s.push_back({std::min(a, b), std::max(a, b)});
    }
    return s;
  }

  /// e^{score - M} with M an integer above all scores: the quotient does not change.
  [[nodiscard]] std::vector<Fixed> weights(std::size_t i, unsigned bits) const {
    const auto s = scores(i, bits);
    mpz_class M = ceil(s[0].upper);
    for (const auto& x : s) M = std::max(M, ceil(x.upper));
    std::vector<Fixed> w;
    for (const auto& x : s) w.push_back(exp_minus(M - x.upper, M - x.lower, bits));
    return w;
  }
};

enum class Answer { within, beyond, unknown };

/// Entry (i, c) against the sums of the weights, alone and times the values.
Answer judge_entry(const Data& data, std::size_t i, std::size_t c, const std::vector<Fixed>& weight) {
  Fixed total, sum;
  for (std::size_t j = 0; j < weight.size(); ++j) {
    const mpz_class& v = data.v.value[j * data.v.cols + c];
    sum.lower += (v >= 0 ? weight[j].lower : weight[j].upper) * v;
    sum.upper += (v >= 0 ? weight[j].upper : weight[j].lower) * v;
    total.lower += weight[j].lower;
    total.upper += weight[j].upper;
  }
  if (total.lower == 0) return Answer::unknown;
  const mpq_class unit = power_of_two(data.v.exponent), claimed = data.out.at(i, c);
  const mpq_class lower = sum.lower * unit / (sum.lower >= 0 ? total.upper : total.lower);
  const mpq_class upper = sum.upper * unit / (sum.upper >= 0 ? total.lower : total.upper);
  const mpq_class low = claimed - data.error, high = claimed + data.error;
  if (low <= lower && upper <= high) return Answer::within;
  return upper < low || lower > high ? Answer::beyond : Answer::unknown;
}

/// Each entry of the row is within `error` of the definition.  What it costs is paid from `left` before it is done.
void judge_row(const Data& data, std::size_t i, std::uint64_t& left, const Record& proof) {
  for (unsigned bits = first_bits; bits <= last_bits; bits *= 2) {
    if (data.cost(bits) > left) proof.reject("more work than is done here");
    left -= data.cost(bits);
    const auto weight = data.weights(i, bits);
    bool known = true;
    for (std::size_t c = 0; c < data.v.cols; ++c) {
      const Answer answer = judge_entry(data, i, c, weight);
      const std::string where = "entry (" + std::to_string(i) + ", " + std::to_string(c) + ") of the output ";
      if (answer == Answer::beyond) proof.reject(where + "is farther from the definition than the error claims");
      if (answer == Answer::unknown && bits * 2 > last_bits)
        proof.reject(where + "cannot be told from the error claimed at " + std::to_string(last_bits) + " bits");
      known = known && answer == Answer::within;
    }
    if (known) return;
  }
}

}  // namespace

void attention_rows(Record& problem, Record& proof, const std::string& folder, bool tensor) {
  const mpq_class order = tensor ? problem.take_number("order") : 2;
  if (order.get_den() != 1 || order < 2 || order > 8) problem.reject("an order from 2 to 8 is needed");
  Data data;
  data.q = take_matrix(problem, "q", folder);
  std::vector<std::size_t> sizes;
  for (std::size_t a = 0; a + 1 < order; ++a) {
    const Integers k = take_matrix(problem, "k", folder);
    if (k.cols != data.q.cols) problem.reject("K has another number of columns than Q");
    sizes.push_back(k.rows);
    data.k = a == 0 ? k : products(problem, data.k, k);
  }
  for (std::size_t a = 0; a + 1 < order; ++a) {
    const Integers v = take_matrix(problem, "v", folder);
    if (v.rows != sizes[a]) problem.reject("V has another number of rows than K");
    if (a > 0 && v.cols != data.v.cols) problem.reject("V has another number of columns than the first");
    data.v = a == 0 ? v : products(problem, data.v, v);
  }
  const std::string scale = problem.take("scale");
  if (scale != "1/sqrt(d)") data.scale = scale == "1/d" ? mpq_class(1, data.q.cols) : parse_rational(problem, scale);
  const mpq_class eps = problem.take_number("eps");
  if (eps <= 0) problem.reject("eps must be positive");
  const auto rows = take_rows(problem, data.q.rows);
  std::uint64_t left = tensor ? std::uint64_t{1} << 34 : std::numeric_limits<std::uint64_t>::max();
  if (rows.size() > left / data.cost(first_bits)) problem.reject("more work than is done here");
  problem.finish();

  data.out = take_matrix(proof, "output", folder);
  if (data.out.rows != data.q.rows || data.out.cols != data.v.cols)
    proof.reject("the output has another shape than Q and V ask for");
  data.error = proof.take_number("error");
  data.words = words_of(data.error) + (data.scale ? words_of(*data.scale) : 0);
  if (data.error < 0) proof.reject("the error is negative");
  if (data.error > eps) proof.reject("the error claimed is above the eps asked for");
  for (const auto i : rows) judge_row(data, i, left, proof);
  proof.finish();
}

}  // namespace check
