#ifndef TRUSTWATCH_DAEMON_CATALOGUE_PARTS_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_PARTS_H_

#include <optional>
#include <string>
#include <vector>

#include "daemon/catalogue/toml_file.h"
#include "daemon/domain/calendar.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/register.h"

// What was read, before it is checked as one. A part whose own faults are reported may hold
// harmless stand-ins; no definitions are built then.
namespace trustwatch::catalogue {

struct ReadIndicator {
  domain::Indicator value;
  TomlTable table;
  std::string id;  // as written
};

// A name in a list that must exist elsewhere, and its line.
struct ReadItem {
  std::string indicator;
  std::optional<domain::Span> span;
  int line = 0;
};

struct ReadReturn {
  domain::Return value;
  TomlTable table;
  std::vector<TextItem> owed_by;
  std::vector<ReadItem> items;
};

struct ReadPairRule {
  domain::PairRule value;
  TomlTable table;
  std::string lesser;  // as written
  std::string greater;
};

struct ReadOrganisation {
  domain::Organisation value;
  TomlTable table;
  std::string code;  // as written
};

struct ReadEvent {
  domain::RegisterEvent value;
  TomlTable table;
  std::vector<TextItem> codes;  // of `from` and `to`
};

struct Parts {
  std::vector<std::string> organisation_kinds;
  std::vector<ReadIndicator> indicators;
  std::vector<ReadReturn> returns;
  std::vector<ReadPairRule> pair_rules;
  std::vector<ReadOrganisation> organisations;
  std::vector<ReadEvent> events;
  std::optional<domain::Calendar> calendar;
  // False if a file could not be read: what it would have defined must not be called unknown.
  bool has_every_indicator = true;
  bool has_every_organisation = true;
};

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_PARTS_H_
