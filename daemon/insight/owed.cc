#include "daemon/insight/owed.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/register.h"
#include "daemon/insight/expected.h"
#include "daemon/insight/names.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {
namespace {

using domain::Organisation;
using store::SliceId;

using Organisations = std::vector<const Organisation*>;

absl::StatusOr<Organisations> OrganisationsAsked(const std::string& text,
                                                 const domain::Register& all) {
  Organisations asked;
  if (text.empty()) {
    for (const Organisation& organisation : all.organisations()) asked.push_back(&organisation);
    return asked;
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::OdsCode code, domain::OdsCode::Parse(text));
  const Organisation* const one = all.Find(code);
  if (one == nullptr) return UnknownOrganisation(code, "organisation");
  asked.push_back(one);
  return asked;
}

// When the first standing value of each slice and period that ends in the month became known.
class Receipts {
 public:
  static absl::StatusOr<Receipts> Read(store::Reader& reader, const domain::OdsCode& organisation,
                                       const domain::Period& month) {
    Receipts receipts;
    TRUSTWATCH_RETURN_IF_ERROR(reader.EachObservation(
        organisation, std::nullopt, {.from = month.first(), .to = month.last()},
        absl::InfiniteFuture(), [&receipts](const store::RecordedObservation& row) {
          if (row.withdrawn_at) return;
          // Rows come in order of submission, so the first is the earliest.
          receipts.first_.try_emplace(std::pair(row.slice, row.period), row.known_at);
        }));
    return receipts;
  }

  std::optional<absl::Time> Find(std::optional<SliceId> slice, const domain::Period& period) const {
    if (!slice) return std::nullopt;
    const auto found = first_.find(std::pair(*slice, period));
    return found == first_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  absl::flat_hash_map<std::pair<SliceId, domain::Period>, absl::Time> first_;
};

OwedItem MakeItem(const Organisation& organisation, const ExpectedFigure& figure,
                  std::optional<absl::Time> received_at, absl::Time now) {
  return {.organisation = organisation.code,
          .return_id = figure.owed->id,
          .indicator = figure.item->indicator,
          .period = figure.period,
          .due_at = figure.due_at,
          .is_overdue = !received_at && figure.due_at < now,
          .received_at = received_at};
}

}  // namespace

OwedReader::OwedReader(const store::Store& store,
                       const base::Published<domain::Definitions>& definitions,
                       const base::Clock& clock)
    : store_(store), definitions_(definitions), clock_(clock) {}

absl::StatusOr<std::vector<OwedItem>> OwedReader::Owed(const std::string& organisation,
                                                       std::optional<domain::Day> day) const {
  const auto definitions = definitions_.Get();
  const absl::Time now = clock_.Now();
  const domain::Period month = day ? domain::Period::MonthOf(*day) : LastCompleteMonth(now);
  TRUSTWATCH_ASSIGN_OR_RETURN(const Organisations organisations,
                              OrganisationsAsked(organisation, definitions->organisations));
  const std::vector<ExpectedFigure> figures = FiguresExpectedIn(*definitions, month);
  std::vector<std::optional<SliceId>> slices;  // of the figures
  for (const ExpectedFigure& figure : figures) {
    slices.push_back(store_.FindSlice({figure.item->indicator, "", figure.item->span}));
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
  std::vector<OwedItem> items;
  for (const Organisation* one : organisations) {
    std::optional<Receipts> receipts;  // read for those alone that owe something
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (!Owes(*one, figures[i])) continue;
      if (!receipts) {
        TRUSTWATCH_ASSIGN_OR_RETURN(receipts, Receipts::Read(*reader, one->code, month));
      }
      const auto received_at = receipts->Find(slices[i], figures[i].period);
      items.push_back(MakeItem(*one, figures[i], received_at, now));
    }
  }
  return items;
}

}  // namespace trustwatch::insight
