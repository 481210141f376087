#ifndef TRUSTWATCH_DAEMON_HTTP_FIGURE_FAMILIES_H_
#define TRUSTWATCH_DAEMON_HTTP_FIGURE_FAMILIES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/domain/definitions.h"
#include "daemon/http/page_family.h"
#include "daemon/insight/latest.h"

namespace trustwatch::http {

// The latest figures of every series, as families of a page. Makes the label text of each series
// once, because five families repeat it: about 60 bytes and 20 ns a series. Immutable; must outlive
// the families that it gave, and borrows what it was made of.
//
// Identity labels are org and indicator, breakdown unless it is the whole, and span unless it is
// the indicator's first. Period and status change, so they are values.
class FigureFamilies {
 public:
  FigureFamilies(const domain::Definitions& definitions, const insight::LatestSnapshot& latest);

  std::vector<PageFamily> Families() const;
  // About what they take on a page.
  std::size_t BytesExpected() const;

 private:
  struct Series {
    const insight::LatestValue* value;
    std::size_t labels_begin;  // in labels_, up to that of the next
  };

  // The labels of each slice but org, by slice key; made when first met.
  const std::string& SliceLabels(const insight::LatestValue& value,
                                 const domain::Catalogue& catalogue);
  template <typename Write>
  void ForEachSeries(Write write) const;

  std::vector<std::string> slice_labels_;
  std::string labels_;
  std::vector<Series> series_;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_FIGURE_FAMILIES_H_
