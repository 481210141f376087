#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/database.h"
#include "daemon/store/statement.h"
#include "daemon/store/submission_rows.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kInsertFinding = R"sql(
INSERT INTO findings (submission_id, ordinal, observation_index, level, reason, field, value,
                      message, cure, related_indexes, explanation)
VALUES (:submission_id, :ordinal, :observation_index, :level, :reason, :field, :value, :message,
        :cure, :related_indexes, :explanation)
)sql";

constexpr std::string_view kReadFindings = R"sql(
SELECT observation_index, level, reason, field, value, message, cure, related_indexes, explanation
FROM findings
WHERE submission_id = :submission_id
ORDER BY ordinal
)sql";

// 3,17 as the table keeps it.
std::vector<std::int32_t> IndexesOf(std::string_view text) {
  std::vector<std::int32_t> indexes;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    std::int32_t index = 0;
    const auto [after, error] = std::from_chars(at, end, index);
    if (error != std::errc()) break;  // the table's CHECK lets digits and commas in only
    indexes.push_back(index);
    at = after == end ? end : after + 1;
  }
  return indexes;
}

domain::Finding FindingOfRow(const Statement& row) {
  return {.observation_index = static_cast<std::int32_t>(row.Integer(0)),
          .level = static_cast<domain::Level>(row.Integer(1)),
          .reason = std::string(row.Text(2)),
          .field = std::string(row.Text(3)),
          .value = std::string(row.Text(4)),
          .message = std::string(row.Text(5)),
          .cure = std::string(row.Text(6)),
          .related_indexes = IndexesOf(row.Text(7)),
          .explanation = std::string(row.Text(8))};
}

}  // namespace

absl::Status InsertFindings(Database& db, domain::SubmissionId id,
                            const std::vector<domain::Finding>& findings) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertFinding));
  insert.Bind(":submission_id", id);
  std::int64_t ordinal = 0;
  for (const domain::Finding& finding : findings) {
    const std::string related = fmt::format("{}", fmt::join(finding.related_indexes, ","));
    insert.Bind(":ordinal", ordinal++);
    insert.Bind(":observation_index", finding.observation_index);
    insert.Bind(":level", static_cast<std::int64_t>(finding.level));
    insert.BindText(":reason", finding.reason);
    insert.BindText(":field", finding.field);
    insert.BindText(":value", finding.value);
    insert.BindText(":message", finding.message);
    insert.BindText(":cure", finding.cure);
    insert.BindText(":related_indexes", related);
    insert.BindText(":explanation", finding.explanation);
    TRUSTWATCH_RETURN_IF_ERROR(insert.Run());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<domain::Finding>> ReadFindings(Database& db, domain::SubmissionId id) {
  std::vector<domain::Finding> findings;
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadFindings));
  query.Bind(":submission_id", id);
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return findings;
    findings.push_back(FindingOfRow(query));
  }
}

}  // namespace trustwatch::store
