#include "collectors/sources/byte_source.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/sources/progress.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

constexpr std::size_t kPackedBytes = 128UL * 1024;
constexpr std::string_view kGzipMagic = "\x1F\x8B";

absl::Status Broken(std::string_view what) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "FILE_BROKEN",
      .message = fmt::format("the gzip is damaged ({}); fetch or pack the file again", what),
      .field = {}}
      .ToStatus();
}

class FileBytes final : public ByteSource {
 public:
  FileBytes(std::FILE* file, std::int64_t bytes_total) : file_(file) {
    progress_.bytes_total = bytes_total;
  }
  ~FileBytes() override { std::fclose(file_); }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  absl::StatusOr<std::size_t> Read(char* buffer, std::size_t size) override {
    const std::size_t count = std::fread(buffer, 1, size, file_);
    progress_.bytes_read += static_cast<std::int64_t>(count);
    if (count == 0 && std::ferror(file_) != 0) {
      const std::string why = std::generic_category().message(errno);
      return base::Error{.code = absl::StatusCode::kUnavailable,
                         .reason = "FILE_UNREADABLE",
                         .message = fmt::format("the file stopped being readable after {} bytes "
                                                "({}); look at the disk and try again",
                                                progress_.bytes_read, why),
                         .field = {}}
          .ToStatus();
    }
    return count;
  }

  Progress progress() const override { return progress_; }

 private:
  std::FILE* file_;  // owned
  Progress progress_;
};

class TextBytes final : public ByteSource {
 public:
  explicit TextBytes(std::string text) : text_(std::move(text)) {}

  absl::StatusOr<std::size_t> Read(char* buffer, std::size_t size) override {
    const std::size_t count = text_.copy(buffer, size, at_);
    at_ += count;
    return count;
  }

  Progress progress() const override {
    return {.bytes_read = static_cast<std::int64_t>(at_),
            .bytes_total = static_cast<std::int64_t>(text_.size())};
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

// Passes plain bytes on and unpacks gzip; the first two bytes decide.
class Unpacker final : public ByteSource {
 public:
  explicit Unpacker(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)) {}
  ~Unpacker() override {
    if (inflating_) inflateEnd(&stream_);
  }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  absl::StatusOr<std::size_t> Read(char* buffer, std::size_t size) override {
    if (!decided_) TRUSTWATCH_RETURN_IF_ERROR(Decide());
    return inflating_ ? Inflate(buffer, size) : Pass(buffer, size);
  }

  Progress progress() const override { return packed_->progress(); }

 private:
  std::string_view waiting() const {
    return {reinterpret_cast<const char*>(stream_.next_in), stream_.avail_in};
  }

  // Gets more packed bytes behind those that wait; the end of them sets packed_ended_.
  absl::Status Fill() {
    std::memmove(in_.data(), stream_.next_in, stream_.avail_in);
    stream_.next_in = reinterpret_cast<Bytef*>(in_.data());
    TRUSTWATCH_ASSIGN_OR_RETURN(
        const std::size_t count,
        packed_->Read(in_.data() + stream_.avail_in, in_.size() - stream_.avail_in));
    stream_.avail_in += static_cast<uInt>(count);
    packed_ended_ = count == 0;
    return absl::OkStatus();
  }

  absl::Status FillTo(std::size_t size) {
    while (stream_.avail_in < size && !packed_ended_) TRUSTWATCH_RETURN_IF_ERROR(Fill());
    return absl::OkStatus();
  }

  absl::Status Decide() {
    stream_.next_in = reinterpret_cast<Bytef*>(in_.data());
    TRUSTWATCH_RETURN_IF_ERROR(FillTo(kGzipMagic.size()));
    decided_ = true;
    if (!waiting().starts_with(kGzipMagic)) return absl::OkStatus();
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) return Broken("out of memory");
    inflating_ = true;
    return absl::OkStatus();
  }

  absl::StatusOr<std::size_t> Pass(char* buffer, std::size_t size) {
    if (stream_.avail_in == 0) return packed_->Read(buffer, size);
    const std::size_t count = waiting().copy(buffer, size);
    stream_.next_in += count;
    stream_.avail_in -= static_cast<uInt>(count);
    return count;
  }

  absl::StatusOr<std::size_t> Inflate(char* buffer, std::size_t size) {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1U << 30U));
    const uInt room = stream_.avail_out;
    while (stream_.avail_out == room && !ended_) TRUSTWATCH_RETURN_IF_ERROR(InflateSome());
    return room - stream_.avail_out;
  }

  absl::Status InflateSome() {
    if (stream_.avail_in == 0) {
      TRUSTWATCH_RETURN_IF_ERROR(Fill());
      if (packed_ended_) return Broken("it is cut short");
    }
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) return NextMember();
    if (result != Z_OK && result != Z_BUF_ERROR) {
      return Broken(stream_.msg == nullptr ? "bad data" : stream_.msg);
    }
    return absl::OkStatus();
  }

  absl::Status NextMember() {
    TRUSTWATCH_RETURN_IF_ERROR(FillTo(kGzipMagic.size()));
    ended_ = stream_.avail_in == 0;
    if (ended_) return absl::OkStatus();
    if (!waiting().starts_with(kGzipMagic)) return Broken("something else follows its end");
    return inflateReset(&stream_) == Z_OK ? absl::OkStatus() : Broken("bad state");
  }

  std::unique_ptr<ByteSource> packed_;
  std::array<char, kPackedBytes> in_;
  z_stream stream_{};  // next_in and avail_in hold what waits, for plain bytes too
  bool decided_ = false;
  bool inflating_ = false;
  bool packed_ended_ = false;
  bool ended_ = false;
};

absl::Status CannotOpen(const std::filesystem::path& path, int error) {
  const bool absent = error == ENOENT || error == ENOTDIR;
  return base::Error{
      .code = absent ? absl::StatusCode::kNotFound : absl::StatusCode::kPermissionDenied,
      .reason = absent ? "FILE_NOT_FOUND" : "FILE_UNREADABLE",
      .message = fmt::format("{} cannot be opened ({}); name a file that you may read",
                             path.string(), std::generic_category().message(error)),
      .field = {}}
      .ToStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenFile(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return CannotOpen(path, EISDIR);
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return CannotOpen(path, errno);
  std::error_code no_size;
  const std::uintmax_t bytes = std::filesystem::file_size(path, no_size);
  return std::make_unique<Unpacker>(
      std::make_unique<FileBytes>(file, no_size ? 0 : static_cast<std::int64_t>(bytes)));
}

std::unique_ptr<ByteSource> OpenText(std::string bytes) {
  return std::make_unique<Unpacker>(std::make_unique<TextBytes>(std::move(bytes)));
}

}  // namespace trustwatch::sources
