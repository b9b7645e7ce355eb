#pragma once

#include "record.hpp"

namespace check {

/// Kind tensor-terms: p(z_1 + ... + z_d), z_l = x1_l x2_l ... xk_l, is a sum of few products f_1(x1) ... f_k(xk), one a
/// monomial in z; and for some matrices a flattening shows that p of the scores is no sum of fewer than at-least.
void tensor_terms(Record& problem, Record& proof);

}  // namespace check
