#ifndef TRUSTWATCH_TESTS_CHART_XML_ELEMENTS_H_
#define TRUSTWATCH_TESTS_CHART_XML_ELEMENTS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trustwatch::chart {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;  // as written, entities and all
  std::string text;                               // directly inside, as written
};

// The elements of a document in the order in which they begin; absent unless it is well-formed:
// one root, tags that match, quoted attributes that occur once, and no loose `<` or `&`.
std::optional<std::vector<XmlElement>> ReadXml(std::string_view document);

// The coordinates of an element and whether each runs across (x) or down (y). Of a path the
// absolute ones.
struct Coordinate {
  double value = 0;
  bool across = false;
};
std::vector<Coordinate> CoordinatesOf(const XmlElement& element);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_TESTS_CHART_XML_ELEMENTS_H_
