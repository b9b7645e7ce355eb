#pragma once

namespace attest {

/// What a check on enclosures can know.  `unknown` is a value of its own and never becomes `no`:
/// there is no conversion to bool, so every caller says what it does with it.
///
/// Laws     property-tests/number/ball.cpp (Kleene's strong three-valued logic)
enum class Truth { no, unknown, yes };

constexpr Truth truth(bool known) { return known ? Truth::yes : Truth::no; }

constexpr Truth operator!(Truth a) { return a == Truth::unknown ? a : (a == Truth::yes ? Truth::no : Truth::yes); }
constexpr Truth operator&&(Truth a, Truth b) { return a < b ? a : b; }
constexpr Truth operator||(Truth a, Truth b) { return a < b ? b : a; }

constexpr bool certainly(Truth a) { return a == Truth::yes; }
constexpr bool possibly(Truth a) { return a != Truth::no; }

constexpr const char* to_text(Truth a) { return a == Truth::yes ? "yes" : (a == Truth::no ? "no" : "unknown"); }

}  // namespace attest
