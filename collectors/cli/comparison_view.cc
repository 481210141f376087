#include "collectors/cli/comparison_view.h"

#include <algorithm>
#include <string>
#include <vector>

#include "collectors/cli/console.h"
#include "collectors/cli/display.h"
#include "collectors/cli/judgement_words.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "fmt/format.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

std::string HeadText(const v1::CompareOrganisationsResponse& response) {
  return fmt::format("{}{}{}, {} ({})", response.indicator(),
                     response.breakdown().empty() ? "" : " ", response.breakdown(),
                     PeriodText(response.period()), response.unit());
}

std::string FunnelText(const v1::CompareOrganisationsResponse& response) {
  if (!response.has_funnel()) return "no funnel: " + response.no_funnel_because();
  const v1::Funnel& funnel = response.funnel();
  std::string text = funnel.has_centre()
                         ? fmt::format("all together {}", RoughText(funnel.centre()))
                         : "no centre";
  if (funnel.has_dispersion()) {
    text +=
        fmt::format("; organisations differ {} than chance makes them (dispersion {})",
                    funnel.dispersion() > 1 ? "more" : "no more", RoughText(funnel.dispersion()));
  }
  if (funnel.overdispersion_allowed_for()) text += ", and the limits allow for it";
  return text;
}

std::string LimitsText(const v1::FunnelLimits& limits) {
  v1::ChartLines lines;
  if (limits.has_lower_998()) lines.set_lower_limit(limits.lower_998());
  if (limits.has_upper_998()) lines.set_upper_limit(limits.upper_998());
  return UsualText(lines);
}

// Why an organisation has no place in the funnel, where there is one at all.
Cell FlagCell(const v1::OrganisationComparison& it, bool is_funnel) {
  switch (it.flag()) {
    case v1::FUNNEL_FLAG_INSIDE:
      return {"• within chance"};
    case v1::FUNNEL_FLAG_LOW:
      return {"▼ lower than chance explains", Style::kDoubtful};
    case v1::FUNNEL_FLAG_HIGH:
      return {"▲ higher than chance explains", Style::kDoubtful};
    default:
      return {is_funnel ? it.excluded_because() : "", Style::kQuiet};
  }
}

// "3", "3 (1 to 5)" with the places that chance does not rule out.
std::string PlaceText(const v1::OrganisationComparison& it) {
  if (it.place() == 0) return "";
  if (it.place_lowest() == 0) return std::to_string(it.place());
  return fmt::format("{} ({} to {})", it.place(), it.place_lowest(), it.place_highest());
}

std::string QuarterText(v1::PeerQuarter quarter) {
  switch (quarter) {
    case v1::PEER_QUARTER_LOWEST:
      return "lowest quarter";
    case v1::PEER_QUARTER_MIDDLE_HALF:
      return "middle half";
    case v1::PEER_QUARTER_HIGHEST:
      return "highest quarter";
    default:
      return "";
  }
}

std::string RoughFigureText(const v1::Value& value) {
  if (value.has_number() && value.number().has_value()) return RoughText(value.number().value());
  return value.kind_case() == v1::Value::KIND_NOT_SET ? "none" : ValueText(value);
}

Table ComparisonForPeople(const v1::CompareOrganisationsResponse& response) {
  std::vector<v1::OrganisationComparison> organisations(response.organisations().begin(),
                                                        response.organisations().end());
  // Those without a place come last.
  std::stable_sort(organisations.begin(), organisations.end(), [](const auto& a, const auto& b) {
    if ((a.place() == 0) != (b.place() == 0)) return b.place() == 0;
    return a.place() < b.place();
  });
  Table table({{"place"},
               {"organisation"},
               {"figure", true},
               {"limits of chance"},
               {"funnel"},
               {"among its kind"},
               {"in its region"},
               {"name"}});
  for (const v1::OrganisationComparison& it : organisations) {
    table.Add({Cell{PlaceText(it)}, Cell{it.organisation()}, Cell{RoughFigureText(it.value())},
               Cell{LimitsText(it.limits())}, FlagCell(it, response.has_funnel()),
               Cell{QuarterText(it.among_kind())}, Cell{QuarterText(it.among_region())},
               Cell{it.name()}});
  }
  return table;
}

std::string PlaceNumber(int place) { return place == 0 ? "" : std::to_string(place); }

}  // namespace

void PrintComparison(const v1::CompareOrganisationsResponse& response, const Console& console) {
  if (!response.has_period()) {
    console.out << fmt::format("{}: nobody has a figure\n", response.indicator());
    return;
  }
  console.out << console.Paint(HeadText(response), Style::kHeading) << '\n'
              << Visible(FunnelText(response)) << '\n';
  ComparisonForPeople(response).Print(console);
  for (const v1::PeerQuartiles& it : response.quartiles()) {
    if (!it.region().empty()) continue;
    console.out << Visible(fmt::format("{}: a quarter below {}, half below {}, a quarter above {} "
                                       "({} organisations)",
                                       it.kind(), RoughText(it.lower()), RoughText(it.median()),
                                       RoughText(it.upper()), it.peer_count()))
                << '\n';
  }
}

Table ComparisonCsv(const v1::CompareOrganisationsResponse& response) {
  Table table({{"indicator"},    {"breakdown"},    {"first_day"},     {"last_day"},
               {"unit"},         {"organisation"}, {"name"},          {"kind"},
               {"region"},       {"value_kind"},   {"value"},         {"numerator"},
               {"denominator"},  {"reason"},       {"lower_95"},      {"upper_95"},
               {"lower_998"},    {"upper_998"},    {"flag"},          {"excluded_because"},
               {"place"},        {"place_lowest"}, {"place_highest"}, {"among_kind"},
               {"among_region"}, {"centre"},       {"dispersion"},    {"no_funnel_because"}});
  const v1::Funnel& funnel = response.funnel();
  for (const v1::OrganisationComparison& it : response.organisations()) {
    const ValueColumns value = ColumnsOf(it.value());
    const v1::FunnelLimits& limits = it.limits();
    table.Add({Cell{response.indicator()},
               Cell{response.breakdown()},
               Cell{DateText(response.period().first_day())},
               Cell{DateText(response.period().last_day())},
               Cell{response.unit()},
               Cell{it.organisation()},
               Cell{it.name()},
               Cell{it.kind()},
               Cell{it.region()},
               Cell{value.kind},
               Cell{value.number},
               Cell{value.numerator},
               Cell{value.denominator},
               Cell{value.reason},
               Cell{NumberOrNothing(limits.has_lower_95(), limits.lower_95())},
               Cell{NumberOrNothing(limits.has_upper_95(), limits.upper_95())},
               Cell{NumberOrNothing(limits.has_lower_998(), limits.lower_998())},
               Cell{NumberOrNothing(limits.has_upper_998(), limits.upper_998())},
               Cell{EnumOrNothing(it.flag())},
               Cell{it.excluded_because()},
               Cell{PlaceNumber(it.place())},
               Cell{PlaceNumber(it.place_lowest())},
               Cell{PlaceNumber(it.place_highest())},
               Cell{QuarterText(it.among_kind())},
               Cell{QuarterText(it.among_region())},
               Cell{NumberOrNothing(funnel.has_centre(), funnel.centre())},
               Cell{NumberOrNothing(funnel.has_dispersion(), funnel.dispersion())},
               Cell{response.no_funnel_because()}});
  }
  return table;
}

}  // namespace trustwatch::cli
