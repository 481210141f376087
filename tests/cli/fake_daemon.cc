#include "tests/cli/fake_daemon.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/command_line.h"
#include "collectors/cli/console.h"
#include "collectors/cli/words.h"
#include "collectors/push/client.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::testing {
namespace {

// Hands every call on, so that a command may own a client while the test keeps the fake.
class Borrowed final : public push::Client {
 public:
  explicit Borrowed(push::Client& client) : client_(client) {}
  absl::StatusOr<v1::SubmitResponse> Submit(const v1::SubmitRequest& request) override {
    return client_.Submit(request);
  }
  absl::StatusOr<v1::GetSubmissionResponse> GetSubmission(
      const v1::GetSubmissionRequest& request) override {
    return client_.GetSubmission(request);
  }
  absl::StatusOr<v1::ListSubmissionsResponse> ListSubmissions(
      const v1::ListSubmissionsRequest& request) override {
    return client_.ListSubmissions(request);
  }
  absl::StatusOr<v1::CompareSubmissionsResponse> CompareSubmissions(
      const v1::CompareSubmissionsRequest& request) override {
    return client_.CompareSubmissions(request);
  }
  absl::StatusOr<v1::WithdrawSubmissionResponse> WithdrawSubmission(
      const v1::WithdrawSubmissionRequest& request) override {
    return client_.WithdrawSubmission(request);
  }
  absl::StatusOr<v1::GetSeriesResponse> GetSeries(const v1::GetSeriesRequest& request) override {
    return client_.GetSeries(request);
  }
  absl::Status StreamSeries(const v1::StreamSeriesRequest& request,
                            const std::function<bool(const v1::Series&)>& visit) override {
    return client_.StreamSeries(request, visit);
  }
  absl::StatusOr<v1::ListIndicatorsResponse> ListIndicators(
      const v1::ListIndicatorsRequest& request) override {
    return client_.ListIndicators(request);
  }
  absl::StatusOr<v1::ListOrganisationsResponse> ListOrganisations(
      const v1::ListOrganisationsRequest& request) override {
    return client_.ListOrganisations(request);
  }
  absl::StatusOr<v1::ListReturnsResponse> ListReturns(
      const v1::ListReturnsRequest& request) override {
    return client_.ListReturns(request);
  }
  absl::StatusOr<v1::ListOwedResponse> ListOwed(const v1::ListOwedRequest& request) override {
    return client_.ListOwed(request);
  }
  absl::StatusOr<v1::ReloadCatalogueResponse> ReloadCatalogue(
      const v1::ReloadCatalogueRequest& request) override {
    return client_.ReloadCatalogue(request);
  }
  absl::Status StreamVerdicts(const v1::StreamVerdictsRequest& request,
                              const std::function<bool(const v1::SeriesVerdict&)>& visit) override {
    return client_.StreamVerdicts(request, visit);
  }
  absl::StatusOr<v1::GetChartResponse> GetChart(const v1::GetChartRequest& request) override {
    return client_.GetChart(request);
  }
  absl::StatusOr<v1::CompareOrganisationsResponse> CompareOrganisations(
      const v1::CompareOrganisationsRequest& request) override {
    return client_.CompareOrganisations(request);
  }
  absl::StatusOr<v1::ListStepChangesResponse> ListStepChanges(
      const v1::ListStepChangesRequest& request) override {
    return client_.ListStepChanges(request);
  }
  absl::StatusOr<v1::RecordStepChangeResponse> RecordStepChange(
      const v1::RecordStepChangeRequest& request) override {
    return client_.RecordStepChange(request);
  }
  absl::StatusOr<v1::WithdrawStepChangeResponse> WithdrawStepChange(
      const v1::WithdrawStepChangeRequest& request) override {
    return client_.WithdrawStepChange(request);
  }
  absl::StatusOr<bool> IsServing() override { return client_.IsServing(); }

 private:
  push::Client& client_;
};

void CountEffect(v1::Effect effect, v1::Receipt& receipt) {
  if (effect == v1::EFFECT_REFUSED) receipt.set_refused_count(receipt.refused_count() + 1);
  if (effect == v1::EFFECT_REFUSED || effect == v1::EFFECT_HELD_BACK) return;
  receipt.set_observation_count(receipt.observation_count() + 1);
  if (effect == v1::EFFECT_NEW) receipt.set_new_count(receipt.new_count() + 1);
  if (effect == v1::EFFECT_CHANGED) receipt.set_changed_count(receipt.changed_count() + 1);
  if (effect == v1::EFFECT_UNCHANGED) receipt.set_unchanged_count(receipt.unchanged_count() + 1);
}

}  // namespace

