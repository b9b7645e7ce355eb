#include "attest/expoly/error.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "attest/certificate/exponential.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/number/text.hpp"
#include "certify.hpp"
#include "commands.hpp"

namespace attest::run {
namespace {

using polynomial::Polynomial;

/// Coefficients, constant term first, between blanks, commas or line breaks; `#` starts a comment.
Polynomial parse_polynomial(const std::string& text, const std::string& where) {
  constexpr std::size_t most = 5001;
  std::vector<Rational> c;
  std::string word;
  bool comment = false;
  const auto take = [&] {
    if (word.empty()) return;
    if (c.size() == most) throw data::InputError(fmt::format("{}: more than {} coefficients", where, most));
    try {
      c.push_back(parse_rational(word, 100'000));
    } catch (const std::invalid_argument& e) {
      throw data::InputError(where + ": " + e.what());
    }
    word.clear();
  };
  for (const char x : text) {
    if (x == '#' || x == '\n' || x == ' ' || x == ',' || x == '\t' || x == '\r') {
      take();
      comment = (comment || x == '#') && x != '\n';
    } else if (!comment) {
      word += x;
    }
  }
  take();
  if (c.empty()) throw data::InputError(where + ": no coefficients");
  return Polynomial(std::move(c));
}

/// The same from the command line: what is wrong with it is wrong usage.
Polynomial typed_polynomial(const std::string& text) {
  try {
    return parse_polynomial(text, "--coefficients");
  } catch (const data::InputError& e) {
    throw std::invalid_argument(e.what());
  }
}

/// lower or upper cut to few digits, so that a certificate reads well; never across the enclosure's middle.
Rational shortened(const Rational& x, Direction direction) {
  return parse_rational(to_decimal(x, 12, direction), 1'000'000);
}

/// The limits of the certificate's grammar.
void require_certifiable(const Polynomial& p, const polynomial::Interval& I) {
  constexpr std::size_t most_bits = 332'000;  // 100000 digits
  if (I.half_width().sign() == 0 || I.half_width() > Rational(1000) || p.degree() > 2000)
    throw Refusal("--certificate: written for half-widths above 0 and at most 1000, and degrees of at most 2000");
  for (const auto& c : p.coefficients())
    if (c.denominator().bits() > most_bits || c.numerator().bits() > most_bits)
      throw Refusal("--certificate: a coefficient has more than 100000 digits");
}

}  // namespace

Result error(const ErrorOptions& options) {
  const auto I = parse_interval(options.interval);
  const auto kind = parse_error_kind(options.error);
  const Rational width = parse_positive("--width", options.width);
  if (width > Rational(1) || width < Rational::power_of_two(-200))
    throw std::invalid_argument("--width: '" + options.width + "'; allowed are 2^-200 to 1");
  if (I.half_width() > Rational(5'000) || abs(I.midpoint()) > Rational(10'000))
    throw std::invalid_argument("--interval: half-width above 5000 or |midpoint| above 10000");
  if (options.file.empty() == options.coefficients.empty())
    throw std::invalid_argument("--polynomial or --coefficients: exactly one of them is needed");
  const Polynomial p = options.file.empty()
                           ? typed_polynomial(options.coefficients)
                           : parse_polynomial(data::read_file(options.file, 100'000'000), options.file);
  // The exact change of basis carries about this many bits in each coefficient.
  const Rational ends[] = {I.midpoint(), I.half_width()};
  const std::size_t bits = (ends[0].denominator().bits() + ends[1].denominator().bits()) * p.coefficients().size();
  if (bits > 1U << 18)
    throw Refusal(
        fmt::format("--interval: ends of so many digits would carry {} bits through each of {} coefficients; "
                    "at most 262144 are",
                    bits, p.coefficients().size()));
  if (!options.certificate.empty()) {
    require_certifiable(p, I);
    make_folder(options.certificate);
  }
  const auto found = expoly::certify_error(p, I, kind, width, Budget{});

  const bool known = found.decided();
  const Rational lower = known ? found.value().lower : found.why().lower.value_or(Rational(0));
  const Rational upper = known ? found.value().upper : found.why().upper.value_or(Rational(0));
  if (!options.certificate.empty()) {
    if (!known) throw Refusal("--certificate: " + found.why().text);
    // The point is rounded, and the checker enough for itself: a hair below and above.
    const Rational hair(1, 1'000'000);
    const certificate::ExpErrorProblem problem{
        {"error", I.lower(), I.upper(), options.error},
        p.coefficients().empty() ? std::vector<Rational>{Rational(0)} : p.coefficients(),
        shortened(lower * (Rational(1) - hair), Direction::down),
        shortened(upper * (Rational(1) + hair), Direction::up)};
    write_certificate(options.certificate, "error", to_text(problem), [&](const std::string& sha256) {
      return to_text(certificate::ExpErrorProof{sha256, found.value().at});
    });
  }
  Result result{known ? decided : undecided, {}};
  if (options.json) {
    Json j{{"interval", {to_text(I.lower()), to_text(I.upper())}},
           {"error", options.error},
           {"polynomial_degree", p.degree()},
           {"bound", enclosure(lower, upper)},
           {"at", known ? Json(to_text(found.value().at)) : Json(nullptr)}};
    if (!options.certificate.empty()) j["certificate"] = options.certificate;
    if (!known) j["undecided"] = found.why().text;
    result.text = to_document(j);
    return result;
  }
  const std::string what = fmt::format("sup of the {} error of a polynomial of degree {} for exp on [{}, {}]",
                                       options.error, std::max(0L, p.degree()), to_text(I.lower()), to_text(I.upper()));
  const std::string bounds =
      "[" + to_decimal(lower, 12, Direction::down) + ", " + to_decimal(upper, 12, Direction::up) + "]";
  result.text = known ? fmt::format("{}: {}\n  near   x = {}\n", bounds, what,
                                    to_decimal(found.value().at, 8, Direction::nearest))
                      : fmt::format("undecided: {}; {} is in {}\n", found.why().text, what, bounds);
  if (!options.certificate.empty())
    result.text += fmt::format("  check  attest-check {0}/error.problem {0}/error.proof\n", options.certificate);
  return result;
}

}  // namespace attest::run
