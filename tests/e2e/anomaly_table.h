#ifndef TRUSTWATCH_TESTS_E2E_ANOMALY_TABLE_H_
#define TRUSTWATCH_TESTS_E2E_ANOMALY_TABLE_H_

#include <functional>
#include <string>
#include <vector>

// What the system says today of the real defects and events that register/anomalies.csv lists. A
// new row of the file needs an entry here; an entry that became better or worse fails its test, so
// that the table stays true.
namespace trustwatch::testing {

// What names a row of the file.
struct AnomalyName {
  std::string series;
  std::string ods_code;
  std::string period;

  // "MHSDS MHS01, RW5, 2016-05"; an empty period is left out.
  std::string ToString() const;
};

struct AnomalyRow {
  AnomalyName name;
  std::string suggested_behaviour;
};
// The rows of shared/data/register/anomalies.csv, in their order; the folder must be there.
std::vector<AnomalyRow> ReadAnomalies();

// A part of what a row asks for, and whether the system was seen to do it.
struct Part {
  std::string asks;
  bool holds = false;
};

// What a check saw.
struct Answer {
  std::string says;  // the system's own words, or what it did, in a line
  std::vector<Part> parts;
};

// What we claim of a row.
struct AnomalyEntry {
  AnomalyName name;
  std::string asked;              // the row's suggested_behaviour, word for word
  std::vector<std::string> ours;  // the essential parts of what the system says
  std::vector<std::string>
      lacks;            // the parts asked for that it does not do; empty: it meets the row
  std::string why_not;  // what is missing; empty if nothing is
  std::function<Answer()> check;  // makes the system speak; may fail the test
};

// By the kind of row: a figure that is wrong or moves, a figure that is not there, a file.
std::vector<AnomalyEntry> FigureEntries();
std::vector<AnomalyEntry> AbsenceEntries();
std::vector<AnomalyEntry> FileEntries();

// The row of the page for an entry, in Markdown, without a line end.
std::string PageRow(int number, const AnomalyEntry& entry, const Answer& answer);
// The page above and below the rows.
std::string Page(const std::vector<std::string>& rows, std::size_t met);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_E2E_ANOMALY_TABLE_H_
