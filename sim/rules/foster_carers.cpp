#include "sim/rules/foster_carers.hpp"

#include <algorithm>

#include "sim/rules/geography.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t places_draw = 0, agency_draw = 1, point_draw = 2, outside_draw = 3;
constexpr std::uint32_t age_draw = 16, other_ages_draw = 17, skill_draw = 18, background_draw = 19,
                        room_draw = 20, elder_draw = 21, strain_draw = 22;

constexpr std::array<std::string_view, 4> place_labels{"one", "two", "three", "four"};
constexpr std::array<std::string_view, 3> skill_labels{"ordinary", "some", "specialist"};
/// Highest complexity of need that each takes.
constexpr std::array<float, 3> skill_limits{0.3F, 0.8F, 2.0F};
constexpr std::array<std::string_view, 4> experience_labels{"under_2_years", "2_to_5_years", "5_to_10_years",
                                                            "10_years_or_more"};
constexpr std::array<double, 5> experience_edges{0, 2, 5, 10, 20};
constexpr std::array<std::string_view, 6> agency_labels{"first",  "second", "third",
                                                        "fourth", "fifth",  "sixth"};
/// Smaller agencies work in one region each; so many to a region, and of these so many voluntary.
constexpr int small_agencies = 12, voluntary_small_agencies = 3;

}  // namespace

FosterCarers::FosterCarers(Section config)
    : profile_{
          .places = config.row("places", "1", {"places", place_labels}, {0, 1},
                               "share of foster households by approved places"),
          .outside = config.real("outside", "1", {0, 1},
                                 "share of the authority's own households that live outside it"),
          .outside_distance =
              config.real("outside_distance", "km", {0, 1000}, "mean distance of these from it"),
          .bedrooms_short =
              config.row("shared_bedroom", "1", {"places", place_labels}, {0, 1},
                         "share of households whose last approved place is only for a sibling who shares a "
                         "room, by places"),
          .takes_age = config.row("take_age", "1", {"age_band", age_bands.names}, {0, 1},
                                  "share of foster households approved for an age"),
          .skill = config.row(
              "skill", "1", {"skill", skill_labels}, {0, 1},
              "share of foster households by the complexity of need they take: up to 0.3, 0.8 and 2"),
          .takes_siblings = config.real("take_siblings", "1", {0, 1},
                                        "share of households of two places or more that take sibling groups"),
          .experience = config.row("experience", "1", {"since approval", experience_labels}, {0, 1},
                                   "share of foster households by time since approval"),
          .ages = config.row("age", "1", {"age", carer_ages}, {0, 1},
                             "share of foster households by age of the elder of the carers"),
          .ages_applying =
              config.row("age_applying", "1", {"age", carer_ages}, {0, 1}, "the same of those who apply"),
          .disruptions = config.real("disruptions", "1/year", {0, 20},
                                     "disruptions in a household before the first day"),
          .minority_ratio = config.row("minority_ratio", "1", {"agency", agencies.names}, {0, 5},
                                       "carers of an ethnic minority per child of one, in the authority"),
          .largest_agencies = config.row("largest_agencies", "1", {"agency", agency_labels}, {0, 1},
                                         "share of agencies' households with each of the six largest"),
          .voluntary_agencies =
              config.real("voluntary_agencies", "1", {0, 1},
                          "share of independent agencies' households with a voluntary agency")} {
    config.close();
}

FosterHousehold FosterCarers::newcomer(HouseholdKey key, const Authority& authority, long places,
                                       const Draws& draw) const {
    FosterHousehold household;
    household.key = key;
    const auto wanted = static_cast<long>(pick(draw.uniform(key, 0, places_draw), profile_.places)) + 1;
    household.places = static_cast<std::uint8_t>(std::min(places, wanted));
    const bool is_in_house = fields_of(key).cell == static_cast<std::uint8_t>(Agency::in_house);
    const auto [number, provider] =
        is_in_house ? in_house : agency(authority.region, draw.uniform_pair(key, 0, agency_draw));
    household.agency = number;
    household.provider = provider;
    locate(household, authority, draw);
    describe(household, authority, draw);
    return household;
}

FosterHousehold FosterCarers::household(HouseholdKey key, const Authority& authority, long places, Day today,
                                        const Draws& draw) const {
    auto household = newcomer(key, authority, places, draw);
    gain_experience(household, today, draw);
    grow_up(household, profile_.ages, today, draw);
    remember_disruption(household, today, draw);
    return household;
}

FosterHousehold FosterCarers::applicant(HouseholdKey key, const Authority& authority, Day today,
                                        const Draws& draw) const {
    auto household = newcomer(key, authority, static_cast<long>(place_labels.size()), draw);
    household.approved = open_ended;
    household.applied = today;
    grow_up(household, profile_.ages_applying, today, draw);
    return household;
}

void FosterCarers::gain_experience(FosterHousehold& household, Day today, const Draws& draw) const {
    const double of_band = draw.uniform_pair(household.key, 0, background_draw).first;
    const double of_years = draw.uniform_pair(household.key, 0, skill_draw).second;
    const auto band = pick(of_band, profile_.experience);
    const double years =
        experience_edges[band] + of_years * (experience_edges[band + 1] - experience_edges[band]);
    household.approved = today - static_cast<std::int32_t>(years * days_per_year);
}

