#include "attest/attention/ball_columns.hpp"

namespace attest::attention {

BallColumns columns_of(const DoubleMatrix& a) {
  BallColumns out(a.cols(), std::vector<Ball>(a.rows()));
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t c = 0; c < a.cols(); ++c) out[c][i] = Ball::exact(a(i, c));
  return out;
}

BallColumns values_and_one(const DoubleMatrix& v) {
  BallColumns out = columns_of(v);
  out.emplace_back(v.rows(), Ball(1));
  return out;
}

BallMatrix quotients(const BallColumns& sums, Precision p) {
  const std::size_t dv = sums.size() - 1, n = sums.front().size();
  BallMatrix out(n, dv);
  for (std::size_t c = 0; c < dv; ++c)
    for (std::size_t i = 0; i < n; ++i) out.set(i, c, div(sums[c][i], sums[dv][i], p));
  return out;
}

void add_to(BallColumns& sum, const BallColumns& a, const BallField& field) {
  for (std::size_t c = 0; c < sum.size(); ++c)
    for (std::size_t i = 0; i < sum[c].size(); ++i) sum[c][i] = field.add(sum[c][i], a[c][i]);
}

}  // namespace attest::attention
