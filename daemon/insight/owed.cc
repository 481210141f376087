#include "daemon/insight/owed.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/register.h"
#include "daemon/insight/expected.h"
#include "daemon/insight/names.h"
#include "daemon/insight/receipts.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {
namespace {

using domain::Organisation;

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
  std::vector<std::optional<store::SliceId>> slices;  // of the figures
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
        TRUSTWATCH_ASSIGN_OR_RETURN(
            receipts, Receipts::Read(*reader, one->code, {month.first(), month.last()},
                                     absl::InfiniteFuture()));
      }
      const auto received_at = receipts->Find(slices[i], figures[i].period);
      items.push_back(MakeItem(*one, figures[i], received_at, now));
    }
  }
  return items;
}

}  // namespace trustwatch::insight
