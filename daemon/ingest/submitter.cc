#include "daemon/ingest/submitter.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/error.h"
#include "daemon/base/mutex.h"
#include "daemon/base/published.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/calendar.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/register.h"
#include "daemon/history/figures.h"
#include "daemon/ingest/draft_digest.h"
#include "daemon/ingest/job.h"
#include "daemon/ingest/judge.h"
#include "daemon/ingest/request_rules.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/turns.h"
#include "daemon/store/reader.h"
#include "daemon/store/request_id_reused.h"
#include "daemon/store/store.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

using domain::Definitions;
using domain::Draft;
using domain::Outcome;
using domain::Receipt;

// A submission in its turn is overtaken only by those that were judged before the turns began.
constexpr int kAttemptsMax = 8;

absl::Status ShuttingDown() {
  return base::Error{.code = absl::StatusCode::kUnavailable,
                     .reason = "SHUTTING_DOWN",
                     .message =
                         "the daemon is stopping and recorded nothing of this submission; "
                         "send it again with the same request_id",
                     .retry_after = domain::kRetryDelay}
      .ToStatus();
}

absl::Status OrganisationBusy(const domain::OdsCode& organisation) {
  return base::Error{
      .code = absl::StatusCode::kUnavailable,
      .reason = "ORGANISATION_BUSY",
      .message = fmt::format("too many submissions of {} arrive at once, and this one was not "
                             "recorded; send it again with the same request_id",
                             organisation.text()),
      .metadata = {{"organisation", organisation.ToString()}},
      .retry_after = domain::kRetryDelay}
      .ToStatus();
}

// The answer to a request that was recorded before; absent if it was not.
absl::StatusOr<std::optional<Reply>> FindRetry(const Job& job, store::Reader& reader) {
  if (job.draft.request_id.empty()) return std::nullopt;
  TRUSTWATCH_ASSIGN_OR_RETURN(std::optional<domain::SubmissionRecord> first,
                              reader.SubmissionByRequest(job.organisation, job.draft.request_id));
  if (!first) return std::nullopt;
  const domain::SubmissionId id = first->receipt.submission_id;
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string digest, reader.ContentDigest(id));
  if (digest != job.digest)
    return store::RequestIdReused(job.organisation, job.draft.request_id, id);
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<domain::Finding> findings, reader.FindingsOf(id));
  Reply reply{
      .outcome = first->receipt.refused_count > 0 ? Outcome::kPartlyAccepted : Outcome::kAccepted,
      .receipt = std::move(first->receipt),
      .finding_count = static_cast<std::int64_t>(findings.size()),
      .is_retry = true};
  findings.resize(std::min(findings.size(), domain::kFindingsPerReplyMax));
  reply.findings = std::move(findings);
  return reply;
}

// The answer that a judgement leads to, if the store takes it.
Reply ReplyOf(Job& job, const std::shared_ptr<const Definitions>& in_force) {
  Judgement& judgement = job.judgement;
  Reply reply{.outcome = judgement.outcome,
              .findings = judgement.findings,
              .finding_count = judgement.finding_count,
              .effects = std::move(judgement.effects),
              .outlooks = std::move(judgement.outlooks),
              .judged_by = in_force};
  reply.findings.resize(std::min(reply.findings.size(), domain::kFindingsPerReplyMax));
  if (judgement.outcome != Outcome::kRefused) {
    reply.receipt = Receipt{.request_id = job.draft.request_id,
                            .organisation = job.organisation,
                            .status = job.draft.status,
                            .catalogue_version = in_force->version,
                            .caller = job.caller.name,
                            .new_count = judgement.new_count,
                            .changed_count = judgement.changed_count,
                            .unchanged_count = judgement.unchanged_count,
                            .refused_count = judgement.refused_count};
  }
  return reply;
}

// What to do with the store's answer. Runs on the store's writer thread, so it judges nothing.
void Conclude(Turns& turns, const std::shared_ptr<Job>& job, bool has_turn,
              absl::StatusOr<store::Store::Recorded> recorded) {
  // A request that another call recorded meanwhile is looked up like any retry.
  const bool again = recorded.ok() ? recorded->is_retry : absl::IsAborted(recorded.status());
  if (again && job->attempts < kAttemptsMax) {
    const auto place = has_turn ? Turns::Place::kFront : Turns::Place::kBack;
    const bool joined = turns.Join(job->organisation, job, place);
    if (has_turn) turns.Finish(job->organisation);
    if (!joined) job->done(OrganisationBusy(job->organisation));
    return;
  }
  if (has_turn) turns.Finish(job->organisation);
  if (again) {
    job->done(OrganisationBusy(job->organisation));
  } else if (!recorded.ok()) {
    job->done(recorded.status());
  } else {
    job->reply.receipt = std::move(recorded->receipt);
    job->done(std::move(job->reply));
  }
}

}  // namespace

Submitter::Submitter(store::Store& store, const history::Figures& figures,
                     const base::Published<Definitions>& definitions, const base::Clock& clock)
    : store_(store),
      figures_(figures),
      definitions_(definitions),
      clock_(clock),
      turns_(std::make_shared<Turns>(domain::kSubmissionsWaitingMax)),
      worker_([this](const std::stop_token& stop) {
        while (const std::shared_ptr<Job> job = turns_->Next(stop)) Attempt(job, true);
      }) {}

