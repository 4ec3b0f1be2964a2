#pragma once

#include "sim/rules/place_finding.hpp"
#include "tests/synthetic.hpp"

namespace hearth::synthetic {

/// Adds a foster household of one place to the row of `country`'s authorities: takes every age and any
/// complexity.
inline std::uint32_t add_household(Country& country, std::uint16_t authority, Provider provider, double east,
                                   std::uint8_t places = 1) {
    auto& households = country.authorities[authority].households;
    const auto row = static_cast<std::uint32_t>(households.size());
    auto& household = households.emplace_back();
    household.key = make_key<HouseholdKey>({.kind = KeyKind::foster_household,
                                            .authority = country.authorities[authority].number,
                                            .cell = static_cast<std::uint8_t>(provider != Provider::own),
                                            .origin = 69,
                                            .number = row});
    household.provider = provider;
    household.agency = provider == Provider::own ? 0 : 1;
    household.ages = 0b11111;
    household.complexity = 3;
    household.siblings = places > 1;
    household.places = places;
    household.bedrooms = places;
    household.approved = eve - 3000;
    household.east = east;
    return row;
}

/// Authorities on a line at the given kilometres east, each with `places` households of one place at its
/// centre; the first has the children.
inline Country on_a_line(std::uint32_t children, std::uint32_t places, const std::vector<double>& east,
                         Provider provider = Provider::private_) {
    auto made = country(children);
    made.seed = 1;
    const auto first = made.authorities.front();
    while (made.authorities.size() < east.size()) made.authorities.push_back(first);
    for (std::uint16_t row = 0; row < east.size(); ++row) {
        auto& authority = made.authorities[row];
        authority.number = static_cast<std::uint16_t>(row + 1);
        authority.centre = {east[row], 0};
        authority.spread_km = 1;
        if (row > 0) authority.in_care.clear();
        for (std::uint32_t number = 0; number < places; ++number)
            add_household(made, row, provider, east[row]);
    }
    return made;
}

/// `placement_search` of `yaml` as terms.
inline SearchTerms terms(const std::string& yaml) {
    auto config = Config::parse("processes:" + yaml, "test.yaml");
    auto section = config.process("placement_search");
    return SearchTerms{section};
}

}  // namespace hearth::synthetic
