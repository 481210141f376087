#include "daemon/telemetry/scraped_families.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/telemetry/gauges.h"
#include "daemon/telemetry/process_facts.h"
#include "prometheus/client_metric.h"
#include "prometheus/metric_family.h"
#include "prometheus/metric_type.h"

namespace trustwatch::telemetry {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

std::optional<double> NumberOf(const std::optional<std::uintmax_t>& bytes) {
  if (!bytes) return std::nullopt;
  return static_cast<double>(*bytes);
}

void AddKnown(std::string_view name, std::string_view help, const std::optional<double>& value,
              Families& families) {
  if (value) families.push_back(OneGauge(name, help, *value));
}

}  // namespace

MetricFamily GaugeFamily(std::string_view name, std::string_view help) {
  MetricFamily family{
      .name = std::string(name), .help = std::string(help), .type = {}, .metric = {}};
  family.type = MetricType::Gauge;
  return family;
}

void AddSample(double value, Labels labels, MetricFamily& family) {
  prometheus::ClientMetric& sample = family.metric.emplace_back();
  sample.label = std::move(labels);
  sample.gauge.value = value;
}

MetricFamily OneGauge(std::string_view name, std::string_view help, double value, Labels labels) {
  MetricFamily family = GaugeFamily(name, help);
  AddSample(value, std::move(labels), family);
  return family;
}

double SecondsOf(absl::Time time) { return static_cast<double>(absl::ToUnixMicros(time)) / 1e6; }

void AddProcess(Families& families) {
  const ProcessFacts facts = ReadProcessFacts("/proc");
  if (facts.cpu_seconds) {
    MetricFamily cpu = OneGauge("process_cpu_seconds_total",
                                "Processor time spent, user and system. A rate near the number of "
                                "processors means that the machine is too small.",
                                0);
    cpu.type = MetricType::Counter;
    cpu.metric[0].counter.value = *facts.cpu_seconds;
    families.push_back(std::move(cpu));
  }
  AddKnown("process_resident_memory_bytes",
           "Memory held in RAM. Steady growth over weeks is a leak: report it.",
           facts.resident_bytes, families);
  AddKnown("process_virtual_memory_bytes", "Address space taken; says little by itself.",
           facts.virtual_bytes, families);
  AddKnown(
      "process_start_time_seconds",
      "When the process started, in seconds since 1970. A change without an upgrade is a crash: "
      "read the log.",
      facts.start_time_seconds, families);
  AddKnown(
      "process_open_fds",
      "Open files and connections. Near process_max_fds, raise LimitNOFILE or look for clients "
      "that never hang up.",
      facts.open_fds, families);
  AddKnown("process_max_fds", "Open files and connections at most.", facts.max_fds, families);
}

void AddTime(absl::Time now, Families& families) {
  families.push_back(OneGauge(
      "trustwatch_time_seconds",
      "What the daemon's clock showed when this page was made, in seconds since 1970. Far from "
      "the time of the scrape: mend the machine's clock, because receipts and deadlines go by it.",
      SecondsOf(now)));
}

void AddStore(const StoreGauges& gauges, Families& families) {
  families.push_back(OneGauge(
      "trustwatch_store_waiting_submissions",
      "Submissions that wait for the disk. Above zero for minutes: the disk is too slow; at 1,024 "
      "callers are told to come back.",
      static_cast<double>(gauges.waiting_submissions)));
  families.push_back(OneGauge("trustwatch_store_waiting_observations",
                              "Observations that wait for the disk; at 1,000,000 callers are told "
                              "to come back.",
                              static_cast<double>(gauges.waiting_observations)));
  families.push_back(OneGauge("trustwatch_store_file_bytes",
                              "Size of the database file. Alert on the free space of its disk well "
                              "before it is needed: the file never shrinks.",
                              static_cast<double>(gauges.file_bytes)));
  families.push_back(OneGauge("trustwatch_store_log_bytes",
                              "Size of the write-ahead log. Steady growth: a reader is held open; "
                              "find the stream that does not end.",
                              static_cast<double>(gauges.log_bytes)));
  AddKnown("trustwatch_store_filesystem_size_bytes",
           "Size of the file system that holds the database.",
           NumberOf(gauges.filesystem_size_bytes), families);
  AddKnown("trustwatch_store_filesystem_free_bytes",
           "Bytes that the daemon may still write on the file system that holds the database. At "
           "zero submissions are turned away: make room, or give it a larger disk.",
           NumberOf(gauges.filesystem_free_bytes), families);
}

namespace {

void AddBackups(const BackupGauges& backups, Families& families) {
  families.push_back(OneGauge("trustwatch_backup_interval_seconds",
                              "How often the store is to be copied. Compare it with the age of "
                              "trustwatch_backup_last_success_timestamp_seconds.",
                              absl::ToDoubleSeconds(backups.interval)));
  if (backups.last_success) {
    families.push_back(OneGauge("trustwatch_backup_last_success_timestamp_seconds",
                                "When the newest good copy of the store was begun. Much older than "
                                "the interval: read why in the daemon's log.",
                                SecondsOf(*backups.last_success)));
  }
  AddKnown("trustwatch_backup_last_size_bytes",
           "Size of the newest good copy of the store. The disk of the copies holds as many of "
           "them as are kept, and one more while it is made.",
           NumberOf(backups.last_size_bytes), families);
}

void AddCertificates(const std::vector<CertificateGauge>& certificates, Families& families) {
  MetricFamily expiry =
      GaugeFamily("trustwatch_certificate_expiry_timestamp_seconds",
                  "When the certificate in the file is no longer valid. Two weeks before, renew it "
                  "and reload the proxy that serves it.");
  MetricFamily unreadable = GaugeFamily(
      "trustwatch_certificate_unreadable",
      "1 if the file holds no certificate that the daemon can read, else 0. Mend the path of "
      "--watch-certificate or let the daemon's user read it: nobody watches it now.");
  for (const CertificateGauge& certificate : certificates) {
    const Labels labels = {{"file", certificate.file}};
    if (certificate.expires) AddSample(SecondsOf(*certificate.expires), labels, expiry);
    AddSample(certificate.expires ? 0 : 1, labels, unreadable);
  }
  if (!expiry.metric.empty()) families.push_back(std::move(expiry));
  families.push_back(std::move(unreadable));
}

}  // namespace

void AddUpkeep(const UpkeepGauges& gauges, Families& families) {
  if (gauges.backups) AddBackups(*gauges.backups, families);
  if (!gauges.certificates.empty()) AddCertificates(gauges.certificates, families);
}

}  // namespace trustwatch::telemetry
