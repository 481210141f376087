#ifndef TRUSTWATCH_DAEMON_STATS_QUANTITY_H_
#define TRUSTWATCH_DAEMON_STATS_QUANTITY_H_

#include <cstdint>
#include <optional>

namespace trustwatch::stats {

// A number, or the reason why there is none. What a formula cannot say leaves this room as such a
// reason, never as a NaN or an infinity. An immutable value; default-constructed it is missing.
class Quantity {
 public:
  enum class Kind : std::uint8_t {
    kNumber,
    kMissing,         // something that it needs was not given, or it does not apply
    kUndefined,       // its formula has no value here, as 0 / 0
    kUnboundedBelow,  // less than every number
    kUnboundedAbove,  // more than every number
  };

  Quantity() = default;

  // A finite value is a number; NaN is undefined, an infinity unbounded.
  static Quantity Of(double value);

  Kind kind() const { return kind_; }

  // Finite; absent unless kind() is kNumber.
  std::optional<double> number() const;

  bool operator==(const Quantity&) const = default;

 private:
  Kind kind_ = Kind::kMissing;
  double number_ = 0;  // 0 unless kind_ is kNumber
};

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_QUANTITY_H_
