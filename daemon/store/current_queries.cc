#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/store/current_fold.h"
#include "daemon/store/file_days.h"
#include "daemon/store/observation_queries.h"
#include "daemon/store/observation_rows.h"
#include "daemon/store/reader.h"
#include "daemon/store/statement.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kReadDayBackwards = "SELECT " TRUSTWATCH_OBSERVATION_COLUMNS R"sql(
FROM organisations
JOIN observations USING (organisation_id)
WHERE organisations.ods_code = :ods_code AND observations.last_day = :last_day
ORDER BY observations.slice_id DESC, observations.submission_id DESC
)sql";

constexpr std::string_view kReadAllBackwards = "SELECT " TRUSTWATCH_OBSERVATION_COLUMNS R"sql(
FROM organisations
JOIN observations USING (organisation_id)
WHERE organisations.ods_code = :ods_code
ORDER BY observations.last_day DESC, observations.slice_id DESC, observations.submission_id DESC
)sql";

constexpr std::string_view kReadRevisionMax = R"sql(
SELECT max(observations.revision)
FROM organisations
JOIN observations USING (organisation_id)
WHERE organisations.ods_code = :ods_code AND observations.last_day = :last_day
  AND observations.slice_id = :slice_id
)sql";

constexpr std::string_view kCountSeries = R"sql(
SELECT count(*)
FROM organisations
JOIN series USING (organisation_id)
WHERE organisations.ods_code = :ods_code
)sql";

absl::StatusOr<std::size_t> CountSeries(View view, const domain::OdsCode& code) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, view.db.Prepare(kCountSeries));
  query.BindText(":ods_code", code.text());
  TRUSTWATCH_RETURN_IF_ERROR(query.Step().status());
  return static_cast<std::size_t>(query.Integer(0));
}

// The slices that have been met, and what was current for them.
class Met {
 public:
  bool Has(SliceId slice) const {
    const auto index = static_cast<std::size_t>(slice);
    return index < is_met_.size() && is_met_[index];
  }
  void Add(std::optional<CurrentObservation> current) {
    if (!current.has_value()) return;
    const auto index = static_cast<std::size_t>(current->slice);
    is_met_.resize(std::max(is_met_.size(), index + 1));
    is_met_[index] = true;
    found_.push_back(*std::move(current));
  }
  std::size_t count() const { return found_.size(); }

  std::vector<CurrentObservation> TakeBySlice() {
    std::sort(found_.begin(), found_.end(),
              [](const auto& a, const auto& b) { return a.slice < b.slice; });
    return std::move(found_);
  }

 private:
  std::vector<bool> is_met_;
  std::vector<CurrentObservation> found_;
};

}  // namespace

absl::StatusOr<std::vector<CurrentObservation>> ReadCurrent(View view, const domain::OdsCode& code,
                                                            domain::Day last_day) {
  std::vector<CurrentObservation> found;
  const auto keep = [&found](std::optional<CurrentObservation> current) {
    if (current.has_value()) found.push_back(*std::move(current));
  };
  CurrentFold fold(view.facts, view.periods);
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, view.db.Prepare(kReadDayBackwards));
  query.BindText(":ods_code", code.text());
  query.Bind(":last_day", FileDays(last_day));
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) break;
    const RowKey key = KeyOfRow(query);
    if (fold.IsOther(key)) keep(fold.Take());
    TRUSTWATCH_RETURN_IF_ERROR(fold.Add(key, query));
  }
  keep(fold.Take());
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.period, a.slice) < std::pair(b.period, b.slice);
  });
  return found;
}

absl::StatusOr<int> ReadRevisionMax(View view, const domain::OdsCode& code, SliceId slice,
                                    domain::Day last_day) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, view.db.Prepare(kReadRevisionMax));
  query.BindText(":ods_code", code.text());
  query.Bind(":last_day", FileDays(last_day));
  query.Bind(":slice_id", static_cast<std::int64_t>(slice));
  TRUSTWATCH_RETURN_IF_ERROR(query.Step().status());
  return static_cast<int>(query.Integer(0));  // the maximum of no rows is NULL, which reads as 0
}

absl::StatusOr<std::vector<CurrentObservation>> ReadLatest(View view, const domain::OdsCode& code) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::size_t series, CountSeries(view, code));
  Met met;
  CurrentFold fold(view.facts, view.periods);
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, view.db.Prepare(kReadAllBackwards));
  query.BindText(":ods_code", code.text());
  while (met.count() < series) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) break;
    const RowKey key = KeyOfRow(query);
    if (fold.IsOther(key)) met.Add(fold.Take());
    if (!met.Has(key.slice)) TRUSTWATCH_RETURN_IF_ERROR(fold.Add(key, query));
  }
  met.Add(fold.Take());
  return met.TakeBySlice();
}

absl::Status VisitCurrent(View view, const domain::OdsCode& code,
                          const std::function<void(const CurrentObservation&)>& visit) {
  const auto tell = [&visit](const std::optional<CurrentObservation>& current) {
    if (current.has_value()) visit(*current);
  };
  CurrentFold fold(view.facts, view.periods);
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, view.db.Prepare(kReadAllBackwards));
  query.BindText(":ods_code", code.text());
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) break;
    const RowKey key = KeyOfRow(query);
    if (fold.IsOther(key)) tell(fold.Take());
    TRUSTWATCH_RETURN_IF_ERROR(fold.Add(key, query));
  }
  tell(fold.Take());
  return absl::OkStatus();
}

}  // namespace trustwatch::store
