#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "daemon/catalogue/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

// The definitions that we ship.
namespace trustwatch::testing {
namespace {

using ::testing::SizeIs;

const std::filesystem::path kSource = TRUSTWATCH_SOURCE_DIR;

std::shared_ptr<const domain::Definitions> Shipped(const std::string& name) {
  catalogue::Reading reading = catalogue::Read(kSource / "deploy" / "catalogue" / name);
  for (const catalogue::Fault& fault : reading.faults) ADD_FAILURE() << fault.ToString();
  return reading.definitions;
}

// Whether a mental-health trust can send it for some month.
bool IsAskedFor(const domain::Catalogue& catalogue, const domain::IndicatorId& indicator,
                domain::Span span) {
  return std::any_of(
      catalogue.returns().begin(), catalogue.returns().end(), [&](const domain::Return& owed) {
        return std::count(owed.owed_by.begin(), owed.owed_by.end(), "mental_health_trust") > 0 &&
               (owed.HasPeriodEnding(DayOf("2025-12-31")) ||
                owed.HasPeriodEnding(DayOf("2026-03-31"))) &&
               std::any_of(owed.items.begin(), owed.items.end(),
                           [&](const domain::ReturnItem& item) {
                             return item.indicator == indicator && item.span == span;
                           });
      });
}

// The first cells of the rows of a CSV file, the header left out; cells in quotation marks that
// span lines do not occur in it.
std::set<std::string> FirstCells(const std::filesystem::path& path) {
  std::set<std::string> cells;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) cells.insert(line.substr(0, line.find(',')));
  return cells;
}

// Where the evidence lies beside the project, if it does.
std::filesystem::path Evidence(const std::string& name) {
  for (const char* up : {"..", "../.."}) {
    std::filesystem::path path = kSource / up / "shared/data/register" / name;
    if (std::filesystem::exists(path)) return path;
  }
  return {};
}

TEST(England, HasNoFaultAndItsFullSize) {
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  const auto& indicators = england->catalogue.indicators();
  EXPECT_EQ(std::count_if(indicators.begin(), indicators.end(),
                          [](const auto& indicator) { return !indicator.context_only; }),
            58);
  EXPECT_EQ(std::count_if(indicators.begin(), indicators.end(),
                          [](const auto& indicator) { return indicator.context_only; }),
            33);
  EXPECT_THAT(england->organisations.organisations(), SizeIs(53 + 9));
  EXPECT_THAT(england->organisations.events(), SizeIs(16));
}

TEST(England, EveryIndicatorBelongsToAReturn) {
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  std::set<std::string> asked;
  for (const domain::Return& owed : england->catalogue.returns()) {
    for (const domain::ReturnItem& item : owed.items) asked.insert(item.indicator.text());
  }
  for (const domain::Indicator& indicator : england->catalogue.indicators()) {
    EXPECT_TRUE(asked.contains(indicator.id.text())) << indicator.id.text();
  }
}

TEST(England, EverySpanOfAnIndicatorCanBeSent) {
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  for (const domain::Indicator& indicator : england->catalogue.indicators()) {
    for (const domain::Span& span : indicator.spans) {
      EXPECT_TRUE(IsAskedFor(england->catalogue, indicator.id, span))
          << indicator.id.text() << " " << span.ToString();
    }
  }
}

TEST(England, EstimatesAndMemoriesAreMarkedAsDoubts) {
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  for (const char* id : {"tt_reliable_recovery", "tt_reliable_improvement", "tt_2nd_appt_90d",
                         "perinatal_access", "turnover_rate", "vacancy_rate"}) {
    const domain::Indicator* indicator = england->catalogue.Find(id);
    ASSERT_NE(indicator, nullptr) << id;
    EXPECT_THAT(indicator->doubts, ::testing::Contains(::testing::ContainsRegex("not verified")))
        << id;
  }
}

// What the text for people says of hiding, and what the daemon does, are one rule.
TEST(England, SmallNumbersAreHiddenAsTheTextSays) {
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  for (const domain::Indicator& indicator : england->catalogue.indicators()) {
    const std::string& text = indicator.suppression;
    const auto says = [&text](const char* words) { return text.find(words) != std::string::npos; };
    const bool is_hidden_already = says("as it stands");
    const bool hides = !is_hidden_already && (says("under 5") || says("fewer than") ||
                                              says("hide 1 to 4") || says("are 5 or more"));
    EXPECT_EQ(indicator.small_numbers.has_value(), hides) << indicator.id.text() << ": " << text;
    if (!indicator.small_numbers) continue;
    const domain::SmallNumbers& rule = *indicator.small_numbers;
    EXPECT_EQ(rule.hide_under, says("fewer than 11") ? 11 : 5) << indicator.id.text();
    EXPECT_EQ(rule.show_zero, says("hide 1 to 4")) << indicator.id.text();
    EXPECT_EQ(rule.breakdowns_only, says("in breakdowns")) << indicator.id.text();
    const bool is_count = indicator.kind == domain::IndicatorKind::kCount;
    EXPECT_EQ(rule.round_to, is_count ? 5 : 0) << indicator.id.text();
    if (says("no decimals")) {
      EXPECT_EQ(rule.decimals, 0) << indicator.id.text();
    }
  }
}

TEST(England, PublishedRowsOfClosedOrganisationsFallBeforeTheirClosing) {
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  struct Row {
    const char* code;
    const char* last_period;  // of the published MHSDS series
  };
  for (const Row& row :
       {Row{"RRD", "2017-06"}, Row{"RTV", "2021-05"}, Row{"RTV", "2021-05-01..2021-07-31"},
        Row{"RTV", "2021-05-01..2022-04-30"}, Row{"TAE", "2017-03"}, Row{"RWN", "2017-03"},
        Row{"RYK", "2020-11-01..2021-10-31"}, Row{"R1C", "2022-11"}}) {
    const domain::Organisation* closed = england->organisations.Find(Ods(row.code));
    ASSERT_NE(closed, nullptr) << row.code;
    EXPECT_TRUE(closed->closed.has_value()) << row.code;
    EXPECT_TRUE(closed->IsOpenIn(PeriodOf(row.last_period))) << row.code << row.last_period;
  }
}

TEST(England, HasTheIndicatorsOfTheEvidence) {
  const std::filesystem::path evidence = Evidence("indicators.csv");
  if (evidence.empty()) GTEST_SKIP() << "the evidence (shared/data/register) is not here";
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  std::set<std::string> ids;
  for (const domain::Indicator& indicator : england->catalogue.indicators()) {
    if (!indicator.context_only) ids.insert(indicator.id.text());
  }
  EXPECT_EQ(ids, FirstCells(evidence));
}

TEST(England, HasTheOrganisationsOfTheEvidence) {
  const std::filesystem::path evidence = Evidence("trusts.csv");
  if (evidence.empty()) GTEST_SKIP() << "the evidence (shared/data/register) is not here";
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  std::set<std::string> codes;
  for (const domain::Organisation& organisation : england->organisations.organisations()) {
    if (!organisation.closed) codes.insert(organisation.code.ToString());
  }
  EXPECT_EQ(codes, FirstCells(evidence));
}

TEST(England, HasTheEventsOfTheEvidence) {
  const std::filesystem::path evidence = Evidence("trust_events.csv");
  if (evidence.empty()) GTEST_SKIP() << "the evidence (shared/data/register) is not here";
  const auto england = Shipped("england");
  ASSERT_NE(england, nullptr);
  std::set<std::string> months;
  for (const domain::RegisterEvent& event : england->organisations.events()) {
    months.insert(domain::ToString(event.first_month).substr(0, 7));
  }
  EXPECT_EQ(months, FirstCells(evidence));
}

TEST(Sample, HasNoFaultAndTwelveOpenTrusts) {
  const auto sample = Shipped("sample");
  ASSERT_NE(sample, nullptr);
  const auto& organisations = sample->organisations.organisations();
  EXPECT_EQ(std::count_if(organisations.begin(), organisations.end(),
                          [](const auto& organisation) { return !organisation.closed; }),
            12);
  ASSERT_THAT(sample->catalogue.returns(), SizeIs(1));
  EXPECT_THAT(sample->catalogue.returns()[0].items, SizeIs(12));
}

TEST(Sample, SaysInItsFirstLineThatItIsInvented) {
  for (const char* name : {"catalogue.toml", "organisations.toml", "returns.toml"}) {
    std::ifstream file(kSource / "deploy/catalogue/sample" / name);
    std::string line;
    std::getline(file, line);
    EXPECT_THAT(line, ::testing::ContainsRegex("[Ii]nvented")) << name;
  }
}

TEST(Sample, HasNoCodeOfEngland) {
  const auto sample = Shipped("sample");
  const auto england = Shipped("england");
  ASSERT_TRUE(sample != nullptr && england != nullptr);
  for (const domain::Organisation& organisation : sample->organisations.organisations()) {
    EXPECT_EQ(england->organisations.Find(organisation.code), nullptr);
  }
}

}  // namespace
}  // namespace trustwatch::testing
