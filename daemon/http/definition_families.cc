#include "daemon/http/definition_families.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/direction_word.h"
#include "daemon/domain/register.h"
#include "daemon/http/exposition.h"

namespace trustwatch::http {
namespace {

using insight::ReturnCount;

void WriteIndicators(const domain::Catalogue& catalogue, Exposition& page) {
  for (const domain::Indicator& indicator : catalogue.indicators()) {
    std::string labels;
    AppendLabel("indicator", indicator.id.text(), labels);
    AppendLabel("title", indicator.name, labels);
    AppendLabel("unit", indicator.unit, labels);
    AppendLabel("direction", domain::DirectionWord(indicator.direction), labels);
    page.Sample(labels, std::int64_t{1});
  }
}

void WriteOrganisations(const domain::Register& all, Exposition& page) {
  for (const domain::Organisation& organisation : all.organisations()) {
    std::string labels;
    AppendLabel("org", organisation.code.text(), labels);
    AppendLabel("name", organisation.Name(), labels);
    AppendLabel("region", organisation.region, labels);
    AppendLabel("icb", organisation.icb, labels);
    AppendLabel("kind", organisation.kind, labels);
    page.Sample(labels, std::int64_t{1});
  }
}

// One of the three counts of a return.
PageFamily CountFamily(std::string name, std::string help, const std::vector<ReturnCount>& counts,
                       int ReturnCount::*count) {
  return {.name = std::move(name),
          .type = MetricType::kGauge,
          .help = std::move(help),
          .write_samples = [&counts, count](Exposition& page) {
            std::string labels;
            for (const ReturnCount& one : counts) {
              labels.clear();
              AppendLabel("org", one.organisation->code.text(), labels);
              AppendLabel("return", one.owed->id, labels);
              page.Sample(labels, static_cast<std::int64_t>(one.*count));
            }
          }};
}

}  // namespace

std::vector<PageFamily> DefinitionFamilies(const domain::Definitions& definitions,
                                           const std::vector<ReturnCount>& counts) {
  std::vector<PageFamily> families;
  families.push_back(
      {.name = "trustwatch_indicator_info",
       .type = MetricType::kInfo,
       .help =
           "Always 1; the labels say what an indicator is. Join it: * on (indicator) group_left "
           "(title, unit, direction) trustwatch_indicator_info.",
       .write_samples = [&definitions](Exposition& page) {
         WriteIndicators(definitions.catalogue, page);
       }});
  families.push_back(
      {.name = "trustwatch_organisation_info",
       .type = MetricType::kInfo,
       .help = "Always 1; the labels say what an organisation is called now and where it belongs. "
               "Join it: * on (org) group_left (name, region) trustwatch_organisation_info.",
       .write_samples = [&definitions](Exposition& page) {
         WriteOrganisations(definitions.organisations, page);
       }});
  families.push_back(CountFamily(
      "trustwatch_return_owed",
      "Figures of the return that the organisation owes for the last complete month in London. "
      "Absent: it owes none.",
      counts, &ReturnCount::owed_count));
  families.push_back(CountFamily("trustwatch_return_received",
                                 "Of trustwatch_return_owed, those that have come.", counts,
                                 &ReturnCount::received_count));
  families.push_back(CountFamily(
      "trustwatch_return_overdue",
      "Of trustwatch_return_owed, those that have not come although the deadline has passed. Above "
      "zero: ring the trust; trustwatch owed lists the figures.",
      counts, &ReturnCount::overdue_count));
  return families;
}

}  // namespace trustwatch::http
