#include "attest/certificate/matrices.hpp"
#include "attest/lowrank/evidence.hpp"
#include "attest/lowrank/grouped_terms.hpp"
#include "attest/structured/recognise.hpp"
#include "prove.hpp"

namespace attest::run {
namespace {

using Reason = Undecided::Reason;

constexpr std::size_t most_numbers = std::size_t{1} << 20;

Undecided no_proof(const std::string& why) { return {Reason::bounds_do_not_separate, why, {}, {}}; }

RationalMatrix take_matrix(Lines& lines) {
  const auto size = lines.take_numbers("size");
  const auto side = [&](const Rational& x) { return x.is_integer() && x.sign() > 0 && x <= Rational(most_numbers); };
  if (size.size() != 2 || !side(size[0]) || !side(size[1]) || size[0] * size[1] > Rational(most_numbers))
    lines.fail(fmt::format("a matrix of 1 to {} entries is needed", most_numbers));
  const auto entries = lines.take_numbers("matrix");
  if (Rational(entries.size()) != size[0] * size[1])
    lines.fail(fmt::format("{} numbers are needed", attest::to_text(size[0] * size[1])));
  RationalMatrix m(static_cast<std::size_t>(size[0].numerator()), static_cast<std::size_t>(size[1].numerator()));
  for (std::size_t k = 0; k < entries.size(); ++k) m.set(k / m.cols(), k % m.cols(), entries[k]);
  return m;
}

std::vector<Rational> entries_of(const RationalMatrix& m, std::size_t rows, std::size_t cols) {
  std::vector<Rational> out;
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) out.push_back(i < m.rows() && j < m.cols() ? m.get(i, j) : Rational(0));
  return out;
}

certificate::StructureWitness to_record(const structured::Witness& witness, const std::string& sha256) {
  certificate::StructureWitness record{sha256, "", {}};
  const auto add = [&](std::initializer_list<std::size_t> numbers) {
    for (const std::size_t x : numbers) record.numbers.emplace_back(x);
  };
  if (const auto* cells = std::get_if<structured::UnequalCells>(&witness)) {
    record.word = "cells";
    add({cells->a.row, cells->a.col, cells->b.row, cells->b.col});
  } else if (const auto* relation = std::get_if<structured::FailingRelation>(&witness)) {
    record.word = "relation";
    for (const auto& [cell, exponent] : relation->exponents) {
      add({cell.row, cell.col});
      record.numbers.emplace_back(exponent);
    }
  } else if (const auto* broken = std::get_if<structured::BrokenDiagonal>(&witness)) {
    record.word = "diagonal";
    add({broken->zero.row, broken->zero.col, broken->nonzero.row, broken->nonzero.col, broken->row_partner.col,
         broken->col_partner.row});
  } else {
    const auto& columns = std::get<structured::NoRoot>(witness);
    record.word = "columns";
    add({columns.a, columns.b});
  }
  return record;
}

structured::Recognition recognise(const RationalMatrix& m, const std::string& property, structured::Field field) {
  if (property == "circulant") return structured::recognise_circulant(m);
  if (property == "toeplitz") return structured::recognise_toeplitz(m);
  if (property == "rescaled-circulant") return structured::recognise_rescaled_circulant(m, field);
  return structured::recognise_rescaled_toeplitz(m, field);
}

}  // namespace

