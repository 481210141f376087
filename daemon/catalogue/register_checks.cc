#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "daemon/catalogue/checks.h"
#include "daemon/catalogue/similar.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace trustwatch::catalogue {
namespace {

void CheckKind(const Parts& parts, const ReadOrganisation& organisation) {
  const std::vector<std::string>& kinds = parts.organisation_kinds;
  const std::string& kind = organisation.value.kind;
  if (kinds.empty() || kind.empty() || std::count(kinds.begin(), kinds.end(), kind) > 0) return;
  organisation.table.Complain(
      "kind",
      fmt::format("kind \"{}\" of {} is no kind of organisation", kind, organisation.table.name()),
      DidYouMean(kind, kinds,
                 fmt::format("write one of {}, or add it to organisation_kinds in catalogue.toml",
                             fmt::join(kinds, ", "))));
}

}  // namespace

void CheckRegister(const Parts& parts) {
  std::map<std::string, Place> places;
  std::vector<std::string> codes;
  for (const ReadOrganisation& organisation : parts.organisations) {
    CheckKind(parts, organisation);
    if (organisation.code.empty()) continue;
    const Place place = organisation.table.PlaceOf("code");
    const auto [at, is_new] = places.emplace(organisation.code, place);
    if (is_new) {
      codes.push_back(organisation.code);
      continue;
    }
    organisation.table.Complain(
        "code",
        fmt::format("ODS code {} is used before, in {}:{}", organisation.code,
                    at->second.file.filename().string(), at->second.line),
        "describe each organisation once; a change of name is a line in names");
  }
  if (!parts.has_every_organisation) return;
  for (const ReadEvent& event : parts.events) {
    for (const TextItem& code : event.codes) {
      if (places.contains(code.text)) continue;
      event.table.ComplainAt(
          code.line, fmt::format("there is no organisation {}", code.text),
          DidYouMean(code.text, codes, "describe it in an [[organisation]] of the register"));
    }
  }
}

}  // namespace trustwatch::catalogue
