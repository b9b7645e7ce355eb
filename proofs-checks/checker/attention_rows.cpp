#include "attention_rows.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "enclosure.hpp"
#include "npy.hpp"
#include "sha256.hpp"

namespace check {
namespace {

constexpr unsigned first_bits = 192, last_bits = 3072;

/// `<sha256> <name>`: the matrix, once its bytes have that checksum.
Matrix take_matrix(Record& record, const std::string& key, const std::string& folder) {
  const std::string value = record.take(key);
  const auto space = value.find(' ');
  if (space != 64 || value.size() < 66) record.reject("a checksum of 64 digits and a file name are needed");
  const std::string name = value.substr(65);
  std::string bytes;
  try {
    bytes = read_file(name[0] == '/' ? name : folder + name, std::size_t{1} << 40);
  } catch (const Unreadable&) {
    record.reject(name + " cannot be read");
  }
  if (sha256(bytes) != value.substr(0, 64)) record.reject(name + " has another checksum");
  try {
    return parse_npy(bytes);
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

/// A matrix as integers: entry = value 2^-exponent, exactly.
struct Integers {
  explicit Integers(const Matrix& m) {
    for (const double x : m.entries) exponent = std::max(exponent, fraction_bits(x));
    for (const double x : m.entries) value.emplace_back(mpz_class(scaled(x)));
  }
  static long fraction_bits(double x) {  // the denominator is a power of two
    return static_cast<long>(mpz_scan1(mpq_class(x).get_den_mpz_t(), 0));
  }
  [[nodiscard]] mpz_class scaled(double x) const {
    const mpq_class q = mpq_class(x) * mpq_class(mpz_class(1) << static_cast<unsigned>(exponent));
    return q.get_num();
  }
  long exponent = 0;
  std::vector<mpz_class> value;
};

struct Data {
  Matrix q, k, v, out;
  std::optional<mpq_class> scale;  // none: 1/sqrt(d)
  mpq_class error;
};

mpq_class power_of_two(long e) { return mpq_class(mpz_class(1), mpz_class(1) << static_cast<unsigned>(e)); }

class Judge {
 public:
  explicit Judge(const Data& data) : data_(data), k_(data.k), v_(data.v) {
    for (const double x : data.q.entries) q_bits_ = std::max(q_bits_, Integers::fraction_bits(x));
  }

  enum class Answer { within, beyond, unknown };

  /// Is every entry of the row within `error` of the definition?  `column` names the worst one.
  Answer row(std::size_t i, unsigned bits, std::size_t& column) const {
    const auto weight = weights(i, bits);
    mpz_class total_lower = 0, total_upper = 0;
    for (const auto& w : weight) {
      total_lower += w.lower;
      total_upper += w.upper;
    }
    if (total_lower == 0) return Answer::unknown;
    Answer answer = Answer::within;
    for (std::size_t c = 0; c < data_.v.cols; ++c) {
      const Answer here = entry(i, c, weight, total_lower, total_upper);
      if (here == Answer::within) continue;
      column = c;
      answer = here;
      if (here == Answer::beyond) break;
    }
    return answer;
  }

 private:
  /// Scaled scores, as exact rationals or between two of them.
  std::vector<Bounds> scores(std::size_t i, unsigned bits) const {
    const std::size_t d = data_.k.cols;
    std::vector<mpz_class> q;
    for (std::size_t l = 0; l < d; ++l)
      q.push_back(mpq_class(mpq_class(data_.q.at(i, l)) / power_of_two(q_bits_)).get_num());
    std::vector<mpz_class> dots(data_.k.rows);
    std::size_t size = 0;
    for (std::size_t j = 0; j < data_.k.rows; ++j) {
      for (std::size_t l = 0; l < d; ++l) dots[j] += q[l] * k_.value[j * d + l];
      size = std::max(size, mpz_sizeinbase(dots[j].get_mpz_t(), 2));
    }
    // 1/sqrt(d) to so many places that scores of any size are known to 2^-bits.
    const unsigned places = bits + static_cast<unsigned>(size);
    const Bounds scale = data_.scale ? Bounds{*data_.scale, *data_.scale} : inverse_sqrt(d, places);
    const mpq_class unit = power_of_two(q_bits_ + k_.exponent);
    std::vector<Bounds> s;
    for (const auto& dot : dots) {
      const mpq_class exact = dot * unit;
      const mpq_class a = exact * scale.lower, b = exact * scale.upper;
      s.push_back({std::min(a, b), std::max(a, b)});
    }
    return s;
  }

  /// e^{score - M} with M an integer above all scores: the quotient does not change.
  std::vector<Fixed> weights(std::size_t i, unsigned bits) const {
    const auto s = scores(i, bits);
    mpz_class M = ceil(s[0].upper);
    for (const auto& x : s) M = std::max(M, ceil(x.upper));
    std::vector<Fixed> w;
    for (const auto& x : s) w.push_back(exp_minus(M - x.upper, M - x.lower, bits));
    return w;
  }

  Answer entry(std::size_t i, std::size_t c, const std::vector<Fixed>& weight, const mpz_class& total_lower,
               const mpz_class& total_upper) const {
    mpz_class sum_lower = 0, sum_upper = 0;
    for (std::size_t j = 0; j < weight.size(); ++j) {
      const mpz_class& v = v_.value[j * data_.v.cols + c];
      sum_lower += (v >= 0 ? weight[j].lower : weight[j].upper) * v;
      sum_upper += (v >= 0 ? weight[j].upper : weight[j].lower) * v;
    }
    const mpq_class unit = power_of_two(v_.exponent);
    const mpq_class lower = quotient(sum_lower, sum_lower >= 0 ? total_upper : total_lower) * unit;
    const mpq_class upper = quotient(sum_upper, sum_upper >= 0 ? total_lower : total_upper) * unit;
    const mpq_class claimed(data_.out.at(i, c));
    const mpq_class low = claimed - data_.error, high = claimed + data_.error;
    if (low <= lower && upper <= high) return Answer::within;
    return upper < low || lower > high ? Answer::beyond : Answer::unknown;
  }

  static mpq_class quotient(const mpz_class& a, const mpz_class& b) {
    mpq_class q(a, b);
    q.canonicalize();
    return q;
  }

  const Data& data_;
  Integers k_, v_;
  long q_bits_ = 0;
};

void judge_row(const Judge& judge, std::size_t i, const Record& proof) {
  std::size_t column = 0;
  auto answer = Judge::Answer::unknown;
  for (unsigned bits = first_bits; bits <= last_bits && answer == Judge::Answer::unknown; bits *= 2)
    answer = judge.row(i, bits, column);
  const std::string where = "entry (" + std::to_string(i) + ", " + std::to_string(column) + ") of the output ";
  if (answer == Judge::Answer::beyond) proof.reject(where + "is farther from the definition than the error claims");
  if (answer == Judge::Answer::unknown)
    proof.reject(where + "cannot be told from the error claimed at " + std::to_string(last_bits) + " bits");
}

}  // namespace

void attention_rows(Record& problem, Record& proof, const std::string& folder) {
  Data data;
  data.q = take_matrix(problem, "q", folder);
  data.k = take_matrix(problem, "k", folder);
  if (data.k.cols != data.q.cols) problem.reject("K has another number of columns than Q");
  data.v = take_matrix(problem, "v", folder);
  if (data.v.rows != data.k.rows) problem.reject("V has another number of rows than K");
  const std::string scale = problem.take("scale");
  if (scale != "1/sqrt(d)") data.scale = scale == "1/d" ? mpq_class(1, data.q.cols) : parse_rational(problem, scale);
  const mpq_class eps = problem.take_number("eps");
  if (eps <= 0) problem.reject("eps must be positive");
  const auto rows = take_rows(problem, data.q.rows);
  problem.finish();

  data.out = take_matrix(proof, "output", folder);
  if (data.out.rows != data.q.rows || data.out.cols != data.v.cols)
    proof.reject("the output has another shape than Q and V ask for");
  data.error = proof.take_number("error");
  if (data.error < 0) proof.reject("the error is negative");
  if (data.error > eps) proof.reject("the error claimed is above the eps asked for");
  const Judge judge(data);
  for (const auto i : rows) judge_row(judge, i, proof);
  proof.finish();
}

}  // namespace check
