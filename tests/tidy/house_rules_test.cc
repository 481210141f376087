// Reads every source file of the project and holds it to the house rules: the arrows between rooms,
// the size of files, header guards, and words that must not be left behind.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;

struct SourceFile {
  std::string path;  // from the project's root: daemon/store/store.h
  std::vector<std::string> lines;
};

// A room is a folder of two names. What each may include, itself aside; architecture in
// daemon/README.md.
const std::map<std::string, std::set<std::string>>& Arrows() {
  static const std::set<std::string> kDaemon = {
      "daemon/base",     "daemon/domain",    "daemon/catalogue", "daemon/stats",
      "daemon/store",    "daemon/telemetry", "daemon/ingest",    "daemon/insight",
      "daemon/security", "daemon/rpc",       "daemon/samples",   "daemon/remote_read",
      "daemon/http",     "daemon/history"};
  static const std::map<std::string, std::set<std::string>> kArrows = {
      {"daemon/base", {}},
      {"daemon/domain", {"daemon/base"}},
      {"daemon/catalogue", {"daemon/base", "daemon/domain"}},
      {"daemon/stats", {"daemon/base"}},
      {"daemon/chart", {"daemon/base", "daemon/domain", "daemon/stats"}},
      {"daemon/store", {"daemon/base", "daemon/domain"}},
      {"daemon/history", {"daemon/base", "daemon/domain", "daemon/stats", "daemon/store"}},
      {"daemon/telemetry", {"daemon/base"}},
      {"daemon/ingest",
       {"daemon/base", "daemon/domain", "daemon/history", "daemon/stats", "daemon/store",
        "daemon/telemetry"}},
      {"daemon/insight",
       {"daemon/base", "daemon/domain", "daemon/history", "daemon/stats", "daemon/store"}},
      {"daemon/security", {"daemon/base", "daemon/domain"}},
      {"daemon/rpc",
       {"proto", "daemon/base", "daemon/domain", "daemon/history", "daemon/ingest",
        "daemon/insight", "daemon/security", "daemon/stats", "daemon/telemetry"}},
      {"daemon/samples",
       {"daemon/base", "daemon/domain", "daemon/history", "daemon/insight", "daemon/stats",
        "daemon/store"}},
      {"daemon/remote_read", {"proto", "daemon/base", "daemon/samples"}},
      {"daemon/http",
       {"daemon/base", "daemon/domain", "daemon/history", "daemon/insight", "daemon/remote_read",
        "daemon/samples", "daemon/security", "daemon/stats", "daemon/telemetry"}},
      {"daemon/app", kDaemon},
      {"collectors/push", {"proto", "daemon/base"}},
      {"collectors/sources", {"daemon/base"}},
      {"collectors/backtest", {"daemon/base", "daemon/domain"}},
      {"collectors/cli",
       {"proto", "collectors/backtest", "collectors/push", "collectors/sources", "daemon/base",
        "daemon/domain", "daemon/catalogue", "daemon/chart", "daemon/stats"}},
  };
  return kArrows;
}

std::vector<SourceFile> ReadSources(const std::vector<std::string>& folders) {
  const fs::path root = TRUSTWATCH_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cc" && extension != ".proto") continue;
      SourceFile file{.path = fs::relative(entry.path(), root).string(), .lines = {}};
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  return files;
}

// daemon/store/store.h -> daemon/store
std::string RoomOf(std::string_view path) {
  const std::size_t first = path.find('/');
  const std::size_t second = path.find('/', first + 1);
  return std::string(path.substr(0, second));
}

// What an #include line names, if it is one of ours; generated headers belong to proto.
std::string OurInclude(std::string_view line) {
  constexpr std::string_view kStart = "#include \"";
  if (!line.starts_with(kStart)) return "";
  const std::string_view rest = line.substr(kStart.size());
  const std::string name(rest.substr(0, rest.find('"')));
  if (name.starts_with("trustwatch/") || name.starts_with("google/rpc/")) return "proto";
  if (name.starts_with("daemon/") || name.starts_with("collectors/") ||
      name.starts_with("tests/")) {
    return RoomOf(name);
  }
  return "";
}

