#include "daemon/insight/names.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/excerpt.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/register.h"
#include "daemon/store/reader.h"
#include "fmt/format.h"

namespace trustwatch::insight {
namespace {

using domain::IndicatorId;
using domain::OdsCode;

// Kinds or regions that an error lists at most.
constexpr std::size_t kWordsListedMax = 20;

absl::Status UnknownIndicator(const IndicatorId& id, std::string_view field) {
  return base::Error{.code = absl::StatusCode::kNotFound,
                     .reason = "INDICATOR_UNKNOWN",
                     .message = fmt::format("indicator {} is not in the catalogue; look its id up "
                                            "with CatalogueService.ListIndicators",
                                            id.text()),
                     .metadata = {{"indicator", id.text()}},
                     .field = std::string(field)}
      .ToStatus();
}

absl::Status TooMany(std::string_view reason, std::string_view what, std::size_t count,
                     std::size_t max) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = std::string(reason),
      .message = fmt::format("{} {} were named, {} at most may be; name fewer, or none for all",
                             count, what, max),
      .metadata = {{"count", fmt::format("{}", count)}, {"max", fmt::format("{}", max)}},
      .field = std::string(what)}
      .ToStatus();
}

absl::StatusOr<std::string> CheckBreakdown(const std::string& breakdown) {
  if (domain::IsBreakdown(breakdown)) return breakdown;
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "BREAKDOWN_MALFORMED",
      .message = fmt::format("breakdown \"{}\" is not lower-case letters, digits, '_', '-' or ':', "
                             "{} bytes at most; leave it empty for the whole",
                             breakdown, domain::kBreakdownBytesMax),
      .metadata = {{"breakdown", breakdown}},
      .field = "breakdown"}
      .ToStatus();
}

absl::Status CheckCounts(const SeriesFilter& filter) {
  if (filter.organisations.size() > domain::kOrganisationsPerQueryMax) {
    return TooMany("TOO_MANY_ORGANISATIONS", "organisations", filter.organisations.size(),
                   domain::kOrganisationsPerQueryMax);
  }
  if (filter.indicators.size() > domain::kIndicatorsPerQueryMax) {
    return TooMany("TOO_MANY_INDICATORS", "indicators", filter.indicators.size(),
                   domain::kIndicatorsPerQueryMax);
  }
  return absl::OkStatus();
}

// Words of which the register has a list: kinds or regions of organisations.
struct RegisterWord {
  std::string_view reason;  // KIND_UNKNOWN
  std::string_view name;    // kind
  std::string_view field;   // kinds
  std::string domain::Organisation::*of;
};

absl::Status UnknownWord(const RegisterWord& word, const std::string& text, std::size_t at,
                         const std::set<std::string>& known) {
  std::string listed;
  std::size_t count = 0;
  for (const std::string& one : known) {
    if (++count > kWordsListedMax) break;
    listed += fmt::format("{}\"{}\"", listed.empty() ? "" : ", ", one);
  }
  if (known.size() > kWordsListedMax) {
    listed += fmt::format(" and {} others", known.size() - kWordsListedMax);
  }
  const std::string excerpt = base::Excerpt(text);
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = std::string(word.reason),
      .message = fmt::format(
          "{0} \"{1}\" is that of no organisation in the register; its {2} are {3}; name one of "
          "them, or none for all",
          word.name, excerpt, word.field, listed.empty() ? "none" : listed),
      .metadata = {{std::string(word.name), excerpt}},
      .field = fmt::format("{}[{}]", word.field, at)}
      .ToStatus();
}

absl::StatusOr<absl::flat_hash_set<std::string>> WordsNamed(const RegisterWord& word,
                                                            const std::vector<std::string>& texts,
                                                            const domain::Register& all) {
  absl::flat_hash_set<std::string> named;
  if (texts.empty()) return named;
  std::set<std::string> known;
  for (const domain::Organisation& one : all.organisations()) known.insert(one.*word.of);
  known.erase("");  // not known of that organisation
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!known.contains(texts[i])) return UnknownWord(word, texts[i], i, known);
    named.insert(texts[i]);
  }
  return named;
}

}  // namespace

