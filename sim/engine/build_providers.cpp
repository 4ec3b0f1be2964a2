#include <algorithm>
#include <tuple>

#include "sim/engine/build_looked_after.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t provider_draw = 9, past_draw = 14;

/// Kin are approved by the authority; where its own provision is published as smaller than that, an agency's.
constexpr std::array kin_providers{1.0, 0.0, 0.0, 0.0, 0.0};

struct Arrival {
    double when;
    std::uint32_t row;
    std::uint32_t offered;
};

}  // namespace

/// Providers that fill the authority's published numbers exactly: every (child, provider) takes part in a
/// race at the rate that the provider has among placements of the child's kind, and the first to arrive are
/// taken while there is room. With parents, and in placements of no kind, there is no choice.
void StartingPopulation::assign_providers(const InCare& roster, PastCare& past, const AuthorityInputs& inputs,
                                          const Draws& draw) const {
    const auto shares_of = [&](PlacementKind kind) {
        return kind == PlacementKind::foster_kin       ? std::span<const double>{kin_providers}
               : kind == PlacementKind::foster         ? provider_of_places_.row(0)
               : kind == PlacementKind::childrens_home ? provider_of_places_.row(1)
                                                       : provider_mix_.shares(kind);
    };
    // Placements that have ended: by the shares of their kind, from a carer or home that nobody counts.
    std::uint16_t number = 0;
    ChildKey before{};
    for (auto& placement : past.placements) {
        number = placement.child == before ? static_cast<std::uint16_t>(number + 1) : 1;
        before = placement.child;
        const auto shares = shares_of(placement.kind);
        const bool is_with_parents = placement.kind == PlacementKind::parents;
        placement.provider =
            is_with_parents  ? Provider::parents
            : shares.empty() ? Provider::none
                             : ProviderMix::offered[pick(draw.uniform(before, number, past_draw), shares)];
        placement.carer = is_with_parents ? 0 : named_carer(before, number);
    }
    std::vector<Arrival> arrivals;
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        const auto kind = roster[row].kind;
        auto& provider = past.placements[roster[row].placement_row].provider;
        provider = kind == PlacementKind::parents ? Provider::parents : Provider::none;
        if (kind == PlacementKind::parents || kind == PlacementKind::other) continue;
        const auto shares = shares_of(kind);
        for (std::uint32_t offered = 0; offered < shares.size(); ++offered) {
            constexpr double last_resort = 1e-9;  // when the likely ones are full
            const bool is_lawful =
                ProviderMix::offered[offered] != Provider::other_public || shares[offered] > 0;  // rule 529
            if (!is_lawful) continue;
            const double rate = std::max(shares[offered], last_resort);
            const auto occasion = offered;
            arrivals.push_back(
                {draw.exponential(sibling_key(roster[row].child), occasion, provider_draw) / rate, row,
                 offered});
        }
    }
    // Other public bodies first: few placements can be with them, and the others have room elsewhere.
    const auto is_other_public = [](const Arrival& arrival) {
        return ProviderMix::offered[arrival.offered] == Provider::other_public;
    };
    std::sort(arrivals.begin(), arrivals.end(), [&](const Arrival& a, const Arrival& b) {
        return std::tuple{!is_other_public(a), a.when, a.row, a.offered} <
               std::tuple{!is_other_public(b), b.when, b.row, b.offered};
    });
    auto room = inputs.by_provider;
    for (const auto& [when, row, offered] : arrivals) {
        auto& provider = past.placements[roster[row].placement_row].provider;
        const auto candidate = ProviderMix::offered[offered];
        auto& left = room[static_cast<std::size_t>(candidate)];
        if (provider != Provider::none || left == 0) continue;
        provider = candidate;
        --left;
    }
    // More published with another public body than can be there: the others as their kind mostly is.
    for (std::size_t row = 0; row < roster.size(); ++row) {
        auto& provider = past.placements[roster[row].placement_row].provider;
        const auto shares = shares_of(roster[row].kind);
        if (provider != Provider::none || shares.empty()) continue;
        const auto likeliest = std::max_element(shares.begin(), shares.end()) - shares.begin();
        provider = ProviderMix::offered[static_cast<std::size_t>(likeliest)];
    }
}

}  // namespace hearth
