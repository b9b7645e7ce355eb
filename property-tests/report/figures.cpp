#include "attest/report/figures.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/polynomial_plan.hpp"
#include "attest/count/ranks.hpp"
#include "scan.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::report;

namespace {

/// The lines of a CSV whose fields hold no comma, by key.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> lines;
  for (std::size_t at = 0; at < csv.size();) {
    const auto end = csv.find("\r\n", at);
    lines.emplace_back(1);
    bool quoted = false;
    for (std::size_t i = at; i < end; ++i) {
      if (csv[i] == '"')
        quoted = !quoted;
      else if (csv[i] == ',' && !quoted)
        lines.back().emplace_back();
      else
        lines.back().back() += csv[i];
    }
    at = end + 2;
  }
  std::vector<std::map<std::string, std::string>> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    rows.emplace_back();
    for (std::size_t c = 0; c < lines[0].size(); ++c) rows.back()[lines[0][c]] = lines[i].at(c);
  }
  return rows;
}
Rational value(const std::map<std::string, std::string>& row, const std::string& key) {
  return parse_rational(row.at(key));
}

/// Random heads whose scores are small.
table::Head small_head(const std::string& name) {
  const std::size_t n = size_in(4, 20), d = size_in(1, 3);
  table::Head h{name, DoubleMatrix(n, d), DoubleMatrix(n, d), DoubleMatrix(n, 1)};
  for (auto* m : {&h.q, &h.k, &h.v})
    for (double& x : m->entries()) x = *rc::gen::inRange(-64, 65) / 64.0;
  return h;
}

/// The marks of a drawing above its legend.
std::vector<Pixel> marks_of(const Figure& f) {
  const auto all = Scanner(f.svg).all();
  double bottom = 0;
  for (const auto& e : all)
    if (e.is("area")) bottom = e.number("y") + e.number("height");
  std::vector<Pixel> marks;
  for (const auto& e : all)
    if (e.is("marks"))
      for (const auto& p : places(e.attributes.at("d")))
        if (p.y < bottom + 1) marks.push_back(p);
  return marks;
}

/// Do marks stand where these numbers do, up to the scales of the axes and the rounding of both?
bool stand_at(const std::vector<Pixel>& marks, const std::vector<std::pair<double, double>>& numbers) {
  if (marks.size() != numbers.size()) return false;
  const auto affine = [&](const auto& pixel, const auto& number) {
    std::size_t a = 0, b = 0;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (number(i) < number(a)) a = i;
      if (number(i) > number(b)) b = i;
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const double share = (number(i) - number(a)) / (number(b) - number(a));
      constexpr double rounding = 0.4;
      if (!(std::fabs(pixel(i) - (pixel(a) + share * (pixel(b) - pixel(a)))) <= rounding)) return false;
    }
    return true;
  };
  return affine([&](std::size_t i) { return marks[i].x; }, [&](std::size_t i) { return numbers[i].first; }) &&
         affine([&](std::size_t i) { return marks[i].y; }, [&](std::size_t i) { return numbers[i].second; });
}

}  // namespace

