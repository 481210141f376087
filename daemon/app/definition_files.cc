#include "daemon/app/definition_files.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/log.h"
#include "daemon/base/mutex.h"
#include "daemon/base/published.h"
#include "daemon/base/status_macros.h"
#include "daemon/catalogue/reader.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/register.h"
#include "daemon/rpc/reload.h"
#include "daemon/store/store.h"
#include "daemon/telemetry/telemetry.h"
#include "fmt/format.h"

namespace trustwatch::app {
namespace {

// An error carries a few kilobytes to a caller; the log has all faults.
constexpr std::size_t kFaultsTold = 20;

absl::Status FaultyError(const std::filesystem::path& folder,
                         const std::vector<catalogue::Fault>& faults) {
  base::Error error{
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "CATALOGUE_FAULTY",
      .message = fmt::format("the definitions in {} have {} faults, the first: {}; mend the files "
                             "(trustwatch check-catalogue lists all faults), then read them again",
                             folder.string(), faults.size(), faults.front().ToString()),
      .metadata = {{"fault_count", std::to_string(faults.size())}},
      .field = {}};
  const std::size_t told = std::min(faults.size(), kFaultsTold);
  for (std::size_t i = 0; i < told; ++i) {
    error.metadata[fmt::format("fault_{:04}", i + 1)] = faults[i].ToString();
  }
  return error.ToStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const domain::Definitions>> ReadDefinitions(
    const std::filesystem::path& folder) {
  catalogue::Reading reading = catalogue::Read(folder);
  if (reading.faults.empty()) return std::move(reading.definitions);
  for (const catalogue::Fault& fault : reading.faults) {
    base::Log(base::Severity::kError, "definition fault",
              {{"file", fault.file.string()},
               {"line", std::to_string(fault.line)},
               {"fault", fault.message},
               {"cure", fault.cure}});
  }
  return FaultyError(folder, reading.faults);
}

void TellOrganisations(const domain::Definitions& definitions, telemetry::Telemetry& telemetry) {
  std::vector<std::string> codes;
  for (const domain::Organisation& organisation : definitions.organisations.organisations()) {
    codes.push_back(organisation.code.ToString());
  }
  telemetry.OrganisationsAre(codes);
}

Reloader::Reloader(std::filesystem::path folder, store::Store& store,
                   base::Published<domain::Definitions>& definitions,
                   telemetry::Telemetry& telemetry)
    : folder_(std::move(folder)), store_(store), definitions_(definitions), telemetry_(telemetry) {}

absl::StatusOr<rpc::Reloaded> Reloader::Reload() {
  const base::MutexLock lock(mutex_);
  auto reloaded = ReadAndReplace();
  const auto in_force = definitions_.Get();
  telemetry_.CatalogueReloaded(reloaded.ok(), in_force->version);
  if (reloaded.ok()) {
    base::Log(base::Severity::kInfo, "catalogue read again",
              {{"version", in_force->version},
               {"changed", reloaded->changed ? "yes" : "no"},
               {"indicators", std::to_string(in_force->catalogue.indicators().size())},
               {"organisations", std::to_string(in_force->organisations.organisations().size())}});
  } else {
    base::Log(base::Severity::kError, "catalogue not replaced",
              {{"version_in_force", in_force->version},
               {"error", std::string(reloaded.status().message())}});
  }
  return reloaded;
}

absl::StatusOr<rpc::Reloaded> Reloader::ReadAndReplace() {
  TRUSTWATCH_ASSIGN_OR_RETURN(auto read, ReadDefinitions(folder_));
  const bool changed = read->digest != definitions_.Get()->digest;
  const std::string version = read->version;
  if (changed) {
    // First on disk: submissions that are judged by it refer to it.
    TRUSTWATCH_RETURN_IF_ERROR(store_.RecordCatalogue(version, read->digest));
    TellOrganisations(*read, telemetry_);
    definitions_.Replace(std::move(read));
  }
  return rpc::Reloaded{.version = version, .changed = changed};
}

}  // namespace trustwatch::app
