#include "collectors/sources/mhsds_file.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/sources/csv_reader.h"
#include "collectors/sources/date.h"
#include "collectors/sources/duplicate_finder.h"
#include "collectors/sources/mhsds_header.h"
#include "collectors/sources/progress.h"
#include "collectors/sources/source_row.h"
#include "collectors/sources/text.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

constexpr std::size_t kBreakdownBytesMax = 64;
constexpr std::string_view kTakeAsPublished =
    "compare the row with the publication, and load the next issue of the file once it is mended";

enum class Scope : std::uint8_t { kWhole, kEthnicity, kOut };

Scope ScopeOf(std::string_view breakdown) {
  for (const std::string_view whole :
       {"Provider", "Provider of Responsibility", "Sending Provider"}) {
    if (EqualsIgnoringCase(breakdown, whole)) return Scope::kWhole;
  }
  return EqualsIgnoringCase(breakdown, "Provider; Ethnicity") ? Scope::kEthnicity : Scope::kOut;
}

bool IsNone(std::string_view level) { return level.empty() || EqualsIgnoringCase(level, "NONE"); }

// An integer or a decimal as it is published; nullopt for anything else.
std::optional<double> ReadPublished(std::string_view text) {
  const std::size_t point = text.find('.');
  const bool good = point == std::string_view::npos
                        ? IsDigits(text)
                        : IsDigits(text.substr(0, point)) && IsDigits(text.substr(point + 1));
  if (!good) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} ? std::optional(value) : std::nullopt;
}

// Judges the rows of one file, one after another, in the memory of one row.
class RowJudge {
 public:
  RowJudge(const CsvReader& reader, const MhsdsHeader& header) : reader_(reader), header_(header) {
    row_.source.place.file = reader.name();
    row_.source.place.column = NameOf(MhsdsColumn::kValue);
    row_.detail.place.file = reader.name();
  }

  const MhsdsRow& Judge() {
    row_.outcome = MhsdsOutcome::kFigure;
    row_.reason = {};
    row_.source.place.row = reader_.row();
    // What decides first comes first; each step stops the next ones by its answer.
    [[maybe_unused]] const bool is_figure = ReadScope() && ReadStatus() && ReadLevels() &&
                                            ReadNames() && ReadDates() && ReadValue() && IsFirst();
    return row_;
  }

  const MhsdsRow& Malformed(const ShapeFault& fault) {
    row_.outcome = MhsdsOutcome::kFault;
    row_.reason = kFaultRow;
    row_.source.place.row = fault.place.row;
    row_.detail = fault;
    return row_;
  }

 private:
  std::string_view Text(MhsdsColumn column) const {
    const std::optional<std::size_t> at = header_.At(column);
    return at.has_value() ? Trim(reader_.cells()[*at]) : std::string_view();
  }

  bool Out(MhsdsOutcome outcome, std::string_view reason, MhsdsColumn column,
           std::string_view message, std::string_view cure) {
    row_.outcome = outcome;
    row_.reason = reason;
    row_.detail.place.row = reader_.row();
    row_.detail.place.column.assign(NameOf(column));
    row_.detail.value.assign(Text(column));
    row_.detail.message.assign(message);
    row_.detail.cure.assign(cure);
    return false;
  }

  bool Fault(std::string_view reason, MhsdsColumn column, std::string_view message) {
    return Out(MhsdsOutcome::kFault, reason, column, message, kTakeAsPublished);
  }

  bool ReadScope() {
    scope_ = ScopeOf(Text(MhsdsColumn::kBreakdown));
    if (scope_ != Scope::kOut) return true;
    return Out(MhsdsOutcome::kOutOfScope, kOutOfScopeBreakdown, MhsdsColumn::kBreakdown,
               "is not about one provider as a whole", "nothing needs doing");
  }

  bool ReadStatus() {
    const std::string_view status = Text(MhsdsColumn::kStatus);
    if (EqualsIgnoringCase(status, "Adhoc")) {
      return Out(MhsdsOutcome::kOutOfScope, kOutOfScopeStatus, MhsdsColumn::kStatus,
                 "is a figure cut again for another purpose", "nothing needs doing");
    }
    for (const auto& [published, ours] : {std::pair{"Provisional", "provisional"},
                                          {"Performance", "refreshed"},
                                          {"Final", "final"}}) {
      if (!EqualsIgnoringCase(status, published)) continue;
      row_.source.status.assign(ours);
      return true;
    }
    return Fault(kFaultStatus, MhsdsColumn::kStatus,
                 status.empty() ? "the status is empty" : "is not a status that we know");
  }

  bool ReadLevels() {
    for (const MhsdsColumn column : {MhsdsColumn::kTertiaryLevel, MhsdsColumn::kQuaternaryLevel}) {
      if (!IsNone(Text(column))) return UnexpectedLevel(column);
    }
    const std::string_view level = Text(MhsdsColumn::kSecondaryLevel);
    row_.source.breakdown.clear();
    if (scope_ == Scope::kWhole) {
      return IsNone(level) || UnexpectedLevel(MhsdsColumn::kSecondaryLevel);
    }
    const std::string slug = IsNone(level) ? std::string() : Slug(level);
    constexpr std::string_view kPrefix = "ethnicity:";
    if (slug.empty() || kPrefix.size() + slug.size() > kBreakdownBytesMax) {
      return Fault(kFaultLevel, MhsdsColumn::kSecondaryLevel,
                   "does not name a part of the breakdown in at most 64 bytes");
    }
    row_.source.breakdown.append(kPrefix).append(slug);
    return true;
  }

