#include "attest/structured/recognise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>

#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/data/npy.hpp"
#include "attest/number/text.hpp"
#include "attest/certificate/matrices.hpp"
#include "certify.hpp"
#include "commands.hpp"
#include "prove.hpp"

namespace attest::run {
namespace {

using namespace structured;

RationalMatrix read_matrix(const std::filesystem::path& file) {
  if (file.extension() == ".csv") return data::read_csv(file);
  if (file.extension() == ".npy") return exact(data::read_npy_matrix(file));
  static_cast<void>(data::regular_file_size(file));
  throw data::InputError(file.string() + ": a name ending in .npy or .csv is needed");
}

std::optional<Field> parse_field(const std::string& text) {
  if (text.empty()) return {};
  for (const Field f : {Field::rational, Field::real, Field::complex})
    if (text == structured::to_text(f)) return f;
  throw std::invalid_argument("--over: '" + text + "'; allowed are Q, R and C");
}

/// One question, the field its answer is over, and what refuted the smaller ones.
struct Answer {
  const char* name;
  const char* key;
  Recognition found;
  std::optional<Field> over;
  std::vector<std::pair<Field, Recognition>> smaller;
};

/// Over the field asked for; otherwise over the smallest where it holds, or C.
template <class Recognise>
Answer ask(const char* name, const char* key, std::optional<Field> over, const Recognise& recognise) {
  if (over) return {name, key, recognise(*over), over, {}};
  Answer a{name, key, {}, {}, {}};
  for (const Field f : {Field::rational, Field::real, Field::complex}) {
    a.found = recognise(f);
    a.over = f;
    if (a.found.holds == Truth::yes || f == Field::complex) break;
    a.smaller.emplace_back(f, a.found);
    // What is refuted without roots is refuted over every field.
    if (a.found.holds == Truth::no && a.found.witness && !std::holds_alternative<NoRoot>(*a.found.witness)) {
      a.over = Field::complex;
      break;
    }
  }
  if (a.found.holds != Truth::yes) a.smaller.clear();
  return a;
}

std::string entry(const RationalMatrix& m, Cell c) { return to_text(m.get(c.row, c.col)); }
std::string cell(const RationalMatrix& m, Cell c) { return fmt::format("({}, {}) = {}", c.row, c.col, entry(m, c)); }

/// The product of the entries with exponents of this sign.
Rational product(const RationalMatrix& m, const FailingRelation& w, bool positive) {
  Rational p = 1;
  for (const auto& [c, e] : w.exponents)
    if ((e > 0) == positive) p *= pow(m.get(c.row, c.col), std::abs(e));
  return p;
}
std::string factors(const RationalMatrix& m, const FailingRelation& w, bool positive) {
  std::string s;
  for (const auto& [c, e] : w.exponents)
    if ((e > 0) == positive)
      s += fmt::format("{}({}, {}){}", s.empty() ? "" : " ", c.row, c.col,
                       std::abs(e) == 1 ? "" : fmt::format("^{}", std::abs(e)));
  return fmt::format("{} = {}", s, to_text(product(m, w, positive)));
}

std::string sentence(const RationalMatrix& m, const Witness& witness) {
  if (const auto* w = std::get_if<UnequalCells>(&witness))
    return fmt::format("{}, but {} on the same diagonal", cell(m, w->a), cell(m, w->b));
  if (const auto* w = std::get_if<BrokenDiagonal>(&witness))
    return fmt::format("{}, but {} on its diagonal, {} in its row, {} in its column", cell(m, w->zero),
                       cell(m, w->nonzero), cell(m, w->row_partner), cell(m, w->col_partner));
  if (const auto* w = std::get_if<FailingRelation>(&witness)) {
    if (w->exponents.size() > 12) return fmt::format("a relation between {} entries fails", w->exponents.size());
    return fmt::format("{}, but {}", factors(m, *w, true), factors(m, *w, false));
  }
  const auto& w = std::get<NoRoot>(witness);
  return fmt::format("the products of columns {} and {} differ by a factor without a root of order {}", w.a, w.b,
                     m.rows());
}

Json to_json(const RationalMatrix& m, Cell c) { return {{"row", c.row}, {"col", c.col}, {"entry", entry(m, c)}}; }

Json to_json(const RationalMatrix& m, const Witness& witness) {
  if (const auto* w = std::get_if<UnequalCells>(&witness))
    return {{"kind", "unequal-cells"}, {"cells", {to_json(m, w->a), to_json(m, w->b)}}};
  if (const auto* w = std::get_if<BrokenDiagonal>(&witness))
    return {{"kind", "broken-diagonal"},
            {"zero", to_json(m, w->zero)},
            {"nonzero", to_json(m, w->nonzero)},
            {"row_partner", to_json(m, w->row_partner)},
            {"col_partner", to_json(m, w->col_partner)}};
  if (const auto* w = std::get_if<FailingRelation>(&witness)) {
    Json cells = Json::array();
    for (const auto& [c, e] : w->exponents) {
      cells.push_back(to_json(m, c));
      cells.back()["exponent"] = e;
    }
    return {{"kind", "failing-relation"}, {"cells", cells}};
  }
  const auto& w = std::get<NoRoot>(witness);
  return {{"kind", "no-root"}, {"columns", {w.a, w.b}}, {"power", m.rows()}};
}

Json to_json(const std::vector<Rational>& x) {
  Json j = Json::array();
  for (const auto& a : x) j.push_back(to_text(a));
  return j;
}

Json to_json(const RationalMatrix& m, const Answer& a) {
  Json j{{"holds", to_text(a.found.holds)}};
  if (a.over) j["over"] = structured::to_text(*a.over);
  if (const auto& x = a.found.vectors)
    j["vectors"] = {
        {"u", to_json(x->u)}, {"core", to_json(x->core)}, {"v", to_json(x->v)}, {"twist", to_text(x->twist)}};
  if (a.found.witness) j["witness"] = to_json(m, *a.found.witness);
  j["why"] = a.found.why;
  return j;
}

/// At most 8 numbers, of at most 60 characters together; otherwise how many there are.
std::string shortly(const char* name, const std::vector<Rational>& x) {
  if (x.size() <= 8) {
    std::string s;
    for (const auto& a : x) s += " " + to_text(a);
    if (s.size() <= 60) return fmt::format("{}:{}", name, s);
  }
  return fmt::format("{}: {} numbers", name, x.size());
}

std::string to_sentences(const RationalMatrix& m, const Answer& a) {
  const auto& r = a.found;
  std::string s = fmt::format("  {:<19}{}{}\n", a.name, to_text(r.holds),
                              a.over ? fmt::format(" over {}", structured::to_text(*a.over)) : "");
  const auto line = [&](const std::string& text) { s += fmt::format("{:21}{}\n", "", text); };
  for (const auto& [field, no] : a.smaller)
    line(fmt::format("{} over {}: {}", to_text(no.holds), structured::to_text(field),
                     no.witness ? sentence(m, *no.witness) : no.why));
  if (r.vectors) {
    const bool plain = !a.over;
    if (!plain) line(shortly("u", r.vectors->u));
    line(shortly(plain ? "vector" : "core", r.vectors->core));
    if (!plain) line(shortly("v", r.vectors->v));
    if (r.vectors->twist != Rational(1)) line(shortly("twist", {r.vectors->twist}));
  } else {
    line(r.witness ? sentence(m, *r.witness) : r.why);
  }
  return s;
}

const char* word(std::optional<Field> over) {
  return over == Field::rational ? "rational" : (over == Field::real ? "real" : "complex");
}

/// NAME.problem and NAME.proof for each answer that has a proof; the names.
std::vector<std::string> write_certificates(const std::string& folder, const RationalMatrix& m,
                                            std::span<const Answer> answers) {
  make_folder(folder);
  std::vector<std::string> written;
  for (const auto& a : answers) {
    if (a.found.holds == Truth::unknown) continue;
    std::string name = a.key;
    std::replace(name.begin(), name.end(), '_', '-');
    const std::string problem =
        to_text(certificate::StructureProblem{name, m, name, word(a.over), a.found.holds == Truth::yes});
    const auto proof = proof_of(name, problem);
    if (!proof.decided()) continue;
    write_certificate(folder, name, problem, [&](const std::string&) { return proof.value(); });
    written.push_back(name);
  }
  return written;
}

}  // namespace

Result recognise(const RecogniseOptions& o) {
  constexpr std::size_t most = 16'000'000;
  const auto over = parse_field(o.over);
  if (std::filesystem::path(o.file).extension() == ".npy" && data::regular_file_size(o.file) > 8 * most + 65'536)
    throw Refusal(
        fmt::format("{}: {} bytes; at most {} entries are read", o.file, data::regular_file_size(o.file), most));
  const RationalMatrix m = read_matrix(o.file);
  if (m.rows() > most / m.cols())
    throw Refusal(fmt::format("{}: {} x {} entries; at most {} are read", o.file, m.rows(), m.cols(), most));
  const Answer answers[] = {
      {"circulant", "circulant", recognise_circulant(m), {}, {}},
      {"Toeplitz", "toeplitz", recognise_toeplitz(m), {}, {}},
      ask("rescaled circulant", "rescaled_circulant", over,
          [&](Field f) { return recognise_rescaled_circulant(m, f); }),
      ask("rescaled Toeplitz", "rescaled_toeplitz", over, [&](Field f) { return recognise_rescaled_toeplitz(m, f); })};
  const RankBounds rank = bound_rank(m);
  RankBounds shifted = bound_rank(displacement(m));
  if (answers[1].found.holds == Truth::yes) shifted.upper = std::min<std::size_t>(shifted.upper, 2);
  Result result;
  for (const auto& a : answers)
    if (a.found.holds == Truth::unknown) result.code = undecided;
  std::vector<std::string> certificates;
  if (!o.certificate.empty()) certificates = write_certificates(o.certificate, m, answers);
  if (o.json) {
    Json j{{"rows", m.rows()}, {"cols", m.cols()}};
    for (const auto& a : answers) j[a.key] = to_json(m, a);
    j["rank"] = {{"lower", rank.lower}, {"upper", rank.upper}};
    j["displacement_rank"] = {{"lower", shifted.lower}, {"upper", shifted.upper}};
    j["certificates"] = certificates;
    result.text = to_document(j);
    return result;
  }
  result.text = fmt::format("{}: {} x {}\n", o.file, m.rows(), m.cols());
  for (const auto& a : answers) result.text += to_sentences(m, a);
  const auto between = [](const char* name, const RankBounds& b) {
    return fmt::format("  {:<19}{}\n", name,
                       b.lower == b.upper ? std::to_string(b.lower) : fmt::format("{} to {}", b.lower, b.upper));
  };
  result.text += between("rank", rank) + between("displacement rank", shifted);
  for (const auto& name : certificates)
    result.text +=
        fmt::format("  check              attest-check {0}/{1}.problem {0}/{1}.proof\n", o.certificate, name);
  return result;
}

}  // namespace attest::run
