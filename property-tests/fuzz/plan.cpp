// Any text as a plan of a sweep: what is read knows each of its cells, the first and the last.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "attest/data/error.hpp"
#include "proofs-checks/run/output.hpp"
#include "proofs-checks/run/sweep_plan.hpp"
#include "said.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const attest::run::SweepPlan plan("plan.json", std::string(reinterpret_cast<const char*>(data), size));
    if (plan.size() == 0) std::abort();
    (void)plan.cell(0);
    (void)plan.cell(plan.size() - 1);
  } catch (const attest::data::InputError& e) {
    Said().require_legible(attest::run::bad_input, e.what());
  }
  return 0;
}
