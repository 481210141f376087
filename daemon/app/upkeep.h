#ifndef TRUSTWATCH_DAEMON_APP_UPKEEP_H_
#define TRUSTWATCH_DAEMON_APP_UPKEEP_H_

#include <memory>

#include "daemon/app/certificate_files.h"
#include "daemon/app/options.h"
#include "daemon/base/clock.h"
#include "daemon/store/backup_thread.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::app {

// What the daemon looks after for its operator besides figures: copies of the store, and the ends
// of certificates. Copies are made, and both are told on /metrics, for as long as it lives. Its
// owner ends all scrapes before it ends this.
class Upkeep {
 public:
  // What cannot be read is a warning, what cannot be copied an error of the log: neither keeps the
  // daemon from serving. `clock` and `telemetry` must outlive it.
  Upkeep(const Options& options, const base::Clock& clock, telemetry::Telemetry& telemetry);
  ~Upkeep();
  Upkeep(const Upkeep&) = delete;
  Upkeep& operator=(const Upkeep&) = delete;

 private:
  telemetry::UpkeepGauges Read();

  telemetry::Telemetry& telemetry_;
  CertificateFiles certificates_;
  std::unique_ptr<store::BackupThread> backups_;  // absent if none are wanted
};

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_UPKEEP_H_
