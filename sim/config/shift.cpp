#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/config/merge.hpp"
#include "sim/config/scalar.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 2> dates{"start", "end"};

std::optional<Month> month_of_key(const Document& section, std::string_view key) {
    const auto* written = section.find(key);
    return written && written->is_scalar() ? parse_month(written->scalar) : std::nullopt;
}

}  // namespace

void begin_in(Document& scenario, Month month, Faults& faults) {
    auto* processes = scenario.find("processes");
    std::optional<Month> first;
    if (processes) {
        for (const auto& [name, at, section] : processes->entries)
            if (const auto start = month_of_key(section, dates.front()))
                first = std::min(*start, first.value_or(*start));
    }
    if (!first) {
        faults.add(scenario.at,
                   "has no policy with a start, so that --start moves nothing. Leave --start out");
        return;
    }
    const auto later = month - *first;
    for (auto& [name, at, section] : processes->entries)
        for (const auto key : dates)
            if (const auto written = month_of_key(section, key))
                section.find(key)->scalar = to_text(*written + later);
}

}  // namespace hearth
