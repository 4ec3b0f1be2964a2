#include <algorithm>
#include <set>

#include "sim/config/suggest.hpp"
#include "sim/engine/inputs.hpp"

namespace hearth {

std::vector<std::size_t> select_areas(const Inputs& inputs, const std::vector<std::string>& areas,
                                      Faults& faults) {
    std::set<std::size_t> chosen;
    std::vector<std::string> known;
    for (const auto& region : inputs.regions) known.push_back(region.name);
    for (const auto& authority : inputs.authorities) {
        known.push_back(authority.name);
        known.push_back(authority.code);
        known.insert(known.end(), authority.other_names.begin(), authority.other_names.end());
    }
    for (const auto& area : areas) {
        bool found = false;
        for (std::size_t row = 0; row < inputs.authorities.size(); ++row) {
            const auto& authority = inputs.authorities[row];
            const auto& others = authority.other_names;
            if (area != authority.code && area != authority.name && area != authority.region &&
                std::find(others.begin(), others.end(), area) == others.end()) {
                continue;
            }
            chosen.insert(row);
            found = true;
        }
        if (!found) {
            faults.add({.file = "--areas"},
                       "unknown area '" + area + "'" +
                           did_you_mean(area, known, ". Name a region, a local authority or its code."));
        }
    }
    if (areas.empty()) {
        for (std::size_t row = 0; row < inputs.authorities.size(); ++row) chosen.insert(row);
    }
    return {chosen.begin(), chosen.end()};
}

}  // namespace hearth
