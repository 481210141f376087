#ifndef TRUSTWATCH_DAEMON_INGEST_JOB_H_
#define TRUSTWATCH_DAEMON_INGEST_JOB_H_

#include <string>

#include "daemon/domain/caller.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/identifiers.h"
#include "daemon/ingest/judge.h"
#include "daemon/ingest/submitter.h"

namespace trustwatch::ingest {

// A submission on its way. One thread at a time holds it: who judges it, or the store's writer.
struct Job {
  domain::Draft draft;
  domain::OdsCode organisation;
  domain::Caller caller;
  Submitter::Done done;
  std::string digest;
  int attempts = 0;
  Judgement judgement;  // the newest
  Reply reply;          // the answer, if the store takes it
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_JOB_H_
