#ifndef TRUSTWATCH_TESTS_INSIGHT_LATEST_BUILDER_H_
#define TRUSTWATCH_TESTS_INSIGHT_LATEST_BUILDER_H_

#include <map>
#include <vector>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/insight/latest.h"

namespace trustwatch::testing {

// Latest values made by hand, for slices that live as long as this.
class LatestBuilder {
 public:
  void Add(const char* organisation, const domain::Slice& slice, const char* period);
  insight::LatestSnapshot Get() const;

 private:
  std::map<domain::Slice, int> slices_;
  std::map<domain::OdsCode, std::vector<insight::LatestValue>> values_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INSIGHT_LATEST_BUILDER_H_
