#include "daemon/http/page_input.h"

#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "daemon/http/kept_facts.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/return_counts.h"

namespace trustwatch::http {

PageInput MakePageInput(std::shared_ptr<const domain::Definitions> definitions,
                        insight::LatestSnapshot latest, absl::Time now, KeptFacts& facts) {
  PageInput input{.definitions = std::move(definitions),
                  .latest = std::move(latest),
                  .verdicts = {},
                  .counts = {},
                  .overdue = {}};
  input.counts = insight::CountReturns(*input.definitions, input.latest, now);
  input.overdue = facts.OverdueAt(now, input.definitions, input.latest);
  return input;
}

}  // namespace trustwatch::http
