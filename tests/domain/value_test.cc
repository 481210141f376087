#include "daemon/domain/value.h"

#include <cstddef>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::domain {
namespace {

TEST(Value, EachKindHasItsNameAndItsWords) {
  struct Case {
    Value value;
    std::string_view name;
    std::string_view words;
  };
  const std::vector<Case> cases = {
      {Number{.value = 62.5}, "number", "62.5"},
      {Number{.value = 0}, "number", "0"},
      {Number{.value = -3}, "number", "-3"},
      {NilReturn{}, "nil_return", "nil return"},
      {NotApplicable{}, "not_applicable", "not applicable"},
      {Suppressed{}, "suppressed", "suppressed"},
      {Missing{"records system down"}, "missing", "missing: records system down"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(KindName(one.value), one.name);
    EXPECT_EQ(ToString(one.value), one.words);
  }
}

TEST(Value, ZeroAndTheAbsencesAreFiveDifferentThings) {
  const std::vector<Value> values = {Number{.value = 0}, NilReturn{}, NotApplicable{}, Suppressed{},
                                     Missing{"reason"}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values.size(); ++j) EXPECT_EQ(values[i] == values[j], i == j);
  }
}

TEST(Value, NumbersDifferByWhatTheyWereMadeOf) {
  const Number bare{.value = 50};
  const Number made{.value = 50, .numerator = 40, .denominator = 80};
  const Number other{.value = 50, .numerator = 45, .denominator = 90};
  EXPECT_NE(Value(bare), Value(made));
  EXPECT_NE(Value(made), Value(other));
  EXPECT_EQ(Value(made), Value(Number(made)));
  EXPECT_NE(Value(Missing{"a"}), Value(Missing{"b"}));
}

}  // namespace
}  // namespace trustwatch::domain
