// The figures on given data: scores of heads, and matrices that are or are not structured.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "attest/attention/polynomial_plan.hpp"
#include "attest/count/ranks.hpp"
#include "attest/number/text.hpp"
#include "attest/report/figure_data.hpp"
#include "attest/structured/recognise.hpp"
#include "attest/table/write.hpp"

namespace attest::report {
namespace {

using table::Enclosure;
using table::Head;
using table::Missing;
using table::Row;

constexpr std::size_t most_heads = 24;
const Rational& head_eps() {
  static const Rational eps(1, 1000);
  return eps;
}

/// The largest score bound, up to a factor 1 + 2^-10, at which the certified degree has fewer columns than there are
/// keys: where it was tried it was certified.
table::Cell largest_paying_score(const Head& h) {
  const Integer keys = h.k.rows();
  const auto d = static_cast<long>(h.q.cols());
  const Rational spread = attention::half_spread(h.v);
  const auto pays = [&](double score) {
    const auto plan = attention::plan_scores(score, 0, spread, head_eps());
    return plan.decided() && count::tight_rank(d, static_cast<long>(plan.value().degree())) < keys;
  };
  double low = 0x1p-20, high = 2 * low;
  if (!pays(low)) return Missing{"it pays for no score"};
  while (pays(high)) {
    low = high;
    high *= 2;
  }
  while (high / low > 1 + 0x1p-10) {
    const double middle = std::sqrt(low * high);
    (pays(middle) ? low : high) = middle;
  }
  return Enclosure{Rational::exact(low), Rational::exact(high)};
}

FigureData data_of_heads(const FigureInputs& inputs, const std::vector<Head>& heads) {
  const table::Definition definition = table::bounded_entries_table();
  table::Grid grid;
  grid.lists["eps"] = {head_eps()};
  grid.heads = heads;
  grid.scale = inputs.scale;
  FigureData data(definition.make(table::checked(definition, std::move(grid))));
  FigureData more(data.columns());
  more.columns().insert(more.columns().end(),
                        {{"pays_up_to", {}, "", table::Show::below}, {"root_ln", {}, "", table::Show::above}});
  const Precision bits(128);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    Row row = data.rows()[i];
    row.emplace_back(largest_paying_score(heads[i]));
    const Ball root = sqrt(log(Ball(std::max<std::size_t>(2, heads[i].k.rows())), bits), bits);
    row.emplace_back(Enclosure{root.lower(), root.upper()});
    more.add(std::move(row));
  }
  return more;
}

std::vector<Point> by_head(const FigureData& data, const char* key, FigureData::End end) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < data.rows().size(); ++i)
    if (const auto x = number_in(data.cell(data.rows()[i], key), end)) points.push_back({*x, static_cast<double>(i)});
  return points;
}

Figure drawn_heads(const FigureTitle& title, const FigureInputs& inputs) {
  std::vector<Head> heads = inputs.heads;
  heads.resize(std::min(heads.size(), most_heads));
  const FigureData data = data_of_heads(inputs, heads);
  Plot plot{"", "", {"entry or scaled score", "", AxisScale::logarithmic}, {"head"}};
  for (const auto& h : heads) plot.y.names.push_back(h.name);
  using End = FigureData::End;
  struct Mark {
    const char *key, *name;
    End end;
  };
  const std::vector<Mark> marks = {{"pays_up_to", "pays up to this score", End::lower},
                                   {"spread", "half-spread of scores", End::upper},
                                   {"shifted", "bound after shift", End::upper},
                                   {"score", "largest score", End::upper},
                                   {"root_ln", "sqrt(ln n)", End::upper},
                                   {"b", "B, largest entry", End::upper}};
  for (std::size_t i = 0; i < marks.size(); ++i)
    plot.series.push_back({marks[i].name, Shape::marks, by_head(data, marks[i].key, marks[i].end), {}, i});
  const std::string first = inputs.heads.size() > most_heads ? "The first " + std::to_string(most_heads) + " of " +
                                                                   std::to_string(inputs.heads.size()) + " heads. "
                                                             : "";
  return figure_of(
      title,
      first +
          "Each row speaks of its head alone. Largest scaled score and half the spread of a query's scores (what no "
          "shift of the keys removes): enclosed, upper ends drawn; bound after shift: certified. 'Pays up to': a score "
          "bound at which the certified degree for error 1e-3 per entry still has fewer columns than there are keys; "
          "the method pays where the bound after shift is to its left, or where the data allow a lower degree (the "
          "verdict in the data). B, the largest entry of Q and K, is exact; the theorems want it below sqrt(ln n) as n "
          "grows, which no single head can show.",
      "For each head six marks on a logarithmic axis: the score up to which the method pays, the half-spread of its "
      "scores, the bound after the shift, the largest score, sqrt(ln n) and the largest entry B.",
      plot, data);
}

// --- matrices -------------------------------------------------------------------------------------------------------

