#include "collectors/cli/submit.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/arguments.h"
#include "collectors/cli/batch.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/findings.h"
#include "collectors/cli/outlook_view.h"
#include "collectors/cli/return_reading.h"
#include "collectors/cli/session.h"
#include "collectors/cli/submission_csv.h"
#include "collectors/cli/submission_report.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "collectors/sources/return_file.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

// Sends what was read and tells of it.
class Sender {
 public:
  Sender(const SubmitOptions& options, const Session& session)
      : options_(options), session_(session) {}

  // One submission. `only` says that there is no other, so that a given request id stays as it is.
  ExitCode Send(const ReadingOfReturn& reading, const Batch& batch, bool only) {
    v1::SubmitRequest request = ToRequest(batch, reading.content.rows);
    request.set_validate_only(options_.dry_run);
    request.set_accept_valid_rows(options_.accept_valid_rows);
    request.set_request_id(RequestId(batch, only));
    for (v1::Observation& it : *request.mutable_observations()) {
      if (it.explanation().empty()) it.set_explanation(options_.explanation);
    }
    const absl::StatusOr<v1::SubmitResponse> response = session_.client.Submit(request);
    if (!response.ok()) {
      const std::string context =
          fmt::format("{}: submission of {}, {} (request id {})", reading.file, batch.organisation,
                      EnumText(batch.status), request.request_id());
      return Fail(session_.console, base::Annotate(response.status(), context));
    }
    const ExitCode printed = Tell(request, *response, batch, reading);
    const bool refused = response->outcome() != v1::OUTCOME_ACCEPTED;
    return Worse(printed, refused ? ExitCode::kRefused : ExitCode::kDone);
  }

  // For programs that read CSV, all submissions make one table.
  void Finish() const {
    if (session_.format == Format::kCsv) csv_.PrintCsv(session_.console.out);
  }

 private:
  // The same command gives the same ids, so that it can be repeated after a failure.
  std::string RequestId(const Batch& batch, bool only) const {
    if (options_.request_id.empty()) return session_.new_request_id();
    if (only) return options_.request_id;
    return fmt::format("{}/{}/{}", options_.request_id, batch.organisation, EnumText(batch.status));
  }

  ExitCode Tell(const v1::SubmitRequest& request, const v1::SubmitResponse& response,
                const Batch& batch, const ReadingOfReturn& reading) {
    const Console& console = session_.console;
    const std::vector<PlacedFinding> findings = PlacedFindings(response, batch, reading);
    if (session_.format == Format::kJson) {
      const absl::StatusOr<std::string> json = OutcomeJson(response, batch, findings);
      if (!json.ok()) return Fail(console, json.status());
      console.out << *json << '\n';
      return ExitCode::kDone;
    }
    const std::string text = OutcomeText(request, response, batch, reading);
    if (session_.format == Format::kCsv) {
      AddToSubmissionCsv(response, batch, reading, findings, csv_);
      console.err << text;
      return ExitCode::kDone;
    }
    PrintFindings(findings, console);
    const std::size_t line = text.find('\n');
    console.out << console.Paint(text.substr(0, line), StyleOfOutcome(response.outcome()))
                << text.substr(line);
    PrintOutlooks(response, batch, reading, options_.all, console);
    console.out << std::flush;
    return ExitCode::kDone;
  }

  const SubmitOptions& options_;
  const Session& session_;
  Table csv_ = SubmissionCsv();
};

struct Wanted {
  sources::ReturnOptions reading;
  v1::Status status = v1::STATUS_PROVISIONAL;
};

absl::StatusOr<Wanted> ReadOptions(const SubmitOptions& options) {
  Wanted wanted;
  wanted.reading.organisation = options.organisation;
  if (!options.period.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(wanted.reading.period, PeriodArgument("--period", options.period));
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(const v1::Status status, StatusArgument("--status", options.status));
  if (status != v1::STATUS_UNSPECIFIED) wanted.status = status;
  return wanted;
}

// Prints every fault of every file. kRefused if there is any.
ExitCode TellFaults(const std::vector<ReadingOfReturn>& readings, const Session& session) {
  std::vector<PlacedFinding> faults;
  std::int64_t count = 0;
  for (const ReadingOfReturn& reading : readings) {
    faults.insert(faults.end(), reading.faults.begin(), reading.faults.end());
    count += reading.fault_count;
  }
  if (faults.empty()) return ExitCode::kDone;
  if (session.format == Format::kTable) {
    PrintFindings(faults, session.console);
  } else if (session.format == Format::kCsv) {
    Table table = SubmissionCsv();
    AddToSubmissionCsv(faults, table);
    table.PrintCsv(session.console.out);
  } else {
    for (const PlacedFinding& fault : faults) session.console.out << FaultJson(fault) << '\n';
  }
  session.console.Complain(fmt::format(
      "{} {} in {} cannot be read{}; nothing was sent: mend {} and submit again", count,
      count == 1 ? "place" : "places", readings.size() == 1 ? readings.front().file : "these files",
      count > static_cast<std::int64_t>(faults.size())
          ? fmt::format(" (the first {} are shown)", faults.size())
          : "",
      count == 1 ? "it" : "them"));
  return ExitCode::kRefused;
}

}  // namespace

ExitCode Submit(const SubmitOptions& options, const Session& session) {
  const absl::StatusOr<Wanted> wanted = ReadOptions(options);
  if (!wanted.ok()) {
    session.console.Complain(wanted.status());
    return ExitCode::kUsage;
  }
  std::vector<ReadingOfReturn> readings;
  std::size_t submissions = 0;
  for (const std::string& file : options.files) {
    absl::StatusOr<ReadingOfReturn> reading = ReadForSending(file, wanted->reading, wanted->status);
    if (!reading.ok()) {
      session.console.Complain(reading.status());
      return ExitCode::kUnreadable;
    }
    submissions += reading->batches.size();
    readings.push_back(*std::move(reading));
  }
  ExitCode code = TellFaults(readings, session);
  if (code != ExitCode::kDone) return code;

  Sender sender(options, session);
  for (const ReadingOfReturn& reading : readings) {
    for (const Batch& batch : reading.batches) {
      code = Worse(code, sender.Send(reading, batch, submissions == 1));
      if (code > ExitCode::kRefused) break;
    }
    if (code > ExitCode::kRefused) break;
  }
  sender.Finish();
  return code;
}

}  // namespace trustwatch::cli
