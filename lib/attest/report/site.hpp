#pragma once

#include <string>
#include <vector>

#include "attest/ledger/claim.hpp"
#include "attest/report/figures.hpp"
#include "attest/report/page.hpp"

namespace attest::report {

/// A problem that attest-check judges, and its proof.
struct Certificate {
  std::string name;  ///< of both files
  std::string problem, proof;
};

/// A claim after its check.
struct Ruled {
  const ledger::Claim* claim = nullptr;
  ledger::Verdict verdict;
  std::string replay;  ///< the token of `attest replay`
  std::vector<Certificate> certificates{};
};

/// Attention on heads: in words, and as tables.
struct HeadsPage {
  std::vector<std::string> lines;  ///< what was computed
  std::vector<Grid> tables;
  std::vector<std::string> commands;  ///< that repeat it
};

/// All that a report is made of.
struct Site {
  std::string version;
  std::string command;  ///< that makes it again
  std::string date{};   ///< as given; empty: none is printed
  std::vector<Ruled> claims;
  std::vector<Figure> figures{};
  std::vector<HeadsPage> heads{};
};

/// A file of the report: its name from the report's folder, with slashes.
struct File {
  std::string name, bytes;
};

/// The whole report: index.html, claims/ID.html, rulings.html, figures.html and heads.html where there are such,
/// certificates/, figures/, style.css, report.js; manifest.txt last.
///
/// Guarantee  Equal sites give equal bytes.  Every page stands alone: no address leads out of the folder, nothing is
///            loaded from elsewhere.  Every text is escaped.  Names are unique.
/// Throws     std::invalid_argument where two claims, figures or certificates (of different bytes) share a name.
/// Cost       linear in the bytes.
/// Laws       property-tests/report/site.cpp
[[nodiscard]] std::vector<File> files(const Site& site);

/// The first line of manifest.txt, by which a report is known.
inline constexpr const char* manifest_name = "manifest.txt";
inline constexpr const char* manifest_head = "# attest report 1; sha256sum -c manifest.txt checks the files";

}  // namespace attest::report
