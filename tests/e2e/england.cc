#include "tests/e2e/england.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/check.h"
#include "daemon/catalogue/reader.h"
#include "daemon/history/judge.h"
#include "daemon/history/series_figures.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {
namespace {

domain::DraftValue ToDraft(const domain::Value& value) {
  if (const auto* const number = std::get_if<domain::Number>(&value)) {
    return domain::DraftNumber{
        .value = number->value, .numerator = number->numerator, .denominator = number->denominator};
  }
  if (const auto* const missing = std::get_if<domain::Missing>(&value)) return *missing;
  if (std::holds_alternative<domain::NilReturn>(value)) return domain::NilReturn{};
  if (std::holds_alternative<domain::NotApplicable>(value)) return domain::NotApplicable{};
  return domain::Suppressed{};
}

absl::Time NoonOf(domain::Day day) {
  return absl::FromUnixSeconds(day.time_since_epoch().count() * 86'400 + 43'200);
}

}  // namespace

std::shared_ptr<const domain::Definitions> EnglandsDefinitions() {
  static const std::shared_ptr<const domain::Definitions> kDefinitions = [] {
    const catalogue::Reading reading =
        catalogue::Read(std::string(TRUSTWATCH_SOURCE_DIR) + "/deploy/catalogue/england");
    for (const catalogue::Fault& fault : reading.faults) ADD_FAILURE() << fault.ToString();
    TRUSTWATCH_CHECK(reading.definitions != nullptr);
    return reading.definitions;
  }();
  return kDefinitions;
}

const domain::Indicator* IndicatorOf(std::string_view measure) {
  static const std::shared_ptr<const domain::Definitions> kDefinitions = EnglandsDefinitions();
  for (const domain::Indicator& indicator : kDefinitions->catalogue.indicators()) {
    for (const domain::PublishedAs& published : indicator.published_as) {
      if (published.dataset == "mhsds" && published.measure == measure) return &indicator;
    }
  }
  return nullptr;
}

domain::DraftObservation RowOf(std::string_view indicator, const domain::Period& period,
                               const domain::Value& value) {
  return {.indicator = std::string(indicator),
          .breakdown = "",
          .first_day = domain::ToWritten(period.first()),
          .last_day = domain::ToWritten(period.last()),
          .value = ToDraft(value),
          .explanation = ""};
}

England::England()
    : store_(Value(store::Store::Open({.file = folder_.path() / "store.db",
                                       .on_committed =
                                           [this](const store::Committed& committed) {
                                             figures_.Apply(*opened_, committed);
                                             verdicts_.Apply(committed);
                                           }},
                                      clock_))),
      opened_(store_.get()),
      submitter_(*store_, figures_, definitions_, clock_),
      recorder_(*store_, definitions_, clock_),
      verdict_reader_(*store_, definitions_, verdicts_),
      step_changes_(*store_, definitions_),
      owed_reader_(*store_, definitions_, clock_) {}

void England::SetClock(std::string_view day) { clock_.Set(NoonOf(DayOf(day))); }

void England::SetClockAfter(const domain::Period& period) {
  clock_.Set(NoonOf(period.last() + std::chrono::days(20)));
}

absl::StatusOr<ingest::Reply> England::Submit(domain::Draft draft) {
  draft.request_id = fmt::format("request-{}", ++requests_);
  // Shared, because an answer that comes too late must find it alive.
  const auto answer = std::make_shared<std::promise<absl::StatusOr<ingest::Reply>>>();
  std::future<absl::StatusOr<ingest::Reply>> future = answer->get_future();
  submitter_.Submit(
      std::move(draft), {.name = "tester"},
      [answer](absl::StatusOr<ingest::Reply> reply) { answer->set_value(std::move(reply)); });
  if (future.wait_for(std::chrono::seconds(60)) != std::future_status::ready) {
    return absl::DeadlineExceededError("the submitter did not answer within 60 s");
  }
  return future.get();
}