Submitter::~Submitter() {
  worker_.request_stop();
  for (const std::shared_ptr<Job>& job : turns_->Close()) job->done(ShuttingDown());
}

void Submitter::Submit(Draft draft, const domain::Caller& caller, Done done) {
  const absl::StatusOr<domain::OdsCode> organisation = domain::OdsCode::Parse(draft.organisation);
  if (!organisation.ok()) return done(organisation.status());
  if (const absl::Status status = CheckRequest(draft); !status.ok()) return done(status);
  std::string digest = DraftDigest(draft);
  const auto job = std::make_shared<Job>(Job{.draft = std::move(draft),
                                             .organisation = *organisation,
                                             .caller = caller,
                                             .done = std::move(done),
                                             .digest = std::move(digest)});
  if (job->draft.validate_only || !turns_->IsBusy(*organisation)) return Attempt(job, false);
  if (!turns_->Join(*organisation, job, Turns::Place::kBack)) {
    job->done(OrganisationBusy(*organisation));
  }
}

void Submitter::Attempt(const std::shared_ptr<Job>& job, bool has_turn) {
  ++job->attempts;
  absl::StatusOr<std::optional<store::NewSubmission>> prepared = Prepare(*job);
  if (prepared.ok() && prepared->has_value()) {
    // The writer keeps the turns and the job alive, not the submitter.
    store_.Record(**std::move(prepared),
                  [turns = turns_, job, has_turn](absl::StatusOr<store::Store::Recorded> recorded) {
                    Conclude(*turns, job, has_turn, std::move(recorded));
                  });
    return;
  }
  if (has_turn) turns_->Finish(job->organisation);
  if (prepared.ok()) {
    job->done(std::move(job->reply));
  } else {
    job->done(prepared.status());
  }
}

absl::StatusOr<std::optional<store::NewSubmission>> Submitter::Prepare(Job& job) {
  const std::shared_ptr<const Rulebook> rulebook = RulebookInForce();
  const Definitions& in_force = *rulebook->definitions();
  const domain::Organisation* organisation = in_force.organisations.Find(job.organisation);
  if (organisation == nullptr) return UnknownOrganisation(job.organisation.text());
  // Before the reader: a write that the reader does not see then makes the judgement stale.
  const std::uint64_t version = store_.OrganisationVersion(job.organisation);
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(std::optional<Reply> retry, FindRetry(job, *reader));
    if (retry) {
      job.reply = *std::move(retry);
      return std::nullopt;
    }
    TRUSTWATCH_ASSIGN_OR_RETURN(
        job.judgement, Judge(job.draft, {.rulebook = *rulebook,
                                         .organisation = *organisation,
                                         .today = domain::Calendar::LondonDay(clock_.Now()),
                                         .store = store_,
                                         .reader = *reader,
                                         .figures = figures_}));
  }  // gives the reader back before the disk is waited for
  job.reply = ReplyOf(job, rulebook->definitions());
  if (job.draft.validate_only || job.reply.outcome == Outcome::kRefused) return std::nullopt;
  TRUSTWATCH_ASSIGN_OR_RETURN(store::NewSubmission submission,
                              MakeSubmission(job, in_force, version));
  return submission;
}

absl::StatusOr<store::NewSubmission> Submitter::MakeSubmission(Job& job,
                                                               const Definitions& in_force,
                                                               std::uint64_t version) {
  TRUSTWATCH_RETURN_IF_ERROR(RecordCatalogue(in_force));
  Judgement& judgement = job.judgement;
  if (!judgement.new_slices.empty()) {
    std::vector<domain::Slice> slices;
    slices.reserve(judgement.new_slices.size());
    for (Judgement::NewSlice& made : judgement.new_slices) slices.push_back(std::move(made.slice));
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<store::SliceId> ids, store_.InternSlices(slices));
    for (std::size_t i = 0; i < ids.size(); ++i) {
      judgement.observations[judgement.new_slices[i].observation].slice = ids[i];
    }
  }
  return store::NewSubmission{.receipt = *job.reply.receipt,
                              .content_digest = job.digest,
                              .catalogue_digest = in_force.digest,
                              .observations = std::move(judgement.observations),
                              .findings = std::move(judgement.findings),
                              .judged_at_version = version};
}

std::shared_ptr<const Rulebook> Submitter::RulebookInForce() {
  const std::shared_ptr<const Definitions> in_force = definitions_.Get();
  const base::MutexLock lock(mutex_);
  if (rulebook_ == nullptr || rulebook_->definitions() != in_force) {
    rulebook_ = std::make_shared<const Rulebook>(in_force);
  }
  return rulebook_;
}

absl::Status Submitter::RecordCatalogue(const Definitions& definitions) {
  {
    const base::MutexLock lock(mutex_);
    if (catalogue_recorded_ == definitions.digest) return absl::OkStatus();
  }
  // Two threads may do this at once: it happens once in the store.
  TRUSTWATCH_RETURN_IF_ERROR(store_.RecordCatalogue(definitions.version, definitions.digest));
  const base::MutexLock lock(mutex_);
  catalogue_recorded_ = definitions.digest;
  return absl::OkStatus();
}

absl::StatusOr<domain::SubmissionRecord> Submitter::Withdraw(domain::SubmissionId id,
                                                             std::string_view reason,
                                                             const domain::Caller& caller) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckWithdrawalReason(reason));
  return store_.Withdraw(id, reason, caller.name);
}

}  // namespace trustwatch::ingest
