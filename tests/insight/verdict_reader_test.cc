#include "daemon/insight/verdict_reader.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::Count;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::NoonOf;
using ::testing::SizeIs;
using testing::SliceOf;
using testing::Value;

class VerdictReaderTest : public ::testing::Test {
 protected:
  VerdictReaderTest() {
    testing::DefinitionsBuilder builder;
    builder.Indicator("calls_offered").direction = domain::Direction::kLower;
    builder.Indicator("calls_offered").standards = {{.text = "at most 5", .target = 5}};
    builder.organisations[0].region = "North";
    builder.organisations[1].region = "South";
    builder.events = {{.kind = domain::EventKind::kMerger,
                       .first_month = testing::DayOf("2025-07-01"),
                       .from = {testing::Ods("XC3")},
                       .to = {testing::Ods("XA1")},
                       .note = "Closedshire joined"},
                      {.kind = domain::EventKind::kRename,
                       .first_month = testing::DayOf("2029-07-01"),
                       .to = {testing::Ods("XA1")}}};
    fixture_.definitions.Replace(builder.Build());
  }

  // Twelve months of 2025, the last seven high if `rises`.
  void ReportYear(const char* organisation, bool rises, domain::Slice slice) {
    std::vector<std::string> periods;
    for (int month = 1; month <= 12; ++month) periods.push_back(fmt::format("2025-{:02}", month));
    std::vector<testing::ReportedRow> rows;
    for (int month = 1; month <= 12; ++month) {
      const double value = (rises && month > 5 ? 20 : 10) + month % 2;
      rows.push_back({slice, periods[static_cast<std::size_t>(month) - 1], Count(value)});
    }
    fixture_.Report(NoonOf("2026-02-10"), organisation, rows);
  }

  std::vector<std::string> Told(const VerdictFilter& filter) const {
    std::vector<std::string> told;
    EXPECT_THAT(reader_.Each(filter,
                             [&told](const VerdictView& view) {
                               told.push_back(fmt::format("{} {}{}", view.organisation.text(),
                                                          view.slice.indicator.text(),
                                                          view.slice.breakdown.empty() ? "" : "/"));
                               return true;
                             }),
                IsOk());
    return told;
  }

  testing::InsightFixture fixture_;
  VerdictReader reader_{fixture_.store(), fixture_.definitions, fixture_.verdicts};
};

TEST_F(VerdictReaderTest, FiltersChooseNowAndThenAlike) {
  domain::Slice part = SliceOf("calls_offered");
  part.breakdown = "age:under18";
  ReportYear("XA1", true, SliceOf("calls_offered"));
  ReportYear("XA1", false, part);
  ReportYear("XB2", false, SliceOf("calls_offered"));
  ReportYear("XB2", true, SliceOf("calls_answered"));
  for (const std::optional<absl::Time> as_of :
       {std::optional<absl::Time>(), std::optional(NoonOf("2026-03-01"))}) {
    const auto told = [&](VerdictFilter filter) {
      filter.as_of = as_of;
      return Told(filter);
    };
    EXPECT_THAT(told({}), ElementsAre("XA1 calls_offered", "XA1 calls_offered/",
                                      "XB2 calls_answered", "XB2 calls_offered"));
    EXPECT_THAT(told({.series = {.organisations = {"XB2"}, .indicators = {"calls_offered"}}}),
                ElementsAre("XB2 calls_offered"));
    EXPECT_THAT(told({.regions = {"North"}, .whole_only = true}), ElementsAre("XA1 calls_offered"));
    EXPECT_THAT(told({.variations = {stats::Variation::kConcern}}),
                ElementsAre("XA1 calls_offered"));
    EXPECT_THAT(told({.variations = {stats::Variation::kNeither}}),
                ElementsAre("XB2 calls_answered"))
        << "neither way is better";
    EXPECT_THAT(told({.assurances = {stats::Assurance::kConsistentlyMissed}}),
                ElementsAre("XA1 calls_offered", "XB2 calls_offered"));
  }
  EXPECT_THAT(Told({.as_of = NoonOf("2026-02-01")}), IsEmpty()) << "nothing was known";
}

TEST_F(VerdictReaderTest, AVisitorMayStop) {
  ReportYear("XA1", true, SliceOf("calls_offered"));
  ReportYear("XB2", true, SliceOf("calls_offered"));
  for (const std::optional<absl::Time> as_of :
       {std::optional<absl::Time>(), std::optional(absl::InfiniteFuture())}) {
    int visits = 0;
    EXPECT_THAT(reader_.Each({.as_of = as_of},
                             [&visits](const VerdictView&) {
                               ++visits;
                               return false;
                             }),
                IsOk());
    EXPECT_EQ(visits, 1);
  }
}

