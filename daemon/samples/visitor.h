#ifndef TRUSTWATCH_DAEMON_SAMPLES_VISITOR_H_
#define TRUSTWATCH_DAEMON_SAMPLES_VISITOR_H_

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "daemon/samples/held.h"
#include "daemon/samples/plan.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"
#include "daemon/samples/spread.h"

namespace trustwatch::samples {

// What one query may take.
struct QueryLimits {
  std::size_t samples_max = 12'000'000;
  std::size_t series_max = 1'000'000;
};

// What one series says, in order of labels; false: no more is wanted.
using Visit = std::function<bool(const LabelledSamples&)>;
// Whether a series of these labels is wanted, if there is one.
using Wanted = std::function<bool(std::span<const Label>)>;

// Labels in their order, those that are empty left out.
class LabelList {
 public:
  void Clear() { labels_.clear(); }
  void Add(std::string_view name, std::string_view value) {
    if (!value.empty()) labels_.push_back({name, value});
  }
  std::span<const Label> labels() const { return labels_; }

 private:
  std::vector<Label> labels_;
};

// Hands the series of one query on, as samples, within the limits, until no more is wanted. Borrows
// all that it is made of. Not thread-safe.
class Visitor {
 public:
  // Without `wanted`, every series that fits the plan is.
  Visitor(const Plan& plan, const Query& query, const QueryLimits& limits, const Wanted* wanted,
          const Visit& visit)
      : plan_(plan),
        query_(query),
        spreader_(query, limits.samples_max),
        series_max_(limits.series_max),
        wanted_(wanted),
        visit_(visit) {}

  bool wants_more() const { return wants_more_; }
  // Whether it is worth while to learn what a series of these labels holds.
  bool Wants(std::span<const Label> labels) const {
    return plan_.Fits(labels) && (wanted_ == nullptr || (*wanted_)(labels));
  }

  // Visits a wanted series if it has a sample in the query's instants, or for labels alone if a
  // value holds in them. kInvalidArgument: TOO_MANY_SAMPLES, TOO_MANY_SERIES.
  absl::Status Add(std::span<const Label> labels, std::span<const Held> held);

 private:
  const Plan& plan_;
  const Query& query_;
  Spreader spreader_;
  const std::size_t series_max_;
  const Wanted* const wanted_;
  const Visit& visit_;
  std::size_t series_count_ = 0;
  bool wants_more_ = true;
  std::vector<Sample> samples_;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_VISITOR_H_
