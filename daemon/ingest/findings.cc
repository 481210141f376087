#include "daemon/ingest/findings.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/receipt.h"
#include "daemon/ingest/text.h"

namespace trustwatch::ingest {

using domain::Finding;
using domain::Level;

std::string_view CureOf(Level level) {
  switch (level) {
    case Level::kWarn:
      return "check it; it is accepted as it stands";
    case Level::kExplain:
      return "correct it, or say in the row's explanation why it is right";
    case Level::kRefuse:
      return "correct it and send it again";
  }
  return "check it";
}

Findings::Findings(const domain::Draft& draft)
    : draft_(draft), refused_(draft.observations.size(), false) {}

std::string_view Findings::ExplanationOf(std::size_t row) const {
  const std::string& written = draft_.observations[row].explanation;
  return written.size() > domain::kReasonBytesMax ? std::string_view() : Trimmed(written);
}

bool Findings::Count(std::size_t row, Level level, std::string_view explanation) {
  ++count_;
  const bool refuses = level == Level::kRefuse || (level == Level::kExplain && explanation.empty());
  if (refuses && !refused_[row]) {
    refused_[row] = true;
    ++refused_count_;
  }
  const bool explained = level != Level::kRefuse && !explanation.empty();
  return explained || kept_.size() - pass_begin_ < domain::kFindingsPerReplyMax;
}

void Findings::Keep(std::size_t row, Level level, std::string_view explanation, Words words) {
  kept_.push_back({.observation_index = static_cast<std::int32_t>(row),
                   .level = level,
                   .reason = std::string(words.reason),
                   .field = std::move(words.field),
                   .value = std::move(words.value),
                   .message = std::move(words.message),
                   .cure = std::move(words.cure),
                   .related_indexes = std::move(words.related_indexes),
                   .explanation = level == Level::kRefuse ? "" : std::string(explanation)});
}

std::vector<Finding> Findings::Take() {
  std::vector<Finding> taken = std::move(kept_);
  std::stable_sort(taken.begin(), taken.end(), [](const Finding& a, const Finding& b) {
    return a.observation_index < b.observation_index;
  });
  if (taken.size() > domain::kFindingsPerReplyMax) {
    taken.erase(std::remove_if(taken.begin() + domain::kFindingsPerReplyMax, taken.end(),
                               [](const Finding& finding) { return finding.explanation.empty(); }),
                taken.end());
  }
  return taken;
}

}  // namespace trustwatch::ingest
