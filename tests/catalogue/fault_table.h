#ifndef TRUSTWATCH_TESTS_CATALOGUE_FAULT_TABLE_H_
#define TRUSTWATCH_TESTS_CATALOGUE_FAULT_TABLE_H_

#include <cstddef>
#include <ostream>
#include <string>

#include "gtest/gtest.h"

namespace trustwatch::testing {

// One edit that spoils the good folder, and what the reader must say of it.
struct FaultCase {
  std::string name;  // of the test
  std::string file;  // edited
  std::string from;  // replaced; empty: the end of the file
  std::string to;
  std::string at_file;  // where the fault is told
  int line = 0;
  std::string message;    // a part of it
  std::string cure;       // a part of it
  std::size_t count = 1;  // faults in all; more where one slip makes others true
};

inline std::ostream& operator<<(std::ostream& out, const FaultCase& fault) {
  return out << fault.name;
}
inline std::string NameOf(const ::testing::TestParamInfo<FaultCase>& info) {
  return info.param.name;
}

// Spoils a good folder so, reads it, and expects that fault and that many in all.
void ExpectFault(const FaultCase& fault);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_CATALOGUE_FAULT_TABLE_H_
