#include "daemon/http/table_text.h"

#include <optional>
#include <string>
#include <string_view>

#include "daemon/domain/period.h"
#include "daemon/history/figure_word.h"
#include "daemon/history/series_figures.h"
#include "daemon/http/exposition.h"
#include "daemon/http/json.h"
#include "daemon/samples/table.h"

namespace trustwatch::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

std::string_view KindWord(const samples::TableRow& row) {
  return row.kind ? history::FigureWord(*row.kind) : "not_reported";
}

std::optional<double> ValueOf(const samples::TableRow& row) {
  const bool is_number = row.kind == history::FigureKind::kNumber;
  return is_number ? std::optional(row.value) : std::nullopt;
}

// What a spreadsheet would take for a formula is text here: codes and ids hold none of its signs.
void AppendCell(std::string_view text, std::string& csv) { csv.append(text).append(","); }

void AppendCell(std::optional<double> number, std::string& csv) {
  if (number) AppendNumber(*number, csv);
  csv += ',';
}

void AppendMember(std::string_view name, std::string_view value, std::string& json) {
  if (json.back() != '{') json += ',';
  AppendJson(name, json);
  json += ':';
  AppendJson(value, json);
}

void AppendMember(std::string_view name, std::optional<double> number, std::string& json) {
  if (!number) return;
  json += ',';
  AppendJson(name, json);
  json += ':';
  AppendNumber(*number, json);
}

void AppendPoint(const samples::TableRow& row, std::string& json) {
  json += '{';
  AppendMember("first_day", domain::ToString(row.period.first()), json);
  AppendMember("last_day", domain::ToString(row.period.last()), json);
  AppendMember("kind", KindWord(row), json);
  AppendMember("value", ValueOf(row), json);
  AppendMember("verdict", row.verdict, json);
  AppendMember("mean", row.mean, json);
  AppendMember("lower_limit", row.lower_limit, json);
  AppendMember("upper_limit", row.upper_limit, json);
  json += row.trial_limits ? R"(,"trial_limits":true)" : R"(,"trial_limits":false)";
  AppendMember("target", row.target, json);
  json += '}';
}

}  // namespace

std::string_view CsvHeader() {
  return "organisation,indicator,breakdown,span,first_day,last_day,kind,value,verdict,mean,"
         "lower_limit,upper_limit,trial_limits,target\r\n";
}

void AppendCsv(const samples::TableSeries& series, std::string& csv) {
  const std::string span = series.slice.span.ToString();
  for (const samples::TableRow& row : series.rows) {
    AppendCell(series.organisation.text(), csv);
    AppendCell(series.slice.indicator.text(), csv);
    AppendCell(series.slice.breakdown, csv);
    AppendCell(span, csv);
    AppendCell(domain::ToString(row.period.first()), csv);
    AppendCell(domain::ToString(row.period.last()), csv);
    AppendCell(KindWord(row), csv);
    AppendCell(ValueOf(row), csv);
    AppendCell(row.verdict, csv);
    AppendCell(row.mean, csv);
    AppendCell(row.lower_limit, csv);
    AppendCell(row.upper_limit, csv);
    AppendCell(row.trial_limits ? "true" : "false", csv);
    if (row.target) AppendNumber(*row.target, csv);
    csv += kLineEnd;
  }
}

void AppendJsonSeries(const samples::TableSeries& series, std::string& json) {
  json += '{';
  AppendMember("organisation", series.organisation.text(), json);
  AppendMember("indicator", series.slice.indicator.text(), json);
  if (!series.slice.breakdown.empty()) AppendMember("breakdown", series.slice.breakdown, json);
  AppendMember("span", series.slice.span.ToString(), json);
  json += R"(,"points":[)";
  for (const samples::TableRow& row : series.rows) {
    if (json.back() != '[') json += ',';
    AppendPoint(row, json);
  }
  json += "]}";
}

}  // namespace trustwatch::http
