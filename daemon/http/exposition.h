#ifndef TRUSTWATCH_DAEMON_HTTP_EXPOSITION_H_
#define TRUSTWATCH_DAEMON_HTTP_EXPOSITION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// The two text formats that Prometheus scrapes, by one writer:
// https://prometheus.io/docs/instrumenting/exposition_formats/
// https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
//
// Samples are the same bytes in both; what stands above those of a family differs, and the end of a
// page. So text of samples that was made once serves both.
namespace trustwatch::http {

enum class Dialect : std::uint8_t { kText, kOpenMetrics };  // 0.0.4, 1.0.0

std::string_view ContentTypeOf(Dialect dialect);
// What a whole page ends with: nothing, or OpenMetrics' # EOF, by which a page cut short is known.
std::string_view EndOf(Dialect dialect);

// kInfo: always 1, for its labels; named ..._info. A gauge where the dialect has no such type.
enum class MetricType : std::uint8_t { kCounter, kGauge, kHistogram, kInfo };

// Puts ,name="value" onto `labels` (without the comma if it is the first), the value escaped: \\,
// \" and \n. Bytes that are no UTF-8 would make the whole page unreadable, so they become U+FFFD.
void AppendLabel(std::string_view name, std::string_view value, std::string& labels);

// Puts the number onto `text`: the shortest digits that read back as the very same double, without
// an exponent where people expect none (1e-5 to 1e15); NaN, +Inf and -Inf.
void AppendNumber(double number, std::string& text);
void AppendNumber(std::int64_t number, std::string& text);
// The bound of a histogram's bucket, as a label's value: 1.0, which OpenMetrics wants and which
// keeps a series the same series whichever dialect is scraped.
void AppendBound(double bound, std::string& text);

// Writes a page, family by family in order of name, into one string. Nothing is allocated but by
// the growth of that string; a sample costs about 50 ns. Not thread-safe.
class Exposition {
 public:
  // `bytes_expected`: memory to begin with.
  explicit Exposition(std::size_t bytes_expected = 0, Dialect dialect = Dialect::kText)
      : dialect_(dialect) {
    page_.reserve(bytes_expected);
  }

  // Begins a family. `name` comes after every earlier one in byte order, which the formats want for
  // uniqueness; anything else ends the process. `help` is escaped. A counter is named ..._total.
  void BeginFamily(std::string_view name, MetricType type, std::string_view help);
  // Begins one whose lines of help and type are written elsewhere: samples alone.
  void ContinueFamily(std::string_view name);

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

  const Dialect dialect_;
  std::string page_;
  std::string family_;  // the name of the one begun last
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_EXPOSITION_H_
