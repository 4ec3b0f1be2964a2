#include "sim/results/recorder.hpp"

#include <algorithm>
#include <cmath>

#include "sim/results/episodes.hpp"
#include "sim/results/missing.hpp"
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

}  // namespace

Recorder::Recorder(const Country& country, const Layout& layout, const Workers& workers)
    : country_{country},
      workers_{workers},
      start_{layout.start},
      last_{last_day(layout.start + (layout.months - 1))},
      years_{layout.years()},
      areas_{layout.areas.size()},
      spending_{country} {
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
    const auto rows_of = rows_of_regions(country_);
    for (std::size_t measure = 0; measure < measures.size(); ++measure) {
        const auto labels = measures[measure].labels();
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

std::string Recorder::check_counts() const {
    constexpr std::int32_t most = 1'000'000'000;  // so that no month can make it overflow
    for (const auto& cells : panels_)
        for (const auto count : cells)
            if (count < 0 || count > most) return "counts out of range";
    return spending_.is_sound() ? "" : "spending out of range";
}

void Recorder::record(const Population& population, Month month) {
    const auto time = static_cast<std::size_t>(month - start_);
    spending_.begin(month, population);
    record_flows(population, time);
    record_stock(population, month, time);
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
        record_supply(population.local(authority), month, authority, time);
        record_homes(population.local(authority).homes, month, authority, time);
        record_enquiries(population.local(authority), authority, time);
        record_whereabouts(population.local(authority), authority, time);
        record_spending(population.local(authority), authority, time);
    });
}

void Recorder::record_supply(const LocalPopulation& local, Month month, std::size_t authority,
                             std::size_t time) {
    const Day year_began = day_of(reporting_year(first_day(month)) - 1, 4, 1);
    std::int32_t places = 0, filled = 0, free = 0, households = 0, independent = 0, newly_approved = 0;
    for (const auto& household : local.households) {
        filled += household.filled;
        free += vacant(household);
        if (household.approved == open_ended || household.left != open_ended) continue;
        places += household.places;
        ++households;
        independent += household.provider != Provider::own ? 1 : 0;
        newly_approved += household.approved >= year_began ? 1 : 0;
    }
    add(measure("foster_places"), time, authority, 0, places);
    add(measure("foster_places_filled"), time, authority, 0, filled);
    add(measure("foster_places_vacant"), time, authority, 0, free);
    add(measure("foster_places_not_available"), time, authority, 0, places - filled - free);
    add(measure("foster_households"), time, authority, 0, households);
    add(measure("foster_households_independent"), time, authority, 0, independent);
    add(measure("foster_approvals_active"), time, authority, 0, newly_approved);
}

void Recorder::record_homes(const Homes& homes, Month month, std::size_t authority, std::size_t time) {
    const Day first = first_day(month), last = last_day(month);
    std::int32_t beds = 0, taken = 0, open = 0, of_them_private = 0, opened = 0, closed = 0, registered = 0;
    for (const auto& home : homes) {
        const bool has_closed = home.closes_on <= last;
        closed += has_closed && home.closes_on >= first ? 1 : 0;
        opened += home.opened >= first ? 1 : 0;
        if (has_closed) continue;
        beds += home.places;
        taken += home.filled;
        if (home.secure != 0) continue;
        ++open;
        of_them_private += home.sector == Sector::private_ ? 1 : 0;
        registered += home.registered;
    }
    add(measure("home_places"), time, authority, 0, beds);
    add(measure("home_places_filled"), time, authority, 0, taken);
    add(measure("homes"), time, authority, 0, open);
    add(measure("private_homes"), time, authority, 0, of_them_private);
    add(measure("homes_opened"), time, authority, 0, opened);
    add(measure("homes_closed"), time, authority, 0, closed);
    add(measure("home_places_registered"), time, authority, 0, registered);
}

