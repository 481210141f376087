#include "daemon/telemetry/process_facts.h"

#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace trustwatch::telemetry {
namespace {

std::string ReadAll(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t\n");
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    words.push_back(text.substr(0, text.find_first_of(" \t\n")));
    text.remove_prefix(words.back().size());
  }
}

std::optional<double> NumberIn(const std::vector<std::string_view>& words, std::size_t at) {
  if (at >= words.size()) return std::nullopt;
  double number = 0;
  const char* const end = words[at].data() + words[at].size();
  const auto [stop, error] = std::from_chars(words[at].data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

// The words of the line that begins with `name`, without it.
std::vector<std::string_view> LineOf(std::string_view text, std::string_view name) {
  std::size_t at = text.starts_with(name) ? 0 : std::string_view::npos;
  if (at == std::string_view::npos) {
    at = text.find("\n" + std::string(name));
    if (at == std::string_view::npos) return {};
    ++at;
  }
  const std::string_view line = text.substr(at, text.find('\n', at) - at);
  return Words(line.substr(name.size()));
}

std::optional<double> CountFiles(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::directory_iterator at(folder, error);
  double count = 0;
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) ++count;
  if (error) return std::nullopt;
  return count;
}

}  // namespace

ProcessFacts ReadProcessFacts(const std::filesystem::path& proc) {
  const auto ticks_per_second = static_cast<double>(sysconf(_SC_CLK_TCK));
  const auto page_bytes = static_cast<double>(sysconf(_SC_PAGESIZE));
  ProcessFacts facts;

  // The name of the program stands second, in parentheses, and may hold anything. proc(5) numbers
  // the fields from 1; after the name comes the third.
  const std::string stat = ReadAll(proc / "self" / "stat");
  const std::size_t name_end = stat.rfind(')');
  if (name_end != std::string::npos) {
    const auto words = Words(std::string_view(stat).substr(name_end + 1));
    const auto field = [&words](std::size_t number) { return NumberIn(words, number - 3); };
    const auto user = field(14);
    const auto system = field(15);
    if (user && system) facts.cpu_seconds = (*user + *system) / ticks_per_second;
    facts.virtual_bytes = field(23);
    if (const auto pages = field(24)) facts.resident_bytes = *pages * page_bytes;
    const std::string machine = ReadAll(proc / "stat");
    const auto booted = NumberIn(LineOf(machine, "btime"), 0);
    const auto started = field(22);
    if (booted && started) facts.start_time_seconds = *booted + *started / ticks_per_second;
  }
  facts.open_fds = CountFiles(proc / "self" / "fd");
  const std::string limits = ReadAll(proc / "self" / "limits");
  facts.max_fds = NumberIn(LineOf(limits, "Max open files"), 0);
  return facts;
}

}  // namespace trustwatch::telemetry
