#ifndef TRUSTWATCH_DAEMON_RPC_SERIES_H_
#define TRUSTWATCH_DAEMON_RPC_SERIES_H_

#include "absl/status/statusor.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/series.h"
#include "daemon/insight/series_reader.h"
#include "trustwatch/v1/series_service.pb.h"

// Series and what is asked of them, between the wire and the domain. Pure; safe from any thread.
namespace trustwatch::rpc {

// kInvalidArgument: TIME_MALFORMED (as_of), DATE_MALFORMED (first_day, last_day). Fields are named
// as they stand in the requests, for example view.as_of.
absl::StatusOr<insight::View> ToDomain(const v1::SeriesView& view);

insight::SeriesName ToDomain(const v1::GetSeriesRequest& request);
insight::SeriesFilter ToDomain(const v1::StreamSeriesRequest& request);

// The unit comes from `catalogue`; it is empty for an indicator that has left it.
void ToProto(const domain::Series& series, const domain::Catalogue& catalogue, v1::Series& out);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_SERIES_H_
