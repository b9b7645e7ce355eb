#include "attest/lowrank/kronecker.hpp"

#include <optional>
#include <sstream>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/lowrank/thin_sums.hpp"
#include "attest/lowrank/vec.hpp"
#include "attest/number/field.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::lowrank;

namespace {

constexpr auto first = IndexOrder::first_fastest;
constexpr auto last = IndexOrder::last_fastest;
using Matrix = Dense<Rational>;
using Matrices = std::vector<Matrix>;
using Sizes = std::vector<std::size_t>;

template <IndexOrder Order>
using Rows = KhatriRao<Order, Rational>;
template <IndexOrder Order>
using Both = Kronecker<Order, Rational>;
template <IndexOrder Order>
using Columns = FaceSplitting<Order, Rational>;

// Two orders in one operation do not compile, nor does a product over a shared index.
template <class A, class B>
concept multiplies = requires(const A& a, const B& b, const RationalField& f) {
  multiply(a, b, f);
};
static_assert(multiplies<Both<first>, Rows<first>> && multiplies<Both<last>, Both<last>>);
static_assert(!multiplies<Both<first>, Rows<last>> && !multiplies<Both<last>, Rows<first>>);
static_assert(!multiplies<Both<first>, Both<last>> && !multiplies<Columns<first>, Both<last>>);
static_assert(!multiplies<Columns<last>, Rows<first>> && !multiplies<Rows<first>, Columns<first>>);
static_assert(multiplies<Both<first>, Vec<first, Rational>> && !multiplies<Both<first>, Vec<last, Rational>>);
template <class A, class B>
concept sums = requires(const Matrix& u, const A& a, const B& b, const RationalField& f) {
  thin_sums(u, a, b, f);
};
static_assert(sums<Rows<first>, Rows<first>> && !sums<Rows<first>, Rows<last>>);
static_assert(!std::equality_comparable_with<Rows<first>, Rows<last>>);

Matrix matrix(std::size_t rows, std::size_t cols) { return to_dense(rational_matrix(rows, cols)); }
Sizes sizes(std::size_t count, std::size_t low = 1, std::size_t high = 3) {
  Sizes s;
  for (std::size_t l = 0; l < count; ++l) s.push_back(size_in(low, high));
  return s;
}
/// Matrices of shapes rows[l] x cols[l].
Matrices matrices(const Sizes& rows, const Sizes& cols) {
  Matrices m;
  for (std::size_t l = 0; l < rows.size(); ++l) m.push_back(matrix(rows[l], cols[l]));
  return m;
}
Sizes same(std::size_t count, std::size_t value) { return Sizes(count, value); }

/// The tuples (i_1, ..., i_k) in the order that makes the first (or last) index turn fastest, by counting up.
std::vector<Sizes> tuples(const Sizes& n, IndexOrder order) {
  std::vector<Sizes> out;
  Sizes at(n.size(), 0);
  for (;;) {
    out.push_back(at);
    std::size_t step = 0;
    for (; step < n.size(); ++step) {
      const std::size_t l = order == first ? step : n.size() - 1 - step;
      if (++at[l] < n[l]) break;
      at[l] = 0;
    }
    if (step == n.size()) return out;
  }
}

/// The law of the definition for one of the four products.
template <class Product>
void as_defined(const Product& p, const std::vector<Sizes>& rows, const std::vector<Sizes>& cols) {
  const RationalField q;
  const Matrix whole = p.dense(q);
  RC_ASSERT(p.rows() == rows.size() && p.cols() == cols.size());
  RC_ASSERT(whole.rows() == p.rows() && whole.cols() == p.cols());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < cols.size(); ++j) {
      Rational product(1);
      for (std::size_t l = 0; l < p.factors().size(); ++l) product *= p.factors()[l](rows[i][l], cols[j][l]);
      RC_ASSERT(whole(i, j) == product && p.entry(i, j, q) == product);
    }
}
std::vector<Sizes> shared(std::size_t factors, std::size_t n) {
  std::vector<Sizes> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(same(factors, i));
  return out;
}

