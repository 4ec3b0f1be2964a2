#include "sim/results/recorder.hpp"

#include <algorithm>

#include "sim/results/episodes.hpp"
#include "sim/results/missing.hpp"
#include "sim/results/record_digest.hpp"
#include "sim/results/saved_tables.hpp"
#include "sim/results/searches.hpp"

namespace hearth {

namespace {

/// Row in the layout of each region of the country; of one without an authority that of the next.
std::vector<std::size_t> rows_of_regions(const Country& country) {
    std::vector<std::uint8_t> is_there(country.regions.size());
    for (const auto& authority : country.authorities) is_there[authority.region] = 1;
    std::vector<std::size_t> rows;
    std::size_t next = country.authorities.size();
    for (const auto there : is_there) {
        rows.push_back(next);
        next += there;
    }
    return rows;
}

/// How far the record goes.
Marks ends_of(const Population& population) {
    return {.care_starts = population.care_starts().size(),
            .care_ends = population.care_ends().size(),
            .placement_ends = population.placement_ends().size(),
            .stage_changes = population.stage_changes().size(),
            .searches = population.searches().size(),
            .missing_episodes = population.missing_episodes().size(),
            .carer_events = population.carer_events().size()};
}

/// All members of both, by the order in which `Marks` has them.
bool are_within(const Marks& some, const Marks& all) {
    const auto of = [](const Marks& marks) {
        const auto& [starts, ends, placement_ends, changes, searches, missing, carers] = marks;
        return std::array{starts, ends, placement_ends, changes, searches, missing, carers};
    };
    return std::ranges::equal(of(some), of(all), std::ranges::less_equal{});
}

/// What has been recorded from some marks on.
Recorded recorded_since(const Marks& marks, const Population& population) {
    const auto from = [](const auto& table, std::size_t mark) { return std::span{table}.subspan(mark); };
    return {.care_starts = from(population.care_starts(), marks.care_starts),
            .care_ends = from(population.care_ends(), marks.care_ends),
            .placement_ends = from(population.placement_ends(), marks.placement_ends),
            .stage_changes = from(population.stage_changes(), marks.stage_changes),
            .searches = from(population.searches(), marks.searches),
            .missing_episodes = from(population.missing_episodes(), marks.missing_episodes),
            .carer_events = from(population.carer_events(), marks.carer_events)};
}

}  // namespace

Recorder::Recorder(const Country& country, const Layout& layout, const Workers& workers)
    : country_{country},
      workers_{workers},
      start_{layout.start},
      last_{last_day(layout.start + (layout.months - 1))},
      years_{layout.years()},
      areas_{layout.areas.size()} {
    for (const auto& measure : measures()) panels_.emplace_back(layout.cells(measure), 0);
    std::size_t first = 0;
    for (const auto& [name, entry] : statistics()) {
        statistics_.emplace_back(entry.make(), first, entry.measures.size());
        first += entry.measures.size();
    }
}

/// Regions and the whole, from the authorities.
void Recorder::add_up_areas() {
    const auto authorities = country_.authorities.size();
    const auto rows_of = rows_of_regions(country_);
    for (std::size_t measure = 0; measure < panels_.size(); ++measure) {
        const auto labels = measures()[measure].labels();
        auto& cells = panels_[measure];
        for (std::size_t row = 0; row < cells.size() / labels; ++row) {
            const auto time = row / areas_, authority = row % areas_;
            if (authority >= authorities) continue;
            const auto region = rows_of[country_.authorities[authority].region];
            for (std::size_t label = 0; label < labels; ++label) {
                const auto count = cells[row * labels + label];
                for (const auto area : {region, areas_ - 1}) {
                    cells[(time * areas_ + area) * labels + label] += count;
                }
            }
        }
    }
}

std::string Recorder::check_counts(const Population& population) const {
    constexpr std::int32_t most = 1'000'000'000;  // so that no month can make it overflow
    for (const auto& cells : panels_)
        for (const auto count : cells)
            if (count < 0 || count > most) return "counts out of range";
    const auto ends = ends_of(population);
    const auto is_counted = [&](const Marks& marks) { return are_within(marks, seen_); };
    if (!are_within(seen_, ends) || !std::ranges::all_of(began_, is_counted))
        return "more is counted than recorded";
    return "";
}

/// What `month` was, and marks how far it has come.
Lived Recorder::lived(const Population& population, Month month) {
    const auto at = [](Month which) -> std::size_t {
        return static_cast<std::size_t>(month_in_year(which) - 1);
    };
    const auto since = seen_;
    began_[at(month)] = since;
    seen_ = ends_of(population);
    return {.country = country_,
            .population = population,
            .month = month,
            .first = first_day(month),
            .last = last_day(month),
            .in_month = recorded_since(since, population),
            .in_twelve_months = recorded_since(began_[at(month + (-11))], population)};
}

Counts Recorder::counts_of(const AtWork& one, Period period, std::size_t time) {
    return {std::span{panels_}.subspan(one.first, one.measures), period, time, areas_};
}

void Recorder::record(const Population& population, Month month) {
    const auto now = lived(population, month);
    const auto time = static_cast<std::size_t>(month - start_);
    for (auto& one : statistics_) {
        auto counts = counts_of(one, Period::month, time);
        one.statistic->count_month(now, counts);
    }
    workers_.for_each(population.authorities(), [&](std::size_t authority) {
        for (auto& one : statistics_) {
            auto counts = counts_of(one, Period::month, time);
            one.statistic->count_authority(now, authority, counts);
        }
    });
    if (!ends_reporting_year(month)) return;
    const auto year = std::find(years_.begin(), years_.end(), reporting_year(now.last));
    if (year == years_.end()) return;
    workers_.for_each(statistics_.size(), [&](std::size_t index) {  // no two share a measure
        auto counts =
            counts_of(statistics_[index], Period::year, static_cast<std::size_t>(year - years_.begin()));
        statistics_[index].statistic->count_year(now, counts);
    });
}

ReplicateResults Recorder::take(const Population& population, Events events) {
    add_up_areas();
    ReplicateResults results;
    results.panels = std::move(panels_);
    results.record = digest_of_record(population);
    if (events != Events::none) results.events.push_back(episodes(population, workers_));
    if (events == Events::all) {
        results.events.push_back(missing(population, last_));
        results.events.push_back(searches(population));
    }
    return results;
}

}  // namespace hearth
