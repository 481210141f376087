#include "collectors/sources/cell.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/strings/ascii.h"
#include "collectors/sources/number.h"
#include "collectors/sources/source_row.h"
#include "collectors/sources/text.h"

namespace trustwatch::sources {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kSayWhich =
    "write 0, nil, n/a, * for suppressed, or missing: and the reason";

constexpr std::array kKinds = {
    std::pair{"*"sv, CellKind::kSuppressed},
    std::pair{"suppressed"sv, CellKind::kSuppressed},
    std::pair{"nil"sv, CellKind::kNilReturn},
    std::pair{"nil return"sv, CellKind::kNilReturn},
    std::pair{"n/a"sv, CellKind::kNotApplicable},
    std::pair{"na"sv, CellKind::kNotApplicable},
    std::pair{"not applicable"sv, CellKind::kNotApplicable},
};

// Words that may mean zero, nothing to count, or nobody knows.
constexpr std::array kUnclear = {
    "null"sv, "none"sv,    "zero"sv, "blank"sv, "unknown"sv, "not known"sv,
    "n/k"sv,  "missing"sv, "tbc"sv,  "tba"sv,   "no data"sv, "not available"sv,
    "."sv,    ".."sv,      "?"sv,    "x"sv,
};

// Lower case, and each '_' a space: not_applicable is what our own exports write.
std::string WordsOf(std::string_view text) {
  std::string words = Lower(text);
  for (char& c : words) {
    if (c == '_') c = ' ';
  }
  return words;
}

// Hyphens and dashes only.
bool IsDash(std::string_view text) {
  while (!text.empty()) {
    if (text.front() == '-') {
      text.remove_prefix(1);
    } else if (text.starts_with("\xE2\x80\x90") || text.starts_with("\xE2\x80\x91") ||
               text.starts_with("\xE2\x80\x92") || text.starts_with("\xE2\x80\x93") ||
               text.starts_with("\xE2\x80\x94") || text.starts_with("\xE2\x80\x95") ||
               text.starts_with("\xE2\x88\x92")) {
      text.remove_prefix(3);
    } else {
      return false;
    }
  }
  return true;
}

CellReading ReadMissing(std::string_view text) {
  constexpr std::string_view kWord = "missing:";
  const std::string_view reason = Trim(text.substr(kWord.size()));
  if (reason.empty()) {
    return Complaint{"gives no reason",
                     "write why after the colon, for example missing: system "
                     "down"};
  }
  Cell cell;
  cell.kind = CellKind::kMissing;
  cell.reason = std::string(reason);
  return cell;
}

// What the text says if it is not a number.
std::optional<CellReading> ReadWords(std::string_view text) {
  const std::string words = WordsOf(text);
  for (const auto& [word, kind] : kKinds) {
    if (words != word) continue;
    Cell cell;
    cell.kind = kind;
    return cell;
  }
  if (words.starts_with("missing:")) return ReadMissing(text);
  if (IsDash(text)) {
    return Complaint{"may mean zero, nothing to count or not known", std::string(kSayWhich)};
  }
  if (text.front() == '#') {
    return Complaint{"is an error of a spreadsheet",
                     "mend the formula, or " + std::string(kSayWhich)};
  }
  for (const std::string_view word : kUnclear) {
    if (words == word) return Complaint{"does not say what is meant", std::string(kSayWhich)};
  }
  return std::nullopt;
}

}  // namespace

CellReading ReadCell(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return EmptyCell{};
  if (!absl::ascii_isdigit(static_cast<unsigned char>(text.front()))) {
    if (std::optional<CellReading> reading = ReadWords(text)) return std::move(*reading);
  }
  std::variant<NumberText, Complaint> number = ReadNumber(text);
  if (auto* complaint = std::get_if<Complaint>(&number)) return std::move(*complaint);
  const NumberText& read = std::get<NumberText>(number);
  Cell cell;
  cell.value = read.value;
  cell.unit = read.unit;
  return cell;
}

}  // namespace trustwatch::sources