template <IndexOrder Order>
void definitions() {
  const std::size_t k = size_in(1, 3), n = size_in(1, 3);
  const Sizes r = sizes(k), c = sizes(k);
  as_defined(kronecker<Order>(matrices(r, c)), tuples(r, Order), tuples(c, Order));
  as_defined(khatri_rao<Order>(matrices(r, same(k, n))), tuples(r, Order), shared(k, n));
  as_defined(face_splitting<Order>(matrices(same(k, n), c)), shared(k, n), tuples(c, Order));
  as_defined(hadamard<Order>(matrices(same(k, r[0]), same(k, n))), shared(k, r[0]), shared(k, n));
}

template <IndexOrder Order>
void bijection() {
  const Sizes n = sizes(size_in(0, 4));
  const auto all = tuples(n, Order);
  RC_ASSERT(joined_size(n) == all.size());
  for (std::size_t place = 0; place < all.size(); ++place) {
    RC_ASSERT(join<Order>(all[place], n) == place);
    RC_ASSERT(split<Order>(place, n) == all[place]);
  }
}

template <IndexOrder Order>
void factor_by_factor() {
  const RationalField q;
  const std::size_t k = size_in(1, 3), n = size_in(1, 2), d = size_in(1, 2);
  const Sizes r = sizes(k, 1, 2), m = sizes(k, 1, 2), c = sizes(k, 1, 2);
  const auto rule = [&](const auto& a, const auto& b) {
    RC_ASSERT(multiply(a, b, q).dense(q) == multiply(a.dense(q), b.dense(q), q));
    RC_ASSERT(transpose(a).dense(q) == transpose(a.dense(q)));
  };
  rule(kronecker<Order>(matrices(r, m)), kronecker<Order>(matrices(m, c)));
  rule(kronecker<Order>(matrices(r, m)), khatri_rao<Order>(matrices(m, same(k, d))));
  rule(face_splitting<Order>(matrices(same(k, n), m)), kronecker<Order>(matrices(m, c)));
  rule(face_splitting<Order>(matrices(same(k, n), m)), khatri_rao<Order>(matrices(m, same(k, d))));
}

template <IndexOrder Order>
void columns_of_tensors() {
  const RationalField q;
  const std::size_t k = size_in(1, 3), d = size_in(1, 3);
  const Sizes r = sizes(k), m = sizes(k);
  Matrix x = matrix(joined_size(m), 1), w = matrix(d, 1);
  std::vector<Rational> numbers, weights;
  for (std::size_t i = 0; i < x.rows(); ++i) numbers.push_back(x(i, 0));
  for (std::size_t i = 0; i < d; ++i) weights.push_back(w(i, 0));
  const auto a = kronecker<Order>(matrices(r, m));
  const auto y = multiply(a, Vec<Order, Rational>(m, numbers), q);
  const Matrix expected = multiply(a.dense(q), x, q);
  RC_ASSERT(y.shape() == r && y.numbers().size() == expected.rows());
  for (std::size_t i = 0; i < expected.rows(); ++i) RC_ASSERT(y.numbers()[i] == expected(i, 0));
  const auto b = khatri_rao<Order>(matrices(r, same(k, d)));
  const auto z = multiply(b, weights, q);
  const Matrix wanted = multiply(b.dense(q), w, q);
  RC_ASSERT(z.shape() == r);
  for (std::size_t i = 0; i < wanted.rows(); ++i) RC_ASSERT(z.numbers()[i] == wanted(i, 0));
}

template <IndexOrder Order>
void vec_trick() {
  const RationalField q;
  const Sizes n = sizes(2), m = sizes(2);
  const Matrix A = matrix(n[0], m[0]), B = matrix(n[1], m[1]), X = matrix(m[0], m[1]);
  RC_ASSERT(unvec(vec<Order>(X)) == X);
  RC_ASSERT(multiply(kronecker<Order, Rational>({A, B}), vec<Order>(X), q) ==
            vec<Order>(multiply(multiply(A, X, q), transpose(B), q)));
}

