#include "daemon/catalogue/file_content.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::catalogue {
namespace {

using ::testing::HasSubstr;

const Place kPlace{.file = "catalogue.toml", .line = 4};

// The one fault that reading `path` gives.
Fault FaultOf(const std::filesystem::path& path) {
  FaultList faults;
  EXPECT_FALSE(ReadFileContent(path, kPlace, faults).has_value());
  const std::vector<Fault> all = faults.Take();
  EXPECT_EQ(all.size(), 1U);
  return all.empty() ? Fault{} : all.front();
}

TEST(FileContent, GivesTheBytesAsTheyAre) {
  const testing::TemporaryFolder folder;
  FaultList faults;
  EXPECT_EQ(ReadFileContent(folder.Write("a.toml", "a = 1\r\n\xFF"), kPlace, faults),
            "a = 1\r\n\xFF");
  EXPECT_EQ(ReadFileContent(folder.Write("empty.toml", ""), kPlace, faults), "");
  EXPECT_TRUE(faults.empty());
}

TEST(FileContent, MisspeltNameIsToldWhereItIsWritten) {
  const testing::TemporaryFolder folder;
  folder.Write("returns.toml", "");
  const Fault fault = FaultOf(folder.path() / "retruns.toml");
  EXPECT_EQ(fault.file, "catalogue.toml");
  EXPECT_EQ(fault.line, 4);
  EXPECT_THAT(fault.message, HasSubstr("there is no file"));
  EXPECT_EQ(fault.cure, "did you mean returns.toml?");
}

TEST(FileContent, FolderIsNoFile) {
  const testing::TemporaryFolder folder;
  EXPECT_THAT(FaultOf(folder.path()).message, HasSubstr("is not a file"));
}

TEST(FileContent, LoopOfLinksIsTold) {
  const testing::TemporaryFolder folder;
  std::filesystem::create_symlink("b.toml", folder.path() / "a.toml");
  std::filesystem::create_symlink("a.toml", folder.path() / "b.toml");
  const Fault fault = FaultOf(folder.path() / "a.toml");
  EXPECT_THAT(fault.message, HasSubstr("unreadable"));
  EXPECT_EQ(fault.cure, "name a TOML file");
}

TEST(FileContent, FileBeyondTheLimitIsTold) {
  const testing::TemporaryFolder folder;
  const std::filesystem::path path = folder.Write("big.toml", "");
  std::filesystem::resize_file(path, 32UL * 1024 * 1024 + 1);  // a hole: it takes no room
  const Fault fault = FaultOf(path);
  EXPECT_THAT(fault.message, HasSubstr("more than 33554432 bytes"));
  EXPECT_THAT(fault.cure, HasSubstr("split it"));
}

}  // namespace
}  // namespace trustwatch::catalogue
