#pragma once

#include <string>

#include "agents/population.hpp"
#include "sim/config/config.hpp"
#include "sim/engine/simulation.hpp"

namespace hearth::synthetic {

constexpr Month start = month_of(2019, 4);
constexpr Day eve = first_day(start) - 1;

/// One local authority without families, and `children` of `age` (unaccompanied, so that nobody else is
/// needed), placed on the eve of the first day in a kind whose places are not counted.
inline Country country(std::uint32_t children, int age = 10, PlacementKind kind = PlacementKind::foster_kin) {
    Country made;
    made.name = "Testshire";
    made.start = start;
    made.end = start + 600;
    made.first_birth_month = month_of(2001, 4);
    made.regions = {{"R", "Region"}};
    auto& authority = made.authorities.emplace_back();
    authority.number = 7;
    authority.code = "T";
    authority.births.assign(1200, 0);
    authority.newborns_until.assign(1200, 0);
    authority.unaccompanied_per_year.assign(50, 0);
    for (std::uint32_t number = 0; number < children; ++number) {
        auto& roster = authority.in_care;
        const auto row = add_row(roster);
        roster.child[row] = unaccompanied_child(7, 0, 2019, number);
        roster.status[row] = CareStatus::looked_after;
        roster.family_row[row] = no_row;
        roster.born[row] = birthday(eve, -age) - 100;
        roster.entered[row] = eve;
        roster.placed_on[row] = eve;
        roster.kind[row] = kind;
        roster.placement_number[row] = 1;
        roster.previous_row[row] = no_row;
        roster.wanted[row] = PlacementKind::none;
        roster.legal_since[row] = eve;
        roster.legal_number[row] = 1;
        roster.provider_authority[row] = no_authority;
        roster.provider_row[row] = no_row;
        roster.move_ratio[row] = 1;
        auto& placements = made.placements;
        roster.placement_row[row] = static_cast<std::uint32_t>(add_row(placements));
        placements.child.back() = roster.child[row];
        placements.born.back() = roster.born[row];
        placements.entered.back() = eve;
        placements.began.back() = eve;
        placements.ended.back() = open_ended;
        placements.kind.back() = kind;
    }
    return made;
}

/// The shipped processes named in `yaml` (a list under `processes:`), made from it.
inline Schedule schedule(const std::string& yaml, const Country& country) {
    auto config = Config::parse(yaml, "test.yaml");
    Schedule made;
    for (const auto& name : config.schedule()) {
        auto section = config.process(name);
        made.push_back({name, processes().at(name).make(section)});
        section.close();
    }
    config.finish();
    for (auto& [name, process] : made) process->prepare(country);
    return made;
}

/// `placement_moves` at one hazard for everybody [1/month].
inline std::string moves_at(double hazard, double unsettled_share = 0, double unsettled_ratio = 1) {
    std::string rows;
    for (std::size_t kind = 0; kind < placement_kind_count; ++kind) {
        rows += std::string{placement_kinds.names[kind]} + ": [";
        for (int band = 0; band < 8; ++band) rows += (band > 0 ? ", " : "") + std::to_string(hazard);
        rows += "], ";
    }
    return R"(
  - placement_moves:
      hazard:
        unit: 1/month
        source: "assumed: test"
        columns: [day_1_to_7, day_8_to_30, month_2_to_3, month_4_to_6, month_7_to_12, year_2, year_3_to_5, year_6_on]
        rows: {)" +
           rows + R"(}
      age_ratio: {unit: "1", source: "assumed: test", values: {under_1: 1, 1_to_4: 1, 5_to_9: 1, 10_to_15: 1, 16_to_17: 1}}
      time_in_care_ratio: {unit: "1", source: "assumed: test", values: {year_1: 1, year_2: 1, year_3_on: 1}}
      unsettled_share: {value: )" +
           std::to_string(unsettled_share) + R"(, unit: "1", source: "assumed: test"}
      unsettled_ratio: {value: )" +
           std::to_string(unsettled_ratio) + R"(, unit: "1", source: "assumed: test"}
      reason: {unit: "1", source: "assumed: test", values: {CARPL: 1, CLOSE: 0, ALLEG: 0, STAND: 0, APPRR: 0, CREQB: 0, CREQO: 0, CHILD: 0, LAREQ: 0, CUSTOD: 0, OTHER: 0}}
)";
}