template <IndexOrder Order>
void sums_without_tuples() {
  const RationalField q;
  const std::size_t k = size_in(1, 3), n = size_in(1, 3), r = size_in(1, 3), d = size_in(1, 3);
  const Sizes N = sizes(k);
  const Matrix u = matrix(n, r);
  const auto U = khatri_rao<Order>(matrices(N, same(k, r))), V = khatri_rao<Order>(matrices(N, same(k, d)));
  const Matrix weights = multiply(u, transpose(U.dense(q)), q);
  RC_ASSERT(thin_sums(u, U, V, q) == multiply(weights, V.dense(q), q));
  RC_ASSERT(thin_row_sums(u, U, q) == multiply(weights, Matrix(U.rows(), 1, 1), q));
}

/// N_i = sum over columns c of f(Q (K1 (/) K2)^T)_{i,c} (V1 (/) V2)_c and the row sums, f(s) = s^2 + s + 1.
template <IndexOrder Scores, IndexOrder Values>
std::pair<Matrix, Matrix> attention(const Matrix& Q, const Matrices& K, const Matrices& V) {
  const RationalField q;
  Matrix w = multiply(Q, transpose(khatri_rao<Scores>(K).dense(q)), q);
  for (std::size_t i = 0; i < w.rows(); ++i)
    for (std::size_t c = 0; c < w.cols(); ++c) w(i, c) = w(i, c) * w(i, c) + w(i, c) + 1;
  return {multiply(w, khatri_rao<Values>(V).dense(q), q), multiply(w, Matrix(w.cols(), 1, 1), q)};
}

/// What RapidCheck says of a false sentence on whole numbers: the shrunk numbers, or nothing where it found none.
std::optional<std::vector<int>> shrunk(const std::function<bool(const std::vector<int>&)>& sentence,
                                       std::size_t count) {
  std::vector<int> found;
  const auto body = [&] {
    const auto x = *rc::gen::container<std::vector<int>>(count, rc::gen::inRange(0, 4));
    const bool holds = sentence(x);
    if (!holds) found = x;
    RC_ASSERT(holds);
  };
  rc::detail::TestParams params;
  params.seed = 1;
  const auto result = rc::detail::checkTestable(body, rc::detail::TestMetadata(), params);
  rc::detail::FailureResult failure;
  if (!result.match(failure) || failure.counterExample.size() != 1) return {};
  // `found` is the last failing case that was tried, and shrinking ends with one; the report must print the same.
  std::ostringstream printed;
  rc::show(found, printed);
  if (failure.counterExample[0].second != printed.str()) return {};
  return found;
}

Matrix column(const std::vector<int>& x, std::size_t at) {
  Matrix m(2, 1);
  m(0, 0) = x[at];
  m(1, 0) = x[at + 1];
  return m;
}

}  // namespace

