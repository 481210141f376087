#include "daemon/insight/latest.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/log.h"
#include "daemon/base/mutex.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/value.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {
namespace {

static_assert(std::is_trivially_copyable_v<LatestValue>);

std::int32_t KeyOf(store::SliceId slice) { return static_cast<std::int32_t>(slice); }

void SetValue(const domain::Value& value, LatestValue& latest) {
  const auto* const number = std::get_if<domain::Number>(&value);
  latest.number = number != nullptr ? number->value : 0;
  latest.absence = number != nullptr ? std::string_view() : domain::KindName(value);
}

LatestValue FromStore(const store::Store& store, const store::CurrentObservation& current) {
  LatestValue latest{.slice_key = KeyOf(current.slice),
                     .revision = current.revision,
                     .slice = &store.SliceOf(current.slice),
                     .period = current.period,
                     .known_at = current.known_at,
                     .submission_id = current.submission_id,
                     .status = current.status};
  SetValue(current.value, latest);
  return latest;
}

LatestValue FromCommit(const domain::Slice* slice, const store::Committed& committed,
                       const store::NewObservation& row) {
  LatestValue latest{.slice_key = KeyOf(row.slice),
                     .revision = row.revision,
                     .slice = slice,
                     .period = row.period,
                     .known_at = committed.recorded_at,
                     .submission_id = committed.submission_id,
                     .status = committed.status};
  SetValue(row.value, latest);
  return latest;
}

// Brings one committed row into the latest value of its slice, if it matters there.
void Take(const store::Committed& committed, const store::NewObservation& row,
          LatestValue& latest) {
  if (row.period < latest.period) return;  // late news of an older period
  if (row.period == latest.period) {
    if (row.revision < latest.revision) return;  // read from the store already, with what came next
    if (row.revision == latest.revision) {       // a repetition: the value is as old as it was
      latest.status = committed.status;
      return;
    }
  }
  latest = FromCommit(latest.slice, committed, row);
}

bool ByKey(const LatestValue& a, const LatestValue& b) { return a.slice_key < b.slice_key; }

absl::StatusOr<std::shared_ptr<const OrganisationLatest>> Read(
    const store::Store& store, const domain::OdsCode& organisation) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<store::CurrentObservation> rows,
                              reader->Latest(organisation));
  OrganisationLatest latest{organisation, {}};
  latest.values.reserve(rows.size());
  for (const auto& row : rows) latest.values.push_back(FromStore(store, row));
  std::sort(latest.values.begin(), latest.values.end(), ByKey);
  return std::make_shared<const OrganisationLatest>(std::move(latest));
}

}  // namespace

absl::Status Latest::LoadOne(const store::Store& store, const domain::OdsCode& organisation) {
  // A round is lost only to a commit of this very organisation in the microseconds of its reading.
  while (true) {
    std::uint64_t applied_before = 0;
    {
      const base::MutexLock lock(mutex_);
      applied_before = parts_[organisation].applied_count;
    }
    TRUSTWATCH_ASSIGN_OR_RETURN(auto latest, Read(store, organisation));
    const base::MutexLock lock(mutex_);
    Part& part = parts_[organisation];
    if (part.applied_count != applied_before) continue;
    part.latest = std::move(latest);
    part.is_stale = false;
    return absl::OkStatus();
  }
}

absl::Status Latest::Load(const store::Store& store) {
  std::vector<domain::OdsCode> organisations;
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(organisations, reader->Organisations());
  }
  for (const domain::OdsCode& organisation : organisations) {
    TRUSTWATCH_RETURN_IF_ERROR(LoadOne(store, organisation));
  }
  return absl::OkStatus();
}

void Latest::ReadAgain(const store::Store& store, const domain::OdsCode& organisation) {
  auto latest = Read(store, organisation);
  const base::MutexLock lock(mutex_);
  Part& part = parts_[organisation];
  ++part.applied_count;
  part.is_stale = !latest.ok();
  if (latest.ok()) {
    part.latest = *std::move(latest);
    return;
  }
  base::Log(base::Severity::kError,
            "the latest values of an organisation could not be read again after a withdrawal; "
            "/metrics shows the old ones until its next submission",
            {{"organisation", organisation.ToString()},
             {"error", std::string(latest.status().message())}});
}

void Latest::Apply(const store::Store& store, const store::Committed& committed) {
  using Kind = store::Committed::Kind;
  if (committed.kind == Kind::kStepChange) return;
  {
    const base::MutexLock lock(mutex_);
    Part& part = parts_[committed.organisation];
    if (committed.kind == Kind::kSubmission && !part.is_stale) {
      ++part.applied_count;
      Merge(store, committed);
      return;
    }
  }
  ReadAgain(store, committed.organisation);
}

void Latest::Merge(const store::Store& store, const store::Committed& committed) {
  Part& part = parts_[committed.organisation];
  OrganisationLatest next{committed.organisation, {}};
  std::vector<LatestValue>& values = next.values;
  values.reserve((part.latest ? part.latest->values.size() : 0) + committed.observations->size());
  if (part.latest) values = part.latest->values;
  std::vector<std::uint32_t>& position = position_of_key_;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto key = static_cast<std::size_t>(values[i].slice_key);
    if (key >= position.size()) position.resize(key + 1);
    position[key] = static_cast<std::uint32_t>(i);
  }
  const std::size_t known = values.size();
  for (const store::NewObservation& row : *committed.observations) {
    const auto key = static_cast<std::size_t>(KeyOf(row.slice));
    if (key >= position.size()) position.resize(key + 1);
    const std::size_t at = position[key];
    if (at < values.size() && values[at].slice_key == KeyOf(row.slice)) {
      Take(committed, row, values[at]);
    } else {
      position[key] = static_cast<std::uint32_t>(values.size());
      values.push_back(FromCommit(&store.SliceOf(row.slice), committed, row));
    }
  }
  if (values.size() > known) std::sort(values.begin(), values.end(), ByKey);
  part.latest = std::make_shared<const OrganisationLatest>(std::move(next));
}

LatestSnapshot Latest::Snapshot() const {
  const base::MutexLock lock(mutex_);
  LatestSnapshot snapshot;
  snapshot.reserve(parts_.size());
  for (const auto& [organisation, part] : parts_) {
    if (part.latest) snapshot.push_back(part.latest);
  }
  return snapshot;
}

}  // namespace trustwatch::insight
