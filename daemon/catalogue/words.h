#ifndef TRUSTWATCH_DAEMON_CATALOGUE_WORDS_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_WORDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/catalogue/toml_file.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"

// The words that definition files may use, and how ids and spans are read in them.
namespace trustwatch::catalogue {

template <typename Choice>
using Words = std::vector<std::pair<std::string_view, Choice>>;

const Words<domain::IndicatorKind>& IndicatorKinds();
const Words<domain::Direction>& Directions();
const Words<domain::ChartKind>& ChartKinds();
const Words<domain::Level>& Levels();
const Words<domain::EventKind>& EventKinds();

// Each reports what is malformed and gives a stand-in, so that reading goes on. Empty text was
// reported before.
domain::IndicatorId ReadIndicatorId(const TomlTable& table, std::string_view key,
                                    std::string_view text);
domain::OdsCode ReadOdsCode(const TomlTable& table, int line, std::string_view text);
std::optional<domain::Span> ReadSpan(const TomlTable& table, const TextItem& item);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_WORDS_H_
