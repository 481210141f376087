#include "collectors/sources/return_header.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "collectors/sources/date.h"
#include "collectors/sources/return_file.h"
#include "collectors/sources/source_row.h"
#include "collectors/sources/suggestion.h"
#include "collectors/sources/text.h"
#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

// In the order of ReturnColumn.
constexpr std::array<std::string_view, kReturnColumns> kReturnNames = {
    "organisation", "indicator", "period",    "first_day",   "last_day",    "breakdown",
    "status",       "value",     "numerator", "denominator", "explanation", "reason"};

// What other people's files call them. Only ever a hint: nothing is read by these names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kOtherNames = {{
    {"org", "organisation"},
    {"org_code", "organisation"},
    {"ods_code", "organisation"},
    {"trust", "organisation"},
    {"provider", "organisation"},
    {"indicator_id", "indicator"},
    {"measure", "indicator"},
    {"measure_id", "indicator"},
    {"metric", "indicator"},
    {"month", "period"},
    {"reporting_period", "period"},
    {"start", "first_day"},
    {"end", "last_day"},
    {"figure", "value"},
    {"comment", "explanation"},
}};

constexpr std::string_view kTidyNames =
    "organisation, indicator, period, first_day, last_day, breakdown, value, numerator, "
    "denominator, status, explanation and reason";

std::optional<ReturnColumn> FindReturnColumn(std::string_view key) {
  const auto* const at = std::ranges::find(kReturnNames, key);
  if (at == kReturnNames.end()) return std::nullopt;
  return static_cast<ReturnColumn>(at - kReturnNames.begin());
}

// The name that was probably meant; nullopt if nobody can tell.
std::optional<std::string_view> Meant(std::string_view key) {
  for (const auto& [other, name] : kOtherNames) {
    if (key == other) return name;
  }
  return Nearest(key, kReturnNames);
}

// Columns that only a row with one figure can have.
bool BelongsToOneFigure(ReturnColumn column) {
  switch (column) {
    case ReturnColumn::kValue:
    case ReturnColumn::kNumerator:
    case ReturnColumn::kDenominator:
    case ReturnColumn::kExplanation:
    case ReturnColumn::kReason:
      return true;
    default:
      return false;
  }
}

class HeaderReader {
 public:
  HeaderReader(std::int64_t row, std::span<const std::string> cells) : row_(row) {
    for (const std::string& cell : cells) header_.names.emplace_back(Trim(cell));
  }

  ReturnHeader Read() {
    FindNamed();
    header_.layout = Layout();
    if (header_.layout == ReturnLayout::kUnknown) {
      NotRecognised();
      return std::move(header_);
    }
    ReadOthers();
    CheckNeeded();
    return std::move(header_);
  }

 private:
  bool Has(ReturnColumn column) const { return header_.At(column).has_value(); }

  // Fills `at` and keeps the other columns for later.
  void FindNamed() {
    for (std::size_t i = 0; i < header_.names.size(); ++i) {
      if (header_.names[i].empty()) {
        header_.unnamed.push_back(i);
        continue;
      }
      const std::optional<ReturnColumn> column = FindReturnColumn(NameKey(header_.names[i]));
      if (!column.has_value()) {
        others_.push_back(i);
        continue;
      }
      ColumnIndex& at = header_.at[static_cast<std::size_t>(*column)];
      if (at.has_value()) {
        Twice(i, *at);
      } else {
        at = i;
      }
    }
  }

  ReturnLayout Layout() const {
    const bool one_figure = std::ranges::any_of(kReturnNames, [this](std::string_view name) {
      const ReturnColumn column = *FindReturnColumn(name);
      return BelongsToOneFigure(column) && Has(column);
    });
    const bool dated =
        Has(ReturnColumn::kPeriod) || Has(ReturnColumn::kFirstDay) || Has(ReturnColumn::kLastDay);
    if (one_figure || (dated && Has(ReturnColumn::kIndicator))) return ReturnLayout::kTidy;
    if (Has(ReturnColumn::kIndicator)) return ReturnLayout::kRowPerIndicator;
    return dated ? ReturnLayout::kRowPerPeriod : ReturnLayout::kUnknown;
  }

  void ReadOthers() {
    if (header_.layout == ReturnLayout::kTidy) {
      for (const std::size_t i : others_)
        UnknownColumn(i, fmt::format("the names are {}", kTidyNames));
      header_.figures.push_back({.indicator = {},
                                 .period = std::nullopt,
                                 .value = header_.At(ReturnColumn::kValue),
                                 .numerator = header_.At(ReturnColumn::kNumerator),
                                 .denominator = header_.At(ReturnColumn::kDenominator)});
      return;
    }
    for (const std::size_t i : others_) {
      header_.layout == ReturnLayout::kRowPerPeriod ? AddIndicator(i) : AddPeriod(i);
    }
  }

