#include "heads.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"

namespace attest::run {

std::vector<table::Head> read_heads(const std::vector<std::string>& q, const std::vector<std::string>& k,
                                    const std::vector<std::string>& v) {
  if (q.empty() || q.size() != k.size() || q.size() != v.size())
    throw std::invalid_argument(fmt::format(
        "--q, --k, --v: {}, {} and {} files; as many of each are needed, at least one", q.size(), k.size(), v.size()));
  std::vector<table::Head> heads;
  for (std::size_t h = 0; h < q.size(); ++h) {
    std::string name = std::filesystem::path(q[h]).stem().string();
    if (name.size() > 2 && name.ends_with("_q")) name.resize(name.size() - 2);
    attention::Problem p{data::read_double_matrix(q[h]), data::read_double_matrix(k[h]),
                         data::read_double_matrix(v[h])};
    try {
      require_valid(p);
    } catch (const std::invalid_argument& e) {
      throw data::InputError(fmt::format("{}: {}", q[h], e.what()));
    }
    heads.push_back({std::move(name), std::move(p.q), std::move(p.k), std::move(p.v)});
  }
  return heads;
}

}  // namespace attest::run
