#include "positions.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>

#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "attest/data/npy.hpp"
#include "attest/number/text.hpp"
#include "suggest.hpp"

namespace attest::run {
namespace {

using namespace attention;

constexpr std::size_t largest_position = 1'000'000'000;

std::size_t parse_count(const char* option, const std::string& text, long least) {
  const long value = parse_whole(option, text);
  if (value < least) throw std::invalid_argument(fmt::format("{}: '{}'; at least {} is needed", option, text, least));
  return static_cast<std::size_t>(value);
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// `base=10000,pairing=interleaved,...`: values by key.
std::map<std::string, std::string> parse_keys(const std::string& text) {
  const std::vector<std::string> known{"base", "pairing", "dims", "linear", "ntk", "yarn", "xpos"};
  std::map<std::string, std::string> values;
  for (const auto& part : split(text, ',')) {
    const auto equal = part.find('=');
    const std::string key = part.substr(0, equal);
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      const std::string near = nearest(key, known);
      throw std::invalid_argument(fmt::format("--rope: '{}' is not known; allowed are {}{}", key,
                                              fmt::join(known, ", "),
                                              near.empty() ? "" : "; did you mean " + near + "?"));
    }
    if (equal == std::string::npos || !values.emplace(key, part.substr(equal + 1)).second)
      throw std::invalid_argument(fmt::format("--rope: '{}'; one value for it is needed, {}=...", part, key));
  }
  return values;
}

Pairing parse_pairing(const std::string& text) {
  if (text == "interleaved") return Pairing::interleaved;
  if (text == "half") return Pairing::half;
  throw std::invalid_argument("--rope: pairing '" + text + "'; allowed are interleaved and half");
}

GeneralKernel read_kernel(const std::string& file, std::size_t d) {
  auto array = data::read_npy(file);
  const auto& shape = array.shape;
  if (shape.size() != 3 || shape[1] != d || shape[2] != d || shape[0] % 2 == 0) {
    std::vector<std::string> sizes;
    for (const auto s : shape) sizes.push_back(std::to_string(s));
    throw data::InputError(fmt::format("{}: shape ({}); (2N-1, {}, {}) is needed, W of offsets -(N-1) .. N-1", file,
                                       fmt::join(sizes, ", "), d, d));
  }
  return {d, std::move(array.entries)};
}

Bias parse_bias(const std::string& text) {
  const auto colon = text.find(':');
  const std::string kind = text.substr(0, colon), rest = colon == std::string::npos ? "" : text.substr(colon + 1);
  if (kind == "alibi" && !rest.empty()) return AlibiBias{parse_number("--bias, slope", rest)};
  if (kind == "table" && !rest.empty()) {
    const RationalMatrix m = data::read_csv(rest);
    if (m.rows() != 1 && m.cols() != 1)
      throw data::InputError(
          fmt::format("{}: {} x {}; one row or one column of 2N-1 biases is needed", rest, m.rows(), m.cols()));
    TableBias table;
    for (std::size_t t = 0; t < m.rows() * m.cols(); ++t)
      table.values.push_back(m.rows() == 1 ? m.get(0, t) : m.get(t, 0));
    return table;
  }
  throw std::invalid_argument("--bias: '" + text + "'; allowed are alibi:SLOPE and table:FILE.csv");
}

}  // namespace

Rotary parse_rotary(const std::string& text, std::size_t d) {
  auto values = parse_keys(text);
  const auto value = [&](const std::string& key, const std::string& otherwise) {
    const auto at = values.find(key);
    return at == values.end() ? otherwise : at->second;
  };
  const Rational base = parse_number("--rope, base", value("base", "10000"));
  const long dims = parse_whole("--rope, dims", value("dims", std::to_string(d - d % 2)));
  if (dims < 0) throw std::invalid_argument(fmt::format("--rope: dims {}; at least 2 are needed", dims));
  const auto number = [](const char* name, const std::string& t) { return parse_positive(name, t); };
  try {
    Rotary r = standard_rotary(d, static_cast<std::size_t>(dims), parse_pairing(value("pairing", "interleaved")), base);
    if (values.count("linear") + values.count("ntk") + values.count("yarn") > 1)
      throw std::invalid_argument("only one of linear, ntk and yarn can be asked for");
    if (values.count("linear") > 0) r = with_linear_scaling(r, number("linear", values["linear"]));
    if (values.count("ntk") > 0) r = with_ntk_scaling(r, number("ntk", values["ntk"]));
    if (values.count("yarn") > 0) {
      const auto parts = split(values["yarn"], ':');
      if (parts.size() != 2)
        throw std::invalid_argument("yarn: '" + values["yarn"] + "'; SCALE:LENGTH is needed, e.g. 4:4096");
      r = with_yarn_scaling(r, base, number("yarn, scale", parts[0]), number("yarn, length", parts[1]));
    }
    if (values.count("xpos") > 0) r = with_xpos(r, number("xpos", values["xpos"]));
    return r;
  } catch (const std::invalid_argument& e) {
    const std::string what = e.what();
    throw std::invalid_argument(what.starts_with("--rope") ? what : "--rope: " + what);
  } catch (const std::domain_error& e) {
    throw std::domain_error(std::string("--rope: ") + e.what());
  }
}

bool has_positions(const AttentionOptions& o) {
  return !o.rope.empty() || !o.kernel.empty() || !o.bias.empty() || !o.window.empty() || o.dilation != "1" ||
         !o.block.empty() || o.query_offset != "0" || o.causal;
}

void set_positions(Problem& problem, const AttentionOptions& o) {
  const std::size_t d = problem.q.cols();
  if (!o.rope.empty() && !o.kernel.empty())
    throw std::invalid_argument("--rope, --w-kernel: only one of them can say how scores depend on positions");
  problem.query_offset = parse_count("--query-offset", o.query_offset, 0);
  if (std::max(problem.k.rows(), problem.q.rows() + problem.query_offset) > largest_position)
    throw std::invalid_argument(
        fmt::format("--query-offset: '{}'; positions are below {}", o.query_offset, largest_position));
  problem.mask.causal = o.causal;
  if (!o.window.empty()) problem.mask.window = parse_count("--window", o.window, 1);
  problem.mask.dilation = parse_count("--dilation", o.dilation, 1);
  if (!o.block.empty()) problem.mask.block = parse_count("--block", o.block, 1);
  if (!o.rope.empty()) problem.positions = parse_rotary(o.rope, d);
  if (!o.kernel.empty()) problem.positions = read_kernel(o.kernel, d);
  if (!o.bias.empty()) problem.bias = parse_bias(o.bias);
}

std::string positions_text(const AttentionOptions& o, const Problem& problem) {
  std::string s;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) s += (s.empty() ? "" : ", ") + part;
  };
  if (!o.rope.empty()) add("rope " + o.rope);
  if (!o.kernel.empty()) add("W of " + o.kernel);
  if (!o.bias.empty()) add("bias " + o.bias);
  add(problem.mask.text());
  if (problem.query_offset > 0) add("queries from position " + std::to_string(problem.query_offset));
  return s;
}

}  // namespace attest::run
