#include "daemon/store/reader.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/limits.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::store {
namespace {

using domain::SubmissionId;
using testing::Count;
using testing::DayOf;
using testing::HasReason;
using testing::IsOk;
using testing::Ods;
using testing::PeriodOf;
using testing::Row;
using testing::StoreFixture;
using testing::Value;

// What is current for the only slice of XA1 in April, as a line of text; "nothing" if nothing is.
std::string April(StoreFixture& test) {
  const auto current = test.Current("XA1", "2026-04-30");
  if (current.empty()) return "nothing";
  const CurrentObservation& it = current.front();
  return domain::ToString(it.value) + " r" + std::to_string(it.revision) + " of " +
         std::to_string(it.revision_max) + " by " + std::to_string(it.submission_id);
}

void Withdraw(StoreFixture& test, SubmissionId id) {
  EXPECT_THAT(test.store->Withdraw(id, "wrong file", "test"), IsOk());
}

TEST(ReaderTest, ANewValueIsRevisionOne) {
  StoreFixture test;
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  EXPECT_EQ(April(test), "5 r1 of 1 by 1");
}

TEST(ReaderTest, AnotherValueIsTheNextRevision) {
  StoreFixture test;
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(6));
  EXPECT_EQ(April(test), "6 r2 of 2 by 2");
}

TEST(ReaderTest, ARepetitionMovesTheStatusButNotTheInstant) {
  StoreFixture test;
  const SliceId slice = test.Slice("a");
  const absl::Time first = test.clock.Now();
  test.RecordValue("XA1", slice, "2026-04", Count(5));
  const auto before = test.Current("XA1", "2026-04-30");
  test.clock.Advance(absl::Hours(1));
  auto again = test.Submission("XA1", "again");
  again.receipt.status = domain::Status::kFinal;
  again.observations = {Row(slice, "2026-04", Count(5), 1)};
  test.Record(again);
  EXPECT_EQ(April(test), "5 r1 of 1 by 1");
  const auto after = test.Current("XA1", "2026-04-30");
  EXPECT_EQ(after[0].status, domain::Status::kFinal);
  EXPECT_EQ(after[0].known_at, before[0].known_at);
  // Opening recorded the catalogue and the slice a few instants earlier at the same reading.
  EXPECT_GE(after[0].known_at, first);
  EXPECT_LT(after[0].known_at, first + absl::Milliseconds(1));
}

TEST(ReaderTest, WithdrawingTheNewestBringsTheValueBeforeBack) {
  StoreFixture test;
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  Withdraw(test, test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(6)));
  EXPECT_EQ(April(test), "5 r1 of 2 by 1");
}

TEST(ReaderTest, RepeatingTheValueThatCameBackKeepsItsNumber) {
  StoreFixture test;
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  Withdraw(test, test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(6)));
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  EXPECT_EQ(April(test), "5 r1 of 2 by 1");
}

TEST(ReaderTest, AValueAfterAWithdrawalIsANewRevisionEvenIfItIsTheWithdrawnOne) {
  StoreFixture test;
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  Withdraw(test, test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(6)));
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(6));
  EXPECT_EQ(April(test), "6 r3 of 3 by 3");
}

TEST(ReaderTest, GoingBackToAFormerValueIsANewRevision) {
  StoreFixture test;
  for (const double value : {5.0, 6.0, 5.0}) {
    test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(value));
  }
  EXPECT_EQ(April(test), "5 r3 of 3 by 3");
}

TEST(ReaderTest, WithdrawingTheFirstOfTwoEqualMovesTheInstantToTheSecond) {
  StoreFixture test;
  const SubmissionId first = test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  Withdraw(test, first);
  EXPECT_EQ(April(test), "5 r1 of 1 by 2");
}

TEST(ReaderTest, WithdrawingAnOldRevisionChangesNothingCurrent) {
  StoreFixture test;
  const SubmissionId first = test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(5));
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(6));
  Withdraw(test, first);
  EXPECT_EQ(April(test), "6 r2 of 2 by 2");
}

