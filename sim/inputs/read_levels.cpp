#include "sim/inputs/read_levels.hpp"

#include <algorithm>

#include "sim/inputs/years_of_tables.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 4> parts{"nation", "age", "authority", "year_alone"};

/// Keeps the years of a history up to the last that is known.
template <class AnyHistory>
void keep_until(AnyHistory& history, int until) {
    const auto years = std::max(until - history.first_year + 1, 0);
    if (history.ratios.size() > static_cast<std::size_t>(years))
        history.ratios.resize(static_cast<std::size_t>(years));
}

}  // namespace

KnownLevels read_known_levels(Section& top) {
    auto section =
        top.section("levels", "of flows from outside the model, after the last year that is known");
    KnownLevels levels;
    levels.walk = section.flag("walk", true,
                               "a level goes on by chance from where it was; false: it stays where it was");
    const auto until =
        section.row("until", "year", {"flow", flows.names}, {earliest_start_year, last_possible_year},
                    "the last reporting year whose level a run takes from the tables");
    const auto spread =
        section.table("spread", "1", {"flow", flows.names}, {"part", parts}, {0, 0.5},
                      "standard deviation of the logarithm of a year's step: of the nation, of an "
                      "age band, of an authority, and of an authority in that year alone");
    levels.way_spread =
        section.real("way_spread", "1", {0, 0.5},
                     "standard deviation of the logarithm of a year's step of a way into care "
                     "(agreement, emergency, proceedings, remand) against all of them");
    section.close();
    for (std::size_t flow = 0; flow < flows.size(); ++flow) {
        levels.of[flow].until = static_cast<int>(until[flow]);
        levels.of[flow].spread = {.nation = spread.at(flow, 0),
                                  .age = spread.at(flow, 1),
                                  .authority = spread.at(flow, 2),
                                  .year_alone = spread.at(flow, 3)};
    }
    return levels;
}

void forget_later_levels(Inputs& inputs) {
    for (auto& known : inputs.levels.of) keep_until(known.published, known.until);
    auto& starts = inputs.levels[Flow::starts];
    for (auto& authority : inputs.authorities) keep_until(authority.starts_history, starts.until);
    keep_until(inputs.levels.entry_mixes, starts.until);
    starts.until = std::max(starts.until, inputs.starts_are_of.last);
}

}  // namespace hearth
