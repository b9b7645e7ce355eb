#pragma once

#include <filesystem>
#include <vector>

#include "attest/report/site.hpp"

namespace attest::run {

/// Where a report is to be written: asked before anything is computed.
class ReportFolder {
 public:
  /// Refusal where the name is taken by a file, or by a folder that holds anything but one earlier report, or where no
  /// folder can be made beside it.
  explicit ReportFolder(const std::filesystem::path& folder);

  /// Writes all files into a new folder beside it, which then takes its name, in one step where an earlier report
  /// stands there.  data::OutputError on a full disk or any other failure: then nothing has changed.  Signals that end
  /// the program wait.
  void write(const std::vector<report::File>& files) const;

 private:
  void require_replaceable() const;
  std::filesystem::path target_, part_;
};

}  // namespace attest::run
