// The figures on counts of columns: how they grow, and from where on they pay.
#include <array>

#include "attest/attention/cost.hpp"
#include "attest/attention/polynomial_plan.hpp"
#include "attest/count/ranks.hpp"
#include "attest/report/figure_data.hpp"

namespace attest::report {
namespace {

using table::Missing;
using table::Row;

bool every(const Row&) { return true; }

}  // namespace

Figure growth_of_counts(const FigureTitle& title, const FigureInputs&) {
  const table::Definition definition = table::exponent_table();
  FigureData data(definition.make(table::checked(definition, {})));
  struct Count {
    const char *key, *name;
  };
  const std::array<Count, 5> counts{{{"tight", "C(d+g, g), tight"},
                                     {"papers_2", "C(2(g+d), 2g), papers"},
                                     {"papers_3", "C(3(g+d), 3g), papers"},
                                     {"rope", "C(2d+g, g), RoPE"},
                                     {"any", "C(d^2+g, g), any W"}}};
  for (const auto& c : counts) data.columns()[data.column(c.key)].show = table::Show::both;
  data.columns()[data.column("degree")].show = table::Show::both;
  Plot plot{"",
            "",
            {"log2 n", "", AxisScale::logarithmic},
            {"log_n of the count"},
            {},
            {{1, "y = 1"}, {2, "y = 2"}, {3, "y = 3"}}};
  plot.y.low = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto upper = data.points("log2_n", counts[i].key, every),
               lower = data.points("log2_n", counts[i].key, every, FigureData::End::lower);
    plot.series.push_back({counts[i].name, Shape::line, upper, {}, i, false, i > 0, 1});
    plot.series.push_back({"", Shape::band, upper, lower, i});
  }
  return figure_of(
      title,
      "log_n of the columns (terms) for n tokens in d = log2 n dimensions, logits at most 1, relative error "
      "1/n of the weights, at the least degree g. Each point is certified for its n by balls (upper ends are "
      "drawn; a band where the degree is known between two bounds only); no limit is taken. The polynomial "
      "method takes n times as many operations: it is faster than n^2 where a curve is below y = 1, than "
      "n^3 below y = 2; below y = 3 the count itself is less than n^3.",
      "Five curves of log_n of a count against log2 n from 10 to a million, all falling slowly. The tight "
      "count is lowest; the papers' counts lie above it.",
      plot, data);
}

Figure crossover_against_dimension(const FigureTitle& title, const FigureInputs& inputs) {
  const std::array<long, 13> dimensions{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128};
  const std::array<std::size_t, 2> orders{2, 3};
  const std::array<long, 3> digits{2, 3, 6};
  FigureData data({{"order", {}},
                   {"eps", {}},
                   {"d", {}},
                   {"degree", {}},
                   {"columns", {}},
                   {"crossover_n", {}, "", table::Show::measured}});
  Plot plot{"",
            "",
            {"dimension d of queries, keys and values", "", AxisScale::binary},
            {"least n at which the polynomial method is faster", "", AxisScale::logarithmic}};
  plot.y.whole = true;
  std::size_t style = 0;
  for (const std::size_t order : orders)
    for (const long e : digits) {
      const Rational eps = pow(Rational(10), -e);
      const auto plan = attention::plan_scores(1, 0, Rational(1), eps);
      for (const long d : dimensions) {
        Row row{Integer(order), eps, Integer(d)};
        if (!plan.decided()) {
          for (int c = 0; c < 3; ++c) row.emplace_back(Missing{plan.why().text, true});
        } else {
          const auto degree = static_cast<long>(plan.value().degree());
          const Integer columns = count::tight_rank(d, degree);
          const auto n =
              attention::crossover(static_cast<double>(d), static_cast<double>(d), order, columns, 1, inputs.rates);
          row.insert(row.end(), {Integer(degree), columns,
                                 n ? table::Cell(table::Measured{*n}) : table::Cell(Missing{"none up to 2^60"})});
        }
        data.add(std::move(row));
      }
      const auto keep = [&](const Row& r) {
        return std::get<Integer>(r[0]) == Integer(order) && std::get<Rational>(r[1]) == eps;
      };
      plot.series.push_back({"order " + std::to_string(order) + ", eps 1e-" + std::to_string(e),
                             Shape::line,
                             data.points("d", "crossover_n", keep),
                             {},
                             style,
                             false,
                             order == orders.back(),
                             true});
      ++style;
    }
  return figure_of(
      title,
      "Predicted, not proved: the least n from which on the estimated time of the polynomial method, at the "
      "certified degree for scores up to 1, values of half-spread 1 and error eps per entry, is below that "
      "of the definition in double; n queries and n keys, one thread. The rates are " +
          inputs.rates_source + "; another machine has another picture. Degrees and columns are exact.",
      "Curves of the crossover n against d from 1 to 128, both axes logarithmic: flat for small d, then "
      "rising, the steeper the smaller eps is; order 3 crosses far earlier than order 2.",
      plot, data);
}

}  // namespace attest::report
