#include "collectors/cli/command_builder.h"

#include <string>
#include <utility>
#include <vector>

namespace trustwatch::cli {

CLI::Validator OneOf(const std::vector<std::string>& words) {
  return CLI::IsMember(words).description("");
}

CLI::Validator Positive() { return CLI::Validator(CLI::PositiveNumber).description(""); }

CLI::App& CommandBuilder::Add(const std::string& name, const std::string& help,
                              const std::string& example) {
  return AddBelow(app_, name, help, example);
}

CLI::App& CommandBuilder::AddBelow(CLI::App& parent, const std::string& name,
                                   const std::string& help, const std::string& example) {
  CLI::App& command = *parent.add_subcommand(name, help);
  command.fallthrough();  // --format and --server may stand after the command, too
  command.footer("Example:\n  " + example + "\n");
  return command;
}

void CommandBuilder::Does(CLI::App& command, Online online) {
  command.callback([this, online = std::move(online)] { asked_.online = online; });
}

void CommandBuilder::DoesOffline(CLI::App& command, Offline offline) {
  command.callback([this, offline = std::move(offline)] { asked_.offline = offline; });
}

}  // namespace trustwatch::cli
