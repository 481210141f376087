#include "collectors/cli/progress_bar.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/cli/console.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

constexpr int kBarColumns = 30;
constexpr std::string_view kClearLine = "\r\x1b[K";

}  // namespace

ProgressBar::ProgressBar(const Console& console, std::string_view what)
    : console_(console), what_(what) {}

ProgressBar::~ProgressBar() {
  if (percent_shown_ >= 0) console_.err << kClearLine << std::flush;
}

void ProgressBar::Show(std::int64_t done, std::int64_t total) {
  if (!console_.err_is_terminal) return;
  const int percent =
      total > 0 ? static_cast<int>(std::clamp<std::int64_t>(done * 100 / total, 0, 100)) : 0;
  if (percent == percent_shown_) return;
  percent_shown_ = percent;
  const auto full = static_cast<std::size_t>(percent * kBarColumns / 100);
  console_.err << kClearLine
               << (total > 0 ? fmt::format("{} [{}{}] {:3}%", what_, std::string(full, '#'),
                                           std::string(kBarColumns - full, '.'), percent)
                             : fmt::format("{} ...", what_))
               << std::flush;
}

}  // namespace trustwatch::cli
