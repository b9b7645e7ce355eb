#include "attest/report/figures.hpp"

#include <stdexcept>

#include "attest/report/plot.hpp"

namespace attest::report {

const std::vector<FigureTitle>& figure_titles() {
  static const std::vector<FigureTitle> titles = {{"degree-b", "Least degree against B"},
                                                  {"degree-eps", "Least degree against the digits of eps"},
                                                  {"exponent", "How the counts grow with n"},
                                                  {"error", "Certified error against degree"},
                                                  {"crossover", "Where the polynomial method overtakes, against d"},
                                                  {"scores", "Score ranges of real heads"},
                                                  {"matrix", "A Toeplitz matrix beside a circulant"}};
  return titles;
}

Figure figure(std::string_view id, const FigureInputs&) {
  for (const auto& t : figure_titles())
    if (t.id == id)
      return {t.id,     t.title, "Caption of " + t.title + ".", t.title, draw(Plot{t.title, t.title, {}, {}}).svg,
              "x,y\r\n"};
  throw std::invalid_argument("figure: '" + std::string(id) + "' is not known");
}

std::vector<Figure> figures(const FigureInputs& inputs, const Progress& progress) {
  std::vector<Figure> made;
  const auto& all = figure_titles();
  for (const auto& t : all) {
    if (progress && !progress(t, made.size(), all.size())) break;
    made.push_back(figure(t.id, inputs));
  }
  return made;
}

}  // namespace attest::report
