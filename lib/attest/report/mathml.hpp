#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace attest::report {

/// A formula in TeX as presentation MathML, which browsers show without a script; <math> elements with their source as
/// annotation, one for each part between \quad at the top level, so that a narrow page can break there.
///
/// Domain   the TeX of the claims: letters, digits, scripts, groups, primes; fractions, binomials, roots, accents;
///          \left .. \right and \big .. fences; sums and limits; pmatrix; \text, \mathrm, \mathbf, \mathbb, \mathcal;
///          named functions, relations, operations, arrows, Greek letters, spaces.
/// Returns  nothing where a command is not known, a group does not close, or braces are nested deeper than 64: the
///          source is shown then, never a formula that says something else.
/// Cost     O(length).
/// Laws     property-tests/report/site.cpp
[[nodiscard]] std::optional<std::string> to_mathml(std::string_view tex);

/// The formula of to_mathml in a box of its own, or the source in <code> where there is none.
[[nodiscard]] std::string formula(std::string_view tex);

/// A line of text as HTML, with every matrix written [1, 2; 3, 4] in it set as a matrix.  Entries are words without
/// points: [0.1, 0.2] and [1e-1, 2e-1] are intervals and stay text.
[[nodiscard]] std::string with_matrices(std::string_view text);

}  // namespace attest::report
