#include "collectors/cli/verdicts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/arguments.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/json.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/verdicts_view.h"
#include "daemon/base/status_macros.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

namespace trustwatch::cli {
namespace {

// The API counts from 1; the command line has refused every other word.
int ValueOf(std::string_view word, const std::vector<std::string>& words) {
  return static_cast<int>(std::find(words.begin(), words.end(), word) - words.begin()) + 1;
}

absl::StatusOr<v1::StreamVerdictsRequest> ReadRequest(const VerdictsOptions& options) {
  static_assert(v1::VARIATION_COMMON_CAUSE == 1 && v1::VARIATION_IMPROVEMENT == 2 &&
                v1::VARIATION_CONCERN == 3 && v1::VARIATION_NEITHER == 4);
  static_assert(v1::ASSURANCE_CONSISTENTLY_MET == 1 && v1::ASSURANCE_CONSISTENTLY_MISSED == 2 &&
                v1::ASSURANCE_HIT_OR_MISS == 3);
  v1::StreamVerdictsRequest request;
  for (const std::string& it : options.organisations) request.add_organisations(it);
  for (const std::string& it : options.regions) request.add_regions(it);
  for (const std::string& it : options.indicators) request.add_indicators(it);
  for (const std::string& it : options.only) {
    request.add_variations(static_cast<v1::Variation>(ValueOf(it, VariationWords())));
  }
  for (const std::string& it : options.targets) {
    request.add_assurances(static_cast<v1::Assurance>(ValueOf(it, AssuranceWords())));
  }
  request.set_whole_only(options.whole);
  if (!options.as_of.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(*request.mutable_as_of(),
                                InstantArgument("--as-of", options.as_of));
  }
  return request;
}

// Programs get each verdict as it arrives; the table for people needs all widths first.
ExitCode Stream(const v1::StreamVerdictsRequest& request, const Session& session) {
  const Console& console = session.console;
  VerdictsSummary summary;
  bool any = false;
  ExitCode printed = ExitCode::kDone;
  if (session.format == Format::kCsv) VerdictsCsv().PrintCsv(console.out);
  const auto visit = [&](const v1::SeriesVerdict& series) {
    any = true;
    if (session.format == Format::kTable) {
      summary.Add(series);
    } else if (session.format == Format::kCsv) {
      Table table = VerdictsCsv();
      AddToVerdictsCsv(series, table);
      table.PrintCsvRows(console.out);
    } else {
      v1::StreamVerdictsResponse response;
      *response.mutable_verdict() = series;
      printed = PrintJson(console, response);
    }
    return printed == ExitCode::kDone && console.out.good();
  };
  const absl::Status status = session.client.StreamVerdicts(request, visit);
  summary.table().Print(console);
  if (!status.ok()) return Fail(console, status);
  if (session.format == Format::kTable) {
    console.out << (any ? summary.CountsText() : "no series fits") << '\n';
  }
  return printed;
}

}  // namespace

const std::vector<std::string>& VariationWords() {
  static const auto& words =
      *new std::vector<std::string>{"common-cause", "improvement", "concern", "neither"};
  return words;
}

const std::vector<std::string>& AssuranceWords() {
  static const auto& words = *new std::vector<std::string>{"met", "missed", "hit-or-miss"};
  return words;
}

ExitCode ShowVerdicts(const VerdictsOptions& options, const Session& session) {
  const absl::StatusOr<v1::StreamVerdictsRequest> request = ReadRequest(options);
  if (!request.ok()) {
    session.console.Complain(request.status());
    return ExitCode::kUsage;
  }
  return Stream(*request, session);
}

}  // namespace trustwatch::cli