TEST_F(VerdictReaderTest, UnknownNamesAreRefused) {
  const auto none = [](const VerdictView&) { return true; };
  EXPECT_EQ(reader_.Each({.series = {.organisations = {"QQ9"}}}, none).code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(reader_.Each({.series = {.indicators = {"quarrels"}}}, none).code(),
            absl::StatusCode::kNotFound);
  const absl::Status region = reader_.Each({.regions = {"Atlantis"}}, none);
  EXPECT_EQ(region.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(region.message()), HasSubstr("\"North\", \"South\""));
}

TEST_F(VerdictReaderTest, AsOfAnInstantNeitherCorrectionsNorStepChangesOfLaterExist) {
  ReportYear("XA1", true, SliceOf("calls_offered"));
  const auto before = Value(reader_.Chart({"XA1", "calls_offered", "", ""}, std::nullopt));
  fixture_.ReportCalls(NoonOf("2026-03-10"), "XA1", "2025-02", 900);
  fixture_.stored.clock.Set(NoonOf("2026-03-11"));
  ASSERT_THAT(fixture_.store().RecordStepChange({.organisation = testing::Ods("XA1"),
                                                 .indicator = testing::Id("calls_offered"),
                                                 .first_day = testing::DayOf("2025-06-01"),
                                                 .cause = "new ward",
                                                 .approved_by = "Head of performance",
                                                 .caller = "test"}),
              IsOk());
  const auto then = Value(reader_.Chart({"XA1", "calls_offered", "", ""}, NoonOf("2026-03-01")));
  EXPECT_EQ(then.chart.verdict, before.chart.verdict);
  EXPECT_EQ(then.tendency, before.tendency);
  EXPECT_THAT(then.step_changes, IsEmpty());
  const auto now = Value(reader_.Chart({"XA1", "calls_offered", "", ""}, std::nullopt));
  EXPECT_THAT(now.step_changes, SizeIs(1));
  EXPECT_THAT(now.chart.processes, SizeIs(2));
  EXPECT_EQ(now.chart.values[1], 900);
  ASSERT_TRUE(now.tendency.trajectory.has_value());
  EXPECT_EQ(now.tendency.trajectory->first, 5U) << "June 2025 begins the present process";
  EXPECT_EQ(now.tendency.target, now.chart.verdict.target);
}

TEST_F(VerdictReaderTest, AChartKnowsItsEventsAndItsOrganisation) {
  ReportYear("XA1", true, SliceOf("calls_offered"));
  const auto view = Value(reader_.Chart({"XA1", "calls_offered", "", ""}, std::nullopt));
  ASSERT_THAT(view.events, SizeIs(1)) << "the other lies in the future";
  EXPECT_EQ(view.events[0]->note, "Closedshire joined");
  ASSERT_NE(view.organisation, nullptr);
  EXPECT_EQ(view.organisation->Name(), "Anyshire");
  EXPECT_EQ(view.chart.verdict.target, 5);
}

TEST_F(VerdictReaderTest, AStepChangeOfAnotherIndicatorSplitsNothing) {
  ReportYear("XA1", true, SliceOf("calls_offered"));
  ASSERT_THAT(fixture_.store().RecordStepChange({.organisation = testing::Ods("XA1"),
                                                 .indicator = testing::Id("calls_answered"),
                                                 .first_day = testing::DayOf("2025-06-01"),
                                                 .cause = "new ward",
                                                 .approved_by = "Head of performance",
                                                 .caller = "test"}),
              IsOk());
  const auto view = Value(reader_.Chart({"XA1", "calls_offered", "", ""}, std::nullopt));
  EXPECT_THAT(view.step_changes, IsEmpty());
  EXPECT_THAT(view.chart.processes, SizeIs(1));
}

TEST_F(VerdictReaderTest, ASeriesThatNobodyReportedHasAnEmptyChart) {
  const auto view = Value(reader_.Chart({"XA1", "calls_offered", "", ""}, std::nullopt));
  EXPECT_THAT(view.chart.points, IsEmpty());
  EXPECT_FALSE(view.chart.verdict.verdict.latest_known);
  EXPECT_EQ(reader_.Chart({"QQ9", "calls_offered", "", ""}, std::nullopt).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace trustwatch::insight
