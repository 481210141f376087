#include "daemon/telemetry/labelled.h"

#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "prometheus/counter.h"
#include "prometheus/registry.h"

namespace trustwatch::telemetry {
namespace {

using prometheus::Counter;

class LabelledTest : public ::testing::Test {
 protected:
  LabelledTest()
      : family_(prometheus::BuildCounter().Name("x_total").Help("h").Register(registry_)),
        labelled_(family_, {"a", "b"},
                  [](auto& family, const auto& labels) -> Counter& { return family.Add(labels); }) {
  }

  std::size_t SeriesCount() const {
    const auto families = registry_.Collect();
    return families.empty() ? 0 : families[0].metric.size();
  }

  prometheus::Registry registry_;
  prometheus::Family<Counter>& family_;
  Labelled<Counter> labelled_;
};

TEST_F(LabelledTest, TheSameValuesAreTheSameSeries) {
  Counter& first = labelled_.With({"one", "two"});
  EXPECT_EQ(&labelled_.With({"one", "two"}), &first);
  EXPECT_EQ(SeriesCount(), 1U);
}

TEST_F(LabelledTest, ValuesThatJoinAlikeAreDifferentSeries) {
  EXPECT_NE(&labelled_.With({"ab", "c"}), &labelled_.With({"a", "bc"}));
}

TEST_F(LabelledTest, BeyondTheLimitEverythingIsOther) {
  for (std::size_t i = 0; i < kSeriesPerFamilyMax; ++i) labelled_.With({std::to_string(i), "x"});
  Counter& known = labelled_.With({"7", "x"});
  Counter& other = labelled_.With({"never seen", "x"});
  EXPECT_EQ(&labelled_.With({"nor", "this"}), &other);
  EXPECT_EQ(&labelled_.With({"7", "x"}), &known) << "what was known before stays";
  EXPECT_TRUE(family_.Has({{"a", "other"}, {"b", "other"}}));
  EXPECT_EQ(SeriesCount(), kSeriesPerFamilyMax + 1);
}

TEST_F(LabelledTest, ThreadsShareSeriesAndLoseNoCount) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 1'000;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([this] {
        for (int i = 0; i < kRounds; ++i) {
          labelled_.With({std::to_string(i % 10), "x"}).Increment();
        }
      });
    }
  }
  // 4 threads x 1,000 rounds over 10 series: 400 each.
  EXPECT_EQ(SeriesCount(), 10U);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(labelled_.With({std::to_string(i), "x"}).Value(), 400);
}

}  // namespace
}  // namespace trustwatch::telemetry
