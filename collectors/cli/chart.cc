#include "collectors/cli/chart.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "absl/status/statusor.h"
#include "collectors/cli/answer.h"
#include "collectors/cli/arguments.h"
#include "collectors/cli/chart_view.h"
#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"
#include "daemon/base/status_macros.h"
#include "daemon/chart/chart_input.h"
#include "daemon/chart/svg.h"
#include "daemon/chart/unicode.h"
#include "fmt/format.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

constexpr int kColumnsUsual = 80;
constexpr int kRowsUsual = 24;
constexpr const char* kStandardOutput = "-";

absl::StatusOr<v1::GetChartRequest> ReadRequest(const ChartOptions& options) {
  v1::GetChartRequest request;
  request.set_organisation(options.organisation);
  request.set_indicator(options.indicator);
  request.set_breakdown(options.breakdown);
  request.set_span(options.span);
  if (!options.as_of.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(*request.mutable_as_of(),
                                InstantArgument("--as-of", options.as_of));
  }
  return request;
}

std::string Svg(const chart::ChartInput& input, const ChartOptions& options) {
  chart::SvgOptions size;
  if (options.width > 0) size.width = options.width;
  if (options.height > 0) size.height = options.height;
  return chart::DrawSvg(input, size);
}

// One row of a terminal is left for what is typed next.
std::string Drawing(const chart::ChartInput& input, const ChartOptions& options,
                    const Console& console) {
  int columns = console.width > 0 ? static_cast<int>(console.width) : kColumnsUsual;
  int rows = console.height > 0 ? std::max(1, static_cast<int>(console.height) - 1) : kRowsUsual;
  if (options.width > 0) columns = options.width;
  if (options.height > 0) rows = options.height;
  return chart::DrawUnicode(
      input,
      {.columns = columns, .rows = rows, .ansi_colour = console.colour, .ascii = options.ascii});
}

ExitCode WriteSvg(const std::string& svg, const std::string& path, const Console& console) {
  if (path == kStandardOutput) {
    console.out << svg;
    return ExitCode::kDone;
  }
  std::ofstream file(path);
  file << svg;
  file.close();
  if (file.good()) return ExitCode::kDone;
  console.Complain(fmt::format(
      "the chart cannot be written to \"{}\"; give --svg a file in a folder that exists and that "
      "you may write to",
      path));
  return ExitCode::kUnreadable;
}

void PrintForPeople(const v1::GetChartResponse& response, const chart::ChartInput& input,
                    const ChartOptions& options, const Console& console) {
  if (response.points_size() == 0) {
    console.out << fmt::format("{}: nobody has reported it\n", SeriesName(response.verdict()));
  } else if (options.svg_file.empty()) {
    console.out << Drawing(input, options, console);
  } else {
    console.out << input.sentence << '\n';
    for (const std::string& remark : input.remarks) console.out << remark << '\n';
  }
}

}  // namespace

ExitCode ShowChart(const ChartOptions& options, const Session& session) {
  const Console& console = session.console;
  const bool svg_is_answer = options.svg_file == kStandardOutput;
  if (svg_is_answer && session.format != Format::kTable) {
    console.Complain(
        "--svg - and --format both want standard output; give --svg a file, or leave one out");
    return ExitCode::kUsage;
  }
  const absl::StatusOr<v1::GetChartRequest> request = ReadRequest(options);
  if (!request.ok()) {
    console.Complain(request.status());
    return ExitCode::kUsage;
  }
  const absl::StatusOr<v1::GetChartResponse> response = session.client.GetChart(*request);
  if (!response.ok()) return Fail(console, response.status());
  chart::ChartInput input = ToChartInput(*response);
  if (!options.as_of.empty()) input.subtitle += ", as known " + options.as_of;
  if (!options.svg_file.empty()) {
    const ExitCode written = WriteSvg(Svg(input, options), options.svg_file, console);
    if (written != ExitCode::kDone || svg_is_answer) return written;
  }
  return Answer(session, response, ChartCsv, [&](const v1::GetChartResponse& answer) {
    PrintForPeople(answer, input, options, console);
  });
}

}  // namespace trustwatch::cli
