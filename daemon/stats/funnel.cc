#include "daemon/stats/funnel.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/stats/funnel_dispersion.h"
#include "daemon/stats/funnel_groups.h"
#include "daemon/stats/funnel_limits.h"
#include "daemon/stats/funnel_scores.h"
#include "daemon/stats/funnel_trim.h"
#include "fmt/format.h"

namespace trustwatch::stats {
namespace {

bool IsShmi(const FunnelOptions& options) {
  return options.data == FunnelData::kStandardisedRatio &&
         options.ratio_method == RatioMethod::kShmi;
}

bool IsOurs(const FunnelOptions& options) { return options.profile == FunnelProfile::kTrustwatch; }

absl::Status Invalid(std::string message) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "FUNNEL_INVALID",
                     .message = std::move(message)}
      .ToStatus();
}

absl::Status NoFunnel(std::string reason, std::string message) {
  return base::Error{.code = absl::StatusCode::kFailedPrecondition,
                     .reason = std::move(reason),
                     .message = std::move(message)}
      .ToStatus();
}

absl::Status CheckOptions(const FunnelOptions& options) {
  if (!(options.multiplier > 0 && options.multiplier <= kFunnelAmountMax)) {
    return Invalid(fmt::format(
        "the funnel's multiplier is {}; give one above 0 and at most {}, for example 100",
        options.multiplier, kFunnelAmountMax));
  }
  if (!(options.trim_by >= 0 && options.trim_by <= 1)) {
    return Invalid(fmt::format(
        "the share of trusts to trim at each end of the funnel is {}; give one from 0 to 0.5, "
        "usually 0.1",
        options.trim_by));
  }
  if (options.curve_end && !(*options.curve_end > 0 && *options.curve_end <= kFunnelAmountMax)) {
    return Invalid(fmt::format("the funnel's curve ends at {}; give an end above 0 and at most {}",
                               *options.curve_end, kFunnelAmountMax));
  }
  return absl::OkStatus();
}

absl::Status CheckAmount(std::optional<double> amount, std::string_view column,
                         const FunnelRecord& record) {
  if (!amount || (*amount >= 0 && *amount <= kFunnelAmountMax)) return absl::OkStatus();
  return Invalid(fmt::format(
      "the funnel's {} of \"{}\" is {}; give a figure from 0 to {}, or none where it is not known",
      column, record.group.value_or(""), *amount, kFunnelAmountMax));
}

absl::Status CheckRecords(std::span<const FunnelRecord> records) {
  for (const FunnelRecord& record : records) {
    TRUSTWATCH_RETURN_IF_ERROR(CheckAmount(record.numerator, "numerator", record));
    TRUSTWATCH_RETURN_IF_ERROR(CheckAmount(record.denominator, "denominator", record));
  }
  return absl::OkStatus();
}

