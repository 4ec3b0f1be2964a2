#include "sim/results/recorder.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "sim/results/episodes.hpp"
#include "sim/results/missing.hpp"
#include "sim/results/searches.hpp"

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

/// Of breakdowns::placement_group: kin and other foster care are one.
std::size_t placement_group(PlacementKind kind) {
    return kind == PlacementKind::foster_kin ? 0 : static_cast<std::size_t>(kind) - 1;
}

}  // namespace

std::vector<Area> areas_of(const Country& country, bool is_whole_nation) {
    std::vector<Area> areas;
    for (const auto& authority : country.authorities) areas.push_back({authority.code, authority.name, "la"});
    for (const auto& region : country.regions) areas.push_back({region.code, region.name, "region"});
    areas.push_back(is_whole_nation ? Area{country.code, country.name, "nation"}
                                    : Area{"SELECTED", "Selected areas of " + country.name, "nation"});
    return areas;
}

Recorder::Recorder(const Country& country, const Layout& layout, const Workers& workers)
    : country_{country},
      workers_{workers},
      start_{layout.start},
      last_{last_day(layout.start + (layout.months - 1))},
      years_{layout.years()},
      areas_{layout.areas.size()} {
    for (const auto& measure : measures) {
        const auto times =
            measure.period == Period::month ? static_cast<std::size_t>(layout.months) : years_.size();
        panels_.emplace_back(times * areas_ * measure.labels(), 0);
    }
}

void Recorder::add(std::size_t measure, std::size_t time, std::size_t authority, std::size_t label,
                   std::int32_t count) {
    panels_[measure][(time * areas_ + authority) * measures[measure].labels() + label] += count;
}

/// Regions and the whole, from the authorities.
void Recorder::add_up_areas() {
    const auto authorities = country_.authorities.size();
    for (std::size_t measure = 0; measure < measures.size(); ++measure) {
        const auto labels = measures[measure].labels();
        auto& cells = panels_[measure];
        for (std::size_t row = 0; row < cells.size() / labels; ++row) {
            const auto time = row / areas_, authority = row % areas_;
            if (authority >= authorities) continue;
            const auto region = authorities + country_.authorities[authority].region;
            for (std::size_t label = 0; label < labels; ++label) {
                const auto count = cells[row * labels + label];
                for (const auto area : {region, areas_ - 1}) {
                    cells[(time * areas_ + area) * labels + label] += count;
                }
            }
        }
    }
}

void Recorder::record(const Population& population, Month month) {
    const auto time = static_cast<std::size_t>(month - start_);
    record_stock(population, month, time);
    record_flows(population, time);
    if (!ends_reporting_year(month)) return;
    const Day last = last_day(month);
    const auto year = std::find(years_.begin(), years_.end(), reporting_year(last));
    if (year == years_.end()) return;
    const Day first = first_day(month + (-11));
    record_year(population, first, last, static_cast<std::size_t>(year - years_.begin()));
}

void Recorder::record_stock(const Population& population, Month month, std::size_t time) {
    workers_.for_each(population.authorities(), [&](std::size_t authority) {
        const auto& home = country_.authorities[authority];
        const auto& roster = population.local(authority).in_care;
        add(measure("children"), time, authority, 0,
            static_cast<std::int32_t>(country_.children_on_last_day(home, month)));
        add(measure("births"), time, authority, 0,
            static_cast<std::int32_t>(
                home.births[static_cast<std::size_t>(month - country_.first_birth_month)]));
        add(measure("looked_after"), time, authority, 0, static_cast<std::int32_t>(roster.size()));
        record_supply(population.local(authority), authority, time);
        record_whereabouts(population.local(authority), authority, time);
    });
}

void Recorder::record_supply(const LocalPopulation& local, std::size_t authority, std::size_t time) {
    std::int32_t places = 0, filled = 0, free = 0;
    for (const auto& household : local.households) {
        filled += household.filled;
        free += vacant(household);
        const bool is_approved = household.approved != open_ended && household.left == open_ended;
        if (is_approved) places += household.places;
    }
    add(measure("foster_places"), time, authority, 0, places);
    add(measure("foster_places_filled"), time, authority, 0, filled);
    add(measure("foster_places_vacant"), time, authority, 0, free);
    add(measure("foster_places_not_available"), time, authority, 0, places - filled - free);
    std::int32_t beds = 0, taken = 0;
    for (const auto& home : local.homes) {
        beds += home.places;
        taken += home.filled;
    }
    add(measure("home_places"), time, authority, 0, beds);
    add(measure("home_places_filled"), time, authority, 0, taken);
}

