#ifndef TRUSTWATCH_DAEMON_HTTP_EXPOSITION_H_
#define TRUSTWATCH_DAEMON_HTTP_EXPOSITION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// The text format that Prometheus scrapes, version 0.0.4:
// https://prometheus.io/docs/instrumenting/exposition_formats/
namespace trustwatch::http {

inline constexpr std::string_view kExpositionContentType =
    "text/plain; version=0.0.4; charset=utf-8";

enum class MetricType : std::uint8_t { kCounter, kGauge, kHistogram };

// Puts ,name="value" onto `labels` (without the comma if it is the first), the value escaped: \\,
// \" and \n. Bytes that are no UTF-8 would make the whole page unreadable, so they become U+FFFD.
void AppendLabel(std::string_view name, std::string_view value, std::string& labels);

// Puts the number onto `text`: the shortest digits that read back as the very same double, without
// an exponent where people expect none (1e-5 to 1e15); NaN, +Inf and -Inf.
void AppendNumber(double number, std::string& text);
void AppendNumber(std::int64_t number, std::string& text);

// Writes a page, family by family in order of name, into one string. Nothing is allocated but by
// the growth of that string; a sample costs about 50 ns. Not thread-safe.
class Exposition {
 public:
  // `bytes_expected`: memory to begin with.
  explicit Exposition(std::size_t bytes_expected = 0) { page_.reserve(bytes_expected); }

  // Begins a family. `name` comes after every earlier one in byte order, which the format wants for
  // uniqueness; anything else ends the process. `help` is escaped.
  void BeginFamily(std::string_view name, MetricType type, std::string_view help);

  // One sample of the family begun last. `suffix` is what follows the family's name: _bucket, _sum,
  // _count, or nothing. `labels` were made by AppendLabel; empty: none.
  void Sample(std::string_view labels, double value) { Sample("", labels, "", value); }
  void Sample(std::string_view labels, std::int64_t value);
  // `more_labels` is joined to `labels`: both as AppendLabel writes them.
  void Sample(std::string_view suffix, std::string_view labels, std::string_view more_labels,
              double value);

  std::string Finish() && { return std::move(page_); }

 private:
  void StartLine(std::string_view suffix, std::string_view labels, std::string_view more_labels);

  std::string page_;
  std::string family_;  // the name of the one begun last
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_EXPOSITION_H_
