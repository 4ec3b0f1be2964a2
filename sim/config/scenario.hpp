#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hearth {

/// What a file is, by the keys at its top.
enum class FileKind { config, scenario, sweep, calibration };

/// @throws ConfigError for what is no YAML
FileKind kind_of(const std::filesystem::path& file);

/// A process that a scenario changes, or what several share, and when: "from 2021-04 to 2021-09, in full
/// after 12 months, in North East".
struct ChangedProcess {
    std::string name;
    std::string when;
};

/// What a scenario says of itself.
struct AboutScenario {
    std::string description;
    std::string evidence;
    std::string over;  ///< the config that it is for; "" if that is any
    std::vector<ChangedProcess> processes;
};

/// @throws ConfigError for what is no scenario
AboutScenario about_scenario(const std::filesystem::path& file);

}  // namespace hearth
