#include "sim/first_day/providers.hpp"

#include <algorithm>
#include <tuple>

#include "sim/first_day/draws.hpp"

namespace hearth {
namespace {

using namespace first_day_draws;

constexpr std::array<std::string_view, 2> place_kinds{"foster", "childrens_home"};

/// Kin are approved by the authority; where its own provision is published as smaller than that, an agency's.
constexpr std::array kin_providers{1.0, 0.0, 0.0, 0.0, 0.0};

struct Arrival {
    double when;
    std::uint32_t row;
    std::uint32_t offered;
};

}  // namespace

FirstDayProviders::FirstDayProviders(Section& config)
    : of_counted_places_{config.table("provider", "1", {"placement", place_kinds},
                                      {"provider", ProviderMix::labels}, {0, 1},
                                      "share of providers of the placements whose places are counted")},
      mix_{config.shared<ProviderMix>()} {}

std::span<const double> FirstDayProviders::shares_of(PlacementKind kind) const {
    return kind == PlacementKind::foster_kin       ? std::span<const double>{kin_providers}
           : kind == PlacementKind::foster         ? of_counted_places_.row(0)
           : kind == PlacementKind::childrens_home ? of_counted_places_.row(1)
                                                   : mix_.shares(kind);
}

/// Placements that have ended: by the shares of their kind, from a carer or home that nobody counts.
void FirstDayProviders::assign_past(Placements& placements, const Draws& draw) const {
    std::uint16_t number = 0;
    ChildKey before{};
    for (auto& placement : placements) {
        number = placement.child == before ? static_cast<std::uint16_t>(number + 1) : 1;
        before = placement.child;
        const auto shares = shares_of(placement.kind);
        const bool is_with_parents = placement.kind == PlacementKind::parents;
        placement.provider =
            is_with_parents ? Provider::parents
            : shares.empty()
                ? Provider::none
                : ProviderMix::offered[pick(draw.uniform(before, number, of_child::past_provider), shares)];
        placement.carer = is_with_parents ? 0 : named_carer(before, number);
    }
}

void FirstDayProviders::assign(FirstDayTables& made, const AuthorityInputs& inputs, const Draws& draw) const {
    const auto& roster = made.in_care;
    auto& placements = made.placements;
    assign_past(placements, draw);
    std::vector<Arrival> arrivals;
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        const auto kind = roster[row].kind;
        auto& provider = placements[roster[row].placement_row].provider;
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
                {draw.exponential(sibling_key(roster[row].child), occasion, of_child::provider) / rate, row,
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
        auto& provider = placements[roster[row].placement_row].provider;
        const auto candidate = ProviderMix::offered[offered];
        auto& left = room[static_cast<std::size_t>(candidate)];
        if (provider != Provider::none || left == 0) continue;
        provider = candidate;
        --left;
    }
    // More published with another public body than can be there: the others as their kind mostly is.
    for (std::size_t row = 0; row < roster.size(); ++row) {
        auto& provider = placements[roster[row].placement_row].provider;
        const auto shares = shares_of(roster[row].kind);
        if (provider != Provider::none || shares.empty()) continue;
        const auto likeliest = std::max_element(shares.begin(), shares.end()) - shares.begin();
        provider = ProviderMix::offered[static_cast<std::size_t>(likeliest)];
    }
}

}  // namespace hearth
