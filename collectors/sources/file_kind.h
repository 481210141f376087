#ifndef TRUSTWATCH_COLLECTORS_SOURCES_FILE_KIND_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_FILE_KIND_H_

#include <optional>
#include <string_view>

#include "collectors/sources/source_row.h"

namespace trustwatch::sources {

// Says what a file is, by its first bytes, if it is surely not a CSV file in UTF-8 or Windows-1252:
// UTF-16, a workbook, a PDF, a page of the web, another packing. nullopt: it may be one.
std::optional<Complaint> NotCsv(std::string_view first_bytes);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_FILE_KIND_H_
