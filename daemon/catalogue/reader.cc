#include "daemon/catalogue/reader.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "daemon/base/digest.h"
#include "daemon/catalogue/calendar.h"
#include "daemon/catalogue/checks.h"
#include "daemon/catalogue/faults.h"
#include "daemon/catalogue/file_content.h"
#include "daemon/catalogue/indicators.h"
#include "daemon/catalogue/parts.h"
#include "daemon/catalogue/register.h"
#include "daemon/catalogue/returns.h"
#include "daemon/catalogue/toml_file.h"
#include "daemon/domain/definitions.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifestName = "catalogue.toml";
constexpr std::size_t kVersionBytesMax = 32;

// Reads one folder; used once.
class FolderReader {
 public:
  explicit FolderReader(fs::path folder) : folder_(std::move(folder)) {}

  Reading Run();

 private:
  // The parsed file that stands at `name`, seen from the folder; null and reported otherwise.
  // Faults of a file that cannot be opened are told at `place`, where it is named.
  const TomlFile* Open(const std::string& name, const Place& place);
  void ReadManifest(TomlTable manifest);
  void ReadVersion(TomlTable& manifest);
  // The root tables of the files that a list of the manifest names; `is_whole` becomes false if one
  // cannot be read.
  std::vector<TomlTable> Listed(TomlTable& manifest, Key key, Need need, bool& is_whole);
  std::optional<TomlTable> OpenListed(const TomlTable& manifest, const TextItem& item);
  bool IsNew(const TomlTable& manifest, const TextItem& item);
  std::shared_ptr<const domain::Definitions> Build();

  fs::path folder_;
  FaultList faults_;
  base::Digest digest_;
  std::deque<TomlFile> files_;  // what is read points into them
  std::vector<fs::path> opened_;
  std::string version_;
  Parts parts_;
};

const TomlFile* FolderReader::Open(const std::string& name, const Place& place) {
  const fs::path path = (folder_ / name).lexically_normal();
  const std::optional<std::string> content = ReadFileContent(path, place, faults_);
  if (!content) return nullptr;
  digest_.Add(name);
  digest_.Add(*content);
  std::optional<TomlFile> file = ParseToml(path, *content, faults_);
  if (!file) return nullptr;
  return &files_.emplace_back(std::move(*file));
}

bool FolderReader::IsNew(const TomlTable& manifest, const TextItem& item) {
  std::error_code error;
  const fs::path path = fs::weakly_canonical(folder_ / item.text, error);
  if (error) return true;  // Open says why
  if (path == fs::weakly_canonical(folder_ / kManifestName, error)) {
    manifest.ComplainAt(item.line, fmt::format("{} lists itself", kManifestName), "remove it");
    return false;
  }
  if (std::count(opened_.begin(), opened_.end(), path) > 0) {
    manifest.ComplainAt(item.line, fmt::format("\"{}\" is listed twice", item.text),
                        "list each file once");
    return false;
  }
  opened_.push_back(path);
  return true;
}

std::optional<TomlTable> FolderReader::OpenListed(const TomlTable& manifest, const TextItem& item) {
  if (fs::path(item.text).is_absolute()) {
    manifest.ComplainAt(item.line, fmt::format("\"{}\" is an absolute path", item.text),
                        "name the file as seen from this folder, for example "
                        "../england/bank-holidays.toml");
    return std::nullopt;
  }
  if (!IsNew(manifest, item)) return std::nullopt;
  const TomlFile* file = Open(item.text, manifest.At(item.line));
  if (file == nullptr) return std::nullopt;
  return TomlTable(file->root, file->path, "the file", faults_);
}

std::vector<TomlTable> FolderReader::Listed(TomlTable& manifest, Key key, Need need,
                                            bool& is_whole) {
  std::vector<TomlTable> roots;
  const std::vector<TextItem> items = manifest.Texts(key, need);
  if (items.empty() && need == Need::kRequired) is_whole = false;
  for (const TextItem& item : items) {
    std::optional<TomlTable> root = OpenListed(manifest, item);
    if (root) {
      roots.push_back(std::move(*root));
    } else {
      is_whole = false;
    }
  }
  return roots;
}

