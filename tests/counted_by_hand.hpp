#pragma once

#include <string_view>
#include <vector>

#include "sim/results/recorder.hpp"
#include "tests/synthetic.hpp"

namespace hearth::testing {

/// Some children of one authority, to whom nothing happens but what a test does; every month is counted by
/// all statistics.
class CountedByHand {
   public:
    explicit CountedByHand(std::uint32_t children, int months = 60)
        : country_{synthetic::country(children)},
          layout_{.scenarios = {"by hand"},
                  .replicates = 1,
                  .start = country_.start,
                  .months = months,
                  .areas = {{"T", "Testshire", "la"}, {"R", "Region", "region"}, {"N", "Nation", "nation"}},
                  .provenance = {}},
          population_{country_},
          recorder_{country_, layout_, workers_} {}

    Population& people() { return population_; }
    Day first_day() const { return hearth::first_day(country_.start + static_cast<int>(lived_)); }

    /// A child's placement breaks on the first day of the month, and it goes on elsewhere.
    void disrupt(std::uint32_t child) {
        population_.end_placement(0, child, MoveCause::disruption, ChangeReason::CREQB, first_day());
        population_.place(0, child, {.kind = PlacementKind::foster_kin}, first_day());
    }

    void end_month() {
        const Month month = country_.start + static_cast<int>(lived_++);
        population_.close_month(0, month);
        recorder_.record(population_, month);
    }

    /// A monthly measure of the authority in all months that have ended. Nothing goes on after that.
    std::vector<std::int32_t> counted(std::string_view name) {
        const auto results = recorder_.take(population_, Events::none);
        std::vector<std::int32_t> months;
        for (std::size_t month = 0; month < lived_; ++month)
            months.push_back(results.panels[measure(name)][month * layout_.areas.size()]);
        return months;
    }

   private:
    Workers workers_{1};
    Country country_;
    Layout layout_;
    Population population_;
    Recorder recorder_;
    std::size_t lived_ = 0;
};

}  // namespace hearth::testing
