#include "collectors/cli/console.h"

#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace trustwatch::cli {
namespace {

TEST(Console, ComplainsToErrWithControlCharactersShown) {
  std::ostringstream out;
  std::ostringstream err;
  const Console console{.out = out, .err = err};
  console.Complain("value \"\x1b[2J\" is bad\n  and more");
  EXPECT_EQ(err.str(), "trustwatch: value \"\\x1b[2J\" is bad\n  and more\n");
  EXPECT_EQ(out.str(), "");
}

TEST(Console, AnErrorWithoutWordsStillSaysItsCode) {
  std::ostringstream err;
  const Console console{.out = err, .err = err};
  console.Complain(absl::Status(absl::StatusCode::kInternal, ""));
  EXPECT_NE(err.str().find("INTERNAL"), std::string::npos);
}

TEST(Console, PaintsOnlyWithColour) {
  std::ostringstream out;
  EXPECT_EQ((Console{.out = out, .err = out}.Paint("bad", Style::kBad)), "bad");
  const Console console{.out = out, .err = out, .colour = true};
  EXPECT_EQ(console.Paint("bad", Style::kBad), "\x1b[1;31mbad\x1b[0m");
  EXPECT_EQ(console.Paint("plain", Style::kPlain), "plain");
}

}  // namespace
}  // namespace trustwatch::cli
