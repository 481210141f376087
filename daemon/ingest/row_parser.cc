#include "daemon/ingest/row_parser.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "absl/strings/string_view.h"
#include "daemon/base/excerpt.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/text.h"
#include "daemon/ingest/value_rules.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

using base::Excerpt;
using domain::DraftObservation;
using domain::Level;
using domain::Value;

Words UnknownIndicator(const Rulebook& rulebook, const std::string& text) {
  if (text.empty()) {
    return {.reason = "INDICATOR_MISSING",
            .field = "indicator",
            .value = "",
            .message = "the row names no indicator",
            .cure = "give the id of an indicator of the catalogue, for example " +
                    rulebook.definitions()->catalogue.indicators().front().id.text()};
  }
  const domain::Indicator* nearest = rulebook.Nearest(text);
  return {.reason = "INDICATOR_UNKNOWN",
          .field = "indicator",
          .value = Excerpt(text),
          .message = fmt::format("the catalogue has no indicator \"{}\"", Excerpt(text)),
          .cure = nearest == nullptr
                      ? "use an id of the catalogue; CatalogueService lists them"
                      : fmt::format("did you mean {} ({})?", nearest->id.text(), nearest->name)};
}

Words MalformedBreakdown(const std::string& text) {
  return {.reason = "BREAKDOWN_MALFORMED",
          .field = "breakdown",
          .value = Excerpt(text),
          .message = fmt::format("the breakdown \"{}\" is not lower-case letters, digits, '_', '-' "
                                 "and ':', at most {} bytes",
                                 Excerpt(text), domain::kBreakdownBytesMax),
          .cure = "write it like ethnicity:white, or leave it empty for the whole"};
}

Words TooLong(std::string_view field, std::string_view text) {
  return {.reason = "TEXT_TOO_LONG",
          .field = std::string(field),
          .value = Excerpt(text),
          .message = fmt::format("the text has {} bytes; {} are kept at most", text.size(),
                                 domain::kReasonBytesMax),
          .cure = fmt::format("shorten it to {} bytes", domain::kReasonBytesMax)};
}

// Says what is wrong with one end of a period; false if nothing is.
bool ReportDate(const std::optional<domain::WrittenDate>& date, std::string_view field,
                std::size_t index, Findings& findings) {
  if (!date) {
    findings.Add(index, Level::kRefuse, [&] {
      return Words{.reason = "PERIOD_MISSING",
                   .field = std::string(field),
                   .value = "",
                   .message = "the period lacks this day",
                   .cure =
                       "give the first and the last day that the figure covers, for example "
                       "2026-04-01 and 2026-04-30"};
    });
    return true;
  }
  if (domain::ToDay(*date).ok()) return false;
  findings.Add(index, Level::kRefuse, [&] {
    return Words{.reason = "DATE_MALFORMED",
                 .field = std::string(field),
                 .value = Written(date),
                 .message = fmt::format("there is no day {} between {} and {}", Written(date),
                                        domain::kYearMin, domain::kYearMax),
                 .cure = "write a date that exists, for example 2026-04-30"};
  });
  return true;
}

void ReportPeriod(const DraftObservation& draft, std::size_t index, Findings& findings) {
  if (!draft.first_day && !draft.last_day) {
    ReportDate(std::nullopt, "period", index, findings);
    return;
  }
  const bool first_is_bad = ReportDate(draft.first_day, "period.first_day", index, findings);
  const bool last_is_bad = ReportDate(draft.last_day, "period.last_day", index, findings);
  if (first_is_bad || last_is_bad) return;
  findings.Add(index, Level::kRefuse, [&] {
    const std::string first = Written(draft.first_day);
    const std::string last = Written(draft.last_day);
    const bool is_reversed = *draft.last_day < *draft.first_day;
    return Words{
        .reason = "PERIOD_MALFORMED",
        .field = "period",
        .value = fmt::format("{}..{}", first, last),
        .message = is_reversed
                       ? fmt::format("the period begins on {}, after its last day {}", first, last)
                       : fmt::format("the period {} to {} is longer than five years", first, last),
        .cure =
            "give the first and the last day that the figure covers, in this order, "
            "for example 2026-04-01 and 2026-04-30"};
  });
}

std::optional<Value> ParseMissing(const domain::Missing& missing, std::size_t index,
                                  Findings& findings) {
  constexpr std::string_view kField = "value.missing.reason";
  const std::string_view reason = Trimmed(missing.reason);
  if (reason.size() > domain::kReasonBytesMax) {
    findings.Add(index, Level::kRefuse, [&] { return TooLong(kField, reason); });
    return std::nullopt;
  }
  if (!reason.empty()) return domain::Missing{std::string(reason)};
  findings.Add(index, Level::kRefuse, [&] {
    return Words{.reason = "REASON_MISSING",
                 .field = std::string(kField),
                 .value = "",
                 .message = "the figure is said to be missing, and not why",
                 .cure = "say why, for example \"records system down since 4 August\""};
  });
  return std::nullopt;
}

std::optional<Value> ParseValue(const DraftObservation& draft, const IndicatorRules* rules,
                                std::size_t index, Findings& findings) {
  if (const auto* number = std::get_if<domain::DraftNumber>(&draft.value)) {
    if (rules == nullptr) {  // without its indicator, no more can be said of a figure
      CheckFinite(*number, index, findings);
      return std::nullopt;
    }
    const std::optional<domain::Number> good = CheckNumber(*rules, *number, index, findings);
    return good ? std::optional<Value>(*good) : std::nullopt;
  }
  if (const auto* missing = std::get_if<domain::Missing>(&draft.value)) {
    return ParseMissing(*missing, index, findings);
  }
  if (std::holds_alternative<domain::NilReturn>(draft.value)) return domain::NilReturn{};
  if (std::holds_alternative<domain::NotApplicable>(draft.value)) return domain::NotApplicable{};
  if (std::holds_alternative<domain::Suppressed>(draft.value)) return domain::Suppressed{};
  findings.Add(index, Level::kRefuse, [] {
    return Words{.reason = "VALUE_MISSING",
                 .field = "value",
                 .value = "",
                 .message = "the row has no value, and an empty cell may mean five things",
                 .cure =
                     "give a number (0 is a number), or say nil return, not applicable, "
                     "suppressed, or missing with a reason"};
  });
  return std::nullopt;
}

}  // namespace

Row RowParser::Parse(const DraftObservation& draft, std::size_t index) {
  Row row{.rules = rulebook_.Find(draft.indicator), .period = periods_.Find(draft)};
  if (row.rules == nullptr) {
    findings_.Add(index, Level::kRefuse,
                  [&] { return UnknownIndicator(rulebook_, draft.indicator); });
  }
  if (domain::IsBreakdown(draft.breakdown)) {
    row.breakdown = draft.breakdown;
  } else {
    findings_.Add(index, Level::kRefuse, [&] { return MalformedBreakdown(draft.breakdown); });
  }
  if (row.period == nullptr) ReportPeriod(draft, index, findings_);
  row.value = ParseValue(draft, row.rules, index, findings_);
  if (draft.explanation.size() > domain::kReasonBytesMax) {
    findings_.Add(index, Level::kRefuse, [&] { return TooLong("explanation", draft.explanation); });
  }
  return row;
}

}  // namespace trustwatch::ingest