TEST(HouseRules, EveryIncludeIsAnArrowOfTheMap) {
  std::vector<std::string> wrong;
  std::size_t arrows_seen = 0;
  for (const SourceFile& file : ReadSources({"daemon", "collectors"})) {
    const std::string room = RoomOf(file.path);
    const auto allowed = Arrows().find(room);
    if (allowed == Arrows().end()) {
      wrong.push_back(fmt::format("{}: there is no room {}", file.path, room));
      continue;
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string target = OurInclude(file.lines[i]);
      if (target.empty() || target == room) continue;
      ++arrows_seen;
      if (!allowed->second.contains(target)) {
        wrong.push_back(
            fmt::format("{}:{}: {} may not include {}", file.path, i + 1, room, target));
      }
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
  EXPECT_GT(arrows_seen, 50U) << "the test reads no includes any more";
}

TEST(HouseRules, FilesStayUnder400Lines) {
  std::vector<std::string> wrong;
  for (const SourceFile& file : ReadSources({"daemon", "collectors"})) {
    if (file.lines.size() > 400)
      wrong.push_back(fmt::format("{}: {} lines", file.path, file.lines.size()));
  }
  EXPECT_THAT(wrong, IsEmpty());
}

// So that every header with a source of its own is seen to compile alone.
TEST(HouseRules, ASourceIncludesItsOwnHeaderFirst) {
  std::vector<std::string> wrong;
  for (const SourceFile& file : ReadSources({"daemon", "collectors", "tests"})) {
    if (!file.path.ends_with(".cc")) continue;
    const std::string header = file.path.substr(0, file.path.size() - 2) + "h";
    if (!fs::exists(fs::path(TRUSTWATCH_SOURCE_DIR) / header)) continue;
    const auto first =
        std::find_if(file.lines.begin(), file.lines.end(),
                     [](const std::string& line) { return line.starts_with("#include"); });
    if (first == file.lines.end() || *first != "#include \"" + header + "\"") {
      wrong.push_back(fmt::format("{}: its first include is not {}", file.path, header));
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

TEST(HouseRules, HeaderGuardsFollowThePath) {
  std::vector<std::string> wrong;
  for (const SourceFile& file : ReadSources({"daemon", "collectors", "tests"})) {
    if (!file.path.ends_with(".h")) continue;
    std::string guard = "TRUSTWATCH_" + file.path + "_";
    std::transform(guard.begin(), guard.end(), guard.begin(), [](unsigned char c) {
      return std::isalnum(c) != 0 ? static_cast<char>(std::toupper(c)) : '_';
    });
    const std::string wanted = "#ifndef " + guard;
    if (std::find(file.lines.begin(), file.lines.end(), wanted) == file.lines.end()) {
      wrong.push_back(fmt::format("{}: no \"{}\"", file.path, wanted));
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

TEST(HouseRules, NothingIsLeftForLater) {
  // Written in two parts, so that this file passes its own test.
  const std::vector<std::string> words = {std::string("TO") + "DO", std::string("FIX") + "ME",
                                          std::string("XX") + "X:", std::string("HA") + "CK"};
  std::vector<std::string> wrong;
  for (const SourceFile& file : ReadSources({"daemon", "collectors", "proto", "tests"})) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      for (const std::string& word : words) {
        if (file.lines[i].find(word) != std::string::npos) {
          wrong.push_back(fmt::format("{}:{}: {}", file.path, i + 1, word));
        }
      }
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

TEST(HouseRules, EveryRoomHasAShortReadme) {
  const fs::path root = TRUSTWATCH_SOURCE_DIR;
  std::vector<std::string> wrong;
  for (const auto& [room, arrows] : Arrows()) {
    std::ifstream stream(root / room / "README.md");
    std::size_t lines = 0;
    for (std::string line; std::getline(stream, line);) ++lines;
    if (lines == 0 || lines > 40)
      wrong.push_back(fmt::format("{}/README.md: {} lines", room, lines));
  }
  EXPECT_THAT(wrong, IsEmpty());
}

}  // namespace
