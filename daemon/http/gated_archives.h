#ifndef TRUSTWATCH_DAEMON_HTTP_GATED_ARCHIVES_H_
#define TRUSTWATCH_DAEMON_HTTP_GATED_ARCHIVES_H_

#include "daemon/http/by_sight.h"
#include "daemon/http/query_gate.h"
#include "daemon/samples/archive.h"

namespace trustwatch::http {

// What questions about history are answered from, and the gate that each must pass. Borrows both.
struct GatedArchives {
  BySight<samples::Archive> archives;
  QueryGate& gate;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_GATED_ARCHIVES_H_
