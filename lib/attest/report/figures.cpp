#include "attest/report/figures.hpp"

#include <stdexcept>

#include "attest/report/figure_data.hpp"

namespace attest::report {
namespace {

struct Entry {
  FigureTitle title;
  Figure (*make)(const FigureTitle&, const FigureInputs&);
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all = {
      {{"degree-b", "Least degree for relative error eps, against B"}, degree_against_width},
      {{"degree-eps", "Least degree for relative error eps, against its digits"}, degree_against_accuracy},
      {{"error", "Least error, Chebyshev's and Taylor's, against the degree"}, error_against_degree},
      {{"exponent", "How the counts of columns grow with n"}, growth_of_counts},
      {{"crossover", "From which n on the polynomial method is faster, against d"}, crossover_against_dimension},
      {{"scores", "Scores of heads, and where the polynomial method pays"}, scores_of_heads},
      {{"matrix", "A Toeplitz matrix beside the circulant with its first row"}, toeplitz_beside_circulant}};
  return all;
}

}  // namespace

const std::vector<FigureTitle>& figure_titles() {
  static const std::vector<FigureTitle> titles = [] {
    std::vector<FigureTitle> all;
    for (const auto& e : entries()) all.push_back(e.title);
    return all;
  }();
  return titles;
}

Figure figure(std::string_view id, const FigureInputs& inputs) {
  std::string known;
  for (const auto& e : entries()) {
    if (e.title.id == id) return e.make(e.title, inputs);
    known += (known.empty() ? "" : ", ") + e.title.id;
  }
  throw std::invalid_argument("figure: '" + std::string(id) + "' is not known; there are " + known);
}

std::vector<Figure> figures(const FigureInputs& inputs, const Progress& progress) {
  std::vector<Figure> made;
  for (const auto& e : entries()) {
    if (progress && !progress(e.title, made.size(), entries().size())) break;
    made.push_back(e.make(e.title, inputs));
  }
  return made;
}

}  // namespace attest::report
