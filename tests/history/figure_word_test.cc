#include "daemon/history/figure_word.h"

#include "daemon/domain/value.h"
#include "gtest/gtest.h"

namespace trustwatch::history {
namespace {

TEST(FigureWord, IsTheWordOfTheValue) {
  EXPECT_EQ(FigureWord(FigureKind::kNumber), domain::KindName(domain::Value(domain::Number{})));
  EXPECT_EQ(FigureWord(FigureKind::kNilReturn),
            domain::KindName(domain::Value(domain::NilReturn{})));
  EXPECT_EQ(FigureWord(FigureKind::kNotApplicable),
            domain::KindName(domain::Value(domain::NotApplicable{})));
  EXPECT_EQ(FigureWord(FigureKind::kSuppressed),
            domain::KindName(domain::Value(domain::Suppressed{})));
  EXPECT_EQ(FigureWord(FigureKind::kMissing), domain::KindName(domain::Value(domain::Missing{})));
}

}  // namespace
}  // namespace trustwatch::history
