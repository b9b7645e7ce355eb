#include "suite.hpp"

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <locale>

#include "attest/number/flint.hpp"

namespace attest::test {
namespace {

double effort() {
  const char* text = std::getenv("ATTEST_EFFORT");
  const double value = text ? std::atof(text) : 1;
  return value > 0 ? value : 1;
}

bool holds(const std::string& sentence, const std::function<void()>& body, int instances) {
  rc::detail::TestMetadata metadata;
  metadata.id = metadata.description = sentence;
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = instances;
  // Sizes grow with the instances tried; where these are few, a law that needs larger ones may wait for them.
  params.maxDiscardRatio = std::max(params.maxDiscardRatio, 1000 / instances);
  const auto result = rc::detail::checkTestable(body, metadata, params);
  const bool held = result.is<rc::detail::SuccessResult>();
  if (!held) {
    std::cerr << "\n" << sentence << "\n";
    rc::detail::printResultMessage(result, std::cerr);
    std::cerr << std::endl;
  }
  return held;
}

}  // namespace

Suite::Suite(std::string name) : name_(std::move(name)) {
  setenv("RC_PARAMS", "seed=1", 0);
  if (std::setlocale(LC_ALL, "")) std::locale::global(std::locale(""));
  std::cerr << "# " << name_ << ", " << std::getenv("RC_PARAMS") << ", locale " << std::setlocale(LC_NUMERIC, nullptr)
            << "\n";
}

void Suite::report(bool held, const std::string& sentence) {
  ++ran_;
  failed_ += held ? 0 : 1;
  std::printf("%s %d - %s\n", held ? "ok" : "not ok", ran_, sentence.c_str());
  std::fflush(stdout);
}

void Suite::law(const std::string& sentence, const std::function<void()>& body, double share) {
  const double instances = rc::detail::configuration().testParams.maxSuccess * effort() * share;
  report(holds(sentence, body, std::max(1, static_cast<int>(instances))), sentence);
}

void Suite::fact(const std::string& sentence, const std::function<void()>& body) {
  report(holds(sentence, body, 1), sentence);
}

void Suite::skip(const std::string& sentence, const std::string& why) {
  ++ran_;
  std::printf("ok %d - %s # SKIP %s\n", ran_, sentence.c_str(), why.c_str());
}

int Suite::finish() const {
  std::printf("1..%d\n", ran_);
  flint_cleanup_master();
  mpfr_free_cache();
  return failed_ == 0 && ran_ > 0 ? 0 : 1;
}

}  // namespace attest::test
