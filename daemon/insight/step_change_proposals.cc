#include "daemon/insight/step_change_proposals.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "fmt/format.h"

namespace trustwatch::insight {
namespace {

using domain::Day;
using domain::EventKind;
using domain::OdsCode;
using domain::Register;
using domain::RegisterEvent;

// "RRP", "RRP and TAF", "R1A, RRP and TAF".
std::string Listed(const std::vector<OdsCode>& codes) {
  std::string text;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (i > 0) text += i + 1 == codes.size() ? " and " : ", ";
    text += codes[i].text();
  }
  return text;
}

// What happened; empty if it makes no new process.
std::string WordsOf(const RegisterEvent& event) {
  const std::string from = Listed(event.from);
  const std::string to = Listed(event.to);
  switch (event.kind) {
    case EventKind::kMerger:
      return fmt::format("merger of {} into {}", from, to);
    case EventKind::kAcquisition:
      return fmt::format("acquisition of {} by {}", from, to);
    case EventKind::kSplit:
      return fmt::format("split of {} into {}", from, to);
    case EventKind::kServiceTransfer:
      return fmt::format("transfer of services from {} to {}", from, to);
    case EventKind::kCoverageChange:
      return fmt::format("change of coverage at {}", from);
    case EventKind::kRename:
    case EventKind::kIncident:
      break;
  }
  return "";
}

bool IsOpenAfter(const Register& organisations, const OdsCode& code, Day first_month) {
  const domain::Organisation* const organisation = organisations.Find(code);
  if (organisation == nullptr) return false;
  return !organisation->closed ||
         *organisation->closed > domain::Period::MonthOf(first_month).last();
}

// Never cut inside a UTF-8 character.
void CutTo(std::size_t bytes_max, std::string& text) {
  constexpr std::string_view kMore = "...";
  if (text.size() <= bytes_max) return;
  std::size_t end = bytes_max - kMore.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  text += kMore;
}

}  // namespace

std::set<OdsCode> AffectedBy(const RegisterEvent& event, const Register& organisations) {
  std::set<OdsCode> codes(event.to.begin(), event.to.end());
  for (const OdsCode& code : event.from) {
    if (IsOpenAfter(organisations, code, event.first_month)) codes.insert(code);
  }
  return codes;
}

std::vector<ProposedStepChange> ProposedStepChanges(const Register& organisations) {
  std::map<std::pair<OdsCode, Day>, std::string> causes;
  for (const RegisterEvent& event : organisations.events()) {
    std::string words = WordsOf(event);
    if (words.empty()) continue;
    if (!event.note.empty()) words += ": " + event.note;
    for (const OdsCode& code : AffectedBy(event, organisations)) {
      std::string& cause = causes[{code, event.first_month}];
      cause += (cause.empty() ? "" : "; ") + words;
    }
  }
  std::vector<ProposedStepChange> proposals;
  proposals.reserve(causes.size());
  for (auto& [key, cause] : causes) {
    CutTo(domain::kReasonBytesMax, cause);
    proposals.push_back(
        {.organisation = key.first, .first_day = key.second, .cause = std::move(cause)});
  }
  return proposals;
}

}  // namespace trustwatch::insight
