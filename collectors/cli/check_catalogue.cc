#include "collectors/cli/check_catalogue.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <system_error>

#include "collectors/cli/console.h"
#include "collectors/cli/display.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/json.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "daemon/catalogue/reader.h"
#include "daemon/domain/definitions.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

void PrintFaults(const catalogue::Reading& reading, Format format, const Console& console) {
  Table table({{"file"}, {"line"}, {"message"}, {"cure"}});
  for (const catalogue::Fault& fault : reading.faults) {
    if (format == Format::kTable) console.out << Visible(fault.ToString()) << '\n';
    if (format == Format::kJson) {
      console.out << fmt::format(R"({{"file":{},"line":{},"message":{},"cure":{}}})"
                                 "\n",
                                 JsonQuoted(fault.file.string()), fault.line,
                                 JsonQuoted(fault.message), JsonQuoted(fault.cure));
    }
    table.Add({Cell{fault.file.string()}, Cell{fault.line > 0 ? std::to_string(fault.line) : ""},
               Cell{fault.message}, Cell{fault.cure}});
  }
  if (format == Format::kCsv) table.PrintCsv(console.out);
}

std::string FaultCount(const catalogue::Reading& reading, const std::string& folder) {
  std::set<std::filesystem::path> files;
  for (const catalogue::Fault& fault : reading.faults) files.insert(fault.file);
  return fmt::format("{} {} in {} {} of {}; mend {} and check again", reading.faults.size(),
                     reading.faults.size() == 1 ? "fault" : "faults", files.size(),
                     files.size() == 1 ? "file" : "files", folder,
                     reading.faults.size() == 1 ? "it" : "them");
}

std::string Contents(const domain::Definitions& definitions, const std::string& folder) {
  const auto& indicators = definitions.catalogue.indicators();
  const auto context = static_cast<std::size_t>(
      std::count_if(indicators.begin(), indicators.end(),
                    [](const domain::Indicator& indicator) { return indicator.context_only; }));
  return fmt::format(
      "{} is sound: version {}, {}, {} for context, {}, {}, {}, {}, {} from {} to {}", folder,
      definitions.version, Counted(indicators.size() - context, "indicator"),
      Counted(context, "measure"), Counted(definitions.catalogue.returns().size(), "return"),
      Counted(definitions.catalogue.pair_rules().size(), "pair rule"),
      Counted(definitions.organisations.organisations().size(), "organisation"),
      Counted(definitions.organisations.events().size(), "event"),
      Counted(definitions.calendar.bank_holidays().size(), "bank holiday"),
      definitions.calendar.first_year(), definitions.calendar.last_year());
}

}  // namespace

ExitCode CheckCatalogue(const std::string& folder, Format format, const Console& console) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    console.Complain(fmt::format(
        "\"{}\" is not a folder that can be read{}; give the folder that holds catalogue.toml",
        folder, error ? fmt::format(" ({})", error.message()) : ""));
    return ExitCode::kUnreadable;
  }
  const catalogue::Reading reading = catalogue::Read(folder);
  PrintFaults(reading, format, console);
  if (!reading.faults.empty() || reading.definitions == nullptr) {
    (format == Format::kTable ? console.out : console.err) << FaultCount(reading, folder) << '\n';
    return ExitCode::kRefused;
  }
  if (format == Format::kTable) console.out << Contents(*reading.definitions, folder) << '\n';
  return ExitCode::kDone;
}

}  // namespace trustwatch::cli
