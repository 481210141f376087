#ifndef TRUSTWATCH_DAEMON_DOMAIN_IDENTIFIERS_H_
#define TRUSTWATCH_DAEMON_DOMAIN_IDENTIFIERS_H_

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace trustwatch::domain {

// The code by which the NHS knows an organisation: 3 to 5 upper-case letters or digits, RX4 or
// G6V2S. Codes survive renames. Valid by construction; a copy costs 6 bytes.
class OdsCode {
 public:
  // kInvalidArgument with reason ORGANISATION_MALFORMED.
  static absl::StatusOr<OdsCode> Parse(std::string_view text);

  std::string_view text() const { return {letters_.data(), size_}; }
  std::string ToString() const { return std::string(text()); }

  friend auto operator<=>(const OdsCode&, const OdsCode&) = default;
  template <typename H>
  friend H AbslHashValue(H state, const OdsCode& code) {
    return H::combine(std::move(state), code.text());
  }

 private:
  OdsCode() = default;
  std::array<char, 5> letters_{};  // padded with '\0', which sorts before every letter
  std::uint8_t size_ = 0;
};

// The id of an indicator in the catalogue: lower-case words joined by '_', 1 to 64 bytes, first a
// letter: oap_inapp_beddays_acute. Valid by construction.
class IndicatorId {
 public:
  // kInvalidArgument with reason INDICATOR_MALFORMED.
  static absl::StatusOr<IndicatorId> Parse(std::string_view text);

  const std::string& text() const { return text_; }

  friend auto operator<=>(const IndicatorId&, const IndicatorId&) = default;
  template <typename H>
  friend H AbslHashValue(H state, const IndicatorId& id) {
    return H::combine(std::move(state), id.text_);
  }

 private:
  explicit IndicatorId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// True if the text may name a breakdown: empty for the whole, else lower-case letters, digits, '_',
// '-' and ':', at most 64 bytes.
bool IsBreakdown(std::string_view text);

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_IDENTIFIERS_H_