TEST(ReaderTest, WhenAllIsWithdrawnNothingIsCurrentButTheNumbersGoOn) {
  StoreFixture test;
  const SliceId slice = test.Slice("a");
  Withdraw(test, test.RecordValue("XA1", slice, "2026-04", Count(5)));
  EXPECT_EQ(April(test), "nothing");
  EXPECT_EQ(
      Value(Value(test.store->NewReader())->RevisionMax(Ods("XA1"), slice, PeriodOf("2026-04"))),
      1);
  test.RecordValue("XA1", slice, "2026-04", Count(5));
  EXPECT_EQ(April(test), "5 r2 of 2 by 2");
}

TEST(ReaderTest, RevisionMaxOfNothingIsZero) {
  StoreFixture test;
  const SliceId slice = test.Slice("a");
  EXPECT_EQ(
      Value(Value(test.store->NewReader())->RevisionMax(Ods("XA1"), slice, PeriodOf("2026-04"))),
      0);
}

TEST(ReaderTest, EveryKindOfValueComesBackAsItWas) {
  StoreFixture test;
  const std::vector<domain::Value> values = {
      Count(0),
      Count(-3),
      Count(0.1),
      Count(1e300),
      Count(140'737'488'355'327.0),  // the largest that is stored as a whole number
      Count(140'737'488'355'328.0),
      Count(9'007'199'254'740'993.0),
      domain::Number{.value = 62.5, .numerator = 5, .denominator = 8},
      domain::Number{.value = 0, .numerator = 0, .denominator = std::nullopt},
      domain::NilReturn{},
      domain::NotApplicable{},
      domain::Suppressed{},
      domain::Missing{"records system down: \xC2\xA3, 'quoted'"}};
  auto submission = test.Submission("XA1", "kinds");
  for (std::size_t i = 0; i < values.size(); ++i) {
    submission.observations.push_back(
        Row(test.Slice("slice_" + std::to_string(i)), "2026-04", values[i]));
  }
  const SubmissionId id = test.Record(submission);
  test.Open();
  const auto rows = Value(Value(test.store->NewReader())->ObservationsOf(id));
  ASSERT_EQ(rows.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(rows[i].value, values[i]) << i;
}

TEST(ReaderTest, PeriodsOfEverySpanComeBackAsTheyWere) {
  StoreFixture test;
  auto submission = test.Submission("XA1", "spans");
  // All end on 30 April 2026; two are a month, a leap year's February ends in the last.
  for (const char* text : {"2026-04", "2026-02-01..2026-04-30", "2025-05-01..2026-04-30",
                           "2026-04-24..2026-04-30", "2026-04-30..2026-04-30"}) {
    const domain::Period period = PeriodOf(text);
    const SliceId slice =
        Value(test.store->InternSlices({{testing::Id("a"), "", period.span()}})).front();
    submission.observations.push_back({slice, period, Count(1), 1});
  }
  const auto expected = submission.observations;
  test.Record(submission);
  const auto current = test.Current("XA1", "2026-04-30");
  ASSERT_EQ(current.size(), expected.size());
  // By period, longest first because they end together; keys were given in the order above.
  const std::vector<std::size_t> order = {2, 1, 0, 3, 4};
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(current[i].period, expected[order[i]].period) << i;
    EXPECT_EQ(current[i].slice, expected[order[i]].slice) << i;
  }
}

TEST(ReaderTest, CurrentIsOfOneOrganisationAndDayOnly) {
  StoreFixture test;
  test.RecordValue("XA1", test.Slice("a"), "2026-04", Count(1));
  test.RecordValue("XA1", test.Slice("a"), "2026-05", Count(2));
  test.RecordValue("XB2", test.Slice("a"), "2026-04", Count(3));
  EXPECT_EQ(April(test), "1 r1 of 1 by 1");
  EXPECT_TRUE(test.Current("XA1", "2026-04-29").empty());
  EXPECT_TRUE(test.Current("XC3", "2026-04-30").empty());
}

TEST(ReaderTest, LatestIsTheNewestPeriodOfEachSlice) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  const SliceId ended = test.Slice("ended");
  test.RecordValue("XA1", ended, "2019-01", Count(1));
  for (const char* month : {"2026-03", "2026-05", "2026-04"}) {
    test.RecordValue("XA1", a, month, Count(2));
  }
  test.RecordValue("XB2", a, "2026-06", Count(3));
  const auto latest = test.Latest("XA1");
  ASSERT_EQ(latest.size(), 2U);
  EXPECT_EQ(latest[0].slice, a);
  EXPECT_EQ(latest[0].period, PeriodOf("2026-05"));
  EXPECT_EQ(latest[1].slice, ended);
  EXPECT_EQ(latest[1].period, PeriodOf("2019-01"));
}

