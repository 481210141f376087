#ifndef TRUSTWATCH_DAEMON_INSIGHT_COMPARISON_H_
#define TRUSTWATCH_DAEMON_INSIGHT_COMPARISON_H_

#include <optional>
#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"
#include "daemon/insight/compared_funnel.h"
#include "daemon/stats/quartiles.h"

// Organisations beside each other, for one slice and period: funnel, place with its uncertainty,
// quarter among peers. Pure. Figures are shown as they are: hiding small numbers from those who are
// not entitled to them is for the exits.
namespace trustwatch::insight {

// So that who shows a comparison needs nothing of stats.
using PeerQuarter = stats::PeerQuarter;

// The ranges of places that chance does not rule out hold together with this probability.
inline constexpr double kPlacesConfidence = 0.95;

// One organisation's figure, to be compared.
struct PeerFigure {
  domain::OdsCode organisation;
  std::string name;
  std::string kind;
  std::string region;
  std::optional<domain::Value> value;  // absent: nothing stands for the period

  friend bool operator==(const PeerFigure&, const PeerFigure&) = default;
};

// One organisation among the others.
struct ComparedOrganisation {
  PeerFigure figure;
  // Of the funnel. The flag compares scale x numerator / denominator with the 99.8 % limits: the
  // reported value may be rounded.
  std::optional<ComparedLimits> limits;
  std::optional<FunnelFlag> flag;
  std::string excluded_because;  // why it has no place in the funnel; empty if it has one
  // By value, 1 the lowest; equal values share a place; 0 if it has no number. Figures with
  // numerator and denominator of proportions and rates are placed by their exact ratio.
  int place = 0;
  // The places that chance does not rule out; both 0 if that cannot be said of its figure. A number
  // of which it cannot be said may have any place, which widens the range of the others.
  int place_lowest = 0;
  int place_highest = 0;
  std::optional<PeerQuarter> among_kind;    // absent: no number, or too few peers
  std::optional<PeerQuarter> among_region;  // among those of its kind and region

  friend bool operator==(const ComparedOrganisation&, const ComparedOrganisation&) = default;
};

// The quartiles of the reported values of some of those compared.
struct QuartilesOfPeers {
  std::string kind;
  std::string region;  // empty: all of the kind
  double lower = 0;
  double median = 0;
  double upper = 0;
  int peers = 0;  // at least stats::kPeersMin

  friend bool operator==(const QuartilesOfPeers&, const QuartilesOfPeers&) = default;
};

struct Comparison {
  domain::Slice slice;
  std::optional<domain::Period> period;             // absent: there is no figure at all
  std::vector<ComparedOrganisation> organisations;  // by code
  std::optional<ComparedFunnel> funnel;
  // Why there is no funnel, in words; empty if there is one. For proportions and rates there are
  // ranges of places all the same.
  std::string no_funnel_because;
  std::vector<QuartilesOfPeers> quartiles;  // by kind and region; all of a kind come first

  friend bool operator==(const Comparison&, const Comparison&) = default;
};

struct ComparisonInput {
  domain::Slice slice;
  std::optional<domain::Period> period;
  const domain::Indicator* indicator = nullptr;  // of the slice; nullptr: it left the catalogue
  std::vector<PeerFigure> figures;               // each organisation once, in any order
  bool include_curve = false;
};

// Compares the figures. A suppressed, missing or not applicable value is never a number. A nil
// return is one only if the indicator says that it is 0; it then has a place and a quarter, but no
// numerator and denominator, so it is not in the funnel.
//
// A funnel is drawn of proportions (as such) and rates (a count over a known exposure), by our own
// profile of stats::ComputeFunnel, for at least stats::kFunnelUnitsMin organisations with numerator
// and denominator. A proportion above 1 does not enter. Costs n log n, about 10 us an organisation
// and milliseconds for the curve.
Comparison CompareFigures(ComparisonInput input);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_COMPARISON_H_
