#include "daemon/catalogue/toml_file.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/catalogue/similar.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace trustwatch::catalogue {
namespace {

int LineOf(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view TypeName(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::none:
    case toml::node_type::time:
    case toml::node_type::date_time:
      break;
  }
  return "a time";
}

// What to write; an example that says it in words stands alone.
std::string Example(Key key) {
  if (key.example.substr(0, 2) == "[[") return fmt::format("begin one with a line {}", key.example);
  return fmt::format("write {} = {}", key.name, key.example);
}

// How many bytes the character that begins here takes; 0 if it is not UTF-8. Overlong forms and
// surrogates are left to the TOML parser, which refuses them too.
std::size_t CharacterBytes(std::string_view rest) {
  const auto lead = static_cast<unsigned char>(rest.front());
  const std::size_t size = lead < 0x80                   ? 1
                           : lead >= 0xC2 && lead < 0xE0 ? 2
                           : lead >= 0xE0 && lead < 0xF0 ? 3
                           : lead >= 0xF0 && lead < 0xF5 ? 4
                                                         : 0;
  if (size == 0 || size > rest.size()) return 0;
  const bool followed = std::all_of(rest.begin() + 1, rest.begin() + static_cast<int>(size),
                                    [](char c) { return (c & 0xC0) == 0x80; });
  return followed ? size : 0;
}

// The line of the first byte that is not UTF-8; 0 if all are.
int FirstBadLine(std::string_view content) {
  int line = 1;
  while (!content.empty()) {
    const std::size_t size = CharacterBytes(content);
    if (size == 0) return line;
    if (content.front() == '\n') ++line;
    content.remove_prefix(size);
  }
  return 0;
}

}  // namespace

TomlTable::TomlTable(const toml::table& table, std::filesystem::path file, std::string name,
                     FaultList& faults)
    : table_(&table), file_(std::move(file)), name_(std::move(name)), faults_(&faults) {}

const toml::node* TomlTable::Find(Key key, Need need) {
  asked_.emplace_back(key.name);
  const toml::node* node = table_->get(key.name);
  if (node == nullptr && need == Need::kRequired) {
    ComplainAt(place().line, fmt::format("{} has no {}", name_, key.name), Example(key));
  }
  return node;
}

void TomlTable::ComplainOfType(Key key, const toml::node& node, std::string_view wanted) const {
  ComplainAt(LineOf(node.source()),
             fmt::format("{} of {} is {}, not {}", key.name, name_, TypeName(node), wanted),
             Example(key));
}

void TomlTable::ComplainOfWord(Key key, std::string_view word,
                               const std::vector<std::string>& words) const {
  const std::string all = fmt::format("write one of {}", fmt::join(words, ", "));
  const std::string near = MostSimilar(word, words);
  Complain(key.name, fmt::format("{} \"{}\" of {} is not known", key.name, word, name_),
           near.empty() ? all : fmt::format("did you mean {}? Otherwise {}", near, all));
}

std::string TomlTable::Text(Key key, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return "";
  if (!node->is_string()) {
    ComplainOfType(key, *node, "text in quotation marks");
    return "";
  }
  const std::string& text = node->as_string()->get();
  if (IsBlank(text)) {
    Complain(key.name, fmt::format("{} of {} is empty", key.name, name_), Example(key));
    return "";
  }
  return text;
}

std::optional<double> TomlTable::Number(Key key, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return std::nullopt;
  if (!node->is_number()) {
    ComplainOfType(key, *node, "a number");
    return std::nullopt;
  }
  const double number = node->value<double>().value_or(NAN);
  if (!std::isfinite(number)) {
    Complain(key.name, fmt::format("{} of {} is {}, not a finite number", key.name, name_, number),
             Example(key));
    return std::nullopt;
  }
  return number;
}

std::optional<std::int64_t> TomlTable::Integer(Key key, std::int64_t low, std::int64_t high,
                                               Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return std::nullopt;
  if (!node->is_integer()) {
    ComplainOfType(key, *node, "a whole number without a point");
    return std::nullopt;
  }
  const std::int64_t number = node->as_integer()->get();
  if (number < low || number > high) {
    Complain(key.name,
             fmt::format("{} of {} is {}, not {} to {}", key.name, name_, number, low, high),
             fmt::format("write a whole number from {} to {}, for example {} = {}", low, high,
                         key.name, key.example));
    return std::nullopt;
  }
  return number;
}

std::optional<bool> TomlTable::Flag(Key key) {
  const toml::node* node = Find(key, Need::kOptional);
  if (node == nullptr) return std::nullopt;
  if (!node->is_boolean()) {
    ComplainOfType(key, *node, "true or false without quotation marks");
    return std::nullopt;
  }
  return node->as_boolean()->get();
}

