#pragma once

#include <map>
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
    authority.unaccompanied_by_year.assign(50, {});
    for (std::uint32_t number = 0; number < children; ++number) {
        auto& child = authority.in_care.emplace_back();
        child.child = unaccompanied_child(7, 0, 2019, number);
        child.status = CareStatus::looked_after;
        child.born = birthday(eve, -age) - 100;
        child.entered = eve;
        child.placed_on = eve;
        child.age_when_placed = age_band(age);
        child.kind = kind;
        child.placement_number = 1;
        child.legal_since = eve;
        child.legal_number = 1;
        child.stage = Stage::short_term;
        child.carer = named_carer(child.child, 1);
        child.placement_row = static_cast<std::uint32_t>(made.placements.size());
        made.placements.push_back({.child = child.child,
                                   .carer = child.carer,
                                   .born = child.born,
                                   .entered = eve,
                                   .began = eve,
                                   .kind = kind});
    }
    return made;
}

/// Processes, and what they share: written apart, as several may read one section.
struct Yaml {
    std::string processes;                      ///< "\n  - NAME:\n      parameter: ..." for each
    std::map<std::string, std::string> shared;  ///< name -> "      parameter: ...\n" of its section

    Yaml(std::string of_processes = "", std::map<std::string, std::string> shared_by_them = {})
        : processes{std::move(of_processes)}, shared{std::move(shared_by_them)} {}

    Yaml operator+(const Yaml& other) const {
        auto both = *this;
        both.processes += other.processes;
        both.shared.insert(other.shared.begin(), other.shared.end());
        return both;
    }
    std::string text() const {
        std::string all = shared.empty() ? "" : "shared:\n";
        for (const auto& [name, section] : shared) all += "  " + name + ":\n" + section;
        return all + "processes:" + processes;
    }
};

/// The shipped processes named in `yaml`, made from it.
inline Schedule schedule(const Yaml& yaml, const Country& country) {
    auto config = Config::parse(yaml.text(), "test.yaml");
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

/// One value for each label: `{unit: "1", ..., values: {a: 1, b: 1}}`.
template <std::size_t N>
std::string row_of(const std::array<std::string_view, N>& labels, double value,
                   const std::string& unit = "\"1\"") {
    std::string values;
    for (const auto label : labels) values += std::string{label} + ": " + std::to_string(value) + ", ";
    return "{unit: " + unit + ", source: \"assumed: test\", values: {" + values + "}}\n";
}
inline std::string number(double value, const std::string& unit = "\"1\"") {
    return "{value: " + std::to_string(value) + ", unit: " + unit + ", source: \"assumed: test\"}\n";
}
constexpr std::array<std::string_view, 8> kinds{"foster_kin",     "foster",    "adoption",          "parents",
                                                "childrens_home", "supported", "other_residential", "other"};

/// What makes disruption likelier, each against a child without.
struct DisruptionRatios {
    double complexity = 1;
    double poor_match = 1;
    double apart = 1;
    double far = 1;
    double strain = 1;
    double others = 1;
    double unaccompanied = 1;
};

/// What weighs on carers is down to 37% after a year.
inline std::pair<const std::string, std::string> strain_fades() {
    return {"carer_strain", "      fades: " + number(12, "month")};
}

/// `placement_disruption` at one hazard for every kind, age and time [1/month].
inline Yaml disruption_at(double hazard, const DisruptionRatios& ratios = {}) {
    std::string rows;
    for (const auto kind : kinds) {
        rows += std::string{kind} + ": [";
        for (int band = 0; band < 8; ++band) rows += (band > 0 ? ", " : "") + std::to_string(hazard);
        rows += "], ";
    }
    const auto hazards =
        R"(      hazard:
        unit: 1/month
        source: "assumed: test"
        columns: [day_1_to_7, day_8_to_30, month_2_to_3, month_4_to_6, month_7_to_12, year_2, year_3_to_5, year_6_on]
        rows: {)" +
        rows + R"(}
      age_ratio: )" +
        row_of(age_bands.names, 1) + "      time_in_care_ratio: " +
        row_of(std::array<std::string_view, 3>{"year_1", "year_2", "year_3_on"}, 1) +
        "      kind_ratio: " + row_of(kinds, 1) + "      complexity_ratio: " + number(ratios.complexity) +
        "      poor_match_ratio: " + number(ratios.poor_match) +
        "      unaccompanied_ratio: " + number(ratios.unaccompanied) +
        "      apart_ratio: " + number(ratios.apart) + "      far_ratio: " + number(ratios.far) +
        "      other_child_ratio: " + number(ratios.others) + "      strain_ratio: " + number(ratios.strain);
    return {"\n  - placement_disruption:\n      siblings_too: " + number(0.5) + R"(      reason:
        unit: "1"
        source: "assumed: test"
        columns: [CLOSE, ALLEG, STAND, APPRR, CREQB, CREQO, CHILD, LAREQ, CUSTOD, OTHER]
        rows: {family: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0], setting: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]}
)",
            {{"disruption_hazard", hazards}, strain_fades()}};
}

