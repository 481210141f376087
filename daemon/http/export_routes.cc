#include "daemon/http/export_routes.h"

#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/log.h"
#include "daemon/base/status_macros.h"
#include "daemon/http/api_status.h"
#include "daemon/http/by_sight.h"
#include "daemon/http/gated_archives.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/query_parameters.h"
#include "daemon/http/route.h"
#include "daemon/http/table_text.h"
#include "daemon/http/timed_exposition.h"
#include "daemon/samples/archive.h"
#include "daemon/samples/plan.h"
#include "daemon/samples/query.h"
#include "daemon/samples/selector.h"
#include "daemon/samples/table.h"

namespace trustwatch::http {
namespace {

using httplib::DataSink;
using httplib::Request;
using httplib::Response;

constexpr absl::Duration kExportDurationMax = absl::Minutes(10);
constexpr std::size_t kPieceBytes = 256UL * 1024;
constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

// Gathers text and sends it in pieces.
class Pieces {
 public:
  explicit Pieces(DataSink& sink) : sink_(sink) {}

  std::string& text() { return text_; }
  // False: the reader is gone.
  bool SendIfLarge() { return text_.size() < kPieceBytes || Send(); }
  bool Send() {
    const bool is_sent = text_.empty() || sink_.write(text_.data(), text_.size());
    text_.clear();
    return is_sent;
  }

 private:
  DataSink& sink_;
  std::string text_;
};

// Writes all of one export. An error breaks the answer off.
using Write = std::function<absl::Status(const samples::Archive&, const samples::Query&, Pieces&)>;

absl::Status CheckSamplesQuery(const samples::Query& query) {
  return samples::Plan::Make(query.matchers).status();
}

absl::Status WriteOpenMetrics(const samples::Archive& archive, const samples::Query& query,
                              Pieces& pieces) {
  TimedExposition exposition;
  TRUSTWATCH_RETURN_IF_ERROR(archive.Each(query, {.samples_max = kNoLimit, .series_max = kNoLimit},
                                          [&](const samples::LabelledSamples& series) {
                                            exposition.Append(series, pieces.text());
                                            return pieces.SendIfLarge();
                                          }));
  TimedExposition::AppendEnd(pieces.text());
  return absl::OkStatus();
}

absl::Status WriteCsv(const samples::Archive& archive, const samples::Query& query,
                      Pieces& pieces) {
  pieces.text() += CsvHeader();
  return samples::EachTableSeries(archive.sources(), query,
                                  [&pieces](const samples::TableSeries& series) {
                                    AppendCsv(series, pieces.text());
                                    return pieces.SendIfLarge();
                                  });
}

absl::Status WriteJson(const samples::Archive& archive, const samples::Query& query,
                       Pieces& pieces) {
  std::string_view before = "{\"series\":[\n";
  TRUSTWATCH_RETURN_IF_ERROR(
      samples::EachTableSeries(archive.sources(), query, [&](const samples::TableSeries& series) {
        pieces.text() += std::exchange(before, ",\n");
        AppendJsonSeries(series, pieces.text());
        return pieces.SendIfLarge();
      }));
  if (before.front() == '{') pieces.text() += before;
  pieces.text() += "\n]}\n";
  return absl::OkStatus();
}

struct Format {
  std::string path;
  std::string what;
  std::string content_type;
  std::string file;
  std::string_view all;  // the selector where none is given
  absl::Status (*check)(const samples::Query&);
  Write write;
};

std::vector<Format> Formats() {
  return {{"/export/openmetrics", "history with its instants, to be loaded by promtool",
           "application/openmetrics-text; version=1.0.0; charset=utf-8", "trustwatch.om",
           "{__name__=~\"trustwatch_indicator_.+\"}", CheckSamplesQuery, WriteOpenMetrics},
          {"/export/csv", "figures with their lines, targets and verdicts, a row for each period",
           "text/csv; charset=utf-8; header=present", "trustwatch.csv", "",
           samples::CheckTableQuery, WriteCsv},
          {"/export/json", "the same as JSON, an object for each series", "application/json",
           "trustwatch.json", "", samples::CheckTableQuery, WriteJson}};
}

absl::StatusOr<samples::Query> QueryOf(const Request& request, const Exchange& exchange,
                                       std::string_view all) {
  const httplib::Params parameters = ParametersOf(request, exchange);
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<samples::Query> queries, QueriesOf(parameters, {}, all));
  if (queries.size() > 1) {
    return base::Error{.code = absl::StatusCode::kInvalidArgument,
                       .reason = "TOO_MANY_SELECTORS",
                       .message =
                           "an export takes one match[]; put alternatives into one selector, "
                           "for example {org=~\"RX4|RXA\"}, or ask twice",
                       .field = "match[]"}
        .ToStatus();
  }
  return std::move(queries.front());
}

void Answer(const GatedArchives& with, const Format& format, const Request& request,
            const Exchange& exchange, Response& response) {
  absl::StatusOr<samples::Query> query = QueryOf(request, exchange, format.all);
  if (!query.ok()) return AnswerError(query.status(), response);
  if (const absl::Status status = format.check(*query); !status.ok()) {
    return AnswerError(status, response);
  }
  absl::StatusOr<QueryGate::Pass> pass = with.gate.Enter();
  if (!pass.ok()) return AnswerError(pass.status(), response);
  // Shared, because httplib copies what it is given; it lives as long as the answer.
  const auto held = std::make_shared<QueryGate::Pass>(*std::move(pass));
  response.set_header("Content-Disposition", "attachment; filename=\"" + format.file + "\"");
  response.set_chunked_content_provider(
      format.content_type.c_str(),
      [&archive = with.archives.For(exchange.caller.sight), held, write = format.write,
       query = *std::move(query)](std::size_t /*offset*/, DataSink& sink) {
        Pieces pieces(sink);
        const absl::Status status = write(archive, query, pieces);
        if (!status.ok()) {
          base::Log(base::Severity::kError, "an export was broken off",
                    {{"error", std::string(status.message())}});
          return false;
        }
        if (!pieces.Send()) return false;
        sink.done();
        return true;
      });
}

}  // namespace

std::vector<Route> ExportRoutes(const BySight<samples::Archive>& archives, QueryGate& gate) {
  std::vector<Route> routes;
  for (Format& format : Formats()) {
    routes.push_back(
        {.path = format.path,
         .what = format.what,
         .duration_max = kExportDurationMax,
         .handle = [with = GatedArchives{archives, gate}, format](
                       const Request& request, const Exchange& exchange, Response& response) {
           Answer(with, format, request, exchange, response);
         }});
  }
  return routes;
}

}  // namespace trustwatch::http