// What the package cannot draw.
absl::Status CheckAsThePackage(std::span<const FunnelRecord> records,
                               std::span<const FunnelGroup> groups, FunnelData data) {
  if (groups.empty()) {
    return NoFunnel("FUNNEL_TOO_FEW_UNITS", "there is no trust to compare; give at least one");
  }
  if (ColumnsAreIdentical(records)) {
    return NoFunnel("FUNNEL_COLUMNS_IDENTICAL",
                    "every numerator is its denominator, so there is no funnel; check that two "
                    "different columns were given");
  }
  for (const FunnelGroup& group : groups) {
    if (std::isnan(group.denominator)) {
      return NoFunnel(
          "FUNNEL_DENOMINATOR_MISSING",
          fmt::format("\"{}\" has no denominator; leave it out, or give its figure", group.name));
    }
    if (std::isnan(group.numerator) && data != FunnelData::kStandardisedRatio) {
      return NoFunnel("FUNNEL_TARGET_MISSING",
                      fmt::format("\"{}\" has no numerator, so there is no overall ratio to "
                                  "compare with; leave it out, or give its figure",
                                  group.name));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckEnough(std::size_t units) {
  if (units >= kFunnelUnitsMin) return absl::OkStatus();
  return NoFunnel("FUNNEL_TOO_FEW_UNITS",
                  fmt::format("{} have figures to compare, and a funnel of fewer than {} says "
                              "nothing; show their own charts instead",
                              units, kFunnelUnitsMin));
}

// Moves what our own profile leaves out to the end of `groups`; returns how many stay.
std::size_t SetAside(std::vector<FunnelGroup>& groups, FunnelData data) {
  for (FunnelGroup& group : groups) group.exclusion = ExclusionOf(group, data);
  const auto end = std::stable_partition(
      groups.begin(), groups.end(),
      [](const FunnelGroup& group) { return group.exclusion == FunnelExclusion::kNone; });
  return static_cast<std::size_t>(end - groups.begin());
}

std::vector<FunnelScore> ScoreAll(std::span<const FunnelGroup> groups, double target,
                                  const FunnelOptions& options) {
  std::vector<FunnelScore> scores;
  scores.reserve(groups.size());
  for (const FunnelGroup& group : groups) scores.push_back(ScoreOf(group, target, options));
  return scores;
}

std::vector<TrimmedScore> TrimAll(std::span<const FunnelScore> scores,
                                  const FunnelOptions& options) {
  std::vector<double> z;
  z.reserve(scores.size());
  for (const FunnelScore& score : scores) z.push_back(score.z);
  return IsShmi(options) ? TruncateScores(z, options.trim_by) : WinsoriseScores(z, options.trim_by);
}

// NaN has two meanings: what needs a figure that was not given is missing, else it is undefined.
Quantity MissingOr(bool missing, double value) {
  return missing ? Quantity() : Quantity::Of(value);
}

// Limits of proportions that cannot be compared have no value at all after the package's repair.
FunnelLimits Show(const LevelLimits& limits, FunnelData data) {
  const auto show = [&](double limit) {
    return MissingOr(data == FunnelData::kProportion && std::isnan(limit), limit);
  };
  return FunnelLimits{.lower_95 = show(limits.at_95.lower),
                      .upper_95 = show(limits.at_95.upper),
                      .lower_998 = show(limits.at_998.lower),
                      .upper_998 = show(limits.at_998.upper)};
}

std::optional<double> Known(double amount) {
  if (std::isnan(amount)) return std::nullopt;
  return amount;
}

std::optional<FunnelFlag> Flag(double ratio, const LimitRow& limits, const Funnel& funnel,
                               const FunnelOptions& options) {
  if (options.flag_at == FunnelLevel::kNoFlag) return std::nullopt;
  if (!funnel.draw_adjusted && !funnel.draw_unadjusted) return FunnelFlag::kInside;
  const LevelLimits& levels = funnel.draw_adjusted ? limits.adjusted : limits.unadjusted;
  const LimitPair& pair = options.flag_at == FunnelLevel::k95 ? levels.at_95 : levels.at_998;
  return FlagOf(ratio * options.multiplier, pair.lower, pair.upper);
}

FunnelPoint SumsOf(const FunnelGroup& group) {
  return FunnelPoint{.group = group.name,
                     .exclusion = group.exclusion,
                     .numerator = Known(group.numerator),
                     .denominator = Known(group.denominator)};
}

FunnelPoint PointOf(const FunnelGroup& group, const FunnelScore& score,
                    const TrimmedScore& trimmed) {
  const bool missing = std::isnan(group.numerator);
  FunnelPoint point = SumsOf(group);
  point.ratio = MissingOr(missing, group.ratio);
  point.transformed = MissingOr(missing, score.transformed);
  point.standard_error = Quantity::Of(score.standard_error);
  point.z = MissingOr(missing, score.z);
  point.rank = MissingOr(std::isnan(trimmed.rank), trimmed.rank);
  point.bucket = MissingOr(std::isnan(trimmed.bucket), trimmed.bucket);
  point.trimmed = trimmed.trimmed;
  // A score that is undefined but was kept is undefined still; one that was left out is missing.
  const bool kept_undefined = !missing && trimmed.trimmed == false && std::isnan(score.z);
  point.trimmed_z = MissingOr(std::isnan(trimmed.z) && !kept_undefined, trimmed.z);
  return point;
}

void AddLimits(const FunnelGroup& group, std::span<const LimitRow> rows,
               const FunnelOptions& options, const Funnel& funnel, FunnelPoint& point) {
  const auto row = std::lower_bound(
      rows.begin(), rows.end(), group.denominator,
      [](const LimitRow& limits, double denominator) { return limits.denominator < denominator; });
  point.limit_error = Quantity::Of(row->error);
  point.adjusted = Show(row->adjusted, options.data);
  point.unadjusted = Show(row->unadjusted, options.data);
  point.flag = Flag(group.ratio, *row, funnel, options);
}

std::vector<FunnelCurvePoint> CurveOf(std::span<const LimitRow> rows, FunnelData data) {
  std::vector<FunnelCurvePoint> curve;
  curve.reserve(rows.size());
  for (const LimitRow& row : rows) {
    curve.push_back(FunnelCurvePoint{.denominator = row.denominator,
                                     .limit_error = Quantity::Of(row.error),
                                     .adjusted = Show(row.adjusted, data),
                                     .unadjusted = Show(row.unadjusted, data)});
  }
  return curve;
}

// Which limits to draw and to flag from. Fails where phi is needed and has no value.
absl::Status ChooseLimits(const Dispersion& dispersion, const FunnelOptions& options,
                          Funnel& funnel) {
  funnel.draw_adjusted = options.draw_adjusted;
  funnel.draw_unadjusted = options.draw_unadjusted;
  const bool may_fall_back = options.draw_adjusted && !options.draw_unadjusted;
  if (std::isnan(dispersion.phi) && (may_fall_back || IsOurs(options))) {
    return NoFunnel("FUNNEL_NOTHING_KEPT",
                    fmt::format("trimming {} at each end leaves no trust to estimate "
                                "over-dispersion from; trim less, usually 0.1",
                                options.trim_by));
  }
  if (may_fall_back && dispersion.phi <= 1) {
    funnel.draw_adjusted = false;
    funnel.draw_unadjusted = true;
  }
  return absl::OkStatus();
}

// `groups` are those with a place in the funnel.
absl::StatusOr<Funnel> Judge(std::span<const FunnelGroup> groups, const FunnelOptions& options) {
  const double target = TargetOf(groups, options.data);
  if (IsOurs(options) && options.data == FunnelData::kRatioOfCounts && target == 0) {
    return NoFunnel("FUNNEL_NO_EVENTS",
                    "no trust has an event, so there is no overall ratio to compare with; choose a "
                    "longer period");
  }
  const std::vector<FunnelScore> scores = ScoreAll(groups, target, options);
  const std::vector<TrimmedScore> trimmed = TrimAll(scores, options);
  Dispersion dispersion =
      options.draw_adjusted || IsOurs(options) ? DispersionOf(scores, trimmed) : Dispersion{};
  Funnel funnel;
  TRUSTWATCH_RETURN_IF_ERROR(ChooseLimits(dispersion, options, funnel));
  if (!options.draw_adjusted) dispersion.tau2 = 0;
  std::vector<double> denominators;
  for (const FunnelGroup& group : groups) denominators.push_back(group.denominator);
  const std::vector<LimitRow> rows =
      LookUpLimits(denominators, LimitBasis{.target = target, .tau2 = dispersion.tau2}, options);
  funnel.target = Quantity::Of(target);
  funnel.target_transformed = Quantity::Of(TransformTarget(target, options));
  funnel.phi = Quantity::Of(dispersion.phi);
  funnel.tau2 = Quantity::Of(dispersion.tau2);
  funnel.points.reserve(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    funnel.points.push_back(PointOf(groups[i], scores[i], trimmed[i]));
    AddLimits(groups[i], rows, options, funnel, funnel.points.back());
  }
  if (options.with_curve) funnel.curve = CurveOf(rows, options.data);
  return funnel;
}

}  // namespace

absl::StatusOr<Funnel> ComputeFunnel(std::span<const FunnelRecord> records,
                                     const FunnelOptions& options) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckOptions(options));
  TRUSTWATCH_RETURN_IF_ERROR(CheckRecords(records));
  std::vector<FunnelGroup> groups = SumByGroup(records);
  std::size_t judged = groups.size();
  if (IsOurs(options)) {
    judged = SetAside(groups, options.data);
    TRUSTWATCH_RETURN_IF_ERROR(CheckEnough(judged));
  } else {
    TRUSTWATCH_RETURN_IF_ERROR(CheckAsThePackage(records, groups, options.data));
  }
  for (std::size_t i = 0; i < judged && IsShmi(options) && options.round_expected; ++i) {
    groups[i].denominator = RoundToHundredth(groups[i].denominator);
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(Funnel funnel, Judge(std::span(groups).first(judged), options));
  if (judged == groups.size()) return funnel;  // they are in order
  for (std::size_t i = judged; i < groups.size(); ++i) funnel.points.push_back(SumsOf(groups[i]));
  std::sort(funnel.points.begin(), funnel.points.end(),
            [](const FunnelPoint& a, const FunnelPoint& b) { return a.group < b.group; });
  return funnel;
}

}  // namespace trustwatch::stats
