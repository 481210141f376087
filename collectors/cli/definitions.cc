#include "collectors/cli/definitions.h"

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/indicator_view.h"
#include "collectors/cli/json.h"
#include "collectors/cli/pages.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "daemon/base/error.h"
#include "fmt/format.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::cli {
namespace {

ExitCode Print(const Table& table, const Session& session) {
  if (session.format == Format::kCsv) {
    table.PrintCsv(session.console.out);
  } else {
    table.Print(session.console);
  }
  return ExitCode::kDone;
}

ExitCode ShowOneIndicator(const std::string& id, const v1::ListIndicatorsResponse& response,
                          const Session& session) {
  for (const v1::Indicator& indicator : response.indicators()) {
    if (indicator.id() != id) continue;
    if (session.format == Format::kJson) return PrintJson(session.console, indicator);
    if (session.format == Format::kCsv) return Print(IndicatorFacts(indicator), session);
    PrintIndicator(indicator, session.console);
    return ExitCode::kDone;
  }
  session.console.Complain(
      fmt::format("there is no indicator \"{}\" in catalogue {}; trustwatch indicators lists them",
                  id, response.catalogue_version()));
  return ExitCode::kRefused;
}

Table OrganisationsTable(const v1::ListOrganisationsResponse& response) {
  Table table({{"ods_code"},
               {"kind"},
               {"region"},
               {"opened"},
               {"closed"},
               {"icb"},
               {.name = "name", .wraps = true}});
  for (const v1::Organisation& it : response.organisations()) {
    table.Add({Cell{it.ods_code()}, Cell{it.kind()}, Cell{it.region()}, Cell{DateText(it.opened())},
               Cell{DateText(it.closed())}, Cell{it.icb()}, Cell{it.name()}});
  }
  return table;
}

// A row for each indicator of each return.
Table ReturnsCsv(const v1::ListReturnsResponse& response) {
  Table table({{"return"},
               {"name"},
               {"owed_by"},
               {"every_months"},
               {"year_end_month"},
               {"deadline_working_day"},
               {"required"},
               {"indicator"},
               {"span"}});
  for (const v1::Return& it : response.returns()) {
    for (const v1::ReturnItem& item : it.items()) {
      table.Add({Cell{it.id()}, Cell{it.name()}, Cell{absl::StrJoin(it.owed_by(), " ")},
                 Cell{std::to_string(it.every_months())}, Cell{std::to_string(it.year_end_month())},
                 Cell{std::to_string(it.deadline_working_day())},
                 Cell{it.required() ? "yes" : "no"}, Cell{item.indicator()}, Cell{item.span()}});
    }
  }
  return table;
}

// A row for each return, its indicators folded.
Table ReturnsTable(const v1::ListReturnsResponse& response) {
  Table table(
      {{"return"}, {"owed"}, {"due on working day", true}, {.name = "indicators", .wraps = true}});
  for (const v1::Return& it : response.returns()) {
    std::string items;
    for (const v1::ReturnItem& item : it.items()) {
      items += fmt::format("{}{} {}", items.empty() ? "" : ", ", item.indicator(), item.span());
    }
    table.Add({Cell{it.id()},
               Cell{it.required() ? fmt::format("every {}", Counted(it.every_months(), "month"))
                                  : "if there is any"},
               Cell{std::to_string(it.deadline_working_day())}, Cell{items}});
  }
  return table;
}

// The daemon puts faults into the metadata, each under a key that begins so.
constexpr std::string_view kFaultKey = "fault_0";

}  // namespace

ExitCode ShowIndicators(const std::string& id, const Session& session) {
  const auto response = AllPages(v1::ListIndicatorsRequest(), [&](const auto& page) {
    return session.client.ListIndicators(page);
  });
  if (!response.ok()) return Fail(session.console, response.status());
  if (!id.empty()) return ShowOneIndicator(id, *response, session);
  if (session.format == Format::kJson) return PrintJson(session.console, *response);
  Print(IndicatorsTable(*response, session.format), session);
  if (session.format == Format::kTable) {
    session.console.out << fmt::format(
        "{} {}, catalogue {}\n", response->indicators_size(),
        response->indicators_size() == 1 ? "indicator" : "indicators",
        response->catalogue_version());
  }
  return ExitCode::kDone;
}

ExitCode ShowOrganisations(const Session& session) {
  const auto response = AllPages(v1::ListOrganisationsRequest(), [&](const auto& page) {
    return session.client.ListOrganisations(page);
  });
  if (!response.ok()) return Fail(session.console, response.status());
  if (session.format == Format::kJson) return PrintJson(session.console, *response);
  return Print(OrganisationsTable(*response), session);
}

ExitCode ShowReturns(const Session& session) {
  const auto response = AllPages(
      v1::ListReturnsRequest(), [&](const auto& page) { return session.client.ListReturns(page); });
  if (!response.ok()) return Fail(session.console, response.status());
  if (session.format == Format::kJson) return PrintJson(session.console, *response);
  return Print(session.format == Format::kCsv ? ReturnsCsv(*response) : ReturnsTable(*response),
               session);
}

ExitCode Reload(const Session& session) {
  const absl::StatusOr<v1::ReloadCatalogueResponse> response =
      session.client.ReloadCatalogue(v1::ReloadCatalogueRequest());
  if (!response.ok()) {
    std::string faults;
    for (const auto& [key, fault] : base::ErrorOf(response.status()).metadata) {
      if (key.starts_with(kFaultKey)) faults += fmt::format("\n  {}", fault);
    }
    session.console.Complain(std::string(response.status().message()) + faults);
    return ExitCodeOf(response.status());
  }
  if (session.format == Format::kJson) return PrintJson(session.console, *response);
  if (session.format == Format::kCsv) {
    Table table({{"catalogue_version"}, {"changed"}});
    table.Add({Cell{response->catalogue_version()}, Cell{response->changed() ? "true" : "false"}});
    return Print(table, session);
  }
  session.console.out << fmt::format(
      "catalogue {} is in force{}\n", response->catalogue_version(),
      response->changed() ? "" : "; the files say what was in force");
  return ExitCode::kDone;
}

}  // namespace trustwatch::cli
