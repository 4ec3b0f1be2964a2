#include "sim/first_day/settle.hpp"

#include "sim/core/random.hpp"
#include "sim/rules/place_finding.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t outside_draw = 1, distance_draw = 2, inquiry_draw = 16;

}  // namespace

void FirstMarketDay::settle(Country& country) const {
    const Draws draw{country.seed, shared_by_replicates, "first_day"};
    auto terms = terms_;
    terms.answers.assign(terms.answers.size(), 1);  // over the years all have been asked
    const PlaceFinder finder{country, terms};
    const auto strategy = strategies().at("nearest_offer")();
    const Day eve = first_day(country.start) - 1;
    Population population{country};
    for (std::uint16_t authority = 0; authority < population.authorities(); ++authority) {
        const auto& roster = population.local(authority).in_care;
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            population.set_home(authority, row, finder.home_of(authority, roster[row].child));
            const auto kind = roster[row].kind;
            const auto provider = population.placements()[roster[row].placement_row].provider;
            Inquiry inquiry{.population = population,
                            .seeker = finder.seeker(population, authority, row, eve),
                            .today = eve,
                            .strategy = *strategy,
                            .draw = draw,
                            .occasion = 0,
                            .first_draw = inquiry_draw,
                            .may_be_refused = false};
            for (auto other = row + 1; other < roster.size() && roster[row].family_row != no_row &&
                                       roster[other].family_row == roster[row].family_row;
                 ++other) {
                const auto theirs = population.placements()[roster[other].placement_row].provider;
                inquiry.seeker.siblings_waiting += roster[other].kind == kind && theirs == provider ? 1 : 0;
            }
            std::optional<Place> place;
            if (is_counted(kind)) place = finder.of_provider(inquiry, kind, provider);
            if (!place) {
                place = finder.uncounted(population, inquiry.seeker, kind, provider,
                                         draw.uniform_pair(roster[row].child, 0, outside_draw),
                                         draw.uniform_pair(roster[row].child, 0, distance_draw));
            }
            population.settle(authority, row, *place);
        }
    }
    std::move(population).hand_over(country);
}

}  // namespace hearth
