#include "daemon/insight/return_counts.h"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/insight/expected.h"

namespace trustwatch::insight {
namespace {

// Where the latest periods of an organisation are kept while its figures are looked up: a place for
// each slice that some figure asks for, found by slice key without hashing names again and again.
class LatestPeriods {
 public:
  explicit LatestPeriods(const std::vector<ExpectedFigure>& figures) {
    for (const ExpectedFigure& figure : figures) {
      const domain::Slice slice{figure.item->indicator, "", figure.item->span};
      places_.push_back(place_of_slice_.try_emplace(slice, place_of_slice_.size()).first->second);
    }
  }

  // Makes `one` the organisation asked about; nullptr: one that has nothing.
  void Look(const OrganisationLatest* one) {
    periods_.assign(place_of_slice_.size(), std::nullopt);
    if (one == nullptr) return;
    for (const LatestValue& value : one->values) {
      if (const int place = PlaceOf(value); place != kNone) {
        periods_[static_cast<std::size_t>(place)] = value.period;
      }
    }
  }

  // Of the figure with this index.
  const std::optional<domain::Period>& Of(std::size_t figure) const {
    return periods_[places_[figure]];
  }

 private:
  static constexpr int kNone = -1;
  static constexpr int kNotLookedUp = -2;

  int PlaceOf(const LatestValue& value) {
    const auto key = static_cast<std::size_t>(value.slice_key);
    if (key >= place_of_key_.size()) place_of_key_.resize(key + 1, kNotLookedUp);
    int& place = place_of_key_[key];
    if (place == kNotLookedUp) {
      const auto found = place_of_slice_.find(*value.slice);
      place = found == place_of_slice_.end() ? kNone : static_cast<int>(found->second);
    }
    return place;
  }

  absl::flat_hash_map<domain::Slice, std::size_t> place_of_slice_;
  std::vector<std::size_t> places_;  // of the figures
  std::vector<int> place_of_key_;
  std::vector<std::optional<domain::Period>> periods_;  // by place
};

}  // namespace

std::vector<ReturnCount> CountReturns(const domain::Definitions& definitions,
                                      const LatestSnapshot& latest, absl::Time now) {
  const auto figures = FiguresExpectedIn(definitions, LastCompleteMonth(now));
  LatestPeriods periods(figures);
  std::vector<ReturnCount> counts;
  auto part = latest.begin();
  for (const domain::Organisation& organisation : definitions.organisations.organisations()) {
    while (part != latest.end() && (*part)->organisation < organisation.code) ++part;
    const bool has_values = part != latest.end() && (*part)->organisation == organisation.code;
    periods.Look(has_values ? part->get() : nullptr);
    const domain::Return* last = nullptr;  // figures of one return stand together
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (!Owes(organisation, figures[i])) continue;
      if (figures[i].owed != std::exchange(last, figures[i].owed)) {
        counts.push_back({.organisation = &organisation, .owed = last});
      }
      ReturnCount& count = counts.back();
      const bool is_received = periods.Of(i) == figures[i].period;
      ++count.owed_count;
      if (is_received) ++count.received_count;
      if (!is_received && figures[i].due_at < now) ++count.overdue_count;
    }
  }
  return counts;
}

}  // namespace trustwatch::insight
