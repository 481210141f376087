#include "daemon/insight/submission_reader.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

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
using testing::HasReason;
using ::testing::IsEmpty;
using testing::NoonOf;
using ::testing::SizeIs;
using testing::SliceOf;

class SubmissionReaderTest : public ::testing::Test {
 protected:
  domain::SubmissionId Report(const char* organisation,
                              const std::vector<testing::ReportedRow>& rows) {
    return fixture_.Report(NoonOf("2026-05-10"), organisation, rows);
  }
  std::vector<std::string> Compare(domain::SubmissionId before, domain::SubmissionId after) {
    constexpr std::string_view kSigns = "?+-~=";
    std::vector<std::string> all;
    for (const ValueComparison& one : testing::Value(reader_.Compare(before, after))) {
      all.push_back(fmt::format("{} {} {} {}>{}", kSigns[static_cast<std::size_t>(one.difference)],
                                one.period.ToString(), one.slice.indicator.text(),
                                one.before ? domain::ToString(*one.before) : "",
                                one.after ? domain::ToString(*one.after) : ""));
    }
    return all;
  }

  testing::InsightFixture fixture_;
  SubmissionReader reader_{fixture_.store()};
};

TEST_F(SubmissionReaderTest, ASubmissionIsGivenBackWhole) {
  domain::Slice young = SliceOf("calls_offered");
  young.breakdown = "age:under18";
  const auto id = Report("XA1", {{young, "2026-04", Count(3)},
                                 {SliceOf("calls_offered"), "2026-04", domain::NilReturn{}},
                                 {SliceOf("calls_offered"), "2026-03", Count(1)},
                                 {SliceOf("calls_answered"), "2026-04", Count(2)}});
  const FullSubmission full = testing::Value(reader_.Get(id));
  EXPECT_EQ(full.record.receipt.organisation, testing::Ods("XA1"));
  EXPECT_FALSE(full.record.withdrawal);
  std::vector<std::string> rows;
  for (const auto& row : full.observations) {
    rows.push_back(fmt::format("{} {} {} {}", row.period.ToString(), row.slice.indicator.text(),
                               row.slice.breakdown, domain::ToString(row.value)));
  }
  EXPECT_THAT(rows, ElementsAre("2026-03 calls_offered  1", "2026-04 calls_answered  2",
                                "2026-04 calls_offered  nil return",
                                "2026-04 calls_offered age:under18 3"));
}

TEST_F(SubmissionReaderTest, AWithdrawnSubmissionIsStillThere) {
  const auto id = Report("XA1", {{SliceOf("calls_offered"), "2026-04", Count(1)}});
  fixture_.Withdraw(NoonOf("2026-05-11"), id);
  const FullSubmission full = testing::Value(reader_.Get(id));
  ASSERT_TRUE(full.record.withdrawal);
  EXPECT_EQ(full.record.withdrawal->reason, "wrong file");
  EXPECT_THAT(full.observations, SizeIs(1));
}

TEST_F(SubmissionReaderTest, FindingsAreKeptWithIt) {
  auto submission = fixture_.stored.Submission("XA1", "with findings");
  submission.observations.push_back(
      testing::Row(fixture_.stored.Slice("calls_offered"), "2026-04", Count(1)));
  submission.findings.push_back({.observation_index = 0,
                                 .level = domain::Level::kWarn,
                                 .reason = "VALUE_UNUSUAL",
                                 .message = "far from what is usual"});
  const auto id = fixture_.stored.Record(submission);
  const FullSubmission full = testing::Value(reader_.Get(id));
  ASSERT_THAT(full.findings, SizeIs(1));
  EXPECT_EQ(full.findings[0].reason, "VALUE_UNUSUAL");
}

