#include "daemon/app/upkeep.h"

#include <chrono>
#include <memory>
#include <thread>

#include "daemon/app/options.h"
#include "daemon/base/clock.h"
#include "daemon/store/backup_thread.h"
#include "daemon/telemetry/gauges.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::app {
namespace {

// Between two steps of a copy, 4 MiB each: commits have the disk to themselves, and the copy of a
// GiB takes 1.3 s longer.
constexpr std::chrono::milliseconds kPause{5};

}  // namespace

Upkeep::Upkeep(const Options& options, const base::Clock& clock, telemetry::Telemetry& telemetry)
    : telemetry_(telemetry), certificates_(options.watched_certificates, clock) {
  certificates_.Read();  // so that the log tells at once what cannot be read
  if (!options.backup_directory.empty()) {
    backups_ = std::make_unique<store::BackupThread>(
        store::BackupOptions{.database = options.database,
                             .folder = options.backup_directory,
                             .every = options.backup_every,
                             .keep = options.backup_keep,
                             .pause = [] { std::this_thread::sleep_for(kPause); },
                             .on_finished = [this](bool ok) { telemetry_.BackupFinished(ok); }},
        clock);
  }
  telemetry_.SetUpkeepGauges([this] { return Read(); });
}

Upkeep::~Upkeep() { telemetry_.SetUpkeepGauges(nullptr); }

telemetry::UpkeepGauges Upkeep::Read() {
  telemetry::UpkeepGauges gauges{.backups = {}, .certificates = certificates_.Read()};
  if (backups_ == nullptr) return gauges;
  gauges.backups.emplace().interval = backups_->every();
  if (const auto newest = backups_->Newest()) {
    gauges.backups->last_success = newest->begun_at;
    gauges.backups->last_size_bytes = newest->bytes;
  }
  return gauges;
}

}  // namespace trustwatch::app