absl::Status UnknownOrganisation(const OdsCode& code, std::string_view field) {
  return base::Error{
      .code = absl::StatusCode::kNotFound,
      .reason = "ORGANISATION_UNKNOWN",
      .message = fmt::format("organisation {} is not in the register and never submitted; look its "
                             "code up with CatalogueService.ListOrganisations, or have it added to "
                             "the register",
                             code.text()),
      .metadata = {{"organisation", code.ToString()}},
      .field = std::string(field)}
      .ToStatus();
}

absl::StatusOr<OdsCode> OrganisationNamed(const std::string& text,
                                          const domain::Definitions& definitions,
                                          store::Reader& reader) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const OdsCode code, OdsCode::Parse(text));
  if (definitions.organisations.Find(code) != nullptr) return code;
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<OdsCode> submitted, reader.Organisations());
  if (std::binary_search(submitted.begin(), submitted.end(), code)) return code;
  return UnknownOrganisation(code, "organisation");
}

absl::StatusOr<IndicatorId> IndicatorNamed(const std::string& text,
                                           const domain::Definitions& definitions) {
  TRUSTWATCH_ASSIGN_OR_RETURN(IndicatorId id, IndicatorId::Parse(text));
  if (definitions.catalogue.Find(id.text()) == nullptr) return UnknownIndicator(id, "indicator");
  return id;
}

absl::StatusOr<domain::Slice> SliceNamed(const SeriesName& name, const store::Store& store,
                                         const domain::Definitions& definitions) {
  TRUSTWATCH_ASSIGN_OR_RETURN(IndicatorId id, IndicatorId::Parse(name.indicator));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::string breakdown, CheckBreakdown(name.breakdown));
  const domain::Indicator* const indicator = definitions.catalogue.Find(id.text());
  domain::Span span = indicator != nullptr ? indicator->spans.front() : domain::Span{};
  if (!name.span.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(span, domain::Span::Parse(name.span));
  }
  domain::Slice slice{std::move(id), std::move(breakdown), span};
  if (indicator == nullptr && !store.FindSlice(slice)) {
    return UnknownIndicator(slice.indicator, "indicator");
  }
  return slice;
}

absl::StatusOr<std::vector<OdsCode>> OrganisationsNamed(const SeriesFilter& filter,
                                                        const domain::Definitions& definitions,
                                                        store::Reader& reader) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<OdsCode> submitted, reader.Organisations());
  if (filter.organisations.empty()) return submitted;
  std::vector<OdsCode> codes;
  for (std::size_t i = 0; i < filter.organisations.size(); ++i) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const OdsCode code, OdsCode::Parse(filter.organisations[i]));
    if (definitions.organisations.Find(code) == nullptr &&
        !std::binary_search(submitted.begin(), submitted.end(), code)) {
      return UnknownOrganisation(code, fmt::format("organisations[{}]", i));
    }
    codes.push_back(code);
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

absl::StatusOr<absl::flat_hash_set<std::string>> KindsNamed(const std::vector<std::string>& kinds,
                                                            const domain::Register& organisations) {
  return WordsNamed({"KIND_UNKNOWN", "kind", "kinds", &domain::Organisation::kind}, kinds,
                    organisations);
}

absl::StatusOr<absl::flat_hash_set<std::string>> RegionsNamed(
    const std::vector<std::string>& regions, const domain::Register& organisations) {
  return WordsNamed({"REGION_UNKNOWN", "region", "regions", &domain::Organisation::region}, regions,
                    organisations);
}

absl::StatusOr<absl::flat_hash_set<std::string>> IndicatorsNamed(
    const SeriesFilter& filter, const domain::Definitions& definitions) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckCounts(filter));
  absl::flat_hash_set<std::string> ids;
  for (std::size_t i = 0; i < filter.indicators.size(); ++i) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const IndicatorId id, IndicatorId::Parse(filter.indicators[i]));
    if (definitions.catalogue.Find(id.text()) == nullptr) {
      return UnknownIndicator(id, fmt::format("indicators[{}]", i));
    }
    ids.insert(id.text());
  }
  return ids;
}

}  // namespace trustwatch::insight
