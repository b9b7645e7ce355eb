#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "attest/reduction/chain.hpp"
#include "output.hpp"

namespace attest::run {

/// How the matrices of a folder came from its formula: all that `attest decide` takes from a manifest.
struct Recipe {
  reduction::Route route;
  std::string rope;                ///< as `attest attention --rope`; empty: no positions
  std::optional<Integer> message;  ///< of the protocol, where the folder holds one of several instances
};

/// One attention instance of the chain, with the files that hold its matrices.
struct AttentionInstance {
  reduction::Hardness hardness;
  std::optional<reduction::RotaryHardness> rotary;
  reduction::GapProblem gap;

  AttentionInstance(const reduction::Chain& chain, const Integer& index, const std::string& rope);
  [[nodiscard]] const reduction::Thresholds& thresholds() const;
  /// File names and matrices: Q, K or K1, K2, ..., V or V1, V2, ...
  [[nodiscard]] std::vector<std::pair<std::string, const DoubleMatrix*>> files() const;
  /// The links from the formula to this instance.
  [[nodiscard]] Json links(const reduction::Chain& chain) const;
};

inline constexpr const char* formula_name = "formula.cnf";
inline constexpr const char* manifest_name = "manifest.json";

/// `direct` or `protocol`, `centred` or `paper-like`, as typed after `option`; std::invalid_argument otherwise.
[[nodiscard]] reduction::Link parse_link(const char* option, const std::string& text);
[[nodiscard]] reduction::Form parse_form(const char* option, const std::string& text);

/// Folder of instance `index` where there are several.
[[nodiscard]] std::filesystem::path message_folder(const std::filesystem::path& folder, const Integer& index);

/// A formula from a DIMACS file; data::InputError naming it.
[[nodiscard]] reduction::Cnf read_formula(const std::filesystem::path& file);

/// The manifest of a folder, the instance's where it holds one.
[[nodiscard]] Json manifest(const reduction::Chain& chain, const Recipe& recipe, const AttentionInstance& instance,
                            bool holds_it);
/// data::InputError naming the file and the field.
[[nodiscard]] Recipe read_recipe(const std::filesystem::path& folder);

}  // namespace attest::run
