#ifndef TRUSTWATCH_DAEMON_INGEST_TEXT_H_
#define TRUSTWATCH_DAEMON_INGEST_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

#include "daemon/domain/period.h"

// How findings write things. Pure; safe from any thread.
namespace trustwatch::ingest {

// Without blanks, tabs and line ends at its ends.
std::string_view Trimmed(std::string_view text);

// As a person would write it: 62.5, 1000000, at most 10 significant digits.
std::string Figure(double number);

// "1 month", "3 months", "7 days".
std::string SpanText(domain::Span span);

// 2026-04-31, whether there is such a day or not; empty if absent.
std::string Written(const std::optional<domain::WrittenDate>& date);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_TEXT_H_
