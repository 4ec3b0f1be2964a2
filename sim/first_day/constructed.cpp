#include "sim/first_day/constructed.hpp"

#include <algorithm>

#include "sim/first_day/short_statuses.hpp"

namespace hearth {

Construction::Construction(Section& config)
    : supply{config},
      providers{config},
      families{config},
      returned{config},
      needs{config},
      unaccompanied{config},
      lives{config} {}

ConstructedFirstDay::ConstructedFirstDay(const Construction& by, const Inputs& inputs)
    : by_{by},
      time_in_care_{by.families.time_in_care(inputs, by.lives.career().leaving, by.unaccompanied.profile())} {
}

FirstDayTables ConstructedFirstDay::of(const Authority& home, const AuthorityInputs& inputs, Day eve,
                                       const Draws& draw) const {
    FirstDayTables made;
    by_.supply.build(made, home, inputs, eve, draw);

    // In the roster unaccompanied children follow the others, who are chosen for how many boys are left.
    const auto unaccompanied = by_.unaccompanied.build(home, inputs, eve, draw);
    const auto boys =
        static_cast<std::uint32_t>(std::ranges::count(unaccompanied, Sex::male, &ChildInCare::sex));
    auto& roster = made.in_care;
    roster = by_.families.build(home, inputs, inputs.boys > boys ? inputs.boys - boys : 0, eve, time_in_care_,
                                draw);
    append_table(roster, unaccompanied);
    for (auto& child : roster) child.status = CareStatus::looked_after;
    const auto begins_under =
        assign_short_statuses(roster, inputs, by_.needs.profile(), by_.lives.career().leaving, eve, draw);
    by_.needs.assign(roster, inputs, by_.unaccompanied.profile(), eve, draw);
    by_.lives.choose(made, inputs, eve, begins_under, draw);
    by_.providers.assign(made, inputs, draw);
    made.returned = by_.returned.build(home, roster, eve, draw);
    return made;
}

}  // namespace hearth