int main() {
  Suite suite("report/figures");

  FigureInputs inputs;
  inputs.rates_source = "<of a test> & no machine";
  const std::vector<Figure> all = figures(inputs);
  const auto named = [&](const std::string& id) {
    return *std::find_if(all.begin(), all.end(), [&](const Figure& f) { return f.id == id; });
  };

  suite.fact("every figure has a title, a caption, a text for those who do not see it, a drawing and its numbers", [&] {
    RC_ASSERT(all.size() == figure_titles().size());
    std::set<std::string> ids;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Figure& f = all[i];
      RC_ASSERT(f.id == figure_titles()[i].id && f.title == figure_titles()[i].title && ids.insert(f.id).second);
      if (f.id == "scores") {
        RC_ASSERT(!f.missing.empty() && f.svg.empty());
        continue;
      }
      RC_ASSERT(f.missing.empty() && f.caption.size() > 40U && f.alt.size() > 40U);
      const auto elements = Scanner(f.svg).all();
      RC_ASSERT(elements[1].text == f.title && elements[2].text == f.alt);
      RC_ASSERT(rows_of(f.csv).size() > 3U);
      for (const std::string word : {"nan", "inf"})
        RC_ASSERT(f.csv.find(word) == std::string::npos && f.svg.find("\"" + word) == std::string::npos);
    }
  });
  suite.fact("no text of a figure covers another or leaves the picture", [&] {
    for (const Figure& f : all) {
      if (f.svg.empty()) continue;
      const auto elements = Scanner(f.svg).all();
      std::vector<Box> boxes;
      for (const auto& e : elements)
        if (e.name == "text") {
          RC_ASSERT(e.number("font-size") >= 13);
          const Box box = box_of(e);
          RC_ASSERT(box.left >= 0 && box.right <= elements[0].number("width"));
          for (const auto& b : boxes) RC_ASSERT(!box.covers(b));
          boxes.push_back(box);
        }
    }
  });
  suite.fact("the same inputs give the same bytes, alone or among the others", [&] {
    for (const Figure& f : all) {
      const Figure again = figure(f.id, inputs);
      RC_ASSERT(again.svg == f.svg && again.csv == f.csv && again.caption == f.caption);
    }
  });
  suite.fact("the work stops where it is told to; an unknown figure is refused", [&] {
    const auto made = figures(inputs, [](const FigureTitle&, std::size_t done, std::size_t) { return done < 1; });
    RC_ASSERT(made.size() == 1U);
    RC_ASSERT(made.front().id == figure_titles().front().id);
    bool refused = false;
    try {
      (void)figure("degrees", inputs);
    } catch (const std::invalid_argument&) {
      refused = true;
    }
    RC_ASSERT(refused);
  });
  suite.fact("degrees are certified from both sides, within the sandwich, and grow with B and with the digits", [&] {
    for (const auto& [id, fixed] : {std::pair{"degree-b", "eps"}, {"degree-eps", "b"}}) {
      const auto rows = rows_of(named(id).csv);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        RC_ASSERT(value(rows[i], "degree_lo") <= value(rows[i], "degree_hi"));
        RC_ASSERT(value(rows[i], "sandwich_lo") <= value(rows[i], "degree_lo"));
        RC_ASSERT(value(rows[i], "degree_hi") <= value(rows[i], "sandwich_hi"));
        RC_ASSERT(value(rows[i], "degree_hi") <= value(rows[i], "paper"));
        if (i > 0 && rows[i].at(fixed) == rows[i - 1].at(fixed))
          RC_ASSERT(value(rows[i - 1], "degree_lo") <= value(rows[i], "degree_hi"));
      }
    }
  });
  suite.fact("no polynomial beats the least error, and the errors fall with the degree", [&] {
    const auto rows = rows_of(named("error").csv);
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const std::string key : {"taylor", "chebyshev"}) {
        if (rows[i].at("least_lo").empty() || rows[i].at(key + "_hi").empty()) continue;
        RC_ASSERT(value(rows[i], "least_lo") <= value(rows[i], key + "_hi"));
        if (i > 0 && rows[i].at("b") == rows[i - 1].at("b"))
          RC_ASSERT(value(rows[i], "least_lo") <= value(rows[i - 1], "least_hi"));
      }
  });
  suite.fact("the marks of the counts stand at the numbers of the data, and no others", [&] {
    const auto rows = rows_of(named("exponent").csv);
    std::vector<std::pair<double, double>> numbers;
    for (const std::string key : {"tight", "papers_2", "papers_3", "rope", "any"})
      for (const auto& row : rows)
        numbers.emplace_back(std::log(value(row, "log2_n").nearest_double()), value(row, key + "_hi").nearest_double());
    RC_ASSERT(stand_at(marks_of(named("exponent")), numbers));
  });
  suite.fact("the marks of the crossover stand at the numbers of the data, which the rates decide", [&] {
    const auto rows = rows_of(named("crossover").csv);
    std::vector<std::pair<double, double>> numbers;
    for (const auto& row : rows)
      if (!row.at("crossover_n").empty())
        numbers.emplace_back(std::log(value(row, "d").nearest_double()),
                             std::log(value(row, "crossover_n").nearest_double()));
    RC_ASSERT(stand_at(marks_of(named("crossover")), numbers));
    RC_ASSERT(named("crossover").caption.find(inputs.rates_source) != std::string::npos);
    FigureInputs slower = inputs;
    slower.rates.multiply_add *= 10;
    RC_ASSERT(figure("crossover", slower).csv != named("crossover").csv);
  });
  suite.law(
      "a head's scores: the method pays up to the bound that is drawn, and not a hundredth above it",
      [] {
        FigureInputs given;
        given.heads = {small_head("a & <b>"), small_head("c")};
        const Figure f = figure("scores", given);
        RC_ASSERT(f.missing.empty());
        (void)Scanner(f.svg).all();
        const auto rows = rows_of(f.csv);
        RC_ASSERT(rows.size() == given.heads.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const auto& h = given.heads[i];
          RC_ASSERT(rows[i].at("head") == h.name);
          const auto columns = [&](double score) {
            const auto plan = attention::plan_scores(score, 0, attention::half_spread(h.v), Rational(1, 1000));
            return count::tight_rank(static_cast<long>(h.q.cols()), static_cast<long>(plan.value().degree()));
          };
          if (rows[i].at("pays_up_to").empty()) continue;
          const double pays = value(rows[i], "pays_up_to").nearest_double();
          if (1.01 * pays > attention::largest_planned_score) continue;  // nothing is planned above
          RC_ASSERT(columns(pays) < Integer(h.k.rows()));
          RC_ASSERT(columns(1.01 * pays) >= Integer(h.k.rows()));
        }
      },
      0.1);
  suite.fact("heads beyond the 24 that are drawn are counted; scores beyond all plans leave no figure, but a reason",
             [] {
               table::Head h{"h", DoubleMatrix(2, 1), DoubleMatrix(2, 1), DoubleMatrix(2, 1)};
               h.q(0, 0) = h.k(1, 0) = h.v(1, 0) = 0.5;
               FigureInputs given;
               for (std::size_t i = 0; i < 26; ++i) {
                 given.heads.push_back(h);
                 given.heads.back().name = "h" + std::to_string(i);
               }
               const Figure f = figure("scores", given);
               RC_ASSERT(f.caption.find("The first 24 of 26 heads.") == 0 && rows_of(f.csv).size() == 24U);
               RC_ASSERT(rows_of(f.csv).back().at("head") == "h23");
               given.heads.resize(24);
               RC_ASSERT(figure("scores", given).csv == f.csv);
               RC_ASSERT(figure("scores", given).caption.find("The first") == std::string::npos);
               given.heads[3].q(0, 0) = given.heads[3].k(1, 0) = 1e200;
               const Figure none = figure("scores", given);
               RC_ASSERT(!none.missing.empty() && none.svg.empty() && none.csv.empty());
             });
  suite.fact("a matrix that is no square of 1 to 12 rows is refused with its shape, one of 12 is drawn", [] {
    FigureInputs given;
    for (const auto& [rows, cols] : {std::pair<std::size_t, std::size_t>{2, 3}, {3, 2}, {0, 0}, {13, 13}}) {
      given.matrix = RationalMatrix(rows, cols);
      RC_ASSERT(throws_with<std::invalid_argument>(
          [&] { static_cast<void>(figure("matrix", given)); },
          {"matrix: it is " + std::to_string(rows) + " x " + std::to_string(cols), "1 to 12 rows"}));
    }
    given.matrix = RationalMatrix(12, 12);
    RC_ASSERT(rows_of(figure("matrix", given).csv).size() == 2U * 12 * 12);
  });
  suite.law("the framed pair of a matrix refutes: one cyclic diagonal, two entries", [] {
    const std::size_t n = size_in(1, 5);
    std::vector<long> diagonal;
    for (std::size_t k = 0; k + 1 < 2 * n; ++k) diagonal.push_back(*rc::gen::inRange(-2, 3));
    const bool toeplitz = *rc::gen::inRange(0, 4) > 0;
    FigureInputs given;
    given.matrix_name = "M";
    given.matrix = rational_matrix(n, n);
    if (toeplitz)
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) given.matrix->set(i, j, Rational(diagonal[i + n - 1 - j]));
    const auto rows = rows_of(figure("matrix", given).csv);
    RC_ASSERT(rows.size() == 2 * n * n);
    std::vector<std::map<std::string, std::string>> marked;
    for (const auto& row : rows)
      if (row.at("marked") == "yes") marked.push_back(row);
    bool circulant = true;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        circulant = circulant && given.matrix->get(i, j) == given.matrix->get(0, (j + n - i) % n);
    RC_ASSERT(marked.size() == (circulant ? 0U : 2U));
    if (circulant) return;
    const auto along = [&](const auto& row) { return std::stol(row.at("row")) - std::stol(row.at("col")); };
    RC_ASSERT((along(marked[0]) - along(marked[1])) % static_cast<long>(n) == 0);
    RC_ASSERT(marked[0].at("entry") != marked[1].at("entry") && marked[0].at("matrix") == "M");
  });
  return suite.finish();
}
