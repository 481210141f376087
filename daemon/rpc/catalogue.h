#ifndef TRUSTWATCH_DAEMON_RPC_CATALOGUE_H_
#define TRUSTWATCH_DAEMON_RPC_CATALOGUE_H_

#include "daemon/domain/catalogue.h"
#include "daemon/domain/register.h"
#include "daemon/insight/owed.h"
#include "trustwatch/v1/catalogue_service.pb.h"
#include "trustwatch/v1/verdict.pb.h"

// Definitions and what is owed, from the domain to the wire. Pure; safe from any thread.
namespace trustwatch::rpc {

void ToProto(const domain::Indicator& indicator, v1::Indicator& out);
void ToProto(const domain::Organisation& organisation, v1::Organisation& out);
void ToProto(const domain::Return& owed_return, v1::Return& out);
void ToProto(const insight::OwedItem& item, v1::OwedItem& out);

v1::Direction ToProto(domain::Direction direction);
v1::ChartKind ToProto(domain::ChartKind chart);
v1::IndicatorKind ToProto(domain::IndicatorKind kind);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_CATALOGUE_H_
