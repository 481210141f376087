#include "daemon/catalogue/small_numbers.h"

#include <cstdint>
#include <optional>

#include "daemon/catalogue/toml_file.h"
#include "daemon/domain/catalogue.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {
namespace {

using domain::IndicatorKind;
using domain::SmallNumbers;

constexpr Key kHideUnder{"hide_under", "5"};
constexpr Key kRoundTo{"round_to", "5"};
constexpr Key kDecimals{"decimals", "0"};
constexpr Key kBreakdownsOnly{"breakdowns_only", "true"};
// Below 3 a hidden figure would be one of two or fewer: no secret.
constexpr std::int64_t kHideUnderMin = 3;
constexpr std::int64_t kHideUnderMax = 1'000;
// Exact counts give hidden ones away by subtraction.
constexpr std::int64_t kRoundToMin = 2;
constexpr std::int64_t kDecimalsMax = 3;

int ReadInteger(TomlTable& table, Key key, std::int64_t low, std::int64_t high) {
  return static_cast<int>(table.Integer(key, low, high, Need::kRequired).value_or(low));
}

// As published rounding does: halves up.
int Nearest(int figure, int step) { return (2 * figure + step) / (2 * step) * step; }

void ReadOfCount(TomlTable& table, SmallNumbers& read) {
  read.round_to = ReadInteger(table, kRoundTo, kRoundToMin, kHideUnderMax);
  const int first_shown = Nearest(read.hide_under, read.round_to);
  if (first_shown < read.hide_under) {
    table.Complain(
        kRoundTo.name,
        fmt::format("{} would be shown as {}, which is under hide_under", read.hide_under,
                    first_shown),
        "choose a round_to that hide_under is a multiple of, for example the same number");
  }
  if (table.Has(kDecimals.name)) {
    table.Complain(kDecimals.name, fmt::format("{} is of a count and has decimals", table.name()),
                   "remove decimals: counts are rounded to round_to");
    table.Number(kDecimals);
  }
  if (read.breakdowns_only) {
    table.Complain(kBreakdownsOnly.name,
                   fmt::format("{} is of a count and breakdowns_only", table.name()),
                   "remove breakdowns_only: an exact whole tells what its rounded parts hide");
  }
}

void ReadOfOtherKind(TomlTable& table, SmallNumbers& read) {
  read.decimals = ReadInteger(table, kDecimals, 0, kDecimalsMax);
  if (!table.Has(kRoundTo.name)) return;
  table.Complain(kRoundTo.name, fmt::format("{} is not of a count and has round_to", table.name()),
                 "remove round_to, and say in decimals how figures are shown");
  table.Number(kRoundTo);
}

}  // namespace

std::optional<SmallNumbers> ReadSmallNumbers(TomlTable& indicator, IndicatorKind kind) {
  std::optional<TomlTable> table =
      indicator.Table({"small_numbers", "{ hide_under = 5, round_to = 5 }"});
  if (!table) return std::nullopt;
  table->Rename(fmt::format("small_numbers of {}", indicator.name()));
  SmallNumbers read;
  read.hide_under = ReadInteger(*table, kHideUnder, kHideUnderMin, kHideUnderMax);
  read.show_zero = table->Flag({"show_zero", "true"}).value_or(false);
  read.breakdowns_only = table->Flag(kBreakdownsOnly).value_or(false);
  if (kind == IndicatorKind::kCount) {
    ReadOfCount(*table, read);
  } else {
    ReadOfOtherKind(*table, read);
  }
  table->RefuseOtherKeys();
  return read;
}

}  // namespace trustwatch::catalogue