Outcome<std::string> prove_structure(Lines& lines, const std::string& sha256) {
  const RationalMatrix m = take_matrix(lines);
  const std::string property =
      lines.take_word("property", {"circulant", "toeplitz", "rescaled-circulant", "rescaled-toeplitz"});
  const std::string over = lines.take_word("field", {"rational", "real", "complex"});
  const bool holds = lines.take_word("holds", {"yes", "no"}) == "yes";
  lines.finish();
  const bool cyclic = property.ends_with("circulant"), rescaled = property.starts_with("rescaled");
  if (cyclic && m.rows() != m.cols()) {
    if (holds) return no_proof("a matrix that is not square is no circulant");
    return to_text(certificate::StructureWitness{sha256, "shape", {}});
  }
  const auto field = over == "rational" ? structured::Field::rational
                     : over == "real"   ? structured::Field::real
                                        : structured::Field::complex;
  const auto found = recognise(m, property, field);
  if (found.holds == Truth::unknown) return no_proof(found.why);
  if ((found.holds == Truth::yes) != holds) return no_proof(holds ? "it does not hold" : "it holds");
  if (holds) {
    if (!found.vectors) return no_proof("it holds, but no vectors are found");
    certificate::StructureVectors record{sha256, {}, found.vectors->core, {}, {}, {}};
    if (rescaled) record.u = found.vectors->u, record.v = found.vectors->v;
    if (rescaled && cyclic) record.twist = found.vectors->twist;
    return to_text(record);
  }
  if (!found.witness) return no_proof("it does not hold, but no witness of a known kind is found: " + found.why);
  return to_text(to_record(*found.witness, sha256));
}

Outcome<std::string> prove_rank(Lines& lines, const std::string& sha256) {
  const RationalMatrix m = take_matrix(lines);
  const std::size_t full = std::min(m.rows(), m.cols());
  const std::size_t least = lines.take_count("at-least", full), most = lines.take_count("at-most", full);
  if (least > most) lines.fail("at-least is above at-most");
  lines.finish();
  if (most > 0 && most < full && m.rows() * m.cols() * most > (std::size_t{1} << 27))
    return no_proof("attest-check would not multiply so many factors");
  certificate::RankProof record{sha256, 0, {}, {}, {}, {}};
  if (m == RationalMatrix(m.rows(), m.cols())) {
    if (least > 0) return no_proof("the rank is 0");
    if (most > 0 && most < full) {
      record.left.resize(m.rows() * most);
      record.right.resize(most * m.cols());
    }
    return to_text(record);
  }
  auto evidence = lowrank::find_rank_evidence(m);
  const std::size_t r = evidence.rows.size();
  if (r < least || r > most) return no_proof(fmt::format("the rank is {}", r));
  if (least > 0) record.prime = evidence.prime;
  // The leading minors of the order in which elimination takes the pivots are not zero either.
  record.pivot_rows.assign(evidence.rows.begin(), evidence.rows.begin() + static_cast<std::ptrdiff_t>(least));
  record.pivot_columns.assign(evidence.columns.begin(), evidence.columns.begin() + static_cast<std::ptrdiff_t>(least));
  if (most < full) {
    record.left = entries_of(evidence.left, m.rows(), most);
    record.right = entries_of(evidence.right, most, m.cols());
  }
  return to_text(record);
}

Outcome<std::string> prove_toeplitz_terms(Lines& lines, const std::string& sha256) {
  const std::size_t d = lines.take_count("dim", 1024), n = lines.take_count("length", most_numbers);
  const std::size_t size = d * d, matrices = 2 * n - 1;
  if (d == 0 || n == 0 || matrices > most_numbers / size)
    lines.fail(fmt::format("a kernel of 1 to {} numbers is needed", most_numbers));
  const polynomial::Polynomial p(lines.take_numbers("polynomial"));
  if (p.degree() > 2000) lines.fail("a degree of at most 2000 is needed");
  const auto kernel = lines.take_numbers("kernel");
  if (kernel.size() != matrices * size) lines.fail(fmt::format("{} numbers are needed", matrices * size));
  const Rational most = lines.take_number("at-most");
  if (!most.is_integer() || most.sign() < 0) lines.fail("a whole number is needed");
  lines.finish();
  std::vector<RationalMatrix> W;
  for (std::size_t k = 0; k < matrices; ++k) {
    W.emplace_back(d, d);
    for (std::size_t i = 0; i < size; ++i) W[k].set(i / d, i % d, kernel[k * size + i]);
  }
  certificate::ToeplitzTermsProof record{sha256, {}};
  for (auto& [exponents, w] : lowrank::grouped_terms(p, W)) record.terms.push_back({exponents, w});
  if (Rational(record.terms.size()) > most) return no_proof(fmt::format("{} terms are needed", record.terms.size()));
  return to_text(record);
}

}  // namespace attest::run
