#include "daemon/http/past_page.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/http/accept.h"
#include "daemon/http/deflated.h"
#include "daemon/http/exposition.h"
#include "daemon/http/kept_facts.h"
#include "daemon/http/kept_page.h"
#include "daemon/http/page_body.h"
#include "daemon/http/page_input.h"
#include "daemon/insight/past_snapshots.h"

namespace trustwatch::http {
namespace {

Run EndRun(PageForm form) {
  const std::string end(EndOf(form.dialect));
  if (form.coding == Coding::kGzip) return Deflater().Deflate(end);
  return {.bytes = end, .plain_size = end.size()};
}

}  // namespace

absl::StatusOr<PageBody> PastPage::Answer(const insight::PastMoment& moment, absl::Time now,
                                          PageForm form) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(insight::PastSnapshots past, past_.Read(moment));
  KeptFacts facts;
  auto definitions = past.verdicts.definitions;
  const PageInput input = MakePageInput(std::move(definitions), std::move(past.latest),
                                        std::move(past.verdicts), now, facts);
  // Its text is wanted once, so that nothing is kept.
  KeptPage page(past_.sight(), 0);
  const auto text = page.TextOf(input, page.VersionOf(input), form.coding);
  PageBody body(form.coding);
  for (const FamilyText& family : text->families) {
    body.Add({text, &family.heads[static_cast<std::size_t>(form.dialect)]});
    for (const auto& run : family.samples) body.Add(run);
  }
  body.Add(std::make_shared<const Run>(EndRun(form)));
  body.Finish();
  return body;
}

}  // namespace trustwatch::http
