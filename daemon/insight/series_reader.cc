#include "daemon/insight/series_reader.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/insight/names.h"
#include "daemon/insight/points.h"
#include "daemon/store/reader.h"
#include "fmt/format.h"

namespace trustwatch::insight {
namespace {

using domain::OdsCode;
using store::RecordedObservation;
using store::SliceId;

absl::Status CheckView(const View& view) {
  if (view.days.from <= view.days.to) return absl::OkStatus();
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "DAYS_REVERSED",
      .message = fmt::format("the first day {} comes after the last day {}; swap them",
                             domain::ToString(view.days.from), domain::ToString(view.days.to)),
      .field = "view.first_day"}
      .ToStatus();
}

// The points of one organisation by slice, from rows in the order in which a reader visits them:
// all rows of a slice and last day stand together.
class PointCollector {
 public:
  explicit PointCollector(bool include_revisions) : include_revisions_(include_revisions) {}

  void Add(const RecordedObservation& row) {
    if (!rows_.empty() &&
        (rows_.front().slice != row.slice || rows_.front().period != row.period)) {
      Close();
    }
    rows_.push_back(row);
  }

  absl::flat_hash_map<SliceId, std::vector<domain::Point>> Finish() {
    Close();
    return std::move(points_);
  }

 private:
  void Close() {
    if (rows_.empty()) return;
    if (auto point = MakePoint(rows_, include_revisions_)) {
      points_[rows_.front().slice].push_back(*std::move(point));
    }
    rows_.clear();
  }

  const bool include_revisions_;
  std::vector<RecordedObservation> rows_;  // of one slice and period
  absl::flat_hash_map<SliceId, std::vector<domain::Point>> points_;
};

// What is wanted of an organisation's rows: of some indicators, or of all if none is named.
class IndicatorChoice {
 public:
  IndicatorChoice(const store::Store& store, const absl::flat_hash_set<std::string>& ids)
      : store_(store), ids_(ids) {}

  bool Has(SliceId slice) {
    if (ids_.empty()) return true;
    const auto [known, is_new] = by_slice_.try_emplace(slice, false);
    if (is_new) known->second = ids_.contains(store_.SliceOf(slice).indicator.text());
    return known->second;
  }

 private:
  const store::Store& store_;
  const absl::flat_hash_set<std::string>& ids_;
  absl::flat_hash_map<SliceId, bool> by_slice_;
};

absl::Time AsOf(const View& view) { return view.as_of.value_or(absl::InfiniteFuture()); }

}  // namespace

absl::StatusOr<std::vector<domain::Series>> SeriesOf(
    const OdsCode& organisation, const View& view, const store::Store& store,
    const absl::flat_hash_set<std::string>& indicators) {
  IndicatorChoice choice(store, indicators);
  PointCollector collector(view.include_revisions);
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
    TRUSTWATCH_RETURN_IF_ERROR(reader->EachObservation(
        organisation, std::nullopt, view.days, AsOf(view), [&](const RecordedObservation& row) {
          if (choice.Has(row.slice)) collector.Add(row);
        }));
  }  // Given back before anybody looks at what was read: a slow caller must not hold the store.
  std::vector<domain::Series> all;
  for (auto& [slice, points] : collector.Finish()) {
    all.push_back({organisation, store.SliceOf(slice), std::move(points)});
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.slice < b.slice; });
  return all;
}

SeriesReader::SeriesReader(const store::Store& store,
                           const base::Published<domain::Definitions>& definitions)
    : store_(store), definitions_(definitions) {}

absl::StatusOr<domain::Series> SeriesReader::One(const SeriesName& name, const View& view) const {
  TRUSTWATCH_RETURN_IF_ERROR(CheckView(view));
  const auto definitions = definitions_.Get();
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(const OdsCode organisation,
                              OrganisationNamed(name.organisation, *definitions, *reader));
  TRUSTWATCH_ASSIGN_OR_RETURN(domain::Slice slice, SliceNamed(name, store_, *definitions));

  const std::optional<SliceId> id = store_.FindSlice(slice);
  domain::Series series{organisation, std::move(slice), {}};
  if (!id) return series;
  PointCollector collector(view.include_revisions);
  TRUSTWATCH_RETURN_IF_ERROR(
      reader->EachObservation(organisation, *id, view.days, AsOf(view),
                              [&](const RecordedObservation& row) { collector.Add(row); }));
  series.points = std::move(collector.Finish()[*id]);
  return series;
}

absl::Status SeriesReader::Each(const SeriesFilter& filter, const View& view,
                                const std::function<bool(const domain::Series&)>& visit) const {
  TRUSTWATCH_RETURN_IF_ERROR(CheckView(view));
  const auto definitions = definitions_.Get();
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto indicators, IndicatorsNamed(filter, *definitions));
  std::vector<OdsCode> organisations;
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(organisations, OrganisationsNamed(filter, *definitions, *reader));
  }
  for (const OdsCode& organisation : organisations) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<domain::Series> all,
                                SeriesOf(organisation, view, store_, indicators));
    for (const domain::Series& series : all) {
      if (!visit(series)) return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::insight