TEST(ReaderTest, LatestSkipsPeriodsWhoseEveryRowIsWithdrawn) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  test.RecordValue("XA1", a, "2026-03", Count(1));
  Withdraw(test, test.RecordValue("XA1", a, "2026-04", Count(2)));
  const SliceId gone = test.Slice("gone");
  Withdraw(test, test.RecordValue("XA1", gone, "2026-04", Count(3)));
  const auto latest = test.Latest("XA1");
  ASSERT_EQ(latest.size(), 1U);
  EXPECT_EQ(latest[0].period, PeriodOf("2026-03"));
}

TEST(ReaderTest, OrganisationsAreThoseThatSubmittedByCode) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  for (const char* code : {"XB2", "XA1", "XB2", "ABCDE"}) {
    test.RecordValue(code, a, "2026-03", Count(1));
  }
  EXPECT_THAT(Value(Value(test.store->NewReader())->Organisations()),
              ::testing::ElementsAre(Ods("ABCDE"), Ods("XA1"), Ods("XB2")));
}

TEST(ReaderTest, TheFirstLastDayIsThatOfWhateverStoodThen) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  const auto first = [&test](absl::Time as_of = absl::InfiniteFuture()) {
    return Value(Value(test.store->NewReader())->FirstLastDay(as_of));
  };
  EXPECT_EQ(first(), std::nullopt);
  const absl::Time before = test.clock.Now();
  test.clock.Advance(absl::Hours(1));
  test.RecordValue("XA1", a, "2026-03", Count(1));
  const absl::Time then = test.clock.Now();
  test.clock.Advance(absl::Hours(1));
  const SubmissionId older = test.RecordValue("XB2", a, "2025-11", Count(2));
  EXPECT_EQ(first(), DayOf("2025-11-30"));
  EXPECT_EQ(first(then), DayOf("2026-03-31"));
  EXPECT_EQ(first(before), std::nullopt);

  const absl::Time standing = test.clock.Now();
  test.clock.Advance(absl::Hours(1));
  Withdraw(test, older);
  EXPECT_EQ(first(), DayOf("2026-03-31"));
  EXPECT_EQ(first(standing), DayOf("2025-11-30"));
}

TEST(ReaderTest, EachObservationIsInOrderAndOnlyWhatWasKnown) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  const SliceId b = test.Slice("b");
  test.RecordValue("XA1", b, "2026-03", Count(1));
  test.RecordValue("XA1", a, "2026-04", Count(2));
  test.clock.Advance(absl::Hours(1));
  const absl::Time then = test.clock.Now();
  test.clock.Advance(absl::Hours(1));
  test.RecordValue("XA1", a, "2026-03", Count(3));
  Withdraw(test, 1);

  const auto now = test.Each("XA1");
  ASSERT_EQ(now.size(), 3U);
  EXPECT_EQ(now[0].submission_id, 3);  // March: slice a before slice b
  EXPECT_EQ(now[1].submission_id, 1);
  EXPECT_TRUE(now[1].withdrawn_at.has_value());
  EXPECT_EQ(now[2].submission_id, 2);

  const auto before = test.Each("XA1", then);
  ASSERT_EQ(before.size(), 2U);
  EXPECT_EQ(before[0].submission_id, 1);
  EXPECT_FALSE(before[0].withdrawn_at.has_value());
  EXPECT_TRUE(test.Each("XA1", absl::InfinitePast()).empty());
  // What is known at an instant includes what became known in it.
  EXPECT_EQ(test.Each("XA1", now[0].known_at).size(), 3U);
  EXPECT_EQ(test.Each("XA1", now[0].known_at - absl::Microseconds(1)).size(), 2U);
}

