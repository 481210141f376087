#include "daemon/catalogue/words.h"

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "daemon/domain/limits.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {

using domain::ChartKind;
using domain::Direction;
using domain::EventKind;
using domain::IndicatorKind;
using domain::Level;

const Words<IndicatorKind>& IndicatorKinds() {
  static const auto& words = *new Words<IndicatorKind>{
      {"count", IndicatorKind::kCount},       {"proportion", IndicatorKind::kProportion},
      {"rate", IndicatorKind::kRate},         {"money", IndicatorKind::kMoney},
      {"duration", IndicatorKind::kDuration}, {"score", IndicatorKind::kScore}};
  return words;
}

const Words<Direction>& Directions() {
  static const auto& words = *new Words<Direction>{{"lower", Direction::kLower},
                                                   {"higher", Direction::kHigher},
                                                   {"neither", Direction::kNeither}};
  return words;
}

const Words<ChartKind>& ChartKinds() {
  static const auto& words = *new Words<ChartKind>{{"xmr", ChartKind::kXmr},
                                                   {"p_prime", ChartKind::kPPrime},
                                                   {"u_prime", ChartKind::kUPrime},
                                                   {"t", ChartKind::kT},
                                                   {"g", ChartKind::kG}};
  return words;
}

const Words<Level>& Levels() {
  static const auto& words = *new Words<Level>{
      {"warn", Level::kWarn}, {"explain", Level::kExplain}, {"refuse", Level::kRefuse}};
  return words;
}

const Words<EventKind>& EventKinds() {
  static const auto& words =
      *new Words<EventKind>{{"rename", EventKind::kRename},
                            {"merger", EventKind::kMerger},
                            {"acquisition", EventKind::kAcquisition},
                            {"split", EventKind::kSplit},
                            {"service_transfer", EventKind::kServiceTransfer},
                            {"incident", EventKind::kIncident},
                            {"coverage_change", EventKind::kCoverageChange}};
  return words;
}

domain::IndicatorId ReadIndicatorId(const TomlTable& table, std::string_view key,
                                    std::string_view text) {
  const absl::StatusOr<domain::IndicatorId> id = domain::IndicatorId::Parse(text);
  if (id.ok()) return *id;
  if (!text.empty()) {
    table.Complain(key,
                   fmt::format("{} \"{}\" is not 1 to {} lower-case letters, digits or '_', first "
                               "a letter",
                               key, text, domain::kIndicatorIdBytesMax),
                   "write words joined by '_', for example tt_access");
  }
  return domain::IndicatorId::Parse("unread").value();
}

domain::OdsCode ReadOdsCode(const TomlTable& table, int line, std::string_view text) {
  const absl::StatusOr<domain::OdsCode> code = domain::OdsCode::Parse(text);
  if (code.ok()) return *code;
  if (!text.empty()) {
    table.ComplainAt(
        line, fmt::format("ODS code \"{}\" is not 3 to 5 upper-case letters or digits", text),
        "write the organisation's code, for example RX4 or G6V2S");
  }
  return domain::OdsCode::Parse("00000").value();
}

std::optional<domain::Span> ReadSpan(const TomlTable& table, const TextItem& item) {
  const absl::StatusOr<domain::Span> span = domain::Span::Parse(item.text);
  if (span.ok()) return *span;
  table.ComplainAt(item.line, fmt::format("\"{}\" is not a span", item.text),
                   "write P1M for a month, P3M for three, P12M for twelve or P7D for a week");
  return std::nullopt;
}

}  // namespace trustwatch::catalogue
