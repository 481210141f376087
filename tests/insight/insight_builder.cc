#include "tests/insight/insight_builder.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {

absl::Time NoonOf(std::string_view day) {
  return absl::FromUnixSeconds(DayOf(day).time_since_epoch().count() * 86'400 + 43'200);
}

InsightFixture::InsightFixture() {
  stored.options.on_committed = [this](const store::Committed& committed) {
    latest.Apply(*stored.store, committed);
    figures.Apply(*stored.store, committed);
    disclosed.Apply(committed);
    verdicts.Apply(committed);
    disclosed_verdicts.Apply(committed);
  };
  stored.Open();
}

domain::SubmissionId InsightFixture::Report(absl::Time at, std::string_view organisation,
                                            const std::vector<ReportedRow>& rows,
                                            domain::Status status) {
  stored.clock.Set(at);
  store::NewSubmission submission =
      stored.Submission(organisation, fmt::format("report-{}", ++requests_));
  submission.receipt.status = status;
  const auto reader = Value(store().NewReader());
  for (const ReportedRow& row : rows) {
    const store::SliceId slice = Value(store().InternSlices({row.slice})).front();
    const domain::Period period = PeriodOf(row.period);
    int revision = 1 + Value(reader->RevisionMax(Ods(organisation), slice, period));
    for (const auto& current : Value(reader->Current(Ods(organisation), period.last()))) {
      if (current.slice == slice && current.value == row.value) revision = current.revision;
    }
    submission.observations.push_back({slice, period, row.value, revision});
  }
  return stored.Record(std::move(submission));
}

domain::SubmissionId InsightFixture::ReportCalls(absl::Time at, std::string_view organisation,
                                                 std::string_view period, double value,
                                                 domain::Status status) {
  return Report(at, organisation, {{SliceOf("calls_offered"), period, Count(value)}}, status);
}

void InsightFixture::Withdraw(absl::Time at, domain::SubmissionId id) {
  stored.clock.Set(at);
  EXPECT_THAT(store().Withdraw(id, "wrong file", "test"), IsOk());
}

std::string Tell(const domain::Point& point) {
  constexpr std::string_view kStatuses = "?prf";
  return fmt::format("{} {} r{} {} @{}", point.period.ToString(),
                     domain::ToString(point.current.value), point.current.number,
                     kStatuses[static_cast<std::size_t>(point.current.status)],
                     point.current.submission_id);
}

std::string Tell(const domain::Series& series) {
  std::string text = fmt::format(
      "{} {} {} {}:", series.organisation.text(), series.slice.indicator.text(),
      series.slice.breakdown.empty() ? "-" : series.slice.breakdown, series.slice.span.ToString());
  for (const domain::Point& point : series.points) {
    text += (text.back() == ':' ? " " : "; ") + Tell(point);
  }
  return text;
}

}  // namespace trustwatch::testing
