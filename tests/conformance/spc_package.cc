#include "tests/conformance/spc_package.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "daemon/stats/assurance.h"
#include "tests/conformance/kleene.h"

namespace trustwatch::conformance {
namespace {

constexpr std::size_t kWindow = 7;

bool RebaseIsNamed(const SpcSeries& series, const std::vector<SpcSeries>& run) {
  if (series.facet.empty()) return false;
  return series.point_rows.size() > series.rows ||
         std::any_of(run.begin(), run.end(), [&series](const SpcSeries& other) {
           return other.rebase_dates != series.rebase_dates;
         });
}

std::vector<SpcInputRow> ByDate(const SpcSeries& series) {
  std::vector<SpcInputRow> rows = series.inputs;
  std::stable_sort(rows.begin(), rows.end(), [](const SpcInputRow& a, const SpcInputRow& b) {
    if (a.date.empty() || b.date.empty()) return !a.date.empty() && b.date.empty();
    return a.date < b.date;
  });
  return rows;
}

// Whether all seven rows may rise (or fall), and at least one step is unknown: the package then
// asks "if (NA)" and stops.
bool StopsOnUnknown(std::span<const SpcInputRow> window, bool rising) {
  Kleene all = Kleene::kTrue;
  for (std::size_t i = 1; i < window.size(); ++i) {
    const double step = window[i].value - window[i - 1].value;
    all = And(all, rising ? Less(0, step) : Less(step, 0));
  }
  return all == Kleene::kUnknown;
}

bool StopsOnUnknown(const Arranged& arranged) {
  const std::span<const SpcInputRow> rows = arranged.rows;
  for (std::size_t g = 0; g < arranged.groups.size(); ++g) {
    const std::size_t end = g + 1 < arranged.groups.size() ? arranged.groups[g + 1] : rows.size();
    for (std::size_t first = arranged.groups[g]; first + kWindow <= end; ++first) {
      const auto window = rows.subspan(first, kWindow);
      if (StopsOnUnknown(window, true) || StopsOnUnknown(window, false)) return true;
    }
  }
  return false;
}

bool HasDateTwice(const SpcSeries& series) {
  std::set<std::string> dates;
  return !std::all_of(series.inputs.begin(), series.inputs.end(),
                      [&dates](const auto& row) { return dates.insert(row.date).second; });
}

}  // namespace

Arranged Arrange(const SpcSeries& series, const std::vector<SpcSeries>& run) {
  const bool named = RebaseIsNamed(series, run);
  Arranged arranged;
  for (const SpcInputRow& row : ByDate(series)) {
    const auto times = row.date.empty() ? 0
                                        : std::count(series.rebase_dates.begin(),
                                                     series.rebase_dates.end(), row.date);
    for (auto i = named ? std::max(times, decltype(times){1}) : 1; i > 0; --i) {
      if (times > 0 || arranged.rows.empty()) arranged.groups.push_back(arranged.rows.size());
      arranged.rows.push_back(row);
      arranged.rebased.push_back(times > 0);
    }
  }
  return arranged;
}

std::optional<Refusal> RefusalOf(const std::vector<SpcSeries>& run) {
  for (const SpcSeries& series : run) {
    if (series.inputs.empty()) return Refusal::kNoRows;
    if (series.fix_after.has_value() && !(*series.fix_after >= 12)) return Refusal::kFixBelowTwelve;
    if (!BetterOf(series.direction).has_value()) return Refusal::kDirection;
    if (HasDateTwice(series)) return Refusal::kDateTwice;
  }
  for (const SpcSeries& series : run) {
    if (StopsOnUnknown(Arrange(series, run))) return Refusal::kMissingValue;
  }
  return std::nullopt;
}

std::optional<stats::Better> BetterOf(const std::string& direction) {
  using stats::Better;
  if (direction.empty()) return std::nullopt;
  for (const auto& [name, better] : {std::pair<std::string, Better>{"increase", Better::kHigher},
                                     {"decrease", Better::kLower},
                                     {"neutral", Better::kNeither}}) {
    if (name.starts_with(direction)) return better;
  }
  return std::nullopt;
}

}  // namespace trustwatch::conformance
