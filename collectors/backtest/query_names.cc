#include "collectors/backtest/query_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>

namespace trustwatch::backtest {
namespace {

// What may stand where a metric may, followed by no parenthesis.
constexpr std::array<std::string_view, 24> kKeywords = {
    "and",   "atan2",  "avg",    "bool", "bottomk", "count",  "count_values", "end",
    "group", "inf",    "max",    "min",  "nan",     "offset", "or",           "quantile",
    "start", "stddev", "stdvar", "sum",  "topk",    "unless", "limitk",       "limit_ratio"};
constexpr std::array<std::string_view, 6> kBeforeLabels = {"by",       "without",    "on",
                                                           "ignoring", "group_left", "group_right"};

template <std::size_t size>
bool IsOneOf(const std::array<std::string_view, size>& words, std::string_view word) {
  const auto same = [word](std::string_view one) {
    return std::equal(one.begin(), one.end(), word.begin(), word.end(), [](char a, char b) {
      return a == std::tolower(static_cast<unsigned char>(b));
    });
  };
  return std::any_of(words.begin(), words.end(), same);
}

bool BeginsName(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == ':';
}
bool IsInName(char c) { return BeginsName(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }

// Reads a query from its beginning to its end.
class Scanner {
 public:
  explicit Scanner(std::string_view query) : query_(query) {}

  QueryNames Scan() {
    while (at_ < query_.size()) Step();
    return names_;
  }

 private:
  void Step() {
    const char c = query_[at_];
    if (c == '"' || c == '\'' || c == '`') return SkipString(c);
    if (c == '#') return SkipTo('\n');
    if (c == '[') return SkipTo(']');
    if (c == '{') {
      if (!after_name_) names_.has_nameless = true;
      after_name_ = false;
      return SkipBraces();
    }
    if (BeginsName(c)) return TakeWord();
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) return SkipNumber();
    if (std::isspace(static_cast<unsigned char>(c)) == 0) after_name_ = false;
    ++at_;
  }

  void TakeWord() {
    const std::size_t begin = at_;
    while (at_ < query_.size() && IsInName(query_[at_])) ++at_;
    const std::string_view word = query_.substr(begin, at_ - begin);
    const char next = NextSign();
    after_name_ = false;
    if (IsOneOf(kBeforeLabels, word)) {
      if (next == '(') SkipTo(')');
    } else if (next != '(' && !IsOneOf(kKeywords, word)) {
      names_.metrics.emplace(word);
      after_name_ = true;
    }
  }

  // The next one that is no space; 0 at the end.
  char NextSign() const {
    std::size_t i = at_;
    while (i < query_.size() && std::isspace(static_cast<unsigned char>(query_[i])) != 0) ++i;
    return i < query_.size() ? query_[i] : '\0';
  }

  // 1.5e3, 5m, 0x1F: letters may follow digits.
  void SkipNumber() {
    while (at_ < query_.size() && (IsInName(query_[at_]) || query_[at_] == '.')) ++at_;
    after_name_ = false;
  }

  void SkipTo(char end) {
    while (at_ < query_.size() && query_[at_] != end) ++at_;
    if (at_ < query_.size()) ++at_;
  }

  void SkipString(char quote) {
    for (++at_; at_ < query_.size() && query_[at_] != quote; ++at_) {
      if (query_[at_] == '\\' && quote != '`') ++at_;
    }
    if (at_ < query_.size()) ++at_;
  }

  void SkipBraces() {
    ++at_;
    while (at_ < query_.size() && query_[at_] != '}') {
      const char c = query_[at_];
      if (c == '"' || c == '\'' || c == '`') {
        SkipString(c);
      } else {
        ++at_;
      }
    }
    if (at_ < query_.size()) ++at_;
  }

  const std::string_view query_;
  std::size_t at_ = 0;
  bool after_name_ = false;
  QueryNames names_;
};

}  // namespace

QueryNames NamesIn(std::string_view query) { return Scanner(query).Scan(); }

}  // namespace trustwatch::backtest
