#ifndef TRUSTWATCH_DAEMON_SAMPLES_LABELS_H_
#define TRUSTWATCH_DAEMON_SAMPLES_LABELS_H_

#include <string_view>

// The labels of history, as of /metrics: org and indicator, breakdown unless it is the whole, span
// unless it is the indicator's first; verdict of a point; return, by its id; as_of where it was
// asked for.
namespace trustwatch::samples {

inline constexpr std::string_view kName = "__name__";
inline constexpr std::string_view kAsOf = "as_of";
inline constexpr std::string_view kBreakdown = "breakdown";
inline constexpr std::string_view kIndicator = "indicator";
inline constexpr std::string_view kOrg = "org";
inline constexpr std::string_view kReturn = "return";
inline constexpr std::string_view kSpan = "span";
inline constexpr std::string_view kVerdict = "verdict";

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_LABELS_H_
