#ifndef TRUSTWATCH_DAEMON_STORE_DATABASE_H_
#define TRUSTWATCH_DAEMON_STORE_DATABASE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/store/statement.h"

struct sqlite3;

namespace trustwatch::store {

// How long a statement waits for another process's lock before it gives up with STORE_LOCKED. Only
// foreign programs can hold one, because two daemons never share a file.
inline constexpr absl::Duration kLockWait = absl::Milliseconds(500);

enum class OpenMode {
  kCreate,     // read and write; makes the file
  kReadWrite,  // read and write; the file must exist
  kQueryOnly,  // refuses every write; the file must exist
};

// One connection to a SQLite file, with the statements it has prepared. Foreign keys are enforced.
// Errors are those of status_of_code.h. Not thread-safe, but Interrupt is safe from any thread.
class Database {
 public:
  // ":memory:" is a database of its own that lives as long as the object.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::filesystem::path& file,
                                                        OpenMode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Runs every statement of `sql` and drops their rows. For pragmas and migrations.
  absl::Status Execute(std::string_view sql);

  // The statement of one constant text, parsed once and kept: `sql` must live as long as this
  // object, and its address is its key. A statement that is in use must not be prepared again.
  absl::StatusOr<Statement> Prepare(std::string_view sql);

  // Runs one constant statement as Prepare keeps it, and drops its rows.
  absl::Status Run(std::string_view sql);

  // The one integer that a query without parameters answers; 0 if it answers no row.
  absl::StatusOr<std::int64_t> QueryInteger(std::string_view sql);

  // True between BEGIN and its end. SQLite ends a transaction by itself after some errors.
  bool InTransaction() const;
  // The key of the row inserted last.
  std::int64_t LastInsertId() const;
  // Rows changed by the statement run last.
  std::int64_t Changes() const;

  // From now on log_pages() tells how many pages the write-ahead log had after this connection's
  // last commit, and SQLite makes no checkpoints by itself.
  absl::Status TakeOverCheckpoints();
  int log_pages() const { return log_pages_; }

  // What a PASSIVE checkpoint left: pages in the write-ahead log, and those of them that are in the
  // file by now. Waits for nobody.
  struct Checkpoint {
    int log_pages = 0;
    int moved_pages = 0;
  };
  absl::StatusOr<Checkpoint> CheckpointPassively();

  // Ends the statement that runs now, if any, with kCancelled. Safe from any thread.
  void Interrupt();

  const std::filesystem::path& file() const { return file_; }
  sqlite3* handle() const { return handle_; }

 private:
  struct Kept {  // a prepared statement and the address of its text
    const char* sql;
    std::unique_ptr<PreparedStatement> statement;
  };

  Database(std::filesystem::path file, sqlite3* handle);

  std::filesystem::path file_;
  sqlite3* handle_;
  int log_pages_ = 0;
  std::vector<Kept> kept_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_DATABASE_H_
