#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "collectors/cli/check_catalogue.h"
#include "collectors/cli/command_builder.h"
#include "collectors/cli/commands.h"
#include "collectors/cli/console.h"
#include "collectors/cli/definitions.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {
namespace {

void AddDefinitions(CommandBuilder& builder) {
  const auto id = std::make_shared<std::string>();
  CLI::App& indicators = builder.Add("indicators", "List what is measured, or show one indicator",
                                     "trustwatch indicators followup_72h");
  indicators.add_option("ID", *id, "Show all that is said of this one")->type_name("");
  builder.Does(indicators, [id](const Session& session) { return ShowIndicators(*id, session); });
  builder.Does(
      builder.Add("organisations", "List who reports", "trustwatch organisations --format csv"),
      ShowOrganisations);
  builder.Does(
      builder.Add("returns", "List which figures are owed together, how often, and by when",
                  "trustwatch returns"),
      ShowReturns);
  builder.Does(
      builder.Add("reload", "Have the daemon read its catalogue again", "trustwatch reload"),
      Reload);
}

void AddCheckCatalogue(CommandBuilder& builder) {
  const auto folder = std::make_shared<std::string>();
  CLI::App& it = builder.Add("check-catalogue",
                             "Check catalogue, register and calendar files; needs no daemon",
                             "trustwatch check-catalogue deploy/catalogue/england");
  it.add_option("DIR", *folder, "The folder that holds catalogue.toml")->required()->type_name("");
  builder.DoesOffline(it, [folder](const Console& console, Format format) {
    return CheckCatalogue(*folder, format, console);
  });
}

}  // namespace

void AddDefinitionCommands(CommandBuilder& builder) {
  AddDefinitions(builder);
  AddCheckCatalogue(builder);
}

}  // namespace trustwatch::cli
