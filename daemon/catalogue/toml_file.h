#ifndef TRUSTWATCH_DAEMON_CATALOGUE_TOML_FILE_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_TOML_FILE_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/catalogue/faults.h"
#include "daemon/domain/period.h"
#include "toml++/toml.h"

namespace trustwatch::catalogue {

// A key of a table, and what could stand after its '=', shown to people who left it out.
struct Key {
  std::string_view name;
  std::string_view example;  // as it is written in TOML: "\"tt_access\""
};

// A text of a list, and its line.
struct TextItem {
  std::string text;
  int line = 0;
};

enum class Need : std::uint8_t { kOptional, kRequired };

// Typed access to one table of a definition file. A key that is missing or of the wrong type is
// reported on its line, and a harmless value is given so that reading goes on. It remembers which
// keys were asked for, so that RefuseOtherKeys can name the rest. Borrows the parsed file and the
// list of faults. Not thread-safe; copies report to the same list.
class TomlTable {
 public:
  // `name` is how messages call it: indicator "tt_access".
  TomlTable(const toml::table& table, std::filesystem::path file, std::string name,
            FaultList& faults);

  void Rename(std::string name) { name_ = std::move(name); }
  const std::string& name() const { return name_; }

  // Text that is not blank; empty if absent or faulty.
  std::string Text(Key key, Need need = Need::kRequired);
  // A finite number, with or without a point.
  std::optional<double> Number(Key key, Need need = Need::kOptional);
  // A whole number from `low` to `high`.
  std::optional<std::int64_t> Integer(Key key, std::int64_t low, std::int64_t high,
                                      Need need = Need::kOptional);
  // true or false; absent if it is not said.
  std::optional<bool> Flag(Key key);
  std::optional<domain::Day> Date(Key key, Need need = Need::kOptional);
  // A list of texts that are not blank.
  std::vector<TextItem> Texts(Key key, Need need = Need::kOptional);
  // The texts alone.
  std::vector<std::string> PlainTexts(Key key, Need need = Need::kOptional);
  // The tables of a list, written as [[key]] or as { ... }; each is called "`key` 2" at first.
  std::vector<TomlTable> Tables(Key key, Need need = Need::kOptional);
  // The table under a key, written as [key] or as { ... }.
  std::optional<TomlTable> Table(Key key, Need need = Need::kOptional);
  // One of a few words; `fallback` if it is faulty.
  template <typename Choice>
  Choice OneOf(Key key, const std::vector<std::pair<std::string_view, Choice>>& choices,
               Choice fallback, Need need = Need::kRequired);

  // Reports every key that was never asked for.
  void RefuseOtherKeys();

  bool Has(std::string_view key) const { return table_->contains(key); }
  // Where a key stands, or the table if it has no such key.
  Place PlaceOf(std::string_view key) const;
  Place place() const;
  Place At(int line) const { return {file_, line}; }

  // Reports a fault on a key's line.
  void Complain(std::string_view key, std::string message, std::string cure) const;
  // Reports a fault on a line of this file.
  void ComplainAt(int line, std::string message, std::string cure) const;

 private:
  // The node, asked for; null if absent, reported if required.
  const toml::node* Find(Key key, Need need);
  void ComplainOfType(Key key, const toml::node& node, std::string_view wanted) const;
  void ComplainOfWord(Key key, std::string_view word, const std::vector<std::string>& words) const;

  const toml::table* table_;
  std::filesystem::path file_;
  std::string name_;
  FaultList* faults_;
  std::vector<std::string> asked_;
};

// One parsed file; its tables borrow it.
struct TomlFile {
  std::filesystem::path path;
  toml::table root;
};

// Reports bytes that are not UTF-8 and the first error of syntax; absent then.
std::optional<TomlFile> ParseToml(const std::filesystem::path& path, std::string_view content,
                                  FaultList& faults);

template <typename Choice>
Choice TomlTable::OneOf(Key key, const std::vector<std::pair<std::string_view, Choice>>& choices,
                        Choice fallback, Need need) {
  const std::string word = Text(key, need);
  std::vector<std::string> words;
  for (const auto& [candidate, choice] : choices) {
    if (candidate == word) return choice;
    words.emplace_back(candidate);
  }
  if (!word.empty()) ComplainOfWord(key, word, words);
  return fallback;
}

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_TOML_FILE_H_
