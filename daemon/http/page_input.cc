#include "daemon/http/page_input.h"

#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "daemon/http/kept_facts.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/return_counts.h"
#include "daemon/insight/verdicts.h"

namespace trustwatch::http {

PageInput MakePageInput(std::shared_ptr<const domain::Definitions> definitions,
                        insight::LatestSnapshot latest, insight::VerdictSnapshot verdicts,
                        absl::Time now, KeptFacts& facts) {
  PageInput input{.definitions = std::move(definitions),
                  .latest = std::move(latest),
                  .verdicts = std::move(verdicts),
                  .counts = {},
                  .overdue = {},
                  .review = {}};
  input.counts = insight::CountReturns(*input.definitions, input.latest, now);
  input.overdue = facts.OverdueAt(now, input.definitions, input.latest);
  input.review = facts.ReviewAt(now, input.definitions, input.verdicts);
  return input;
}

}  // namespace trustwatch::http
