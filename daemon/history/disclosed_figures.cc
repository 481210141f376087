#include "daemon/history/disclosed_figures.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/history/disclosure.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_source.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::history {
namespace {

const domain::Indicator* IndicatorOf(const domain::Definitions& definitions,
                                     const domain::Slice& slice) {
  return definitions.catalogue.Find(slice.indicator.text());
}

// Of a slice of the family: they are in order.
std::size_t PlaceOf(std::span<const store::SliceId> slices, store::SliceId slice) {
  return static_cast<std::size_t>(std::lower_bound(slices.begin(), slices.end(), slice) -
                                  slices.begin());
}

}  // namespace

DisclosedFigures::Family* DisclosedFigures::Families::Of(store::SliceId slice) {
  const auto found = place_of.find(slice);
  return found == place_of.end() || !found->second ? nullptr : &all[*found->second];
}

DisclosedFigures::Part& DisclosedFigures::PartOf(const domain::OdsCode& organisation) const {
  const base::MutexLock lock(mutex_);
  std::unique_ptr<Part>& part = parts_[organisation];
  if (part == nullptr) part = std::make_unique<Part>();
  return *part;
}

void DisclosedFigures::Apply(const store::Committed& committed) {
  Part& part = PartOf(committed.organisation);
  const base::MutexLock lock(part.mutex);
  ++part.applied_count;
  Families& families = part.families;
  if (families.definitions == nullptr) return;
  if (committed.kind != store::Committed::Kind::kSubmission) {
    families = {};
    return;
  }
  for (const store::NewObservation& row : *committed.observations) {
    if (!families.place_of.contains(row.slice)) {  // a series more, which is rare
      families = {};
      return;
    }
    Family* const family = families.Of(row.slice);
    if (family != nullptr) family->disclosed.clear();
  }
}

absl::StatusOr<DisclosedFigures::Families> DisclosedFigures::MakeFamilies(
    const store::Store& store, const domain::OdsCode& organisation) const {
  Families made{.definitions = definitions_.Get()};
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<store::SliceId> slices,
                              figures_.Slices(store, organisation));
  std::map<std::pair<domain::IndicatorId, domain::Span>, std::size_t> places;
  for (const store::SliceId id : slices) {
    const domain::Slice& slice = store.SliceOf(id);
    if (DisclosureOf(IndicatorOf(*made.definitions, slice)) == Disclosure::kAsTheyStand) {
      made.place_of[id] = std::nullopt;
      continue;
    }
    const auto [place, is_new] =
        places.try_emplace(std::pair(slice.indicator, slice.span), made.all.size());
    if (is_new) made.all.emplace_back();
    made.all[place->second].slices.push_back(id);
    made.place_of[id] = place->second;
  }
  return made;
}

absl::Status DisclosedFigures::Disclose(const store::Store& store,
                                        const domain::OdsCode& organisation,
                                        const domain::Definitions& definitions,
                                        Family& family) const {
  TRUSTWATCH_RETURN_IF_ERROR(
      figures_.CopyAll(store, organisation, family.slices, family.disclosed));
  std::vector<FamilySeries> series;
  series.reserve(family.slices.size());
  for (std::size_t i = 0; i < family.slices.size(); ++i) {
    series.push_back({.breakdown = store.SliceOf(family.slices[i]).breakdown,
                      .figures = std::move(family.disclosed[i])});
  }
  history::Disclose(IndicatorOf(definitions, store.SliceOf(family.slices.front())), series);
  for (std::size_t i = 0; i < series.size(); ++i) {
    family.disclosed[i] = std::move(series[i].figures);
  }
  return absl::OkStatus();
}

template <typename Use>
absl::Status DisclosedFigures::With(const store::Store& store, const domain::OdsCode& organisation,
                                    const Use& use) const {
  Part& part = PartOf(organisation);
  // A round is lost only to a commit of this very organisation while its series are listed, and to
  // new definitions.
  while (true) {
    std::uint64_t applied_before = 0;
    {
      const base::MutexLock lock(part.mutex);
      if (part.families.definitions == definitions_.Get()) {
        use(part.families, part.applied_count);
        return absl::OkStatus();
      }
      applied_before = part.applied_count;
    }
    TRUSTWATCH_ASSIGN_OR_RETURN(Families made, MakeFamilies(store, organisation));
    const base::MutexLock lock(part.mutex);
    if (part.applied_count == applied_before) part.families = std::move(made);
  }
}

void DisclosedFigures::Keep(const domain::OdsCode& organisation, store::SliceId slice,
                            const Stale& made) const {
  Part& part = PartOf(organisation);
  const base::MutexLock lock(part.mutex);
  if (part.applied_count != made.applied_count || part.families.definitions != made.definitions) {
    return;
  }
  Family* const family = part.families.Of(slice);
  if (family != nullptr && family->slices == made.family.slices) *family = made.family;
}

absl::Status DisclosedFigures::Copy(const store::Store& store, const domain::OdsCode& organisation,
                                    store::SliceId slice, SeriesPast& past) const {
  bool is_as_it_stands = false;
  std::optional<Stale> stale;
  TRUSTWATCH_RETURN_IF_ERROR(
      With(store, organisation, [&](Families& families, std::uint64_t applied_count) {
        past.figures.Clear();
        const auto found = families.place_of.find(slice);
        if (found == families.place_of.end()) return;
        const Family* const family = families.Of(slice);
        if (family == nullptr) {
          is_as_it_stands = true;
        } else if (family->disclosed.empty()) {
          stale = Stale{.applied_count = applied_count,
                        .definitions = families.definitions,
                        .family = *family};
        } else {
          past.figures = family->disclosed[PlaceOf(family->slices, slice)];
        }
      }));
  if (is_as_it_stands) return figures_.Copy(store, organisation, slice, past);
  if (stale) {
    TRUSTWATCH_RETURN_IF_ERROR(Disclose(store, organisation, *stale->definitions, stale->family));
    past.figures = stale->family.disclosed[PlaceOf(stale->family.slices, slice)];
    Keep(organisation, slice, *stale);
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(
      past.step_days, figures_.StepDaysOf(store, organisation, store.SliceOf(slice).indicator));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<store::SliceId>> DisclosedFigures::Slices(
    const store::Store& store, const domain::OdsCode& organisation) const {
  return figures_.Slices(store, organisation);
}

absl::Status DisclosedFigures::AddAffected(const store::Store& store,
                                           const domain::OdsCode& organisation,
                                           std::vector<store::SliceId>& slices) const {
  return With(store, organisation, [&](Families& families, std::uint64_t /*applied_count*/) {
    std::set<const Family*> touched;
    for (const store::SliceId slice : slices) touched.insert(families.Of(slice));
    touched.erase(nullptr);
    for (const Family* const family : touched) {
      slices.insert(slices.end(), family->slices.begin(), family->slices.end());
    }
  });
}

}  // namespace trustwatch::history