/// [[a, b, c], [b, a, b], [c, b, a]] with a = 1, b = 1/2, c = -1/2.
RationalMatrix symmetric_toeplitz() {
  const std::vector<Rational> diagonal{1, Rational(1, 2), Rational(-1, 2)};
  RationalMatrix m(diagonal.size(), diagonal.size());
  for (std::size_t i = 0; i < diagonal.size(); ++i)
    for (std::size_t j = 0; j < diagonal.size(); ++j) m.set(i, j, diagonal[i < j ? j - i : i - j]);
  return m;
}

RationalMatrix circulant_with_first_row(const RationalMatrix& m) {
  const std::size_t n = m.cols();
  RationalMatrix c(n, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) c.set(i, j, m.get(0, (j + n - i) % n));
  return c;
}

std::string at(const RationalMatrix& m, const structured::Cell& c) {
  return "(" + std::to_string(c.row) + "," + std::to_string(c.col) + ") = " + to_text(m.get(c.row, c.col));
}

/// A heat map whose verdict and marked cells are what recognition says.
HeatMap judged(std::string name, const RationalMatrix& m) {
  HeatMap map{m, std::move(name), "", {}, true};
  const auto toeplitz = structured::recognise_toeplitz(m), circulant = structured::recognise_circulant(m);
  const auto refuted = [&](const structured::Recognition& r, const char* diagonal) {
    const auto& pair = std::get<structured::UnequalCells>(r.witness.value());
    map.marked = {{pair.a.row, pair.a.col}, {pair.b.row, pair.b.col}};
    return ": entry " + at(m, pair.a) + ", but " + at(m, pair.b) + " on the same " + diagonal + ".";
  };
  if (toeplitz.holds == Truth::no)
    map.verdict = "Not Toeplitz" + refuted(toeplitz, "diagonal");
  else if (circulant.holds == Truth::no)
    map.verdict = "Toeplitz. Not circulant" + refuted(circulant, "cyclic diagonal");
  else
    map.verdict = "Toeplitz and circulant.";
  if (circulant.holds == Truth::yes) return map;
  std::string fields;
  for (const auto field : {structured::Field::rational, structured::Field::real, structured::Field::complex}) {
    const auto rescaled = structured::recognise_rescaled_circulant(m, field);
    fields +=
        std::string(fields.empty() ? "" : "; ") + "over " + structured::to_text(field) + ": " + to_text(rescaled.holds);
  }
  map.verdict += " A circulant between two diagonal matrices: " + fields + ".";
  return map;
}

std::string csv_of(const std::string& name, const std::vector<HeatMap>& maps) {
  FigureData data({table::words("matrix", {}), {"row", {}}, {"col", {}}, {"entry", {}}, table::words("marked", {})});
  for (const auto& map : maps)
    for (std::size_t i = 0; i < map.entries.rows(); ++i)
      for (std::size_t j = 0; j < map.entries.cols(); ++j) {
        const bool marked = std::any_of(map.marked.begin(), map.marked.end(),
                                        [&](const HeatMap::Cell& c) { return c.row == i && c.col == j; });
        data.add(
            {table::Text{map.name}, Integer(i), Integer(j), map.entries.get(i, j), table::Text{marked ? "yes" : "no"}});
      }
  return data.csv(name);
}

}  // namespace

Figure scores_of_heads(const FigureTitle& title, const FigureInputs& inputs) {
  Figure none{title.id, title.title, "", "", "", ""};
  if (inputs.heads.empty()) {
    none.missing = "no head was given";
    return none;
  }
  try {
    return drawn_heads(title, inputs);
  } catch (const std::domain_error& e) {
    none.missing = e.what();
    return none;
  }
}

Figure toeplitz_beside_circulant(const FigureTitle& title, const FigureInputs& inputs) {
  const RationalMatrix m = inputs.matrix ? *inputs.matrix : symmetric_toeplitz();
  if (m.rows() != m.cols() || m.rows() == 0 || m.rows() > most_heat_cells)
    throw std::invalid_argument("matrix: it is " + std::to_string(m.rows()) + " x " + std::to_string(m.cols()) +
                                "; square ones of 1 to " + std::to_string(most_heat_cells) + " rows are drawn");
  const std::vector<HeatMap> maps = {judged(inputs.matrix_name, m),
                                     judged("circulant with this first row", circulant_with_first_row(m))};
  const std::string alt = "Two matrices as squares with their entries. " + maps[0].name + ": " + maps[0].verdict + " " +
                          maps[1].name + ": " + maps[1].verdict;
  return {
      title.id,
      title.title,
      "Entries are exact; darker is larger. Lines follow the diagonals, which are constant in a Toeplitz matrix; in "
      "a circulant each goes on at the other side. Framed: the first pair of entries that refutes the structure. All "
      "answers are decided in exact arithmetic, for these entries; rows and columns count from 0.",
      alt,
      draw(title.title, alt, maps),
      csv_of(title.id, maps)};
}

}  // namespace attest::report
