#ifndef TRUSTWATCH_TESTS_REMOTE_READ_XOR_DECODER_H_
#define TRUSTWATCH_TESTS_REMOTE_READ_XOR_DECODER_H_

#include <optional>
#include <string_view>
#include <vector>

#include "daemon/samples/sample.h"

namespace trustwatch::remote_read {

// The samples of an XOR chunk, written from the description of the format, a bit at a time, and
// sharing nothing with the encoder. Nothing if the chunk ends too early or bytes are left over.
std::optional<std::vector<samples::Sample>> DecodeXorChunk(std::string_view chunk);

}  // namespace trustwatch::remote_read

#endif  // TRUSTWATCH_TESTS_REMOTE_READ_XOR_DECODER_H_
