#include "daemon/rpc/insight_service.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rpc/running_server.h"
#include "tests/support/definitions_builder.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::trustwatch::testing::AddRow;
using ::trustwatch::testing::Context;
using ::trustwatch::testing::DetailsOf;
using ::trustwatch::testing::RequestOf;
using ::trustwatch::testing::RunningServer;
using ::trustwatch::testing::Submit;

std::shared_ptr<const domain::Definitions> MakeDefinitions() {
  testing::DefinitionsBuilder builder;
  builder.Indicator("calls_offered").direction = domain::Direction::kLower;
  builder.organisations[0].region = "North";
  builder.organisations[1].region = "South";
  builder.events = {{.kind = domain::EventKind::kMerger,
                     .first_month = testing::DayOf("2026-03-01"),
                     .from = {testing::Ods("XC3")},
                     .to = {testing::Ods("XA1")},
                     .note = "Closedshire joined"}};
  return builder.Build();
}

// Five months of calls offered, the last one high, with an explanation; the clock says 2026-07.
class InsightServiceTest : public ::testing::Test {
 protected:
  InsightServiceTest() : server_({}, MakeDefinitions()) {
    Report("XA1", {100, 110, 105, 95, 300});
    Report("XB2", {50, 55, 52, 51, 53});
  }

  void Report(std::string_view organisation, const std::vector<double>& values) {
    v1::SubmitRequest request = RequestOf(organisation, fmt::format("{}-months", organisation));
    for (std::size_t i = 0; i < values.size(); ++i) {
      AddRow(request, "calls_offered", static_cast<int>(i) + 1, values[i]);
      request.mutable_observations(static_cast<int>(i))->set_explanation("counted twice over");
    }
    ASSERT_EQ(Submit(server_, request).outcome(), v1::OUTCOME_ACCEPTED);
  }

