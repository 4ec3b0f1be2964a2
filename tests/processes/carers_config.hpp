#pragma once

#include <string>

#include "sim/rules/enquiries.hpp"
#include "tests/synthetic.hpp"

/// `foster_recruitment` and `foster_retention` with one value for everybody.
namespace hearth::synthetic {

/// Who all foster households of the tests are.
inline CarerProfile carer_profile() {
    return {.places = {0, 1, 0, 0},
            .outside = 0,
            .outside_distance = 10,
            .bedrooms_short = {0, 0, 0, 0},
            .takes_age = {1, 1, 1, 1, 1},
            .skill = {0, 0, 1},
            .takes_siblings = 1,
            .experience = {1, 0, 0, 0},
            .ages = {0, 1, 0, 0, 0},
            .ages_applying = {1, 0, 0, 0, 0},
            .disruptions = 0,
            .minority_ratio = {1, 1},
            .largest_agencies = {1, 0, 0, 0, 0, 0},
            .voluntary_agencies = 0};
}

struct Recruiting {
    double enquiries = 10;  ///< a year for each household of the first day
    double word_of_mouth = 0;
    double applies = 0.1;
    double spending = 0;
    int campaign_from = 0;
    int campaign_months = 6;
    double brought_forward = 0;
    double shortest = 3;
    double beyond = 3;
    double withdrawal = 0.15;

    Yaml yaml() const {
        const auto agency = [](double value, const char* unit = "\"1\"") {
            return row_of(agencies.names, value, unit);
        };
        const std::string of_years = "{unit: \"1\", source: \"assumed: test\", values: {2019: 1}}\n";
        const auto processes =
            "\n  - foster_recruitment:\n      enquiries: " + agency(enquiries, "1/year") +
            "      word_of_mouth: " + agency(word_of_mouth, "1/year") + "      strain_weight: " + number(1) +
            "      applies: " + agency(applies) + "      applies_ratio: " + row_of(enquiry_sources.names, 1) +
            "      wait_to_apply: {unit: \"1\", source: \"assumed: test\", values: {same_month: 0, "
            "month_1: 0.5, "
            "month_2: 0.5, month_3: 0, month_4: 0, month_5: 0}}\n"
            "      history: false\n      enquiries_in_year: " +
            of_years + "      applies_in_year: " + of_years +
            "      assessment_shortest: " + number(shortest, "month") +
            "      assessment_beyond: " + number(beyond, "month") +
            "      withdrawal_hazard: " + number(withdrawal, "1/month") +
            "\n  - recruitment_campaign:\n      start: " + to_text(start + campaign_from) +
            "\n      end: " + to_text(start + (campaign_from + campaign_months - 1)) +
            "\n      strength: " + number(spending > 0 ? 1 : 0) +
            "      spending: " + number(spending, "\"GBP/month/10,000 adults\"") +
            "      asks_for: everybody\n" + "      finds: " + number(0) +
            "      adstock_keeps: " + number(0.5) +
            "      half_response: " + number(1000, "\"GBP/10,000 adults\"") +
            "      highest_lift: " + number(0.6) + "      brought_forward: " + number(brought_forward) +
            "      brought_forward_by: " + number(6, "month");
        return {processes, {strain_fades()}};
    }
};

struct Retaining {
    double hazard = 0.05;
    double of_age = 1;  ///< of carers aged 40 to 49, against others
    double relief = 0;  ///< of council tax, against what in-house carers are paid
    double strain = 1;
    double empty = 1;
    double support_reach = 0;
    double support = 1;
    int stays_at_most = 90;
    double guardians = 0;
    double transfer = 0;

    Yaml yaml() const {
        const std::array<std::string_view, 4> tenure{"under_2_years", "2_to_5_years", "5_to_10_years",
                                                     "10_years_or_more"};
        const auto processes =
            "\n  - foster_retention:\n      hazard: " + row_of(tenure, hazard, "1/month") +
            "      hazard_ratio: " + number(1) + "      agency_ratio: " + row_of(agencies.names, 1) +
            "      age_ratio: {unit: \"1\", source: \"assumed: test\", values: {under_40: 1, 40_to_49: " +
            std::to_string(of_age) + ", 50_to_59: 1, 60_to_69: 1, 70_or_more: 1}}\n" +
            "      strain_ratio: " + number(strain) + "      occupied_ratio: " + number(1) +
            "      empty_ratio: " + number(empty) +
            "      stays_at_most: {value: " + std::to_string(stays_at_most) +
            ", unit: day, source: \"assumed: test\"}\n" + "      guardians_stop: " + number(guardians) +
            "      adopters_stop: " + number(0) +
            "      transfer_hazard: " + row_of(agencies.names, transfer, "1/month") +
            "\n  - peer_support:\n      start: " + to_text(start) + "\n      strength: " + number(1) +
            "      households: " + number(support_reach) + "      leaving_ratio: " + number(support) +
            "      cost: " + number(0, "GBP/month/household") +
            "\n  - council_tax_relief:\n      start: " + to_text(start) + "\n      strength: " + number(1) +
            "      relief: " + number(relief * 1000, "GBP/year/household");
        return {processes,
                {strain_fades(),
                 {"carer_payments", "      paid_today: " + number(1000, "GBP/year/household") +
                                        "      elasticity: " + number(0.5)}}};
    }
};

inline std::int64_t count_steps(const Population& population, CarerStep step, Day from, Day to) {
    std::int64_t count = 0;
    for (const auto& event : population.carer_events())
        count += event.step == step && event.day >= from && event.day <= to ? 1 : 0;
    return count;
}

}  // namespace hearth::synthetic
