#include "daemon/samples/facts.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/direction_word.h"
#include "daemon/domain/event_word.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/domain/step_change.h"
#include "daemon/history/series_figures.h"
#include "daemon/samples/held.h"
#include "daemon/samples/instants.h"
#include "daemon/samples/metric.h"

namespace trustwatch::samples {
namespace {

constexpr domain::Day kFirstDay = std::chrono::year(2010) / 1 / 1;
// The asker's clock may be ahead of ours, and that is no reason to say that history is gone.
constexpr std::int64_t kClockAheadMs = 600'000;

Held InMonth(history::Ordinal month) {
  return {.from_ms = PeriodMs(month, domain::kMonth),
          .until_ms = PeriodMs(month + 1, domain::kMonth),
          .value = 1};
}

std::vector<Held> InMonths(domain::Day first, domain::Day last) {
  std::vector<Held> held;
  for (history::Ordinal month = history::OrdinalOf(first, domain::kMonth);
       month <= history::OrdinalOf(last, domain::kMonth); ++month) {
    held.push_back(InMonth(month));
  }
  return held;
}

domain::Day DayOf(absl::Time now) {
  return std::chrono::floor<std::chrono::days>(absl::ToChronoTime(now));
}

void SortByLabels(std::vector<FactSeries>& facts) {
  std::sort(facts.begin(), facts.end(),
            [](const auto& a, const auto& b) { return a.labels < b.labels; });
}

FactSeries EventOn(domain::Day day, OwnedLabels labels) {
  std::erase_if(labels, [](const auto& label) { return label.second.empty(); });
  std::sort(labels.begin(), labels.end());
  return {.metric = Metric::kEvent,
          .labels = std::move(labels),
          .held = {InMonth(history::OrdinalOf(day, domain::kMonth))}};
}

void AddRegisterEvent(const domain::RegisterEvent& event, std::vector<FactSeries>& facts) {
  std::vector<domain::OdsCode> codes = event.from;
  codes.insert(codes.end(), event.to.begin(), event.to.end());
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  for (const domain::OdsCode& code : codes) {
    facts.push_back(
        EventOn(event.first_month, {{"org", code.ToString()},
                                    {"kind", std::string(domain::EventWord(event.kind))},
                                    {"cause", event.note}}));
  }
}

// One series for equal labels, however often it happened.
void Join(std::vector<FactSeries>& facts) {
  std::sort(facts.begin(), facts.end(), [](const FactSeries& a, const FactSeries& b) {
    if (a.labels != b.labels) return a.labels < b.labels;
    return a.held.front().from_ms < b.held.front().from_ms;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (kept > 0 && facts[kept - 1].labels == facts[i].labels) {
      const Held& next = facts[i].held.front();
      if (facts[kept - 1].held.back().from_ms != next.from_ms) {
        facts[kept - 1].held.push_back(next);
      }
      continue;
    }
    if (kept != i) facts[kept] = std::move(facts[i]);
    ++kept;
  }
  facts.resize(kept);
}

}  // namespace

std::vector<FactSeries> EventsOf(const std::vector<domain::StepChange>& changes,
                                 const domain::Register& organisations) {
  std::vector<FactSeries> facts;
  for (const domain::StepChange& change : changes) {
    if (change.withdrawal) continue;
    const auto& indicator = change.what.indicator;
    facts.push_back(EventOn(change.what.first_day,
                            {{"org", change.what.organisation.ToString()},
                             {"indicator", indicator ? indicator->text() : std::string()},
                             {"kind", "step_change"},
                             {"cause", change.what.cause}}));
  }
  for (const domain::RegisterEvent& event : organisations.events()) {
    AddRegisterEvent(event, facts);
  }
  Join(facts);
  return facts;
}

std::vector<FactSeries> OrganisationsOf(const domain::Register& organisations, absl::Time now) {
  std::vector<FactSeries> facts;
  const domain::Day today = DayOf(now);
  for (const domain::Organisation& organisation : organisations.organisations()) {
    FactSeries& fact = facts.emplace_back();
    fact.metric = Metric::kOrganisation;
    fact.labels = {{"icb", organisation.icb},
                   {"kind", organisation.kind},
                   {"name", organisation.Name()},
                   {"org", organisation.code.ToString()},
                   {"region", organisation.region}};
    std::erase_if(fact.labels, [](const auto& label) { return label.second.empty(); });
    fact.held = InMonths(std::max(organisation.opened.value_or(kFirstDay), kFirstDay),
                         std::min(organisation.closed.value_or(today), today));
  }
  SortByLabels(facts);
  return facts;
}

std::vector<FactSeries> IndicatorsOf(const domain::Catalogue& catalogue, absl::Time now) {
  std::vector<FactSeries> facts;
  const std::vector<Held> held = InMonths(kFirstDay, DayOf(now));
  for (const domain::Indicator& indicator : catalogue.indicators()) {
    facts.push_back(
        {.metric = Metric::kIndicatorInfo,
         .labels = {{"direction", std::string(domain::DirectionWord(indicator.direction))},
                    {"indicator", indicator.id.text()},
                    {"title", indicator.name},
                    {"unit", indicator.unit}},
         .held = held});
  }
  SortByLabels(facts);
  return facts;
}

FactSeries UpOf(absl::Time now) {
  const std::int64_t now_ms = ToMs(now);
  return {.metric = Metric::kHistoryUp,
          .labels = {},
          .held = {{.from_ms = NoonMs(kFirstDay), .until_ms = now_ms, .value = 1},
                   {.from_ms = now_ms, .until_ms = now_ms + kClockAheadMs, .value = 1}}};
}

}  // namespace trustwatch::samples
