// Any two files as problem and proof, split at a line of `---`: the checker answers, and never otherwise than with
// 0, 1 or 2.  The binding to the problem is made good first, so that the fuzzer gets behind it.
#include <cstring>
#include <string>

#include "proofs-checks/checker/sha256.hpp"
#include "scratch.hpp"

int checker_main(int argc, char** argv);  // main.cpp, compiled with another name

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  return std::freopen("/dev/null", "w", stdout) == nullptr;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string both(reinterpret_cast<const char*>(data), size);
  const auto cut = both.find("\n---\n");
  if (cut == std::string::npos) return 0;
  const std::string problem = both.substr(0, cut + 1);
  std::string proof = both.substr(cut + 5);
  if (const auto at = proof.find("\nproblem "); at != std::string::npos)
    proof.replace(at + 9, proof.find('\n', at + 1) - at - 9, check::sha256(problem));
  const auto file = [](const std::string& text, const char* name) {
    return scratch(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), name);
  };
  std::string names[] = {"attest-check", file(problem, "a.problem"), file(proof, "a.proof")};
  char* arguments[] = {names[0].data(), names[1].data(), names[2].data(), nullptr};
  const int code = checker_main(3, arguments);
  if (code < 0 || code > 2) std::abort();
  return 0;
}
