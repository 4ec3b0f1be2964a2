#include "sim/rules/career.hpp"

#include <algorithm>
#include <array>

namespace hearth {

Career::Career(Section& config)
    : leaving{config.shared<LeavingHazard>()},
      disruption{config.shared<DisruptionHazard>()},
      plan{config.shared<PlannedMoveHazard>()},
      law{config.shared<LegalPath>()},
      adoption{config.shared<AdoptionHazard>()},
      need{config.shared<NeedGrowth>()} {}

Career::Next Career::next(Clocks& clocks, const CareState& now, AgeBand age, const Levels& levels, Day from,
                          Day to) const {
    struct Run {
        Clocks clocks;
        std::array<std::optional<Day>, 5> days{};  // leaving, disruption, plan, legal, adoption
    };
    const auto run = [&](Day until) {
        Run all{.clocks = clocks};
        auto& [left, broke, planned, ordered, matched] = all.days;
        left = leaving.next(all.clocks.leaving, now, age, levels.leaving, from, until);
        broke = disruption.next(all.clocks.disruption, now, levels.disruption, from, until);
        planned = plan.next(all.clocks.plan, now, 1, from, until);
        ordered = law.next(all.clocks.legal, now, age, from, until);
        matched = adoption.next(all.clocks.adoption, now, from, until);
        return all;
    };
    auto all = run(to);
    Day first = to;
    for (const auto& day : all.days) first = std::min(first, day.value_or(to));
    // What happens first cuts the stretch short: the other clocks run only up to it.
    if (first < to) all = run(first);
    clocks = all.clocks;
    const auto& [left, broke, planned, ordered, matched] = all.days;
    return {.on = first,
            .leaves = left.has_value(),
            .breaks = broke.has_value(),
            .moves_on = planned.has_value(),
            .changes_status = ordered.has_value(),
            .is_matched = matched.has_value()};
}

}  // namespace hearth
