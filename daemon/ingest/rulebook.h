#ifndef TRUSTWATCH_DAEMON_INGEST_RULEBOOK_H_
#define TRUSTWATCH_DAEMON_INGEST_RULEBOOK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/period.h"

namespace trustwatch::ingest {

// A kind of organisation, numbered so that a row costs no comparison of text.
enum class KindNumber : std::int32_t {};
inline constexpr KindNumber kOwesNothing{-1};

struct IndicatorRules;

// One pair rule, as one of its two indicators sees it.
struct PairLink {
  const domain::PairRule* rule = nullptr;
  const IndicatorRules* other = nullptr;
  bool is_lesser = false;  // true for the indicator that must not be above the other
};

// All that the judge asks of one indicator.
struct IndicatorRules {
  // One return that asks kinds of organisation for this indicator.
  struct Claim {
    KindNumber kind = kOwesNothing;
    domain::Span span;
    const domain::Return* owed = nullptr;  // says on which days its periods end
  };

  const domain::Indicator* indicator = nullptr;
  std::size_t number = 0;    // from 0, below Rulebook::size()
  bool has_ratio = false;    // value = scale x numerator / denominator
  bool is_percent = false;   // 62.5 means 62.5 %
  bool is_fraction = false;  // 0.625 means 62.5 %
  bool is_pounds = false;    // so that a pound sign may stand beside it
  std::vector<Claim> claims;
  std::vector<PairLink> pairs;

  // True if `span` is one of the indicator's.
  bool HasSpan(domain::Span span) const;
  // True if some return asks this kind of organisation for a period of `span` that ends on
  // `last_day`.
  bool IsOwed(KindNumber kind, domain::Span span, domain::Day last_day) const;
  // A return that asks this kind of organisation for it over `span`, on whatever days; nullptr if
  // there is none.
  const domain::Return* AskedBy(KindNumber kind, domain::Span span) const;
};

// Definitions, arranged so that judging a row costs one look-up. Made once for each version of the
// definitions, in about 0.1 ms. Immutable; const methods safe from any thread. It shares the
// definitions because a judgement may outlast their replacement.
class Rulebook {
 public:
  explicit Rulebook(std::shared_ptr<const domain::Definitions> definitions);
  Rulebook(const Rulebook&) = delete;  // the links point into the vector
  Rulebook& operator=(const Rulebook&) = delete;

  const std::shared_ptr<const domain::Definitions>& definitions() const { return definitions_; }

  std::size_t size() const { return rules_.size(); }  // how many indicators

  // nullptr if the catalogue has no such indicator. Lives as long as the rulebook.
  const IndicatorRules* Find(std::string_view indicator_id) const;

  // kOwesNothing if no return names the kind.
  KindNumber NumberOf(std::string_view kind) const;

  // What the sender may have meant by an id that Find does not know: the indicator that has it as
  // its official id, else the one whose id differs least, at most 3 letters. nullptr if there is
  // none. About 10 us.
  const domain::Indicator* Nearest(std::string_view indicator_id) const;

 private:
  std::shared_ptr<const domain::Definitions> definitions_;
  std::vector<IndicatorRules> rules_;
  absl::flat_hash_map<absl::string_view, const IndicatorRules*> by_id_;
  absl::flat_hash_map<std::string, KindNumber> kinds_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_RULEBOOK_H_
