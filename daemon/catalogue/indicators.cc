#include "daemon/catalogue/indicators.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/catalogue/indicator_checks.h"
#include "daemon/catalogue/small_numbers.h"
#include "daemon/catalogue/words.h"
#include "daemon/domain/catalogue.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {
namespace {

using domain::Indicator;
using domain::IndicatorKind;

constexpr Key kIndicator{"indicator", "[[indicator]]"};
constexpr Key kChanges{"changes",
                       "[{ version = 1, date = 2026-11-22, what = \"First definition.\" }]"};
constexpr Key kDefinitionVersion{"definition_version", "1"};

void ReadNames(TomlTable& table, Indicator& indicator) {
  indicator.official_ids = table.PlainTexts({"official_ids", "[\"OAP02a\"]"});
  indicator.name = table.Text({"name", "\"Calls answered\""});
  indicator.theme = table.Text({"theme", "\"Crisis line\""});
  for (TomlTable& published :
       table.Tables({"published_as", "[{ dataset = \"mhsds\", measure = \"MHS01\" }]"})) {
    indicator.published_as.push_back({.dataset = published.Text({"dataset", "\"mhsds\""}),
                                      .measure = published.Text({"measure", "\"MHS01\""})});
    published.RefuseOtherKeys();
  }
}

void ReadSpans(TomlTable& table, Indicator& indicator) {
  for (const TextItem& item : table.Texts({"spans", "[\"P1M\"]"}, Need::kRequired)) {
    const std::optional<domain::Span> span = ReadSpan(table, item);
    if (!span) continue;
    if (std::count(indicator.spans.begin(), indicator.spans.end(), *span) > 0) {
      table.ComplainAt(item.line,
                       fmt::format("span {} of {} is listed twice", item.text, table.name()),
                       "remove one of them");
    }
    indicator.spans.push_back(*span);
  }
}

void ReadMeaning(TomlTable& table, Indicator& indicator) {
  const Key low{"low", "0"};
  const Key high{"high", "100"};
  indicator.unit = table.Text({"unit", "\"calls\""});
  indicator.kind =
      table.OneOf<IndicatorKind>({"kind", "\"count\""}, IndicatorKinds(), IndicatorKind::kScore);
  indicator.numerator = table.Text({"numerator", "\"Calls answered\""}, Need::kOptional);
  indicator.denominator = table.Text({"denominator", "\"Calls offered\""}, Need::kOptional);
  indicator.scale = table.Number({"scale", "100"}).value_or(0);
  indicator.integer =
      table.Flag({"integer", "true"}).value_or(indicator.kind == IndicatorKind::kCount);
  indicator.direction = table.OneOf<domain::Direction>({"direction", "\"lower\""}, Directions(),
                                                       domain::Direction::kNeither);
  indicator.chart = table.OneOf<domain::ChartKind>({"chart", "\"p_prime\""}, ChartKinds(),
                                                   domain::ChartKind::kXmr, Need::kOptional);
  indicator.nil_is_zero = table.Flag({"nil_is_zero", "true"}).value_or(false);
  indicator.minimum = table.Number({"minimum", "0"});
  indicator.maximum = table.Number({"maximum", "100"});
  std::optional<TomlTable> plausible =
      table.Table({"plausible", "{ low = 0, high = 100, basis = \"estimate\" }"});
  if (!plausible) return;
  domain::PlausibleRange range;
  range.low = plausible->Number(low, Need::kRequired).value_or(0);
  range.high = plausible->Number(high, Need::kRequired).value_or(range.low + 1);
  range.basis = plausible->Text({"basis", "\"estimate\""});
  range.outside = plausible->OneOf<domain::Level>({"outside", "\"warn\""}, Levels(),
                                                  domain::Level::kWarn, Need::kOptional);
  plausible->RefuseOtherKeys();
  indicator.plausible = range;
}

void ReadStandards(TomlTable& table, Indicator& indicator) {
  std::optional<domain::Day> previous;
  for (TomlTable& standard :
       table.Tables({"standards", "[{ text = \"75 % within 6 weeks\", target = 75 }]"})) {
    domain::Standard read;
    read.text = standard.Text({"text", "\"75 % within 6 weeks\""});
    read.target = standard.Number({"target", "75"});
    read.first_day = standard.Date({"first_day", "2015-04-01"});
    read.last_day = standard.Date({"last_day", "2024-03-31"});
    read.source = standard.Text({"source", "\"NHS Standard Contract\""});
    standard.RefuseOtherKeys();
    if (read.first_day && read.last_day && *read.last_day < *read.first_day) {
      standard.Complain(
          "last_day",
          fmt::format("{} ends on {}, before it begins on {}", standard.name(),
                      domain::ToString(*read.last_day), domain::ToString(*read.first_day)),
          "correct first_day or last_day");
    }
    if (read.first_day && previous && *read.first_day < *previous) {
      standard.Complain("first_day",
                        fmt::format("{} begins on {}, before the one above it", standard.name(),
                                    domain::ToString(*read.first_day)),
                        "put the standards in order, oldest first");
    }
    if (read.first_day) previous = read.first_day;
    indicator.standards.push_back(std::move(read));
  }
}

void ReadChanges(TomlTable& table, Indicator& indicator) {
  const Key version{"version", "2"};
  indicator.definition_version =
      static_cast<int>(table.Integer(kDefinitionVersion, 1, 1000, Need::kRequired).value_or(1));
  int expected = 1;
  std::optional<domain::Day> previous;
  for (TomlTable& change : table.Tables(kChanges, Need::kRequired)) {
    domain::DefinitionChange read;
    read.version =
        static_cast<int>(change.Integer(version, 1, 1000, Need::kRequired).value_or(expected));
    read.date = change.Date({"date", "2026-11-22"}, Need::kRequired).value_or(domain::Day{});
    read.what = change.Text({"what", "\"First definition.\""});
    change.RefuseOtherKeys();
    if (read.version != expected) {
      change.Complain("version",
                      fmt::format("{} is version {} where {} should follow", change.name(),
                                  read.version, expected),
                      "list every version once, 1 first, with no gap");
    }
    if (previous && read.date < *previous) {
      change.Complain("date",
                      fmt::format("{} is dated {}, before the one above it", change.name(),
                                  domain::ToString(read.date)),
                      "put the changes in order, oldest first");
    }
    expected = read.version + 1;
    previous = read.date;
    indicator.changes.push_back(std::move(read));
  }
  if (!indicator.changes.empty() &&
      indicator.changes.back().version != indicator.definition_version) {
    table.Complain(
        kDefinitionVersion.name,
        fmt::format("{} has definition_version {} but its last change is version {}", table.name(),
                    indicator.definition_version, indicator.changes.back().version),
        "list what changed in every version, or correct definition_version");
  }
}

void ReadWords(TomlTable& table, Indicator& indicator) {
  indicator.frequency = table.Text({"frequency", "\"monthly\""});
  indicator.absence_meaning =
      table.Text({"absence_meaning", "\"No row: not reported. It does not mean none.\""});
  indicator.suppression =
      table.Text({"suppression", "\"Published: under 5 hidden, else to the nearest 5.\""});
  indicator.why_it_matters = table.Text({"why_it_matters", "\"People wait for an answer.\""});
  indicator.owner = table.Text({"owner", "\"Crisis line lead\""});
  indicator.review_date =
      table.Date({"review_date", "2027-04-01"}, Need::kRequired).value_or(domain::Day{});
  indicator.doubts = table.PlainTexts({"doubts", "[\"The target is not verified.\"]"});
  indicator.context_only = table.Flag({"context_only", "true"}).value_or(false);
}

}  // namespace

std::vector<ReadIndicator> ReadIndicators(TomlTable root) {
  std::vector<ReadIndicator> read;
  for (TomlTable& table : root.Tables(kIndicator, Need::kRequired)) {
    std::string id = table.Text({"id", "\"tt_access\""});
    Indicator indicator{.id = ReadIndicatorId(table, "id", id)};
    if (!id.empty()) table.Rename(fmt::format("indicator \"{}\"", id));
    ReadNames(table, indicator);
    ReadSpans(table, indicator);
    ReadMeaning(table, indicator);
    ReadStandards(table, indicator);
    ReadChanges(table, indicator);
    ReadWords(table, indicator);
    indicator.small_numbers = ReadSmallNumbers(table, indicator.kind);
    table.RefuseOtherKeys();
    CheckIndicator(table, indicator);
    read.push_back({.value = std::move(indicator), .table = table, .id = std::move(id)});
  }
  root.RefuseOtherKeys();
  return read;
}

}  // namespace trustwatch::catalogue
