#ifndef TRUSTWATCH_DAEMON_HTTP_FIGURE_FAMILIES_H_
#define TRUSTWATCH_DAEMON_HTTP_FIGURE_FAMILIES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/http/page_family.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/verdicts.h"

namespace trustwatch::http {

// The latest figures of every series, as families of a page. Makes the label text of each series
// once, because every family repeats it: about 60 bytes and 20 ns a series. Immutable; must outlive
// the families that it and VerdictFamilies gave, and borrows what it was made of.
//
// Identity labels are org and those of AppendSliceLabels.
class FigureFamilies {
 public:
  // One series of the page.
  struct Series {
    const insight::LatestValue* value = nullptr;
    const insight::JudgedSeries* judged = nullptr;  // nullptr: there is no verdict
    std::size_t labels_begin = 0;                   // in labels_, up to that of the next
  };

  // `verdicts` are those of the view that `sight` names. Of the disclosed one a figure is what the
  // verdict on it was made of, so that a series has none until it was judged.
  FigureFamilies(const domain::Definitions& definitions, const insight::LatestSnapshot& latest,
                 const insight::VerdictSnapshot& verdicts, domain::Sight sight);

  std::vector<PageFamily> Families() const;
  // Calls `visit` with each Series and its labels, by organisation and slice.
  template <typename Visit>
  void ForEachSeries(const Visit& visit) const {
    for (std::size_t i = 0; i < series_.size(); ++i) {
      const std::size_t begin = series_[i].labels_begin;
      const std::size_t end = i + 1 < series_.size() ? series_[i + 1].labels_begin : labels_.size();
      visit(series_[i], std::string_view(labels_).substr(begin, end - begin));
    }
  }

  // About what one family of these series takes on a page.
  std::size_t BytesExpectedOfFamily() const;

 private:
  // The labels of each slice but org, by slice key; made when first met.
  const std::string& SliceLabels(const insight::LatestValue& value,
                                 const domain::Catalogue& catalogue);
  const domain::Sight sight_;
  std::vector<std::string> slice_labels_;
  std::string labels_;
  std::vector<Series> series_;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_FIGURE_FAMILIES_H_
