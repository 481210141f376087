#ifndef TRUSTWATCH_DAEMON_CATALOGUE_SIMILAR_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_SIMILAR_H_

#include <string>
#include <string_view>
#include <vector>

namespace trustwatch::catalogue {

// The candidate that somebody who wrote `word` most likely meant: at most a third of its letters
// away, the first of equals; empty if none is so near. Costs letters x letters for each candidate.
std::string MostSimilar(std::string_view word, const std::vector<std::string>& candidates);

// "did you mean tt_access?", or `otherwise` if nothing is near.
std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates,
                       std::string_view otherwise);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_SIMILAR_H_
