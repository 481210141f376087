#include "collectors/sources/file_kind.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "collectors/sources/source_row.h"
#include "collectors/sources/text.h"

namespace trustwatch::sources {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::string_view bytes;
  std::string_view message;
  std::string_view cure;
};

constexpr std::string_view kSaveAsCsv = "open it in the spreadsheet and save it as CSV UTF-8";

constexpr std::array kSignatures = {
    Signature{"\xFF\xFE"sv, "the file is UTF-16 text", "save it as CSV UTF-8"},
    Signature{"\xFE\xFF"sv, "the file is UTF-16 text", "save it as CSV UTF-8"},
    Signature{"PK\x03\x04"sv, "the file is an Excel workbook or a zip, not CSV",
              "save the sheet as CSV UTF-8, or take the CSV out of the zip"},
    Signature{"\xD0\xCF\x11\xE0"sv, "the file is an old Excel workbook, not CSV", kSaveAsCsv},
    Signature{"%PDF"sv, "the file is a PDF, not CSV", "ask for the figures as CSV"},
    Signature{"BZh"sv, "the file is packed with bzip2", "unpack it, or pack it with gzip"},
    Signature{"\xFD"
              "7zXZ"sv,
              "the file is packed with xz", "unpack it, or pack it with gzip"},
    Signature{"7z\xBC\xAF"sv, "the file is packed with 7-Zip", "unpack it, or pack it with gzip"},
};

}  // namespace

std::optional<Complaint> NotCsv(std::string_view first_bytes) {
  for (const Signature& signature : kSignatures) {
    if (first_bytes.starts_with(signature.bytes)) {
      return Complaint{.message = std::string(signature.message),
                       .cure = std::string(signature.cure)};
    }
  }
  const std::string begin = Lower(Trim(first_bytes.substr(0, 64)));
  if (begin.starts_with("<!doctype") || begin.starts_with("<html") || begin.starts_with("<?xml")) {
    return Complaint{.message = "the file is a page of the web, not CSV",
                     .cure = "download the file itself; signing in may be needed"};
  }
  return std::nullopt;
}

}  // namespace trustwatch::sources
