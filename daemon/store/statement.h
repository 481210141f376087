#ifndef TRUSTWATCH_DAEMON_STORE_STATEMENT_H_
#define TRUSTWATCH_DAEMON_STORE_STATEMENT_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

struct sqlite3_stmt;

namespace trustwatch::store {

class Database;

// A parsed statement that its Database keeps for the next time.
struct PreparedStatement {
  explicit PreparedStatement(sqlite3_stmt* parsed) : handle(parsed) {}
  ~PreparedStatement();
  PreparedStatement(const PreparedStatement&) = delete;
  PreparedStatement& operator=(const PreparedStatement&) = delete;

  sqlite3_stmt* handle;
  bool in_use = false;
};

// One use of a prepared statement: bind, step, read; the end of its life makes it ready for the
// next use. A fault of a Bind is answered by the next Step. Borrows its Database. Not thread-safe.
class Statement {
 public:
  Statement(Database& db, PreparedStatement& prepared);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  // By name, as it stands in the text (":caller"), or by number from 1. Text and blobs must live
  // until the next Reset or the end of this object.
  void Bind(const char* name, std::int64_t value) { Bind(IndexOf(name), value); }
  void Bind(int index, std::int64_t value);
  void BindReal(int index, double value);
  void BindText(const char* name, std::string_view text) { BindText(IndexOf(name), text); }
  void BindText(int index, std::string_view text);
  void BindBlob(const char* name, std::string_view bytes);
  void BindNull(const char* name) { BindNull(IndexOf(name)); }
  void BindNull(int index);

  // True: a row is there to be read. False: the statement is done.
  absl::StatusOr<bool> Step();
  // Runs a statement whose rows do not matter to its end, and resets it.
  absl::Status Run();
  // Ready to be run again; what was bound stays bound.
  void Reset();

  // Columns of the present row, from 0. Text and blobs live until the next Step or Reset.
  std::int64_t Integer(int column) const;
  double Real(int column) const;
  std::string_view Text(int column) const;
  std::string_view Blob(int column) const;
  bool IsNull(int column) const;

 private:
  int IndexOf(const char* name) const;
  void Note(int code);

  Database* db_;
  PreparedStatement* prepared_;  // nullptr once moved from
  int bind_code_ = 0;            // the first fault of a Bind
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_STATEMENT_H_
