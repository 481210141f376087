#include "tests/insight/funnel_store.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/register.h"
#include "fmt/format.h"
#include "tests/insight/peer_figures.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {

FunnelStore::FunnelStore() { insight.definitions.Replace(Definitions()); }

std::string FunnelStore::Code(int trust) { return fmt::format("X{:02}", trust); }

std::shared_ptr<const domain::Definitions> FunnelStore::Definitions() {
  DefinitionsBuilder builder;
  builder.indicators.push_back(RateIndicator());
  builder.indicators.push_back(PercentIndicator("cared_for"));
  builder.indicators.back().small_numbers = domain::SmallNumbers{.hide_under = 5, .decimals = 0};
  const domain::Organisation one = builder.organisations[0];
  builder.organisations.clear();
  for (int i = 0; i < kTrusts; ++i) {
    builder.organisations.push_back(one);
    builder.organisations.back().code = Ods(Code(i));
  }
  builder.organisations.back().closed = DayOf("2026-03-31");
  return builder.Build();
}

void FunnelStore::Report(int trust, std::string_view indicator, std::string_view month,
                         domain::Value value) {
  insight.Report(NoonOf("2026-05-10") + absl::Minutes(++reported_), Code(trust),
                 {{SliceOf(indicator), month, std::move(value)}});
}

void FunnelStore::ReportAprilOfAll(std::string_view indicator) {
  const double scale = indicator == "restraint" ? 1000 : 100;
  for (int i = 0; i + 1 < kTrusts; ++i) {
    const double denominator = 100 + 13 * i;
    const double share = i == 3 ? 0.1 : i == 7 ? 0.9 : 0.5;
    const auto numerator = static_cast<int>(share * denominator) + i % 3;
    Report(i, indicator, "2026-04", Ratio(scale, numerator, denominator));
  }
}

}  // namespace trustwatch::testing
