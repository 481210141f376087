#include "tests/history/family_builder.h"

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/history/series_figures.h"
#include "fmt/format.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {

domain::Indicator HiddenCount(const domain::SmallNumbers& rule) {
  domain::Indicator indicator = CountIndicator("calls_offered");
  indicator.small_numbers = rule;
  return indicator;
}

domain::Indicator HiddenPercent(const domain::SmallNumbers& rule) {
  domain::Indicator indicator = PercentIndicator("seen_in_time");
  indicator.small_numbers = rule;
  return indicator;
}

domain::Value Percent(double numerator, double denominator) {
  return domain::Number{
      .value = 100 * numerator / denominator, .numerator = numerator, .denominator = denominator};
}

std::vector<history::FamilySeries> FamilyOf(const std::vector<FamilyRow>& rows) {
  std::vector<history::FamilySeries> family;
  for (const FamilyRow& row : rows) {
    history::FamilySeries& series = family.emplace_back();
    series.breakdown = row.breakdown;
    history::Ordinal at = 0;
    for (const domain::Value& value : row.values) series.figures.Set(at++, value);
  }
  return family;
}

std::vector<std::string> Tell(const std::vector<history::FamilySeries>& family) {
  std::vector<std::string> all;
  for (const history::FamilySeries& series : family) {
    std::string& line = all.emplace_back(series.breakdown + ":");
    for (const history::Figure& figure : series.figures.figures()) {
      switch (figure.kind) {
        case history::FigureKind::kNumber:
          line += fmt::format(" {}", figure.value);
          break;
        case history::FigureKind::kNilReturn:
          line += " nil";
          break;
        case history::FigureKind::kNotApplicable:
          line += " -";
          break;
        case history::FigureKind::kSuppressed:
          line += " *";
          break;
        case history::FigureKind::kMissing:
          line += " ?";
          break;
      }
    }
  }
  return all;
}

std::vector<std::string> Shown(const domain::Indicator& indicator,
                               const std::vector<FamilyRow>& rows) {
  std::vector<history::FamilySeries> family = FamilyOf(rows);
  history::Disclose(&indicator, family);
  return Tell(family);
}

}  // namespace trustwatch::testing
