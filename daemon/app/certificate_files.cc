#include "daemon/app/certificate_files.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/error.h"
#include "daemon/base/log.h"
#include "daemon/base/mutex.h"
#include "daemon/telemetry/gauges.h"
#include "fmt/format.h"

namespace trustwatch::app {
namespace {

constexpr absl::Duration kReadAgain = absl::Hours(1);

struct Free {
  void operator()(BIO* file) const { BIO_free(file); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};

absl::Status Unreadable(const std::string& file, std::string_view why) {
  return base::Error{
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "CERTIFICATE_UNREADABLE",
      .message = fmt::format("the certificate {} cannot be read ({}), so nobody watches when it "
                             "ends; mend the path of --watch-certificate, or let the daemon's user "
                             "read the file",
                             file, why),
      .metadata = {{"file", file}}}
      .ToStatus();
}

std::int64_t NanosecondsOf(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

// Asks for a password are answered by none, so that nothing waits at a terminal.
int NoPassword(char* /*buffer*/, int /*size*/, int /*is_writing*/, void* /*unused*/) { return 0; }

}  // namespace

absl::StatusOr<absl::Time> ReadCertificateExpiry(const std::string& file) {
  struct stat facts {};
  if (stat(file.c_str(), &facts) != 0) {
    return Unreadable(file, std::generic_category().message(errno));
  }
  // Opening a pipe or a device may wait for ever.
  if (!S_ISREG(facts.st_mode)) return Unreadable(file, "it is no regular file");
  if (static_cast<std::uintmax_t>(facts.st_size) > kCertificateBytesMax) {
    return Unreadable(file, fmt::format("it has more than {} bytes", kCertificateBytesMax));
  }
  ERR_clear_error();
  errno = 0;
  const std::unique_ptr<BIO, Free> source(BIO_new_file(file.c_str(), "r"));
  if (source == nullptr) return Unreadable(file, std::generic_category().message(errno));
  const std::unique_ptr<X509, Free> certificate(
      PEM_read_bio_X509(source.get(), nullptr, NoPassword, nullptr));
  std::tm end{};
  if (certificate == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) {
    ERR_clear_error();
    return Unreadable(file, "it holds no certificate in PEM");
  }
  return absl::FromTM(end, absl::UTCTimeZone());
}

CertificateFiles::CertificateFiles(const std::vector<std::string>& files, const base::Clock& clock)
    : clock_(clock) {
  const base::MutexLock lock(mutex_);
  for (const std::string& file : files) watched_.push_back({.file = file});
}

std::optional<CertificateFiles::Mark> CertificateFiles::MarkOf(const std::string& file) {
  struct stat facts {};
  if (stat(file.c_str(), &facts) != 0) return std::nullopt;
  return Mark(facts.st_dev, facts.st_ino, facts.st_size, NanosecondsOf(facts.st_mtim),
              NanosecondsOf(facts.st_ctim));
}

void CertificateFiles::ReadAgain(Watched& watched) {
  const absl::StatusOr<absl::Time> expires = ReadCertificateExpiry(watched.file);
  if (!expires.ok() && !watched.is_told) {
    base::Log(base::Severity::kWarning, "a certificate is not watched",
              {{"error", std::string(expires.status().message())}});
  }
  watched.is_told = !expires.ok();
  watched.expires = expires.ok() ? std::optional(*expires) : std::nullopt;
}

std::vector<telemetry::CertificateGauge> CertificateFiles::Read() {
  const absl::Time now = clock_.Now();
  std::vector<telemetry::CertificateGauge> gauges;
  const base::MutexLock lock(mutex_);
  for (Watched& watched : watched_) {
    const std::optional<Mark> mark = MarkOf(watched.file);
    const bool is_old = now >= watched.read_at + kReadAgain || now < watched.read_at;
    if (!mark || mark != watched.mark || is_old) {
      watched.mark = mark;
      watched.read_at = now;
      ReadAgain(watched);
    }
    gauges.push_back({.file = watched.file, .expires = watched.expires});
  }
  return gauges;
}

}  // namespace trustwatch::app
