#include "daemon/samples/as_of_series.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/history/series_source.h"
#include "daemon/insight/past_reader.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::samples {

absl::StatusOr<const AsOfSeries::Part*> AsOfSeries::PartOf(
    const store::Store& store, const domain::OdsCode& organisation) const {
  const auto known = parts_.find(organisation);
  if (known != parts_.end()) return &known->second;
  TRUSTWATCH_ASSIGN_OR_RETURN(Part part,
                              insight::ReadAsOf(store, definitions_, organisation, as_of_, sight_));
  std::sort(part.begin(), part.end(),
            [](const auto& a, const auto& b) { return a.slice_id < b.slice_id; });
  return &parts_.emplace(organisation, std::move(part)).first->second;
}

absl::Status AsOfSeries::Copy(const store::Store& store, const domain::OdsCode& organisation,
                              store::SliceId slice, history::SeriesPast& past) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const Part* const part, PartOf(store, organisation));
  const auto found =
      std::lower_bound(part->begin(), part->end(), slice,
                       [](const auto& series, auto id) { return series.slice_id < id; });
  if (found == part->end() || found->slice_id != slice) {
    past = {};
  } else {
    past = found->past;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<store::SliceId>> AsOfSeries::Slices(
    const store::Store& store, const domain::OdsCode& organisation) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const Part* const part, PartOf(store, organisation));
  std::vector<store::SliceId> slices;
  slices.reserve(part->size());
  for (const insight::OrganisationSeries& series : *part) slices.push_back(series.slice_id);
  return slices;
}

}  // namespace trustwatch::samples
