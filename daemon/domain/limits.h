#ifndef TRUSTWATCH_DAEMON_DOMAIN_LIMITS_H_
#define TRUSTWATCH_DAEMON_DOMAIN_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

// Everything has a limit, and the limit has a name.
namespace trustwatch::domain {

inline constexpr std::size_t kObservationsPerSubmissionMax = 100'000;
inline constexpr std::size_t kRequestBytesMax = 32UL * 1024 * 1024;
inline constexpr std::size_t kFindingsPerReplyMax = 10'000;
inline constexpr std::size_t kOutlooksPerReplyMax =
    5'000;  // so that clients' default of 4 MiB holds
inline constexpr std::size_t kRequestIdBytesMax = 64;
inline constexpr std::size_t kBreakdownBytesMax = 64;
inline constexpr std::size_t kIndicatorIdBytesMax = 64;
inline constexpr std::size_t kReasonBytesMax = 500;  // explanations and reasons of absence too
inline constexpr std::size_t kOrganisationsPerQueryMax = 10'000;
inline constexpr std::size_t kIndicatorsPerQueryMax = 1'000;
inline constexpr int kPeriodDaysMax = 366 * 5;
inline constexpr int kYearMin = 1900;
inline constexpr int kYearMax = 2200;

// The write queue: what waits for the disk. Beyond either, callers are told to come back.
inline constexpr std::size_t kSubmissionsWaitingMax = 1'024;
inline constexpr std::size_t kObservationsWaitingMax = 1'000'000;
// What one transaction takes at most, so that no acknowledgement waits long for strangers.
inline constexpr std::size_t kObservationsPerCommitMax = 50'000;
// Views of the store that may be open at once; each holds a file and up to 2 MiB.
inline constexpr std::size_t kReadersMax = 32;
// Different slices that the store has keys for.
inline constexpr std::size_t kSlicesMax = 1'000'000;

// What may be inside the gRPC server at once. Beyond either of the first two, callers are told to
// come back; beyond the streams, a connection's further calls wait at the client. Reads leave some
// of the store's readers to judging.
inline constexpr std::size_t kSubmitBytesInFlightMax = 256UL * 1024 * 1024;
inline constexpr std::size_t kReadsInFlightMax = 24;
inline constexpr int kStreamsPerConnectionMax = 256;

inline constexpr absl::Duration kRetryDelay = absl::Seconds(1);
inline constexpr absl::Duration kFullDelay = absl::Seconds(30);  // somebody must make room first
inline constexpr absl::Duration kDeadlineMax = absl::Minutes(5);

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_LIMITS_H_
