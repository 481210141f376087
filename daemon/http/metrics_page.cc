#include "daemon/http/metrics_page.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/log.h"
#include "daemon/base/random_id.h"
#include "daemon/http/deflated.h"
#include "daemon/http/kept_facts.h"
#include "daemon/http/kept_page.h"
#include "daemon/http/page_family.h"
#include "daemon/http/page_input.h"
#include "daemon/http/telemetry_families.h"
#include "fmt/format.h"
#include "prometheus/metric_family.h"

namespace trustwatch::http {
namespace {

constexpr std::size_t kDaemonBytesExpected = 64UL * 1024;

insight::VerdictSnapshot VerdictsOrNone(const VerdictSource& source) {
  absl::StatusOr<insight::VerdictSnapshot> verdicts = source();
  if (verdicts.ok()) return *std::move(verdicts);
  base::Log(base::Severity::kError, "the series could not be judged; /metrics has no verdicts",
            {{"error", std::string(verdicts.status().message())}});
  return {};
}

// What the daemon says of itself, and the end of the page.
Run DaemonText(const telemetry::Telemetry& telemetry, PageForm form) {
  const std::vector<prometheus::MetricFamily> collected = telemetry.Collect();
  Exposition page(kDaemonBytesExpected, form.dialect);
  for (const PageFamily& family : TelemetryFamilies(collected)) {
    page.BeginFamily(family.name, family.type, family.help);
    family.write_samples(page);
  }
  std::string text = std::move(page).Finish();
  text += EndOf(form.dialect);
  if (form.coding == Coding::kGzip) return Deflater().Deflate(text);
  const std::size_t size = text.size();
  return {.bytes = std::move(text), .plain_size = size};
}

}  // namespace

MetricsPage::MetricsPage(const telemetry::Telemetry& telemetry, const insight::Latest& latest,
                         VerdictSource verdicts,
                         const base::Published<domain::Definitions>& definitions,
                         const base::Clock& clock, domain::Sight sight)
    : telemetry_(telemetry),
      latest_(latest),
      verdicts_(std::move(verdicts)),
      definitions_(definitions),
      clock_(clock),
      process_(base::RandomId()),
      facts_(std::make_unique<KeptFacts>()),
      kept_(std::make_unique<KeptPage>(sight)) {}

PageAnswer MetricsPage::Answer(PageForm form, std::string_view if_none_match) const {
  auto definitions = definitions_.Get();
  insight::LatestSnapshot latest = latest_.Snapshot();
  // After the values: whoever reads a value of the page reads the verdict on it or on a newer one.
  insight::VerdictSnapshot verdicts = VerdictsOrNone(verdicts_);
  const PageInput input = MakePageInput(std::move(definitions), std::move(latest),
                                        std::move(verdicts), clock_.Now(), *facts_);
  const std::uint64_t version = kept_->VersionOf(input);
  PageAnswer answer{.etag = fmt::format("W/\"{}-{}-{}\"", process_, version,
                                        form.dialect == Dialect::kText ? "t" : "o"),
                    .body = {}};
  if (Names(if_none_match, answer.etag)) return answer;

  const auto text = kept_->TextOf(input, version, form.coding);
  PageBody& body = answer.body.emplace(form.coding);
  for (const FamilyText& family : text->families) {
    body.Add({text, &family.heads[static_cast<std::size_t>(form.dialect)]});
    for (const auto& run : family.samples) body.Add(run);
  }
  body.Add(std::make_shared<const Run>(DaemonText(telemetry_, form)));
  body.Finish();
  return answer;
}

std::string MetricsPage::Render(Dialect dialect) const {
  return Answer({.dialect = dialect, .coding = Coding::kIdentity}, "").body->Joined();
}

}  // namespace trustwatch::http
