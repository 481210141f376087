#ifndef TRUSTWATCH_COLLECTORS_SOURCES_SUGGESTION_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_SUGGESTION_H_

#include <optional>
#include <span>
#include <string_view>

namespace trustwatch::sources {

// The word that `typed` was probably meant to be: at most two letters wrong, missing, too many or
// swapped, and at most a third of them. nullopt if none is as near as that. Pure; for short words.
std::optional<std::string_view> Nearest(std::string_view typed,
                                        std::span<const std::string_view> words);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_SUGGESTION_H_