void Recorder::record_enquiries(const LocalPopulation& local, std::size_t authority, std::size_t time) {
    for (const auto agency : {Agency::in_house, Agency::independent}) {
        const auto& by_source = local.recruitment.enquiries[static_cast<std::size_t>(agency)];
        const auto of = [&](EnquirySource source) {
            return static_cast<std::int32_t>(by_source[static_cast<std::size_t>(source)]);
        };
        const auto by_mouth = of(EnquirySource::word_of_mouth), by_campaign = of(EnquirySource::campaign);
        const auto all = of(EnquirySource::base) + by_mouth + by_campaign;
        add(measure("enquiries"), time, authority, 0, all);
        add(measure("enquiries_independent"), time, authority, 0, agency == Agency::independent ? all : 0);
        add(measure("enquiries_word_of_mouth"), time, authority, 0, by_mouth);
        add(measure("enquiries_campaign"), time, authority, 0, by_campaign);
    }
    const auto whole = [](double enquiries) { return static_cast<std::int32_t>(std::lround(enquiries)); };
    add(measure("enquiries_brought_forward"), time, authority, 0,
        whole(local.recruitment.brought_forward_so_far));
    add(measure("enquiries_missed"), time, authority, 0, whole(local.recruitment.missed_so_far));
    add(measure("spending_policies"), time, authority, 0,
        static_cast<std::int32_t>(std::lround(local.policies.spent)));
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

/// Adds the placements that are open to those that ended in the month. Whole GBP by authority and month, so
/// that areas add up.
void Recorder::record_spending(const LocalPopulation& local, std::size_t authority, std::size_t time) {
    for (const auto& child : local.in_care) {
        if (is_placed(child)) spending_.add(authority, child);
    }
    spending_.close(authority);
    const auto& spent = spending_.month(authority);
    const auto nights = [&](Service service) { return spent.nights[static_cast<std::size_t>(service)]; };
    const auto pounds = [&](Service service) {
        return static_cast<std::int32_t>(std::lround(spent.on(service)));
    };
    add(measure("spending_fostering"), time, authority, 0, pounds(Service::fostering));
    add(measure("spending_residential"), time, authority, 0, pounds(Service::residential));
    add(measure("spending_bought_homes"), time, authority, 0,
        static_cast<std::int32_t>(std::lround(spent.bought_homes)));
    add(measure("spending_at_table_prices"), time, authority, 0,
        static_cast<std::int32_t>(std::lround(spent.at_table_prices)));
    add(measure("spending_other_placements"), time, authority, 0, pounds(Service::other_placements));
    add(measure("spending_other_services"), time, authority, 0, pounds(Service::other_services));
    add(measure("foster_nights"), time, authority, 0, nights(Service::fostering));
    add(measure("residential_nights"), time, authority, 0, nights(Service::residential));
}

void Recorder::record_flows(const Population& population, std::size_t time) {
    const auto& starts = population.care_starts();
    for (; seen_.starts < starts.size(); ++seen_.starts) {
        add(measure("care_starts"), time, starts[seen_.starts].authority, 0, 1);
    }
    const auto& ends = population.care_ends();
    for (; seen_.ends < ends.size(); ++seen_.ends)
        add(measure("care_ends"), time, ends[seen_.ends].authority, 0, 1);
    const auto& placement_ends = population.placement_ends();
    for (; seen_.placement_ends < placement_ends.size(); ++seen_.placement_ends) {
        const auto row = placement_ends[seen_.placement_ends].placement_row;
        spending_.add(population.placements()[row]);
        if (population.placements()[row].left != LeavingReason::still_in_care) continue;
        const auto authority = population.placements()[row].authority;
        add(measure("placement_moves"), time, authority, 0, 1);
        const bool broke = population.placements()[row].broke != 0;
        add(broke ? measure("disruptions") : measure("planned_moves"), time, authority, 0, 1);
        const bool is_foster = breakdowns::placement_group_of(population.placements()[row].kind) == 0;
        add(measure("foster_disruptions"), time, authority, 0, broke && is_foster ? 1 : 0);
    }
    const auto& changes = population.stage_changes();
    for (; seen_.stage_changes < changes.size(); ++seen_.stage_changes) {
        if (changes[seen_.stage_changes].began < first_day(start_)) continue;  // history
        add(measure("status_only_changes"), time, changes[seen_.stage_changes].authority, 0, 1);
    }
    const auto& missing = population.missing_episodes();
    for (; seen_.missing < missing.size(); ++seen_.missing) {
        add(measure("missing_incidents"), time, missing[seen_.missing].authority, 0, 1);
    }
    record_carers(population.carer_events(), time);
    record_searches(population.searches(), time);
}

void Recorder::record_carers(const CarerEvents& events, std::size_t time) {
    for (; seen_.carer_events < events.size(); ++seen_.carer_events) {
        const auto& event = events[seen_.carer_events];
        const auto count = [&](std::size_t measure) { add(measure, time, event.authority, 0, 1); };
        switch (event.step) {
            case CarerStep::applies:
                count(measure("foster_applications"));
                if (event.provider != Provider::own) count(measure("foster_applications_independent"));
                break;
            case CarerStep::withdraws:
                count(measure("foster_withdrawals"));
                break;
            case CarerStep::is_approved:
                count(measure("foster_approvals"));
                break;
            case CarerStep::stops:
                count(measure("foster_leavers"));
                break;
            case CarerStep::transfers_in:
                count(measure("foster_transfers"));
                break;
            case CarerStep::transfers_out:
                break;  // the same household
        }
    }
}

void Recorder::record_searches(const Searches& searches, std::size_t time) {
    for (; seen_.searches < searches.size(); ++seen_.searches) {
        const auto row = seen_.searches;
        const auto authority = searches[row].authority;
        add(measure("offers_refused"), time, authority, 0, searches[row].refused);
        if (const auto why = searches[row].unmet; why != UnmetReason::none) {
            const bool for_home = searches[row].wanted == PlacementKind::childrens_home;
            add(for_home ? measure("home_searches_unmet") : measure("foster_searches_unmet"), time, authority,
                static_cast<std::size_t>(why) - 1, 1);
        }
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
