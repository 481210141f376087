// The rows about files: dates, spans, spaces, units and how numbers are written.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "collectors/sources/mhsds_file.h"
#include "collectors/sources/number.h"
#include "collectors/sources/return_file.h"
#include "collectors/sources/source_row.h"
#include "daemon/base/error.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/verdict_reader.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "gtest/gtest.h"
#include "tests/e2e/anomaly_table.h"
#include "tests/e2e/england.h"
#include "tests/e2e/published_files.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::testing {
namespace {

constexpr std::string_view kMhsdsHeader =
    "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,"
    "PRIMARY_LEVEL_DESCRIPTION,SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,"
    "MEASURE_NAME,MEASURE_VALUE\n";

// What the collectors' reader makes of an MHSDS file: the period of each figure, or the reason.
std::vector<std::string> ReadRows(std::string_view rows) {
  const TemporaryFolder folder;
  const auto file = folder.Write("mhsds.csv", std::string(kMhsdsHeader) + std::string(rows));
  std::vector<std::string> read;
  EXPECT_THAT(
      sources::EachRow(file,
                       [&](const sources::MhsdsRow& row) {
                         read.push_back(row.outcome == sources::MhsdsOutcome::kFigure
                                            ? fmt::format("{} to {}",
                                                          sources::ToString(row.source.first_day),
                                                          sources::ToString(row.source.last_day))
                                            : std::string(row.reason));
                         return absl::OkStatus();
                       }),
      IsOk());
  return read;
}

// Two figures under one id and one last day.
Answer CheckTwoSpans() {
  const domain::Period month = PeriodOf("2022-08");
  const domain::Period quarter = PeriodOf("2022-06-01..2022-08-31");
  std::size_t both = 0;
  for (const auto& [name, figures] : TimeSeries()->series) {
    if (name.measure != "MHS32" || !name.breakdown.empty() || name.span.count != 3) continue;
    if (!figures.contains(quarter)) continue;
    const auto monthly =
        TimeSeries()->series.find({name.provider, name.measure, "", domain::Span{.count = 1}});
    if (monthly != TimeSeries()->series.end() && monthly->second.contains(month)) ++both;
  }
  England england;
  england.SetClockAfter(month);
  const std::string indicator = IndicatorOf("MHS32")->id.text();
  const domain::Value three =
      TimeSeries()->series.at({"RX4", "MHS32", "", domain::Span{.count = 3}}).at(quarter);
  const domain::Value one = TimeSeries()->Months("RX4", "MHS32").at(month);
  const ingest::Reply reply =
      england.Record("RX4", {RowOf(indicator, month, one), RowOf(indicator, quarter, three)});
  const insight::ChartView view = england.Chart("RX4", indicator);
  const insight::ChartView view_of_quarters = england.Chart("RX4", indicator, "P3M");
  const bool are_apart = reply.receipt.has_value() && reply.receipt->new_count == 2 &&
                         view.series.points.size() == 1 &&
                         view.series.points[0].current.value == one &&
                         view_of_quarters.series.points.size() == 1 &&
                         view_of_quarters.series.points[0].current.value == three;
  return {.says = fmt::format("{} providers have both, and none is a duplicate to the reader. RX4: "
                              "{} new figures, {} over a month and {} over three, in a series each",
                              both, reply.receipt->new_count, domain::ToString(one),
                              domain::ToString(three)),
          .parts = {{"the key includes start and end, so both figures are kept",
                     are_apart && both == 338 &&
                         !TimeSeries()->faults.contains(std::string(sources::kFaultDuplicate))}}};
}

// Reads a number as a return's cell says it.
std::optional<double> NumberOf(std::string_view text) {
  const auto read = sources::ReadNumber(text);
  const auto* const number = std::get_if<sources::NumberText>(&read);
  return number == nullptr ? std::nullopt : std::optional(number->value);
}

Answer CheckScientificNotation() {
  std::size_t written = 0;
  std::size_t right = 0;
  for (const std::string_view name :
       {"oaps-open-data-nov-2016.csv.gz", "oaps-open-data-jan-2017.csv.gz"}) {
    for (const std::vector<std::string>& cells : ReadCsv(PublishedFile(name))) {
      const std::string& value = cells.back();
      if (value.find("e+") == std::string::npos) continue;
      ++written;
      if (NumberOf(value) == std::strtod(value.c_str(), nullptr)) ++right;
    }
  }
  const sources::ReturnFile file = sources::ReadReturnText(
      "return.csv", "indicator,period,value\noap_cost,2016-11,5.03563e+006\n", {});
  const bool is_read =
      file.faults.empty() && file.rows.size() == 1 && file.rows[0].cell.value == 5035630.0;
  const std::vector<std::string> mhsds =
      ReadRows("01/11/2016,30/11/2016,Final,Provider,RX4,NTW,NONE,NONE,OAP02,Cost,5.03563e+006\n");
  const absl::Status whole = sources::EachRow(PublishedFile("oaps-open-data-nov-2016.csv.gz"),
                                              [](const auto&) { return absl::OkStatus(); });
  return {.says = fmt::format("In a trust's own return 5.03563e+006 is {:.0f}, as are all {} such "
                              "cells of November 2016 and January 2017; in an MHSDS file it is {}; "
                              "the file itself is refused: {}",
                              is_read ? *file.rows[0].cell.value : 0, written, mhsds.at(0),
                              base::ErrorOf(whole).reason),
          .parts = {{"each reader takes it whole or refuses it by name",
                     is_read && written > 0 && right == written &&
                         mhsds.at(0) == sources::kFaultValue &&
                         base::ErrorOf(whole).reason == "HEADER_UNKNOWN"}}};
}

// The findings about one row of a draft.
std::vector<domain::Finding> FindingsOf(const ingest::Reply& reply, std::size_t index) {
  std::vector<domain::Finding> own;
  for (const domain::Finding& finding : reply.findings) {
    if (finding.observation_index == static_cast<std::int32_t>(index)) own.push_back(finding);
  }
  return own;
}

bool AsksAboutFraction(const std::vector<domain::Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const domain::Finding& finding) {
    return finding.level >= domain::Level::kExplain &&
           (finding.reason == "PERCENT_GIVEN_AS_FRACTION" ||
            finding.reason == "LOOKS_LIKE_FRACTION");
  });
}

