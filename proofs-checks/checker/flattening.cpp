#include "flattening.hpp"

#include <string>

#include "work.hpp"

namespace check {

Flattening::Flattening(Record& proof, const std::vector<std::size_t>& sizes)
    : sizes_(sizes), on_rows_(sizes.size(), false) {
  mpz_class last = 0;
  for (const auto& mode : proof.take_integers("modes", sizes.size() - 1)) {
    if (mode <= last || mode > sizes.size())
      proof.reject("modes must ascend, from 1 to " + std::to_string(sizes.size()));
    on_rows_[mode.get_ui() - 1] = true;
    last = mode;
  }
  for (std::size_t m = 0; m < sizes.size(); ++m) {
    std::size_t& side = on_rows_[m] ? rows_ : columns_;
    if (sizes[m] > most_numbers / side)
      proof.reject("a side of the flattening is longer than " + std::to_string(most_numbers));
    side *= sizes[m];
  }
}

std::vector<std::size_t> Flattening::indices(std::size_t row, std::size_t column) const {
  std::vector<std::size_t> out;
  for (std::size_t m = 0; m < sizes_.size(); ++m) {
    std::size_t& left = on_rows_[m] ? row : column;
    out.push_back(left % sizes_[m]);
    left /= sizes_[m];
  }
  return out;
}

}  // namespace check
