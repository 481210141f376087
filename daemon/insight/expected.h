#ifndef TRUSTWATCH_DAEMON_INSIGHT_EXPECTED_H_
#define TRUSTWATCH_DAEMON_INSIGHT_EXPECTED_H_

#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"

// What returns ask for, whatever has come. Pure: who reads the store and who looks at the latest
// values share it.
namespace trustwatch::insight {

// One figure that a return asks of every organisation of its kinds. The pointers live as long as
// the definitions.
struct ExpectedFigure {
  const domain::Return* owed = nullptr;
  const domain::ReturnItem* item = nullptr;  // of the return; the whole, no breakdown
  domain::Period period;
  absl::Time due_at;
};

// The last complete calendar month in London.
domain::Period LastCompleteMonth(absl::Time now);

// What required returns ask for periods that end in `month` (a calendar month), by return,
// indicator and period. The period of an item is the one of its span that ends on the month's last
// day; for spans in days, too.
std::vector<ExpectedFigure> FiguresExpectedIn(const domain::Definitions& definitions,
                                              const domain::Period& month);

// True if the return asks this organisation for the figure: it is of a kind that owes the return
// and was open in the period.
bool Owes(const domain::Organisation& organisation, const ExpectedFigure& figure);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_EXPECTED_H_
