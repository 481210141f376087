#include "daemon/ingest/pair_rules.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/row_index.h"
#include "daemon/ingest/rulebook.h"
#include "fmt/format.h"

namespace trustwatch::ingest {
namespace {

// `where`: where the other figure stands.
Words Broken(const PairLink& link, const Row& row, double own, double other, std::string_view where,
             std::vector<std::int32_t> related) {
  return {.reason = "PAIR_RULE_BROKEN",
          .field = "value.number.value",
          .value = fmt::format("{}", own),
          .message = fmt::format("{}: {} is {}, and {} {} is {}", link.rule->message,
                                 row.rules->indicator->id.text(), own,
                                 link.other->indicator->id.text(), where, other),
          .cure = std::string(CureOf(link.rule->level)),
          .related_indexes = std::move(related)};
}

}  // namespace

PairRules::PairRules(const std::vector<Row>& rows, const RowIndex& index, bool accepts_valid_rows,
                     CurrentNumber current, Findings& findings)
    : rows_(rows),
      index_(index),
      accepts_valid_rows_(accepts_valid_rows),
      current_(std::move(current)),
      findings_(findings) {}

std::optional<double> PairRules::NumberOf(std::size_t row) const {
  const auto& value = rows_[row].value;
  const auto* number = value ? std::get_if<domain::Number>(&*value) : nullptr;
  return number == nullptr ? std::nullopt : std::optional(number->value);
}

std::optional<std::size_t> PairRules::PartnerOf(std::size_t row, const PairLink& link) const {
  const auto partner = index_.Find(*link.other, *rows_[row].breakdown, *rows_[row].period);
  return partner ? std::optional(static_cast<std::size_t>(*partner)) : std::nullopt;
}

void PairRules::Check() {
  // Chosen before the first is judged, so that one finding does not hide another.
  std::vector<Task> pairs;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (findings_.IsRefused(row) || rows_[row].rules->pairs.empty() || !NumberOf(row)) continue;
    for (const PairLink& link : rows_[row].rules->pairs) {
      const auto partner = PartnerOf(row, link);
      if (!partner || findings_.IsRefused(*partner)) {
        if (!partner || accepts_valid_rows_) tasks_.push_back({row, &link});
      } else if (link.is_lesser && NumberOf(*partner)) {
        pairs.push_back({row, &link});
      }
    }
  }
  for (const Task& pair : pairs) CheckRows(pair);
  while (!tasks_.empty()) {
    const Task task = tasks_.front();
    tasks_.pop_front();
    if (!findings_.IsRefused(task.row)) CheckCurrent(task);
  }
}

void PairRules::CheckRows(const Task& pair) {
  const std::size_t lesser = pair.row;
  const std::size_t greater = *PartnerOf(lesser, *pair.link);
  const double least = *NumberOf(lesser);
  const double most = *NumberOf(greater);
  if (least <= most) return;
  const PairLink& link = *pair.link;
  const PairLink back{.rule = link.rule, .other = rows_[lesser].rules, .is_lesser = false};
  const auto add = [&](std::size_t row, std::size_t other, const PairLink& seen, double own,
                       double others) {
    const std::string_view own_words = findings_.ExplanationOf(row);
    const std::string_view words = own_words.empty() ? findings_.ExplanationOf(other) : own_words;
    AddFinding(row, link.rule->level, words, [&] {
      return Broken(seen, rows_[row], own, others, "in another row",
                    {static_cast<std::int32_t>(other)});
    });
  };
  add(lesser, greater, link, least, most);
  add(greater, lesser, back, most, least);
}

void PairRules::CheckCurrent(const Task& task) {
  const PairLink& link = *task.link;
  const Row& row = rows_[task.row];
  const std::optional<double> other = current_({.indicator = link.other->indicator->id,
                                                .breakdown = std::string(*row.breakdown),
                                                .span = row.period->span},
                                               row.period->period);
  if (!other) return;
  const double own = *NumberOf(task.row);
  if (link.is_lesser ? own <= *other : *other <= own) return;
  AddFinding(task.row, link.rule->level, findings_.ExplanationOf(task.row),
             [&] { return Broken(link, row, own, *other, "as recorded before", {}); });
}

template <typename Describe>
void PairRules::AddFinding(std::size_t row, domain::Level level, std::string_view explanation,
                           const Describe& describe) {
  const bool was_refused = findings_.IsRefused(row);
  findings_.AddExplained(row, level, explanation, describe);
  if (!was_refused && findings_.IsRefused(row) && accepts_valid_rows_) AddPartnersOf(row);
}

void PairRules::AddPartnersOf(std::size_t refused) {
  for (const PairLink& link : rows_[refused].rules->pairs) {
    const auto partner = PartnerOf(refused, link);
    if (!partner || findings_.IsRefused(*partner) || !NumberOf(*partner)) continue;
    const std::vector<PairLink>& back = link.other->pairs;
    const auto found = std::find_if(back.begin(), back.end(), [&](const PairLink& candidate) {
      return candidate.rule == link.rule && candidate.is_lesser != link.is_lesser;
    });
    tasks_.push_back({*partner, &*found});
  }
}

}  // namespace trustwatch::ingest
