#include "daemon/insight/compared_now.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/register.h"
#include "daemon/domain/value.h"
#include "daemon/history/disclosure.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/compared_figures.h"
#include "daemon/insight/compared_funnel.h"
#include "daemon/insight/compared_period.h"
#include "daemon/insight/counted.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {
namespace {

// What organisations of the register reported of one slice.
struct Reported {
  const domain::Slice* slice = nullptr;
  std::vector<ReportedPeriods> periods;         // by code
  std::vector<const ComparedFigures*> figures;  // one for each
};

// By indicator.
std::vector<Reported> ReportedBySlice(const VerdictSnapshot& verdicts) {
  std::vector<Reported> all;
  absl::flat_hash_map<store::SliceId, std::size_t> place_of;
  for (const auto& part : verdicts.organisations) {
    const auto* const organisation = verdicts.definitions->organisations.Find(part->organisation);
    if (organisation == nullptr) continue;
    for (const JudgedSeries& series : part->series) {
      if (series.compared == nullptr) continue;
      const auto [place, is_new] = place_of.try_emplace(series.slice_id, all.size());
      if (is_new) all.push_back({.slice = series.slice, .periods = {}, .figures = {}});
      Reported& reported = all[place->second];
      reported.periods.push_back({.organisation = organisation,
                                  .periods = &series.compared->periods,
                                  .begins_earlier = series.compared->begins_earlier});
      reported.figures.push_back(series.compared.get());
    }
  }
  std::sort(all.begin(), all.end(), [](const Reported& a, const Reported& b) {
    return a.slice->indicator < b.slice->indicator;
  });
  return all;
}

// Absent if it has no number that can enter.
std::optional<ComparedPeer> PeerAt(history::Ordinal at, const ComparedFigures& figures,
                                   const domain::OdsCode& organisation,
                                   const domain::Indicator& indicator, domain::Sight sight) {
  const auto found = std::lower_bound(figures.periods.begin(), figures.periods.end(), at);
  if (found == figures.periods.end() || *found != at) return std::nullopt;
  const history::Ratio& ratio =
      figures.ratios[static_cast<std::size_t>(found - figures.periods.begin())];
  if (ratio.denominator == 0) return std::nullopt;
  const double value = indicator.scale * ratio.numerator / ratio.denominator;
  const domain::Number number{
      .value = value, .numerator = ratio.numerator, .denominator = ratio.denominator};
  if (!WhyNotCounted(number, *CountedAs(&indicator)).empty()) return std::nullopt;
  const bool is_exact = sight == domain::Sight::kExact;
  return ComparedPeer{.counted = {.organisation = organisation,
                                  .numerator = ratio.numerator,
                                  .denominator = ratio.denominator},
                      .value = is_exact ? value : history::ShownNumber(indicator, value),
                      .place = {}};
}

// Without the places.
std::optional<ComparedIndicator> Gather(const Reported& reported,
                                        const domain::Indicator& indicator, domain::Sight sight) {
  const auto period = PeriodToCompare(reported.periods, reported.slice->span);
  if (!period) return std::nullopt;
  ComparedIndicator gathered{
      .indicator = indicator.id, .period = period->period, .centre = {}, .peers = {}};
  gathered.peers.reserve(period->among.size());
  for (const std::size_t i : period->among) {
    auto peer = PeerAt(period->at, *reported.figures[i], reported.periods[i].organisation->code,
                       indicator, sight);
    if (peer) gathered.peers.push_back(*peer);
  }
  return gathered;
}

bool HasSameFigures(const ComparedIndicator& a, const ComparedIndicator& b) {
  const auto is_same = [](const ComparedPeer& x, const ComparedPeer& y) {
    return x.counted == y.counted;
  };
  return a.indicator == b.indicator && a.period == b.period &&
         std::equal(a.peers.begin(), a.peers.end(), b.peers.begin(), b.peers.end(), is_same);
}

// nullptr if there is no funnel of them.
std::shared_ptr<const ComparedIndicator> Draw(ComparedIndicator gathered,
                                              const domain::Indicator& indicator) {
  std::vector<CountedPeer> peers;
  peers.reserve(gathered.peers.size());
  for (const ComparedPeer& peer : gathered.peers) peers.push_back(peer.counted);
  absl::StatusOr<DrawnFunnel> drawn = DrawFunnel(indicator, peers, /*with_curve=*/false);
  if (!drawn.ok()) return nullptr;
  gathered.centre = drawn->funnel.centre;
  for (std::size_t i = 0; i < peers.size(); ++i) gathered.peers[i].place = drawn->peers[i];
  return std::make_shared<const ComparedIndicator>(std::move(gathered));
}

}  // namespace

ComparedSnapshot ComparedNow::Of(const VerdictSnapshot& verdicts) {
  if (verdicts.definitions == nullptr) return {};
  const base::MutexLock lock(mutex_);
  const bool has_same_definitions = verdicts.definitions == last_.definitions;
  if (has_same_definitions && verdicts.organisations == last_.organisations) return compared_;
  ComparedSnapshot compared;
  for (const Reported& reported : ReportedBySlice(verdicts)) {
    const auto* const indicator =
        verdicts.definitions->catalogue.Find(reported.slice->indicator.text());
    if (!CountedAs(indicator)) continue;
    std::optional<ComparedIndicator> gathered = Gather(reported, *indicator, sight_);
    if (!gathered) continue;
    const auto old = std::find_if(compared_.begin(), compared_.end(), [&](const auto& one) {
      return has_same_definitions && HasSameFigures(*one, *gathered);
    });
    auto drawn = old != compared_.end() ? *old : Draw(*std::move(gathered), *indicator);
    if (drawn != nullptr) compared.push_back(std::move(drawn));
  }
  last_ = verdicts;
  compared_ = compared;
  return compared;
}

}  // namespace trustwatch::insight
