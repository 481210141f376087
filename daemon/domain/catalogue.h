#ifndef TRUSTWATCH_DAEMON_DOMAIN_CATALOGUE_H_
#define TRUSTWATCH_DAEMON_DOMAIN_CATALOGUE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"

namespace trustwatch::domain {

enum class IndicatorKind : std::uint8_t { kCount, kProportion, kRate, kMoney, kDuration, kScore };
enum class Direction : std::uint8_t { kLower, kHigher, kNeither };

// Which control chart judges the series of an indicator.
enum class ChartKind : std::uint8_t {
  kXmr,     // individual values and moving ranges
  kPPrime,  // Laney's p', for proportions with their denominators
  kUPrime,  // Laney's u', for rates with their denominators
  kT,       // times between rare events
  kG,       // opportunities between rare events
};

// How much a finding matters: accepted and noted; accepted with an explanation only; refused.
enum class Level : std::uint8_t { kWarn, kExplain, kRefuse };

struct Standard {
  std::string text;              // "75 % within 6 weeks"
  std::optional<double> target;  // in the indicator's unit
  std::optional<Day> first_day;
  std::optional<Day> last_day;
  std::string source;
};

// Where figures usually lie, and what happens to one that does not.
struct PlausibleRange {
  double low = 0;
  double high = 0;
  std::string basis;  // "5th to 95th percentile of 33 trusts, 63 months", "estimate"
  Level outside = Level::kWarn;
};

// The id of this indicator's figures in a published national file.
struct PublishedAs {
  std::string dataset;  // mhsds
  std::string measure;  // OAP02a
};

// How figures about few people are kept from callers who may not see them: what the publisher of
// the figures does. history/disclosure.h applies it.
struct SmallNumbers {
  int hide_under = 0;            // figures about fewer are hidden; at least 3
  int round_to = 0;              // counts that are shown, to the nearest of it; 0 for other kinds
  int decimals = 0;              // of figures of other kinds that are shown
  bool show_zero = false;        // nobody at all is no secret
  bool breakdowns_only = false;  // the whole is shown as it stands
};

struct DefinitionChange {
  int version = 1;
  Day date{};
  std::string what;
};

// One defined measure. Numbers are in `unit` unless said.
struct Indicator {
  IndicatorId id;
  std::vector<std::string> official_ids;
  std::vector<PublishedAs> published_as;
  std::string name;
  std::string theme;
  std::string unit;
  IndicatorKind kind = IndicatorKind::kCount;
  std::string numerator;    // what is counted; empty if it has none
  std::string denominator;  // out of what; empty if it has none
  double scale = 0;         // value = scale x numerator / denominator; 0 without a denominator
  bool integer = false;     // values are whole numbers
  Direction direction = Direction::kNeither;
  ChartKind chart = ChartKind::kXmr;
  bool nil_is_zero = false;  // a nil return is the number 0 in charts; else it is unknown there
  std::vector<Standard> standards;
  std::vector<Span> spans;        // at least one; the first is the usual one
  std::string frequency;          // "monthly", for people
  std::optional<double> minimum;  // refused below
  std::optional<double> maximum;  // refused above
  std::optional<PlausibleRange> plausible;
  std::string absence_meaning;
  std::string suppression;  // how small numbers are hidden when published, for people
  std::optional<SmallNumbers> small_numbers;  // the same for the daemon; absent: nothing is hidden
  std::string why_it_matters;
  std::string owner;
  Day review_date{};
  int definition_version = 1;
  std::vector<DefinitionChange> changes;
  std::vector<std::string> doubts;  // what the authors are not sure of
  bool context_only = false;  // a published building block rather than an improvement indicator
};

// One indicator over one span.
struct ReturnItem {
  IndicatorId indicator;
  Span span;
};

// A set of figures that kinds of organisation owe for each period.
struct Return {
  std::string id;
  std::string name;
  std::vector<std::string> owed_by;  // kinds of organisation
  std::vector<ReturnItem> items;
  int every_months = 1;           // a period ends every so many months
  int year_end_month = 12;        // counted from this one: 12 and 3 is every year to 31 March
  int deadline_working_day = 10;  // due 23:59:59 Europe/London on this working day after the period
  std::optional<Day> first_day;   // periods that end on or after
  std::optional<Day> last_day;    // periods that end on or before
  bool required = true;           // false: welcome, never overdue
  std::string deadline_basis;     // where the deadline comes from, for people
  std::vector<std::string> doubts;  // what the authors are not sure of

  // True if its periods end in this month, 1 to 12.
  bool EndsInMonth(int month) const { return (month - year_end_month) % every_months == 0; }
  // True if one of its periods ends on the last day of a month.
  bool HasPeriodEnding(Day last) const;
};

// Between two figures of one organisation, breakdown and period: `lesser` is not above `greater`.
struct PairRule {
  std::string id;
  IndicatorId lesser;
  IndicatorId greater;
  Level level = Level::kRefuse;
  std::string message;  // "calls answered cannot be more than calls offered"
};

// The indicators, returns and pair rules in force. Immutable; const methods safe from any thread.
class Catalogue {
 public:
  // Ids are unique, and returns and rules name indicators that exist: the reader has checked.
  Catalogue(std::vector<Indicator> indicators, std::vector<Return> returns,
            std::vector<PairRule> pair_rules);
  Catalogue(Catalogue&&) = default;
  Catalogue& operator=(Catalogue&&) = default;
  Catalogue(const Catalogue&) = delete;  // the indexes point into the vectors
  Catalogue& operator=(const Catalogue&) = delete;

  const std::vector<Indicator>& indicators() const { return indicators_; }  // by id
  const std::vector<Return>& returns() const { return returns_; }           // by id
  const std::vector<PairRule>& pair_rules() const { return pair_rules_; }

  // nullptr if there is none. The pointer lives as long as the catalogue.
  const Indicator* Find(std::string_view indicator_id) const;

 private:
  std::vector<Indicator> indicators_;
  std::vector<Return> returns_;
  std::vector<PairRule> pair_rules_;
  absl::flat_hash_map<std::string, const Indicator*> by_id_;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_CATALOGUE_H_
