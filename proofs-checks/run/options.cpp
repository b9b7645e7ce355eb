#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "attest/attention/tensor_problem.hpp"
#include "attest/number/text.hpp"
#include "commands.hpp"

namespace attest::run {

Rational parse_number(const char* option, const std::string& text) {
  try {
    return parse_rational(text);
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(fmt::format("{}: {}", option, e.what()));
  }
}

Rational parse_positive(const char* option, const std::string& text) {
  Rational value = parse_number(option, text);
  if (value.sign() <= 0) throw std::invalid_argument(fmt::format("{}: '{}'; it must be positive", option, text));
  return value;
}

polynomial::Interval parse_interval(const std::string& text) {
  const auto comma = text.find(',');
  if (comma == std::string::npos)
    throw std::invalid_argument("--interval: '" + text + "'; two numbers a,b with a <= b are needed");
  try {
    return {parse_rational(text.substr(0, comma)), parse_rational(text.substr(comma + 1))};
  } catch (const std::exception& e) {
    throw std::invalid_argument(std::string("--interval: ") + e.what());
  }
}

expoly::ErrorKind parse_error_kind(const std::string& text) {
  if (text == "absolute") return expoly::ErrorKind::absolute;
  if (text == "relative") return expoly::ErrorKind::relative;
  throw std::invalid_argument("--error: '" + text + "'; allowed are absolute and relative");
}

long parse_whole(const char* option, const std::string& text) {
  constexpr long most = 1'000'000'000;
  try {
    const Rational value = parse_rational(text);
    if (value.is_integer() && abs(value) <= Rational(most)) return static_cast<long>(value.numerator());
  } catch (const std::invalid_argument&) {
  }
  throw std::invalid_argument(fmt::format("{}: '{}'; a whole number of at most {} is needed", option, text, most));
}

long parse_within(const char* option, const std::string& text, long least, long most) {
  std::string shown = "'" + text + "'";
  try {
    const long value = parse_whole(option, text);
    if (value >= least && value <= most) return value;
    shown = std::to_string(value);
  } catch (const std::invalid_argument&) {
  }
  throw std::domain_error(fmt::format("{}: {}; allowed are {} to {}", option, shown, least, most));
}

std::size_t parse_order(const std::string& text) {
  return static_cast<std::size_t>(parse_within("--order", text, 2, attention::largest_order));
}

Budget parse_budget(const std::string& memory, const std::string& seconds) {
  const std::string units = "KMG";
  const auto unit = memory.empty() ? std::string::npos : units.find(memory.back());
  const std::string number = unit == std::string::npos ? memory : memory.substr(0, memory.size() - 1);
  Rational bytes;
  try {
    bytes = parse_rational(number);
  } catch (const std::invalid_argument&) {
    throw std::invalid_argument("--memory: '" + memory + "'; a number of bytes is needed, as 500000000, 500M or 2G");
  }
  if (bytes.sign() <= 0) throw std::invalid_argument("--memory: '" + memory + "'; it must be positive");
  bytes *= Rational::power_of_two(unit == std::string::npos ? 0 : 10 * (static_cast<long>(unit) + 1));
  Budget budget;
  budget.memory_bytes = bytes.nearest_double();
  budget.seconds = parse_positive("--seconds", seconds).nearest_double();
  return budget;
}

unsigned thread_count(const std::string& asked) {
  const long threads = parse_within("--threads", asked, 0, 256);
  return threads > 0 ? static_cast<unsigned>(threads) : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace attest::run
