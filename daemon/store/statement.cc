#include "daemon/store/statement.h"

#include <sqlite3.h>

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/check.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/database.h"
#include "daemon/store/status_of_code.h"

namespace trustwatch::store {

PreparedStatement::~PreparedStatement() { sqlite3_finalize(handle); }

Statement::Statement(Database& db, PreparedStatement& prepared) : db_(&db), prepared_(&prepared) {
  TRUSTWATCH_CHECK(!prepared.in_use);
  prepared.in_use = true;
}

Statement::~Statement() {
  if (prepared_ == nullptr) return;
  sqlite3_reset(prepared_->handle);
  sqlite3_clear_bindings(prepared_->handle);
  prepared_->in_use = false;
}

Statement::Statement(Statement&& other) noexcept
    : db_(other.db_), prepared_(other.prepared_), bind_code_(other.bind_code_) {
  other.prepared_ = nullptr;
}

int Statement::IndexOf(const char* name) const {
  const int index = sqlite3_bind_parameter_index(prepared_->handle, name);
  TRUSTWATCH_CHECK(index > 0);
  return index;
}

void Statement::Note(int code) {
  if (code != SQLITE_OK && bind_code_ == SQLITE_OK) bind_code_ = code;
}

void Statement::Bind(int index, std::int64_t value) {
  Note(sqlite3_bind_int64(prepared_->handle, index, value));
}

void Statement::BindReal(int index, double value) {
  Note(sqlite3_bind_double(prepared_->handle, index, value));
}

void Statement::BindText(int index, std::string_view text) {
  // A null pointer would bind NULL, which empty text is not.
  const char* const data = text.empty() ? "" : text.data();
  Note(sqlite3_bind_text(prepared_->handle, index, data, static_cast<int>(text.size()),
                         SQLITE_STATIC));
}

void Statement::BindBlob(const char* name, std::string_view bytes) {
  const char* const data = bytes.empty() ? "" : bytes.data();
  Note(sqlite3_bind_blob(prepared_->handle, IndexOf(name), data, static_cast<int>(bytes.size()),
                         SQLITE_STATIC));
}

void Statement::BindNull(int index) { Note(sqlite3_bind_null(prepared_->handle, index)); }

absl::StatusOr<bool> Statement::Step() {
  const int code = bind_code_ != SQLITE_OK ? bind_code_ : sqlite3_step(prepared_->handle);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return StatusOfCode(code, db_->file(), sqlite3_errmsg(db_->handle()));
}

absl::Status Statement::Run() {
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, Step());
    if (!has_row) break;
  }
  Reset();
  return absl::OkStatus();
}

void Statement::Reset() { sqlite3_reset(prepared_->handle); }

std::int64_t Statement::Integer(int column) const {
  return sqlite3_column_int64(prepared_->handle, column);
}

double Statement::Real(int column) const {
  return sqlite3_column_double(prepared_->handle, column);
}

std::string_view Statement::Text(int column) const {
  const auto* const text =
      reinterpret_cast<const char*>(sqlite3_column_text(prepared_->handle, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(prepared_->handle, column))};
}

std::string_view Statement::Blob(int column) const {
  const auto* const bytes =
      static_cast<const char*>(sqlite3_column_blob(prepared_->handle, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(prepared_->handle, column))};
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(prepared_->handle, column) == SQLITE_NULL;
}

}  // namespace trustwatch::store
