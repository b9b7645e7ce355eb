#pragma once

#include <boost/multiprecision/gmp.hpp>

namespace attest {

/// An integer of any size (GMP), a regular value type.  Division by zero throws std::overflow_error.
using Integer = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;

}  // namespace attest
