#include "sim/engine/replicate.hpp"

#include "agents/check_cells.hpp"
#include "agents/population_tables.hpp"
#include "sim/core/contracts.hpp"

namespace hearth {
namespace {

Population people_of(const Country& country, RestoreTables& restore) {
    Population people{country};
    for_each_table(people, restore);
    return people;
}

}  // namespace

Replicate::Replicate(const Schedule& schedule, const Country& country, const Layout& layout,
                     std::size_t number, const Workers& workers)
    : number_{number},
      simulation_{country, schedule, layout.provenance.seed, static_cast<std::uint32_t>(number), workers},
      recorder_{country, layout, workers} {}

Replicate::Replicate(const Replicate& past, const Schedule& schedule)
    : number_{past.number_}, simulation_{past.simulation_, schedule}, recorder_{past.recorder_} {}

Replicate::Replicate(SavedTables saved, Month month, const Schedule& schedule, const Country& country,
                     const Layout& layout, std::size_t number, const Workers& workers)
    : Replicate{RestoreTables{std::move(saved)}, month, schedule, country, layout, number, workers} {}

Replicate::Replicate(RestoreTables restore, Month month, const Schedule& schedule, const Country& country,
                     const Layout& layout, std::size_t number, const Workers& workers)
    : number_{number},
      simulation_{people_of(country, restore),        month,  schedule, layout.provenance.seed,
                  static_cast<std::uint32_t>(number), workers},
      recorder_{country, layout, workers} {
    recorder_.restore_each_table(restore);
    if (!restore.is_finished()) throw MisfitTables{"more is saved than this program saves"};
    auto fault = check_cells(simulation_.population());
    if (fault.empty()) fault = recorder_.check_counts(simulation_.population());
    if (fault.empty()) fault = check_invariants(simulation_.population(), last_day(month + (-1)));
    if (!fault.empty()) throw MisfitTables{fault};
}

void Replicate::live_until(Month end, const std::function<void()>& each_month) {
    while (simulation_.month() < end) {
        const Month now = simulation_.month();
        simulation_.live_month();
        recorder_.record(simulation_.population(), now);
        each_month();
    }
}

SavedTables Replicate::save() const {
    SaveTables save;
    for_each_table(simulation_.population(), save);
    recorder_.for_each_table(save);
    return save.take();
}

ReplicateResults Replicate::take(Events events) {
    const auto fault = check_invariants(simulation_.population(), last_day(simulation_.month() + (-1)));
    expects(fault.empty(), fault.c_str());
    auto results = recorder_.take(simulation_.population(), events);
    results.replicate = number_;
    return results;
}

}  // namespace hearth
