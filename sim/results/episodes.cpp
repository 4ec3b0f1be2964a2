#include "sim/results/episodes.hpp"

namespace hearth {
namespace {

template <class Cell>
EventColumn column(std::string name, std::string unit, std::string meaning,
                   std::span<const std::string_view> flag_names = {}) {
    return {std::move(name), std::move(unit), std::move(meaning), flag_names, std::vector<Cell>{}};
}

template <class Cell>
void push(EventColumn& into, auto value) {
    std::get<std::vector<Cell>>(into.cells).push_back(static_cast<Cell>(value));
}

}  // namespace

EventTable empty_episodes() {
    constexpr auto day = "days since 1970-01-01";
    return {
        .name = "episodes",
        .meaning = "one row per placement open on or after the first day",
        .columns = {
            column<std::int64_t>("child", "1", "key of the child, the same in all runs of the same data"),
            column<std::int16_t>("area", "1", "responsible local authority: position in the dimension area"),
            column<std::int8_t>("sex", "1", "SSDA903 SEX", sexes.names),
            column<std::int32_t>("born", day, "SSDA903 DOB"),
            column<std::int32_t>("entered", day, "first day of the period of care"),
            column<std::int32_t>("began", day, "SSDA903 DECOM: first day of the placement"),
            column<std::int32_t>("ended", day, "SSDA903 DEC: day on which it ended; -1 while open"),
            column<std::int8_t>("beginning", "1", "SSDA903 RNE: why it began", episode_beginnings),
            column<std::int8_t>("placement", "1", "kind of placement, groups of SSDA903 PLACE",
                                placement_kinds.names),
            column<std::int8_t>("provider", "1", "who provides it, groups of SSDA903 PLACE_PROVIDER",
                                providers.names),
            column<std::int64_t>("carer", "1",
                                 "key of the foster household or home; 0 where places are not counted"),
            column<std::int8_t>("left", "1",
                                "why care ended with it, groups of SSDA903 REC; still_in_care after a move",
                                leaving_reasons.names),
        }};
}

EventTable episodes(const Population& population, Day first) {
    auto table = empty_episodes();
    auto& columns = table.columns;
    const auto& placements = population.placements();
    for (std::size_t row = 0; row < placements.size(); ++row) {
        if (placements.ended[row] < first) continue;
        const bool open = placements.ended[row] == open_ended;
        std::size_t next = 0;
        push<std::int64_t>(columns[next++], placements.child[row].value);
        push<std::int16_t>(columns[next++], placements.authority[row]);
        push<std::int8_t>(columns[next++], placements.sex[row]);
        push<std::int32_t>(columns[next++], placements.born[row].value);
        push<std::int32_t>(columns[next++], placements.entered[row].value);
        push<std::int32_t>(columns[next++], placements.began[row].value);
        push<std::int32_t>(columns[next++], open ? -1 : placements.ended[row].value);
        push<std::int8_t>(columns[next++], placements.began[row] == placements.entered[row] ? 0 : 1);
        push<std::int8_t>(columns[next++], placements.kind[row]);
        push<std::int8_t>(columns[next++], placements.provider[row]);
        push<std::int64_t>(columns[next++], placements.carer[row]);
        push<std::int8_t>(columns[next++], placements.left[row]);
    }
    return table;
}

}  // namespace hearth
