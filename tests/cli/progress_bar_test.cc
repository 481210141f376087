#include "collectors/cli/progress_bar.h"

#include <sstream>

#include "collectors/cli/console.h"
#include "gtest/gtest.h"

namespace trustwatch::cli {
namespace {

TEST(ProgressBar, DrawsOnATerminalAndCleansUp) {
  std::ostringstream err;
  const Console console{.out = err, .err = err, .err_is_terminal = true};
  {
    ProgressBar bar(console, "reading");
    bar.Show(1, 2);
    bar.Show(101, 200);  // still 50 %: nothing is drawn
  }
  EXPECT_EQ(err.str(), "\r\x1b[Kreading [###############...............]  50%\r\x1b[K");
}

TEST(ProgressBar, IsSilentWhereThereIsNoTerminal) {
  std::ostringstream err;
  const Console console{.out = err, .err = err};
  {
    ProgressBar bar(console, "reading");
    bar.Show(1, 2);
  }
  EXPECT_EQ(err.str(), "");
}

TEST(ProgressBar, AnUnknownTotalIsNoPercentage) {
  std::ostringstream err;
  const Console console{.out = err, .err = err, .err_is_terminal = true};
  ProgressBar bar(console, "reading");
  bar.Show(5, 0);
  EXPECT_EQ(err.str(), "\r\x1b[Kreading ...");
}

}  // namespace
}  // namespace trustwatch::cli
