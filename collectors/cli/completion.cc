#include "collectors/cli/completion.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_join.h"
#include "collectors/cli/description.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

// The first word of "load mhsds".
std::string FirstWord(const std::string& name) { return name.substr(0, name.find(' ')); }

std::string CommandWords(const ProgramDescription& program) {
  std::vector<std::string> words;
  for (const CommandDescription& command : program.commands) {
    words.push_back(FirstWord(command.name));
  }
  return absl::StrJoin(words, " ");
}

// What may follow a command: its options, those of the program, and its choices.
std::string WordsAfter(const ProgramDescription& program, const CommandDescription& command) {
  std::vector<std::string> words;
  for (const auto* options : {&command.options, &program.options}) {
    for (const OptionDescription& option : *options) words.push_back("--" + option.name);
  }
  words.insert(words.end(), command.choices.begin(), command.choices.end());
  const std::size_t space = command.name.find(' ');
  if (space != std::string::npos) words.push_back(command.name.substr(space + 1));
  return absl::StrJoin(words, " ");
}

// Options with choices, each once: "--format) offers="table json csv"".
std::string ChoiceCases(const ProgramDescription& program) {
  std::string text;
  std::string seen = " ";
  const auto add = [&](const std::vector<OptionDescription>& options) {
    for (const OptionDescription& option : options) {
      if (option.choices.empty() || seen.find(" " + option.name + " ") != std::string::npos)
        continue;
      seen += option.name + " ";
      text += fmt::format("    --{}) offers=\"{}\" ;;\n", option.name,
                          absl::StrJoin(option.choices, " "));
    }
  };
  add(program.options);
  for (const CommandDescription& command : program.commands) add(command.options);
  return text;
}

// The part that bash and zsh share: what is offered after the command found so far.
std::string OfferCases(const ProgramDescription& program) {
  std::string cases;
  for (const CommandDescription& command : program.commands) {
    cases += fmt::format("      {}) offers=\"{}\" ;;\n", FirstWord(command.name),
                         WordsAfter(program, command));
  }
  return fmt::format(R"(  case "$previous" in
{}  esac
  if [ -z "$offers" ]; then
    case "$command" in
      "") offers="{} --help --version --server --format" ;;
{}    esac
  fi
)",
                     ChoiceCases(program), CommandWords(program), cases);
}

std::string Bash(const ProgramDescription& program) {
  return R"(# Completion of trustwatch for bash. Use: source <(trustwatch completion bash)
_trustwatch() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local offers="" command="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "${COMP_WORDS[i]}" in
      --server|--format) ((i++)) ;;
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
)" + OfferCases(program) +
         R"(  mapfile -t COMPREPLY < <(compgen -W "$offers" -- "$current")
  if [ "${#COMPREPLY[@]}" -eq 0 ]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -F _trustwatch trustwatch
)";
}

std::string Zsh(const ProgramDescription& program) {
  return R"(#compdef trustwatch
# Completion of trustwatch for zsh. Use: source <(trustwatch completion zsh)
_trustwatch() {
  local previous=${words[CURRENT-1]} offers="" command="" i
  for ((i = 2; i < CURRENT; i++)); do
    case "${words[i]}" in
      --server|--format) ((i++)) ;;
      -*) ;;
      *) command=${words[i]}; break ;;
    esac
  done
)" + OfferCases(program) +
         R"(  compadd -- ${=offers} || _files
}
compdef _trustwatch trustwatch
)";
}

// In single quotes, as fish reads them.
std::string FishQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "'";
}

std::string FishOption(const OptionDescription& option, std::string_view condition) {
  std::string line = fmt::format("complete -c trustwatch{} -l {} -d {}", condition, option.name,
                                 FishQuoted(option.help));
  if (option.takes_value) line += " -r";
  if (!option.choices.empty())
    line += fmt::format(" -f -a {}", FishQuoted(absl::StrJoin(option.choices, " ")));
  return line + "\n";
}

std::string Fish(const ProgramDescription& program) {
  std::string text =
      "# Completion of trustwatch for fish. Use: trustwatch completion fish | source\n";
  for (const OptionDescription& option : program.options) text += FishOption(option, "");
  for (const CommandDescription& command : program.commands) {
    const std::string word = FirstWord(command.name);
    text += fmt::format("complete -c trustwatch -f -n __fish_use_subcommand -a {} -d {}\n", word,
                        FishQuoted(command.help));
    const std::string condition = fmt::format(" -n '__fish_seen_subcommand_from {}'", word);
    for (const OptionDescription& option : command.options) text += FishOption(option, condition);
    std::vector<std::string> choices = command.choices;
    const std::size_t space = command.name.find(' ');
    if (space != std::string::npos) choices.push_back(command.name.substr(space + 1));
    if (!choices.empty()) {
      text += fmt::format("complete -c trustwatch{} -f -a {}\n", condition,
                          FishQuoted(absl::StrJoin(choices, " ")));
    }
  }
  return text;
}

}  // namespace

std::string CompletionScript(const ProgramDescription& program, std::string_view shell) {
  if (shell == "bash") return Bash(program);
  if (shell == "zsh") return Zsh(program);
  return shell == "fish" ? Fish(program) : "";
}

}  // namespace trustwatch::cli
