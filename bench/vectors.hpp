#pragma once

#include <cstddef>
#include <vector>

// What the benchmarks measure against, in a file compiled for this very machine (-O3 -march=native -ffast-math): the
// most fused multiply-adds it does, and the loops a person would write.
namespace attest::bench {

/// Does about `flops` multiply-adds in registers; returns how many operations they were, two each.
double fused_multiply_adds(double flops);

/// out = softmax(Q K^T scale) V row by row, blocked: scores, exponentials and sums of one block of keys at a time.
/// Q n x d, K m x d, V m x dv; rows [begin, end) of out.
void definition(const double* q, const double* k, const double* v, std::size_t begin, std::size_t end, std::size_t m,
                std::size_t d, std::size_t dv, double scale, double* out);

/// The polynomial method as one writes it first: all monomials of a block of rows in the order of the levels, then one
/// product a monomial and column.  sums[a c + col], a < r; evaluation fills out n x c.
void block_moments(const double* k, const double* v, std::size_t m, std::size_t d, std::size_t c, std::size_t g,
                   std::size_t r, double* sums);
void block_evaluate(const double* q, const double* weighted, std::size_t n, std::size_t d, std::size_t c, std::size_t g,
                    std::size_t r, double* out);

}  // namespace attest::bench
