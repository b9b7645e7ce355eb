// attest-check PROBLEM PROOF: does the proof prove the problem?  Shares nothing with the prover but this
// grammar (docs/certificates.md): GMP and the standard library only.
#include <gmpxx.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <new>
#include <string>

#include "attention_rows.hpp"
#include "exponential.hpp"
#include "normalization.hpp"
#include "protocol_count.hpp"
#include "rank.hpp"
#include "record.hpp"
#include "reduction_gap.hpp"
#include "sha256.hpp"
#include "statement.hpp"
#include "structure.hpp"
#include "tensor_rank.hpp"
#include "tensor_terms.hpp"
#include "toeplitz_terms.hpp"

namespace {

/// Returns the id of the problem that is proved.
std::string judge(const std::string& problem_file, const std::string& proof_file) {
  const std::string problem_text = check::read_file(problem_file), proof_text = check::read_file(proof_file);
  const std::string folder = problem_file.substr(0, problem_file.rfind('/') + 1);  // none: npos + 1 = 0
  check::Record problem(problem_text, "problem"), proof(proof_text, "proof");
  if (problem.take("attest-problem") != "1") problem.reject("version 1 is read here");
  const std::string id = problem.take("id");
  if (id.empty() || id.size() > 100 || id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != id.npos)
    problem.reject("an id has letters a-z, digits and hyphens");
  const std::string kind = problem.take("kind");

  if (proof.take("attest-proof") != "1") proof.reject("version 1 is read here");
  if (proof.take("problem") != check::sha256(problem_text)) proof.reject("it was made for another problem file");
  if (proof.take("kind") != kind) proof.reject("its kind is not the problem's");

  static const std::map<std::string, void (*)(check::Record&, check::Record&)> kinds{
      {"exp-degree", check::exp_degree},         {"exp-error", check::exp_error},
      {"normalization", check::normalization},   {"rank", check::rank},
      {"protocol-count", check::protocol_count}, {"structure", check::structure},
      {"reduction-gap", check::reduction_gap},   {"tensor-rank", check::tensor_rank},
      {"tensor-terms", check::tensor_terms},     {"toeplitz-terms", check::toeplitz_terms},
      {"statement", check::statement},
  };
  if (const bool tensor = kind == "tensor-attention-rows"; tensor || kind == "attention-rows")
    return check::attention_rows(problem, proof, folder, tensor), id;
  if (!kinds.contains(kind)) problem.reject("an unknown kind");
  return kinds.at(kind)(problem, proof), id;
}

int unreadable(const char* why) { return std::fprintf(stderr, "attest-check: %s\n", why), 2; }

/// GMP aborts where memory ends; the documented answer is exit code 2.
void* or_leave(void* block) {
  if (block != nullptr) return block;
  std::fputs("attest-check: out of memory\n", stderr);
  std::_Exit(2);
}
void* allocate(std::size_t size) { return or_leave(std::malloc(size)); }
void* reallocate(void* block, std::size_t, std::size_t size) { return or_leave(std::realloc(block, size)); }
void release(void* block, std::size_t) { std::free(block); }

}  // namespace

int main(int argc, char** argv) {
  std::set_new_handler([] { or_leave(nullptr); });
  mp_set_memory_functions(allocate, reallocate, release);
  std::signal(SIGPIPE, SIG_IGN);
  if (argc != 3) return unreadable("usage: attest-check PROBLEM PROOF; exit 0: verified, 1: rejected, 2: unreadable");
  std::string verdict = "s VERIFIED ";
  int code = 0;
  try {
    verdict += judge(argv[1], argv[2]);
  } catch (const check::Rejected& e) {
    verdict = std::string("s REJECTED ") + e.what(), code = 1;
  } catch (const std::exception& e) {
    return unreadable(e.what());
  }
  if (std::puts(verdict.c_str()) < 0 || std::fflush(stdout) != 0) return unreadable("standard output: not writable");
  return code;
}
