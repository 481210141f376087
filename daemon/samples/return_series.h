#ifndef TRUSTWATCH_DAEMON_SAMPLES_RETURN_SERIES_H_
#define TRUSTWATCH_DAEMON_SAMPLES_RETURN_SERIES_H_

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/register.h"
#include "daemon/insight/return_months.h"
#include "daemon/samples/held.h"
#include "daemon/samples/metric.h"
#include "daemon/samples/plan.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sources.h"
#include "daemon/samples/visitor.h"

namespace trustwatch::samples {

// The series of returns, with the labels org and return: how many figures an organisation owed, how
// many of them came, and how many in time, at the instant of the month in which their periods end.
// A month in which nothing is owed has no sample. They are counts of figures, not of people, so
// they are the same in both views. For the length of one query; not thread-safe.
class ReturnSeries {
 public:
  // All must outlive it.
  ReturnSeries(const Plan& plan, const Query& query, const Sources& sources,
               const domain::Definitions& definitions)
      : plan_(plan), query_(query), sources_(sources), definitions_(definitions) {}

  // Visits those of a metric of returns that the visitor wants, by organisation and return, until
  // it wants no more. What has come is read from the store, once for all metrics: about 0.4 us a
  // recorded row of those organisations that have a series it wants; of labels alone, and of what
  // was owed, nothing but the first month is read. Errors are those of store::Store and of
  // Visitor::Add.
  absl::Status Each(Metric metric, Visitor& visitor);

 private:
  using Histories = std::vector<insight::ReturnHistory>;

  bool MayHave(Metric metric, const domain::Organisation& organisation, const Visitor& visitor);
  std::span<const Label> LabelsOf(Metric metric, const domain::Organisation& organisation,
                                  std::string_view return_id);
  absl::StatusOr<const insight::ReturnMonths*> Months();
  absl::StatusOr<const Histories*> Read(Metric metric, const domain::Organisation& organisation);
  std::span<const Held> HeldOf(Metric metric, const insight::ReturnHistory& history);

  const Plan& plan_;
  const Query& query_;
  const Sources& sources_;
  const domain::Definitions& definitions_;
  std::optional<insight::ReturnMonths> months_;
  Histories owed_;
  std::map<domain::OdsCode, Histories> received_;  // for the metric after this one
  LabelList labels_;
  std::vector<Held> held_;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_RETURN_SERIES_H_