std::optional<domain::Day> TomlTable::Date(Key key, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return std::nullopt;
  if (!node->is_date()) {
    ComplainOfType(key, *node, "a date without quotation marks");
    return std::nullopt;
  }
  const toml::date date = node->as_date()->get();
  const auto day = domain::ToDay({.year = date.year, .month = date.month, .day = date.day});
  if (day.ok()) return *day;
  Complain(key.name,
           fmt::format("{} of {} is in the year {}, which is not 1900 to 2200", key.name, name_,
                       date.year),
           Example(key));
  return std::nullopt;
}

std::vector<TextItem> TomlTable::Texts(Key key, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return {};
  if (!node->is_array()) {
    ComplainOfType(key, *node, "a list in square brackets");
    return {};
  }
  std::vector<TextItem> items;
  for (const toml::node& item : *node->as_array()) {
    const int line = LineOf(item.source());
    if (!item.is_string()) {
      ComplainOfType(key, item, "text in quotation marks");
    } else if (IsBlank(item.as_string()->get())) {
      ComplainAt(line, fmt::format("{} of {} has an empty text", key.name, name_), Example(key));
    } else {
      items.push_back({.text = item.as_string()->get(), .line = line});
    }
  }
  if (node->as_array()->empty() && need == Need::kRequired) {
    Complain(key.name, fmt::format("{} of {} is empty", key.name, name_), Example(key));
  }
  return items;
}

std::vector<std::string> TomlTable::PlainTexts(Key key, Need need) {
  std::vector<std::string> texts;
  for (TextItem& item : Texts(key, need)) texts.push_back(std::move(item.text));
  return texts;
}

std::vector<TomlTable> TomlTable::Tables(Key key, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return {};
  if (!node->is_array()) {
    ComplainOfType(key, *node, fmt::format("a list; begin each with [[{}]]", key.name));
    return {};
  }
  std::vector<TomlTable> tables;
  for (const toml::node& item : *node->as_array()) {
    if (item.is_table()) {
      tables.emplace_back(*item.as_table(), file_,
                          fmt::format("{} {} of {}", key.name, tables.size() + 1, name_), *faults_);
    } else {
      ComplainOfType(key, item, "a table in braces");
    }
  }
  if (node->as_array()->empty() && need == Need::kRequired) {
    Complain(key.name, fmt::format("{} of {} is empty", key.name, name_), Example(key));
  }
  return tables;
}

std::optional<TomlTable> TomlTable::Table(Key key, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return std::nullopt;
  if (!node->is_table()) {
    ComplainOfType(key, *node, "a table in braces");
    return std::nullopt;
  }
  return TomlTable(*node->as_table(), file_, fmt::format("{} of {}", key.name, name_), *faults_);
}

void TomlTable::RefuseOtherKeys() {
  for (const auto& [key, node] : *table_) {
    const std::string word(key.str());
    if (std::find(asked_.begin(), asked_.end(), word) != asked_.end()) continue;
    ComplainAt(LineOf(key.source()), fmt::format("{} has an unknown key \"{}\"", name_, word),
               DidYouMean(word, asked_,
                          fmt::format("remove it; the keys are {}", fmt::join(asked_, ", "))));
  }
}

Place TomlTable::PlaceOf(std::string_view key) const {
  const toml::node* node = table_->get(key);
  return node == nullptr ? place() : At(LineOf(node->source()));
}

Place TomlTable::place() const { return At(LineOf(table_->source())); }

void TomlTable::Complain(std::string_view key, std::string message, std::string cure) const {
  faults_->Add(PlaceOf(key), std::move(message), std::move(cure));
}

void TomlTable::ComplainAt(int line, std::string message, std::string cure) const {
  faults_->Add(At(line), std::move(message), std::move(cure));
}

std::optional<TomlFile> ParseToml(const std::filesystem::path& path, std::string_view content,
                                  FaultList& faults) {
  if (const int line = FirstBadLine(content); line != 0) {
    faults.Add({path, line}, "the file is not UTF-8 text", "save it again with the encoding UTF-8");
    return std::nullopt;
  }
  try {
    return TomlFile{.path = path, .root = toml::parse(content)};
  } catch (const toml::parse_error& error) {
    faults.Add({path, LineOf(error.source())},
               fmt::format("this is not TOML: {}", error.description()),
               "correct the line; README.md in deploy/catalogue shows how files are written");
    return std::nullopt;
  }
}

}  // namespace trustwatch::catalogue
