#include "daemon/http/accept.h"

#include <optional>
#include <random>
#include <string>

#include "gtest/gtest.h"

namespace trustwatch::http {
namespace {

constexpr auto kText = Dialect::kText;
constexpr auto kOpen = Dialect::kOpenMetrics;
constexpr auto kNeither = std::optional<Dialect>();

struct AcceptCase {
  const char* header;
  std::optional<Dialect> chosen;
};

class AcceptTest : public ::testing::TestWithParam<AcceptCase> {};

TEST_P(AcceptTest, TheDialectThatIsWantedMost) {
  EXPECT_EQ(ChooseDialect(GetParam().header), GetParam().chosen) << GetParam().header;
}

INSTANTIATE_TEST_SUITE_P(
    Table, AcceptTest,
    ::testing::Values(
        AcceptCase{"", kText}, AcceptCase{"*/*", kText}, AcceptCase{"text/plain", kText},
        AcceptCase{"application/openmetrics-text", kOpen},
        // Prometheus 2.42, and 3 with what it adds.
        AcceptCase{"application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
                   "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                   kOpen},
        AcceptCase{"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                   "encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping="
                   "allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                   kOpen},
        // An old one, which knows a draft of OpenMetrics alone.
        AcceptCase{"application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;"
                   "q=0.1",
                   kText},
        // A browser.
        AcceptCase{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", kText},
        AcceptCase{"text/plain;q=0.5,application/openmetrics-text;q=0.5", kText},
        AcceptCase{"text/plain;q=0.5,application/openmetrics-text;q=0.501", kOpen},
        AcceptCase{"text/plain;q=0, */*", kOpen}, AcceptCase{"application/*", kOpen},
        AcceptCase{"text/*;q=0.1, application/*;q=0.2", kOpen},
        AcceptCase{"*/*;q=1, text/plain;q=0.1, application/openmetrics-text;q=0.2", kOpen},
        AcceptCase{"text/plain;q=0.9, text/plain;version=0.0.4;q=0.1, */*;q=0.2", kOpen},
        AcceptCase{"TEXT/PLAIN ; Version=\"0.0.4\" ; Q=1.000", kText},
        AcceptCase{"text/plain; charset=UTF-8", kText},
        AcceptCase{"text/plain; charset=iso-8859-1", kNeither},
        AcceptCase{"text/plain; version=0.0.5", kNeither}, AcceptCase{"text/html", kNeither},
        AcceptCase{"text/plain;q=0", kNeither}, AcceptCase{"*/*;q=0", kNeither},
        AcceptCase{"text/*;q=0.0, application/json", kNeither},
        // Malformed elements are passed over.
        AcceptCase{",,,", kText}, AcceptCase{"; ;", kText}, AcceptCase{"text/plain;q=2", kText},
        AcceptCase{"text/html;q=", kText}, AcceptCase{"text/html;q=0.1234, text/html;q=-1", kText},
        AcceptCase{"text/html;nonsense, application/openmetrics-text", kOpen},
        AcceptCase{"application/openmetrics-text;x=\"a,b;q=0\", text/plain;q=0.1", kText},
        AcceptCase{"text/plain;version=\"0.0.4", kNeither}, AcceptCase{"\"", kText},
        AcceptCase{"text/plain;q=1.001, application/openmetrics-text;q=0.1", kOpen}));

constexpr auto kAsItIs = Coding::kIdentity;
constexpr auto kGzip = Coding::kGzip;

struct EncodingCase {
  const char* header;
  std::optional<Coding> chosen;
};

class AcceptEncodingTest : public ::testing::TestWithParam<EncodingCase> {};

TEST_P(AcceptEncodingTest, TheCodingThatIsWantedMost) {
  EXPECT_EQ(ChooseCoding(GetParam().header), GetParam().chosen) << GetParam().header;
}

INSTANTIATE_TEST_SUITE_P(
    Table, AcceptEncodingTest,
    ::testing::Values(
        EncodingCase{"", kAsItIs}, EncodingCase{"gzip", kGzip}, EncodingCase{"x-gzip", kGzip},
        EncodingCase{"GZIP", kGzip}, EncodingCase{"deflate, gzip;q=0.1, br", kGzip},
        EncodingCase{"identity", kAsItIs}, EncodingCase{"deflate, br", kAsItIs},
        EncodingCase{"gzip;q=0", kAsItIs}, EncodingCase{"gzip;q=0.000, *", kAsItIs},
        EncodingCase{"gzip;q=0.5, identity", kAsItIs}, EncodingCase{"gzip, identity", kGzip},
        EncodingCase{"gzip;q=0.5, identity;q=0.4", kGzip}, EncodingCase{"*", kGzip},
        EncodingCase{"*;q=0.5, identity;q=0.6", kAsItIs}, EncodingCase{"identity;q=0, gzip", kGzip},
        EncodingCase{"*;q=0, gzip;q=0.1", kGzip}, EncodingCase{"identity;q=0", std::nullopt},
        EncodingCase{"*;q=0", std::nullopt}, EncodingCase{"br, identity;q=0", std::nullopt},
        EncodingCase{"gzip;q=0, identity;q=0, br", std::nullopt}, EncodingCase{"gzip;q=x", kAsItIs},
        EncodingCase{",;,", kAsItIs}, EncodingCase{"g zip", kAsItIs}));

TEST(IfNoneMatchTest, TagsAreComparedWeakly) {
  struct Case {
    const char* header;
    bool is_named;
  };
  for (const Case& c :
       {Case{"", false}, Case{"*", true}, Case{"W/\"a-1\"", true}, Case{"\"a-1\"", true},
        Case{"\"b\", W/\"a-1\" , \"c\"", true}, Case{"\"a-2\"", false}, Case{"a-1", false},
        Case{"\"a-1", false}, Case{"\"x,W/\"a-1\"", false}, Case{",,", false},
        Case{"w/\"a-1\"", false}, Case{"\"W/a-1\"", false}}) {
    EXPECT_EQ(Names(c.header, "W/\"a-1\""), c.is_named) << c.header;
  }
}

TEST(AcceptNoiseTest, NoHeaderIsTooOdd) {
  const auto seed = std::random_device()();
  std::mt19937 random(seed);
  constexpr std::string_view kLetters = "text/plain*q=01.;,\"\\ \t-Wgzip\x80\xFF";
  for (int round = 0; round < 20'000; ++round) {
    std::string header;
    for (std::size_t i = random() % 60; i > 0; --i) header += kLetters[random() % kLetters.size()];
    ChooseDialect(header);
    ChooseCoding(header);
    Names(header, "W/\"a\"");
  }
  const std::string huge(100'000, ',');
  EXPECT_EQ(ChooseDialect(huge), kText) << "seed " << seed;
}

}  // namespace
}  // namespace trustwatch::http