/// `placement_search` in which `foster` is the share of children for whom mainstream carers are wanted; for
/// the others supported accommodation, unaccompanied ones as many more in later years as is said.
inline Yaml search(double foster = 0, const std::string& strategy = "nearest_offer",
                   const std::string& pool = "authority", double refuses = 0,
                   const std::string& supported_in_year = R"({"2020": 1})") {
    std::string rows;
    for (const auto age : age_bands.names) {
        rows += std::string{age} + ": [0, " + std::to_string(foster) + ", 0, 0, 0, " +
                std::to_string(1 - foster) + ", 0, 0], ";
    }
    const std::string table =
        R"({unit: "1", source: "assumed: test", columns: [foster_kin, foster, adoption, parents, childrens_home, supported, other_residential, other], rows: {)" +
        rows + "}}\n";
    const auto mix = "      kind_at_entry: " + table + "      kind_after_move: " + table +
                     "      kind_unaccompanied: " + table +
                     "      supported_unaccompanied: {unit: \"1\", source: \"assumed: test\", values: " +
                     supported_in_year + "}\n" + "      wanted_ratio: " + row_of(kinds, 1) +
                     "      home_per_complexity: " + number(1);
    const auto terms =
        "      homes_for_unaccompanied: true\n      strategy: " + strategy + "\n      pool: " + pool +
        "\n      answers: " + row_of(std::array<std::string_view, 3>{"in_house", "agencies", "homes"}, 1) +
        "      most_asked: " + number(10) + "      authorities_asked: " + number(3) +
        "      refuses: " + number(refuses) + "      refuses_beyond: " + number(0.5) +
        "      home_refuses: " + number(0) + "      accepts_complexity: " + number(0.5) +
        "      match_weight: " +
        row_of(
            std::array<std::string_view, 5>{"age", "complexity", "ethnicity", "experience", "compatibility"},
            0.2) +
        "      sole_complexity: " + number(2) + "      unwanted_match: " + number(0.25) +
        "      emergency_share: " + number(0) +
        R"(      homes_from_age: {value: 10, unit: year, source: "assumed: test"}
      retry_days: {value: 10.0, unit: day, source: "assumed: test"}
      gives_up_days: {value: 90, unit: day, source: "assumed: test"}
)" +
        "      foster_reach: " + number(30, "km") + "      childrens_home_reach: " + number(30, "km") +
        "      outside: " + row_of(kinds, 0) + "      outside_distance: " + row_of(kinds, 0, "km");
    const std::string providers = R"(      provider:
        unit: "1"
        source: "assumed: test"
        columns: [own, other_authority, other_public, private, voluntary]
        rows: {adoption: [1, 0, 0, 0, 0], supported: [1, 0, 0, 0, 0], other_residential: [1, 0, 0, 0, 0]}
)";
    return {"\n  - placement_search:\n",
            {{"placement_mix", mix}, {"search_terms", terms}, {"provider_mix", providers}}};
}

/// `leaving_care` at one hazard for everybody [1/month].
inline Yaml leaving_at(double hazard) {
    std::string rows, reasons;
    for (const auto age : age_bands.names) {
        rows += std::string{age} + ": [";
        for (int band = 0; band < 9; ++band) rows += (band > 0 ? ", " : "") + std::to_string(hazard);
        rows += "], ";
        reasons += std::string{age} + ": [1, 0, 0, 0, 0, 0, 0, 0, 0], ";
    }
    const auto flat = std::to_string(hazard);
    const auto hazards =
        R"(      hazard:
        unit: 1/month
        source: "assumed: test"
        columns: [week_1_to_2, week_3_to_8, month_3_to_6, month_7_to_12, year_2, year_3, year_4_to_5, year_6_to_10, year_11_on]
        rows: {)" +
        rows + R"(}
      kind_ratio: {unit: "1", source: "assumed: test", values: {foster_kin: 1, foster: 1, adoption: 1, parents: 1, childrens_home: 1, supported: 1, other_residential: 1, other: 1}}
      adoption_hazard: {unit: 1/month, source: "assumed: test", values: {day_1_to_7: )" +
        flat + ", day_8_to_30: " + flat + ", month_2_to_3: " + flat + ", month_4_to_6: " + flat +
        ", month_7_to_12: " + flat + ", year_2: " + flat + ", year_3_to_5: " + flat + ", year_6_on: " + flat +
        R"(}}
      unaccompanied_ratio: {value: 1, unit: "1", source: "assumed: test"}
      age_ratio: {unit: "1", source: "assumed: test", values: {under_1: 1, 1_to_4: 1, 5_to_9: 1, 10_to_15: 1, 16_to_17: 1}}
      remand_hazard: {value: 1, unit: 1/month, source: "assumed: test"}
)";
    return {R"(
  - leaving_care:
      remand_to_custody: {value: 0.5, unit: "1", source: "assumed: test"}
      unaccompanied_reason: {unit: "1", source: "assumed: test", values: {age_assessed: 1, moved_abroad: 0, other: 0}}
      reason:
        unit: "1"
        source: "assumed: test"
        columns: [returned_home, returned_unplanned, relatives, special_guardianship, child_arrangements, custody, moved_abroad, died, other]
        rows: {)" +
                reasons + "}\n",
            {{"leaving_hazard", hazards}}};
}

/// Unaccompanied children only, all aged `age` on arrival, `foster` of them for foster carers and the others
/// for supported accommodation.
inline Yaml arrivals_and_search(int age = 12, double foster = 0) {
    std::string ages;
    for (int of = 12; of < 18; ++of)
        ages += "age_" + std::to_string(of) + ": " + (of == age ? "1" : "0") + (of < 17 ? ", " : "");
    const std::string profile =
        R"(      age_at_arrival: {unit: "1", source: "assumed: test", values: {)" + ages + R"(}}
      need: {unit: "1", source: "assumed: test", values: {N1: 0, N2: 0, N3: 0, N4: 0, N5: 0, N6: 0, N7: 0, N8: 1}}
      ethnicity: {unit: "1", source: "assumed: test", values: {white: 0, mixed: 0, asian: 0, black: 0, other: 1, unknown: 0}}
      male: {value: 0.9, unit: "1", source: "assumed: test"}
)";
    return Yaml{"\n  - unaccompanied_arrivals:\n      arrivals_ratio: " + number(1),
                {{"unaccompanied", profile}}} +
           search(foster);
}

}  // namespace hearth::synthetic
