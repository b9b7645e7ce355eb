#include "attest/report/figure_data.hpp"

#include <stdexcept>

#include "attest/table/write.hpp"

namespace attest::report {

FigureData::FigureData(const table::Sheet& sheet) : columns_(sheet.columns) {
  sheet.rows([this](table::Row row) { add(std::move(row)); });
}

std::size_t FigureData::column(std::string_view key) const {
  for (std::size_t c = 0; c < columns_.size(); ++c)
    if (columns_[c].key == key) return c;
  throw std::logic_error("figure: no column " + std::string(key));
}

std::optional<double> number_in(const table::Cell& cell, FigureData::End end) {
  if (const auto* z = std::get_if<Integer>(&cell)) return Rational(*z).nearest_double();
  if (const auto* q = std::get_if<Rational>(&cell)) return q->nearest_double();
  if (const auto* e = std::get_if<table::Enclosure>(&cell))
    return (end == FigureData::End::lower ? e->lower : e->upper).nearest_double();
  if (const auto* m = std::get_if<table::Measured>(&cell)) return m->value;
  return std::nullopt;
}

std::vector<Point> FigureData::points(std::string_view x, std::string_view y, const Keep& keep, End end) const {
  const std::size_t cx = column(x), cy = column(y);
  std::vector<Point> result;
  for (const auto& row : rows_) {
    if (!keep(row)) continue;
    const auto px = number_in(row[cx], end), py = number_in(row[cy], end);
    if (px && py) result.push_back({*px, *py});
  }
  return result;
}

std::string FigureData::csv(const std::string& name) const {
  std::string text;
  const table::Sheet sheet{name, {name}, columns_, [this](const auto& emit) {
                             for (const auto& row : rows_) emit(row);
                           }};
  (void)table::write(sheet, table::Format::csv, false, [&](std::string_view part) { text += part; });
  return text;
}

table::Column both_ends(std::string key, int digits) {
  table::Column c{std::move(key), {}};
  c.show = table::Show::both;
  c.digits = digits;
  return c;
}

Figure figure_of(const FigureTitle& title, std::string caption, std::string alt, const Plot& plot,
                 const FigureData& data) {
  Plot described = plot;
  described.title = title.title;
  described.description = alt;
  Drawing drawing = draw(described);
  if (!drawing.skipped.empty())
    caption += " Not drawn: " + std::to_string(drawing.skipped.size()) + " points, the first of them " +
               drawing.skipped.front() + ".";
  return {title.id, title.title, std::move(caption), std::move(alt), std::move(drawing.svg), data.csv(title.id)};
}

}  // namespace attest::report
