#include <algorithm>
#include <cstddef>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/metrics_page.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/http/page_parser.h"
#include "tests/http/sample_page.h"
#include "tests/support/status_matchers.h"

// The page against what is written about it: metrics.md and metric_names.txt.
namespace trustwatch::http {
namespace {

using ::testing::ContainerEq;
using testing::Labels;
using testing::ParsedPage;

class MetricNamesTest : public ::testing::Test {
 protected:
  ParsedPage Parsed() const { return testing::Value(testing::ParsePage(sample_.Render())); }
  testing::SamplePage sample_;
};

// A row of the catalogue's table: | `name` | type | labels | meaning |
using Catalogued = std::map<std::string, std::vector<std::string>>;

std::string Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" `");
  const std::size_t end = text.find_last_not_of(" `");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, end - begin + 1));
}

Catalogued ReadCatalogue() {
  Catalogued rows;
  std::ifstream file(TRUSTWATCH_SOURCE_DIR "/daemon/http/metrics.md");
  EXPECT_TRUE(file.is_open());
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| `")) continue;
    std::vector<std::string> cells;
    std::istringstream stream(line.substr(1));
    for (std::string cell; std::getline(stream, cell, '|');) cells.push_back(Trimmed(cell));
    EXPECT_EQ(cells.size(), 4U) << line;
    EXPECT_TRUE(rows.emplace(cells[0], cells).second) << "twice: " << line;
  }
  return rows;
}

// The names of all labels that samples of a family carry, but le.
std::string LabelsOf(const testing::ParsedFamily& family) {
  std::set<std::string> names;
  for (const auto& sample : family.samples) {
    for (const auto& [name, value] : sample.labels) names.insert(name);
  }
  names.erase("le");
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : " ") + name;
  return joined;
}

TEST_F(MetricNamesTest, TheCatalogueOfMetricsIsThePage) {
  const Catalogued rows = ReadCatalogue();
  std::set<std::string> documented;
  for (const auto& [name, cells] : rows) documented.insert(name);
  std::set<std::string> rendered;
  for (const auto& [name, family] : Parsed()) {
    rendered.insert(name);
    const auto row = rows.find(name);
    if (row == rows.end()) continue;  // told below
    const std::string& type = row->second[1];
    EXPECT_EQ(type == "info" ? "gauge" : type, family.type) << name;
    EXPECT_EQ(row->second[2], LabelsOf(family)) << name;
    EXPECT_GE(row->second[3].size(), 15U) << name << " is not explained";
  }
  EXPECT_THAT(documented, ContainerEq(rendered));
}

// How many sets of labels there can be, by the word of the list.
std::size_t MostOf(const std::string& word, const testing::SamplePage& sample) {
  if (const std::size_t times = word.find('*'); times != std::string::npos) {
    return std::stoul(word.substr(0, times)) * MostOf(word.substr(times + 1), sample);
  }
  const auto definitions = sample.insight.definitions.Get();
  const std::size_t organisations = definitions->organisations.organisations().size();
  if (word == "indicators") return definitions->catalogue.indicators().size();
  if (word == "organisations") return organisations;
  if (word == "spans") {
    std::size_t spans = 0;
    for (const auto& indicator : definitions->catalogue.indicators()) {
      spans += indicator.spans.size();
    }
    return spans;
  }
  if (word == "returns") return organisations * definitions->catalogue.returns().size();
  if (word != "series") return std::stoul(word);
  std::size_t series = 0;
  for (const auto& part : sample.insight.latest.Snapshot()) series += part->values.size();
  return series;
}

TEST_F(MetricNamesTest, NoNameChangesByAccident) {
  std::ifstream file(TRUSTWATCH_SOURCE_DIR "/tests/http/metric_names.txt");
  ASSERT_TRUE(file.is_open());
  auto page = Parsed();
  std::set<std::string> listed;
  std::string before;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    EXPECT_LT(before, line) << "by name";
    before = line;
    std::istringstream words(line);
    std::string name, type, labels, most;
    words >> name >> type >> labels >> most;
    listed.insert(name);
    EXPECT_EQ(type == "info" ? "gauge" : type, page[name].type) << name;
    std::replace(labels.begin(), labels.end(), ',', ' ');
    EXPECT_EQ(labels == "-" ? "" : labels, LabelsOf(page[name])) << name;
    std::set<Labels> sets;
    for (auto sample : page[name].samples) {
      sample.labels.erase("le");
      sets.insert(sample.labels);
    }
    EXPECT_LE(sets.size(), MostOf(most, sample_)) << name;
    if (type == "info") {
      EXPECT_THAT(sample_.Render(Dialect::kOpenMetrics),
                  ::testing::HasSubstr("# TYPE " + name.substr(0, name.size() - 5) + " info\n"));
    }
  }
  std::set<std::string> rendered;
  for (const auto& [name, family] : Parsed()) rendered.insert(name);
  EXPECT_THAT(rendered, ContainerEq(listed)) << "who queries a name must be told that it changes";
}

}  // namespace
}  // namespace trustwatch::http
