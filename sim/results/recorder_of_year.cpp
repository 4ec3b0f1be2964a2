#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "sim/results/recorder.hpp"

/// What is counted once a year, on 31 March.
namespace hearth {
namespace {

/// Whole months from `from` to a 31 March: the last day counts, as in the return.
int months_before(Day march_31, Day from) {
    const Day april_1 = march_31 + 1;
    const int months = month_of(april_1) - month_of(from);
    return from == first_day(month_of(from)) ? months : months - 1;
}

/// Of breakdowns::time_in_care.
std::size_t time_in_care(const InCare& roster, std::size_t row, Day last) {
    return months_before(last, roster[row].entered) < 12 ? 0 : 1;
}

}  // namespace

/// Counts that share no measure, at the same time.
void Recorder::record_year(const Population& population, Day first, Day last, std::size_t year) {
    const std::array<std::function<void()>, 6> counts{
        [&] { count_placements(population, first, last, year); },
        [&] { count_same_carer(population, last, year); },
        [&] { count_children_once(population, first, last, year); },
        [&] { count_missing(population, first, last, year); },
        [&] { count_stock(population, last, year); },
        [&] { count_spending(reporting_year(last), year); },
    };
    workers_.for_each(counts.size(), [&](std::size_t index) { counts[index](); });
}

void Recorder::count_stock(const Population& population, Day last, std::size_t year) {
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        const auto& roster = population.local(authority).in_care;
        for (std::size_t row = 0; row < roster.size(); ++row) {
            const auto age = age_band(age_on(roster[row].born, last));
            add(measure("looked_after_by_age"), year, authority, static_cast<std::size_t>(age), 1);
            add(measure("looked_after_by_legal_status"), year, authority,
                static_cast<std::size_t>(roster[row].legal), 1);
            add(measure("looked_after_by_time_in_care"), year, authority, time_in_care(roster, row, last), 1);
            if (roster[row].kind == PlacementKind::none) continue;
            add(measure("looked_after_by_placement"), year, authority,
                static_cast<std::size_t>(roster[row].kind), 1);
            add(measure("looked_after_by_provider"), year, authority,
                static_cast<std::size_t>(roster[row].provider), 1);
        }
    }
}

/// The published rule: a child counts once among the starts of a year, at the first; once among the ceases,
/// at the last.
void Recorder::count_children_once(const Population& population, Day first, Day last, std::size_t year) {
    const auto& starts = population.care_starts();
    std::unordered_map<std::uint64_t, bool> started;
    for (std::size_t row = 0; row < starts.size(); ++row) {
        if (starts[row].day < first || starts[row].day > last) continue;
        if (!started.emplace(starts[row].child.value, true).second) continue;
        const auto age = age_band(age_on(starts[row].born, starts[row].day));
        add(measure("starts"), year, starts[row].authority, 0, 1);
        add(measure("starts_by_age"), year, starts[row].authority, static_cast<std::size_t>(age), 1);
    }
    const auto& ends = population.care_ends();
    std::unordered_map<std::uint64_t, bool> ceased;
    for (std::size_t row = ends.size(); row-- > 0;) {
        if (ends[row].day < first || ends[row].day > last) continue;
        if (!ceased.emplace(ends[row].child.value, true).second) continue;
        add(measure("ceases"), year, ends[row].authority, 0, 1);
        const int age = age_on(ends[row].born, ends[row].day);
        const auto group = age < 16 ? static_cast<std::size_t>(age_band(age))
                                    : static_cast<std::size_t>(std::min(age, 18) - 12);
        add(measure("ceases_by_age"), year, ends[row].authority, group, 1);
        add(measure("ceases_by_reason"), year, ends[row].authority,
            static_cast<std::size_t>(ends[row].reason) - 1, 1);
    }
}

void Recorder::count_spending(int reporting_year, std::size_t year) {
    const auto thousands = [](double pounds) {
        return static_cast<std::int32_t>(std::lround(pounds / 1000));
    };
    for (std::size_t authority = 0; authority < country_.authorities.size(); ++authority) {
        const auto& spent = spending_.year(authority);
        add(measure("spending_looked_after"), year, authority, 0, thousands(spent.total()));
        for (std::size_t kind = 0; kind < spent.by_placement.size(); ++kind)
            add(measure("spending_by_placement"), year, authority, kind, thousands(spent.by_placement[kind]));
        for (std::size_t provider = 0; provider < spent.by_provider.size(); ++provider)
            add(measure("spending_by_provider"), year, authority, provider,
                thousands(spent.by_provider[provider]));
        add(measure("budget_looked_after"), year, authority, 0,
            thousands(country_.authorities[authority].budget.in(reporting_year)));
    }
}