// Twelve months of a percentage around the middle of its plausible range, and then a month that is
// sent as a fraction; the answer is about that one.
ingest::Reply SendFraction(England& england, const domain::Indicator& indicator,
                           std::size_t months_before) {
  const double usual = (indicator.plausible->low + indicator.plausible->high) / 2;
  std::vector<domain::DraftObservation> rows;
  domain::Period month = PeriodOf("2025-04");
  for (std::size_t i = 0; i <= months_before; ++i) {
    const auto period = Value(domain::Period::Ending(month.last(), indicator.spans.front()));
    // Up and down by a hundredth, so that no month copies the one before.
    const double value = usual * (1 + 0.01 * static_cast<double>(i % 3));
    rows.push_back(RowOf(indicator.id.text(), period,
                         domain::Number{.value = i < months_before ? value : usual / 100}));
    month = domain::Period::MonthOf(month.last() + std::chrono::days(1));
  }
  return england.DryRun("RX4", rows);
}

Answer CheckFraction() {
  England england;
  std::size_t percentages = 0;
  std::size_t first = 0;
  std::size_t later = 0;
  for (const domain::Indicator& indicator : EnglandsDefinitions()->catalogue.indicators()) {
    if (indicator.unit != "percent") continue;
    ++percentages;
    if (AsksAboutFraction(FindingsOf(SendFraction(england, indicator, 0), 0))) ++first;
    if (AsksAboutFraction(FindingsOf(SendFraction(england, indicator, 12), 12))) ++later;
  }
  const domain::Indicator& occupancy =
      *EnglandsDefinitions()->catalogue.Find("acute_bed_occupancy");
  return {.says = fmt::format(
              "The catalogue has no such measure. Of its {} percentages, a hundredth of the usual "
              "is asked about in {} after twelve figures, and in {} as the first: {}",
              percentages, later, first, Tell(SendFraction(england, occupancy, 0).findings)),
          .parts = {{"a fraction is asked about where a percentage has been sent before",
                     percentages > 0 && later == percentages},
                    {"and as a first figure, in every percentage", first == percentages}}};
}

