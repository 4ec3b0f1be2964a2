#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "agents/event.hpp"

namespace hearth {

/// How often a measure is recorded: at the end of each month, or for the year that ends on 31 March.
enum class Period { month, year };

/// A way of splitting a measure: its name is a dimension of the results, its labels that dimension's
/// coordinate.
struct Breakdown {
    std::string_view name;
    std::span<const std::string_view> labels;
    std::string_view meaning;
};

namespace breakdowns {
constexpr Breakdown none{"", {}, ""};
constexpr Breakdown age{"age_band", age_bands.names,
                        "age on the last day, or on starting or leaving care [years]"};
constexpr std::array<std::string_view, 7> ages_on_ceasing{"under_1", "1_to_4", "5_to_9",     "10_to_15",
                                                          "16",      "17",     "18_and_over"};
constexpr Breakdown age_on_ceasing{"age_on_ceasing", ages_on_ceasing, "age on leaving care [years]"};
constexpr Breakdown placement{"placement", std::span{placement_kinds.names}.first(placement_kind_count),
                              "kind of placement"};
constexpr Breakdown provider{"provider", providers.names, "who provides the placement"};
constexpr Breakdown legal_status{"legal_status", legal_statuses.names,
                                 "SSDA903 legal status on the last day"};
constexpr std::array<std::string_view, 2> times_in_care{"under_12_months", "12_months_or_more"};
constexpr Breakdown time_in_care{"time_in_care", times_in_care,
                                 "in the current period of care, on the last day"};
constexpr Breakdown move_reason{"reason_place_change", move_reason_names, "SSDA903 REASON_PLACE_CHANGE"};
constexpr std::array<std::string_view, 7> placement_groups{
    "foster", "adoption", "parents", "homes", "supported", "other_residential", "other"};
constexpr Breakdown placement_group{"placement_group", placement_groups,
                                    "group of the placement that ended, as the tables of durations have it"};
/// Label of a kind there: kin and other foster care are one.
constexpr std::size_t placement_group_of(PlacementKind kind) {
    return kind == PlacementKind::foster_kin ? 0 : static_cast<std::size_t>(kind) - 1;
}
constexpr Breakdown unmet{
    "unmet", std::span{unmet_reasons.names}.subspan(1),
    "first reason why a search found no place of the kind wanted on a day: nobody with a "
    "vacancy answered; nobody within 20 miles had one; of those asked none takes the age, "
    "can take the complexity of need, or accepted"};
constexpr Breakdown reason{"reason", std::span{leaving_reasons.names}.subspan(1), "why care ceased"};
}  // namespace breakdowns

/// One recorded quantity, declared once: the results file, `docs/results.md` and the tests all read this.
/// Dimensions are (scenario, replicate, month or year, area[, breakdown]); values are whole numbers.
struct Measure {
    std::string_view name;
    std::string_view unit;
    std::string_view meaning;
    std::string_view definition;
    Period period;
    Breakdown breakdown;

