#include "sim/config/moved.hpp"

#include <fmt/format.h>

#include <array>

namespace hearth {
namespace {

/// A section or a number of an earlier Hearth, and where it stands now. Of a section only what is no longer
/// in it has moved.
struct Moved {
    std::string_view was;
    std::string_view is;
};
constexpr std::array moved{
    Moved{"placement_disruption.strain_fades", "shared.carer_strain.fades"},
    Moved{"foster_recruitment.strain_fades", "shared.carer_strain.fades"},
    Moved{"foster_retention.strain_fades", "shared.carer_strain.fades"},
    Moved{"homes_market.usable_places", "shared.home_places.usable"},
    Moved{"starting_population.usable_home_places", "shared.home_places.usable"},
    Moved{"starting_population.sibling_in_care", "shared.family_differences.sibling_joins"},
    Moved{"starting_population.deprivation_gradient", "shared.family_differences.deprivation_gradient"},
    Moved{"starting_population.ethnicity_ratio", "shared.family_differences.ethnicity_ratio"},
    Moved{"starting_population.care_entry", "shared.entry_ages"},
    Moved{"starting_population.care_entry", "shared.entry_profile"},
    Moved{"starting_population.unaccompanied", "shared.unaccompanied"},
    Moved{"starting_population.legal_status", "shared.legal_path"},
    Moved{"starting_population.adoption", "shared.adoption_hazard"},
    Moved{"starting_population.complexity_of_need", "shared.need_growth"},
    Moved{"starting_population.planned_moves", "shared.planned_move_hazard"},
    Moved{"starting_population.placement_disruption", "shared.disruption_hazard"},
    Moved{"starting_population.leaving_care", "shared.leaving_hazard"},
    Moved{"starting_population.re_entry", "shared.re_entry_hazard"},
    Moved{"starting_population.placement_search", "shared.search_terms"},
    Moved{"starting_population.placement_search", "shared.placement_mix"},
    Moved{"starting_population.placement_search", "shared.provider_mix"},
    Moved{"care_entry", "shared.entry_ages"},
    Moved{"care_entry", "shared.entry_profile"},
    Moved{"care_entry", "shared.family_differences"},
    Moved{"unaccompanied_arrivals", "shared.unaccompanied"},
    Moved{"legal_status", "shared.legal_path"},
    Moved{"adoption", "shared.adoption_hazard"},
    Moved{"complexity_of_need", "shared.need_growth"},
    Moved{"planned_moves", "shared.planned_move_hazard"},
    Moved{"placement_disruption", "shared.disruption_hazard"},
    Moved{"leaving_care", "shared.leaving_hazard"},
    Moved{"re_entry", "shared.re_entry_hazard"},
    Moved{"placement_search", "shared.search_terms"},
    Moved{"placement_search", "shared.placement_mix"},
    Moved{"placement_search", "shared.provider_mix"},
    Moved{"foster_allowances", "shared.carer_payments"},
    Moved{"council_tax_relief", "shared.carer_payments"},
};

/// Is `name` all of `whole`, or a part of it?
bool is_in(std::string_view name, std::string_view whole) {
    return name.starts_with(whole) && (name.size() == whole.size() || name[whole.size()] == '.');
}

std::string now_called(std::string_view name, const std::function<bool(std::string_view)>& stands) {
    std::string found;
    for (const auto& [was, is] : moved) {
        if (!is_in(name, was)) continue;
        const auto now = std::string{is} + std::string{name.substr(was.size())};
        if (stands(now)) found += (found.empty() ? "" : " and ") + now;
    }
    return found;
}

}  // namespace

std::string moved_to(std::string_view name, const std::function<bool(std::string_view)>& stands) {
    const auto now = now_called(name, stands);
    return now.empty() ? "" : fmt::format(". It is now {}, once for all that read it. Write it there?", now);
}

}  // namespace hearth