// The quarters of one trust in KH03, as percentages of beds that are occupied.
struct Quarters {
  std::vector<domain::DraftObservation> rows;
  std::vector<double> percentages;
};

Quarters QuartersOf(std::string_view organisation) {
  std::map<domain::Period, domain::Number> numbers;
  for (const auto& cells : ReadCsv(PublishedFile("kh03_mental_illness_overnight_tidy.csv.gz"))) {
    // Quarter's end, code, name, available, occupied, occupancy.
    if (cells.at(1) != organisation) continue;
    const domain::Day last = PeriodOf(cells[0]).last();
    const double available = std::strtod(cells[3].c_str(), nullptr);
    const double occupied = std::strtod(cells[4].c_str(), nullptr);
    numbers.emplace(
        Value(domain::Period::Ending(last, domain::Span{.count = 3})),
        domain::Number{
            .value = 100 * occupied / available, .numerator = occupied, .denominator = available});
  }
  Quarters quarters;
  for (const auto& [period, number] : numbers) {
    quarters.rows.push_back(RowOf("acute_bed_occupancy", period, number));
    quarters.percentages.push_back(number.value);
  }
  return quarters;
}

// What is said of the quarters above 100 %.
struct FullWards {
  int quarters = 0;
  int warned = 0;                      // that it is above 100 %, or above what is plausible
  std::vector<std::string> questions;  // which a sender must answer
  std::string latest;                  // what was said of the last one
};

void AddFullWardsOf(std::string_view organisation, FullWards& wards) {
  England england;
  const Quarters quarters = QuartersOf(organisation);
  const ingest::Reply dry = england.DryRun(organisation, quarters.rows);
  england.Record(organisation, quarters.rows);
  for (std::size_t i = 0; i < quarters.rows.size(); ++i) {
    if (quarters.percentages[i] <= 100) continue;
    ++wards.quarters;
    const std::vector<domain::Finding> findings = FindingsOf(dry, i);
    wards.latest = Tell(findings);
    if (wards.latest.find("VALUE_ABOVE_WHOLE") != std::string::npos ||
        wards.latest.find("VALUE_IMPLAUSIBLE") != std::string::npos) {
      ++wards.warned;
    }
    for (const domain::Finding& finding : findings) {
      if (finding.level != domain::Level::kWarn) wards.questions.push_back(Tell({finding}));
    }
  }
}

// In the catalogue's nearest indicator.
Answer CheckFullWards() {
  FullWards wards;
  AddFullWardsOf("RP1", wards);
  AddFullWardsOf("RYG", wards);
  EXPECT_EQ(wards.quarters, 13);
  return {.says = fmt::format("As acute_bed_occupancy, with numerator and denominator, {} quarters "
                              "of RP1 and RYG are accepted, {} with a warning; of the last: {} "
                              "Questions: {}",
                              wards.quarters, wards.warned, wards.latest,
                              fmt::join(wards.questions, " ")),
          .parts = {{"each quarter is warned about and accepted", wards.warned == 13},
                    {"nothing is asked but about one leap",
                     wards.questions.size() == 1 &&
                         wards.questions[0].starts_with("UNUSUAL_FOR_SERIES")}}};
}

Answer CheckDates() {
  const std::vector<std::string> read = ReadRows(
      "04/01/2024,30/04/2024,Final,Provider,RX1,NAME,NONE,NONE,MHS01,People,5\n"
      "01/04/2024,30/04/2024,Final,Provider,RX2,NAME,NONE,NONE,MHS01,People,5\n"
      "02/01/2024,30/04/2024,Final,Provider,RX3,NAME,NONE,NONE,MHS01,People,5\n"
      "15/04/2024,30/04/2024,Final,Provider,RX4,NAME,NONE,NONE,MHS01,People,5\n"
      "01/04/2024,04/30/2024,Final,Provider,RX5,NAME,NONE,NONE,MHS01,People,5\n");
  const std::vector<std::string> wanted = {
      "2024-04-01 to 2024-04-30", "2024-04-01 to 2024-04-30", "2024-02-01 to 2024-04-30",
      std::string(sources::kFaultPeriod), std::string(sources::kFaultPeriod)};
  return {.says = fmt::format("04/01/2024 .. 30/04/2024 is {}, as is 01/04/2024 .. 30/04/2024; "
                              "02/01/2024 .. 30/04/2024 is {}; 15/04/2024 .. 30/04/2024 is {}, and "
                              "so is an END that is month-first",
                              read.at(0), read.at(2), read.at(3)),
          .parts = {{"the month is END's, day first, and START counts if it is the first of a "
                     "month in either order",
                     read == wanted}}};
}

