#include "daemon/ingest/submitter.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"
#include "tests/ingest/submitter_fixture.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {
namespace {

using domain::Draft;
using domain::Effect;
using domain::Outcome;
using domain::Status;
using ingest::Reply;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Draft CallsOf(double value, std::string_view request_id) {
  return DraftOf({RowOf("calls_offered", Figure(value))}, request_id);
}

TEST_F(SubmitterTest, AnAcceptedFigureIsOnRecordWithItsReceipt) {
  const Reply reply = MustSubmit(CallsOf(100, "r1"));
  EXPECT_EQ(reply.outcome, Outcome::kAccepted);
  EXPECT_THAT(reply.effects, ElementsAre(Effect::kNew));
  EXPECT_FALSE(reply.is_retry);
  ASSERT_TRUE(reply.receipt.has_value());
  EXPECT_GT(reply.receipt->submission_id, 0);
  EXPECT_EQ(reply.receipt->request_id, "r1");
  EXPECT_EQ(reply.receipt->organisation, Ods("XA1"));
  // Instants of the store are its clock's, each a little later than the one before.
  EXPECT_GE(reply.receipt->recorded_at.value(), clock.Now());
  EXPECT_LT(reply.receipt->recorded_at.value(), clock.Now() + absl::Milliseconds(1));
  EXPECT_EQ(reply.receipt->catalogue_version, "test-1");
  EXPECT_EQ(reply.receipt->caller, "tester");
  EXPECT_EQ(reply.receipt->new_count, 1);
  const auto current = Current();
  ASSERT_TRUE(current.has_value());
  EXPECT_EQ(current->value, domain::Value(domain::Number{.value = 100}));
  EXPECT_EQ(current->submission_id, reply.receipt->submission_id);
}

TEST_F(SubmitterTest, ACorrectionIsANewRevisionAndARepetitionIsNone) {
  MustSubmit(CallsOf(100, "r1"));
  EXPECT_THAT(MustSubmit(CallsOf(101, "r2")).effects, ElementsAre(Effect::kChanged));
  const Reply repeated = MustSubmit(CallsOf(101, "r3"));
  EXPECT_EQ(repeated.outcome, Outcome::kAccepted);
  EXPECT_THAT(repeated.effects, ElementsAre(Effect::kUnchanged));
  ASSERT_TRUE(repeated.receipt.has_value());
  EXPECT_GT(repeated.receipt->submission_id, 0);
  EXPECT_EQ(repeated.receipt->unchanged_count, 1);
  EXPECT_EQ(Current()->revision, 2);
  EXPECT_THAT(Recorded(), SizeIs(3));
}

TEST_F(SubmitterTest, ARefusalStoresNothingAndItsRequestIdIsFree) {
  const Reply refused = MustSubmit(CallsOf(-1, "r1"));
  EXPECT_EQ(refused.outcome, Outcome::kRefused);
  EXPECT_FALSE(refused.receipt.has_value());
  EXPECT_EQ(refused.finding_count, 1);
  EXPECT_THAT(Recorded(), IsEmpty());
  EXPECT_EQ(MustSubmit(CallsOf(1000, "r1")).outcome, Outcome::kAccepted);
}

TEST_F(SubmitterTest, FindingsAreKeptWithTheSubmission) {
  Draft draft = CallsOf(3, "r1");
  draft.observations[0].explanation = "line closed";
  const Reply reply = MustSubmit(draft);
  const auto kept =
      Value(Value(store->NewReader())->FindingsOf(reply.receipt.value().submission_id));
  EXPECT_EQ(kept, reply.findings);
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_EQ(kept[0].explanation, "line closed");
}

TEST_F(SubmitterTest, ValidRowsAreRecordedBesideRefusedOnes) {
  Draft draft = DraftOf({RowOf("calls_offered", Figure(100)), RowOf("seen_in_time", Figure(101))});
  draft.accept_valid_rows = true;
  const Reply reply = MustSubmit(draft);
  EXPECT_EQ(reply.outcome, Outcome::kPartlyAccepted);
  EXPECT_EQ(reply.receipt.value().refused_count, 1);
  EXPECT_TRUE(Current("calls_offered").has_value());
  EXPECT_FALSE(Current("seen_in_time").has_value());
  const Reply retry = MustSubmit(draft);
  EXPECT_TRUE(retry.is_retry);
  EXPECT_EQ(retry.outcome, Outcome::kPartlyAccepted);
  EXPECT_EQ(retry.findings, reply.findings);
}

TEST_F(SubmitterTest, ARetryReturnsTheFirstReceiptAndStoresNothing) {
  const Reply first = MustSubmit(CallsOf(100, "r1"));
  MustSubmit(CallsOf(200, "r2"));
  clock.Advance(absl::Hours(30));
  const Reply retry = MustSubmit(CallsOf(100, "r1"));
  EXPECT_TRUE(retry.is_retry);
  EXPECT_EQ(retry.outcome, Outcome::kAccepted);
  EXPECT_THAT(retry.effects, IsEmpty());
  EXPECT_EQ(retry.receipt.value().submission_id, first.receipt.value().submission_id);
  EXPECT_EQ(retry.receipt.value().recorded_at, first.receipt.value().recorded_at);
  EXPECT_THAT(Recorded(), SizeIs(2));
  EXPECT_EQ(Current()->value, domain::Value(domain::Number{.value = 200}));
}

TEST_F(SubmitterTest, ARequestIdBelongsToItsContent) {
  const Reply first = MustSubmit(CallsOf(100, "r1"));
  const absl::StatusOr<Reply> reused = Submit(CallsOf(101, "r1"));
  EXPECT_THAT(reused, IsError(absl::StatusCode::kAlreadyExists, HasSubstr("\"r1\"")));
  EXPECT_THAT(reused, HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(base::ErrorOf(reused.status()).metadata.at("submission_id"),
            std::to_string(first.receipt.value().submission_id));
  EXPECT_THAT(Recorded(), SizeIs(1));
}

TEST_F(SubmitterTest, ARequestIdBelongsToItsOrganisation) {
  MustSubmit(CallsOf(100, "r1"));
  Draft other = CallsOf(101, "r1");
  other.organisation = "XB2";
  EXPECT_FALSE(MustSubmit(other).is_retry);
}

TEST_F(SubmitterTest, ADryRunNeedsNoRequestIdAndStoresNothing) {
  Draft draft = CallsOf(100, "");
  draft.validate_only = true;
  const Reply reply = MustSubmit(draft);
  EXPECT_EQ(reply.outcome, Outcome::kAccepted);
  EXPECT_EQ(reply.receipt.value().submission_id, 0);
  EXPECT_FALSE(reply.receipt.value().recorded_at.has_value());
  EXPECT_THAT(Recorded(), IsEmpty());
  EXPECT_FALSE(store->FindSlice(SliceOf("calls_offered")).has_value());
}

TEST_F(SubmitterTest, AFinalFigureKeepsItsStatusThroughRepetitions) {
  Draft settled = CallsOf(100, "r1");
  settled.status = Status::kFinal;
  MustSubmit(settled);
  const Reply repeated = MustSubmit(CallsOf(100, "r2"));
  EXPECT_EQ(repeated.outcome, Outcome::kAccepted);
  EXPECT_EQ(repeated.receipt.value().unchanged_count, 1);
  EXPECT_EQ(Current()->status, Status::kFinal);
  const Reply changed = MustSubmit(CallsOf(101, "r3"));
  EXPECT_EQ(changed.outcome, Outcome::kRefused);
  EXPECT_EQ(changed.findings.at(0).reason, "FINAL_FIGURE");
  settled.observations[0].value = Figure(102);
  settled.request_id = "r4";
  EXPECT_THAT(MustSubmit(settled).effects, ElementsAre(Effect::kChanged));
  EXPECT_EQ(Current()->revision, 2);
}

TEST_F(SubmitterTest, AWithdrawnFigureMayBeSentAgainAndIsANewRevision) {
  const Reply first = MustSubmit(CallsOf(100, "r1"));
  const auto withdrawn =
      submitter->Withdraw(first.receipt.value().submission_id, "wrong file", {.name = "head"});
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->withdrawal.value().reason, "wrong file");
  EXPECT_EQ(withdrawn->withdrawal.value().caller, "head");
  EXPECT_FALSE(Current().has_value());
  const Reply again = MustSubmit(CallsOf(100, "r2"));
  EXPECT_THAT(again.effects, ElementsAre(Effect::kNew));
  EXPECT_EQ(Current()->revision, 2);
}

TEST_F(SubmitterTest, AWithdrawalBringsBackWhatWasReplaced) {
  MustSubmit(CallsOf(100, "r1"));
  const Reply second = MustSubmit(CallsOf(101, "r2"));
  ASSERT_THAT(submitter->Withdraw(second.receipt.value().submission_id, "typing error", {"head"}),
              IsOk());
  EXPECT_THAT(MustSubmit(CallsOf(100, "r3")).effects, ElementsAre(Effect::kUnchanged));
  // 101 was revision 2; a new value is 3, though 2 no longer stands.
  EXPECT_THAT(MustSubmit(CallsOf(102, "r4")).effects, ElementsAre(Effect::kChanged));
  EXPECT_EQ(Current()->revision, 3);
}

TEST_F(SubmitterTest, AWithdrawalNeedsAReason) {
  const Reply first = MustSubmit(CallsOf(100, "r1"));
  const domain::SubmissionId id = first.receipt.value().submission_id;
  EXPECT_THAT(submitter->Withdraw(id, " \n", {"head"}), HasReason("REASON_MISSING"));
  EXPECT_THAT(submitter->Withdraw(id, std::string(1, '\0'), {"head"}), HasReason("REASON_MISSING"));
  EXPECT_THAT(submitter->Withdraw(id, std::string(501, 'r'), {"head"}),
              HasReason("REASON_TOO_LONG"));
  EXPECT_THAT(submitter->Withdraw(id + 1, "wrong file", {"head"}), HasReason("SUBMISSION_UNKNOWN"));
  EXPECT_THAT(submitter->Withdraw(id, std::string(500, 'r'), {"head"}), IsOk());
  EXPECT_THAT(submitter->Withdraw(id, "again", {"head"}), HasReason("ALREADY_WITHDRAWN"));
}

TEST_F(SubmitterTest, APeriodIsOverWhenItsLastDayIsOverInLondon) {
  const auto at_utc = [](int hour, int minute) {
    return absl::FromCivil(absl::CivilMinute(2026, 6, 30, hour, minute), absl::UTCTimeZone());
  };
  const Draft june = DraftOf({RowOf("calls_offered", Figure(100), "2026-06")});
  clock.Set(at_utc(22, 59));  // 23:59 in London, in summer
  EXPECT_EQ(MustSubmit(june).findings.at(0).reason, "PERIOD_NOT_COMPLETE");
  clock.Set(at_utc(23, 30));  // 00:30 on 1 July in London
  EXPECT_EQ(MustSubmit(june).outcome, Outcome::kAccepted);
}

TEST_F(SubmitterTest, NewDefinitionsJudgeFromTheNextSubmissionOn) {
  EXPECT_EQ(MustSubmit(CallsOf(5001, "r1")).finding_count, 1);
  DefinitionsBuilder builder = JudgeDefinitions();
  builder.version = "test-2";
  builder.digest = std::string(64, 'e');
  builder.Indicator("calls_offered").plausible.reset();
  definitions.Replace(builder.Build());
  const Reply reply = MustSubmit(CallsOf(5002, "r2"));
  EXPECT_EQ(reply.finding_count, 0);
  EXPECT_EQ(reply.receipt.value().catalogue_version, "test-2");
}

TEST_F(SubmitterTest, ManyPeriodsOfANewSliceAreOneSlice) {
  std::vector<domain::DraftObservation> rows;
  for (int month = 1; month <= 6; ++month) {
    rows.push_back(RowOf("calls_offered", Figure(100 + month), "2026-0" + std::to_string(month)));
  }
  EXPECT_EQ(MustSubmit(DraftOf(rows)).receipt.value().new_count, 6);
  EXPECT_THAT(Recorded(), SizeIs(6));
  EXPECT_EQ(Current("calls_offered", "2026-06")->value,
            domain::Value(domain::Number{.value = 106}));
}

struct BadRequest {
  std::string_view name;
  Draft draft;
  absl::StatusCode code;
  std::string_view reason;
  std::string_view field;
  std::string message;  // a piece of it: what to do
};

Draft Changed(const std::function<void(Draft&)>& change) {
  Draft draft = CallsOf(100, "r1");
  change(draft);
  return draft;
}

std::vector<BadRequest> BadRequests() {
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  return {
      {"NoOrganisation", Changed([](Draft& d) { d.organisation = ""; }), kInvalid,
       "ORGANISATION_MALFORMED", "organisation", "for example RX4"},
      {"LowerCase", Changed([](Draft& d) { d.organisation = "xa1"; }), kInvalid,
       "ORGANISATION_MALFORMED", "organisation", "\"xa1\""},
      {"LongOrganisation", Changed([](Draft& d) { d.organisation = std::string(100'000, 'X'); }),
       kInvalid, "ORGANISATION_MALFORMED", "organisation", "XXX..."},
      {"UnknownOrganisation", Changed([](Draft& d) { d.organisation = "RX4"; }),
       absl::StatusCode::kNotFound, "ORGANISATION_UNKNOWN", "organisation", "check the code"},
      {"NoRequestId", Changed([](Draft& d) { d.request_id = ""; }), kInvalid,
       "REQUEST_ID_MALFORMED", "request_id", "a UUID"},
      {"LongRequestId", Changed([](Draft& d) { d.request_id = std::string(65, 'r'); }), kInvalid,
       "REQUEST_ID_MALFORMED", "request_id", "1 to 64 bytes"},
      {"RequestIdWithNewLine", Changed([](Draft& d) { d.request_id = "r\n1"; }), kInvalid,
       "REQUEST_ID_MALFORMED", "request_id", "printable ASCII"},
      {"RequestIdWithUmlaut", Changed([](Draft& d) { d.request_id = "\xc3\xbc"; }), kInvalid,
       "REQUEST_ID_MALFORMED", "request_id", "printable ASCII"},
      {"NoRows", Changed([](Draft& d) { d.observations.clear(); }), kInvalid, "NO_OBSERVATIONS",
       "observations", "at least one"},
      {"TooManyRows",
       Changed([](Draft& d) { d.observations.resize(domain::kObservationsPerSubmissionMax + 1); }),
       kInvalid, "TOO_MANY_OBSERVATIONS", "observations", "several submissions"},
  };
}

TEST_F(SubmitterTest, ABadRequestIsAnErrorThatSaysWhatToDo) {
  for (const BadRequest& bad : BadRequests()) {
    for (const bool is_dry : {false, true}) {
      if (is_dry && bad.name == "NoRequestId") continue;
      Draft draft = bad.draft;
      draft.validate_only = is_dry;
      const absl::StatusOr<Reply> reply = Submit(draft);
      EXPECT_THAT(reply, IsError(bad.code, HasSubstr(bad.message))) << bad.name;
      EXPECT_THAT(reply, HasReason(bad.reason)) << bad.name;
      EXPECT_EQ(base::ErrorOf(reply.status()).field, bad.field) << bad.name;
      EXPECT_LT(reply.status().message().size(), 400U) << bad.name;
    }
  }
}

TEST_F(SubmitterTest, ARequestIdOf64BytesIsTaken) {
  EXPECT_THAT(Submit(CallsOf(100, std::string(64, '~'))), IsOk());
}

}  // namespace
}  // namespace trustwatch::testing
