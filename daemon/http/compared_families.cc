#include "daemon/http/compared_families.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/period.h"
#include "daemon/http/exposition.h"
#include "daemon/http/page_family.h"
#include "daemon/insight/compared_funnel.h"
#include "daemon/insight/compared_now.h"

namespace trustwatch::http {
namespace {

using insight::ComparedIndicator;
using insight::ComparedLimits;
using insight::ComparedPeer;

using Limit = std::pair<std::string_view, std::optional<double> ComparedLimits::*>;
constexpr std::array<Limit, 4> kLimits = {{{"lower_998", &ComparedLimits::lower_998},
                                           {"lower_95", &ComparedLimits::lower_95},
                                           {"upper_95", &ComparedLimits::upper_95},
                                           {"upper_998", &ComparedLimits::upper_998}}};

std::string_view FlagWord(insight::FunnelFlag flag) {
  switch (flag) {
    case insight::FunnelFlag::kInside:
      return "inside";
    case insight::FunnelFlag::kHigh:
      return "high";
    case insight::FunnelFlag::kLow:
      return "low";
  }
  return "";
}

std::string LabelsOf(const ComparedIndicator& compared) {
  std::string labels;
  AppendLabel("indicator", compared.indicator.text(), labels);
  return labels;
}

// Gathers families of one indicator.
class ComparedFamilyList {
 public:
  explicit ComparedFamilyList(const ComparedIndicator* compared) : compared_(compared) {}

  void Add(std::string_view name, std::string_view help, auto write) {
    families_.push_back({.name = std::string(name),
                         .type = MetricType::kGauge,
                         .help = std::string(help),
                         .write_samples = [compared = compared_, write](Exposition& page) {
                           if (compared != nullptr) write(*compared, page);
                         }});
  }

  // `write` is called with each organisation and its labels.
  void AddOfEach(std::string_view name, std::string_view help, auto write) {
    Add(name, help, [write](const ComparedIndicator& compared, Exposition& page) {
      const std::string of_indicator = LabelsOf(compared);
      std::string labels;
      for (const ComparedPeer& peer : compared.peers) {
        labels.clear();
        AppendLabel("org", peer.counted.organisation.text(), labels);
        labels.append(",").append(of_indicator);
        write(peer, labels, page);
      }
    });
  }

  std::vector<PageFamily> Take() { return std::move(families_); }

 private:
  const ComparedIndicator* const compared_;
  std::vector<PageFamily> families_;
};

// What one organisation's point is drawn from.
void AddPoints(ComparedFamilyList& families) {
  families.AddOfEach(
      "trustwatch_indicator_compared_value",
      "The organisation's figure in the funnel, in the indicator's unit, for the newest period at "
      "which organisations can be compared (trustwatch_indicator_compared_period_end_"
      "timestamp_seconds). Absent where it is hidden or has no numerator and denominator.",
      [](const ComparedPeer& peer, std::string_view labels, Exposition& page) {
        page.Sample(labels, peer.value);
      });
  families.AddOfEach(
      "trustwatch_indicator_compared_denominator",
      "What trustwatch_indicator_compared_value is out of: the funnel's other axis. To the nearest "
      "5 where small numbers are hidden.",
      [](const ComparedPeer& peer, std::string_view labels, Exposition& page) {
        page.Sample(labels, peer.counted.denominator);
      });
  families.AddOfEach(
      "trustwatch_indicator_compared_limit",
      "The funnel's limits at the organisation's denominator, in the indicator's unit: limit is "
      "lower_998, lower_95, upper_95 or upper_998. By chance alone 1 in 20 lies outside those of "
      "95 %, 1 in 500 outside those of 99.8 %.",
      [](const ComparedPeer& peer, std::string_view labels, Exposition& page) {
        std::string label;
        for (const auto& [name, limit] : kLimits) {
          const std::optional<double>& value = peer.place.limits.*limit;
          if (!value) continue;
          label.clear();
          AppendLabel("limit", name, label);
          page.Sample("", labels, label, *value);
        }
      });
  families.AddOfEach(
      "trustwatch_indicator_compared_flag",
      "1; flag says where the organisation stands by the 99.8 % limits: inside, high or low. "
      "Whether high is good says the direction in trustwatch_indicator_info. Ask why before you "
      "judge.",
      [](const ComparedPeer& peer, std::string_view labels, Exposition& page) {
        if (!peer.place.flag) return;
        std::string label;
        AppendLabel("flag", FlagWord(*peer.place.flag), label);
        page.Sample("", labels, label, 1);
      });
}

}  // namespace

std::vector<PageFamily> ComparedFamilies(const ComparedIndicator* compared) {
  ComparedFamilyList families(compared);
  AddPoints(families);
  families.Add("trustwatch_indicator_compared_centre",
               "The funnel's centre line, in the indicator's unit: all numerators over all "
               "denominators of trustwatch_indicator_compared_value.",
               [](const ComparedIndicator& one, Exposition& page) {
                 if (one.centre) page.Sample(LabelsOf(one), *one.centre);
               });
  families.Add("trustwatch_indicator_compared_period_end_timestamp_seconds",
               "The last second, UTC, of the period at which organisations are compared, in "
               "seconds since 1970: the newest for which half of those that report have a value.",
               [](const ComparedIndicator& one, Exposition& page) {
                 const domain::Day after = one.period.last() + std::chrono::days(1);
                 page.Sample(
                     LabelsOf(one),
                     std::int64_t{std::chrono::seconds(after.time_since_epoch()).count()} - 1);
               });
  return families.Take();
}

}  // namespace trustwatch::http
