#ifndef TRUSTWATCH_DAEMON_HTTP_TIMED_EXPOSITION_H_
#define TRUSTWATCH_DAEMON_HTTP_TIMED_EXPOSITION_H_

#include <string>

#include "daemon/samples/sample.h"

// OpenMetrics 1.0 with the instant of each sample, for programs that load history from a file:
// https://github.com/OpenObservability/OpenMetrics/blob/main/specification/OpenMetrics.md
namespace trustwatch::http {

// Writes series after series, which come in order of name. Not thread-safe.
class TimedExposition {
 public:
  // Puts the series onto `text`, its family's head before it if the family is new.
  void Append(const samples::LabelledSamples& series, std::string& text);
  // The end, without which no reader takes the text.
  static void AppendEnd(std::string& text) { text += "# EOF\n"; }

 private:
  std::string family_;
  std::string labels_;  // kept for its memory
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_TIMED_EXPOSITION_H_
