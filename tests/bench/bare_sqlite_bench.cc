// The rate to compare with: the same rows into the same table by bare SQLite, in one process, no
// wire, no judge, no foreign keys; one fsynced transaction for as many rows as a submission has.

#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "benchmark/benchmark.h"
#include "daemon/base/check.h"
#include "daemon/base/clock.h"
#include "daemon/store/store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace {

using trustwatch::testing::TemporaryFolder;

using Connection = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Connection Open(const std::filesystem::path& file) {
  sqlite3* db = nullptr;
  TRUSTWATCH_CHECK(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  return {db, &sqlite3_close};
}

void Execute(sqlite3* db, const char* sql) {
  TRUSTWATCH_CHECK(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

Statement Prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  TRUSTWATCH_CHECK(sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK);
  return {statement, &sqlite3_finalize};
}

constexpr const char* kInsert =
    "INSERT INTO observations (organisation_id, last_day, slice_id, submission_id, revision, kind, "
    "value)"
    " VALUES (?1, ?2, ?3, ?4, 1, 0, ?5)";

// Rows in the order in which the load generator sends them: 50 indicators a month, month after
// month, one organisation after another for each submission.
void BM_BareInsert(benchmark::State& state) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "bare.db";
  {
    const trustwatch::base::SystemClock clock;
    const auto store =
        trustwatch::testing::Value(trustwatch::store::Store::Open({.file = file}, clock));
  }
  const Connection db = Open(file);
  Execute(db.get(), "PRAGMA journal_mode = WAL");
  Execute(db.get(), "PRAGMA synchronous = FULL");
  Execute(db.get(), "PRAGMA cache_size = -65536");
  const Statement insert = Prepare(db.get(), kInsert);
  const std::int64_t rows = state.range(0);
  std::int64_t submission = 0;
  for (auto _ : state) {
    const std::int64_t organisation = submission % 64;
    const std::int64_t first = submission / 64 * rows;
    ++submission;
    Execute(db.get(), "BEGIN IMMEDIATE");
    for (std::int64_t index = first; index < first + rows; ++index) {
      sqlite3_bind_int64(insert.get(), 1, organisation + 1);
      sqlite3_bind_int64(insert.get(), 2, -25'567 + index / 50 % 1'512 * 30);
      sqlite3_bind_int64(insert.get(), 3, 1 + index % 50 + index / 50 / 1'512 * 50);
      sqlite3_bind_int64(insert.get(), 4, submission);
      sqlite3_bind_double(insert.get(), 5, static_cast<double>(index * 7'919 % 3'000));
      TRUSTWATCH_CHECK(sqlite3_step(insert.get()) == SQLITE_DONE);
      sqlite3_reset(insert.get());
    }
    Execute(db.get(), "COMMIT");
  }
  state.SetItemsProcessed(state.iterations() * rows);
}
BENCHMARK(BM_BareInsert)->Arg(50)->Arg(1'000)->Arg(10'000)->UseRealTime();

}  // namespace