Answer CheckStatusWithBlank() {
  std::map<std::string, int> statuses;
  int faults = 0;
  const absl::Status status = sources::EachRow(PublishedFile("mhsds_main_data_2025-09_RDY.csv.gz"),
                                               [&](const sources::MhsdsRow& row) {
                                                 if (row.outcome == sources::MhsdsOutcome::kFigure)
                                                   ++statuses[row.source.status];
                                                 if (row.outcome == sources::MhsdsOutcome::kFault)
                                                   ++faults;
                                                 return absl::OkStatus();
                                               });
  EXPECT_THAT(status, IsOk());
  const std::vector<std::string> twice = ReadRows(
      "01/09/2025,30/09/2025,Performance ,Provider,RDY,NAME,NONE,NONE,MHS01,People,5\n"
      "01/09/2025,30/09/2025,Performance,Provider,RDY,NAME,NONE,NONE,MHS01,People,5\n");
  return {.says = fmt::format("The file of September 2025 gives {} figures, all refreshed, and {} "
                              "faults; a row that differs in the blank alone is {}",
                              statuses["refreshed"], faults, twice.at(1)),
          .parts = {{"the status is trimmed before it is compared",
                     statuses.size() == 1 && statuses["refreshed"] > 0 && faults == 0 &&
                         twice.at(1) == sources::kFaultDuplicate}}};
}

}  // namespace

std::vector<AnomalyEntry> FileEntries() {
  return {
      {.name = {"MHSDS MHS32", "all (338 provider rows)", "2022-08"},
       .asked = "key must include the span (start AND end); name differs but id does not",
       .ours = {"338 providers have both", "10270 over a month and 31925 over three"},
       .lacks = {},
       .why_not = "",
       .check = CheckTwoSpans},
      {.name = {"OAPs open data", "England", "2016-11..2017-02"},
       .asked = "parser must accept or reject explicitly; never truncate",
       .ours = {"5.03563e+006 is 5035630", "in an MHSDS file it is VALUE_MALFORMED",
                "HEADER_UNKNOWN"},
       .lacks = {},
       .why_not = "",
       .check = CheckScientificNotation},
      {.name = {"OAPs open data", "England", "2017-02"},
       .asked = "unit check: percent vs fraction",
       .ours = {"PERCENT_GIVEN_AS_FRACTION \"value 0.85 looks like a fraction, and "
                "acute_bed_occupancy is in percent",
                "in 30 after twelve figures, and in 20 as the first"},
       .lacks = {"and as a first figure, in every percentage"},
       .why_not =
           "The plausible range of ten percentages holds the hundredth of a usual figure too, "
           "so that a first one cannot be told from a fraction unless numerator and "
           "denominator stand beside it.",
       .check = CheckFraction},
      {.name = {"KH03", "13 trust-quarters", "2010-2024"},
       .asked = "warn above 100% but accept",
       .ours = {"VALUE_ABOVE_WHOLE \"value 100.54981514835512 is above 100"},
       .lacks = {},
       .why_not = "",
       .check = CheckFullWards},
      {.name = {"MHSDS time series 2016-23 archive file", "all", ""},
       .asked = "take the month from END only; accept START only if it is the 1st of a month in "
                "either order",
       .ours = {"04/01/2024 .. 30/04/2024 is 2024-04-01 to 2024-04-30",
                "15/04/2024 .. 30/04/2024 is PERIOD_MALFORMED"},
       .lacks = {},
       .why_not = "",
       .check = CheckDates},
      {.name = {"MHSDS Apr2025-Mar2026 file", "RDY", ""},
       .asked = "trim before compare",
       .ours = {"570 figures, all refreshed, and 0 faults", "the blank alone is DUPLICATE_FIGURE"},
       .lacks = {},
       .why_not = "",
       .check = CheckStatusWithBlank},
  };
}

}  // namespace trustwatch::testing
