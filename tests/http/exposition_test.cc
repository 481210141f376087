#include "daemon/http/exposition.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <random>
#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "tests/http/page_parser.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

std::string Written(double number) {
  std::string text;
  AppendNumber(number, text);
  return text;
}

TEST(ExpositionTest, NumbersReadAsPeopleWriteThem) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::pair<double, const char*> cases[] = {
      {0, "0"},
      {-0.0, "-0"},
      {1, "1"},
      {-17, "-17"},
      {0.1, "0.1"},
      {0.1 + 0.2, "0.30000000000000004"},  // 16 digits would say 0.3
      {62.5, "62.5"},
      {100'000, "100000"},  // not 1e+05
      {0.0005, "0.0005"},   // not 5e-04
      {0.00001, "0.00001"},
      {1'774'951'200.123456, "1774951200.123456"},
      {9'007'199'254'740'992.0, "9007199254740992"},  // 2^53
      {1e300, "1e+300"},
      {-2.5e-7, "-2.5e-07"},
      {5e-324, "5e-324"},  // the smallest
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
      {kInfinity, "+Inf"},
      {-kInfinity, "-Inf"},
      {std::numeric_limits<double>::quiet_NaN(), "NaN"},
  };
  for (const auto& [number, text] : cases) EXPECT_EQ(Written(number), text);
}

TEST(ExpositionTest, EveryNumberReadsBackAsItself) {
  const std::uint64_t seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  std::mt19937_64 random(seed);
  for (int i = 0; i < 200'000; ++i) {
    // Any bits at all, and numbers of the size that figures have.
    const double number = i % 2 == 0 ? std::bit_cast<double>(random())
                                     : static_cast<double>(random() % 1'000'000'000) / 1000.0;
    if (std::isnan(number)) continue;
    const std::string text = Written(number);
    ASSERT_EQ(std::strtod(text.c_str(), nullptr), number) << text;
  }
}

TEST(ExpositionTest, LabelValuesAreEscaped) {
  struct Case {
    const char* value;
    const char* written;
  };
  for (const Case& c :
       {Case{"", R"(x="")"}, Case{"RX4", R"(x="RX4")"}, Case{"a \"b\"", R"(x="a \"b\"")"},
        Case{"C:\\d", R"(x="C:\\d")"}, Case{"a\nb", R"(x="a\nb")"}, Case{"\\n", R"(x="\\n")"},
        Case{"a{b=\"c\"}", R"(x="a{b=\"c\"}")"}, Case{"M\xC3\xB4n", "x=\"M\xC3\xB4n\""},
        Case{"M\xF4n", "x=\"M\xEF\xBF\xBDn\""}}) {
    std::string labels;
    AppendLabel("x", c.value, labels);
    EXPECT_EQ(labels, c.written);
  }
}

TEST(ExpositionTest, LabelsAreJoinedByCommas) {
  std::string labels;
  AppendLabel("a", "1", labels);
  AppendLabel("b", "2", labels);
  EXPECT_EQ(labels, R"(a="1",b="2")");
}

TEST(ExpositionTest, APageIsWhatTheFormatSays) {
  Exposition page;
  page.BeginFamily("a_total", MetricType::kCounter, "Help with \"quotes\", a \\ and\na line.");
  page.Sample("", 3.0);
  page.BeginFamily("b", MetricType::kGauge, "B");
  page.Sample(R"(org="RX4")", std::int64_t{1});
  page.Sample(R"(org="RXV")", 0.5);
  page.BeginFamily("c_seconds", MetricType::kHistogram, "C");
  page.Sample("_bucket", R"(x="y")", R"(le="+Inf")", 2);
  page.Sample("_bucket", "", R"(le="+Inf")", 2);
  EXPECT_EQ(std::move(page).Finish(),
            "# HELP a_total Help with \"quotes\", a \\\\ and\\na line.\n"
            "# TYPE a_total counter\n"
            "a_total 3\n"
            "# HELP b B\n"
            "# TYPE b gauge\n"
            "b{org=\"RX4\"} 1\n"
            "b{org=\"RXV\"} 0.5\n"
            "# HELP c_seconds C\n"
            "# TYPE c_seconds histogram\n"
            "c_seconds_bucket{x=\"y\",le=\"+Inf\"} 2\n"
            "c_seconds_bucket{le=\"+Inf\"} 2\n");
}

TEST(ExpositionTest, OpenMetricsDiffersAboveTheSamplesAlone) {
  const auto write = [](Dialect dialect) {
    Exposition page(0, dialect);
    page.BeginFamily("a_seconds_total", MetricType::kCounter,
                     "Help with \"quotes\", a \\ and\na line.");
    page.Sample("", 3.0);
    page.BeginFamily("b_bytes", MetricType::kGauge, "B");
    page.Sample(R"(org="R\"X4")", std::int64_t{1});
    page.BeginFamily("c_info", MetricType::kInfo, "C");
    page.Sample(R"(x="y")", std::int64_t{1});
    page.BeginFamily("seconds", MetricType::kGauge, "D");
    return std::move(page).Finish() + std::string(EndOf(dialect));
  };
  EXPECT_EQ(write(Dialect::kOpenMetrics),
            "# HELP a_seconds Help with \\\"quotes\\\", a \\\\ and\\na line.\n"
            "# TYPE a_seconds counter\n"
            "# UNIT a_seconds seconds\n"
            "a_seconds_total 3\n"
            "# HELP b_bytes B\n"
            "# TYPE b_bytes gauge\n"
            "# UNIT b_bytes bytes\n"
            "b_bytes{org=\"R\\\"X4\"} 1\n"
            "# HELP c C\n"
            "# TYPE c info\n"
            "c_info{x=\"y\"} 1\n"
            "# HELP seconds D\n"
            "# TYPE seconds gauge\n"
            "# EOF\n");
  EXPECT_EQ(write(Dialect::kText),
            "# HELP a_seconds_total Help with \"quotes\", a \\\\ and\\na line.\n"
            "# TYPE a_seconds_total counter\n"
            "a_seconds_total 3\n"
            "# HELP b_bytes B\n"
            "# TYPE b_bytes gauge\n"
            "b_bytes{org=\"R\\\"X4\"} 1\n"
            "# HELP c_info C\n"
            "# TYPE c_info gauge\n"
            "c_info{x=\"y\"} 1\n"
            "# HELP seconds D\n"
            "# TYPE seconds gauge\n");
}

TEST(ExpositionTest, SamplesMayBeContinuedWithoutTheirHead) {
  Exposition page;
  page.ContinueFamily("a");
  page.Sample("", 1.5);
  EXPECT_EQ(std::move(page).Finish(), "a 1.5\n");
}

TEST(ExpositionTest, ABoundIsWrittenAsANumberWithDecimals) {
  for (const auto& [bound, written] :
       {std::pair(1.0, "1.0"), std::pair(0.0005, "0.0005"), std::pair(100'000.0, "100000.0"),
        std::pair(2.5, "2.5"), std::pair(1e16, "1e+16"),
        std::pair(std::numeric_limits<double>::infinity(), "+Inf")}) {
    std::string text = "e.";
    AppendBound(bound, text);
    EXPECT_EQ(text, std::string("e.") + written);
  }
}

TEST(ExpositionTest, AnotherReaderReadsWhatWasWritten) {
  const std::string nasty = "\\\"\n\\n \\\\ \"}{,= \xC3\xB4";
  std::string labels;
  AppendLabel("a", nasty, labels);
  AppendLabel("b", "", labels);
  Exposition page;
  page.BeginFamily("m", MetricType::kGauge, nasty);
  page.Sample(labels, 0.1 + 0.2);
  const auto families = testing::Value(testing::ParsePage(std::move(page).Finish()));
  const testing::ParsedFamily& family = families.at("m");
  EXPECT_EQ(family.help, nasty);
  EXPECT_EQ(family.ValueOf({{"a", nasty}, {"b", ""}}), 0.1 + 0.2);
}

TEST(ExpositionDeathTest, FamiliesComeOnceAndInOrder) {
  Exposition page;
  page.BeginFamily("b", MetricType::kGauge, "B");
  EXPECT_DEATH(page.BeginFamily("b", MetricType::kGauge, "B"), "family_ < name");
  EXPECT_DEATH(page.BeginFamily("a", MetricType::kGauge, "A"), "family_ < name");
  EXPECT_DEATH(page.ContinueFamily("b"), "family_ < name");
  EXPECT_DEATH(page.BeginFamily("c", MetricType::kCounter, "C"), "ends_with");
  EXPECT_DEATH(page.BeginFamily("d", MetricType::kInfo, "D"), "ends_with");
}

}  // namespace
}  // namespace trustwatch::http
