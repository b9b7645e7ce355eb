#include "report_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <set>
#include <sstream>

#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "output.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_manifest = std::uintmax_t{1} << 24;

[[noreturn]] void fail(const fs::path& path, const char* what, int error) {
  throw data::OutputError(fmt::format("{}: {} ({})", path.string(), what, std::strerror(error)));
}

/// The signals that end the program wait while this lives.
class SignalsWait {
 public:
  SignalsWait() {
    sigset_t ours;
    sigemptyset(&ours);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ours, signal);
    pthread_sigmask(SIG_BLOCK, &ours, &before_);
  }
  SignalsWait(const SignalsWait&) = delete;
  SignalsWait& operator=(const SignalsWait&) = delete;
  ~SignalsWait() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// A folder that is gone when this is, unless it got another name.
class NewFolder {
 public:
  /// `target` is what an error names.
  NewFolder(fs::path path, const fs::path& target) : path_(std::move(path)) {
    if (::mkdir(path_.c_str(), 0777) != 0) fail(target, "cannot be made", errno);
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write_new(const fs::path& file, const std::string& bytes) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) fail(file, "cannot be created", errno);
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const ssize_t n = ::write(fd, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      ::close(fd);
      fail(file, "cannot be written", error);
    }
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::close(fd) != 0) fail(file, "cannot be written", errno);
}

/// The files that the manifest of an earlier report names, itself among them; none where there is no such manifest.
std::set<std::string> files_of_report(const fs::path& folder) {
  std::string text;
  try {
    text = data::read_file(folder / report::manifest_name, largest_manifest);
  } catch (const data::InputError&) {
    return {};
  }
  std::istringstream lines(text);
  std::string line;
  if (!std::getline(lines, line) || line != report::manifest_head) return {};
  std::set<std::string> names{report::manifest_name};
  constexpr std::size_t name_at = 66;  // behind 64 digits and two blanks
  while (std::getline(lines, line))
    if (line.size() > name_at) names.insert(line.substr(name_at));
  return names;
}

}  // namespace

ReportFolder::ReportFolder(const fs::path& folder) {
  std::error_code error;
  target_ = fs::weakly_canonical(folder, error);
  if (error) throw Refusal(fmt::format("--out: {}: {}", folder.string(), error.message()));
  if (!target_.has_filename()) target_ = target_.parent_path();
  require_replaceable();
  part_ = target_.parent_path() / fmt::format(".{}.part{}", target_.filename().string(), getpid());
  const NewFolder tried(part_, target_);
}

void ReportFolder::require_replaceable() const {
  std::error_code error;
  const auto status = fs::status(target_, error);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) throw Refusal(fmt::format("--out: {}: it is no folder", target_.string()));
  const auto ours = files_of_report(target_);
  for (auto at = fs::recursive_directory_iterator(target_, error); !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    const std::string name = at->path().lexically_relative(target_).generic_string();
    if (at->is_directory() && !at->is_symlink() && !ours.empty()) continue;
    if (!ours.contains(name))
      throw Refusal(
          fmt::format("--out: {}: it holds {}, which is of no earlier report; a new or empty folder is needed",
                      target_.string(), name));
  }
  if (error) throw Refusal(fmt::format("--out: {}: {}", target_.string(), error.message()));
}

void ReportFolder::write(const std::vector<report::File>& files) const {
  const SignalsWait guard;
  require_replaceable();
  const NewFolder part(part_, target_);
  for (const auto& f : files) {
    const fs::path file = part.path() / f.name;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error) fail(file.parent_path(), "cannot be made", error.value());
    write_new(file, f.bytes);
  }
  if (::rename(part_.c_str(), target_.c_str()) == 0) return;  // new, or empty
  if (errno != ENOTEMPTY && errno != EEXIST) fail(target_, "cannot be written", errno);
  if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) != 0)
    fail(target_, "cannot be replaced", errno);
}

}  // namespace attest::run
