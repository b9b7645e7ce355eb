#include "certify.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

#include "attest/certificate/attention_rows.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;

certificate::NamedFile named(const fs::path& file, const fs::path& folder) {
  return {fs::proximate(fs::canonical(file), fs::canonical(folder)).string(), data::sha256_of_file(file)};
}

std::size_t parse_row(const char* option, const std::string& text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty())
    throw std::invalid_argument(std::string(option) + ": '" + text +
                                "'; allowed are all, a count, or a list such as 0,5,17");
  return value;
}

}  // namespace

std::vector<std::size_t> choose_rows(const char* option, const std::string& text, std::size_t n,
                                     const std::string& output_sha256) {
  std::set<std::size_t> rows;
  if (text.find(',') != std::string::npos) {
    for (std::size_t at = 0; at <= text.size();) {
      const auto end = std::min(text.find(',', at), text.size());
      rows.insert(parse_row(option, text.substr(at, end - at)));
      at = end + 1;
    }
    if (*rows.rbegin() >= n)
      throw std::invalid_argument(std::string(option) + ": " + std::to_string(*rows.rbegin()) + "; rows are 0 to " +
                                  std::to_string(n - 1));
    return {rows.begin(), rows.end()};
  }
  const std::size_t wanted = text == "all" ? n : std::min(n, parse_row(option, text));
  if (wanted == 0) throw std::invalid_argument(std::string(option) + ": 0; at least one row is needed");
  if (wanted == n)
    for (std::size_t i = 0; i < n; ++i) rows.insert(i);
  for (std::size_t t = 0; rows.size() < wanted; ++t) {
    const std::string digest = data::sha256(output_sha256 + " " + std::to_string(t));
    rows.insert(std::stoull(digest.substr(0, 15), nullptr, 16) % n);
  }
  return {rows.begin(), rows.end()};
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder, error))
    throw data::OutputError(folder.string() + ": cannot be made a folder" +
                            (error ? " (" + error.message() + ")" : ""));
}

void write_certificate(const fs::path& folder, const std::string& name, const std::string& problem,
                       const std::function<std::string(const std::string&)>& proof) {
  make_folder(folder);
  for (const char* end : {".problem", ".proof"}) data::require_writable(folder / (name + end));
  data::write_file(folder / (name + ".problem"), problem);
  data::write_file(folder / (name + ".proof"), proof(data::sha256(problem)));
}

fs::path write_certificate(const fs::path& folder, const CertifiedRun& run) {
  make_folder(folder);
  std::vector<certificate::NamedFile> k, v;
  for (const auto& file : run.k) k.push_back(named(file, folder));
  for (const auto& file : run.v) v.push_back(named(file, folder));
  const auto q = named(run.q, folder), output = named(run.output, folder);
  if (k.size() == 1) {
    const certificate::AttentionRowsProblem problem{"attention", q, k[0], v[0], run.scale, run.eps, run.rows};
    write_certificate(folder, "attention", to_text(problem), [&](const std::string& sha256) {
      return to_text(certificate::AttentionRowsProof{sha256, output, run.error});
    });
  } else {
    const certificate::TensorAttentionRowsProblem problem{"attention", q, k, v, run.scale, run.eps, run.rows};
    write_certificate(folder, "attention", to_text(problem), [&](const std::string& sha256) {
      return to_text(certificate::TensorAttentionRowsProof{sha256, output, run.error});
    });
  }
  return folder;
}

}  // namespace attest::run
