#include "collectors/cli/outlook_view.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "collectors/cli/batch.h"
#include "collectors/cli/console.h"
#include "collectors/cli/judgement_words.h"
#include "collectors/cli/return_reading.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "collectors/sources/source_row.h"
#include "fmt/format.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

// Why a figure is worth a look, the most urgent first.
enum class Attention : std::uint8_t {
  kRefused,
  kQuestioned,  // refused until it is explained
  kExplained,
  kConcern,
  kImprovement,
  kNeither,
  kChanged,
  kOrdinary,
};

Attention AttentionOf(const v1::Outlook& outlook, int effect) {
  switch (outlook.variation()) {
    case v1::VARIATION_CONCERN:
      return Attention::kConcern;
    case v1::VARIATION_IMPROVEMENT:
      return Attention::kImprovement;
    case v1::VARIATION_NEITHER:
      return Attention::kNeither;
    default:
      // One that is held back would change a figure if it were sent again.
      return effect == v1::EFFECT_CHANGED ||
                     (effect == v1::EFFECT_HELD_BACK && outlook.change() != 0)
                 ? Attention::kChanged
                 : Attention::kOrdinary;
  }
}

Attention AttentionOf(const v1::Finding& finding) {
  if (finding.level() == v1::LEVEL_REFUSE) return Attention::kRefused;
  if (finding.level() != v1::LEVEL_EXPLAIN) return Attention::kOrdinary;
  return finding.explanation().empty() ? Attention::kQuestioned : Attention::kExplained;
}

// One for each observation that has an outlook.
std::vector<Attention> AttentionsOf(const v1::SubmitResponse& response) {
  std::vector<Attention> attentions;
  for (int i = 0; i < response.outlooks_size(); ++i) {
    const int effect = i < response.effects_size() ? response.effects(i) : v1::EFFECT_UNSPECIFIED;
    attentions.push_back(AttentionOf(response.outlooks(i), effect));
  }
  for (const v1::Finding& finding : response.findings()) {
    const auto index = static_cast<std::size_t>(finding.observation_index());
    if (finding.observation_index() < 0 || index >= attentions.size()) continue;
    attentions[index] = std::min(attentions[index], AttentionOf(finding));
  }
  return attentions;
}

struct Line {
  Attention attention = Attention::kOrdinary;
  std::size_t observation = 0;
  v1::Observation sent;
};

// The newest period first, then as in the file.
bool IsReadBefore(const Line& a, const Line& b) {
  const auto key = [](const Line& line) {
    const v1::Date& last = line.sent.period().last_day();
    return std::tuple(line.attention, -last.year(), -last.month(), -last.day(), line.observation);
  };
  return key(a) < key(b);
}

std::vector<Line> LinesOf(const std::vector<Attention>& attentions, const Batch& batch,
                          const ReadingOfReturn& reading) {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < attentions.size() && i < batch.rows.size(); ++i) {
    if (attentions[i] == Attention::kOrdinary) continue;
    lines.push_back({attentions[i], i, ToObservation(reading.content.rows[batch.rows[i]])});
  }
  std::sort(lines.begin(), lines.end(), IsReadBefore);
  return lines;
}

// The number alone where there is one; a ratio stands for itself.
std::string FigureText(const v1::Value& value) {
  if (value.has_number() && value.number().has_value()) return NumberText(value.number().value());
  return ValueText(value);
}

// Nothing where it was the same.
std::string BeforeText(const v1::Outlook& outlook, const std::string& figure) {
  const std::string before = FigureText(outlook.before());
  return before == figure ? "" : before;
}

bool HasLimits(const v1::Outlook& outlook) {
  return outlook.lines().has_lower_limit() || outlook.lines().has_upper_limit();
}

