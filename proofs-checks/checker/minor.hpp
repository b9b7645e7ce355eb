#pragma once

#include <gmpxx.h>

#include <cstdint>
#include <functional>

#include "work.hpp"

namespace check {

/// Where a minor stands, and a prime below 2^31 that is said not to divide it.
struct Minor {
  std::uint64_t prime;
  std::vector<std::size_t> rows, columns;
};

/// Lines `prime`, by trial division, `pivot-rows` and `pivot-columns`: `count` distinct numbers below each size.
Minor take_minor(Record& proof, std::size_t count, std::size_t rows, std::size_t columns);

/// x modulo the prime, which must not divide its denominator.
std::uint64_t residue(const Record& at, const mpq_class& x, std::uint64_t prime);

/// The minor of the matrix with these entries modulo the prime is not zero; the matrix then has rank `count` or more.
void check_minor(Record& proof, Work& work, const Minor& minor,
                 const std::function<std::uint64_t(std::size_t row, std::size_t column)>& entry);

}  // namespace check
