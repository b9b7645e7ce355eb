#include "attest/number/double_matrix.hpp"

namespace attest {

RationalMatrix exact(const DoubleMatrix& a) {
  RationalMatrix r(a.rows(), a.cols());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) r.set(i, j, Rational::exact(a(i, j)));
  return r;
}

}  // namespace attest