    constexpr std::size_t labels() const { return breakdown.labels.empty() ? 1 : breakdown.labels.size(); }
};

using enum Period;

/// In the order in which the recorder fills them and the file holds them. Names are the field's own.
constexpr std::array measures{
    Measure{"children", "children", "Children aged 0 to 17", "resident on the last day of the month", month,
            breakdowns::none},
    Measure{"births", "children", "Births", "in the month", month, breakdowns::none},
    Measure{"looked_after", "children", "Children looked after",
            "on the last day of the month, without series of short breaks", month, breakdowns::none},
    Measure{"care_starts", "events", "Starts of a period of care",
            "every start in the month, a child's second one too; with care_ends it balances the stock", month,
            breakdowns::none},
    Measure{"care_ends", "events", "Ends of a period of care", "every end in the month", month,
            breakdowns::none},
    Measure{"placement_moves", "events", "Moves from one placement to another",
            "physical moves in the month; a change of status only is none", month, breakdowns::none},
    Measure{"missing_incidents", "events", "Incidents of going missing from a placement",
            "that began in the month, by the responsible authority", month, breakdowns::none},
    Measure{"in_foster_care", "children", "Children in foster placements", "on the last day, kin and other",
            month, breakdowns::none},
    Measure{"planned_moves", "events", "Moves that the care plan made", "of placement_moves, in the month",
            month, breakdowns::none},
    Measure{"disruptions", "events", "Placements that broke",
            "of placement_moves, in the month; by cause, whatever reason the episode gives", month,
            breakdowns::none},
    Measure{"foster_disruptions", "events", "Foster placements that broke",
            "of disruptions; kin and other carers: unplanned endings", month, breakdowns::none},
    Measure{"status_only_changes", "events", "Placements that became long-term with the same carers",
            "in the month; recorded as PLACE, no moves", month, breakdowns::none},
    Measure{"foster_places", "places", "Approved places in mainstream foster households",
            "on the last day, by the authority where the household is listed", month, breakdowns::none},
    Measure{"foster_places_vacant", "places", "Vacant mainstream foster places",
            "a child who is nobody's sibling there could have it on the last day", month, breakdowns::none},
    Measure{"foster_places_not_available", "places", "Mainstream foster places not available",
            "neither filled nor vacant: carers on hold, a child who has to be the only one, a shared room",
            month, breakdowns::none},
    Measure{"foster_places_filled", "places", "Mainstream foster places filled",
            "on the last day, by the authority where the household is listed", month, breakdowns::none},
    Measure{
        "foster_households", "households", "Mainstream foster households",
        "approved, on the last day, by the authority where they are listed, as all that follows about carers",
        month, breakdowns::none},
    Measure{"foster_households_independent", "households", "With independent fostering agencies",
            "of foster_households", month, breakdowns::none},
    Measure{"enquiries", "events", "Enquiries about fostering", "contacts, not people, in the month", month,
            breakdowns::none},
    Measure{"enquiries_independent", "events", "Enquiries at independent agencies", "of enquiries", month,
            breakdowns::none},
    Measure{"enquiries_word_of_mouth", "events", "Enquiries by word of mouth",
            "of enquiries: from foster carers", month, breakdowns::none},
    Measure{"enquiries_campaign", "events", "Enquiries that campaigns bring", "of enquiries", month,
            breakdowns::none},
    Measure{
        "enquiries_brought_forward", "events", "Enquiries that campaigns have brought forward",
        "from the first month up to the last day; expected, of enquiries_campaign: those who would have come "
        "later anyway",
        month, breakdowns::none},
    Measure{"enquiries_missed", "events", "Enquiries missing because they came earlier",
            "of enquiries_brought_forward, those that would have come by the last day", month,
            breakdowns::none},
    Measure{"spending_policies", "GBP", "Spending on policies", "in the month, beyond what placements cost",
            month, breakdowns::none},
    Measure{"foster_applications", "households", "Applications to foster", "in the month", month,
            breakdowns::none},
    Measure{"foster_applications_independent", "households", "Applications to independent agencies",
            "of foster_applications", month, breakdowns::none},
    Measure{"foster_withdrawals", "households", "Applicants who withdraw or are turned down", "in the month",
            month, breakdowns::none},
    Measure{"foster_approvals", "households", "Households approved",
            "in the month; transfers are no approvals", month, breakdowns::none},
    Measure{"foster_approvals_active", "households", "Households approved since 1 April who still foster",
            "on the last day; on 31 March those of the whole year, as published with foster_transfers", month,
            breakdowns::none},
    Measure{"foster_leavers", "households", "Households that stopped fostering",
            "in the month; published leavers have foster_transfers with them", month, breakdowns::none},
    Measure{"foster_transfers", "households", "Households that changed their kind of agency",
            "in the month; no places come or go", month, breakdowns::none},
    Measure{"home_places", "places", "Places in children's homes",
            "that can be used, on the last day, by the authority where the home is", month, breakdowns::none},
    Measure{"home_places_filled", "places", "Places in children's homes filled",
            "on the last day, by the authority where the home is", month, breakdowns::none},
    Measure{"homes", "homes", "Children's homes",
            "open on the last day, without secure homes, by the authority where the home is; so are the next "
            "four",
            month, breakdowns::none},
    Measure{"private_homes", "homes", "Private children's homes", "of homes", month, breakdowns::none},
    Measure{"homes_opened", "homes", "Children's homes opened", "in the month", month, breakdowns::none},
    Measure{"homes_closed", "homes", "Children's homes closed", "in the month", month, breakdowns::none},
    Measure{"home_places_registered", "places", "Registered places in children's homes",
            "in use or not, on the last day, without secure homes", month, breakdowns::none},
    Measure{"outside_authority", "children", "Children placed outside their authority", "on the last day",
            month, breakdowns::none},
    Measure{"over_20_miles", "children", "Children placed over 20 miles from home",
            "on the last day; not of unaccompanied children, whose homes are not here", month,
            breakdowns::none},
    Measure{"distance_miles", "mile", "Distances from home of children placed",
            "sum, on the last day, each to the nearest mile; of the children counted in placed_from_home",
            month, breakdowns::none},
    Measure{"placed_from_home", "children", "Children placed whose home is here",
            "on the last day, without unaccompanied children", month, breakdowns::none},
    Measure{"with_siblings", "children", "Children with a brother or sister looked after too",
            "on the last day, by the same authority", month, breakdowns::none},
    Measure{"apart_from_siblings", "children", "Children who live with none of their siblings looked after",
            "of with_siblings, on the last day", month, breakdowns::none},
    Measure{"waiting", "children", "Children for whom a place is sought",
            "on the last day; they wait where they are, or in a stop-gap", month, breakdowns::none},
    Measure{"searches", "events", "Searches that found a place", "in the month", month, breakdowns::none},
    Measure{"days_waited", "day", "Days that these searches took",
            "sum over searches; 0 if found on the same day", month, breakdowns::none},
    Measure{"searches_in_vain", "events", "Searches that found nothing that day", "in the month; they go on",
            month, breakdowns::none},
    Measure{"foster_searches_unmet", "events", "Searches for foster carers that found none that day",
            "in the month, by the first reason; none within approval, whether another place was found or not",
            month, breakdowns::unmet},
    Measure{"home_searches_unmet", "events", "Searches for a children's home that found none that day",
            "in the month, by the first reason; whether another place was found or not", month,
            breakdowns::unmet},
    Measure{"offers_refused", "events", "Carers and homes that declined a child",
            "in the month, of those who could have taken it", month, breakdowns::none},
    Measure{"another_kind", "events", "Places found of another kind than wanted", "of searches", month,
            breakdowns::none},
    Measure{"stop_gaps", "events", "Places found that are for the time being only",
            "of searches: another kind, or carers outside their approval; the search goes on", month,
            breakdowns::none},
    Measure{"outside_approval", "events", "Children placed with carers not approved for them", "of stop_gaps",
            month, breakdowns::none},
    Measure{"placed_apart", "events", "Children placed apart from their siblings looked after", "of searches",
            month, breakdowns::none},
    Measure{"matched", "events", "Mainstream foster placements made by a search", "of searches", month,
            breakdowns::none},
    Measure{"match_quality", "%", "Quality of these matches", "sum over matched, each to the nearest percent",
            month, breakdowns::none},
    Measure{"complexity_of_need", "%", "Complexity of need of children looked after",
            "sum on the last day, each to the nearest percent; 100 is far less settled than the rest", month,
            breakdowns::none},
    Measure{"in_childrens_homes", "children", "Children in children's homes",
            "on the last day, with secure homes", month, breakdowns::none},
    Measure{"spending_fostering", "GBP", "Spending on foster placements",
            "in the month, by the responsible authority; kin and other; each night at the price of its year",
            month, breakdowns::none},
    Measure{"spending_residential", "GBP", "Spending on residential placements",
            "as spending_fostering; children's homes, secure ones too, and other residential settings", month,
            breakdowns::none},
    Measure{"spending_bought_homes", "GBP", "Spending on places in homes that others run",
            "of spending_residential: private and voluntary homes, which are bought on a market", month,
            breakdowns::none},
    Measure{"spending_at_table_prices", "GBP", "What these places would cost without the market of homes",
            "the nights of spending_bought_homes at the prices of the year's table", month, breakdowns::none},
    Measure{"spending_other_placements", "GBP", "Spending on all other placements", "as spending_fostering",
            month, breakdowns::none},
    Measure{"spending_other_services", "GBP", "Spending on children looked after beside their placements",
            "in the month, by the responsible authority; so much for each night that a child is placed",
            month, breakdowns::none},
    Measure{"foster_nights", "nights", "Children's nights in foster placements",
            "in the month; kin and other; what spending_fostering pays for", month, breakdowns::none},
    Measure{"residential_nights", "nights", "Children's nights in residential placements",
            "in the month; what spending_residential pays for", month, breakdowns::none},
    Measure{"looked_after_by_age", "children", "Children looked after by age", "on 31 March", year,
            breakdowns::age},
    Measure{"looked_after_by_placement", "children", "Children looked after by placement", "on 31 March",
            year, breakdowns::placement},
    Measure{"looked_after_by_provider", "children", "Children looked after by provider", "on 31 March", year,
            breakdowns::provider},
    Measure{"looked_after_by_legal_status", "children", "Children looked after by legal status",
            "on 31 March", year, breakdowns::legal_status},
    Measure{"looked_after_by_time_in_care", "children", "Children looked after by time in care",
            "on 31 March; a day counts from the first in care", year, breakdowns::time_in_care},
    Measure{"starts", "children", "Children starting to be looked after",
            "in the year, a child counted once, at its first start", year, breakdowns::none},
    Measure{"starts_by_age", "children", "Children starting to be looked after by age",
            "in the year, at the first start", year, breakdowns::age},
    Measure{"ceases", "children", "Children ceasing to be looked after",
            "in the year, a child counted once, at its last end", year, breakdowns::none},
    Measure{"ceases_by_age", "children", "Children ceasing to be looked after by age",
            "in the year, at the last end", year, breakdowns::age_on_ceasing},
    Measure{"ceases_by_reason", "children", "Children ceasing to be looked after by reason",
            "in the year, at the last end", year, breakdowns::reason},
    Measure{"moves_by_reason", "events", "Moves by reason", "physical moves in the year", year,
            breakdowns::move_reason},
    Measure{"moves_by_placement", "events", "Moves by group of the placement left",
            "physical moves in the year", year, breakdowns::placement_group},
    Measure{"one_placement", "children", "Children with one placement in the year",
            "looked after on 31 March; placements open at any time in the year, in any period of care", year,
            breakdowns::none},
    Measure{"two_placements", "children", "Children with two placements in the year", "as one_placement",
            year, breakdowns::none},
    Measure{"three_or_more_placements", "children", "Children with three or more placements in the year",
            "as one_placement", year, breakdowns::none},
    Measure{"one_placement_by_time_in_care", "children",
            "Children with one placement in the year by time in care", "as one_placement", year,
            breakdowns::time_in_care},
    Measure{"two_placements_by_time_in_care", "children",
            "Children with two placements in the year by time in care", "as one_placement", year,
            breakdowns::time_in_care},
    Measure{"three_or_more_placements_by_time_in_care", "children",
            "Children with three or more placements in the year by time in care", "as one_placement", year,
            breakdowns::time_in_care},
    Measure{"three_or_more_placements_by_age", "children",
            "Children with three or more placements in the year by age", "as one_placement", year,
            breakdowns::age},
    Measure{"long_term", "children", "Children under 16 in care for two and a half years or more",
            "on 31 March, in the current period of care", year, breakdowns::none},
    Measure{"same_carer_two_years", "children",
            "Long-term children with the same carer for two years or more",
            "of long_term: the current placement began at least two years ago, or the child is placed for "
            "adoption "
            "and that and the placement before it add up to two years",
            year, breakdowns::none},
    Measure{"children_missing", "children", "Children missing from their placements in the year",
            "at any time in the year, a child counted once, at its first incident", year, breakdowns::none},
    Measure{"placements_ended", "placements", "Placements ended in the year", "by a move or by leaving care",
            year, breakdowns::none},
    Measure{"placement_days", "day", "Days of the placements ended in the year", "sum of their full lengths",
            year, breakdowns::none},
    Measure{
        "spending_looked_after", "GBP thousand", "Spending on children looked after",
        "in the year, by the responsible authority: placements and all other services, in prices of the year",
        year, breakdowns::none},
    Measure{"spending_by_placement", "GBP thousand", "Spending on placements by kind",
            "in the year, in prices of the year", year, breakdowns::placement},
    Measure{"spending_by_provider", "GBP thousand", "Spending on placements by provider",
            "in the year, in prices of the year", year, breakdowns::provider},
    Measure{"budget_looked_after", "GBP thousand", "Budget for children looked after",
            "of the year: the authority's published spending, then uprated; nothing obeys it yet", year,
            breakdowns::none},
};

/// Position of a measure in the list; a misspelt name does not compile where the result is constexpr.
consteval std::size_t measure(std::string_view name) {
    for (std::size_t index = 0; index < measures.size(); ++index) {
        if (measures[index].name == name) return index;
    }
    throw "no such measure";
}

}  // namespace hearth