TEST_F(SubmissionReaderTest, WhatWasNeverSubmittedIsUnknown) {
  for (const domain::SubmissionId id : {0L, -1L, 99L}) {
    EXPECT_THAT(reader_.Get(id), HasReason("SUBMISSION_UNKNOWN")) << id;
  }
  const auto id = Report("XA1", {{SliceOf("calls_offered"), "2026-04", Count(1)}});
  const auto before = reader_.Compare(99, id);
  EXPECT_THAT(before, HasReason("SUBMISSION_UNKNOWN"));
  EXPECT_EQ(base::ErrorOf(before.status()).field, "before_submission_id");
  const auto after = reader_.Compare(id, 99);
  EXPECT_THAT(after, HasReason("SUBMISSION_UNKNOWN"));
  EXPECT_EQ(base::ErrorOf(after.status()).field, "after_submission_id");
}

TEST_F(SubmissionReaderTest, AListIsNewestFirstAndPaged) {
  for (int i = 0; i < 5; ++i) Report("XA1", {{SliceOf("calls_offered"), "2026-04", Count(i)}});
  Report("XB2", {{SliceOf("calls_offered"), "2026-04", Count(9)}});
  const auto ids = [this](const char* organisation, int limit, domain::SubmissionId before) {
    std::vector<domain::SubmissionId> all;
    for (const auto& one : testing::Value(reader_.List(organisation, limit, before))) {
      all.push_back(one.receipt.submission_id);
    }
    return all;
  };
  EXPECT_THAT(ids("XA1", 2, 0), ElementsAre(5, 4));
  EXPECT_THAT(ids("XA1", 2, 4), ElementsAre(3, 2));
  EXPECT_THAT(ids("XA1", 2, 2), ElementsAre(1));
  EXPECT_THAT(ids("XB2", 100, 0), ElementsAre(6));
  EXPECT_THAT(ids("ZZ9", 100, 0), IsEmpty());
  EXPECT_THAT(reader_.List("not a code", 1, 0), HasReason("ORGANISATION_MALFORMED"));
}

TEST_F(SubmissionReaderTest, TwoSubmissionsAreComparedValueByValue) {
  const auto first = Report("XA1", {{SliceOf("calls_offered"), "2026-03", Count(1)},
                                    {SliceOf("calls_offered"), "2026-04", Count(2)},
                                    {SliceOf("calls_answered"), "2026-04", Count(0)}});
  const auto second = Report("XA1", {{SliceOf("calls_offered"), "2026-04", Count(2)},
                                     {SliceOf("calls_answered"), "2026-04", domain::NilReturn{}},
                                     {SliceOf("calls_offered"), "2026-05", Count(7)}});
  EXPECT_THAT(Compare(first, second),
              ElementsAre("- 2026-03 calls_offered 1>", "~ 2026-04 calls_answered 0>nil return",
                          "= 2026-04 calls_offered 2>2", "+ 2026-05 calls_offered >7"));
  EXPECT_THAT(Compare(second, first),
              ElementsAre("+ 2026-03 calls_offered >1", "~ 2026-04 calls_answered nil return>0",
                          "= 2026-04 calls_offered 2>2", "- 2026-05 calls_offered 7>"));
  EXPECT_THAT(Compare(first, first), SizeIs(3));
}

TEST_F(SubmissionReaderTest, ANumeratorThatChangedIsAChange) {
  const auto rate = [](double numerator) {
    return domain::Number{.value = 50, .numerator = numerator, .denominator = 2 * numerator};
  };
  const auto first = Report("XA1", {{SliceOf("seen_in_time"), "2026-04", rate(10)}});
  const auto second = Report("XA1", {{SliceOf("seen_in_time"), "2026-04", rate(20)}});
  EXPECT_THAT(Compare(first, second), ElementsAre("~ 2026-04 seen_in_time 50>50"));
}

TEST_F(SubmissionReaderTest, SubmissionsOfTwoOrganisationsAreNotCompared) {
  const auto first = Report("XA1", {{SliceOf("calls_offered"), "2026-04", Count(1)}});
  const auto second = Report("XB2", {{SliceOf("calls_offered"), "2026-04", Count(1)}});
  EXPECT_THAT(reader_.Compare(first, second), HasReason("DIFFERENT_ORGANISATIONS"));
}

}  // namespace
}  // namespace trustwatch::insight
