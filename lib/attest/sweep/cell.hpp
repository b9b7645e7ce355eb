#pragma once

#include <cstddef>
#include <string>

namespace attest::sweep {

/// One piece of a plan: what is asked, of which inputs.  The key is the SHA-256 of kind, inputs and version.
struct Cell {
  std::string key, kind;
  std::string inputs;  ///< canonical JSON: names sorted, exact numbers as strings, no blanks
  std::string seed;    ///< of its random instances; empty where there are none
};

/// What came of a cell.  Everything here depends on the cell alone, never on who computed it or when.
struct Finding {
  std::string verdict;      ///< a claim's word, `decided`, `undecided`, `refused`, `failed`, `over budget`
  std::string answer;       ///< the number or word that was asked for
  std::string evidence;     ///< canonical JSON, or the line of a claim
  std::string certificate;  ///< problem and proof as attest-check reads them, or empty
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// A finding on its way to the store; `place` is the cell's number in the plan.
struct Done {
  std::size_t place = 0;
  Finding finding;
  double seconds = 0;
  int rank = 0;
};

}  // namespace attest::sweep
