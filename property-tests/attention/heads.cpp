// Every real head given as a folder: attest's output against the definition in balls, entry by entry.
#include <algorithm>
#include <filesystem>
#include <set>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/data/npy.hpp"

using namespace attest;
using namespace attest::test;
namespace fs = std::filesystem;

namespace {

std::set<std::string> heads_in(const fs::path& folder) {
  std::set<std::string> heads;
  if (fs::is_directory(folder))
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().string();
      if (name.ends_with("_q.npy")) heads.insert(name.substr(0, name.size() - 6));
    }
  return heads;
}

void compare(const std::string& head) {
  const attention::Problem p{data::read_npy_matrix(head + "_q.npy"), data::read_npy_matrix(head + "_k.npy"),
                             data::read_npy_matrix(head + "_v.npy"), attention::Scale::inverse_sqrt()};
  const Rational eps = pow(Rational(10), -6);
  const auto a = softmax(p, eps, attention::Method::automatic, Budget{}, 2);
  RC_ASSERT(a.decided());
  const Rational bound = a.value().answer.error_bound();
  RC_ASSERT(bound <= eps);
  std::vector<std::size_t> rows(p.q.rows());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  const Precision precision(256);
  const BallMatrix exact = definition_rows(p, rows, precision, 2);
  const Ball limit(bound, precision);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t c = 0; c < p.v.cols(); ++c) {
      const Ball error = abs(sub(exact.get(i, c), Ball::exact(a.value().answer.output(i, c)), precision));
      RC_ASSERT(possibly(less_equal(error, limit)));
      RC_ASSERT(error.radius() < Rational::power_of_two(-150));
    }
}

}  // namespace

int main(int argc, char** argv) {
  Suite s("attention/heads");
  for (int i = 1; i < argc; ++i) {
    const auto heads = heads_in(argv[i]);
    if (heads.empty()) s.skip("the heads of another folder", "it is not there");
    for (const auto& head : heads)
      s.fact(fs::path(head).filename().string() +
                 ": every entry within the reported bound of the definition, the bound within eps",
             [&] { compare(head); });
  }
  return s.finish();
}
