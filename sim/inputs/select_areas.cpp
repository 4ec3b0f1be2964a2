#include <algorithm>
#include <set>
#include <sstream>

#include "sim/config/suggest.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

namespace {

/// What stands between commas, without the spaces around it.
std::vector<std::string> pieces_of(const std::vector<std::string>& texts) {
    std::vector<std::string> pieces;
    for (const auto& text : texts) {
        std::istringstream rest{text};
        for (std::string piece; std::getline(rest, piece, ',');) {
            const auto first = piece.find_first_not_of(' ');
            if (first == std::string::npos) continue;
            pieces.push_back(piece.substr(first, piece.find_last_not_of(' ') - first + 1));
        }
    }
    return pieces;
}

/// Rows of the authorities that go by this name: a code, a name in any spelling, a region, the whole.
std::vector<std::size_t> rows_named(const Inputs& inputs, const std::string& name) {
    std::vector<std::size_t> rows;
    std::string region = name;
    for (const auto& known : inputs.regions) {
        if (known.code == name) region = known.name;
    }
    for (std::size_t row = 0; row < inputs.authorities.size(); ++row) {
        const auto& authority = inputs.authorities[row];
        const auto& others = authority.other_names;
        if (name == authority.code || name == authority.name || authority.region == region ||
            name == inputs.name || name == inputs.code ||
            std::find(others.begin(), others.end(), name) != others.end()) {
            rows.push_back(row);
        }
    }
    return rows;
}

/// "Leeds city" and "Leeds City Council" name Leeds.
std::string named_in(const std::string& words, const std::vector<std::string>& known) {
    std::string longest;
    for (const auto& name : known)
        if (name.size() > longest.size() && words.find(name) != std::string::npos) longest = name;
    return longest.empty() ? ". Name a region, a local authority or its code."
                           : ". Did you mean '" + longest + "'?";
}

}  // namespace

std::vector<std::size_t> select_areas(const Inputs& inputs, const std::vector<std::string>& areas,
                                      Faults& faults) {
    std::set<std::size_t> chosen;
    std::vector<std::string> known{inputs.name};
    std::size_t most_pieces = 1;
    for (const auto& region : inputs.regions) {
        known.push_back(region.name);
        known.push_back(region.code);
    }
    for (const auto& authority : inputs.authorities) {
        known.push_back(authority.name);
        known.push_back(authority.code);
        known.insert(known.end(), authority.other_names.begin(), authority.other_names.end());
    }
    for (const auto& name : known) {
        const auto commas = static_cast<std::size_t>(std::count(name.begin(), name.end(), ','));
        most_pieces = std::max(most_pieces, commas + 1);
    }
    const auto pieces = pieces_of(areas);
    if (pieces.empty() && !areas.empty())
        faults.add({.file = "--areas"},
                   "names no area. Name a region, a local authority or its code, or leave it out.");
    for (std::size_t first = 0; first < pieces.size();) {
        // Some names hold a comma ("Bristol, City of"): of those that begin here the longest is meant.
        std::string name;
        std::vector<std::size_t> rows;
        std::size_t taken = 1;
        for (std::size_t count = 1; count <= most_pieces && first + count <= pieces.size(); ++count) {
            name += (count == 1 ? "" : ", ") + pieces[first + count - 1];
            if (auto named = rows_named(inputs, name); !named.empty()) {
                rows = std::move(named);
                taken = count;
            }
        }
        chosen.insert(rows.begin(), rows.end());
        if (rows.empty()) {
            faults.add({.file = "--areas"},
                       "unknown area '" + pieces[first] + "'" +
                           did_you_mean(pieces[first], known, named_in(pieces[first], known)));
        }
        first += taken;
    }
    if (areas.empty()) {
        for (std::size_t row = 0; row < inputs.authorities.size(); ++row) chosen.insert(row);
    }
    return {chosen.begin(), chosen.end()};
}

}  // namespace hearth
