#pragma once

#include "record.hpp"

namespace check {

/// Kind toeplitz-terms: p(x^T W_k y) = sum over few (alpha, beta) of w(k) x^alpha y^beta, for all k, as polynomials.
void toeplitz_terms(Record& problem, Record& proof);

}  // namespace check
