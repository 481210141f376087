#include "collectors/cli/indicator_view.h"

#include <string>
#include <string_view>

#include "absl/strings/str_join.h"
#include "collectors/cli/console.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::cli {
namespace {

std::string DirectionText(v1::Direction direction) {
  switch (direction) {
    case v1::DIRECTION_LOWER:
      return "lower is better";
    case v1::DIRECTION_HIGHER:
      return "higher is better";
    default:
      return "for context";
  }
}

// "0 to 100", "at least 0", "at most 100" or nothing.
std::string RangeText(bool has_low, double low, bool has_high, double high) {
  if (has_low && has_high) return fmt::format("{} to {}", NumberText(low), NumberText(high));
  if (has_low) return fmt::format("at least {}", NumberText(low));
  return has_high ? fmt::format("at most {}", NumberText(high)) : "";
}

std::string StandardText(const v1::Standard& standard) {
  std::string text = standard.text();
  if (standard.has_first_day()) text += " from " + DateText(standard.first_day());
  if (standard.has_last_day()) text += " to " + DateText(standard.last_day());
  if (!standard.source().empty()) text += fmt::format(" ({})", standard.source());
  return text;
}

// "under 5 hidden, others to the nearest 5"; nothing where nothing is hidden.
std::string SmallNumbersText(const v1::Indicator& it) {
  if (!it.has_small_numbers()) return "";
  const v1::SmallNumbers& rule = it.small_numbers();
  std::string text = fmt::format("under {} hidden", rule.hide_under());
  if (it.kind() != v1::INDICATOR_KIND_COUNT) {
    text +=
        fmt::format(", others with {} decimal{}", rule.decimals(), rule.decimals() == 1 ? "" : "s");
  } else if (rule.round_to() > 1) {
    text += fmt::format(", others to the nearest {}", rule.round_to());
  }
  if (rule.zero_shown()) text += "; 0 is shown";
  if (rule.breakdowns_only()) text += "; breakdowns only";
  return text;
}

}  // namespace

Table IndicatorsTable(const v1::ListIndicatorsResponse& response, Format format) {
  if (format == Format::kTable) {
    Table table({{"id"}, {"direction"}, {"spans"}, {.name = "name", .wraps = true}});
    for (const v1::Indicator& it : response.indicators()) {
      table.Add({Cell{it.id()}, Cell{DirectionText(it.direction())},
                 Cell{absl::StrJoin(it.spans(), ", ")},
                 Cell{fmt::format("{} ({})", it.name(), it.unit())}});
    }
    return table;
  }
  Table table({{"id"},
               {"name"},
               {"theme"},
               {"unit"},
               {"kind"},
               {"direction"},
               {"spans"},
               {"official_ids"}});
  for (const v1::Indicator& it : response.indicators()) {
    table.Add({Cell{it.id()}, Cell{it.name()}, Cell{it.theme()}, Cell{it.unit()},
               Cell{EnumText(it.kind())}, Cell{DirectionText(it.direction())},
               Cell{absl::StrJoin(it.spans(), ", ")},
               Cell{absl::StrJoin(it.official_ids(), ", ")}});
  }
  return table;
}

Table IndicatorFacts(const v1::Indicator& it) {
  Table table({{"fact"}, {.name = "value", .wraps = true}});
  const auto add = [&table](std::string_view fact, const std::string& value) {
    if (!value.empty()) table.Add({Cell{std::string(fact)}, Cell{value}});
  };
  add("id", it.id());
  add("name", it.name());
  add("theme", it.theme());
  add("kind", EnumText(it.kind()));
  add("unit", it.unit());
  add("direction", DirectionText(it.direction()));
  add("numerator", it.numerator());
  add("denominator", it.denominator());
  add("spans", absl::StrJoin(it.spans(), ", "));
  add("official ids", absl::StrJoin(it.official_ids(), ", "));
  for (const v1::PublishedMeasure& as : it.published_as()) {
    add("published as", fmt::format("{} {}", as.dataset(), as.measure()));
  }
  for (const v1::Standard& standard : it.standards()) add("standard", StandardText(standard));
  add("refused unless", RangeText(it.has_minimum(), it.minimum(), it.has_maximum(), it.maximum()));
  add("plausible", RangeText(it.has_plausible_low(), it.plausible_low(), it.has_plausible_high(),
                             it.plausible_high()));
  add("plausible because", it.plausible_basis());
  add("absence means", it.absence_meaning());
  add("suppression", it.suppression());
  add("small numbers", SmallNumbersText(it));
  add("why it matters", it.why_it_matters());
  add("owner", it.owner());
  add("review date", DateText(it.review_date()));
  add("definition version", std::to_string(it.definition_version()));
  return table;
}

void PrintIndicator(const v1::Indicator& indicator, const Console& console) {
  IndicatorFacts(indicator).Print(console);
}

}  // namespace trustwatch::cli