  bool UnexpectedLevel(MhsdsColumn column) {
    return Fault(kFaultLevel, column, "is a level that this BREAKDOWN does not have");
  }

  bool ReadNames() {
    const std::string_view organisation = Text(MhsdsColumn::kOrganisation);
    const std::string_view measure = Text(MhsdsColumn::kMeasure);
    if (IsNone(organisation)) {
      return Fault(kFaultOrganisation, MhsdsColumn::kOrganisation,
                   "the code of the provider is empty");
    }
    if (IsNone(measure)) {
      return Fault(kFaultMeasure, MhsdsColumn::kMeasure, "the id of the measure is empty");
    }
    row_.source.organisation.assign(organisation);
    row_.source.indicator.assign(measure);
    return true;
  }

  bool ReadDates() {
    const auto last = ReadDay(Text(MhsdsColumn::kEnd));
    if (const auto* complaint = std::get_if<Complaint>(&last)) {
      return Fault(kFaultPeriod, MhsdsColumn::kEnd, complaint->message);
    }
    const auto first = ReadMonthStart(Text(MhsdsColumn::kStart));
    if (const auto* complaint = std::get_if<Complaint>(&first)) {
      return Fault(kFaultPeriod, MhsdsColumn::kStart, complaint->message);
    }
    const SourceSpan span{.first_day = std::get<SourceDate>(first),
                          .last_day = std::get<SourceDate>(last)};
    if (span.last_day != MonthEnd(span.last_day)) {
      return Fault(kFaultPeriod, MhsdsColumn::kEnd, "is not the last day of a month");
    }
    const int months = WholeMonths(span);
    if (months < 1 || months > kPeriodMonthsMax) {
      return Fault(kFaultPeriod, MhsdsColumn::kStart,
                   fmt::format("is not 1 to {} months before the end of the period, {}",
                               kPeriodMonthsMax, ToString(span.last_day)));
    }
    row_.source.first_day = span.first_day;
    row_.source.last_day = span.last_day;
    return true;
  }

  bool ReadValue() {
    const std::string_view text = Text(MhsdsColumn::kValue);
    row_.source.cell.kind = CellKind::kNumber;
    row_.source.cell.value = ReadPublished(text);
    if (row_.source.cell.value.has_value()) return true;
    row_.source.cell.kind = CellKind::kSuppressed;
    if (text == "*") return true;
    return Fault(kFaultValue, MhsdsColumn::kValue,
                 text.empty() ? "the value is empty"
                              : "is neither an integer nor a decimal nor * for suppressed");
  }

  bool IsFirst() {
    const std::optional<std::int64_t> first = duplicates_.FirstRowOf(row_.source);
    if (!first.has_value()) return true;
    return Fault(kFaultDuplicate, MhsdsColumn::kValue,
                 fmt::format("is a figure that row {} has given already: the same provider, "
                             "measure, period, breakdown and status",
                             *first));
  }

  const CsvReader& reader_;
  const MhsdsHeader& header_;
  Scope scope_ = Scope::kOut;
  DuplicateFinder duplicates_;
  MhsdsRow row_;
};

absl::Status Broken(const CsvReader& reader) {
  if (!reader.source_status().ok()) return base::Annotate(reader.source_status(), reader.name());
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "FILE_BROKEN",
                     .message = reader.fault().ToString(),
                     .field = {}}
      .ToStatus();
}

absl::StatusOr<MhsdsHeader> ReadHeader(CsvReader& reader) {
  const CsvReader::Step step = reader.Next();
  if (step == CsvReader::Step::kBroken) return Broken(reader);
  if (step == CsvReader::Step::kEnd) {
    return base::Error{
        .code = absl::StatusCode::kInvalidArgument,
        .reason = "HEADER_UNKNOWN",
        .message = fmt::format("{}: the file is empty; download it again", reader.name()),
        .field = {}}
        .ToStatus();
  }
  absl::StatusOr<MhsdsHeader> header = MhsdsHeader::Read(reader.cells());
  if (!header.ok()) return base::Annotate(header.status(), reader.name());
  return header;
}

}  // namespace

absl::Status EachRow(const std::filesystem::path& path,
                     const std::function<absl::Status(const MhsdsRow&)>& visit,
                     const ProgressCallback& progress) {
  TRUSTWATCH_ASSIGN_OR_RETURN(CsvReader reader, CsvReader::Open(path));
  reader.SetProgress(progress);
  TRUSTWATCH_ASSIGN_OR_RETURN(const MhsdsHeader header, ReadHeader(reader));
  RowJudge judge(reader, header);
  for (;;) {
    switch (reader.Next()) {
      case CsvReader::Step::kRecord:
        TRUSTWATCH_RETURN_IF_ERROR(visit(judge.Judge()));
        break;
      case CsvReader::Step::kFault:
        TRUSTWATCH_RETURN_IF_ERROR(visit(judge.Malformed(reader.fault())));
        break;
      case CsvReader::Step::kBroken:
        return Broken(reader);
      case CsvReader::Step::kEnd:
        return absl::OkStatus();
    }
  }
}

}  // namespace trustwatch::sources
