#include "daemon/http/kept_page.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/http/compared_families.h"
#include "daemon/http/definition_families.h"
#include "daemon/http/exposition.h"
#include "daemon/http/figure_families.h"
#include "daemon/http/overdue_families.h"
#include "daemon/http/page_family.h"
#include "daemon/http/review_families.h"
#include "daemon/http/verdict_families.h"
#include "daemon/insight/compared_now.h"

namespace trustwatch::http {

// Some organisations side by side, and what every family says of them.
struct KeptPage::Block {
  std::vector<std::shared_ptr<const insight::OrganisationLatest>> latest;
  std::vector<std::shared_ptr<const insight::OrganisationVerdicts>> verdicts;  // nullptr: none
  std::vector<Run> runs;                                                       // by family
};

// What every family says of the funnel of an indicator.
struct KeptPage::FunnelBlock {
  std::shared_ptr<const insight::ComparedIndicator> compared;
  std::vector<Run> runs;  // by family
};

struct KeptPage::Kept {
  std::weak_ptr<const PageText> current;  // also one too large to be kept, while it is written
  std::shared_ptr<const PageText> text;
  std::shared_ptr<const domain::Definitions> definitions;
  std::vector<std::shared_ptr<const Block>> blocks;
  std::vector<std::shared_ptr<const FunnelBlock>> funnels;
};

namespace {

constexpr std::size_t kOrganisationsPerBlock = 16;
constexpr std::array<Dialect, 2> kDialects = {Dialect::kText, Dialect::kOpenMetrics};

using PageFamilies = std::vector<PageFamily>;

void Move(PageFamilies from, PageFamilies& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

PageFamilies AllOf(const FigureFamilies& figures) {
  PageFamilies families = figures.Families();
  Move(VerdictFamilies(figures), families);
  return families;
}

bool AreEqual(const std::vector<insight::ReturnCount>& a,
              const std::vector<insight::ReturnCount>& b) {
  const auto is_same = [](const insight::ReturnCount& x, const insight::ReturnCount& y) {
    return x.organisation == y.organisation && x.owed == y.owed && x.owed_count == y.owed_count &&
           x.received_count == y.received_count && x.overdue_count == y.overdue_count;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same);
}

bool AreEqual(const PageInput& a, const PageInput& b) {
  return a.definitions == b.definitions && a.latest == b.latest &&
         a.verdicts.organisations == b.verdicts.organisations && AreEqual(a.counts, b.counts) &&
         a.overdue == b.overdue && a.review == b.review;
}

// Turns text into runs of one coding.
class Encoder {
 public:
  explicit Encoder(Coding coding) : coding_(coding) {}

  Run Encode(std::string text) {
    if (coding_ == Coding::kGzip) return deflater_.Deflate(text);
    const std::size_t size = text.size();
    return {.bytes = std::move(text), .plain_size = size};
  }

  Run Samples(const PageFamily& family, std::size_t bytes_expected) {
    Exposition page(bytes_expected);
    page.ContinueFamily(family.name);
    family.write_samples(page);
    return Encode(std::move(page).Finish());
  }

  Run Head(const PageFamily& family, Dialect dialect) {
    Exposition page(0, dialect);
    page.BeginFamily(family.name, family.type, family.help);
    return Encode(std::move(page).Finish());
  }

 private:
  const Coding coding_;
  Deflater deflater_;
};

FamilyText TextOfHeads(const PageFamily& family, Encoder& encoder) {
  FamilyText text;
  for (const Dialect dialect : kDialects) {
    text.heads[static_cast<std::size_t>(dialect)] = encoder.Head(family, dialect);
  }
  return text;
}

// Texts of families, to be put in order of name.
using Named = std::vector<std::pair<std::string, FamilyText>>;

// The families that are written whole.
PageFamilies Whole(const PageInput& input) {
  PageFamilies families = DefinitionFamilies(*input.definitions, input.counts);
  if (input.overdue) Move(OverdueFamilies(*input.definitions, *input.overdue), families);
  if (input.review) Move(ReviewFamilies(*input.definitions, *input.review), families);
  return families;
}

void AddWhole(const PageInput& input, Encoder& encoder, Named& named) {
  for (const PageFamily& family : Whole(input)) {
    FamilyText text = TextOfHeads(family, encoder);
    text.samples.push_back(std::make_shared<const Run>(encoder.Samples(family, 0)));
    named.emplace_back(family.name, std::move(text));
  }
}

// Writes the funnel of each indicator, or takes it over from the blocks of the page before.
template <typename Block>
std::vector<std::shared_ptr<const Block>> AddFunnels(
    const insight::ComparedSnapshot& compared,
    const std::vector<std::shared_ptr<const Block>>& before, Encoder& encoder, Named& named) {
  std::vector<std::shared_ptr<const Block>> blocks;
  for (const auto& one : compared) {
    const auto old = std::find_if(before.begin(), before.end(),
                                  [&one](const auto& block) { return block->compared == one; });
    if (old != before.end()) {
      blocks.push_back(*old);
      continue;
    }
    auto block = std::make_shared<Block>();
    block->compared = one;
    for (const PageFamily& family : ComparedFamilies(one.get())) {
      block->runs.push_back(encoder.Samples(family, 0));
    }
    blocks.push_back(std::move(block));
  }
  std::size_t index = 0;
  for (const PageFamily& family : ComparedFamilies(nullptr)) {
    FamilyText text = TextOfHeads(family, encoder);
    for (const auto& block : blocks) text.samples.emplace_back(block, &block->runs[index]);
    named.emplace_back(family.name, std::move(text));
    ++index;
  }
  return blocks;
}

std::shared_ptr<const PageText> Sorted(Named named, std::uint64_t version) {
  std::sort(named.begin(), named.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  auto page = std::make_shared<PageText>();
  page->version = version;
  for (auto& [name, text] : named) {
    for (const auto& run : text.samples) page->bytes += run->bytes.size();
    page->families.push_back(std::move(text));
  }
  return page;
}

// Of the organisations of `latest` in [begin, end); both are by organisation.
std::vector<std::shared_ptr<const insight::OrganisationVerdicts>> VerdictsOn(const PageInput& input,
                                                                             std::size_t begin,
                                                                             std::size_t end) {
  std::vector<std::shared_ptr<const insight::OrganisationVerdicts>> found;
  const auto& all = input.verdicts.organisations;
  auto at = std::lower_bound(
      all.begin(), all.end(), input.latest[begin]->organisation,
      [](const auto& part, const auto& code) { return part->organisation < code; });
  for (std::size_t i = begin; i < end; ++i) {
    const domain::OdsCode& code = input.latest[i]->organisation;
    while (at != all.end() && (*at)->organisation < code) ++at;
    found.push_back(at != all.end() && (*at)->organisation == code ? *at : nullptr);
  }
  return found;
}

}  // namespace

KeptPage::KeptPage(domain::Sight sight, std::size_t kept_bytes_max)
    : sight_(sight), kept_bytes_max_(kept_bytes_max), compared_(sight) {
  for (auto& kept : kept_) kept = std::make_unique<Kept>();
}

KeptPage::~KeptPage() = default;

std::uint64_t KeptPage::VersionOf(const PageInput& input) {
  PageInput before;  // let go after the lock
  const base::MutexLock lock(version_mutex_);
  if (version_ > 0 && AreEqual(input, last_)) return version_;
  before = std::exchange(last_, input);
  return ++version_;
}

std::shared_ptr<const PageText> KeptPage::TextOf(const PageInput& input, std::uint64_t version,
                                                 Coding coding) {
  const base::MutexLock lock(text_mutex_);
  Kept& kept = *kept_[static_cast<std::size_t>(coding)];
  if (auto current = kept.current.lock(); current && current->version == version) return current;

  Encoder encoder(coding);
  const bool can_reuse = kept.definitions == input.definitions;
  std::vector<std::shared_ptr<const Block>> blocks;
  for (std::size_t begin = 0; begin < input.latest.size(); begin += kOrganisationsPerBlock) {
    const std::size_t end = std::min(begin + kOrganisationsPerBlock, input.latest.size());
    auto block = std::make_shared<Block>();
    block->latest.assign(input.latest.begin() + static_cast<std::ptrdiff_t>(begin),
                         input.latest.begin() + static_cast<std::ptrdiff_t>(end));
    block->verdicts = VerdictsOn(input, begin, end);
    const std::size_t index = blocks.size();
    const auto& old = can_reuse && index < kept.blocks.size() ? kept.blocks[index] : nullptr;
    if (old && old->latest == block->latest && old->verdicts == block->verdicts) {
      blocks.push_back(old);
      continue;
    }
    const FigureFamilies figures(*input.definitions, block->latest, input.verdicts, sight_);
    for (const PageFamily& family : AllOf(figures)) {
      block->runs.push_back(encoder.Samples(family, figures.BytesExpectedOfFamily()));
    }
    blocks.push_back(std::move(block));
  }

  Named named;
  AddWhole(input, encoder, named);
  auto funnels = AddFunnels(compared_.Of(input.verdicts), kept.funnels, encoder, named);
  const FigureFamilies none(*input.definitions, {}, {}, sight_);
  std::size_t index = 0;
  for (const PageFamily& family : AllOf(none)) {
    FamilyText text = TextOfHeads(family, encoder);
    for (const auto& block : blocks) text.samples.emplace_back(block, &block->runs[index]);
    named.emplace_back(family.name, std::move(text));
    ++index;
  }
  auto text = Sorted(std::move(named), version);
  kept.current = text;
  const bool is_kept = text->bytes <= kept_bytes_max_;
  kept.text = is_kept ? text : nullptr;
  kept.definitions = is_kept ? input.definitions : nullptr;
  kept.blocks = is_kept ? std::move(blocks) : std::vector<std::shared_ptr<const Block>>();
  kept.funnels = is_kept ? std::move(funnels) : std::vector<std::shared_ptr<const FunnelBlock>>();
  return text;
}

}  // namespace trustwatch::http
