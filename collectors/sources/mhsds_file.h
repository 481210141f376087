#ifndef TRUSTWATCH_COLLECTORS_SOURCES_MHSDS_FILE_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_MHSDS_FILE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "collectors/sources/progress.h"
#include "collectors/sources/source_row.h"

// The monthly and time-series CSV of the Mental Health Services Data Set, as NHS England publishes
// it: quoted or not, gzip or not, columns found by name.
namespace trustwatch::sources {

enum class MhsdsOutcome : std::uint8_t {
  kFigure,      // `source` holds it; suppressed ones too
  kOutOfScope,  // a good row that is not about one provider as a whole, or a re-cut one
  kFault,       // a row that cannot be read
};

// Why a row is not a figure. Stable: reports are grouped by them.
inline constexpr std::string_view kOutOfScopeBreakdown = "OUT_OF_SCOPE_BREAKDOWN";
inline constexpr std::string_view kOutOfScopeStatus = "OUT_OF_SCOPE_STATUS";  // Adhoc
inline constexpr std::string_view kFaultRow = "ROW_MALFORMED";  // cells, quotes, bytes
inline constexpr std::string_view kFaultStatus = "STATUS_UNKNOWN";
inline constexpr std::string_view kFaultLevel = "LEVEL_MALFORMED";
inline constexpr std::string_view kFaultOrganisation = "ORGANISATION_ABSENT";
inline constexpr std::string_view kFaultMeasure = "MEASURE_ABSENT";
inline constexpr std::string_view kFaultPeriod = "PERIOD_MALFORMED";
inline constexpr std::string_view kFaultValue = "VALUE_MALFORMED";
inline constexpr std::string_view kFaultDuplicate = "DUPLICATE_FIGURE";

// One data row, whatever it says.
struct MhsdsRow {
  MhsdsOutcome outcome = MhsdsOutcome::kFigure;
  std::string_view reason;  // one of the above; empty for kFigure
  // kFigure: organisation = PRIMARY_LEVEL, indicator = MEASURE_ID, breakdown empty or
  // ethnicity:white. Its place is that of MEASURE_VALUE. Else only place.row is meant.
  SourceRow source;
  ShapeFault detail;  // kOutOfScope, kFault: the row, column and value that decided, and the cure
};

// Reads the file once and calls `visit` for every data row in the order of the file, so that the
// sums over the outcomes equal the number of data rows. The row is only valid during the call. An
// error that `visit` returns ends the reading and is returned.
//
// What is read how:
// - Scope comes first: BREAKDOWN Provider, Provider of Responsibility or Sending Provider (in any
//   case) is the provider as a whole; Provider; Ethnicity is a breakdown; all else is out of scope
//   and not looked at further. Then STATUS Adhoc is out of scope.
// - STATUS is trimmed, in any case: Provisional is provisional, Performance refreshed, Final final.
// - The row is dated by REPORTING_PERIOD_END, day first, the last day of a month. START counts only
//   if it is the first of a month, read day first or month first, 1 to 60 months before that.
// - MEASURE_VALUE is an integer or a decimal, or * for suppressed. Nothing else.
// - A breakdown is ethnicity:SLUG. SLUG is the SECONDARY_LEVEL with ASCII letters in lower case,
//   digits kept, and each run of other bytes one '_', none at the ends.
// - MEASURE_ID says which measure; MEASURE_NAME changes from year to year and is not looked at.
// - The second row of one organisation, measure, period, breakdown and status is a fault that names
//   the first. Provider and Provider of Responsibility count as one and the same here.
//
// Errors of the whole file: kNotFound with reason FILE_NOT_FOUND, kPermissionDenied with
// FILE_UNREADABLE, kInvalidArgument with HEADER_UNKNOWN (every missing and unknown column named) or
// FILE_BROKEN (not text, a damaged gzip, a quote that never ends; rows before it were visited).
// Streaming: the memory is the keys of the figures, about 60 bytes each. About half a million rows
// a second. Safe from any thread.
absl::Status EachRow(const std::filesystem::path& path,
                     const std::function<absl::Status(const MhsdsRow&)>& visit,
                     const ProgressCallback& progress = {});

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_MHSDS_FILE_H_
