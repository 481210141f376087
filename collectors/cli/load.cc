#include "collectors/cli/load.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/load_batch.h"
#include "collectors/cli/load_report.h"
#include "collectors/cli/load_scope.h"
#include "collectors/cli/progress_bar.h"
#include "collectors/cli/session.h"
#include "collectors/sources/mhsds_file.h"
#include "collectors/sources/source_row.h"
#include "daemon/domain/limits.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

constexpr std::string_view kDataset = "mhsds";
constexpr std::size_t kFaultExamplesMax = 20;

void CountFault(const sources::MhsdsRow& row, LoadReport& report) {
  if (row.reason == sources::kFaultDuplicate) {
    ++report.duplicate_count;
  } else {
    ++report.faults[std::string(row.reason)];
  }
  if (report.examples.size() < kFaultExamplesMax) report.examples.push_back(row.detail.ToString());
}

// The rows in scope, every other row counted in `report`.
absl::StatusOr<std::vector<sources::SourceRow>> ReadRows(const LoadOptions& options,
                                                         const LoadScope& scope,
                                                         const Console& console,
                                                         LoadReport& report) {
  const std::string explanation =
      options.explanation.empty()
          ? fmt::format("as published in {}",
                        std::filesystem::path(options.file).filename().string())
          : options.explanation;
  std::vector<sources::SourceRow> rows;
  ProgressBar bar(console, "reading");
  const auto visit = [&](const sources::MhsdsRow& row) {
    ++report.rows_read;
    if (row.outcome == sources::MhsdsOutcome::kOutOfScope) {
      ++report.out_of_scope[std::string(row.reason)];
    } else if (row.outcome == sources::MhsdsOutcome::kFault) {
      CountFault(row, report);
    } else {
      sources::SourceRow figure = row.source;
      const std::string_view reason = scope.Admit(figure);
      if (reason.empty()) {
        figure.explanation = explanation;
        rows.push_back(std::move(figure));
      } else {
        ++report.out_of_scope[std::string(reason)];
      }
    }
    return absl::OkStatus();
  };
  const absl::Status status =
      sources::EachRow(options.file, visit, [&](const sources::Progress& progress) {
        bar.Show(progress.bytes_read, progress.bytes_total);
      });
  if (!status.ok()) return status;
  return rows;
}

std::int64_t RowCount(const std::vector<Batch>& batches, std::size_t from) {
  std::int64_t count = 0;
  for (std::size_t i = from; i < batches.size(); ++i) {
    count += static_cast<std::int64_t>(batches[i].rows.size());
  }
  return count;
}

// Organisations one after another; stops at the first error, the rest counted as not sent.
absl::Status SendRows(const std::vector<sources::SourceRow>& rows, const LoadOptions& options,
                      const Session& session, LoadReport& report) {
  std::vector<Batch> batches = MakeBatches(rows, v1::STATUS_PROVISIONAL);
  std::stable_sort(batches.begin(), batches.end(),
                   [](const Batch& a, const Batch& b) { return a.organisation < b.organisation; });
  std::vector<Batch> parts;
  for (const Batch& batch : batches) {
    for (Batch& part : InParts(batch, rows, domain::kObservationsPerSubmissionMax)) {
      parts.push_back(std::move(part));
    }
  }
  const LoadBatchOptions batch_options{.dry_run = options.dry_run,
                                       .new_request_id = session.new_request_id};
  ProgressBar bar(session.console, options.dry_run ? "judging" : "submitting");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    absl::Status status = LoadBatch(parts[i], rows, batch_options, session.client, report);
    if (!status.ok()) {
      report.not_sent_count += RowCount(parts, i + 1);
      return status;
    }
    bar.Show(static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(parts.size()));
  }
  return absl::OkStatus();
}

ExitCode WriteReport(const LoadOptions& options, const LoadReport& report, const Session& session) {
  switch (session.format) {
    case Format::kTable:
      PrintLoadReport(report, session.console);
      break;
    case Format::kJson:
      session.console.out << LoadReportJson(report) << '\n';
      break;
    case Format::kCsv:
      PrintLoadReportCsv(report, session.console);
      break;
  }
  if (options.report_file.empty()) return ExitCode::kDone;
  std::ofstream file(options.report_file);
  file << LoadReportJson(report) << '\n';
  file.close();
  if (file.good()) return ExitCode::kDone;
  session.console.Complain(fmt::format(
      "the report cannot be written to \"{}\"; give --report a file in a folder that exists and "
      "that you may write to",
      options.report_file));
  return ExitCode::kUnreadable;
}

// The sum is checked each time: a row that is lost silently is the worst that a loader can do.
ExitCode CheckSum(const LoadReport& report, const Console& console) {
  if (report.AccountedCount() == report.rows_read) return ExitCode::kDone;
  console.Complain(fmt::format(
      "the report does not add up: {} rows were read and {} are accounted for; do not trust it, "
      "and report this with the file {}",
      report.rows_read, report.AccountedCount(), report.file));
  return ExitCode::kInternal;
}

}  // namespace

ExitCode LoadMhsds(const LoadOptions& options, const Session& session) {
  const Console& console = session.console;
  const absl::StatusOr<LoadScope> scope =
      AskForScope(session.client, kDataset, options.organisations);
  if (!scope.ok()) return Fail(console, scope.status());
  if (scope->KnowsNoMeasure()) {
    console.Complain(fmt::format(
        "catalogue {} has no indicator that is published in {}; add published_as to the "
        "indicators in the catalogue's files, and trustwatch reload",
        scope->catalogue_version(), kDataset));
    return ExitCode::kRefused;
  }
  LoadReport report{.file = options.file,
                    .dry_run = options.dry_run,
                    .catalogue_version = scope->catalogue_version()};
  const auto rows = ReadRows(options, *scope, console, report);
  if (!rows.ok()) {
    console.Complain(rows.status());
    return ExitCode::kUnreadable;
  }
  const absl::Status sent = SendRows(*rows, options, session, report);
  ExitCode code = WriteReport(options, report, session);
  if (!sent.ok()) code = Worse(code, Fail(console, sent));
  return Worse(code, CheckSum(report, console));
}

}  // namespace trustwatch::cli
