#ifndef TRUSTWATCH_DAEMON_HTTP_ADMISSION_H_
#define TRUSTWATCH_DAEMON_HTTP_ADMISSION_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/domain/caller.h"
#include "daemon/http/route.h"
#include "daemon/security/caller.h"
#include "httplib.h"

namespace trustwatch::http {

// An answer in place of the one that was asked for. The text is for people and ends a line.
struct Refusal {
  int status = 400;
  std::string text;
  std::string allow;  // with 405: the methods that would do
};

// What the head of a request settles, before a byte of its body is read.
struct Admission {
  domain::Caller caller;  // meaningless if refused with 403
  const Route* route = nullptr;
  std::vector<std::string> segments;
  bool has_body = false;           // bytes follow the head, read or not
  std::size_t body_bytes_max = 0;  // on the wire; of a body in chunks, with what frames them
  std::optional<Refusal> refusal;
};

// Whoever is not known sees nothing, not even what there is (403). Then: no such page (404),
// another method (405), a body whose end cannot be known (400, 411), one that is too large (413),
// and one that httplib would unpack by itself, however large it then became (415). Pure.
Admission Admit(const httplib::Request& request, const Routes& routes,
                const security::Entitlements& entitlements);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_ADMISSION_H_
