#ifndef TRUSTWATCH_DAEMON_CATALOGUE_FAULTS_H_
#define TRUSTWATCH_DAEMON_CATALOGUE_FAULTS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/catalogue/reader.h"

namespace trustwatch::catalogue {

// Where something is written.
struct Place {
  std::filesystem::path file;
  int line = 0;  // from 1; 0: the file as a whole
};

// What a reading finds wrong, gathered to be told all at once. Not thread-safe.
class FaultList {
 public:
  void Add(const Place& place, std::string message, std::string cure);
  bool empty() const { return faults_.empty(); }

  // By file, line and message. Leaves the list empty.
  std::vector<Fault> Take();

 private:
  std::vector<Fault> faults_;
};

}  // namespace trustwatch::catalogue

#endif  // TRUSTWATCH_DAEMON_CATALOGUE_FAULTS_H_