  // "XA1 calls_offered" for each verdict; `status` gets how it ended.
  std::vector<v1::SeriesVerdict> Verdicts(const v1::StreamVerdictsRequest& request,
                                          grpc::Status& status) {
    const auto context = Context();
    const auto reader = server_.insight_stub->StreamVerdicts(context.get(), request);
    std::vector<v1::SeriesVerdict> all;
    v1::StreamVerdictsResponse message;
    while (reader->Read(&message)) all.push_back(message.verdict());
    status = reader->Finish();
    return all;
  }
  std::vector<v1::SeriesVerdict> Verdicts(const v1::StreamVerdictsRequest& request = {}) {
    grpc::Status status;
    auto all = Verdicts(request, status);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return all;
  }
  v1::GetChartResponse Chart(std::string_view organisation) {
    v1::GetChartRequest request;
    request.set_organisation(std::string(organisation));
    request.set_indicator("calls_offered");
    v1::GetChartResponse response;
    const grpc::Status status = server_.insight_stub->GetChart(Context().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  RunningServer server_;
};

TEST_F(InsightServiceTest, EveryVerdictComesAsDataAndInWords) {
  const auto verdicts = Verdicts();
  ASSERT_THAT(verdicts, SizeIs(2));
  const v1::SeriesVerdict& anyshire = verdicts[0];
  EXPECT_EQ(anyshire.organisation(), "XA1");
  EXPECT_EQ(anyshire.indicator(), "calls_offered");
  EXPECT_EQ(anyshire.span(), "P1M");
  const v1::Verdict& verdict = anyshire.verdict();
  EXPECT_EQ(verdict.latest().last_day().month(), 5);
  EXPECT_EQ(verdict.latest_value(), 300);
  EXPECT_EQ(verdict.baseline_count(), 5);
  EXPECT_TRUE(verdict.trial_limits());
  EXPECT_EQ(verdict.chart(), v1::CHART_KIND_XMR);
  // Mean 142; moving ranges 10, 5, 10, 205, mean 57.5; 2.66 x 57.5 = 152.95.
  EXPECT_EQ(verdict.lines().mean(), 142);
  EXPECT_NEAR(verdict.lines().upper_limit(), 294.95, 1e-9);
  EXPECT_EQ(verdict.variation(), v1::VARIATION_CONCERN);
  EXPECT_EQ(verdict.signal().rule(), v1::RULE_ABOVE_UPPER_LIMIT);
  EXPECT_EQ(verdict.signal().since().last_day().month(), 5);
  EXPECT_EQ(verdict.signal().point_count(), 1);
  EXPECT_THAT(verdict.sentence(), HasSubstr("May 2026 is above the upper limit of 295.0 calls"));
  EXPECT_EQ(verdicts[1].verdict().variation(), v1::VARIATION_COMMON_CAUSE);
  EXPECT_FALSE(verdicts[1].verdict().has_signal());
}

TEST_F(InsightServiceTest, FiltersAndInstantsChoose) {
  v1::StreamVerdictsRequest concerns;
  concerns.add_variations(v1::VARIATION_CONCERN);
  EXPECT_THAT(Verdicts(concerns), SizeIs(1));
  v1::StreamVerdictsRequest south;
  south.add_regions("South");
  ASSERT_THAT(Verdicts(south), SizeIs(1));
  EXPECT_EQ(Verdicts(south)[0].organisation(), "XB2");
  v1::StreamVerdictsRequest without_target;
  without_target.add_assurances(v1::ASSURANCE_UNSPECIFIED);
  EXPECT_THAT(Verdicts(without_target), SizeIs(2));
  v1::StreamVerdictsRequest then;
  then.mutable_as_of()->set_seconds(absl::ToUnixSeconds(server_.clock.Now()) - 60);
  EXPECT_THAT(Verdicts(then), IsEmpty());
}

TEST_F(InsightServiceTest, WhatCannotBeAskedIsAnErrorWithItsField) {
  const auto reason_of = [this](const v1::StreamVerdictsRequest& request) {
    grpc::Status status;
    EXPECT_THAT(Verdicts(request, status), IsEmpty());
    return DetailsOf(status).info.reason();
  };
  v1::StreamVerdictsRequest request;
  request.add_regions("Atlantis");
  EXPECT_EQ(reason_of(request), "REGION_UNKNOWN");
  request.Clear();
  request.add_variations(static_cast<v1::Variation>(77));
  EXPECT_EQ(reason_of(request), "VARIATION_UNKNOWN");
  request.Clear();
  request.add_assurances(static_cast<v1::Assurance>(77));
  EXPECT_EQ(reason_of(request), "ASSURANCE_UNKNOWN");
  request.Clear();
  request.mutable_as_of()->set_nanos(-1);
  EXPECT_EQ(reason_of(request), "TIME_MALFORMED");
  request.Clear();
  request.add_indicators("quarrels");
  EXPECT_EQ(reason_of(request), "INDICATOR_UNKNOWN");
}

TEST_F(InsightServiceTest, AChartHasEveryPeriodWithItsLines) {
  v1::SubmitRequest late = RequestOf("XB2", "late");
  AddRow(late, "calls_offered", 6, 51);
  late.mutable_observations(0)->mutable_value()->mutable_missing()->set_reason("system down");
  ASSERT_EQ(Submit(server_, late).outcome(), v1::OUTCOME_ACCEPTED);
  const v1::GetChartResponse chart = Chart("XB2");
  EXPECT_EQ(chart.organisation_name(), "Barsetshire");
  EXPECT_EQ(chart.direction(), v1::DIRECTION_LOWER);
  ASSERT_THAT(chart.points(), SizeIs(6));
  EXPECT_TRUE(chart.points(0).starts_process());
  EXPECT_FALSE(chart.points(1).starts_process());
  EXPECT_EQ(chart.points(1).plotted(), 55);
  EXPECT_EQ(chart.points(1).value().number().value(), 55);
  EXPECT_EQ(chart.points(1).lines().mean(), chart.verdict().verdict().lines().mean());
  // A count is never negative, and the limits are not cut at that. Mean 52.2, moving ranges 5, 3,
  // 1, 2.
  EXPECT_EQ(chart.verdict().verdict().lines().lowest_possible(), 0);
  EXPECT_FALSE(chart.verdict().verdict().lines().has_highest_possible());
  EXPECT_FALSE(chart.points(1).lines().has_lowest_possible()) << "the verdict says it once";
  EXPECT_FALSE(chart.points(5).has_plotted());
  EXPECT_EQ(chart.points(5).value().missing().reason(), "system down");
  EXPECT_THAT(chart.events(), IsEmpty());
  ASSERT_THAT(Chart("XA1").events(), SizeIs(1));
  EXPECT_EQ(Chart("XA1").events(0).kind(), "merger");
}

TEST_F(InsightServiceTest, AChartSaysWhereItsSeriesIsGoing) {
  const v1::GetChartResponse chart = Chart("XA1");
  EXPECT_FALSE(chart.has_lasting_drift()) << "five figures are a baseline at most";
  EXPECT_EQ(chart.trajectory().course(), v1::COURSE_UNSPECIFIED) << "it has no target";
  EXPECT_EQ(chart.trajectory().point_count(), 5);
  EXPECT_EQ(chart.trajectory().window_last().last_day().month(), 5);
}

TEST_F(InsightServiceTest, AStepChangeGoesInSplitsAndIsTakenBack) {
  v1::ListStepChangesRequest list;
  list.set_include_proposals(true);
  v1::ListStepChangesResponse listed;
  ASSERT_TRUE(server_.insight_stub->ListStepChanges(Context().get(), list, &listed).ok());
  ASSERT_THAT(listed.step_changes(), SizeIs(1)) << "the merger proposes one";
  EXPECT_TRUE(listed.step_changes(0).is_proposal());

  v1::RecordStepChangeRequest record;
  record.set_organisation("XA1");
  *record.mutable_first_day() = listed.step_changes(0).first_day();
  record.set_cause("Closedshire joined");
  record.set_approved_by("A. Person, head of performance");
  v1::RecordStepChangeResponse recorded;
  ASSERT_TRUE(server_.insight_stub->RecordStepChange(Context().get(), record, &recorded).ok());
  const auto id = recorded.step_change().step_change_id();
  v1::GetChartResponse chart = Chart("XA1");
  EXPECT_TRUE(chart.points(2).starts_process());
  ASSERT_THAT(chart.step_changes(), SizeIs(1));
  EXPECT_EQ(chart.step_changes(0).cause(), "Closedshire joined");
  EXPECT_EQ(Verdicts()[0].verdict().process_first().first_day().month(), 3);

  v1::WithdrawStepChangeRequest withdraw;
  withdraw.set_step_change_id(id);
  withdraw.set_reason("the wards stayed apart");
  v1::WithdrawStepChangeResponse withdrawn;
  ASSERT_TRUE(server_.insight_stub->WithdrawStepChange(Context().get(), withdraw, &withdrawn).ok());
  EXPECT_FALSE(Chart("XA1").points(2).starts_process());
}

TEST_F(InsightServiceTest, OrganisationsStandBesideEachOther) {
  v1::CompareOrganisationsRequest request;
  request.set_indicator("calls_offered");
  v1::CompareOrganisationsResponse response;
  const grpc::Status status =
      server_.insight_stub->CompareOrganisations(Context().get(), request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.period().last_day().month(), 5);
  ASSERT_THAT(response.organisations(), SizeIs(2));
  EXPECT_EQ(response.organisations(0).place(), 2);
  EXPECT_EQ(response.organisations(1).place(), 1);
  EXPECT_FALSE(response.has_funnel());
  EXPECT_THAT(response.no_funnel_because(), HasSubstr("denominator"));
}

TEST_F(InsightServiceTest, TheAnswerToASubmissionSaysHowItWillLook) {
  const auto verdicts_before = Verdicts();
  v1::SubmitRequest request = RequestOf("XB2", "june");
  AddRow(request, "calls_offered", 5, 54);
  AddRow(request, "calls_offered", 6, 52);
  request.set_validate_only(true);
  v1::SubmitResponse dry = Submit(server_, request);
  request.set_validate_only(false);
  v1::SubmitResponse live = Submit(server_, request);
  ASSERT_THAT(live.outlooks(), SizeIs(2));
  EXPECT_EQ(live.outlooks(0).before().number().value(), 53);
  EXPECT_EQ(live.outlooks(0).change(), 1);
  EXPECT_FALSE(live.outlooks(0).has_verdict());
  EXPECT_FALSE(live.outlooks(1).has_before());
  EXPECT_EQ(live.outlooks(1).variation(), v1::VARIATION_COMMON_CAUSE);
  EXPECT_THAT(live.outlooks(1).verdict().sentence(), HasSubstr("June 2026"));
  EXPECT_EQ(live.outlooks(0).lines().lowest_possible(), 0);
  EXPECT_LT(verdicts_before[0].verdict().lines().lower_limit(), 0)
      << "XA1's is not cut on the wire";
  ASSERT_THAT(dry.outlooks(), SizeIs(2));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(dry.outlooks(i).SerializeAsString(), live.outlooks(i).SerializeAsString());
  }
  const auto verdicts = Verdicts();
  EXPECT_EQ(verdicts[1].verdict().SerializeAsString(),
            live.outlooks(1).verdict().SerializeAsString())
      << "it looks as it was said to";
}

TEST_F(InsightServiceTest, WhoDoesNotAskGetsNoOutlooks) {
  v1::SubmitRequest request = RequestOf("XB2", "june");
  AddRow(request, "calls_offered", 6, 52);
  request.set_skip_outlooks(true);
  EXPECT_THAT(Submit(server_, request).outlooks(), IsEmpty());
  const v1::SubmitResponse retry = Submit(server_, request);
  EXPECT_TRUE(retry.is_retry());
  EXPECT_THAT(retry.outlooks(), IsEmpty());
}

TEST_F(InsightServiceTest, AQuestionNeedsAReason) {
  v1::SubmitRequest request = RequestOf("XB2", "june");
  AddRow(request, "calls_offered", 6, 520);
  const v1::SubmitResponse asked = Submit(server_, request);
  EXPECT_EQ(asked.outcome(), v1::OUTCOME_REFUSED);
  ASSERT_THAT(asked.findings(), SizeIs(1));
  EXPECT_EQ(asked.findings(0).level(), v1::LEVEL_EXPLAIN);
  EXPECT_EQ(asked.findings(0).reason(), "MULTIPLE_OF_USUAL");
  EXPECT_EQ(asked.outlooks(0).rule(), v1::RULE_ABOVE_UPPER_LIMIT);
  request.mutable_observations(0)->set_explanation("A second line was opened.");
  EXPECT_EQ(Submit(server_, request).outcome(), v1::OUTCOME_ACCEPTED);
}

}  // namespace
}  // namespace trustwatch::rpc
