#ifndef TRUSTWATCH_TESTS_CATALOGUE_GOOD_FOLDER_H_
#define TRUSTWATCH_TESTS_CATALOGUE_GOOD_FOLDER_H_

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "daemon/catalogue/reader.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::testing {

inline constexpr char kManifestFile[] = "catalogue.toml";
inline constexpr char kIndicatorsFile[] = "indicators.toml";
inline constexpr char kReturnsFile[] = "returns.toml";
inline constexpr char kPairRulesFile[] = "pair-rules.toml";
inline constexpr char kRegisterFile[] = "organisations.toml";
inline constexpr char kCalendarFile[] = "holidays.toml";

// A small folder of definitions without a fault, invented, that a test changes before it reads: the
// files above.
class GoodFolder {
 public:
  GoodFolder();

  // Puts `to` in the place of the first `from`, which must be there; an empty `from` stands for the
  // end of the file.
  void Replace(const std::string& file, std::string_view from, std::string_view to);
  // Puts a byte in the place of another; positions beyond the end begin again.
  void Spoil(const std::string& file, std::size_t position, char byte);
  void Remove(const std::string& file) { files_.erase(file); }

  // Writes the files anew and reads them.
  catalogue::Reading Read() const;
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  std::map<std::string, std::string> files_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_CATALOGUE_GOOD_FOLDER_H_