TEST(ReaderTest, EachObservationOfOneSliceAndSomeDays) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  const SliceId b = test.Slice("b");
  for (const char* month : {"2026-01", "2026-02", "2026-03", "2026-04", "2026-05"}) {
    test.RecordValue("XA1", a, month, Count(1));
    test.RecordValue("XA1", b, month, Count(1));
    test.RecordValue("XB2", a, month, Count(1));
  }
  test.RecordValue("XA1", a, "2026-03", Count(2));
  std::string seen;
  const auto reader = Value(test.store->NewReader());
  // Both ends are included: from the end of February to the end of April.
  const LastDays days = {.from = testing::DayOf("2026-02-28"), .to = testing::DayOf("2026-04-30")};
  ASSERT_THAT(reader->EachObservation(Ods("XA1"), a, days, absl::InfiniteFuture(),
                                      [&](const RecordedObservation& row) {
                                        EXPECT_EQ(row.slice, a);
                                        seen += row.period.ToString() + "r" +
                                                std::to_string(row.revision) + " ";
                                      }),
              IsOk());
  EXPECT_EQ(seen, "2026-02r1 2026-03r1 2026-03r2 2026-04r1 ");
  std::size_t rows = 0;
  ASSERT_THAT(reader->EachObservation(Ods("XA1"), std::nullopt, days, absl::InfiniteFuture(),
                                      [&rows](const RecordedObservation&) { ++rows; }),
              IsOk());
  EXPECT_EQ(rows, 7U);  // three months of two slices, and a revision
}

TEST(ReaderTest, AReaderSeesNothingThatCameAfterIt) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  test.RecordValue("XA1", a, "2026-04", Count(1));
  const auto before = Value(test.store->NewReader());
  test.RecordValue("XA1", a, "2026-04", Count(2));
  Withdraw(test, 1);
  EXPECT_EQ(Value(before->Current(Ods("XA1"), testing::DayOf("2026-04-30")))[0].value, Count(1));
  EXPECT_FALSE(Value(before->Submission(1))->withdrawal.has_value());
  EXPECT_EQ(Value(before->Submission(2)), std::nullopt);
  EXPECT_EQ(April(test), "2 r2 of 2 by 2");
}

TEST(ReaderTest, ALeasedConnectionForgetsWhatItsLastViewKnew) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  test.RecordValue("XA1", a, "2026-04", Count(1));
  EXPECT_EQ(April(test), "1 r1 of 1 by 1");
  Withdraw(test, 1);
  EXPECT_EQ(April(test), "nothing");
}

TEST(ReaderTest, TooManyReadersAreToldToComeBack) {
  StoreFixture test;
  std::vector<std::unique_ptr<Reader>> readers;
  for (std::size_t i = 0; i < domain::kReadersMax; ++i) {
    readers.push_back(Value(test.store->NewReader()));
  }
  EXPECT_THAT(test.store->NewReader(), HasReason("READERS_BUSY"));
  readers.pop_back();
  EXPECT_THAT(test.store->NewReader(), IsOk());
}

TEST(ReaderTest, SubmissionsAreListedNewestFirst) {
  StoreFixture test;
  const SliceId a = test.Slice("a");
  for (const char* month : {"2026-01", "2026-02", "2026-03"}) {
    test.RecordValue("XA1", a, month, Count(1));
    test.RecordValue("XB2", a, month, Count(1));
  }
  const auto ids = [&test](int limit, SubmissionId before) {
    std::vector<SubmissionId> found;
    for (const auto& record :
         Value(Value(test.store->NewReader())->Submissions(Ods("XA1"), limit, before))) {
      found.push_back(record.receipt.submission_id);
    }
    return found;
  };
  EXPECT_THAT(ids(10, 100), ::testing::ElementsAre(5, 3, 1));
  EXPECT_THAT(ids(2, 100), ::testing::ElementsAre(5, 3));
  EXPECT_THAT(ids(2, 3), ::testing::ElementsAre(1));
  EXPECT_THAT(ids(2, 1), ::testing::IsEmpty());
}

}  // namespace
}  // namespace trustwatch::store
