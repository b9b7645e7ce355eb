#include <flint/nmod_mat.h>
#include <flint/ulong_extras.h>

#include <algorithm>
#include <optional>

#include "attest/number/flint.hpp"
#include "attest/structured/recognise.hpp"

namespace attest::structured {
namespace {

/// The rank of M modulo a prime that divides no denominator; nothing where it divides one.
std::optional<std::size_t> rank_modulo(const RationalMatrix& m, mp_limb_t prime) {
  nmod_mat_t a;
  nmod_mat_init(a, static_cast<slong>(m.rows()), static_cast<slong>(m.cols()), prime);
  bool defined = true;
  for (std::size_t i = 0; i < m.rows() && defined; ++i)
    for (std::size_t j = 0; j < m.cols() && defined; ++j) {
      const fmpq* x = fmpq_mat_entry(m.raw(), i, j);
      const mp_limb_t d = fmpz_fdiv_ui(fmpq_denref(x), prime);
      defined = d != 0;
      if (defined)
        nmod_mat_entry(a, i, j) = n_mulmod2_preinv(fmpz_fdiv_ui(fmpq_numref(x), prime), d == 1 ? 1 : n_invmod(d, prime),
                                                   prime, n_preinvert_limb(prime));
    }
  const auto rank = defined ? static_cast<std::size_t>(nmod_mat_rank(a)) : 0;
  nmod_mat_clear(a);
  return defined ? std::optional(rank) : std::nullopt;
}

}  // namespace

RankBounds bound_rank(const RationalMatrix& m) {
  const std::size_t full = std::min(m.rows(), m.cols());
  std::optional<std::size_t> lower;
  for (mp_limb_t prime = mp_limb_t{1} << 61; !lower;) lower = rank_modulo(m, prime = n_nextprime(prime, 1));
  if (*lower == full || m.rows() > largest_exact_rank / std::max<std::size_t>(1, m.cols())) return {*lower, full};
  const std::size_t exact = rank(m);
  return {exact, exact};
}

RationalMatrix displacement(const RationalMatrix& m) {
  RationalMatrix d = m;
  for (std::size_t i = 1; i < m.rows(); ++i)
    for (std::size_t j = 1; j < m.cols(); ++j)
      fmpq_sub(fmpq_mat_entry(d.raw(), i, j), fmpq_mat_entry(m.raw(), i, j), fmpq_mat_entry(m.raw(), i - 1, j - 1));
  return d;
}

}  // namespace attest::structured
