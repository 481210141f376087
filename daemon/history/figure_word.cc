#include "daemon/history/figure_word.h"

#include <string_view>

#include "daemon/history/series_figures.h"

namespace trustwatch::history {

std::string_view FigureWord(FigureKind kind) {
  switch (kind) {
    case FigureKind::kNumber:
      return "number";
    case FigureKind::kNilReturn:
      return "nil_return";
    case FigureKind::kNotApplicable:
      return "not_applicable";
    case FigureKind::kSuppressed:
      return "suppressed";
    case FigureKind::kMissing:
      return "missing";
  }
  return "missing";
}

}  // namespace trustwatch::history
