// P2-05: the operations of a circulant times a vector, counted.
#include <cstdint>
#include <vector>

#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// The field of 998244353 elements, whose group has the order 2^23 . 119 and the generator 3; counts what it does.
class Field {
 public:
  std::uint64_t mul(std::uint64_t a, std::uint64_t b) { return ++operations_, a * b % prime; }
  std::uint64_t add(std::uint64_t a, std::uint64_t b) { return ++operations_, (a + b) % prime; }
  std::uint64_t sub(std::uint64_t a, std::uint64_t b) { return ++operations_, (a + prime - b) % prime; }
  [[nodiscard]] std::size_t operations() const { return operations_; }
  static std::uint64_t power(std::uint64_t a, std::uint64_t e) {
    std::uint64_t r = 1;
    for (; e > 0; e /= 2, a = a * a % prime)
      if (e % 2 == 1) r = r * a % prime;
    return r;
  }
  static constexpr std::uint64_t prime = 998'244'353;

 private:
  std::size_t operations_ = 0;
};

using Vector = std::vector<std::uint64_t>;

/// sum_j a_j root^{ij} in place, the size a power of two: halves, quarters, ... and their butterflies.
void transform(Field& field, Vector& a, std::uint64_t root) {
  const std::size_t n = a.size();
  if (n == 1) return;
  Vector even, odd;
  for (std::size_t i = 0; i < n; i += 2) even.push_back(a[i]), odd.push_back(a[i + 1]);
  const std::uint64_t square = root * root % Field::prime;
  transform(field, even, square);
  transform(field, odd, square);
  std::uint64_t w = 1;
  for (std::size_t i = 0; i < n / 2; ++i, w = field.mul(w, root)) {
    const std::uint64_t t = field.mul(w, odd[i]);
    a[i] = field.add(even[i], t);
    a[i + n / 2] = field.sub(even[i], t);
  }
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  std::size_t N = 1, log_n = 0;
  while (N < 2 * n - 1) N *= 2;
  while (std::size_t{1} << log_n < n) ++log_n;
  Vector c(N, 0), v(N, 0);
  for (std::size_t i = 0; i < n; ++i) c[i] = sampler.next() % Field::prime, v[i] = sampler.next() % Field::prime;
  Vector product(n, 0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) product[i] = (product[i] + c[(i + n - j) % n] * v[j]) % Field::prime;
  Field field;
  const std::uint64_t root = Field::power(3, (Field::prime - 1) / N), back = Field::power(root, Field::prime - 2);
  transform(field, c, root);
  transform(field, v, root);
  for (std::size_t i = 0; i < N; ++i) c[i] = field.mul(c[i], v[i]);
  transform(field, c, back);
  const std::uint64_t scale = Field::power(N, Field::prime - 2);
  Vector folded(n, 0);
  for (std::size_t k = 0; k < 2 * n - 1; ++k) folded[k % n] = field.add(folded[k % n], field.mul(c[k], scale));
  return truth(folded == product && field.operations() <= 24 * n * (log_n + 1) + 8 * n);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
      "a transform modulo 998244353, each operation counted, gives the product of the definition within the bound");
}

const Registration registration({
    .id = "rope-circulant-product-operations",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Fact 3.3, cost",
    .ledger = {"P2-05", "REV-P2-11"},
    .statement = "A circulant times a vector, for every n, takes at most 24 n (ceil(log2 n) + 1) + 8 n operations of a "
                 "field with roots of unity of order 2^k.",
    .tex = "\\#\\mathrm{ops}(x \\mapsto Cx) \\le 24 n (\\lceil \\log_2 n \\rceil + 1) + 8n = O(n \\log n)",
    .hypotheses = {integer_parameter("n", "side", 1, 400), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
