#include "daemon/insight/comparison_reader.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/register.h"
#include "daemon/domain/series.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/compared_period.h"
#include "daemon/insight/names.h"
#include "daemon/insight/points.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {
namespace {

using domain::Organisation;
using domain::Period;
using store::RecordedObservation;

using Organisations = std::vector<const Organisation*>;

// What a comparison rests on.
struct Figures {
  std::optional<Period> period;
  std::vector<PeerFigure> figures;
};

absl::StatusOr<Organisations> OrganisationsAsked(const ComparisonQuery& query,
                                                 const domain::Register& all) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto kinds, KindsNamed(query.kinds, all));
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto regions, RegionsNamed(query.regions, all));
  Organisations asked;
  for (const Organisation& one : all.organisations()) {
    if (!kinds.empty() && !kinds.contains(one.kind)) continue;
    if (!regions.empty() && !regions.contains(one.region)) continue;
    asked.push_back(&one);
  }
  return asked;
}

absl::StatusOr<std::optional<Period>> PeriodAsked(const ComparisonQuery& query,
                                                  const domain::Span& span) {
  if (!query.last_day.has_value()) return std::optional<Period>();
  const auto period = Period::Ending(*query.last_day, span);
  if (period.ok()) return std::optional(*period);
  base::Error error = base::ErrorOf(period.status());
  error.field = "last_day";
  return error.ToStatus();
}

PeerFigure MakeFigure(const Organisation& one, std::optional<domain::Value> value) {
  return {.organisation = one.code,
          .name = one.Name(),
          .kind = one.kind,
          .region = one.region,
          .value = std::move(value)};
}

// One slice as of an instant. Borrows the reader, which is used during calls only.
class SliceRows {
 public:
  SliceRows(store::Reader& reader, store::SliceId slice, absl::Time as_of)
      : reader_(reader), slice_(slice), as_of_(as_of) {}

  // Those that have a standing value, oldest first.
  absl::StatusOr<std::vector<history::Ordinal>> Periods(const Organisation& organisation,
                                                        domain::Span span) const {
    std::vector<history::Ordinal> periods;
    TRUSTWATCH_RETURN_IF_ERROR(Each(organisation, {}, [&](const RecordedObservation& row) {
      // All rows of a period stand together.
      if (row.withdrawn_at.has_value()) return;
      const history::Ordinal at = history::OrdinalOf(row.period.last(), span);
      if (periods.empty() || periods.back() != at) periods.push_back(at);
    }));
    return periods;
  }

  // Absent if none stands.
  absl::StatusOr<std::optional<domain::Value>> ValueIn(const Organisation& organisation,
                                                       const Period& period) const {
    std::vector<RecordedObservation> rows;
    TRUSTWATCH_RETURN_IF_ERROR(Each(organisation, {.from = period.last(), .to = period.last()},
                                    [&](const RecordedObservation& row) {
                                      if (row.period == period) rows.push_back(row);
                                    }));
    std::optional<domain::Point> point;
    if (!rows.empty()) point = MakePoint(rows, /*include_revisions=*/false);
    if (!point.has_value()) return std::optional<domain::Value>();
    return std::optional(std::move(point->current.value));
  }

 private:
  template <typename Visit>
  absl::Status Each(const Organisation& organisation, store::LastDays days,
                    const Visit& visit) const {
    return reader_.EachObservation(organisation.code, slice_, days, as_of_, visit);
  }

  store::Reader& reader_;
  const store::SliceId slice_;
  const absl::Time as_of_;
};

// Of those that have ever reported, what they say of the period.
absl::StatusOr<Figures> FiguresOf(const SliceRows& rows, const Organisations& organisations,
                                  const Period& period, domain::Span span) {
  Figures read{.period = period, .figures = {}};
  for (const Organisation* one : organisations) {
    if (!one->IsOpenIn(period)) continue;
    TRUSTWATCH_ASSIGN_OR_RETURN(auto value, rows.ValueIn(*one, period));
    if (!value.has_value()) {
      TRUSTWATCH_ASSIGN_OR_RETURN(const auto periods, rows.Periods(*one, span));
      if (periods.empty()) continue;
    }
    read.figures.push_back(MakeFigure(*one, std::move(value)));
  }
  return read;
}

// The same for the newest period that they can be compared at.
absl::StatusOr<Figures> NewestFiguresOf(const SliceRows& rows, const Organisations& organisations,
                                        domain::Span span) {
  Organisations reporting;
  std::vector<std::vector<history::Ordinal>> periods;
  for (const Organisation* one : organisations) {
    TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<history::Ordinal> own, rows.Periods(*one, span));
    if (own.empty()) continue;
    reporting.push_back(one);
    periods.push_back(std::move(own));
  }
  std::vector<ReportedPeriods> reported;
  for (std::size_t i = 0; i < reporting.size(); ++i) {
    reported.push_back({.organisation = reporting[i], .periods = &periods[i]});
  }
  const std::optional<ComparedPeriod> compared = PeriodToCompare(reported, span);
  if (!compared) return Figures{};
  Figures read{.period = compared->period, .figures = {}};
  for (const std::size_t i : compared->among) {
    std::optional<domain::Value> value;
    if (std::binary_search(periods[i].begin(), periods[i].end(), compared->at)) {
      TRUSTWATCH_ASSIGN_OR_RETURN(value, rows.ValueIn(*reporting[i], compared->period));
    }
    read.figures.push_back(MakeFigure(*reporting[i], std::move(value)));
  }
  return read;
}

// Gives its reader back.
absl::StatusOr<Figures> Read(const store::Store& store, const domain::Slice& slice,
                             std::optional<Period> period, std::optional<absl::Time> as_of,
                             const Organisations& organisations) {
  const std::optional<store::SliceId> id = store.FindSlice(slice);
  if (!id.has_value()) return Figures{.period = period, .figures = {}};
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  const SliceRows rows(*reader, *id, as_of.value_or(absl::InfiniteFuture()));
  return period.has_value() ? FiguresOf(rows, organisations, *period, slice.span)
                            : NewestFiguresOf(rows, organisations, slice.span);
}

}  // namespace

ComparisonReader::ComparisonReader(const store::Store& store,
                                   const base::Published<domain::Definitions>& definitions)
    : store_(store), definitions_(definitions) {}

absl::StatusOr<Comparison> ComparisonReader::Compare(const ComparisonQuery& query) const {
  const auto definitions = definitions_.Get();
  TRUSTWATCH_ASSIGN_OR_RETURN(domain::Slice slice, SliceNamed({.organisation = {},
                                                               .indicator = query.indicator,
                                                               .breakdown = query.breakdown,
                                                               .span = query.span},
                                                              store_, *definitions));
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto period, PeriodAsked(query, slice.span));
  TRUSTWATCH_ASSIGN_OR_RETURN(const Organisations organisations,
                              OrganisationsAsked(query, definitions->organisations));
  TRUSTWATCH_ASSIGN_OR_RETURN(Figures read,
                              Read(store_, slice, period, query.as_of, organisations));
  const domain::Indicator* const indicator = definitions->catalogue.Find(slice.indicator.text());
  return CompareFigures({.slice = std::move(slice),
                         .period = read.period,
                         .indicator = indicator,
                         .figures = std::move(read.figures),
                         .include_curve = query.include_curve});
}

}  // namespace trustwatch::insight
