#include "tests/catalogue/good_folder.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/base/check.h"
#include "daemon/catalogue/reader.h"

namespace trustwatch::testing {
namespace {

constexpr std::string_view kGoodFolderManifest = R"(version = "test-1"
title = "A small catalogue"
organisation_kinds = ["mental_health_trust"]
indicators = ["indicators.toml"]
returns = ["returns.toml"]
pair_rules = ["pair-rules.toml"]
register = ["organisations.toml"]
calendar = "holidays.toml"
)";

constexpr std::string_view kGoodFolderIndicators = R"([[indicator]]
id = "calls_offered"
official_ids = ["C1"]
published_as = [{ dataset = "mhsds", measure = "C1" }]
name = "Calls offered"
theme = "Crisis line"
unit = "calls"
kind = "count"
numerator = "Calls offered"
direction = "neither"
spans = ["P1M", "P3M"]
frequency = "monthly"
minimum = 0
maximum = 90000
plausible = { low = 10, high = 5000, basis = "estimate", outside = "explain" }
absence_meaning = "No row: not reported."
suppression = "None."
why_it_matters = "It is the demand."
owner = "Crisis line lead"
review_date = 2027-04-01
definition_version = 2
changes = [
  { version = 1, date = 2024-04-01, what = "First definition." },
  { version = 2, date = 2026-04-01, what = "Transfers are left out." },
]
doubts = ["None of this is real."]

[[indicator]]
id = "calls_answered"
name = "Calls answered"
theme = "Crisis line"
unit = "calls"
kind = "count"
direction = "higher"
spans = ["P1M"]
frequency = "monthly"
absence_meaning = "No row: not reported."
suppression = "None."
why_it_matters = "It is the work done."
owner = "Crisis line lead"
review_date = 2027-05-01
definition_version = 1
changes = [{ version = 1, date = 2026-11-22, what = "First definition." }]
context_only = true

[[indicator]]
id = "seen_in_time"
name = "Seen in time"
theme = "Waits"
unit = "percent"
kind = "proportion"
numerator = "Seen within 6 weeks"
denominator = "All who were seen"
scale = 100
direction = "higher"
spans = ["P1M"]
frequency = "monthly"
minimum = 0
maximum = 100
absence_meaning = "Nobody seen: nil return."
suppression = "None."
why_it_matters = "People wait."
owner = "Waits lead"
review_date = 2027-06-01
definition_version = 1
changes = [{ version = 1, date = 2026-11-22, what = "First definition." }]

[[indicator.standards]]
text = "70 % within 6 weeks"
target = 70
first_day = 2015-04-01
last_day = 2020-03-31
source = "Invented"

[[indicator.standards]]
text = "75 % within 6 weeks"
target = 75
first_day = 2020-04-01
source = "Invented"
)";

constexpr std::string_view kGoodFolderReturns = R"([[return]]
id = "crisis_line_monthly"
name = "Crisis line, monthly"
owed_by = ["mental_health_trust"]
every_months = 1
deadline_working_day = 10
deadline_basis = "Invented."
first_day = 2024-04-01
last_day = 2030-03-31
items = [
  { indicator = "calls_offered", span = "P1M" },
  { indicator = "calls_answered", span = "P1M" },
  { indicator = "seen_in_time", span = "P1M" },
]
)";

constexpr std::string_view kPairRules = R"([[pair_rule]]
id = "answered_within_offered"
lesser = "calls_answered"
greater = "calls_offered"
message = "calls answered cannot be more than calls offered"
)";

constexpr std::string_view kGoodFolderRegister = R"([[organisation]]
code = "XA1"
names = [
  { name = "Old Anyshire" },
  { name = "Anyshire", from = 2019-10-01 },
]
kind = "mental_health_trust"
region = "Invented North"
icb = "Upper Wold"
opened = 2010-04-01

[[organisation]]
code = "XB2"
names = [{ name = "Barsetshire" }]
kind = "mental_health_trust"
region = "Invented North"
icb = "Upper Wold"
closed = 2024-10-31

[[event]]
kind = "acquisition"
first_month = 2024-11-01
from = ["XB2"]
to = ["XA1"]
note = "Barsetshire joins Anyshire."
basis = "invented"
)";

constexpr std::string_view kHolidays = R"(first_year = 2025
last_year = 2026

[[year]]
year = 2025
checked = "Easter Sunday 20 April."
holidays = [
  { date = 2025-01-01, name = "New Year's Day" },
  { date = 2025-04-18, name = "Good Friday" },
  { date = 2025-04-21, name = "Easter Monday" },
  { date = 2025-05-05, name = "Early May" },
  { date = 2025-05-26, name = "Spring" },
  { date = 2025-08-25, name = "Summer" },
  { date = 2025-12-25, name = "Christmas Day" },
  { date = 2025-12-26, name = "Boxing Day" },
]

[[year]]
year = 2026
checked = "Easter Sunday 5 April; 26 December is a Saturday."
holidays = [
  { date = 2026-01-01, name = "New Year's Day" },
  { date = 2026-04-03, name = "Good Friday" },
  { date = 2026-04-06, name = "Easter Monday" },
  { date = 2026-05-04, name = "Early May" },
  { date = 2026-05-25, name = "Spring" },
  { date = 2026-08-31, name = "Summer" },
  { date = 2026-12-25, name = "Christmas Day" },
  { date = 2026-12-28, name = "Boxing Day" },
]
)";

}  // namespace

GoodFolder::GoodFolder()
    : files_{{"catalogue.toml", std::string(kGoodFolderManifest)},
             {"indicators.toml", std::string(kGoodFolderIndicators)},
             {"returns.toml", std::string(kGoodFolderReturns)},
             {"pair-rules.toml", std::string(kPairRules)},
             {"organisations.toml", std::string(kGoodFolderRegister)},
             {"holidays.toml", std::string(kHolidays)}} {}

void GoodFolder::Replace(const std::string& file, std::string_view from, std::string_view to) {
  std::string& content = files_.at(file);
  const std::size_t at = from.empty() ? content.size() : content.find(from);
  TRUSTWATCH_CHECK(at != std::string::npos);
  content.replace(at, from.size(), to);
}

void GoodFolder::Spoil(const std::string& file, std::size_t position, char byte) {
  std::string& content = files_.at(file);
  content[position % content.size()] = byte;
}

catalogue::Reading GoodFolder::Read() const {
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    if (entry.is_regular_file()) std::filesystem::remove(entry.path());
  }
  for (const auto& [name, content] : files_) folder_.Write(name, content);
  return catalogue::Read(folder_.path());
}

}  // namespace trustwatch::testing