/// The last disruption weighs on the carers, unless it was before they fostered.
void FosterCarers::remember_disruption(FosterHousehold& household, Day today, const Draws& draw) const {
    if (profile_.disruptions <= 0) return;
    const double years = draw.exponential(household.key, 0, strain_draw) / profile_.disruptions;
    const double since_approval = (today - household.approved) / days_per_year;
    if (years >= since_approval) return;
    household.strain = 1;
    household.strain_on = today - static_cast<std::int32_t>(years * days_per_year);
}

/// Draws the age of the elder of the carers; whoever has fostered for long was grown up when that began.
void FosterCarers::grow_up(FosterHousehold& household, const std::vector<double>& ages, Day today,
                           const Draws& draw) {
    const auto [of_band, of_age] = draw.uniform_pair(household.key, 0, elder_draw);
    const auto band = pick(of_band, ages);
    const double age = carer_age_edges[band] + of_age * (carer_age_edges[band + 1] - carer_age_edges[band]);
    constexpr double youngest = carer_age_edges.front();
    household.born =
        std::min(today - static_cast<std::int32_t>(age * days_per_year),
                 std::min(today, household.approved) - static_cast<std::int32_t>(youngest * days_per_year));
}

void FosterCarers::locate(FosterHousehold& household, const Authority& authority, const Draws& draw) const {
    const auto [of_outside, of_distance] = draw.uniform_pair(household.key, 0, outside_draw);
    const bool outside = household.provider == Provider::own && of_outside < profile_.outside;
    const auto of_point = draw.uniform_pair(household.key, 0, point_draw);
    auto point = around(authority.centre, authority.spread_km, of_point);
    if (outside) {
        const double away = authority.spread_km - maths::log(1 - of_distance) * profile_.outside_distance;
        point = {authority.centre.east + away * maths::cos_of_pi_times(2 * of_point.second),
                 authority.centre.north + away * maths::sin_of_pi_times(2 * of_point.second)};
    }
    household.east = point.east;
    household.north = point.north;
    household.outside = outside;
}

FosterCarers::IndependentAgency FosterCarers::agency(std::uint16_t region, UniformPair of) const {
    double left = of.first, larger = 0;
    for (std::uint16_t large = 0; large < profile_.largest_agencies.size(); ++large) {
        left -= profile_.largest_agencies[large];
        larger += profile_.largest_agencies[large];
        if (left < 0) return {static_cast<std::uint16_t>(large + 1), Provider::private_};
    }
    const double voluntary = std::min(1.0, profile_.voluntary_agencies / (1 - larger));
    const bool is_voluntary = of.second < voluntary;
    const int first = is_voluntary ? 0 : voluntary_small_agencies;
    const int sector = is_voluntary ? voluntary_small_agencies : small_agencies - voluntary_small_agencies;
    const double part = is_voluntary ? of.second / voluntary : (of.second - voluntary) / (1 - voluntary);
    const int small = first + std::min(static_cast<int>(part * sector), sector - 1);
    return {static_cast<std::uint16_t>(agency_labels.size() + 1 + region * small_agencies +
                                       static_cast<std::size_t>(small)),
            is_voluntary ? Provider::voluntary : Provider::private_};
}

void FosterCarers::describe(FosterHousehold& household, const Authority& authority, const Draws& draw) const {
    const auto key = household.key;
    unsigned ages = 0;
    for (std::uint32_t band = 0; band < age_bands.size(); ++band) {
        if (draw.uniform(key, band, other_ages_draw) < profile_.takes_age[band]) ages |= 1U << band;
    }
    const auto [of_age, of_siblings] = draw.uniform_pair(key, 0, age_draw);
    if (ages == 0) ages = 1U << pick(of_age, profile_.takes_age);
    household.ages = static_cast<std::uint8_t>(ages);
    const auto places = household.places;
    household.siblings = places > 1 && of_siblings < profile_.takes_siblings;

    const double of_skill = draw.uniform_pair(key, 0, skill_draw).first;
    household.complexity = skill_limits[pick(of_skill, profile_.skill)];
    const double of_minority = draw.uniform_pair(key, 0, background_draw).second;

    std::array<double, ethnicities.size() - 1> groups{};
    const double ratio = profile_.minority_ratio[household.provider == Provider::own ? 0 : 1];
    for (std::size_t group = 0; group < groups.size(); ++group) {
        groups[group] =
            authority.ethnicity[group] * (group == static_cast<std::size_t>(Ethnicity::white) ? 1 : ratio);
    }
    household.ethnicity = static_cast<Ethnicity>(pick(of_minority, groups));

    const bool is_short =
        places > 1 && draw.uniform(key, 0, room_draw) < profile_.bedrooms_short[places - 1U];
    household.bedrooms = static_cast<std::uint8_t>(places - (is_short ? 1 : 0));
}

}  // namespace hearth
