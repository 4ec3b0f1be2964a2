#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "tests/folder.hpp"

namespace hearth::testing {

using Lines = std::vector<std::string>;

inline constexpr std::array<std::string_view, 2> age_bands{"under_1", "1_to_4"};
inline constexpr std::array<std::string_view, 2> kinds{"foster", "kinship"};

/// The messages that `act` ends with; none if it ends well.
template <class Act>
Lines faults_of(Act act) {
    Lines lines;
    try {
        act();
    } catch (const ConfigError& error) {
        for (const auto& fault : error.faults()) lines.push_back(to_text(fault));
    }
    return lines;
}

/// The messages after `read` has read what it wants from `yaml`, in the file x.yaml.
template <class Read>
Lines faults_in(const std::string& yaml, Read read) {
    return faults_of([&] {
        auto config = Config::parse(yaml, "x.yaml");
        read(config);
        config.finish();
    });
}

}  // namespace hearth::testing
