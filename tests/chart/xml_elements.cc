#include "tests/chart/xml_elements.h"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trustwatch::chart {
namespace {

bool EntitiesAreWhole(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const std::string_view rest = text.substr(at);
    bool known = false;
    for (const std::string_view entity : {"&amp;", "&lt;", "&gt;", "&quot;"}) {
      known = known || rest.starts_with(entity);
    }
    if (!known) return false;
  }
  return true;
}

// name a="b" c="d", without the angle brackets and a closing slash.
std::optional<XmlElement> ReadTag(std::string_view tag) {
  XmlElement element;
  std::size_t at = tag.find(' ');
  element.name = std::string(tag.substr(0, at));
  while (at != std::string_view::npos && at < tag.size()) {
    ++at;  // the space
    const std::size_t equals = tag.find("=\"", at);
    if (equals == std::string_view::npos) return std::nullopt;
    const std::size_t quote = tag.find('"', equals + 2);
    if (quote == std::string_view::npos) return std::nullopt;
    const std::string_view value = tag.substr(equals + 2, quote - equals - 2);
    const std::string name(tag.substr(at, equals - at));
    if (name.empty() || name.find_first_of(" <>\"") != std::string::npos) return std::nullopt;
    if (value.find('<') != std::string_view::npos || !EntitiesAreWhole(value)) return std::nullopt;
    if (!element.attributes.emplace(name, value).second) return std::nullopt;
    at = quote + 1;
    if (at < tag.size() && tag[at] != ' ') return std::nullopt;
  }
  return element.name.empty() ? std::nullopt : std::optional(std::move(element));
}

}  // namespace

std::optional<std::vector<XmlElement>> ReadXml(std::string_view document) {
  std::vector<XmlElement> elements;
  std::vector<std::size_t> open;
  while (true) {
    const std::size_t tag = document.find('<');
    const std::string_view text = document.substr(0, tag);
    if (!EntitiesAreWhole(text) || text.find('>') != std::string_view::npos) return std::nullopt;
    if (!open.empty()) elements[open.back()].text += text;
    if (tag == std::string_view::npos) break;
    const std::size_t end = document.find('>', tag);
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view inside = document.substr(tag + 1, end - tag - 1);
    document.remove_prefix(end + 1);
    if (inside.starts_with('/')) {
      if (open.empty() || elements[open.back()].name != inside.substr(1)) return std::nullopt;
      open.pop_back();
      continue;
    }
    if (open.empty() && !elements.empty()) return std::nullopt;
    const bool closed = inside.ends_with('/');
    if (closed) inside.remove_suffix(1);
    std::optional<XmlElement> element = ReadTag(inside);
    if (!element.has_value()) return std::nullopt;
    elements.push_back(*std::move(element));
    if (!closed) open.push_back(elements.size() - 1);
  }
  return open.empty() && !elements.empty() ? std::optional(std::move(elements)) : std::nullopt;
}

std::vector<Coordinate> CoordinatesOf(const XmlElement& element) {
  std::vector<Coordinate> found;
  for (const std::string_view name : {"x", "x1", "x2", "cx", "y", "y1", "y2", "cy"}) {
    const auto attribute = element.attributes.find(std::string(name));
    if (attribute == element.attributes.end()) continue;
    found.push_back({std::strtod(attribute->second.c_str(), nullptr),
                     name.find('x') != std::string_view::npos});
  }
  const auto path = element.attributes.find("d");
  if (path == element.attributes.end()) return found;
  char command = ' ';
  bool across = true;
  for (const char* at = path->second.c_str(); *at != '\0';) {
    if (std::string_view("MLHVvZ").find(*at) != std::string_view::npos) {
      command = *at++;
      across = command != 'V' && command != 'v';
      continue;
    }
    char* end = nullptr;
    const double value = std::strtod(at, &end);
    if (end == at) return {{.value = -1}};  // not a number: outside of every view box
    at = end;
    if (command != 'v') found.push_back({value, across});
    if (command == 'M' || command == 'L') across = !across;
  }
  return found;
}

}  // namespace trustwatch::chart