int main() {
  Suite s("lowrank/kronecker");
  s.law("join and split count the tuples in either order, and are inverse to each other", [] {
    bijection<first>();
    bijection<last>();
  });
  s.law(
      "the four products have the entries of the index formula, in either order, entry by entry and as a whole",
      [] { definitions<first>(), definitions<last>(); }, 0.5);
  s.law(
      "over a joined index products go factor by factor, and transposing exchanges rows and columns",
      [] { factor_by_factor<first>(), factor_by_factor<last>(); }, 0.3);
  s.law(
      "the products with a tensor and with a column are those of the dense matrix",
      [] { columns_of_tensors<first>(), columns_of_tensors<last>(); }, 0.3);
  s.law("(A (x) B) vec(X) = vec(A X B^T) where vec counts as the product does", [] {
    vec_trick<first>();
    vec_trick<last>();
  });
  s.law(
      "U (U2 (/) U3)^T (V1 (/) V2) and its row sums come out without a pass over the pairs",
      [] { sums_without_tuples<first>(), sums_without_tuples<last>(); }, 0.5);
  s.law(
      "in balls the thin sums enclose the exact ones",
      [] {
        const RationalField q;
        const BallField f{Precision(53)};
        const std::size_t k = size_in(1, 3), r = size_in(1, 3), d = size_in(1, 2);
        const Sizes N = sizes(k);
        const auto balls = [&](const Matrix& m) {
          Dense<Ball> b(m.rows(), m.cols());
          for (std::size_t i = 0; i < m.rows(); ++i)
            for (std::size_t j = 0; j < m.cols(); ++j) b(i, j) = f.from(m(i, j));
          return b;
        };
        const auto all = [&](const Matrices& m) {
          std::vector<Dense<Ball>> b;
          for (const auto& x : m) b.push_back(balls(x));
          return b;
        };
        const Matrix u = matrix(2, r);
        const Matrices U = matrices(N, same(k, r)), V = matrices(N, same(k, d));
        const Matrix exact = thin_sums(u, khatri_rao<first>(U), khatri_rao<first>(V), q);
        const auto enclosed = thin_sums(balls(u), khatri_rao<first>(all(U)), khatri_rao<first>(all(V)), f);
        for (std::size_t i = 0; i < exact.rows(); ++i)
          for (std::size_t j = 0; j < exact.cols(); ++j) RC_ASSERT(contains(enclosed(i, j), exact(i, j)));
      },
      0.3);
  s.law("reversing the factors exchanges the two orders", [] {
    const RationalField q;
    const std::size_t k = size_in(1, 3);
    const Matrices A = matrices(sizes(k), sizes(k));
    RC_ASSERT(kronecker<first>(A).dense(q) == kronecker<last>(Matrices(A.rbegin(), A.rend())).dense(q));
  });
  s.law(
      "reordering both Khatri-Rao products changes nothing, nor does exchanging the pairs (K1, V1) and (K2, V2)",
      [] {
        const std::size_t d = size_in(1, 2), n = size_in(1, 3);
        const Sizes N = sizes(2);
        const Matrix Q = matrix(n, d);
        const Matrices K = matrices(N, same(2, d)), V = matrices(N, same(2, d));
        const auto expected = attention<first, first>(Q, K, V);
        const auto reordered = attention<last, last>(Q, K, V);
        const auto exchanged = attention<first, first>(Q, {K[1], K[0]}, {V[1], V[0]});
        RC_ASSERT(reordered == expected);
        RC_ASSERT(exchanged == expected);
      },
      0.5);
  s.fact("reordering one of them changes the output: the false sentence is refuted and shrinks to zeros and ones", [] {
    // Q = [1]; K1, K2, V1, V2 of two rows.
    const auto sentence = [](const std::vector<int>& x) {
      const Matrix Q(1, 1, 1);
      const Matrices K{column(x, 0), column(x, 2)}, V{column(x, 4), column(x, 6)};
      return attention<first, last>(Q, K, V) == attention<first, first>(Q, K, V);
    };
    const auto witness = shrunk(sentence, 8);
    RC_ASSERT(witness.has_value() && !sentence(witness.value()));
    std::size_t others = 0;
    for (const int x : *witness) {
      RC_ASSERT(x <= 1);
      others += x != 0 ? 1 : 0;
    }
    RC_ASSERT(others <= 4);  // f(0) = 1 and f(1) = 3 at two pairs, one value in V1 and one in V2
  });
  s.fact("mixing the orders of (x) and (/) breaks the swap rule: refuted, and shrunk to zeros and ones", [] {
    const auto sentence = [](const std::vector<int>& x) {
      const RationalField q;
      const Matrices A{column(x, 0), column(x, 2)}, ones{Matrix(1, 1, 1), Matrix(1, 1, 1)};
      return multiply(kronecker<last>(A).dense(q), khatri_rao<first>(ones).dense(q), q) ==
             khatri_rao<first>(A).dense(q);
    };
    const auto witness = shrunk(sentence, 4);
    RC_ASSERT(witness.has_value() && !sentence(witness.value()));
    for (const int x : *witness) RC_ASSERT(x <= 1);
  });
  s.fact("shapes that do not fit are refused with both sizes, and orders beyond memory by name", [] {
    const RationalField q;
    const Matrix a(2, 3), b(4, 3);
    using Invalid = std::invalid_argument;
    RC_ASSERT(throws_with<Invalid>([&] { static_cast<void>(khatri_rao<first, Rational>({})); }, {"factors: none"}));
    RC_ASSERT(throws_with<Invalid>(
        [&] {
          static_cast<void>(khatri_rao<first>(Matrices{a, Matrix(2, 2)}));
        },
        {"factor 2: 2 columns", "factor 1 has 3"}));
    RC_ASSERT(throws_with<Invalid>(
        [&] {
          static_cast<void>(face_splitting<last>(Matrices{a, b}));
        },
        {"factor 2: 4 rows", "factor 1 has 2"}));
    const auto ab = kronecker<first>(Matrices{a, b});
    RC_ASSERT(throws_with<Invalid>([&] { static_cast<void>(multiply(ab, ab, q)); }, {"3 columns against 2 rows"}));
    RC_ASSERT(throws_with<Invalid>([&] { static_cast<void>(multiply(ab, kronecker<first>(Matrices{a}), q)); },
                                   {"2 factors against 1"}));
    RC_ASSERT(throws_with<Invalid>([&] { static_cast<void>(multiply(ab, vec<first>(Matrix(3, 2)), q)); },
                                   {"factor 2: 3 columns against an index of 2"}));
    RC_ASSERT(throws_with<std::out_of_range>([&] { static_cast<void>(ab.entry(8, 0, q)); }, {"(8, 0)", "8 x 9"}));
    RC_ASSERT(throws_with<std::length_error>([&] { static_cast<void>(khatri_rao<first>(Matrices(40, Matrix(4, 1)))); },
                                             {"sizes"}));
    RC_ASSERT(throws_with<std::length_error>(
        [&] { static_cast<void>(khatri_rao<first>(Matrices(31, Matrix(4, 1))).dense(q)); }, {}));
    RC_ASSERT(joined_size({std::size_t{1} << 40, std::size_t{1} << 40, 0}) == 0U);
    RC_ASSERT(throws_with<Invalid>([] { static_cast<void>(join<first>({0}, {2, 2})); }, {"1 entries for 2 sizes"}));
    RC_ASSERT(throws_with<std::out_of_range>([] { static_cast<void>(join<last>({0, 2}, {2, 2})); }, {"2 of 2"}));
    RC_ASSERT(throws_with<std::out_of_range>([] { static_cast<void>(split<first>(4, {2, 2})); }, {"place: 4 of 4"}));
    RC_ASSERT(throws_with<std::out_of_range>([&] { static_cast<void>(a(2, 0)); }, {"(2, 0)", "2 x 3"}));
    using Numbers = Vec<first, Rational>;
    RC_ASSERT(throws_with<Invalid>([] { Numbers({2, 2}, {1}); }, {"1 for a shape of 4"}));
    RC_ASSERT(throws_with<Invalid>([] { static_cast<void>(unvec(Numbers({1}, {1}))); }, {"1 indices"}));
    RC_ASSERT(throws_with<Invalid>([&] { static_cast<void>(multiply(ab, Numbers({1}, {1}), q)); },
                                   {"2 factors against 1 indices"}));
    RC_ASSERT(throws_with<Invalid>(
        [&] {
          static_cast<void>(multiply(khatri_rao<first>(Matrices{a, b}), std::vector<Rational>(2), q));
        },
        {"3 columns against 2 numbers"}));
    RC_ASSERT(khatri_rao<first>(Matrices(31, Matrix(4, 1, 2))).entry(std::size_t{1} << 61, 0, q) ==
              pow(Rational(2), 31));
  });
  return s.finish();
}
