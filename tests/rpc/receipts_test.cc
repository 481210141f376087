#include "daemon/rpc/receipts.h"

#include <string>
#include <variant>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/receipt.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/submission_reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::ElementsAre;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::Ods;
using ::trustwatch::testing::PeriodOf;
using ::trustwatch::testing::SliceOf;
using ::trustwatch::testing::Value;

// 2026-05-12T09:30:00.000250Z: 1,778,578,200 seconds since 1970 and 250 us.
absl::Time Recorded() {
  return absl::FromCivil(absl::CivilSecond(2026, 5, 12, 9, 30, 0), absl::UTCTimeZone()) +
         absl::Microseconds(250);
}
constexpr int kRecordedSeconds = 1'778'578'200;

domain::Receipt SomeReceipt() {
  return {.submission_id = 42,
          .request_id = "req-1",
          .organisation = Ods("XA1"),
          .status = domain::Status::kFinal,
          .recorded_at = Recorded(),
          .catalogue_version = "2026.11",
          .caller = "loopback",
          .new_count = 1,
          .changed_count = 2,
          .unchanged_count = 4,
          .refused_count = 8};
}

domain::Finding SomeFinding() {
  return {.observation_index = 3,
          .level = domain::Level::kExplain,
          .reason = "VALUE_IMPLAUSIBLE",
          .field = "value.number.value",
          .value = "400",
          .message = "400 is high",
          .cure = "explain it",
          .related_indexes = {1, 2},
          .explanation = "a new ward"};
}

TEST(SubmitRequest, IsReadWithEveryField) {
  v1::SubmitRequest request;
  request.set_organisation("xa1 ");
  request.set_request_id("req-1");
  request.set_status(v1::STATUS_REFRESHED);
  request.set_validate_only(true);
  request.set_accept_valid_rows(true);
  request.add_observations()->set_indicator("first");
  request.add_observations()->set_indicator("second");
  const domain::Draft draft = Value(ToDomain(request));
  EXPECT_EQ(draft.organisation, "xa1 ");
  EXPECT_EQ(draft.request_id, "req-1");
  EXPECT_EQ(draft.status, domain::Status::kRefreshed);
  EXPECT_TRUE(draft.validate_only);
  EXPECT_TRUE(draft.accept_valid_rows);
  ASSERT_EQ(draft.observations.size(), 2U);
  EXPECT_EQ(draft.observations[0].indicator, "first");
  EXPECT_EQ(draft.observations[1].indicator, "second");
}

TEST(SubmitRequest, AnEmptyOneIsAnEmptyDraft) {
  const domain::Draft draft = Value(ToDomain(v1::SubmitRequest()));
  EXPECT_EQ(draft.status, domain::Status::kProvisional);
  EXPECT_FALSE(draft.validate_only);
  EXPECT_FALSE(draft.accept_valid_rows);
  EXPECT_TRUE(draft.observations.empty());
}

TEST(SubmitRequest, AStatusThatNobodyKnowsIsRefused) {
  v1::SubmitRequest request;
  request.set_status(static_cast<v1::Status>(9));
  EXPECT_THAT(ToDomain(request), HasReason("STATUS_UNKNOWN"));
}

