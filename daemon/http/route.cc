#include "daemon/http/route.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "daemon/base/check.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

bool IsServed(const std::string& method) {
  static constexpr std::array<std::string_view, 5> kMethods = {"GET", "POST", "PUT", "PATCH",
                                                               "DELETE"};
  return std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
}

bool HasPlaces(const Route& route) { return route.path.find('{') != std::string::npos; }

// Takes what stands before the next slash off `path`, and the slash.
std::string_view TakeSegment(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view segment = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return segment;
}

// What stands in the places of `pattern`; absent if `path` is another one.
std::optional<std::vector<std::string>> Match(std::string_view pattern, std::string_view path) {
  std::vector<std::string> segments;
  if (std::count(pattern.begin(), pattern.end(), '/') !=
      std::count(path.begin(), path.end(), '/')) {
    return std::nullopt;
  }
  while (!pattern.empty() || !path.empty()) {
    const std::string_view wanted = TakeSegment(pattern);
    const std::string_view given = TakeSegment(path);
    if (wanted.starts_with('{')) {
      if (given.empty()) return std::nullopt;
      segments.emplace_back(given);
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  return segments;
}

}  // namespace

Routes::Routes(std::vector<Route> routes) : routes_(std::move(routes)) {
  std::sort(routes_.begin(), routes_.end(), [](const Route& a, const Route& b) {
    return std::pair(HasPlaces(a), a.path) < std::pair(HasPlaces(b), b.path);
  });
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const Route& route = routes_[i];
    TRUSTWATCH_CHECK(route.path.starts_with('/') && !route.methods.empty() && route.handle);
    TRUSTWATCH_CHECK(std::all_of(route.methods.begin(), route.methods.end(), IsServed));
    TRUSTWATCH_CHECK(i == 0 || routes_[i - 1].path != route.path);
    list_ += fmt::format("  {} ({}): {}\n", route.path, AllowedMethods(route), route.what);
  }
}

Routes::Found Routes::Find(std::string_view path) const {
  for (const Route& route : routes_) {
    if (!HasPlaces(route)) {
      if (route.path == path) return {.route = &route, .segments = {}};
    } else if (auto segments = Match(route.path, path)) {
      return {.route = &route, .segments = *std::move(segments)};
    }
  }
  return {};
}

bool Allows(const Route& route, std::string_view method) {
  const std::string_view asked = method == "HEAD" ? "GET" : method;
  return std::find(route.methods.begin(), route.methods.end(), asked) != route.methods.end();
}

std::string AllowedMethods(const Route& route) {
  std::vector<std::string> methods = route.methods;
  const auto get = std::find(methods.begin(), methods.end(), "GET");
  if (get != methods.end()) methods.insert(get + 1, "HEAD");
  return absl::StrJoin(methods, ", ");
}

}  // namespace trustwatch::http
