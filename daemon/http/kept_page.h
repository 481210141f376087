#ifndef TRUSTWATCH_DAEMON_HTTP_KEPT_PAGE_H_
#define TRUSTWATCH_DAEMON_HTTP_KEPT_PAGE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/http/accept.h"
#include "daemon/http/deflated.h"
#include "daemon/http/page_input.h"
#include "daemon/insight/compared_now.h"

namespace trustwatch::http {

// Texts larger than this are made for each scrape instead of kept: the memory kept is at most this
// for each of the two codings that somebody asks for. A sample takes about 100 bytes of text, or 5
// of gzip.
inline constexpr std::size_t kKeptBytesMax = 134'217'728;

// One family of a page: what stands above the samples, by dialect, and the samples in pieces.
struct FamilyText {
  std::array<Run, 2> heads;
  std::vector<std::shared_ptr<const Run>> samples;
};

// The figures' part of a page in one coding: families by name, each whole.
struct PageText {
  std::uint64_t version = 0;
  std::size_t bytes = 0;
  std::vector<FamilyText> families;
};

// Keeps the text of the figures' part of the page between scrapes, because it changes a few times a
// month and is asked for every minute. When something changed, only what is said of the
// organisations that changed, and of up to 15 beside each, is written and deflated again, and of
// the indicators whose funnel changed: about 100 ns a sample, and as much to deflate it. The input
// last seen is kept too, which holds the parts of insight's snapshots until the next scrape. Safe
// from any thread; takes no lock but its own.
class KeptPage {
 public:
  // Of the view that `sight` names; the verdicts of every input are those of that view.
  explicit KeptPage(domain::Sight sight, std::size_t kept_bytes_max = kKeptBytesMax);
  ~KeptPage();

  // The number of what `input` shows: the same for the same, another for any change. Costs a
  // comparison of pointers for each organisation.
  std::uint64_t VersionOf(const PageInput& input) ABSL_LOCKS_EXCLUDED(version_mutex_);

  // The text of `input`, whose version this is. Whoever else needs the same waits for it instead of
  // writing it twice.
  std::shared_ptr<const PageText> TextOf(const PageInput& input, std::uint64_t version,
                                         Coding coding) ABSL_LOCKS_EXCLUDED(text_mutex_);

 private:
  struct Block;
  struct FunnelBlock;
  struct Kept;

  const domain::Sight sight_;
  const std::size_t kept_bytes_max_;
  base::Mutex version_mutex_;
  std::uint64_t version_ ABSL_GUARDED_BY(version_mutex_) = 0;
  PageInput last_ ABSL_GUARDED_BY(version_mutex_);
  insight::ComparedNow compared_;
  base::Mutex text_mutex_;
  std::array<std::unique_ptr<Kept>, 2> kept_ ABSL_GUARDED_BY(text_mutex_);  // by coding
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_KEPT_PAGE_H_
