#include "daemon/insight/compared_figures.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/value.h"
#include "daemon/history/series_figures.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/peer_figures.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using ::testing::ElementsAre;
using testing::Percent;
using ::testing::SizeIs;

class ComparedFiguresTest : public ::testing::Test {
 protected:
  static history::Ordinal At(std::string_view month) {
    return history::OrdinalOf(testing::PeriodOf(month).last(), domain::Span{});
  }
  static history::SeriesFigures Figures(
      const std::vector<std::pair<std::string_view, domain::Value>>& values) {
    history::SeriesFigures figures;
    for (const auto& [month, value] : values) figures.Set(At(month), value);
    return figures;
  }
  // So many months up to April 2026.
  static history::SeriesFigures Months(int count) {
    history::SeriesFigures figures;
    for (int i = count - 1; i >= 0; --i) figures.Set(At("2026-04") - i, Percent(i, 100));
    return figures;
  }
  std::shared_ptr<const ComparedFigures> Of(const history::SeriesFigures& figures) const {
    return ComparedFiguresOf(figures, slice_, definitions_->catalogue);
  }

  domain::Slice slice_ = testing::SliceOf("seen_in_time");
  const std::shared_ptr<const domain::Definitions> definitions_ =
      testing::DefinitionsBuilder().Build();
};

TEST_F(ComparedFiguresTest, NumbersBringWhatTheyWereCountedFrom) {
  const auto compared = Of(Figures({{"2026-01", Percent(3, 4)},
                                    {"2026-02", domain::Suppressed{}},
                                    {"2026-03", domain::Number{.value = 75}},
                                    {"2026-04", Percent(0, 8)}}));
  ASSERT_NE(compared, nullptr);
  EXPECT_THAT(compared->periods,
              ElementsAre(At("2026-01"), At("2026-02"), At("2026-03"), At("2026-04")));
  using history::Ratio;
  EXPECT_THAT(compared->ratios, ElementsAre(Ratio{3, 4}, Ratio{}, Ratio{}, Ratio{0, 8}));
  EXPECT_FALSE(compared->begins_earlier);
}

// From 30 April 2024 to 30 April 2026 are 730 days.
TEST_F(ComparedFiguresTest, TwoYearsAndTheFigureBeforeAreKept) {
  const auto whole = Of(Months(25));
  EXPECT_THAT(whole->periods, SizeIs(25));
  EXPECT_FALSE(whole->begins_earlier);
  const auto cut = Of(Months(60));
  EXPECT_THAT(cut->periods, SizeIs(25));
  EXPECT_EQ(cut->periods.front(), At("2024-04"));
  EXPECT_EQ(cut->ratios.front(), (history::Ratio{24, 100}));
  EXPECT_TRUE(cut->begins_earlier);
  const auto gap = Of(Figures(
      {{"2019-12", Percent(1, 9)}, {"2020-01", Percent(2, 9)}, {"2026-04", Percent(3, 9)}}));
  EXPECT_THAT(gap->periods, ElementsAre(At("2020-01"), At("2026-04"))) << "what it last said then";
  EXPECT_TRUE(gap->begins_earlier);
}

TEST_F(ComparedFiguresTest, OtherSeriesAreNotCompared) {
  const history::SeriesFigures figures = Months(3);
  EXPECT_NE(Of(figures), nullptr);
  EXPECT_EQ(Of({}), nullptr) << "no figure";
  slice_.breakdown = "age:under18";
  EXPECT_EQ(Of(figures), nullptr) << "a part";
  slice_ = testing::SliceOf("seen_in_time");
  slice_.span.count = 3;
  EXPECT_EQ(Of(figures), nullptr) << "another span than the first";
  slice_ = testing::SliceOf("calls_offered");
  EXPECT_EQ(Of(figures), nullptr) << "a count";
  slice_ = testing::SliceOf("retired");
  EXPECT_EQ(Of(figures), nullptr) << "it left the catalogue";
}

TEST_F(ComparedFiguresTest, ADisclosedSeriesBringsWhatWasDisclosed) {
  history::SeriesFigures figures = Months(2);
  figures.DiscloseRatios({{}, {7.5, 15}});
  EXPECT_THAT(Of(figures)->ratios, ElementsAre(history::Ratio{}, history::Ratio{7.5, 15}));
}

}  // namespace
}  // namespace trustwatch::insight
