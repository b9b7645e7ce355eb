#pragma once

#include <functional>
#include <rapidcheck.h>
#include <string>

namespace attest::test {

/// One file's laws.  Prints TAP on standard output and RapidCheck's reports on standard error.
///
/// The seed is fixed (1) unless RC_PARAMS says otherwise; ATTEST_EFFORT scales the number of instances.
/// A law that gave up has failed.  The process runs under the environment's locale, so that a decimal
/// comma would show.
class Suite {
 public:
  explicit Suite(std::string name);

  /// A property: `body` draws with `*gen` and asserts with RC_ASSERT.  `share` scales its instances.
  void law(const std::string& sentence, const std::function<void()>& body, double share = 1);
  /// A fact on fixed data: `body` asserts with RC_ASSERT; run once.
  void fact(const std::string& sentence, const std::function<void()>& body);
  /// Says why something is not run here.
  void skip(const std::string& sentence, const std::string& why);

  /// 0 when every law held and there was at least one; the exit code of main.
  [[nodiscard]] int finish() const;

 private:
  void report(bool held, const std::string& sentence);
  std::string name_;
  int ran_ = 0, failed_ = 0;
};

}  // namespace attest::test