/// `leaving_care` at one hazard for everybody [1/month].
inline std::string leaving_at(double hazard) {
    std::string rows, reasons;
    for (const auto age : age_bands.names) {
        rows += std::string{age} + ": [";
        for (int band = 0; band < 9; ++band) rows += (band > 0 ? ", " : "") + std::to_string(hazard);
        rows += "], ";
        reasons += std::string{age} + ": [1, 0, 0, 0, 0, 0, 0, 0, 0], ";
    }
    const auto flat = std::to_string(hazard);
    return R"(
  - leaving_care:
      hazard:
        unit: 1/month
        source: "assumed: test"
        columns: [week_1_to_2, week_3_to_8, month_3_to_6, month_7_to_12, year_2, year_3, year_4_to_5, year_6_to_10, year_11_on]
        rows: {)" +
           rows + R"(}
      kind_ratio: {unit: "1", source: "assumed: test", values: {foster_kin: 1, foster: 1, adoption: 1, parents: 1, childrens_home: 1, supported: 1, other_residential: 1, other: 1}}
      adoption_hazard: {unit: 1/month, source: "assumed: test", values: {day_1_to_7: )" +
           flat + ", day_8_to_30: " + flat + ", month_2_to_3: " + flat + ", month_4_to_6: " + flat +
           ", month_7_to_12: " + flat + ", year_2: " + flat + ", year_3_to_5: " + flat +
           ", year_6_on: " + flat + R"(}}
      unaccompanied_ratio: {value: 1, unit: "1", source: "assumed: test"}
      age_ratio: {unit: "1", source: "assumed: test", values: {under_1: 1, 1_to_4: 1, 5_to_9: 1, 10_to_15: 1, 16_to_17: 1}}
      remand_hazard: {value: 1, unit: 1/month, source: "assumed: test"}
      remand_to_custody: {value: 0.5, unit: "1", source: "assumed: test"}
      unaccompanied_reason: {unit: "1", source: "assumed: test", values: {age_assessed: 1, moved_abroad: 0, other: 0}}
      reason:
        unit: "1"
        source: "assumed: test"
        columns: [returned_home, returned_unplanned, relatives, special_guardianship, child_arrangements, custody, moved_abroad, died, other]
        rows: {)" +
           reasons + "}\n";
}

/// Unaccompanied children only, all aged `age` on arrival, sent to supported accommodation.
inline std::string arrivals_and_search() {
    std::string kinds;
    for (const auto age : age_bands.names) kinds += std::string{age} + ": [0, 0, 0, 0, 0, 1, 0, 0], ";
    const std::string table =
        R"({unit: "1", source: "assumed: test", columns: [foster_kin, foster, adoption, parents, childrens_home, supported, other_residential, other], rows: {)" +
        kinds + "}}\n";
    return R"(
  - unaccompanied_arrivals:
      age_at_arrival: {unit: "1", source: "assumed: test", values: {age_12: 1, age_13: 0, age_14: 0, age_15: 0, age_16: 0, age_17: 0}}
      need: {unit: "1", source: "assumed: test", values: {N1: 0, N2: 0, N3: 0, N4: 0, N5: 0, N6: 0, N7: 0, N8: 1}}
      ethnicity: {unit: "1", source: "assumed: test", values: {white: 0, mixed: 0, asian: 0, black: 0, other: 1, unknown: 0}}
      male: {value: 0.9, unit: "1", source: "assumed: test"}
      arrivals_ratio: {value: 1, unit: "1", source: "assumed: test"}
  - placement_search:
      kind_at_entry: )" +
           table + "      kind_after_move: " + table + "      kind_unaccompanied: " + table +
           R"(      foster_reach: {value: 30, unit: km, source: "assumed: test"}
      childrens_home_reach: {value: 30, unit: km, source: "assumed: test"}
      offers: {value: 1, unit: "1", source: "assumed: test"}
      outside: {unit: "1", source: "assumed: test", values: {foster_kin: 0, foster: 0, adoption: 0, parents: 0, childrens_home: 0, supported: 0, other_residential: 0, other: 0}}
      outside_distance: {unit: km, source: "assumed: test", values: {foster_kin: 0, foster: 0, adoption: 0, parents: 0, childrens_home: 0, supported: 0, other_residential: 0, other: 0}}
      provider:
        unit: "1"
        source: "assumed: test"
        columns: [own, other_authority, other_public, private, voluntary]
        rows: {adoption: [1, 0, 0, 0, 0], supported: [1, 0, 0, 0, 0], other_residential: [1, 0, 0, 0, 0]}
)";
}

}  // namespace hearth::synthetic
