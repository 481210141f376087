#include "daemon/catalogue/register.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/catalogue/words.h"
#include "daemon/domain/register.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {
namespace {

using domain::Organisation;
using domain::RegisterEvent;

constexpr Key kFirstMonth{"first_month", "2024-11-01"};

std::vector<domain::DatedName> ReadNames(TomlTable& table) {
  std::vector<domain::DatedName> names;
  for (TomlTable& name :
       table.Tables({"names", "[{ name = \"Anyshire NHS Trust\" }]"}, Need::kRequired)) {
    domain::DatedName read;
    read.name = name.Text({"name", "\"Anyshire NHS Trust\""});
    read.from = name.Date({"from", "2019-10-01"});
    name.RefuseOtherKeys();
    if (!names.empty() && !name.Has("from")) {
      name.Complain("name", fmt::format("{} does not say since when", name.name()),
                    "write from = 2019-10-01, the first day of the name");
    } else if (!names.empty() && read.from && names.back().from &&
               *read.from <= *names.back().from) {
      name.Complain("from",
                    fmt::format("{} begins on {}, not after the one above it", name.name(),
                                domain::ToString(*read.from)),
                    "put the names in order, oldest first");
    }
    names.push_back(std::move(read));
  }
  if (names.empty()) names.emplace_back();
  return names;
}

ReadOrganisation ReadOne(TomlTable table) {
  std::string code = table.Text({"code", "\"RX4\""});
  Organisation read{.code = ReadOdsCode(table, table.PlaceOf("code").line, code)};
  if (!code.empty()) table.Rename(fmt::format("organisation {}", code));
  read.names = ReadNames(table);
  read.kind = table.Text({"kind", "\"mental_health_trust\""});
  read.region = table.Text({"region", "\"North West\""});
  read.icb = table.Text({"icb", "\"Cheshire and Merseyside\""});
  read.opened = table.Date({"opened", "2017-04-01"});
  read.closed = table.Date({"closed", "2024-10-31"});
  read.doubts = table.PlainTexts({"doubts", "[\"The closing day is not verified.\"]"});
  table.RefuseOtherKeys();
  if (read.opened && read.closed && *read.closed < *read.opened) {
    table.Complain("closed",
                   fmt::format("{} closed on {}, before it opened on {}", table.name(),
                               domain::ToString(*read.closed), domain::ToString(*read.opened)),
                   "correct opened or closed");
  }
  if (read.closed && read.names.back().from && *read.closed < *read.names.back().from) {
    table.Complain(
        "closed",
        fmt::format("{} closed on {}, before its last name began on {}", table.name(),
                    domain::ToString(*read.closed), domain::ToString(*read.names.back().from)),
        "correct closed or the name's from");
  }
  return {.value = std::move(read), .table = table, .code = std::move(code)};
}

std::vector<domain::OdsCode> ReadCodes(TomlTable& table, Key key, Need need,
                                       std::vector<TextItem>& all) {
  std::vector<domain::OdsCode> codes;
  for (TextItem& item : table.Texts(key, need)) {
    const domain::OdsCode code = ReadOdsCode(table, item.line, item.text);
    for (const domain::OdsCode& other : codes) {
      if (other != code) continue;
      table.ComplainAt(item.line,
                       fmt::format("{} of {} names {} twice", key.name, table.name(), item.text),
                       "remove one of them");
    }
    codes.push_back(code);
    all.push_back(std::move(item));
  }
  return codes;
}

// Kinds differ in how many organisations stand on each side.
void CheckSides(const TomlTable& table, const RegisterEvent& event) {
  using domain::EventKind;
  const bool is_rename = event.kind == EventKind::kRename;
  if (is_rename && (event.from.size() != 1 || event.from != event.to)) {
    table.Complain("to", fmt::format("{} is a rename and changes more than a name", table.name()),
                   "write the same one code in from and to, or choose another kind");
  }
  const bool joins = event.kind == EventKind::kMerger || event.kind == EventKind::kAcquisition;
  if (joins && event.to.size() != 1) {
    table.Complain("to",
                   fmt::format("{} joins organisations into {}", table.name(), event.to.size()),
                   "write the one code that goes on in to, or choose kind = \"service_transfer\"");
  }
  if (event.kind == EventKind::kMerger && event.from.size() < 2) {
    table.Complain("from", fmt::format("{} is a merger of {}", table.name(), event.from.size()),
                   "name every organisation that merged, or choose kind = \"acquisition\"");
  }
  if (event.kind == EventKind::kSplit && event.to.size() < 2) {
    table.Complain("to", fmt::format("{} is a split into {}", table.name(), event.to.size()),
                   "name every organisation that it became");
  }
  if (event.kind == EventKind::kServiceTransfer && event.to.empty()) {
    table.Complain("to", fmt::format("{} does not say where services went", table.name()),
                   "name who took them over in to");
  }
}

ReadEvent ReadOneEvent(TomlTable table) {
  std::vector<TextItem> codes;
  RegisterEvent read;
  read.kind = table.OneOf<domain::EventKind>({"kind", "\"merger\""}, EventKinds(),
                                             domain::EventKind::kIncident);
  const std::optional<domain::Day> month = table.Date(kFirstMonth, Need::kRequired);
  read.first_month = month.value_or(domain::Day{});
  if (std::chrono::year_month_day(read.first_month).day() != std::chrono::day(1)) {
    table.Complain(
        kFirstMonth.name,
        fmt::format("first_month of {} is {}, not the first day of a month", table.name(),
                    domain::ToString(read.first_month)),
        fmt::format("write first_month = {}-01", domain::ToString(read.first_month).substr(0, 7)));
  }
  read.from = ReadCodes(table, {"from", "[\"RRP\", \"TAF\"]"}, Need::kRequired, codes);
  read.to = ReadCodes(table, {"to", "[\"G6V2S\"]"}, Need::kOptional, codes);
  read.note = table.Text({"note", "\"What happened.\""});
  read.basis = table.Text({"basis", "\"published figures\""});
  read.doubts = table.PlainTexts({"doubts", "[\"The day is not verified.\"]"});
  table.RefuseOtherKeys();
  CheckSides(table, read);
  return {.value = std::move(read), .table = table, .codes = std::move(codes)};
}

}  // namespace

void ReadRegister(TomlTable root, Parts& parts) {
  for (TomlTable& table : root.Tables({"organisation", "[[organisation]]"})) {
    parts.organisations.push_back(ReadOne(table));
  }
  for (TomlTable& table : root.Tables({"event", "[[event]]"})) {
    parts.events.push_back(ReadOneEvent(table));
  }
  if (!root.Has("organisation") && !root.Has("event")) {
    root.ComplainAt(0, "there is no organisation and no event",
                    "begin one with a line [[organisation]] or [[event]]");
  }
  root.RefuseOtherKeys();
}

}  // namespace trustwatch::catalogue
