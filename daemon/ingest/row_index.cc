#include "daemon/ingest/row_index.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "daemon/domain/catalogue.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/period_table.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/slice_table.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

Words Duplicate(const Row& row, std::vector<std::int32_t> others) {
  const std::string id = row.rules->indicator->id.text();
  const std::string breakdown(*row.breakdown);
  const std::string period = row.period->period.ToString();
  return {.reason = "DUPLICATE_ROW",
          .field = "indicator",
          .value = id,
          .message = fmt::format("{}{}{} for {} stands in this submission {}", id,
                                 breakdown.empty() ? "" : " ", breakdown, period,
                                 others.size() == 1 ? "twice" : "more than once"),
          .cure = "keep the row that is right; a breakdown or another period makes another figure",
          .related_indexes = std::move(others)};
}

}  // namespace

RowIndex::RowIndex(const Rulebook& rulebook, std::vector<Row>& rows, Findings& findings)
    : slices_(rulebook, rows.size()) {
  first_rows_.reserve(rows.size());
  std::map<std::int32_t, std::vector<std::int32_t>> others;  // by row, in the order of the draft
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row& row = rows[i];
    if (!row.HasKey()) continue;
    row.slice = slices_.Number(*row.rules, *row.breakdown, row.period->span);
    const auto index = static_cast<std::int32_t>(i);
    const auto [entry, is_first] = first_rows_.try_emplace(KeyOf(row.slice, *row.period), index);
    if (is_first) continue;
    others[entry->second].push_back(index);
    others[index].push_back(entry->second);
  }
  for (const auto& entry : others) {
    const auto index = static_cast<std::size_t>(entry.first);
    findings.Add(index, domain::Level::kRefuse,
                 [&] { return Duplicate(rows[index], entry.second); });
  }
}

std::optional<std::int32_t> RowIndex::Find(const IndicatorRules& rules, absl::string_view breakdown,
                                           const PeriodFacts& period) const {
  const std::int32_t slice = slices_.Find(rules, breakdown, period.span);
  if (slice == SliceTable::kNone) return std::nullopt;
  const auto found = first_rows_.find(KeyOf(slice, period));
  if (found == first_rows_.end()) return std::nullopt;
  return found->second;
}

}  // namespace trustwatch::ingest
