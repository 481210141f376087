#include "tests/catalogue/fault_table.h"

#include <string>

#include "daemon/catalogue/reader.h"
#include "gmock/gmock.h"
#include "tests/catalogue/good_folder.h"

namespace trustwatch::testing {

void ExpectFault(const FaultCase& fault) {
  GoodFolder folder;
  folder.Replace(fault.file, fault.from, fault.to);
  const catalogue::Reading reading = folder.Read();
  std::string all;
  const catalogue::Fault* found = nullptr;
  for (const catalogue::Fault& each : reading.faults) {
    all += each.ToString() + "\n";
    if (each.message.find(fault.message) != std::string::npos) found = &each;
  }
  EXPECT_EQ(reading.definitions, nullptr);
  EXPECT_EQ(reading.faults.size(), fault.count) << all;
  ASSERT_NE(found, nullptr) << "no fault says \"" << fault.message << "\" but:\n" << all;
  EXPECT_EQ(found->file.filename(), fault.at_file) << all;
  EXPECT_EQ(found->line, fault.line) << all;
  EXPECT_THAT(found->cure, ::testing::HasSubstr(fault.cure)) << all;
}

}  // namespace trustwatch::testing
