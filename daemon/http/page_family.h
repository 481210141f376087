#ifndef TRUSTWATCH_DAEMON_HTTP_PAGE_FAMILY_H_
#define TRUSTWATCH_DAEMON_HTTP_PAGE_FAMILY_H_

#include <functional>
#include <string>

#include "daemon/http/exposition.h"

namespace trustwatch::http {

// One family of a page that is being put together. Families come from several makers and are
// written in order of name.
struct PageFamily {
  std::string name;
  MetricType type = MetricType::kGauge;
  std::string help;
  std::function<void(Exposition&)> write_samples;  // called once; what it captures outlives it
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_PAGE_FAMILY_H_