void Recorder::count_placements(const Population& population, Day first, Day last, std::size_t year) {
    const auto& placements = population.placements();
    std::unordered_map<std::uint64_t, std::int32_t> in_year;
    for (std::size_t row = 0; row < placements.size(); ++row) {
        if (placements[row].began > last || placements[row].ended < first) continue;
        ++in_year[placements[row].child.value];
    }
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        const auto& roster = population.local(authority).in_care;
        for (std::size_t row = 0; row < roster.size(); ++row) {
            const auto count = in_year[roster[row].child.value];
            if (count == 0) continue;
            const auto time = time_in_care(roster, row, last);
            add(count >= 3   ? measure("three_or_more_placements")
                : count == 2 ? measure("two_placements")
                             : measure("one_placement"),
                year, authority, 0, 1);
            add(count >= 3   ? measure("three_or_more_placements_by_time_in_care")
                : count == 2 ? measure("two_placements_by_time_in_care")
                             : measure("one_placement_by_time_in_care"),
                year, authority, time, 1);
            if (count < 3) continue;
            const auto age = age_band(age_on(roster[row].born, last));
            add(measure("three_or_more_placements_by_age"), year, authority, static_cast<std::size_t>(age),
                1);
        }
    }
    const auto& ends = population.placement_ends();
    for (std::size_t index = 0; index < ends.size(); ++index) {
        if (ends[index].day < first || ends[index].day > last) continue;
        const auto row = ends[index].placement_row;
        add(measure("placements_ended"), year, placements[row].authority, 0, 1);
        add(measure("placement_days"), year, placements[row].authority, 0,
            ends[index].day - placements[row].began);
        if (placements[row].left != LeavingReason::still_in_care) continue;
        add(measure("moves_by_reason"), year, placements[row].authority,
            static_cast<std::size_t>(placements[row].change) - 1, 1);
        add(measure("moves_by_placement"), year, placements[row].authority,
            breakdowns::placement_group_of(placements[row].kind), 1);
    }
}

void Recorder::count_missing(const Population& population, Day first, Day last, std::size_t year) {
    const auto& missing = population.missing_episodes();
    std::unordered_set<std::uint64_t> counted;
    for (std::size_t row = 0; row < missing.size(); ++row) {
        if (missing[row].began > last || missing[row].ended < first) continue;
        if (!counted.insert(missing[row].child.value).second) continue;
        add(measure("children_missing"), year, missing[row].authority, 0, 1);
    }
}

/// Under 16 and in care for two and a half years: is the carer the same as two years ago? For a child placed
/// for adoption that placement and the one before it count together.
void Recorder::count_same_carer(const Population& population, Day last, std::size_t year) {
    const auto& placements = population.placements();
    std::unordered_map<std::uint64_t, Day> before_adoption;
    for (std::size_t row = 0; row < placements.size(); ++row) {
        if (placements[row].kind != PlacementKind::adoption || placements[row].ended <= last) continue;
        before_adoption.emplace(placements[row].child.value, placements[row].began);
    }
    for (std::size_t row = 0; row < placements.size(); ++row) {
        const auto found = before_adoption.find(placements[row].child.value);
        if (found != before_adoption.end() && found->second == placements[row].ended) {
            found->second = placements[row].began;
        }
    }
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        const auto& roster = population.local(authority).in_care;
        for (std::size_t row = 0; row < roster.size(); ++row) {
            if (age_on(roster[row].born, last) >= 16) continue;
            if (months_before(last, roster[row].entered) < 30) continue;
            add(measure("long_term"), year, authority, 0, 1);
            Day since = roster[row].placed_on;
            if (roster[row].kind == PlacementKind::adoption) since = before_adoption[roster[row].child.value];
            if (months_before(last, since) >= 24) add(measure("same_carer_two_years"), year, authority, 0, 1);
        }
    }
}

}  // namespace hearth