  // crisis_asa_seconds, or that with .numerator or .denominator.
  void AddIndicator(std::size_t i) {
    std::string_view id = header_.names[i];
    const std::size_t point = id.rfind('.');
    // "a.numerator" is near to "numerator", and still means what it says.
    const bool whole = point == std::string_view::npos;
    if (whole && Meant(NameKey(id)).has_value()) return UnknownColumn(i, {});
    const std::string part = whole ? "value" : Lower(id.substr(point + 1));
    if (!whole && part != "numerator" && part != "denominator") {
      return Fault(i, "has a part after the point that is not numerator or denominator",
                   "write the indicator's id, or its id with .numerator or .denominator");
    }
    id = id.substr(0, point);
    auto figure = std::ranges::find(header_.figures, id, &FigureColumns::indicator);
    if (figure == header_.figures.end()) {
      figure = header_.figures.insert(figure, FigureColumns{.indicator = std::string(id),
                                                            .period = {},
                                                            .value = {},
                                                            .numerator = {},
                                                            .denominator = {}});
    }
    ColumnIndex& at = part == "value"       ? figure->value
                      : part == "numerator" ? figure->numerator
                                            : figure->denominator;
    if (at.has_value()) return Twice(i, *at);
    at = i;
  }

  void AddPeriod(std::size_t i) {
    std::variant<SourceSpan, Complaint> period = ReadPeriod(header_.names[i]);
    if (const auto* complaint = std::get_if<Complaint>(&period)) {
      return UnknownColumn(i, complaint->cure);
    }
    const SourceSpan span = std::get<SourceSpan>(period);
    const auto same =
        std::ranges::find(header_.figures, std::optional(span), &FigureColumns::period);
    if (same != header_.figures.end()) return Twice(i, same->MainColumn());
    header_.figures.push_back({.indicator = {},
                               .period = span,
                               .value = i,
                               .numerator = std::nullopt,
                               .denominator = std::nullopt});
  }

  void CheckNeeded() {
    header_.readable = true;
    if (header_.layout == ReturnLayout::kTidy && !Has(ReturnColumn::kIndicator)) {
      Missing("indicator", "add it, with the catalogue's id in each row");
    }
    const bool valued = Has(ReturnColumn::kValue) ||
                        (Has(ReturnColumn::kNumerator) && Has(ReturnColumn::kDenominator));
    if (header_.layout == ReturnLayout::kTidy && !valued) {
      Missing("value", "add it, or both numerator and denominator");
    }
    if (header_.figures.empty()) {
      const bool periods = header_.layout == ReturnLayout::kRowPerIndicator;
      Missing(periods ? "for a period" : "for an indicator",
              periods ? "add one such as 2026-04, or columns period and value"
                      : "add one named by the catalogue's id, or columns indicator and value");
    }
    if (Has(ReturnColumn::kFirstDay) != Has(ReturnColumn::kLastDay)) {
      Missing(Has(ReturnColumn::kFirstDay) ? "last_day" : "first_day",
              "add it, or write both days as one period");
    }
    if (Has(ReturnColumn::kPeriod) && Has(ReturnColumn::kFirstDay)) {
      Fault(*header_.At(ReturnColumn::kFirstDay), "says the period a second time",
            "keep period, or first_day and last_day");
    }
  }

  void Missing(std::string_view what, std::string_view cure) {
    header_.readable = false;
    header_.faults.push_back({.place = {.file = {}, .row = row_, .column = {}},
                              .value = {},
                              .message = fmt::format("the header has no column {}", what),
                              .cure = std::string(cure)});
  }

  void Fault(std::size_t column, std::string_view message, std::string_view cure) {
    header_.faults.push_back({.place = {.file = {}, .row = row_, .column = header_.names[column]},
                              .value = header_.names[column],
                              .message = std::string(message),
                              .cure = std::string(cure)});
  }

  void Twice(std::size_t column, std::size_t first) {
    Fault(column, fmt::format("says the same as column {} does already", first + 1),
          "keep one of them");
  }

  void UnknownColumn(std::size_t column, std::string_view otherwise) {
    const auto meant = Meant(NameKey(header_.names[column]));
    Fault(column, "is not the name of a column",
          meant.has_value() ? fmt::format("did you mean {}?", *meant) : std::string(otherwise));
  }

  void NotRecognised() {
    if (header_.names.size() == 1 && header_.names[0].find_first_of(";\t") != std::string::npos) {
      Fault(0, "is one cell: the file is not separated by commas", "save it as CSV with commas");
      return;
    }
    for (const std::size_t i : others_) {
      if (Meant(NameKey(header_.names[i])).has_value()) UnknownColumn(i, {});
    }
    header_.faults.push_back(
        {.place = {.file = {}, .row = row_, .column = {}},
         .value = {},
         .message = "the first row does not name the columns of a return",
         .cure = "name indicator, period and value; or period and indicators' ids; or indicator "
                 "and months"});
  }

  std::int64_t row_;
  ReturnHeader header_;
  std::vector<std::size_t> others_;
};

}  // namespace

std::string_view NameOf(ReturnColumn column) {
  return kReturnNames[static_cast<std::size_t>(column)];
}

ReturnHeader ReadReturnHeader(std::int64_t row, std::span<const std::string> cells) {
  return HeaderReader(row, cells).Read();
}

}  // namespace trustwatch::sources
