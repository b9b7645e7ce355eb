#include "attest/table/tables.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/thresholds.hpp"
#include "attest/table/linear.hpp"
#include "attest/table/true_error.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::table;

namespace {

const Precision bits(192);

const Definition& definition(const std::string& name) {
  for (const auto& d : definitions())
    if (d.name == name) return d;
  throw std::logic_error("no table " + name);
}

/// A table as it was made, its cells found by row and key.
struct Made {
  Sheet sheet;
  std::vector<Row> rows{};

  [[nodiscard]] const Cell& cell(std::size_t row, const std::string& key) const {
    for (std::size_t c = 0; c < sheet.columns.size(); ++c)
      if (sheet.columns[c].key == key) return rows.at(row).at(c);
    throw std::logic_error("no column " + key);
  }
  [[nodiscard]] bool missing(std::size_t row, const std::string& key) const {
    return std::holds_alternative<Missing>(cell(row, key));
  }
  [[nodiscard]] const std::string& text(std::size_t row, const std::string& key) const {
    return std::get<Text>(cell(row, key)).plain;
  }
  [[nodiscard]] Integer whole(std::size_t row, const std::string& key) const {
    return std::get<Integer>(cell(row, key));
  }
  [[nodiscard]] Rational fraction(std::size_t row, const std::string& key) const {
    return std::get<Rational>(cell(row, key));
  }
  /// Both ends; those of an exact number are the number.
  [[nodiscard]] Enclosure ends(std::size_t row, const std::string& key) const {
    const Cell& x = cell(row, key);
    if (const auto* z = std::get_if<Integer>(&x)) return {*z, *z};
    return std::get<Enclosure>(x);
  }
};

Made made(const std::string& name, Grid grid) {
  const Definition& d = definition(name);
  Made m{d.make(checked(d, std::move(grid)))};
  RC_ASSERT(m.sheet.name == name);
  m.sheet.rows([&](const Row& row) {
    RC_ASSERT(row.size() == m.sheet.columns.size());
    m.rows.push_back(row);
  });
  return m;
}
Made made_of(const std::string& name, std::map<std::string, std::vector<Rational>> lists) {
  Grid grid;
  grid.lists = std::move(lists);
  return made(name, std::move(grid));
}

/// C(n, k) by Pascal's triangle.
Integer choose(long n, long k) {
  std::vector<Integer> line(static_cast<std::size_t>(k) + 1);
  line[0] = 1;
  for (long i = 0; i < n; ++i)
    for (auto j = static_cast<std::size_t>(k); j > 0; --j) line[j] += line[j - 1];
  return line.back();
}

bool holds(const Enclosure& e, const Rational& x) { return e.lower <= x && x <= e.upper; }
Ball ball(const Enclosure& e) { return Ball::between(e.lower, e.upper, bits); }

Head any_head() {
  const std::size_t n = size_in(1, 5), m = size_in(1, 5), d = size_in(1, 3);
  return {"a head", double_matrix(n, d), double_matrix(m, d), double_matrix(m, size_in(1, 3))};
}

/// The scores of a query before scaling, over Q.
std::vector<Rational> scores_of(const Head& h, std::size_t i) {
  std::vector<Rational> all;
  for (std::size_t j = 0; j < h.k.rows(); ++j) {
    Rational s;
    for (std::size_t l = 0; l < h.q.cols(); ++l) s += Rational::exact(h.q(i, l)) * Rational::exact(h.k(j, l));
    all.push_back(s);
  }
  return all;
}

ledger::Claim claim(std::string id, std::vector<std::string> items, ledger::Verdict verdict) {
  ledger::Claim c;
  c.id = std::move(id);
  c.paper = "A & B 2023";
  c.label = "Lemma 1";
  c.ledger = std::move(items);
  c.check = [verdict](const ledger::Claim&, const ledger::Effort&) { return verdict; };
  return c;
}

}  // namespace

