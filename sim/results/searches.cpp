#include "sim/results/searches.hpp"

#include <type_traits>

namespace hearth {
namespace {

/// The cells of a column as the file holds them.
template <class T>
EventColumn as_column(const ColumnInfo<Search, T>& info, const Searches& searches) {
    const auto named = [&]<class Cell>(std::string unit, std::span<const std::string_view> names,
                                       const auto& to) {
        std::vector<Cell> values;
        values.reserve(searches.size());
        for (const auto& search : searches) values.push_back(static_cast<Cell>(to(search.*info.cells)));
        return EventColumn{std::string{info.name}, std::move(unit), std::string{info.meaning}, names,
                           std::move(values)};
    };
    if constexpr (std::is_same_v<T, ChildKey>) {
        return named.template operator()<std::int64_t>("1", {}, [](ChildKey key) { return key.value; });
    } else if constexpr (std::is_same_v<T, Day>) {
        return named.template operator()<std::int32_t>("days since 1970-01-01", {},
                                                       [](Day day) { return day.value; });
    } else if constexpr (std::is_same_v<T, PlacementKind>) {
        return named.template operator()<std::int8_t>("1", placement_kinds.names,
                                                      [](PlacementKind kind) { return kind; });
    } else if constexpr (std::is_same_v<T, UnmetReason>) {
        return named.template operator()<std::int8_t>("1", unmet_reasons.names,
                                                      [](UnmetReason reason) { return reason; });
    } else if constexpr (std::is_same_v<T, float>) {
        return named.template operator()<std::int8_t>("%", {},
                                                      [](float share) { return 100 * share + 0.5F; });
    } else {
        return named.template operator()<std::int16_t>("1", {}, [](auto number) { return number; });
    }
}

}  // namespace

EventTable searches(const Population& population) {
    EventTable table{
        .name = "placement_searches",
        .meaning =
            "with `--events all`: one row per answer to a search for a place, in the order of days; a "
            "search that finds nothing goes on",
        .columns = {}};
    for_each_column<Search>(
        [&](const auto& column) { table.columns.push_back(as_column(column, population.searches())); });
    table.columns[1].name = "area";
    table.columns[1].meaning += ": position in the dimension area";
    return table;
}

EventTable empty_searches() {
    const Country nowhere;
    return searches(Population{nowhere});
}

}  // namespace hearth
