#pragma once

#include <cstddef>

namespace attest::bench {

/// Rows [begin, end) of attention of order 3 from its definition, without a bound: the loops a person would tune, four
/// first keys against blocks of second keys at a time, compiled for this very machine.  Matrices row-major, n x d and
/// n x dv; four columns only are fast.
void plain_order3(const double* q, const double* k1, const double* k2, const double* v1, const double* v2,
                  std::size_t begin, std::size_t end, std::size_t n, std::size_t d, std::size_t dv, double scale,
                  double* out);

}  // namespace attest::bench
