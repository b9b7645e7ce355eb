// Values for a problem of kind `statement`: guessed, small ones first, and judged by the checker's own code.
#include <array>
#include <cstdint>
#include <sstream>

#include "../checker/statement.hpp"
#include "prove.hpp"

namespace attest::run {
namespace {

/// Numbers to try, the simplest kinds first.
const std::array<std::vector<const char*>, 4> pools{
    {{"0", "1"},
     {"0", "1", "-1", "2"},
     {"1/10", "1/2", "1", "-1", "2", "0", "3/4", "1/4", "1/100", "1/1000", "1/16", "1/32"},
     {"0", "1", "-1", "2", "-2", "3", "4", "5", "6", "8", "10", "12", "3/5", "4/5", "-3/5", "-4/5", "1/2", "1/3"}}};
constexpr std::uint64_t exhaustive = 1 << 17, sampled = 1 << 14;

/// Calls `tried` with combinations of `count` numbers of the pool, all where there are few; true where it returned
/// true.
template <class F>
bool combinations(const std::vector<const char*>& pool, std::size_t count, F tried) {
  std::uint64_t all = 1;
  for (std::size_t i = 0; i < count && all <= exhaustive; ++i) all *= pool.size();
  std::vector<const char*> chosen(count);
  std::uint64_t state = 1;
  for (std::uint64_t at = 0; at < (all <= exhaustive ? all : sampled); ++at) {
    std::uint64_t digits = at;
    for (auto& c : chosen) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      c = pool[(all <= exhaustive ? digits : state >> 33U) % pool.size()];
      digits /= pool.size();
    }
    if (tried(chosen)) return true;
  }
  return false;
}

/// How many numbers each line `given` asks for; what is malformed the judge finds.
std::vector<std::size_t> sizes(const std::string& problem) {
  std::vector<std::size_t> out;
  std::istringstream lines(problem);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string key, name;
    if (!(words >> key >> name) || key != "given") continue;
    std::size_t rows = 1, cols = 1;
    words >> rows >> cols;
    constexpr std::size_t most = 1 << 12;
    out.push_back(std::min(rows, most) * std::min(cols, most));
  }
  return out;
}

}  // namespace

Outcome<std::string> prove_statement(const std::string& file, const std::string& problem, const std::string& sha256) {
  const std::string head = "attest-proof 1\nproblem " + sha256 + "\nkind statement\n";
  std::string why;
  const auto judged = [&](const std::string& proof) {
    try {
      check::Record claim(problem, "problem"), evidence(proof, "proof");
      for (const char* key : {"attest-problem", "id", "kind"}) claim.take(key);
      for (const char* key : {"attest-proof", "problem", "kind"}) evidence.take(key);
      check::statement(claim, evidence);
      return true;
    } catch (const check::Rejected& e) {
      why = e.what();
      if (why.find(": problem: ") != why.npos) throw data::InputError(file + ": " + why);
      return false;
    }
  };
  const auto counts = sizes(problem);
  const bool identity = problem.ends_with("\nanswer always\nend\n");
  std::size_t all = 0;
  for (const std::size_t n : counts) all += n;
  if (identity || all == 0) {
    const std::string proof = head + "end\n";
    if (judged(proof)) return proof;
    return Undecided{Undecided::Reason::bounds_do_not_separate, why, {}, {}};
  }
  std::string proof;
  const auto tried = [&](const std::vector<const char*>& chosen) {
    proof = head;
    std::size_t at = 0;
    for (const std::size_t n : counts) {
      proof += "value";
      for (std::size_t i = 0; i < n; ++i) proof += std::string(" ") + chosen[at++];
      proof += '\n';
    }
    proof += "end\n";
    return judged(proof);
  };
  for (const auto& pool : pools)
    if (combinations(pool, all, tried)) return proof;
  return Undecided{Undecided::Reason::pieces, "none of the values tried shows it", {}, {}};
}

}  // namespace attest::run
