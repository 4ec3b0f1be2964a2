#include "sim/inputs/years_of_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/inputs/read_migration.hpp"

namespace hearth {
namespace {

/// Keeps the first `taken` years, or as many as there are, then repeats the last of them.
template <class Number>
void repeat_last(std::vector<Number>& by_year, std::size_t taken, std::size_t years) {
    by_year.resize(std::min({taken, years, by_year.size()}));
    by_year.resize(years, by_year.back());
}

}  // namespace

YearsOfTables::YearsOfTables(Section& top)
    : beyond_{top.flag("beyond_tables", true,
                       "assumed: after the last year of their tables births and arrivals of unaccompanied "
                       "children stay as in it; false: no run goes beyond the tables")},
      frozen_after_{static_cast<int>(
          top.setting("frozen_after", last_possible_year, {earliest_start_year, last_possible_year},
                      "reporting year after which births and levels of flows, arrivals of unaccompanied "
                      "children among them, stay as in it, whatever their tables say"))} {}

std::optional<Month> YearsOfTables::hold(Inputs& inputs, Section& top, Month end) const {
    if (inputs.authorities.empty()) return std::nullopt;
    if (frozen_after_ < inputs.first_year()) {
        top.fault("frozen_after",
                  fmt::format("frozen_after = {} (the first year of the run ends in March {}). Use "
                              "that or a later one.",
                              frozen_after_, inputs.first_year()));
        return std::nullopt;
    }
    const auto& any = inputs.authorities.front();
    const auto years = static_cast<std::size_t>(reporting_year(last_day(end + (-1))) - inputs.year);
    const auto given = std::min(any.births.size(), any.unaccompanied_by_year.size());
    if (given == 0) return std::nullopt;  // a fault of the tables already
    if (!beyond_ && years > given) {
        const auto* const table = any.births.size() == given ? "births" : "uasc";
        top.fault("months",
                  fmt::format("months = {} (the table files.{} has {} years from the first month on). Use "
                              "at most {}, or beyond_tables: true.",
                              end - month_of(inputs.year, 4), table, given, 12 * given));
        return std::nullopt;
    }
    inputs.levels.walk_until = frozen_after_;
    const auto followed = static_cast<std::size_t>(frozen_after_ - inputs.year);
    // A run knows how many arrive in its first year, if of none after it.
    const auto known = std::min(
        followed, static_cast<std::size_t>(std::max(inputs.levels[Flow::arrivals].until - inputs.year, 1)));
    for (auto& authority : inputs.authorities) {
        repeat_last(authority.births, followed, years);
        repeat_last(authority.unaccompanied_by_year, known, years);
        authority.net_migration = migration_of_run(inputs, authority, frozen_after_, years);
    }
    if (!inputs.transfers.empty()) repeat_last(inputs.transfers, known, years);
    const auto taken = std::min(followed, given);
    if (taken >= years) return std::nullopt;
    return month_of(inputs.year + static_cast<int>(taken), 4);
}

}  // namespace hearth
