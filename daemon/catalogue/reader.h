#ifndef TRUSTWATCH_DAEMON_CATALOGUE_READER_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_READER_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "daemon/domain/definitions.h"

namespace trustwatch::catalogue {

// One thing that is wrong with a definition file.
struct Fault {
  std::filesystem::path file;
  int line = 0;         // from 1; 0: the file as a whole
  std::string message;  // what is wrong, with the offending value
  std::string cure;     // what to write instead

  // deploy/catalogue/england/returns.toml:12: there is no indicator "tt_acces"; did you mean
  // tt_access?
  std::string ToString() const;
};

// What a folder of definitions says: whole and checked, or every fault in it.
struct Reading {
  std::shared_ptr<const domain::Definitions>
      definitions;            // shared with those who publish it; null if faulty
  std::vector<Fault> faults;  // by file and line
};

// Reads `folder`/catalogue.toml and every file that it lists, and checks them as one. Reports all
// faults at once rather than the first. No state; safe from any thread.
Reading Read(const std::filesystem::path& folder);

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_READER_H_
