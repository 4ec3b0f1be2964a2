#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "agents/country.hpp"
#include "sim/config/config.hpp"
#include "sim/config/section.hpp"

namespace hearth {

/// Legal statuses as the national tables group them.
inline constexpr std::array<std::string_view, 6> legal_groups{"voluntary",          "child_protection",
                                                              "care_order_interim", "care_order_full",
                                                              "placement_order",    "youth_justice"};
constexpr std::size_t legal_group(LegalStatus status) {
    switch (status) {
        case LegalStatus::V2:
            return 0;
        case LegalStatus::L1:
        case LegalStatus::L2:
            return 1;
        case LegalStatus::C1:
            return 2;
        case LegalStatus::C2:
            return 3;
        case LegalStatus::E1:
            return 4;
        default:
            return 5;
    }
}

/// Homes and their registered places, by sector.
struct ListedHomes {
    std::array<std::uint32_t, sectors.size()> homes{};
    std::array<std::uint32_t, sectors.size()> places{};
};

/// How long children looked after on the first day have been in care, in the nation.
struct TimeInCareShares {
    static constexpr std::array<std::string_view, 3> labels{"under_12_months", "to_30_months",
                                                            "30_months_or_more"};
    static constexpr std::array from_months{0, 12, 30};

    static constexpr std::size_t group(int months) {
        return months < from_months[1] ? 0 : months < from_months[2] ? 1 : 2;
    }

    /// Share of the children of an age band, unaccompanied ones included, by time in care.
    std::array<std::array<double, labels.size()>, age_bands.size()> of_all{};
};

/// Children are 0 to 17 years old, and there is a birth cohort for each of these years.
constexpr int ages_of_children = 18;

/// One local authority as our own data tables describe it, before anybody is built: what is handed on as it
/// is, and what the first day is built from.
struct AuthorityInputs : AuthorityFacts {
    std::string region;
    std::vector<std::string> other_names;  ///< other spellings, and codes of councils that it was part of

    /// Children on the first day by deprivation decile and birth cohort, oldest first; empty deciles are
    /// zero.
    std::array<std::vector<std::uint32_t>, deciles> children;
    std::vector<std::uint32_t> births;  ///< by reporting year, from the one that begins on the first day
    ByYear migration_known;             ///< net, of the years that a run may know [children/year]
    std::vector<double> net_migration;  ///< by reporting year of the run, as `births`
    std::array<std::uint32_t, age_bands.size()> looked_after{};  ///< all, unaccompanied children included
    std::array<std::uint32_t, age_bands.size()> unaccompanied{};
    std::array<std::uint32_t, placement_kind_count> by_placement{};  ///< of looked_after, as the next two
    std::array<std::uint32_t, legal_groups.size()> by_legal_status{};
    std::array<std::uint32_t, providers.size()> by_provider{};
    std::array<std::uint32_t, needs.size()> by_need{};
    std::uint32_t boys = 0;  ///< of looked_after
    std::array<double, agencies.size()> foster_places{};
    ListedHomes childrens_homes;
    ListedHomes secure_homes;

    /// Children of `first` to under `end` years on the first day, all deciles.
    double children_aged(int first, int end) const;
};

/// The years that rows of a table tell of: one, or the first and last of a mean.
struct YearsTold {
    int first = 0;
    int last = 0;

    bool hold(int year) const { return first <= year && year <= last; }
    int distance(int year) const { return year < first ? first - year : year > last ? year - last : 0; }
};

/// How net migration is taken from its table.
struct MigrationTerms {
    double ratio = 1;  ///< against that of the table
    int until = 0;     ///< the last reporting year of the table that a run may know
    int mean_of = 1;   ///< so many years up to that one: their mean goes on in the years after it
};

/// Children whose price is listed apart but whose kind of placement the model does not tell apart.
struct SharesOfPrices {
    double secure{};              ///< of children in homes run by authorities: those in secure homes
    double residential_school{};  ///< of children in other residential placements: those in such a school
};

/// All data tables of a config, read and checked: every authority complete, every name known.
struct Inputs : NationFacts {
    int year = 0;                              ///< of the 31 March on which the first day's stock is counted
    std::vector<std::filesystem::path> files;  ///< all that was read
    SharesOfPrices shares_of_prices;
    MigrationTerms migration;
    double budget_growth{};   ///< after the last year of spending that is known [1/year]
    YearsTold starts_are_of;  ///< the year, or the mean of years, of `starts_per_year`
    TimeInCareShares time_in_care;
    std::vector<AuthorityInputs> authorities;  ///< of the whole nation, by code

    /// The reporting year that begins with the first month.
    int first_year() const { return year + 1; }
};

/// Reads the tables named in the config's `files` section, and of dated ones the rows of a run that starts in
/// April of `year`; every fault goes to the config's.
Inputs read_inputs(Section& top, int year, Faults& faults);

/// Rows of `inputs.authorities` that `--areas` asks for: codes, names in any spelling of the sources,
/// regions, the whole, or codes of former councils (all of their successors); all when empty. Names may stand
/// in one text, commas between them, also those that hold a comma themselves. An unknown name is a fault with
/// the nearest one that exists.
std::vector<std::size_t> select_areas(const Inputs& inputs, const std::vector<std::string>& areas,
                                      Faults& faults);

}  // namespace hearth