ingest::Reply England::DryRun(std::string_view organisation,
                              std::vector<domain::DraftObservation> rows) {
  return Value(Submit({.organisation = std::string(organisation),
                       .request_id = "",
                       .validate_only = true,
                       .observations = std::move(rows)}));
}

ingest::Reply England::Record(std::string_view organisation,
                              std::vector<domain::DraftObservation> rows,
                              std::string_view explanation) {
  for (domain::DraftObservation& row : rows) row.explanation = explanation;
  ingest::Reply reply = Value(Submit({.organisation = std::string(organisation),
                                      .request_id = "",
                                      .observations = std::move(rows)}));
  EXPECT_EQ(reply.outcome, domain::Outcome::kAccepted)
      << organisation << ": " << Tell(reply.findings);
  return reply;
}

void England::RecordBefore(domain::Day day, std::string_view organisation,
                           std::string_view measure) {
  std::vector<domain::DraftObservation> rows;
  for (const auto& [period, value] : TimeSeries()->Months(organisation, measure)) {
    if (period.last() < day) rows.push_back(RowOf(IndicatorOf(measure)->id.text(), period, value));
  }
  if (!rows.empty()) Record(organisation, std::move(rows));
}

insight::ChartView England::Chart(std::string_view organisation, std::string_view indicator,
                                  std::string_view span, std::optional<absl::Time> as_of) const {
  return Value(verdict_reader_.Chart({.organisation = std::string(organisation),
                                      .indicator = std::string(indicator),
                                      .breakdown = "",
                                      .span = std::string(span)},
                                     as_of));
}

std::vector<insight::ProposedStepChange> England::Proposals(std::string_view organisation) const {
  std::vector<insight::ProposedStepChange> proposals;
  for (const insight::ListedStepChange& listed :
       Value(step_changes_.List({.organisation = std::string(organisation),
       .indicator = "",
       .include_proposals = true}))) {
    if (const auto* const one = std::get_if<insight::ProposedStepChange>(&listed)) {
      proposals.push_back(*one);
    }
  }
  return proposals;
}

void England::RecordStepChange(std::string_view organisation, std::string_view indicator,
                               std::string_view first_day, std::string_view cause) {
  EXPECT_THAT(recorder_.Record({.organisation = std::string(organisation),
                                .indicator = std::string(indicator),
                                .first_day = DayOf(first_day),
                                .cause = std::string(cause),
                                .approved_by = "improvement lead"},
                               {.name = "tester"}),
              IsOk());
}

std::vector<insight::OwedItem> England::Owed(std::string_view organisation,
                                             std::string_view indicator,
                                             std::string_view day) const {
  std::vector<insight::OwedItem> items =
      Value(owed_reader_.Owed(std::string(organisation), DayOf(day)));
  std::erase_if(items, [&](const auto& item) { return item.indicator.text() != indicator; });
  return items;
}

std::string Tell(const std::vector<domain::Finding>& findings) {
  if (findings.empty()) return "no question.";
  std::string text;
  for (const domain::Finding& finding : findings) {
    text += fmt::format("{}{} \"{}\"", text.empty() ? "" : ", ", finding.reason, finding.message);
  }
  return text + ".";
}

std::string Sentence(const insight::ChartView& view) {
  return history::Sentence(view.chart.verdict, view.rules);
}

std::optional<std::size_t> RowOfMonth(const insight::ChartView& view, std::string_view month) {
  const history::Timeline& timeline = view.chart.verdict.timeline;
  const history::Ordinal at = history::OrdinalOf(PeriodOf(month).last(), timeline.span);
  if (at < timeline.first) return std::nullopt;
  const std::size_t row = timeline.PositionOf(at);
  return row < view.chart.points.size() ? std::optional(row) : std::nullopt;
}

bool IsSplitAt(const insight::ChartView& view, std::string_view month, std::string_view cause) {
  return view.chart.processes.size() == 2 && view.chart.processes[1].has_limits &&
         view.chart.processes[1].first == RowOfMonth(view, month) &&
         view.step_changes.size() == 1 && view.step_changes[0].what.cause == cause;
}

}  // namespace trustwatch::testing
