#ifndef TRUSTWATCH_COLLECTORS_CLI_COMMANDS_H_
#define TRUSTWATCH_COLLECTORS_CLI_COMMANDS_H_

#include "collectors/cli/command_builder.h"

// Every command with its options and help texts, in the order of --help.
namespace trustwatch::cli {

// submit, status, compare, withdraw, load.
void AddSubmissionCommands(CommandBuilder& builder);

// series, owed.
void AddSeriesCommands(CommandBuilder& builder);

// chart, verdicts, compare-organisations, step-changes and how they are recorded and withdrawn.
void AddJudgementCommands(CommandBuilder& builder);

// indicators, organisations, returns, reload, check-catalogue.
void AddDefinitionCommands(CommandBuilder& builder);

// backtest.
void AddBacktestCommands(CommandBuilder& builder);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_COMMANDS_H_