int main() {
  Suite s("table/tables");

  s.fact("every table has a name and columns of its own, and its usual lists are allowed", [] {
    std::set<std::string> names;
    for (const auto& d : definitions()) {
      RC_ASSERT(names.insert(d.name).second && !d.what.empty());
      const Grid usual = checked(d, {});
      for (const auto& o : d.options) RC_ASSERT(usual.numbers(o.name) == o.usual);
      const Sheet sheet = d.make(usual);
      std::set<std::string> keys;
      for (const auto& c : sheet.columns) RC_ASSERT(keys.insert(c.key).second && !c.heading.plain.empty());
      RC_ASSERT(sheet.name == d.name && !sheet.caption.plain.empty());
    }
  });
  s.fact("a list that is not the table's, empty, broken, out of range or too long is refused by name", [] {
    const auto refused = [](const char* name, std::map<std::string, std::vector<Rational>> lists) {
      Grid grid;
      grid.lists = std::move(lists);
      static_cast<void>(checked(definition(name), std::move(grid)));
    };
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          refused("rank", {{"n", {1}}});
        },
        {"--n", "table rank", "--order --d --g"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { refused("ledger", {{"n", {1}}}); }, {"which takes no lists"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { refused("rank", {{"d", {}}}); }, {"--d: an empty list"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          refused("rank", {{"d", {Rational(7, 2)}}});
        },
        {"--d", "whole numbers are needed"}));
    RC_ASSERT(throws_with<std::domain_error>([&] { refused("rank", {{"g", {2001}}}); }, {"--g", "2001", "0 to 2000"}));
    RC_ASSERT(throws_with<std::domain_error>([&] { refused("exponent", {{"n", {1}}}); }, {"2^1", "2^2 to 2^"}));
    const std::vector<Rational> many(400, Rational(3));
    RC_ASSERT(throws_with<std::domain_error>(
        [&] {
          refused("rank", {{"d", many}, {"g", many}});
        },
        {"more than 100000 combinations"}));
  });

  s.law("the table of ranks has the binomials of Pascal's triangle", [] {
    const long k = *rc::gen::inRange(2L, 5L), d = *rc::gen::inRange(1L, 9L), g = *rc::gen::inRange(0L, 7L);
    const Made t = made_of("rank", {{"order", {k}}, {"d", {d}}, {"g", {g}}});
    RC_ASSERT(t.rows.size() == 1U);
    RC_ASSERT(t.whole(0, "tight") == choose(d + g, g) && t.whole(0, "papers") == choose(k * (g + d), k * g));
    RC_ASSERT(holds(t.ends(0, "ratio"), Rational(t.whole(0, "papers"), t.whole(0, "tight"))));
  });
  s.law("grouping Toeplitz terms leaves no more of them, turning the vectors fewer still", [] {
    const long d = *rc::gen::inRange(1L, 9L), g = *rc::gen::inRange(0L, 6L);
    const Made t = made_of("terms", {{"d", {d}}, {"g", {g}}});
    RC_ASSERT(t.whole(0, "rope_paper") == choose(2 * d + g, g) && t.whole(0, "rope_turned") == choose(d + g, g));
    RC_ASSERT(t.whole(0, "any_paper") == choose(d * d + g, g));
    Integer squares = 0;
    for (long e = 0; e <= g; ++e) squares += choose(d + e - 1, e) * choose(d + e - 1, e);
    RC_ASSERT(t.whole(0, "any_grouped") == squares);
    RC_ASSERT(t.missing(0, "rope_grouped") == (d % 2 == 1));
    if (d % 2 == 0)
      RC_ASSERT(t.whole(0, "rope_turned") <= t.whole(0, "rope_grouped") &&
                t.whole(0, "rope_grouped") <= t.whole(0, "rope_paper"));
  });
  s.law(
      "no route needs less than the least degree, and the next row, of a smaller error, no less than this",
      [] {
        const Rational B(*rc::gen::inRange(1, 13), 2), eps = Rational::power_of_two(-*rc::gen::inRange(1, 40));
        const Made t = made_of("degree", {{"b", {B}}, {"eps", {eps, eps / Rational(16)}}});
        RC_ASSERT(t.rows.size() == 4U);
        for (std::size_t r = 0; r < 4; ++r) {
          RC_ASSERT(t.text(r, "error") == (r < 2 ? "absolute" : "relative"));
          RC_ASSERT(t.missing(r, "paper") == (r < 2) && !t.missing(r, "taylor"));
          for (const char* route : {"economised", "chebyshev", "taylor", "paper"})
            if (!t.missing(r, route) && !t.missing(r, "degree")) RC_ASSERT(t.whole(r, "degree") <= t.whole(r, route));
        }
        for (const std::size_t r : {0U, 2U})
          if (!t.missing(r, "degree") && !t.missing(r + 1, "degree"))
            RC_ASSERT(t.whole(r, "degree") <= t.whole(r + 1, "degree"));
      },
      0.2);
  s.law(
      "the exponents of the counts enclose the logarithms of the binomials",
      [] {
        const long m = *rc::gen::inRange(2L, 41L);
        const Rational beta(*rc::gen::inRange(1, 9), 2);
        const Made t = made_of("exponent", {{"n", {m}}, {"b", {beta}}});
        const Enclosure g = t.ends(0, "degree");
        const auto count = [&](long variables, long factor, const Rational& degree) {
          const long e = static_cast<long>(degree.numerator());
          return div(log(Ball(choose(factor * (variables + e), factor * e)), bits),
                     mul(Ball(m), log(Ball(2), bits), bits), bits);
        };
        const std::tuple<const char*, long, long> columns[] = {
            {"tight", m, 1}, {"papers_2", m, 2}, {"papers_3", m, 3}, {"rope", 2 * m, 1}};
        for (const auto& [key, variables, factor] : columns) {
          const Enclosure e = t.ends(0, key);
          const Ball low = count(variables, factor, g.lower), high = count(variables, factor, g.upper);
          RC_ASSERT(e.lower <= low.lower() && high.upper() <= e.upper);
          RC_ASSERT(low.lower() - e.lower <= Rational(1, 10'000) && e.upper - high.upper() <= Rational(1, 10'000));
        }
      },
      0.5);
  s.law(
      "where the closed form takes over, its degrees hold the least one",
      [] {
        const long m = *rc::gen::inRange(257L, 330L);
        const Rational beta(*rc::gen::inRange(1, 9), 2);
        const Made t = made_of("exponent", {{"n", {m}}, {"b", {beta}}});
        const auto b = expoly::bracket_degree({-beta, beta}, Rational::power_of_two(-m), expoly::ErrorKind::relative);
        const Enclosure g = t.ends(0, "degree");
        RC_ASSERT(g.lower <= Rational(b.upper.degree) && Rational(b.at_least()) <= g.upper);
        RC_ASSERT(g.upper - g.lower <= Rational(2));
      },
      0.1);
  s.law(
      "at the threshold the columns number n^(k-1), and no route has a higher one than the least degree",
      [] {
        const long k = *rc::gen::inRange(2L, 6L);
        const Rational C(*rc::gen::inRange(1, 33), 4), a(*rc::gen::inRange(1, 65), 8);
        const Made t = made_of("threshold", {{"order", {k}}, {"c", {C}}, {"a", {a}}});
        const Enclosure best = t.ends(0, "optimum");
        for (const char* route : {"taylor", "paper"}) RC_ASSERT(t.ends(0, route).lower <= best.upper);
        const auto x_ln_x = [](const Ball& x) { return mul(x, log(x, bits), bits); };
        const auto columns_are_all = [&](const Ball& g) {  // (C + g) ln (C + g) - C ln C - g ln g
          const Ball c(C, bits), f = sub(x_ln_x(add(c, g, bits)), add(x_ln_x(c), x_ln_x(g), bits), bits);
          RC_ASSERT(abs(f.midpoint() - Rational(k - 1)) <= Rational(1, 1'000'000));
        };
        columns_are_all(ball(t.ends(0, "degree")));
        for (const auto& [route, name] : {std::pair{expoly::Route::taylor, "taylor"}, {expoly::Route::paper, "paper"}})
          columns_are_all(expoly::degree_constant(route, a, t.ends(0, name).lower, bits));
        RC_ASSERT(t.text(0, "scope") == "attained" || t.text(0, "scope") == "a lower bound");
      },
      0.2);
  s.law(
      "evaluation loses no negative number of bits, the series 2 B / ln 2, and Taylor's degree is not below the least",
      [] {
        const Rational B(*rc::gen::inRange(1, 17), 2), eps = Rational::power_of_two(-*rc::gen::inRange(2, 50));
        const Made t = made_of("stability", {{"b", {B}}, {"eps", {eps}}});
        RC_ASSERT(t.whole(0, "degree") <= t.whole(0, "taylor_degree"));
        for (const char* lost : {"lost", "taylor_lost"}) RC_ASSERT(t.ends(0, lost).upper >= Rational(0));
        RC_ASSERT(contains(mul(ball(t.ends(0, "series_lost")), log(Ball(2), bits), bits), Rational(2) * B));
        RC_ASSERT(t.whole(0, "numerator_bits") > 0 && t.whole(0, "denominator_bits") > 0);
      },
      0.2);
  s.law(
      "the sharp constant of the division solves its equation, and the papers' is 2 eps B^(k-1)",
      [] {
        const long k = *rc::gen::inRange(2L, 6L);
        const Rational B = positive_rational(), eps(*rc::gen::inRange(1, 1000), 1000);
        const Made t = made_of("normalization", {{"order", {k}}, {"b", {B}}, {"eps", {eps}}});
        Rational values = 1;
        for (long e = 1; e < k; ++e) values *= B;
        RC_ASSERT(t.fraction(0, "papers") == Rational(2) * eps * values);
        // s = 2 V (1 - sqrt(1 - eps^2))/eps: (1 - s eps/(2 V))^2 + eps^2 - 1 falls from 0 or more to 0 or less.
        const auto rest = [&](const Rational& sharp) {
          const Rational root = Rational(1) - sharp * eps / (Rational(2) * values);
          return root * root + eps * eps - Rational(1);
        };
        const Enclosure sharp = t.ends(0, "sharp"), ratio = t.ends(0, "ratio");
        RC_ASSERT(rest(sharp.lower).sign() >= 0 && rest(sharp.upper).sign() <= 0);
        RC_ASSERT(sharp.upper - sharp.lower <= sharp.upper * Rational::power_of_two(-400));
        RC_ASSERT(ratio.lower * sharp.lower <= t.fraction(0, "papers") &&
                  t.fraction(0, "papers") <= ratio.upper * sharp.upper);
      },
      0.3);

  s.law(
      "a head's largest score and half-spread lie within their enclosures, the bound after a shift above it",
      [] {
        const Head h = any_head();
        const Rational scale = positive_rational(2);
        Grid grid;
        grid.lists = {{"eps", {Rational(1, 1000)}}};
        grid.heads = {h};
        grid.scale = attention::Scale::rational(scale);
        const Made t = made("bounded-entries", grid);
        Rational largest, spread, entry;
        for (std::size_t i = 0; i < h.q.rows(); ++i) {
          const auto scores = scores_of(h, i);
          const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
          largest = max(largest, max(abs(*low), abs(*high)));
          spread = max(spread, *high - *low);
        }
        for (const auto* m : {&h.q, &h.k})
          for (const double x : m->entries()) entry = max(entry, abs(Rational::exact(x)));
        RC_ASSERT(holds(t.ends(0, "score"), largest * scale));
        RC_ASSERT(holds(t.ends(0, "spread"), spread * scale / Rational(2)));
        RC_ASSERT(t.ends(0, "b").upper == entry && t.ends(0, "b").lower == entry);
        RC_ASSERT(t.text(0, "verdict").starts_with(t.whole(0, "rank") < t.whole(0, "m") ? "yes" : "no"));
        RC_ASSERT(spread * scale / Rational(2) <= t.ends(0, "shifted").upper);
      },
      0.5);
  s.fact("a head whose scores are too large has no plan, or is refused by what is too large", [] {
    const auto head = [](double entry) {
      DoubleMatrix q(2, 1), k(3, 1);
      q(0, 0) = k(2, 0) = entry;
      Grid grid;
      grid.lists = {{"eps", {Rational(1, 1000)}}};
      grid.heads = {{"large", q, k, DoubleMatrix(3, 1)}};
      return grid;
    };
    const Made t = made("bounded-entries", head(1e7));
    RC_ASSERT(t.missing(0, "rank") && t.missing(0, "degree") && t.text(0, "verdict") == "no: no degree is planned");
    RC_ASSERT(throws_with<std::domain_error>([&] { static_cast<void>(made("bounded-entries", head(1e200))); },
                                             {"scores", "double"}));
    Grid many = head(1);
    many.heads[0].q = many.heads[0].k = DoubleMatrix(16'385, 1);
    RC_ASSERT(throws_with<std::domain_error>([&] { static_cast<void>(made("bounded-entries", many)); },
                                             {"large: more than 2^28 scores"}));
  });
  s.law(
      "attention on heads keeps its proven bound, which is within eps, and has a row for each head and error",
      [] {
        Grid grid;
        grid.heads = {any_head(), any_head()};
        grid.lists = {{"eps", {Rational(1, 100), Rational(1, 1'000'000)}}};
        const Made t = made("attention", grid);
        RC_ASSERT(t.rows.size() == 4U);
        for (std::size_t r = 0; r < 4; ++r) {
          const Rational bound = t.ends(r, "bound").upper;
          RC_ASSERT(t.ends(r, "true_error").lower <= bound && bound <= t.fraction(r, "eps"));
          RC_ASSERT(t.ends(r, "polynomial").upper + t.ends(r, "rounding").upper == bound);
          RC_ASSERT(t.whole(r, "scores") == Integer(grid.heads[r / 2].q.rows()) * Integer(grid.heads[r / 2].k.rows()));
        }
      },
      0.1);
  s.fact("in the experiments what is proved holds, and what proves nothing says so", [] {
    for (const long d : {3L, 4L}) {
      const Made t = made_of(
          "experiments",
          {{"n", {24}}, {"d", {d}}, {"b", {Rational(1, 2)}}, {"eps", {Rational(1, 100), pow(Rational(10), -12)}}});
      RC_ASSERT(t.rows.size() == (d == 4 ? 16U : 12U));
      std::set<std::string> proved;
      for (std::size_t r = 0; r < t.rows.size(); ++r) {
        RC_ASSERT(t.missing(r, "bound") == (t.text(r, "scope") != "proved for every entry"));
        if (t.missing(r, "bound")) continue;
        proved.insert(t.text(r, "method"));
        const Rational bound = t.ends(r, "bound").upper;
        RC_ASSERT(t.ends(r, "true_error").lower <= bound);
        RC_ASSERT(bound <= (r < t.rows.size() / 2 ? Rational(1, 100) : pow(Rational(10), -12)));
      }
      for (const char* method : {"definition", "low rank", "order 3: definition", "order 3: low rank"})
        RC_ASSERT(proved.contains(method));
      RC_ASSERT(proved.contains("RoPE: Toeplitz terms") == (d == 4) && !proved.contains("random features"));
    }
  });
  s.fact("the ledger has a row for each claim, the rulings one for each item, in the order of items", [] {
    using ledger::Status;
    const std::vector<ledger::Claim> claims{
        claim("b-claim", {"P-2", "P-1"}, {Status::refuted, "all", "fails", "n = 3", {}}),
        claim("c-claim", {"P-1"}, {Status::undecided, "none", "too long", std::nullopt, {}}),
        claim("a-claim", {"P-3"}, {Status::proved, "all", "by hand", std::nullopt, {}})};
    Grid grid;
    for (const auto& c : claims) grid.claims.push_back(&c);
    const Made t = made("ledger", grid);
    RC_ASSERT(t.rows.size() == 3U);
    RC_ASSERT(t.text(0, "items") == "P-2, P-1" && t.text(0, "source") == "A & B 2023, Lemma 1");
    RC_ASSERT(t.text(0, "verdict") == "refuted" && t.text(0, "evidence") == "fails; witness: n = 3");
    RC_ASSERT(std::get<Missing>(t.cell(1, "verdict")).undecided);
    RC_ASSERT(t.text(2, "claim") == "a-claim" && t.text(2, "evidence") == "by hand");
    const Made items = made("rulings", grid);
    RC_ASSERT(items.rows.size() == 4U);
    const std::pair<const char*, const char*> expected[] = {
        {"P-1", "b-claim"}, {"P-1", "c-claim"}, {"P-2", "b-claim"}, {"P-3", "a-claim"}};
    for (std::size_t r = 0; r < 4; ++r)
      RC_ASSERT(items.text(r, "item") == expected[r].first && items.text(r, "claim") == expected[r].second);
  });
  s.fact("a claim whose check throws is undecided in the ledger", [] {
    ledger::Claim broken = claim("broken", {"P-1"}, {});
    broken.check = [](const ledger::Claim&, const ledger::Effort&) -> ledger::Verdict {
      throw std::runtime_error("no instance");
    };
    Grid grid;
    grid.claims = {&broken};
    const Made t = made("ledger", grid);
    RC_ASSERT(std::get<Missing>(t.cell(0, "verdict")).why == "undecided: the check stopped: no instance");
  });

  s.law("the rows that are judged are spread over all, the first among them", [] {
    const std::size_t n = size_in(1, 50), count = size_in(1, 12);
    const auto rows = spread_rows(n, count);
    RC_ASSERT(rows.size() == std::min(n, count));
    RC_ASSERT(rows.front() == 0U && rows.back() < n);
    RC_ASSERT(rows.back() + n / rows.size() + 1 >= n);
    for (std::size_t t = 1; t < rows.size(); ++t) {
      RC_ASSERT(rows[t - 1] < rows[t]);
      RC_ASSERT(rows[t] - rows[t - 1] <= n / rows.size() + 1);
    }
  });
  s.law(
      "the true error of an output that is off by so much is so much",
      [] {
        const Head h = any_head();
        const attention::Problem p{h.q, h.k, h.v};
        const attention::TensorProblem third{h.q, {h.k, h.k}, {h.v, h.v}};
        const Rational off(*rc::gen::inRange(1, 1000), 100), eps = pow(Rational(10), -9);
        const std::size_t row = size_in(0, h.q.rows() - 1);  // at most 8 rows: each is judged
        const auto shows = [&](const auto& problem, DoubleMatrix output) {
          output(row, 0) += off.nearest_double();
          const auto e = std::get<Enclosure>(true_error(problem, output, 1));
          RC_ASSERT(e.lower <= off + Rational(2) * eps && off - Rational(2) * eps <= e.upper);
          output(row, 0) = INFINITY;
          RC_ASSERT(std::holds_alternative<Missing>(true_error(problem, output, 1)));
        };
        shows(p, attention::softmax(p, eps, attention::Method::definition, {}, 1).value().answer.output);
        shows(third, attention::attend(third, eps, attention::Method::definition, {}, 1).value().answer.output);
      },
      0.3);
  s.law("degree-two features compute 1 + s + s^2/2 in place of e^s", [] {
    const Head h = any_head();
    const DoubleMatrix out = degree_two_attention(h.q, h.k, h.v);
    for (std::size_t i = 0; i < h.q.rows(); ++i) {
      const auto scores = scores_of(h, i);
      for (std::size_t c = 0; c < h.v.cols(); ++c) {
        Rational above, below;
        for (std::size_t j = 0; j < scores.size(); ++j) {
          const Rational w = Rational(1) + scores[j] + scores[j] * scores[j] / Rational(2);
          above += w * Rational::exact(h.v(j, c));
          below += w;
        }
        RC_ASSERT(abs(Rational::exact(out(i, c)) - above / below) <= Rational(1, 1'000'000'000));
      }
    }
  });
  s.law(
      "random features give means of the values, near softmax where there are many of them, the same for a seed",
      [] {
        const std::size_t n = size_in(1, 4), d = size_in(1, 3);
        const DoubleMatrix q = double_matrix(n, d, 0.25), k = double_matrix(n, d, 0.25), v = double_matrix(n, 1);
        const DoubleMatrix out = random_feature_attention(q, k, v, 4096, 7);
        const auto [low, high] = std::minmax_element(v.entries().begin(), v.entries().end());
        attention::Problem p{q, k, v, attention::Scale::rational(1)};
        const auto exact =
            attention::softmax(p, Rational(1, 1000), attention::Method::definition, {}, 1).value().answer.output;
        for (std::size_t i = 0; i < n; ++i) {
          RC_ASSERT(*low - 1e-12 <= out(i, 0) && out(i, 0) <= *high + 1e-12);
          RC_ASSERT(std::fabs(out(i, 0) - exact(i, 0)) <= 0.25);
        }
        RC_ASSERT(out == random_feature_attention(q, k, v, 4096, 7));

        // A query of zeros sees all keys alike, however long they are.
        DoubleMatrix zero(1, 1), near_and_far(2, 1), ends(2, 1);
        near_and_far(1, 0) = 1.5, ends(0, 0) = 1, ends(1, 0) = -1;
        RC_ASSERT(std::fabs(random_feature_attention(zero, near_and_far, ends, 4096, size_in(0, 9))(0, 0)) <= 0.25);
      },
      0.3);

  return s.finish();
}
