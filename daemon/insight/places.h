#ifndef TRUSTWATCH_DAEMON_INSIGHT_PLACES_H_
#define TRUSTWATCH_DAEMON_INSIGHT_PLACES_H_

#include <span>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/insight/comparison.h"

// The parts of CompareFigures that put numbers in order. Pure.
namespace trustwatch::insight {

// Sets the place of each, and its lowest and highest.
void SetPlaces(const domain::Indicator* indicator, std::span<ComparedOrganisation> organisations);

// Sets the quarter of each among its peers, and returns the quartiles of all peers that are enough.
std::vector<QuartilesOfPeers> SetQuarters(const domain::Indicator* indicator,
                                          std::span<ComparedOrganisation> organisations);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_PLACES_H_
