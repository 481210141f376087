#include "daemon/http/figure_families.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/history/figure_word.h"
#include "daemon/history/judge.h"
#include "daemon/history/series_figures.h"
#include "daemon/http/exposition.h"
#include "daemon/http/series_labels.h"
#include "daemon/http/unix_seconds.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/verdicts.h"

namespace trustwatch::http {
namespace {

using insight::LatestValue;

constexpr std::int64_t kSecondMicros = 1'000'000;
constexpr std::size_t kNameAndNumberBytes = 75;  // trustwatch_indicator_latest_..._seconds 1774...

// The last second of the period's last day, UTC.
std::int64_t PeriodEnd(const domain::Period& period) {
  return UnixSeconds(period.last() + std::chrono::days(1)) - 1;
}

// Whole seconds stay whole; microseconds are kept.
double Seconds(absl::Time instant) {
  return static_cast<double>(absl::ToUnixMicros(instant)) / static_cast<double>(kSecondMicros);
}

// The verdicts of one organisation, asked for in order of slice.
class VerdictsInOrder {
 public:
  // nullptr: there are none.
  explicit VerdictsInOrder(const insight::OrganisationVerdicts* verdicts) : verdicts_(verdicts) {}

  const insight::JudgedSeries* Find(std::int32_t slice_key) {
    if (verdicts_ == nullptr) return nullptr;
    const auto& series = verdicts_->series;
    while (next_ < series.size() && static_cast<std::int32_t>(series[next_].slice_id) < slice_key) {
      ++next_;
    }
    const bool is_there =
        next_ < series.size() && static_cast<std::int32_t>(series[next_].slice_id) == slice_key;
    return is_there ? &series[next_] : nullptr;
  }

 private:
  const insight::OrganisationVerdicts* verdicts_;
  std::size_t next_ = 0;
};

const insight::OrganisationVerdicts* VerdictsOf(const domain::OdsCode& organisation,
                                                const insight::VerdictSnapshot& verdicts) {
  const auto& all = verdicts.organisations;
  const auto found = std::lower_bound(
      all.begin(), all.end(), organisation,
      [](const auto& part, const auto& code) { return part->organisation < code; });
  return found != all.end() && (*found)->organisation == organisation ? found->get() : nullptr;
}

// What is shown of a newest figure: a number, or what there is instead, or nothing.
struct Shown {
  std::optional<double> number;
  std::string_view absence;
};

// A verdict may be on a newer period than the value that was taken before it; the next page has
// both.
bool IsOnSamePeriod(const LatestValue& value, const history::SeriesVerdict& judged) {
  const std::optional<std::size_t> latest = judged.verdict.latest;
  return latest && judged.timeline.OrdinalAt(*latest) ==
                       history::OrdinalOf(value.period.last(), judged.timeline.span);
}

Shown ShownOf(const FigureFamilies::Series& series, domain::Sight sight) {
  const LatestValue& value = *series.value;
  if (sight == domain::Sight::kExact) {
    return value.absence.empty() ? Shown{.number = value.number, .absence = ""}
                                 : Shown{.number = std::nullopt, .absence = value.absence};
  }
  if (series.judged == nullptr || !IsOnSamePeriod(value, series.judged->verdict)) return {};
  const history::FigureKind kind = series.judged->latest_kind;
  if (kind == history::FigureKind::kNumber) {
    return {.number = series.judged->verdict.latest_value, .absence = ""};
  }
  return {.number = std::nullopt, .absence = history::FigureWord(kind)};
}

}  // namespace

FigureFamilies::FigureFamilies(const domain::Definitions& definitions,
                               const insight::LatestSnapshot& latest,
                               const insight::VerdictSnapshot& verdicts, domain::Sight sight)
    : sight_(sight) {
  std::string organisation;
  for (const auto& part : latest) {
    organisation.clear();
    AppendLabel("org", part->organisation.text(), organisation);
    VerdictsInOrder judged(VerdictsOf(part->organisation, verdicts));
    for (const LatestValue& value : part->values) {
      series_.push_back({.value = &value,
                         .judged = judged.Find(value.slice_key),
                         .labels_begin = labels_.size()});
      labels_.append(organisation).append(",").append(SliceLabels(value, definitions.catalogue));
    }
  }
}

const std::string& FigureFamilies::SliceLabels(const LatestValue& value,
                                               const domain::Catalogue& catalogue) {
  const auto key = static_cast<std::size_t>(value.slice_key);
  if (key >= slice_labels_.size()) slice_labels_.resize(key + 1);
  std::string& labels = slice_labels_[key];
  if (!labels.empty()) return labels;
  AppendSliceLabels(*value.slice, catalogue, labels);
  return labels;
}

std::size_t FigureFamilies::BytesExpectedOfFamily() const {
  return labels_.size() + series_.size() * kNameAndNumberBytes;
}

std::vector<PageFamily> FigureFamilies::Families() const {
  std::vector<PageFamily> families;
  const auto add = [this, &families](std::string_view name, std::string_view help, auto write) {
    families.push_back({.name = std::string(name),
                        .type = MetricType::kGauge,
                        .help = std::string(help),
                        .write_samples = [this, write](Exposition& page) {
                          ForEachSeries(
                              [&page, &write](const Series& series, std::string_view labels) {
                                write(series, labels, page);
                              });
                        }});
  };
  add("trustwatch_indicator_latest_value",
      "The figure of the newest period, in the indicator's unit (trustwatch_indicator_info). "
      "Absent where there is none: see trustwatch_indicator_latest_absence. Never sum across "
      "indicators.",
      [sight = sight_](const Series& series, std::string_view labels, Exposition& page) {
        const Shown shown = ShownOf(series, sight);
        if (shown.number) page.Sample(labels, *shown.number);
      });
  add("trustwatch_indicator_latest_absence",
      "1 where the newest period has no number; kind says why: nil_return, not_applicable, "
      "suppressed or missing. Ask the trust about what is missing.",
      [sight = sight_](const Series& series, std::string_view labels, Exposition& page) {
        const Shown shown = ShownOf(series, sight);
        if (shown.absence.empty()) return;
        std::string kind;
        AppendLabel("kind", shown.absence, kind);
        page.Sample("", labels, kind, 1);
      });
  add("trustwatch_indicator_latest_period_end_timestamp_seconds",
      "The last second, UTC, of the newest period's last day, in seconds since 1970. Alert when it "
      "falls behind: the series has stopped.",
      [](const Series& series, std::string_view labels, Exposition& page) {
        page.Sample(labels, PeriodEnd(series.value->period));
      });
  add("trustwatch_indicator_latest_revision_timestamp_seconds",
      "When the newest period's value became known, in seconds since 1970. A change without a new "
      "period is a correction.",
      [](const Series& series, std::string_view labels, Exposition& page) {
        page.Sample(labels, Seconds(series.value->known_at));
      });
  add("trustwatch_indicator_latest_status",
      "How settled the newest period's value is: 1 provisional, 2 refreshed, 3 final. Wait for 2 "
      "before you act on a small change.",
      [](const Series& series, std::string_view labels, Exposition& page) {
        page.Sample(labels, static_cast<std::int64_t>(series.value->status));
      });
  add("trustwatch_indicator_revisions",
      "The revision number of the newest period's value: 1 unless it was corrected. Many "
      "corrections are a reason to ask how the figure is made.",
      [](const Series& series, std::string_view labels, Exposition& page) {
        page.Sample(labels, static_cast<std::int64_t>(series.value->revision));
      });
  return families;
}

}  // namespace trustwatch::http
