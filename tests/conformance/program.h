#ifndef TRUSTWATCH_TESTS_CONFORMANCE_PROGRAM_H_
#define TRUSTWATCH_TESTS_CONFORMANCE_PROGRAM_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace trustwatch::conformance {

// A program that compares one folder of reference results with ours.
struct Program {
  const char* name = nullptr;
  const char* description = nullptr;
  // Compares, prints what it counted, and says whether there was no difference. An error: the
  // folder cannot be read.
  std::function<absl::StatusOr<bool>(const std::string& folder)> compare;
};

// Reads the command line and runs it. The exit code: 0 no difference, 1 differences, 2 the folder
// cannot be read or the command line is wrong.
int Run(const Program& program, int argc, const char* const* argv);

}  // namespace trustwatch::conformance

#endif  // TRUSTWATCH_TESTS_CONFORMANCE_PROGRAM_H_