/// Where and with whom the children looked after are on the last day; brothers and sisters are neighbours.
void Recorder::record_whereabouts(const LocalPopulation& local, std::size_t authority, std::size_t time) {
    const auto& roster = local.in_care;
    std::int32_t foster = 0, homes = 0, outside = 0, far = 0, miles = 0, from_home = 0, waiting = 0,
                 complexity = 0, with_siblings = 0, apart = 0;
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        waiting += roster[row].searching_since != open_ended ? 1 : 0;
        complexity += static_cast<std::int32_t>(100 * roster[row].complexity + 0.5);
        const auto kind = roster[row].kind;
        if (kind == PlacementKind::none) continue;
        foster += kind == PlacementKind::foster || kind == PlacementKind::foster_kin ? 1 : 0;
        homes += kind == PlacementKind::childrens_home ? 1 : 0;
        outside += roster[row].outside;
        far += roster[row].distance_km > far_km ? 1 : 0;
        if (!is_unaccompanied(roster[row].child)) {
            ++from_home;
            miles += static_cast<std::int32_t>(roster[row].distance_km / km_per_mile + 0.5);
        }
        const auto siblings = siblings_of(local, row);
        with_siblings += siblings.together + siblings.apart > 0 ? 1 : 0;
        apart += siblings.is_apart() ? 1 : 0;
    }
    add(measure("in_foster_care"), time, authority, 0, foster);
    add(measure("in_childrens_homes"), time, authority, 0, homes);
    add(measure("outside_authority"), time, authority, 0, outside);
    add(measure("over_20_miles"), time, authority, 0, far);
    add(measure("distance_miles"), time, authority, 0, miles);
    add(measure("placed_from_home"), time, authority, 0, from_home);
    add(measure("with_siblings"), time, authority, 0, with_siblings);
    add(measure("apart_from_siblings"), time, authority, 0, apart);
    add(measure("waiting"), time, authority, 0, waiting);
    add(measure("complexity_of_need"), time, authority, 0, complexity);
}

void Recorder::record_flows(const Population& population, std::size_t time) {
    const auto& starts = population.care_starts();
    for (; starts_seen_ < starts.size(); ++starts_seen_) {
        add(measure("care_starts"), time, starts[starts_seen_].authority, 0, 1);
    }
    const auto& ends = population.care_ends();
    for (; ends_seen_ < ends.size(); ++ends_seen_)
        add(measure("care_ends"), time, ends[ends_seen_].authority, 0, 1);
    const auto& placement_ends = population.placement_ends();
    for (; placement_ends_seen_ < placement_ends.size(); ++placement_ends_seen_) {
        const auto row = placement_ends[placement_ends_seen_].placement_row;
        if (population.placements()[row].left != LeavingReason::still_in_care) continue;
        const auto authority = population.placements()[row].authority;
        add(measure("placement_moves"), time, authority, 0, 1);
        const bool broke = population.placements()[row].broke != 0;
        add(broke ? measure("disruptions") : measure("planned_moves"), time, authority, 0, 1);
        const bool is_foster = placement_group(population.placements()[row].kind) == 0;
        add(measure("foster_disruptions"), time, authority, 0, broke && is_foster ? 1 : 0);
    }
    const auto& changes = population.stage_changes();
    for (; stage_changes_seen_ < changes.size(); ++stage_changes_seen_) {
        if (changes[stage_changes_seen_].began < first_day(start_)) continue;  // history
        add(measure("status_only_changes"), time, changes[stage_changes_seen_].authority, 0, 1);
    }
    const auto& missing = population.missing_episodes();
    for (; missing_seen_ < missing.size(); ++missing_seen_) {
        add(measure("missing_incidents"), time, missing[missing_seen_].authority, 0, 1);
    }
    record_searches(population.searches(), time);
}

void Recorder::record_searches(const Searches& searches, std::size_t time) {
    for (; searches_seen_ < searches.size(); ++searches_seen_) {
        const auto row = searches_seen_;
        const auto authority = searches[row].authority;
        add(measure("offers_refused"), time, authority, 0, searches[row].refused);
        if (searches[row].found == PlacementKind::none) {
            add(measure("searches_in_vain"), time, authority, 0, 1);
            continue;
        }
        add(measure("searches"), time, authority, 0, 1);
        add(measure("days_waited"), time, authority, 0, searches[row].day - searches[row].since);
        add(measure("another_kind"), time, authority, 0, searches[row].found != searches[row].wanted ? 1 : 0);
        add(measure("stop_gaps"), time, authority, 0, searches[row].stop_gap);
        add(measure("outside_approval"), time, authority, 0, searches[row].outside_approval);
        add(measure("placed_apart"), time, authority, 0, searches[row].apart);
        if (searches[row].found != PlacementKind::foster) continue;
        add(measure("matched"), time, authority, 0, 1);
        add(measure("match_quality"), time, authority, 0,
            static_cast<std::int32_t>(100 * searches[row].match + 0.5F));
    }
}

/// Counts that share no measure, at the same time.
void Recorder::record_year(const Population& population, Day first, Day last, std::size_t year) {
    const std::array<std::function<void()>, 5> counts{
        [&] { count_placements(population, first, last, year); },
        [&] { count_same_carer(population, last, year); },
        [&] { count_children_once(population, first, last, year); },
        [&] { count_missing(population, first, last, year); },
        [&] { count_stock(population, last, year); },
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
                static_cast<std::size_t>(population.placements()[roster[row].placement_row].provider), 1);
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
            placement_group(placements[row].kind), 1);
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

ReplicateResults Recorder::take(const Population& population, Events events) {
    add_up_areas();
    ReplicateResults results;
    results.panels = std::move(panels_);
    if (events != Events::none) results.events.push_back(episodes(population, workers_));
    if (events == Events::all) {
        results.events.push_back(missing(population, last_));
        results.events.push_back(searches(population));
    }
    return results;
}

}  // namespace hearth
