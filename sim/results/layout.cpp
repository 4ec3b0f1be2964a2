#include "sim/results/results.hpp"

namespace hearth {

std::vector<int> Layout::years() const {
    std::vector<int> whole;
    const auto end = start + months;
    for (int year = year_of(start) + 1; month_of(year, 3) < end; ++year) {
        if (month_of(year - 1, 4) >= start) whole.push_back(year);
    }
    return whole;
}

std::size_t Layout::periods(const Measure& measure) const {
    return measure.period == Period::month ? static_cast<std::size_t>(months) : years().size();
}

std::size_t Layout::cells(const Measure& measure) const {
    return periods(measure) * areas.size() * measure.labels();
}

}  // namespace hearth
