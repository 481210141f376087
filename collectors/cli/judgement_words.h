#ifndef TRUSTWATCH_COLLECTORS_CLI_JUDGEMENT_WORDS_H_
#define TRUSTWATCH_COLLECTORS_CLI_JUDGEMENT_WORDS_H_

#include <string>
#include <string_view>

#include "collectors/cli/console.h"
#include "trustwatch/v1/insight_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

// How the daemon's judgement reads in a table for people: never its codes. Pure.
namespace trustwatch::cli {

// A number to compare by eye: no decimals from 1,000 on, one from 10 on, else two, and no zeros at
// the end: 1234, 12.3, 0.05.
std::string RoughText(double number);

// A limit as far as a figure can lie there: "-2" of a count is "0". `possible` is the lines that
// say what no figure can be below or above.
double Reachable(double limit, const v1::ChartLines& possible);

// What the lines leave to chance, as far as a figure can lie there: "70.1 to 92.3", "up to 92.3";
// empty where there are no limits.
std::string UsualText(const v1::ChartLines& lines);

// The mark that charts use: ▲ ▼ ■ ◆ •.
std::string_view MarkOf(v1::Variation variation, v1::Rule rule);
// The mark, and what it means: "▲ improvement", "■ concern", "◆ change" where neither way is
// better, "• ordinary".
std::string VariationText(v1::Variation variation, v1::Rule rule);
// The same with the rule: "■ concern: above the upper limit".
std::string ShownText(v1::Variation variation, v1::Rule rule);
// The same with the period since when, for the latest point of a series.
std::string ShownText(const v1::Verdict& verdict);
Style StyleOf(v1::Variation variation);

// "85: consistently missed"; empty where there is no target.
std::string TargetText(const v1::Verdict& verdict);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_JUDGEMENT_WORDS_H_