TEST(Receipt, IsSentWithEveryField) {
  v1::Receipt sent;
  ToProto(SomeReceipt(), sent);
  EXPECT_EQ(sent.submission_id(), 42);
  EXPECT_EQ(sent.request_id(), "req-1");
  EXPECT_EQ(sent.organisation(), "XA1");
  EXPECT_EQ(sent.status(), v1::STATUS_FINAL);
  EXPECT_EQ(sent.record_time().seconds(), kRecordedSeconds);
  EXPECT_EQ(sent.record_time().nanos(), 250'000);
  EXPECT_EQ(sent.catalogue_version(), "2026.11");
  EXPECT_EQ(sent.caller(), "loopback");
  EXPECT_EQ(sent.observation_count(), 7);  // 1 + 2 + 4
  EXPECT_EQ(sent.new_count(), 1);
  EXPECT_EQ(sent.changed_count(), 2);
  EXPECT_EQ(sent.unchanged_count(), 4);
  EXPECT_EQ(sent.refused_count(), 8);
}

TEST(Receipt, OfADryRunHasNoInstant) {
  domain::Receipt receipt = SomeReceipt();
  receipt.recorded_at.reset();
  v1::Receipt sent;
  ToProto(receipt, sent);
  EXPECT_FALSE(sent.has_record_time());
}

TEST(Reply, IsSentWithEveryField) {
  const ingest::Reply reply{
      .outcome = domain::Outcome::kPartlyAccepted,
      .receipt = SomeReceipt(),
      .findings = {SomeFinding()},
      .finding_count = 12'345,
      .effects = {domain::Effect::kNew, domain::Effect::kChanged, domain::Effect::kUnchanged,
                  domain::Effect::kRefused, domain::Effect::kHeldBack},
      .is_retry = true};
  v1::SubmitResponse sent;
  ToProto(reply, sent);
  EXPECT_EQ(sent.outcome(), v1::OUTCOME_PARTLY_ACCEPTED);
  EXPECT_EQ(sent.receipt().submission_id(), 42);
  ASSERT_EQ(sent.findings_size(), 1);
  EXPECT_EQ(sent.finding_count(), 12'345);
  EXPECT_THAT(sent.effects(), ElementsAre(v1::EFFECT_NEW, v1::EFFECT_CHANGED, v1::EFFECT_UNCHANGED,
                                          v1::EFFECT_REFUSED, v1::EFFECT_HELD_BACK));
  EXPECT_TRUE(sent.is_retry());
}

TEST(Reply, OfARefusalHasNoReceipt) {
  v1::SubmitResponse sent;
  ToProto(ingest::Reply{.outcome = domain::Outcome::kRefused}, sent);
  EXPECT_EQ(sent.outcome(), v1::OUTCOME_REFUSED);
  EXPECT_FALSE(sent.has_receipt());
  EXPECT_FALSE(sent.is_retry());
}

TEST(Outcome, AcceptedIsSentAsAccepted) {
  EXPECT_EQ(ToProto(domain::Outcome::kAccepted), v1::OUTCOME_ACCEPTED);
}

TEST(Finding, IsSentWithEveryField) {
  v1::Finding sent;
  ToProto(SomeFinding(), sent);
  EXPECT_EQ(sent.observation_index(), 3);
  EXPECT_EQ(sent.level(), v1::LEVEL_EXPLAIN);
  EXPECT_EQ(sent.reason(), "VALUE_IMPLAUSIBLE");
  EXPECT_EQ(sent.field(), "value.number.value");
  EXPECT_EQ(sent.value(), "400");
  EXPECT_EQ(sent.message(), "400 is high");
  EXPECT_EQ(sent.cure(), "explain it");
  EXPECT_THAT(sent.related_indexes(), ElementsAre(1, 2));
  EXPECT_EQ(sent.explanation(), "a new ward");
  EXPECT_EQ(ToProto(domain::Level::kWarn), v1::LEVEL_WARN);
  EXPECT_EQ(ToProto(domain::Level::kRefuse), v1::LEVEL_REFUSE);
}

TEST(Submission, IsSentWithItsWithdrawalIfItHasOne) {
  domain::SubmissionRecord record{.receipt = SomeReceipt(), .withdrawal = {}};
  v1::Submission standing;
  ToProto(record, standing);
  EXPECT_EQ(standing.receipt().submission_id(), 42);
  EXPECT_FALSE(standing.has_withdrawal());

  record.withdrawal =
      domain::Withdrawal{.withdrawn_at = Recorded(), .reason = "wrong month", .caller = "loopback"};
  v1::Submission withdrawn;
  ToProto(record, withdrawn);
  EXPECT_EQ(withdrawn.withdrawal().withdraw_time().seconds(), kRecordedSeconds);
  EXPECT_EQ(withdrawn.withdrawal().reason(), "wrong month");
  EXPECT_EQ(withdrawn.withdrawal().caller(), "loopback");
}

TEST(ValueComparison, IsSentWithEveryFieldAndAbsentSidesStayAbsent) {
  domain::Slice slice = SliceOf("calls_offered");
  slice.breakdown = "sex:f";
  insight::ValueComparison comparison{.slice = slice,
                                      .period = PeriodOf("2026-04"),
                                      .difference = insight::Difference::kChanged,
                                      .before = domain::Number{.value = 1},
                                      .after = domain::Suppressed{}};
  v1::ValueComparison both;
  ToProto(comparison, both);
  EXPECT_EQ(both.indicator(), "calls_offered");
  EXPECT_EQ(both.breakdown(), "sex:f");
  EXPECT_EQ(both.period().last_day().day(), 30);
  EXPECT_EQ(both.difference(), v1::DIFFERENCE_CHANGED);
  EXPECT_EQ(both.before().number().value(), 1);
  EXPECT_TRUE(both.after().has_suppressed());

  comparison.before.reset();
  comparison.after.reset();
  v1::ValueComparison neither;
  ToProto(comparison, neither);
  EXPECT_FALSE(neither.has_before());
  EXPECT_FALSE(neither.has_after());
  EXPECT_EQ(ToProto(insight::Difference::kAdded), v1::DIFFERENCE_ADDED);
  EXPECT_EQ(ToProto(insight::Difference::kRemoved), v1::DIFFERENCE_REMOVED);
  EXPECT_EQ(ToProto(insight::Difference::kSame), v1::DIFFERENCE_SAME);
}

}  // namespace
}  // namespace trustwatch::rpc