void FolderReader::ReadVersion(TomlTable& manifest) {
  const Key key{"version", "\"2026.11\""};
  version_ = manifest.Text(key);
  const bool is_plain = std::all_of(version_.begin(), version_.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
  if (!is_plain || version_.size() > kVersionBytesMax) {
    manifest.Complain(key.name,
                      fmt::format("version \"{}\" is not at most {} letters, digits, '.', '-' and "
                                  "'_'",
                                  version_, kVersionBytesMax),
                      "write version = \"2026.11\"");
  }
}

void FolderReader::ReadManifest(TomlTable manifest) {
  ReadVersion(manifest);
  manifest.Text({"title", "\"Mental-health indicators of England\""});
  parts_.organisation_kinds =
      manifest.PlainTexts({"organisation_kinds", "[\"mental_health_trust\"]"}, Need::kRequired);
  bool is_whole = true;
  for (TomlTable& root : Listed(manifest, {"indicators", "[\"indicators.toml\"]"}, Need::kRequired,
                                parts_.has_every_indicator)) {
    std::vector<ReadIndicator> read = ReadIndicators(std::move(root));
    std::move(read.begin(), read.end(), std::back_inserter(parts_.indicators));
  }
  for (TomlTable& root :
       Listed(manifest, {"returns", "[\"returns.toml\"]"}, Need::kRequired, is_whole)) {
    std::vector<ReadReturn> read = ReadReturns(std::move(root));
    std::move(read.begin(), read.end(), std::back_inserter(parts_.returns));
  }
  for (TomlTable& root :
       Listed(manifest, {"pair_rules", "[\"pair-rules.toml\"]"}, Need::kOptional, is_whole)) {
    std::vector<ReadPairRule> read = ReadPairRules(std::move(root));
    std::move(read.begin(), read.end(), std::back_inserter(parts_.pair_rules));
  }
  for (TomlTable& root : Listed(manifest, {"register", "[\"organisations.toml\"]"}, Need::kRequired,
                                parts_.has_every_organisation)) {
    ReadRegister(std::move(root), parts_);
  }
  const Key calendar{"calendar", "\"bank-holidays.toml\""};
  const std::string name = manifest.Text(calendar);
  if (!name.empty()) {
    const TextItem item{.text = name, .line = manifest.PlaceOf(calendar.name).line};
    std::optional<TomlTable> root = OpenListed(manifest, item);
    if (root) parts_.calendar = ReadCalendar(std::move(*root));
  }
  manifest.RefuseOtherKeys();
}

std::shared_ptr<const domain::Definitions> FolderReader::Build() {
  std::vector<domain::Indicator> indicators;
  for (ReadIndicator& read : parts_.indicators) indicators.push_back(std::move(read.value));
  std::vector<domain::Return> returns;
  for (ReadReturn& read : parts_.returns) {
    for (TextItem& kind : read.owed_by) read.value.owed_by.push_back(std::move(kind.text));
    for (const ReadItem& item : read.items) {
      read.value.items.push_back(
          {.indicator = domain::IndicatorId::Parse(item.indicator).value(), .span = *item.span});
    }
    returns.push_back(std::move(read.value));
  }
  std::vector<domain::PairRule> rules;
  for (ReadPairRule& read : parts_.pair_rules) rules.push_back(std::move(read.value));
  std::vector<domain::Organisation> organisations;
  for (ReadOrganisation& read : parts_.organisations) {
    organisations.push_back(std::move(read.value));
  }
  std::vector<domain::RegisterEvent> events;
  for (ReadEvent& read : parts_.events) events.push_back(std::move(read.value));
  return std::make_shared<const domain::Definitions>(domain::Definitions{
      .version = version_,
      .digest = base::Hex(digest_.Finish()),
      .catalogue = domain::Catalogue(std::move(indicators), std::move(returns), std::move(rules)),
      .organisations = domain::Register(std::move(organisations), std::move(events)),
      .calendar = std::move(*parts_.calendar)});
}

Reading FolderReader::Run() {
  const Place place{.file = (folder_ / kManifestName).lexically_normal()};
  const TomlFile* file = Open(std::string(kManifestName), place);
  if (file != nullptr) {
    ReadManifest(TomlTable(file->root, file->path, "the manifest", faults_));
    CheckCatalogue(parts_);
    CheckRegister(parts_);
  }
  if (!faults_.empty()) return {.definitions = nullptr, .faults = faults_.Take()};
  return {.definitions = Build(), .faults = {}};
}

}  // namespace

Reading Read(const std::filesystem::path& folder) { return FolderReader(folder).Run(); }

}  // namespace trustwatch::catalogue
