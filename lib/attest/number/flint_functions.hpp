/// Headers of FLINT and Arb beyond number/flint.hpp, for the few files that need them, under either version.
#pragma once

#include "attest/number/flint.hpp"

#include <flint/fmpz_poly.h>

#ifdef ATTEST_FLINT3
#include <flint/arb_hypgeom.h>
#include <flint/arb_poly.h>
#else
#include <arb_hypgeom.h>
#include <arb_poly.h>
#endif
