#include "sim/results/missing.hpp"

namespace hearth {

EventTable empty_missing() {
    constexpr auto day = "days since 1970-01-01";
    return {.name = "missing",
            .meaning =
                "with `--events all`: one row per time that a child went missing from its placement, by "
                "day; the child was looked after and placed from the first day to the last",
            .columns = {
                {"child", "1", "CHILD: key of the child", {}, std::vector<std::int64_t>{}},
                {"area",
                 "1",
                 "responsible local authority: position in the dimension area",
                 {},
                 std::vector<std::int16_t>{}},
                {"began", day, "MIS_START: day on which it went missing", {}, std::vector<std::int32_t>{}},
                {"ended",
                 day,
                 "MIS_END: day on which it was back, or on which the placement ended; -1 while missing",
                 {},
                 std::vector<std::int32_t>{}},
            }};
}

EventTable missing(const Population& population, Day last) {
    auto table = empty_missing();
    const auto& episodes = population.missing_episodes();
    auto& child = std::get<std::vector<std::int64_t>>(table.columns[0].cells);
    auto& area = std::get<std::vector<std::int16_t>>(table.columns[1].cells);
    auto& began = std::get<std::vector<std::int32_t>>(table.columns[2].cells);
    auto& ended = std::get<std::vector<std::int32_t>>(table.columns[3].cells);
    for (std::size_t row = 0; row < episodes.size(); ++row) {
        child.push_back(static_cast<std::int64_t>(episodes[row].child.value));
        area.push_back(static_cast<std::int16_t>(episodes[row].authority));
        began.push_back(episodes[row].began.value);
        ended.push_back(episodes[row].ended > last ? -1 : episodes[row].ended.value);
    }
    return table;
}

}  // namespace hearth