// What the series says at this point; at its latest with all that the verdict says.
std::string OutlookText(const v1::Outlook& outlook) {
  const bool is_special = outlook.variation() != v1::VARIATION_COMMON_CAUSE &&
                          outlook.variation() != v1::VARIATION_UNSPECIFIED;
  if (is_special && !outlook.verdict().sentence().empty()) {
    return fmt::format("{} {}", MarkOf(outlook.variation(), outlook.rule()),
                       outlook.verdict().sentence());
  }
  if (is_special || HasLimits(outlook)) return ShownText(outlook.variation(), outlook.rule());
  return "too few figures to say";
}

Cell ShownCell(Attention attention, const v1::Outlook& outlook) {
  switch (attention) {
    case Attention::kRefused:
      return {"✗ refused, see above", Style::kBad};
    case Attention::kQuestioned:
      return {"? questioned, see above", Style::kDoubtful};
    case Attention::kExplained:
      return {"? explained; " + OutlookText(outlook), Style::kDoubtful};
    case Attention::kChanged:
      return {"changed; " + OutlookText(outlook), Style::kDoubtful};
    default:
      return {OutlookText(outlook), StyleOf(outlook.variation())};
  }
}

void AddLine(const Line& line, const v1::Outlook& outlook, const sources::SourceRow& row,
             Table& table) {
  const std::string indicator =
      row.breakdown.empty() ? row.indicator : fmt::format("{} {}", row.indicator, row.breakdown);
  const std::string figure = FigureText(line.sent.value());
  table.Add({Cell{std::to_string(row.place.row)}, Cell{indicator},
             Cell{PeriodText(line.sent.period())}, Cell{figure}, Cell{BeforeText(outlook, figure)},
             Cell{UsualText(outlook.lines())}, ShownCell(line.attention, outlook)});
}

std::string OrdinaryText(const v1::SubmitResponse& response,
                         const std::vector<Attention>& attentions) {
  std::int64_t ordinary = 0;
  std::int64_t without_limits = 0;
  for (std::size_t i = 0; i < attentions.size(); ++i) {
    if (attentions[i] != Attention::kOrdinary) continue;
    ++ordinary;
    if (!HasLimits(response.outlooks(static_cast<int>(i)))) ++without_limits;
  }
  const auto total = static_cast<std::int64_t>(attentions.size());
  std::string text = ordinary == total ? "nothing unusual" : fmt::format("{} ordinary", ordinary);
  text += fmt::format(" among {}", Counted(total, "figure"));
  if (without_limits > 0) {
    text += fmt::format("; {} of a series that is too short for limits", without_limits);
  }
  return text;
}

}  // namespace

void PrintOutlooks(const v1::SubmitResponse& response, const Batch& batch,
                   const ReadingOfReturn& reading, bool all, const Console& console) {
  const std::vector<Attention> attentions = AttentionsOf(response);
  if (attentions.empty()) return;
  const std::vector<Line> lines = LinesOf(attentions, batch, reading);
  const bool only_refused = std::all_of(lines.begin(), lines.end(), [](const Line& line) {
    return line.attention == Attention::kRefused;
  });
  if (only_refused && lines.size() == attentions.size()) return;
  const std::size_t shown = all ? lines.size() : std::min(lines.size(), kOutlookLinesMax);
  Table table({{"row", true},
               {"indicator"},
               {"period"},
               {"figure", true},
               {"was", true},
               {"usual"},
               {.name = "what it shows", .wraps = true}});
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t observation = lines[i].observation;
    AddLine(lines[i], response.outlooks(static_cast<int>(observation)),
            reading.content.rows[batch.rows[observation]], table);
  }
  table.Print(console);
  if (shown < lines.size()) {
    console.out << fmt::format("  {} more of these: --all shows them\n", lines.size() - shown);
  }
  if (lines.size() < attentions.size()) {
    console.out << "  " << OrdinaryText(response, attentions) << '\n';
  }
  if (attentions.size() < batch.rows.size()) {
    console.out << fmt::format("  only the first {} figures were looked at\n", attentions.size());
  }
}

}  // namespace trustwatch::cli
