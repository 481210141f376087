#ifndef TRUSTWATCH_TESTS_APP_WRITTEN_CERTIFICATE_H_
#define TRUSTWATCH_TESTS_APP_WRITTEN_CERTIFICATE_H_

#include <string>

#include "absl/time/time.h"

namespace trustwatch::testing {

// A certificate in PEM, signed by itself with a new key, that ends at that second.
std::string CertificateEnding(absl::Time end);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_APP_WRITTEN_CERTIFICATE_H_
