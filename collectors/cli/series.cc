#include "collectors/cli/series.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/arguments.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/json.h"
#include "collectors/cli/series_view.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"
#include "trustwatch/v1/series_service.pb.h"

namespace trustwatch::cli {
namespace {

absl::StatusOr<v1::SeriesView> ReadView(const SeriesOptions& options) {
  v1::SeriesView view;
  if (!options.as_of.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(*view.mutable_as_of(), InstantArgument("--as-of", options.as_of));
  }
  if (!options.first_day.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(*view.mutable_first_day(),
                                DateArgument("--from", options.first_day));
  }
  if (!options.last_day.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(*view.mutable_last_day(), DateArgument("--to", options.last_day));
  }
  view.set_include_revisions(options.revisions);
  return view;
}

ExitCode ShowOne(const SeriesOptions& options, const v1::SeriesView& view, const Session& session) {
  v1::GetSeriesRequest request;
  request.set_organisation(options.organisation);
  request.set_indicator(options.indicator);
  request.set_breakdown(options.breakdown);
  request.set_span(options.span);
  *request.mutable_view() = view;
  const absl::StatusOr<v1::GetSeriesResponse> response = session.client.GetSeries(request);
  if (!response.ok()) return Fail(session.console, response.status());
  if (session.format == Format::kJson) return PrintJson(session.console, *response);
  if (session.format == Format::kCsv) {
    Table table = SeriesCsv();
    AddToCsv(response->series(), options.revisions, table);
    table.PrintCsv(session.console.out);
  } else {
    PrintSeries(response->series(), options.revisions, session.console);
  }
  return ExitCode::kDone;
}

// Programs get each series as it arrives; the table for people needs all widths first.
ExitCode ShowAll(const SeriesOptions& options, const v1::SeriesView& view, const Session& session) {
  v1::StreamSeriesRequest request;
  for (const std::string& organisation : options.organisations) {
    request.add_organisations(organisation);
  }
  for (const std::string& indicator : options.indicators) request.add_indicators(indicator);
  *request.mutable_view() = view;
  const Console& console = session.console;
  Table summary = SeriesSummary();
  if (session.format == Format::kCsv) SeriesCsv().PrintCsv(console.out);
  ExitCode printed = ExitCode::kDone;
  const absl::Status status = session.client.StreamSeries(request, [&](const v1::Series& series) {
    if (session.format == Format::kTable) {
      AddToSummary(series, summary);
    } else if (session.format == Format::kCsv) {
      Table table = SeriesCsv();
      AddToCsv(series, options.revisions, table);
      table.PrintCsvRows(console.out);
    } else {
      v1::StreamSeriesResponse response;
      *response.mutable_series() = series;
      printed = PrintJson(console, response);
    }
    return printed == ExitCode::kDone && console.out.good();
  });
  summary.Print(console);
  if (!status.ok()) return Fail(console, status);
  if (session.format == Format::kTable && summary.empty()) console.out << "no series fits\n";
  return printed;
}

}  // namespace

ExitCode ShowSeries(const SeriesOptions& options, const Session& session) {
  const bool one = !options.organisation.empty() && !options.indicator.empty();
  if (one == options.all) {
    session.console.Complain(
        options.all ? "series takes either ORG and INDICATOR or --all, not both; leave one out"
                    : "series needs ORG and INDICATOR, or --all; for example: trustwatch series "
                      "RX4 followup_72h");
    return ExitCode::kUsage;
  }
  const absl::StatusOr<v1::SeriesView> view = ReadView(options);
  if (!view.ok()) {
    session.console.Complain(view.status());
    return ExitCode::kUsage;
  }
  return options.all ? ShowAll(options, *view, session) : ShowOne(options, *view, session);
}

}  // namespace trustwatch::cli
