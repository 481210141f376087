#ifndef TRUSTWATCH_DAEMON_APP_PROTOBUF_LOG_H_
#define TRUSTWATCH_DAEMON_APP_PROTOBUF_LOG_H_

namespace trustwatch::app {

// Sends what the protobuf library says to our log, as debug: it complains about what callers send,
// which is answered to them, and would let them fill the log. Call before any message is read.
void LogProtobufAsDebug();

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_PROTOBUF_LOG_H_
