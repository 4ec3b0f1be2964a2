#include "sim/inputs/read_tables.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace hearth {
namespace {

/// The parts of a cell that lists several things, separated by semicolons.
std::vector<std::string> listed(std::string_view cell) {
    std::vector<std::string> parts;
    std::istringstream rest{std::string{cell}};
    for (std::string part; std::getline(rest, part, ';');) parts.push_back(part);
    return parts;
}

}  // namespace

void read_areas(Csv csv, Inputs& inputs) {
    const auto code = csv.column("la_code"), number = csv.column("la_number"), name = csv.column("la_name"),
               region_code = csv.column("region_code"), region = csv.column("region"),
               easting = csv.column("easting_km"), northing = csv.column("northing_km"),
               spread = csv.column("spread_km"), former = csv.column("former_codes"),
               spellings = csv.column("spellings");
    std::set<std::string> codes;
    std::set<std::int64_t> numbers;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        AuthorityInputs authority;
        authority.code = csv.text(row, code);
        authority.number = static_cast<std::uint16_t>(csv.integer(row, number, 1, largest_authority_number));
        authority.name = csv.text(row, name);
        authority.region = csv.text(row, region);
        authority.centre = {csv.real(row, easting, 0, 1000), csv.real(row, northing, 0, 1500)};
        authority.spread_km = csv.real(row, spread, 0, 200);
        authority.other_names = listed(csv.text(row, spellings));
        for (const auto& code_and_share : listed(csv.text(row, former)))
            authority.other_names.push_back(code_and_share.substr(0, code_and_share.find('=')));
        if (!codes.insert(authority.code).second)
            csv.fault(row, code, "second row for this code. Remove one.");
        if (!numbers.insert(authority.number).second)
            csv.fault(row, number, "a number used twice. Correct one.");
        const auto known = std::any_of(inputs.regions.begin(), inputs.regions.end(),
                                       [&](const Region& other) { return other.name == authority.region; });
        if (!known) inputs.regions.push_back({std::string{csv.text(row, region_code)}, authority.region});
        inputs.authorities.push_back(std::move(authority));
    }
    std::sort(inputs.regions.begin(), inputs.regions.end(),
              [](const Region& a, const Region& b) { return a.code < b.code; });
    std::sort(inputs.authorities.begin(), inputs.authorities.end(),
              [](const AuthorityInputs& a, const AuthorityInputs& b) { return a.code < b.code; });
}

}  // namespace hearth
