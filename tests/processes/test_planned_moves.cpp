#include <catch2/catch.hpp>

#include "sim/core/rates.hpp"
#include "tests/statistics.hpp"
#include "tests/synthetic.hpp"

using namespace hearth;

namespace {

constexpr std::uint32_t children = 100'000;
constexpr double alpha = 1e-6;                 // chance of a false alarm if a key is ever changed
constexpr double april = 30 / days_per_month;  // months

/// `planned_moves` with one hazard for long-term plans; whoever moves goes to supported accommodation the
/// same day.
synthetic::Yaml plans(double permanence, double stays) {
    std::string rows;
    for (const auto* kind :
         {"adoption", "parents", "childrens_home", "supported", "other_residential", "other"}) {
        rows += std::string{kind} + ": [0, 0, 0, 0, 0, 0, 0, 0], ";
    }
    const auto hazards =
        R"(      hazard:
        unit: 1/month
        source: "assumed: test"
        columns: [day_1_to_7, day_8_to_30, month_2_to_3, month_4_to_6, month_7_to_12, year_2, year_3_to_5, year_6_on]
        rows: {)" +
        rows + "}\n      emergency_hazard: " + synthetic::number(0, "1/month") + "      permanence_hazard: " +
        synthetic::row_of(std::array<std::string_view, 3>{"year_1", "year_2", "year_3_on"}, permanence,
                          "1/month") +
        "      permanence_ratio: " + synthetic::number(1) +
        "      replanned_hazard: " + synthetic::number(0, "1/month") + "      stays_with_carer: " +
        synthetic::row_of(std::array<std::string_view, 2>{"foster_kin", "foster"}, stays);
    const auto process = "\n  - planned_moves:\n      same_day: " + synthetic::number(1) +
                         "      days_to_place: " + synthetic::number(10, "day") +
                         "      other_reason: " + synthetic::number(0.25);
    return synthetic::search() + synthetic::Yaml{process, {{"planned_move_hazard", hazards}}};
}

struct Month1 {
    Country country = synthetic::country(children);
    Schedule schedule;
    Workers workers{1};
    Simulation simulation;

    explicit Month1(const synthetic::Yaml& yaml)
        : schedule{synthetic::schedule(yaml, country)}, simulation{country, schedule, 1, 0, workers} {
        simulation.live_month();
    }
    const Population& population() const { return simulation.population(); }
};

}  // namespace

TEST_CASE("children in short-term foster care are planned on at the configured hazard",
          "[statistical][planned_moves]") {
    const Month1 lived{plans(0.05, 0)};
    const auto& placements = lived.population().placements();
    std::int64_t moved = 0, other = 0;
    for (std::uint32_t row = 0; row < children; ++row) {
        if (placements[row].ended == open_ended) continue;
        ++moved;
        CHECK(placements[row].broke == 0);
        other += placements[row].change == ChangeReason::OTHER ? 1 : 0;
    }
    CHECK(statistics::p_value(moved, children, probability({0.05}, april).value) > alpha);
    CHECK(statistics::p_value(moved, children, probability({0.0545}, april).value) < alpha);  // 9 % is caught
    CHECK(statistics::p_value(other, moved, 0.25) > alpha);
    CHECK(statistics::p_value(other, moved, 0.3) < alpha);
    CHECK(lived.population().stage_changes().size() == 0);
}

TEST_CASE("who stays with the same carers moves nowhere: only what the placement is for changes",
          "[property][planned_moves]") {
    const Month1 lived{plans(0.05, 1)};
    const auto& population = lived.population();
    CHECK(population.placement_ends().size() == 0);
    const auto changed = static_cast<std::int64_t>(population.stage_changes().size());
    CHECK(statistics::p_value(changed, children, probability({0.05}, april).value) > alpha);
    std::int64_t long_term = 0;
    for (const auto& child : population.local(0).in_care)
        long_term += child.stage == Stage::long_term ? 1 : 0;
    CHECK(long_term == changed);
}
