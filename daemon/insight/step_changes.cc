#include "daemon/insight/step_changes.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/published.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/step_change.h"
#include "daemon/insight/names.h"
#include "daemon/insight/step_change_proposals.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {
namespace {

using domain::Definitions;
using domain::StepChange;

// A filter whose names are known to be good; absent: all.
struct Named {
  std::optional<domain::OdsCode> organisation;
  std::optional<domain::IndicatorId> indicator;
};

absl::StatusOr<Named> NamesOf(const StepChangeFilter& filter, const Definitions& definitions,
                              store::Reader& reader) {
  Named named;
  if (!filter.organisation.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(named.organisation,
                                OrganisationNamed(filter.organisation, definitions, reader));
  }
  if (!filter.indicator.empty()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(named.indicator, IndicatorNamed(filter.indicator, definitions));
  }
  return named;
}

// One that was recorded stands before a proposal of its organisation and day; both are of every
// indicator then.
bool IsBefore(const ListedStepChange& a, const ListedStepChange& b) {
  struct Key {
    auto operator()(const StepChange& change) const {
      return std::tuple(change.what.organisation, change.what.indicator, change.what.first_day,
                        false, change.id);
    }
    auto operator()(const ProposedStepChange& proposal) const {
      return std::tuple(proposal.organisation, std::optional<domain::IndicatorId>(),
                        proposal.first_day, true, domain::StepChangeId{0});
    }
  };
  return std::visit(Key(), a) < std::visit(Key(), b);
}

// Figures show an event some time after it, or before its name is changed: who records the step
// change knows the month better than the register.
constexpr std::chrono::days kAnsweredWithin{100};

bool Answers(const StepChange& change, const ProposedStepChange& proposal) {
  return !change.what.indicator && !change.withdrawal &&
         change.what.organisation == proposal.organisation &&
         std::chrono::abs(change.what.first_day - proposal.first_day) <= kAnsweredWithin;
}

// The proposals that fit and that nobody has taken up.
std::vector<ListedStepChange> OpenProposals(const Definitions& definitions, const Named& named,
                                            const std::vector<StepChange>& recorded) {
  std::vector<ListedStepChange> open;
  for (ProposedStepChange& proposal : ProposedStepChanges(definitions.organisations)) {
    if (named.organisation && proposal.organisation != *named.organisation) continue;
    const bool is_answered =
        std::any_of(recorded.begin(), recorded.end(),
                    [&proposal](const StepChange& change) { return Answers(change, proposal); });
    if (!is_answered) open.emplace_back(std::move(proposal));
  }
  return open;
}

}  // namespace

StepChangeBook::StepChangeBook(const store::Store& store,
                               const base::Published<Definitions>& definitions)
    : store_(store), definitions_(definitions) {}

absl::StatusOr<std::vector<ListedStepChange>> StepChangeBook::List(
    const StepChangeFilter& filter) const {
  const std::shared_ptr<const Definitions> definitions = definitions_.Get();
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(const Named named, NamesOf(filter, *definitions, *reader));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<StepChange> recorded,
                              reader->StepChanges(named.organisation, absl::InfiniteFuture()));
  std::vector<ListedStepChange> listed;
  if (filter.include_proposals) listed = OpenProposals(*definitions, named, recorded);
  for (StepChange& change : recorded) {
    if (change.withdrawal && !filter.include_withdrawn) continue;
    if (named.indicator && change.what.indicator.value_or(*named.indicator) != *named.indicator) {
      continue;
    }
    listed.emplace_back(std::move(change));
  }
  std::sort(listed.begin(), listed.end(), IsBefore);
  return listed;
}

}  // namespace trustwatch::insight