FakeDaemon::FakeDaemon()
    : refuse([](const v1::Observation&) { return std::nullopt; }),
      outlook([](const v1::Observation&) { return v1::Outlook(); }) {
  indicators.set_catalogue_version("test-1");
}

std::vector<v1::SubmitRequest> FakeDaemon::Live() const {
  std::vector<v1::SubmitRequest> live;
  for (const v1::SubmitRequest& request : submitted) {
    if (!request.validate_only()) live.push_back(request);
  }
  return live;
}

absl::Status FakeDaemon::Count() {
  return calls_++ >= calls_before_failure ? failure : absl::OkStatus();
}

template <typename Response>
absl::StatusOr<Response> FakeDaemon::Answer(const Response& response) {
  TRUSTWATCH_RETURN_IF_ERROR(Count());
  return response;
}

absl::StatusOr<v1::SubmitResponse> FakeDaemon::Submit(const v1::SubmitRequest& request) {
  submitted.push_back(request);
  TRUSTWATCH_RETURN_IF_ERROR(Count());
  v1::SubmitResponse response;
  std::vector<std::pair<std::string, std::string>> writes;
  for (int i = 0; i < request.observations_size(); ++i) {
    const v1::Observation& it = request.observations(i);
    if (std::optional<v1::Finding> finding = refuse(it); finding.has_value()) {
      finding->set_observation_index(i);
      *response.add_findings() = *finding;
      // A question that is answered refuses nothing.
      if (finding->level() != v1::LEVEL_EXPLAIN || it.explanation().empty()) {
        response.add_effects(v1::EFFECT_REFUSED);
        if (!request.skip_outlooks()) response.add_outlooks();
        continue;
      }
      response.mutable_findings()->rbegin()->set_explanation(it.explanation());
    }
    if (!request.skip_outlooks()) *response.add_outlooks() = outlook(it);
    const std::string key = fmt::format("{} {} {} {}", request.organisation(), it.indicator(),
                                        it.breakdown(), cli::PeriodText(it.period()));
    const std::string value = it.value().SerializeAsString();
    const auto found = current_.find(key);
    response.add_effects(found == current_.end()  ? v1::EFFECT_NEW
                         : found->second == value ? v1::EFFECT_UNCHANGED
                                                  : v1::EFFECT_CHANGED);
    writes.emplace_back(key, value);
  }
  response.set_finding_count(response.findings_size());
  const bool any_bad = static_cast<int>(writes.size()) < request.observations_size();
  if (any_bad && (!request.accept_valid_rows() || writes.empty())) {
    response.set_outcome(v1::OUTCOME_REFUSED);
    for (int& effect : *response.mutable_effects()) {
      if (effect != v1::EFFECT_REFUSED) effect = v1::EFFECT_HELD_BACK;
    }
    return response;
  }
  response.set_outcome(any_bad ? v1::OUTCOME_PARTLY_ACCEPTED : v1::OUTCOME_ACCEPTED);
  v1::Receipt& receipt = *response.mutable_receipt();
  receipt.set_request_id(request.request_id());
  receipt.set_organisation(request.organisation());
  receipt.set_status(request.status());
  receipt.set_catalogue_version("test-1");
  for (const int effect : response.effects()) CountEffect(static_cast<v1::Effect>(effect), receipt);
  if (request.validate_only()) return response;
  receipt.set_submission_id(++submission_id_);
  receipt.mutable_record_time()->set_seconds(1'782'900'000);  // 2026-07-01 10:00:00 UTC
  for (auto& [key, value] : writes) current_[key] = value;
  return response;
}

absl::StatusOr<v1::GetSubmissionResponse> FakeDaemon::GetSubmission(
    const v1::GetSubmissionRequest&) {
  return Answer(submission);
}
absl::StatusOr<v1::ListSubmissionsResponse> FakeDaemon::ListSubmissions(
    const v1::ListSubmissionsRequest& request) {
  list_requests.push_back(request);
  v1::ListSubmissionsResponse response;
  for (const v1::Submission& it : submissions.submissions()) {
    if (it.receipt().organisation() == request.organisation()) *response.add_submissions() = it;
  }
  return Answer(response);
}
absl::StatusOr<v1::CompareSubmissionsResponse> FakeDaemon::CompareSubmissions(
    const v1::CompareSubmissionsRequest& request) {
  compare_request = request;
  return Answer(comparison);
}
absl::StatusOr<v1::WithdrawSubmissionResponse> FakeDaemon::WithdrawSubmission(
    const v1::WithdrawSubmissionRequest& request) {
  withdraw_request = request;
  return Answer(withdrawal);
}
absl::StatusOr<v1::GetSeriesResponse> FakeDaemon::GetSeries(const v1::GetSeriesRequest& request) {
  series_request = request;
  return Answer(series);
}
absl::Status FakeDaemon::StreamSeries(const v1::StreamSeriesRequest& request,
                                      const std::function<bool(const v1::Series&)>& visit) {
  stream_request = request;
  for (const v1::Series& it : stream) {
    if (!visit(it)) return absl::OkStatus();
  }
  return Count();
}
absl::StatusOr<v1::ListIndicatorsResponse> FakeDaemon::ListIndicators(
    const v1::ListIndicatorsRequest&) {
  return Answer(indicators);
}
absl::StatusOr<v1::ListOrganisationsResponse> FakeDaemon::ListOrganisations(
    const v1::ListOrganisationsRequest&) {
  return Answer(organisations);
}
absl::StatusOr<v1::ListReturnsResponse> FakeDaemon::ListReturns(const v1::ListReturnsRequest&) {
  return Answer(returns);
}
absl::StatusOr<v1::ListOwedResponse> FakeDaemon::ListOwed(const v1::ListOwedRequest& request) {
  owed_request = request;
  return Answer(owed);
}
absl::StatusOr<v1::ReloadCatalogueResponse> FakeDaemon::ReloadCatalogue(
    const v1::ReloadCatalogueRequest&) {
  return Answer(reload);
}
absl::StatusOr<bool> FakeDaemon::IsServing() { return Answer(serving); }
absl::Status FakeDaemon::StreamVerdicts(
    const v1::StreamVerdictsRequest& request,
    const std::function<bool(const v1::SeriesVerdict&)>& visit) {
  verdicts_request = request;
  for (const v1::SeriesVerdict& it : verdicts) {
    if (!visit(it)) return absl::OkStatus();
  }
  return Count();
}
absl::StatusOr<v1::GetChartResponse> FakeDaemon::GetChart(const v1::GetChartRequest& request) {
  chart_request = request;
  return Answer(chart);
}
absl::StatusOr<v1::CompareOrganisationsResponse> FakeDaemon::CompareOrganisations(
    const v1::CompareOrganisationsRequest& request) {
  comparison_request = request;
  return Answer(organisation_comparison);
}
absl::StatusOr<v1::ListStepChangesResponse> FakeDaemon::ListStepChanges(
    const v1::ListStepChangesRequest& request) {
  step_changes_request = request;
  return Answer(step_changes);
}
absl::StatusOr<v1::RecordStepChangeResponse> FakeDaemon::RecordStepChange(
    const v1::RecordStepChangeRequest& request) {
  record_request = request;
  return Answer(recorded);
}
absl::StatusOr<v1::WithdrawStepChangeResponse> FakeDaemon::WithdrawStepChange(
    const v1::WithdrawStepChangeRequest& request) {
  step_change_withdraw_request = request;
  return Answer(step_change_withdrawal);
}

Outcome RunCommand(const std::vector<std::string>& arguments, FakeDaemon& daemon,
                   const Terminal& terminal) {
  std::ostringstream out;
  std::ostringstream err;
  const cli::Console console{.out = out,
                             .err = err,
                             .colour = terminal.colour,
                             .width = terminal.width,
                             .height = terminal.height};
  int ids = 0;
  const cli::Toolbox toolbox{
      .console = console,
      .connect = [&daemon](std::string_view) -> absl::StatusOr<std::unique_ptr<push::Client>> {
        return std::make_unique<Borrowed>(daemon);
      },
      .new_request_id = [&ids] { return fmt::format("id-{}", ++ids); }};
  const cli::ExitCode code = cli::RunCommandLine(arguments, toolbox);
  return {.code = code, .out = out.str(), .err = err.str()};
}

v1::Date DateOf(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

v1::Period MonthOf(int year, int month, int last_day) {
  v1::Period period;
  *period.mutable_first_day() = DateOf(year, month, 1);
  *period.mutable_last_day() = DateOf(year, month, last_day);
  return period;
}

v1::Value NumberOf(double value) {
  v1::Value number;
  number.mutable_number()->set_value(value);
  return number;
}

}  // namespace trustwatch::testing
