#pragma once

#include <cstddef>

/// Softmax attention of order 2 from its definition, without a bound: the blocked loops a user would write, four
/// queries at a time, compiled with -O3 -march=native -ffast-math in a file of their own.  Matrices row-major, n x d
/// and n x dv.
void plain_definition(const double* q, const double* k, const double* v, double scale, std::size_t n, std::size_t d,
                      std::size_t dv, double* out);
