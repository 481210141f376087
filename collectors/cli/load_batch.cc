#include "collectors/cli/load_batch.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/findings.h"
#include "collectors/cli/load_report.h"
#include "collectors/cli/words.h"
#include "collectors/push/client.h"
#include "collectors/sources/source_row.h"
#include "daemon/base/error.h"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

constexpr std::size_t kExamplesMax = 20;

auto PeriodKey(const sources::SourceRow& row) { return std::tie(row.last_day, row.first_day); }

// Why the daemon refused each row: the first finding that refuses it.
std::vector<const v1::Finding*> RefusalsOf(const v1::SubmitResponse& response,
                                           std::size_t row_count) {
  std::vector<const v1::Finding*> refusals(row_count, nullptr);
  for (const v1::Finding& finding : response.findings()) {
    const auto index = static_cast<std::size_t>(finding.observation_index());
    const bool refuses = finding.level() == v1::LEVEL_REFUSE ||
                         (finding.level() == v1::LEVEL_EXPLAIN && finding.explanation().empty());
    if (refuses && index < row_count && refusals[index] == nullptr) refusals[index] = &finding;
  }
  return refusals;
}

void CountRefusal(const sources::SourceRow& row, const v1::Finding* finding, LoadReport& report) {
  // The daemon names at most 10,000 findings of an answer.
  ++report.refused[finding == nullptr ? "REASON_LEFT_OFF" : finding->reason()];
  if (finding == nullptr || report.examples.size() >= kExamplesMax) return;
  report.examples.push_back(fmt::format(
      "{}, row {}: {} {} {}: {}", row.place.file, row.place.row, row.organisation, row.indicator,
      PeriodText(ToObservation(row).period()), WithCure(finding->message(), finding->cure())));
}

void CountRow(const sources::SourceRow& row, int effect, const v1::Finding* refusal,
              LoadReport& report) {
  switch (effect) {
    case v1::EFFECT_NEW:
      ++report.new_count;
      break;
    case v1::EFFECT_CHANGED:
      ++report.changed_count;
      break;
    case v1::EFFECT_UNCHANGED:
      ++report.unchanged_count;
      break;
    default:
      CountRefusal(row, refusal, report);
      return;
  }
  if (row.cell.kind == sources::CellKind::kSuppressed) ++report.suppressed_count;
}

// An answer to us says something of every row.
absl::Status CheckAnswer(const v1::SubmitResponse& response, const Batch& batch) {
  if (static_cast<std::size_t>(response.effects_size()) == batch.rows.size()) {
    return absl::OkStatus();
  }
  return base::Error{
      .code = absl::StatusCode::kInternal,
      .reason = "EFFECTS_MISSING",
      .message = fmt::format("the daemon says what became of {} rows of {}, and {} were sent; "
                             "report this with the daemon's version",
                             response.effects_size(), batch.organisation, batch.rows.size())}
      .ToStatus();
}

absl::StatusOr<v1::SubmitResponse> Ask(const Batch& batch, std::span<const sources::SourceRow> rows,
                                       bool validate_only, const LoadBatchOptions& options,
                                       push::Client& client) {
  v1::SubmitRequest request = ToRequest(batch, rows);
  request.set_validate_only(validate_only);
  request.set_accept_valid_rows(true);
  request.set_skip_outlooks(true);
  request.set_request_id(options.new_request_id());
  absl::StatusOr<v1::SubmitResponse> response = client.Submit(request);
  const absl::Status status = response.ok() ? CheckAnswer(*response, batch) : response.status();
  if (status.ok()) return response;
  return base::Annotate(
      status, fmt::format("submission of {}, {}", batch.organisation, EnumText(batch.status)));
}

bool Changes(int effect) { return effect == v1::EFFECT_NEW || effect == v1::EFFECT_CHANGED; }

// Counts the rows for which `wanted` holds of the effect.
template <typename Wanted>
void CountRows(const Batch& batch, std::span<const sources::SourceRow> rows,
               const v1::SubmitResponse& response, Wanted wanted, LoadReport& report) {
  const std::vector<const v1::Finding*> refusals = RefusalsOf(response, batch.rows.size());
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    const int effect = response.effects(static_cast<int>(i));
    if (wanted(effect)) CountRow(rows[batch.rows[i]], effect, refusals[i], report);
  }
}

// The rows of `batch` that would change something.
Batch ChangingRows(const Batch& batch, const v1::SubmitResponse& response) {
  Batch changing{.organisation = batch.organisation, .status = batch.status, .rows = {}};
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    if (Changes(response.effects(static_cast<int>(i)))) changing.rows.push_back(batch.rows[i]);
  }
  return changing;
}

}  // namespace

std::vector<Batch> InParts(const Batch& batch, std::span<const sources::SourceRow> rows,
                           std::size_t rows_max) {
  if (batch.rows.size() <= rows_max) return {batch};
  std::vector<std::size_t> sorted = batch.rows;
  std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
    return PeriodKey(rows[a]) < PeriodKey(rows[b]);
  });
  std::vector<Batch> parts;
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = std::min(begin + rows_max, sorted.size());
    const std::size_t full = end;
    while (end < sorted.size() && end > begin &&
           PeriodKey(rows[sorted[end]]) == PeriodKey(rows[sorted[end - 1]])) {
      --end;
    }
    if (end == begin) end = full;
    Batch part{.organisation = batch.organisation, .status = batch.status, .rows = {}};
    for (; begin < end; ++begin) part.rows.push_back(sorted[begin]);
    parts.push_back(std::move(part));
  }
  return parts;
}

absl::Status LoadBatch(const Batch& batch, std::span<const sources::SourceRow> rows,
                       const LoadBatchOptions& options, push::Client& client, LoadReport& report) {
  const absl::StatusOr<v1::SubmitResponse> judged = Ask(batch, rows, true, options, client);
  if (!judged.ok()) {
    report.not_sent_count += static_cast<std::int64_t>(batch.rows.size());
    return judged.status();
  }
  if (options.dry_run) {
    CountRows(
        batch, rows, *judged, [](int) { return true; }, report);
    return absl::OkStatus();
  }
  CountRows(
      batch, rows, *judged, [](int effect) { return !Changes(effect); }, report);
  const Batch changing = ChangingRows(batch, *judged);
  if (changing.rows.empty()) return absl::OkStatus();
  const absl::StatusOr<v1::SubmitResponse> live = Ask(changing, rows, false, options, client);
  if (!live.ok()) {
    report.not_sent_count += static_cast<std::int64_t>(changing.rows.size());
    return live.status();
  }
  CountRows(
      changing, rows, *live, [](int) { return true; }, report);
  if (live->has_receipt()) {
    report.submissions.push_back({.organisation = batch.organisation,
                                  .status = EnumText(batch.status),
                                  .submission_id = live->receipt().submission_id(),
                                  .new_count = live->receipt().new_count(),
                                  .changed_count = live->receipt().changed_count()});
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::cli
