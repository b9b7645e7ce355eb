/// The one place that knows which FLINT this is: 2.9 with Arb apart, or 3.x with Arb inside.
#pragma once

#include <gmp.h>
#include <mpfr.h>

#include <flint/flint.h>
#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>
#include <flint/fmpz.h>
#include <flint/fmpz_mat.h>

#ifdef ATTEST_FLINT3
#include <flint/arb.h>
#include <flint/arb_mat.h>
#include <flint/arf.h>
#include <flint/mag.h>
#else
#include <arb.h>
#include <arb_mat.h>
#include <arf.h>
#include <mag.h>
#endif
