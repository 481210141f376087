#ifndef TRUSTWATCH_TESTS_INSIGHT_PEER_FIGURES_H_
#define TRUSTWATCH_TESTS_INSIGHT_PEER_FIGURES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/insight/comparison.h"

// Figures to compare, and what a comparison said of them in words.
namespace trustwatch::testing {

// Per 1,000, with numerator and denominator.
domain::Indicator RateIndicator();

// scale x numerator / denominator, with both.
domain::Value Ratio(double scale, double numerator, double denominator);
domain::Value Percent(double numerator, double denominator);

// Of the trust X00, X01 and so on, all of one kind and region.
insight::PeerFigure FigureOf(std::size_t at, std::optional<domain::Value> value);
std::vector<insight::PeerFigure> Figures(const std::vector<std::optional<domain::Value>>& values);
// Ten of 50 in 100, then one of 10 and one of 90.
std::vector<insight::PeerFigure> TenAlikeAndTwoApart();

// Of 2026-04.
insight::Comparison Compare(const domain::Indicator& indicator,
                            std::vector<insight::PeerFigure> figures, bool include_curve = false);

// "place [lowest, highest]" of each.
std::vector<std::string> Places(const insight::Comparison& comparison);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INSIGHT_PEER_FIGURES_H_
