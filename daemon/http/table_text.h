#ifndef TRUSTWATCH_DAEMON_HTTP_TABLE_TEXT_H_
#define TRUSTWATCH_DAEMON_HTTP_TABLE_TEXT_H_

#include <string>
#include <string_view>

#include "daemon/samples/table.h"

// Rows of history as CSV (RFC 4180) and as JSON. history.md says what each column and key means.
namespace trustwatch::http {

// The first line, CR LF included.
std::string_view CsvHeader();
// A line for each row of the series, CR LF included.
void AppendCsv(const samples::TableSeries& series, std::string& csv);

// One object with the series' labels and its points; no line end.
void AppendJsonSeries(const samples::TableSeries& series, std::string& json);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_TABLE_TEXT_H_
