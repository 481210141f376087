#include "daemon/ingest/judge.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/draft_series.h"
#include "daemon/ingest/figures.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/outlook.h"
#include "daemon/ingest/pair_rules.h"
#include "daemon/ingest/period_rules.h"
#include "daemon/ingest/period_table.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/row_index.h"
#include "daemon/ingest/row_parser.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/store/reader.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

using domain::Effect;
using domain::Outcome;
using store::CurrentObservation;
using store::SliceId;

// One draft on its way through the rules.
class Trial {
 public:
  Trial(const domain::Draft& draft, const Evidence& evidence)
      : draft_(draft),
        evidence_(evidence),
        findings_(draft),
        periods_(evidence.organisation, evidence.today),
        figures_(evidence.reader, evidence.organisation.code) {}

  absl::StatusOr<Judgement> Run() {
    JudgeRowsAlone();
    findings_.StartPass();
    const RowIndex index(evidence_.rulebook, rows_, findings_);
    TRUSTWATCH_RETURN_IF_ERROR(figures_.Load(periods_.LastDays()));
    findings_.StartPass();
    FindStandings(index.slice_count());
    findings_.StartPass();
    JudgePairs(index);
    findings_.StartPass();
    TRUSTWATCH_RETURN_IF_ERROR(JudgeSeries());
    return Conclude();
  }

 private:
  void JudgeRowsAlone();
  void FindStandings(std::int32_t slice_count);
  void JudgeFinal(std::size_t row);
  void JudgePairs(const RowIndex& index);
  absl::Status JudgeSeries();
  absl::StatusOr<Judgement> Conclude();
  absl::Status Accept(std::size_t row, Judgement& judgement);

  const domain::Draft& draft_;
  const Evidence& evidence_;
  Findings findings_;
  PeriodTable periods_;
  Figures figures_;
  std::vector<Row> rows_;
  std::vector<Standing> standings_;
  std::vector<std::optional<Outlook>> outlooks_;
};

void Trial::JudgeRowsAlone() {
  RowParser parser(evidence_.rulebook, periods_, findings_);
  const KindNumber kind = evidence_.rulebook.NumberOf(evidence_.organisation.kind);
  rows_.reserve(draft_.observations.size());
  for (std::size_t i = 0; i < draft_.observations.size(); ++i) {
    rows_.push_back(parser.Parse(draft_.observations[i], i));
    CheckPeriod(evidence_.organisation, kind, rows_.back(), i, findings_);
  }
}

void Trial::FindStandings(std::int32_t slice_count) {
  standings_.resize(rows_.size());
  // The store is asked once for each slice.
  std::vector<std::optional<std::optional<SliceId>>> known(static_cast<std::size_t>(slice_count));
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (findings_.IsRefused(i)) continue;
    Standing& standing = standings_[i];
    auto& slice = known[static_cast<std::size_t>(rows_[i].slice)];
    if (!slice) slice = evidence_.store.FindSlice(rows_[i].Slice());
    standing.slice = *slice;
    if (!standing.slice) continue;
    standing.current = figures_.Find(*standing.slice, rows_[i].period->period);
    if (standing.current != nullptr) JudgeFinal(i);
  }
}

void Trial::JudgeFinal(std::size_t row) {
  const CurrentObservation& current = *standings_[row].current;
  if (current.status != domain::Status::kFinal || draft_.status == domain::Status::kFinal) return;
  if (current.value == *rows_[row].value) return;
  findings_.Add(row, domain::Level::kRefuse, [&] {
    return Words{.reason = "FINAL_FIGURE",
                 .field = "value",
                 .value = domain::ToString(*rows_[row].value),
                 .message = fmt::format(
                     "{} for {} is final: {}; this submission, which is not, says {}",
                     rows_[row].rules->indicator->id.text(), current.period.ToString(),
                     domain::ToString(current.value), domain::ToString(*rows_[row].value)),
                 .cure = "leave the row out, or send the correction with status final"};
  });
}

