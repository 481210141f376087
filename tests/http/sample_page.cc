#include "tests/http/sample_page.h"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"
#include "fmt/format.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {
namespace {

// Those that are compared with each other.
constexpr std::array kCompared = {"XE5", "XF6", "XG7", "XH8", "XI9"};

std::shared_ptr<const domain::Definitions> AwkwardDefinitions() {
  DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").name = "Seen \"in time\" \\ all,\nby {month}";
  builder.Indicator("seen_in_time").direction = domain::Direction::kHigher;
  builder.Indicator("seen_in_time").standards = {{.text = "75 % in time", .target = 75}};
  builder.Indicator("seen_in_time").changes = {{.version = 1, .date = DayOf("2020-01-01")},
                                               {.version = 2, .date = DayOf("2026-06-15")}};
  builder.events = {{.kind = domain::EventKind::kCoverageChange,
                     .first_month = DayOf("2026-05-01"),
                     .from = {Ods("XA1")}}};
  domain::Return quarterly = builder.returns[0];
  quarterly.id = "quarterly";
  quarterly.every_months = 3;
  quarterly.items = {{Id("calls_answered"), {domain::Span::Unit::kMonths, 3}}};
  builder.returns.push_back(quarterly);
  for (const char* code : kCompared) {
    builder.organisations.push_back(builder.organisations[3]);  // it owes nothing
    builder.organisations.back().code = Ods(code);
  }
  builder.organisations[0].names[0].name = "Anyshire \xE2\x80\x93 Ynys M\xC3\xB4n";
  builder.organisations[1].names[0].name = "Barset\xF4n";  // not UTF-8
  return builder.Build();
}

// A year to June 2026, whose last figure is far below the others: a signal.
void ReportYear(InsightFixture& insight, const domain::Slice& slice) {
  std::vector<std::string> periods;
  for (int i = 0; i < 12; ++i) {
    const std::string month =
        i < 6 ? fmt::format("2025-{:02}", i + 7) : fmt::format("2026-{:02}", i - 5);
    periods.push_back(Value(domain::Period::Ending(PeriodOf(month).last(), slice.span)).ToString());
  }
  std::vector<ReportedRow> rows;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    rows.push_back({slice, periods[i], Count(i == 11 ? 0.1 + 0.2 : i % 2 == 0 ? 75 : 76)});
  }
  insight.Report(NoonOf("2026-07-06"), "XA1", rows);
}

void ReportCompared(InsightFixture& insight) {
  double numerator = 40;
  for (const char* code : kCompared) {
    insight.Report(
        NoonOf("2026-07-07"), code,
        {{SliceOf("seen_in_time"), "2026-06",
          domain::Number{.value = numerator, .numerator = numerator, .denominator = 100}}});
    ++numerator;
  }
}

void Report(InsightFixture& insight) {
  domain::Slice young = SliceOf("calls_offered");
  young.breakdown = "age:under18";
  domain::Slice young_answered = SliceOf("calls_answered");
  young_answered.breakdown = "age:under18";
  domain::Slice few_in_quarter = young_answered;
  few_in_quarter.span.count = 3;
  domain::Slice answered_in_quarter = SliceOf("calls_answered");
  answered_in_quarter.span.count = 3;
  domain::Slice quarter = SliceOf("seen_in_time");
  quarter.span.count = 3;
  insight.Report(NoonOf("2026-07-02") + absl::Microseconds(123'456), "XA1",
                 {{SliceOf("calls_offered"), "2026-06", Count(1'000'000)},
                  {young, "2026-06", domain::Suppressed{}},
                  {young_answered, "2026-06", Count(2)},
                  {few_in_quarter, "2026-04-01..2026-06-30", Count(4)},
                  {SliceOf("calls_answered"), "2026-06", domain::NilReturn{}},
                  {SliceOf("seen_in_time"), "2026-06", Count(0.1 + 0.2)},
                  {quarter, "2026-04-01..2026-06-30", Count(0)}});
  insight.Report(NoonOf("2026-07-03"), "XB2",
                 {{SliceOf("calls_offered"), "2026-06", domain::Missing{"system \"down\""}},
                  {SliceOf("calls_answered"), "2026-05", domain::NotApplicable{}},
                  {answered_in_quarter, "2026-01-01..2026-03-31", domain::Suppressed{}},
                  {quarter, "2026-04-01..2026-06-30", domain::NilReturn{}}},
                 domain::Status::kFinal);
  insight.Report(NoonOf("2026-07-04"), "ZZ9", {{SliceOf("retired"), "2026-06", Count(-1.5)}});
  insight.ReportCalls(NoonOf("2026-07-05"), "XA1", "2026-06", 1'000'001,
                      domain::Status::kRefreshed);
  ReportYear(insight, SliceOf("seen_in_time"));
  domain::Slice young_quarter = quarter;
  young_quarter.breakdown = "age:under18";
  ReportYear(insight, young_quarter);
  ReportCompared(insight);
  insight.stored.clock.Set(NoonOf("2026-07-20"));  // June was due on the 14th
}

void Happen(telemetry::Telemetry& telemetry) {
  telemetry.RpcStarted("SubmissionService", "Submit");
  telemetry.RpcFinished("SubmissionService", "Submit", "OK", absl::Milliseconds(3));
  telemetry.RpcStarted("SeriesService", "StreamSeries");
  telemetry.OrganisationsAre({"XA1", "XB2"});
  telemetry.SubmissionJudged({.organisation = "XA1", .outcome = "accepted", .observations = 5});
  telemetry.SubmissionJudged({.organisation = "XB2", .outcome = "refused"});
  telemetry.FindingsMade("warn", "VALUE_UNUSUAL", 2);
  telemetry.CommitFinished(2, 5, absl::Milliseconds(2), true);
  telemetry.CatalogueReloaded(true, "2026.1 \"draft\"");
  telemetry.HttpStarted();
  telemetry.HttpAnswered("/metrics", 200);
  telemetry.HttpFinished("/metrics", absl::Milliseconds(2));
  telemetry.BackupFinished(true);
  telemetry.SetUpkeepGauges([] {
    return telemetry::UpkeepGauges{
        .backups = telemetry::BackupGauges{.interval = absl::Hours(24),
                                           .last_success = NoonOf("2026-07-19"),
                                           .last_size_bytes = 4'096'000},
        .certificates = {{.file = "/etc/ssl/proxy \"new\".pem", .expires = NoonOf("2027-01-31")},
                         {.file = "/etc/ssl/gone.pem", .expires = std::nullopt}}};
  });
  telemetry.SetStoreGauges([] {
    return telemetry::StoreGauges{.waiting_submissions = 1,
                                  .waiting_observations = 50,
                                  .file_bytes = 4'096'000,
                                  .log_bytes = 32'768,
                                  .filesystem_size_bytes = 40'960'000'000,
                                  .filesystem_free_bytes = 4'096'000'000};
  });
}

}  // namespace

SamplePage::SamplePage() {
  insight.definitions.Replace(AwkwardDefinitions());
  Report(insight);
  Happen(telemetry);
}

}  // namespace trustwatch::testing
