#include "collectors/cli/batch.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "collectors/cli/arguments.h"
#include "collectors/sources/source_row.h"
#include "trustwatch/v1/submission_service.pb.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {
namespace {

void SetDate(const sources::SourceDate& source, v1::Date& date) {
  date.set_year(source.year);
  date.set_month(source.month);
  date.set_day(source.day);
}

v1::UnitSign SignOf(const sources::Cell& cell) {
  switch (cell.unit) {
    case sources::UnitSign::kNone:
      return v1::UNIT_SIGN_UNSPECIFIED;
    case sources::UnitSign::kPercent:
      return v1::UNIT_SIGN_PERCENT;
    case sources::UnitSign::kPounds:
      return v1::UNIT_SIGN_POUNDS;
  }
  return v1::UNIT_SIGN_UNSPECIFIED;
}

void SetNumber(const sources::Cell& cell, v1::Number& number) {
  if (cell.value.has_value()) number.set_value(*cell.value);
  if (cell.numerator.has_value()) number.set_numerator(*cell.numerator);
  if (cell.denominator.has_value()) number.set_denominator(*cell.denominator);
  number.set_unit_sign(SignOf(cell));
}

void SetValue(const sources::Cell& cell, v1::Value& value) {
  switch (cell.kind) {
    case sources::CellKind::kNumber:
      SetNumber(cell, *value.mutable_number());
      return;
    case sources::CellKind::kNilReturn:
      value.mutable_nil_return();
      return;
    case sources::CellKind::kNotApplicable:
      value.mutable_not_applicable();
      return;
    case sources::CellKind::kSuppressed:
      value.mutable_suppressed();
      return;
    case sources::CellKind::kMissing:
      value.mutable_missing()->set_reason(cell.reason);
      return;
  }
}

v1::Status StatusOf(const sources::SourceRow& row, v1::Status fallback) {
  return row.status.empty() ? fallback : StatusArgument("status", row.status).value_or(fallback);
}

}  // namespace

std::vector<Batch> MakeBatches(std::span<const sources::SourceRow> rows, v1::Status fallback) {
  std::map<std::string, std::size_t> order;  // of organisations, as the file names them
  std::map<std::pair<std::size_t, v1::Status>, Batch> batches;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t place = order.emplace(rows[i].organisation, order.size()).first->second;
    const v1::Status status = StatusOf(rows[i], fallback);
    Batch& batch = batches[{place, status}];
    batch.organisation = rows[i].organisation;
    batch.status = status;
    batch.rows.push_back(i);
  }
  std::vector<Batch> in_order;
  for (auto& [key, batch] : batches) in_order.push_back(std::move(batch));
  return in_order;
}

v1::Observation ToObservation(const sources::SourceRow& row) {
  v1::Observation observation;
  observation.set_indicator(row.indicator);
  observation.set_breakdown(row.breakdown);
  SetDate(row.first_day, *observation.mutable_period()->mutable_first_day());
  SetDate(row.last_day, *observation.mutable_period()->mutable_last_day());
  SetValue(row.cell, *observation.mutable_value());
  observation.set_explanation(row.explanation);
  return observation;
}

v1::SubmitRequest ToRequest(const Batch& batch, std::span<const sources::SourceRow> rows) {
  v1::SubmitRequest request;
  request.set_organisation(batch.organisation);
  request.set_status(batch.status);
  for (const std::size_t row : batch.rows) *request.add_observations() = ToObservation(rows[row]);
  return request;
}

}  // namespace trustwatch::cli
