#include "sim/inputs/read_migration.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "sim/inputs/by_authority.hpp"
#include "sim/inputs/most.hpp"
#include "sim/inputs/years_of_tables.hpp"

namespace hearth {

MigrationTerms read_migration_terms(Section& top) {
    auto section = top.section("migration", "of children, in whole families, into and out of authorities");
    MigrationTerms terms;
    terms.ratio = section.real("ratio", "1", {0, 2},
                               "net migration against that of the table; 0: no family comes or goes");
    terms.until = static_cast<int>(
        section.integer("until", "year", {earliest_start_year, last_possible_year},
                        "the last reporting year whose net migration a run takes from the table"));
    terms.mean_of = static_cast<int>(
        section.integer("mean_of", "years", {1, longest_run_years},
                        "last known years, or as many as there are, whose mean goes on in every later year"));
    section.close();
    return terms;
}

void read_migration(Csv csv, Inputs& inputs) {
    const auto net = csv.column("net_migration");
    const auto years = read_years(csv, inputs, [&](AuthorityInputs& authority, int year, std::size_t row) {
        const double children = csv.real(row, net, -most_migration, most_migration);
        const double there = authority.children_aged(0, ages_of_children);
        if (there > 0 && -children > there)  // none are a fault of their own table
            csv.fault(row, net,
                      fmt::format("net_migration = {} (more children leave {} in a year than the {} who live "
                                  "there on the first day). Correct it.",
                                  children, authority.name, there));
        if (year > inputs.migration.until) return;
        auto& known = authority.migration_known;
        if (known.numbers.empty()) known.first_year = year;
        known.numbers.push_back(children);
    });
    expect_first_year(csv, inputs.first_year(), years, FirstYear::is_in_it_or_later);
    if (!years.empty() && *years.begin() > inputs.migration.until)
        csv.fault(
            fmt::format("no rows for {} or earlier (migration.until is {}, and it has {}). Set "
                        "migration.until to {} or later, or add them.",
                        inputs.migration.until, inputs.migration.until, in_words(years), *years.begin()));
}

std::vector<double> migration_of_run(const Inputs& inputs, const AuthorityInputs& authority, int frozen_after,
                                     std::size_t years) {
    const auto& known = authority.migration_known;
    std::vector<double> net(years, 0.0);
    const auto given = std::min(static_cast<int>(known.numbers.size()), frozen_after - known.first_year + 1);
    if (given <= 0) return net;
    const auto until = known.numbers.begin() + given;
    const auto mean_of = std::min(given, inputs.migration.mean_of);
    const double mean = std::accumulate(until - mean_of, until, 0.0) / mean_of;
    for (std::size_t index = 0; index < years; ++index) {
        const auto told = inputs.first_year() + static_cast<int>(index) - known.first_year;
        const bool is_known = told >= 0 && told < given;
        net[index] =
            inputs.migration.ratio * (is_known ? known.numbers[static_cast<std::size_t>(told)] : mean);
    }
    return net;
}

}  // namespace hearth