void Trial::JudgePairs(const RowIndex& index) {
  if (evidence_.rulebook.definitions()->catalogue.pair_rules().empty()) return;
  const auto current = [&](const domain::Slice& slice,
                           const domain::Period& period) -> std::optional<double> {
    const std::optional<SliceId> id = evidence_.store.FindSlice(slice);
    const CurrentObservation* found = id ? figures_.Find(*id, period) : nullptr;
    const auto* number = found ? std::get_if<domain::Number>(&found->value) : nullptr;
    return number ? std::optional(number->value) : std::nullopt;
  };
  PairRules(rows_, index, draft_.accept_valid_rows, current, findings_).Check();
}

absl::Status Trial::JudgeSeries() {
  DraftSeries series({.store = evidence_.store,
                      .figures = evidence_.figures,
                      .organisation = evidence_.organisation.code,
                      .catalogue = evidence_.rulebook.definitions()->catalogue,
                      .rows = rows_,
                      .standings = standings_},
                     findings_);
  if (draft_.skip_outlooks) return series.Judge(nullptr);
  outlooks_.resize(std::min(rows_.size(), domain::kOutlooksPerReplyMax));
  return series.Judge(&outlooks_);
}

absl::StatusOr<Judgement> Trial::Conclude() {
  Judgement judgement;
  judgement.outlooks = std::move(outlooks_);
  const std::size_t row_count = rows_.size();
  const auto refused_count = static_cast<std::size_t>(findings_.refused_count());
  const bool records =
      refused_count == 0 || (draft_.accept_valid_rows && refused_count < row_count);
  judgement.effects.assign(row_count, Effect::kHeldBack);
  if (records) judgement.observations.reserve(row_count - refused_count);
  for (std::size_t i = 0; i < row_count; ++i) {
    if (findings_.IsRefused(i)) {
      judgement.effects[i] = Effect::kRefused;
    } else if (records) {
      TRUSTWATCH_RETURN_IF_ERROR(Accept(i, judgement));
    }
  }
  judgement.outcome = !records            ? Outcome::kRefused
                      : refused_count > 0 ? Outcome::kPartlyAccepted
                                          : Outcome::kAccepted;
  judgement.refused_count = findings_.refused_count();
  judgement.finding_count = findings_.count();
  judgement.findings = findings_.Take();
  return judgement;
}

absl::Status Trial::Accept(std::size_t row, Judgement& judgement) {
  const auto& [slice, current] = standings_[row];
  const domain::Period& period = rows_[row].period->period;
  domain::Value& value = *rows_[row].value;
  int revision = 1;
  if (current == nullptr) {
    judgement.effects[row] = Effect::kNew;
    ++judgement.new_count;
    if (slice) {
      TRUSTWATCH_ASSIGN_OR_RETURN(const int highest, figures_.RevisionMax(*slice, period));
      revision = highest + 1;
    }
  } else if (current->value == value) {
    judgement.effects[row] = Effect::kUnchanged;
    ++judgement.unchanged_count;
    // Repeating a final figure in a submission that is not final must not lower its status.
    const bool keeps_final =
        current->status == domain::Status::kFinal && draft_.status != domain::Status::kFinal;
    if (keeps_final) return absl::OkStatus();
    revision = current->revision;
  } else {
    judgement.effects[row] = Effect::kChanged;
    ++judgement.changed_count;
    revision = current->revision_max + 1;
  }
  if (!slice) {
    judgement.new_slices.push_back({judgement.observations.size(), rows_[row].Slice()});
  }
  judgement.observations.push_back({.slice = slice.value_or(SliceId{0}),
                                    .period = period,
                                    .value = std::move(value),
                                    .revision = revision});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Judgement> Judge(const domain::Draft& draft, const Evidence& evidence) {
  return Trial(draft, evidence).Run();
}

}  // namespace trustwatch::ingest
