#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

#include "agents/date.hpp"
#include "sim/core/rates.hpp"

namespace hearth {

/// Bands of elapsed days over which a hazard is constant. Band k holds the days after `edges[k]`, up to and
/// with `edges[k + 1]`; the last band has no end.
template <std::size_t N>
struct DurationBands {
    std::array<std::int32_t, N> edges;

    constexpr std::size_t band(std::int32_t elapsed_day) const {
        std::size_t band = N - 1;
        while (band > 0 && elapsed_day <= edges[band]) --band;
        return band;
    }
    /// Last elapsed day of a band.
    constexpr std::int32_t last_day(std::size_t band) const {
        return band + 1 < N ? edges[band + 1] : INT32_MAX;
    }
};

/// Runs a clock down through the days after `from`, up to and with `to`, at a hazard that is constant in each
/// band of the time since `origin`. Returns the day on which it reaches zero; otherwise lowers `clock` by
/// what was used.
///
/// A clock is an exponential with mean 1, drawn once for what it times (a placement, a period of care).
/// Raising a hazard can only bring the day forward, and scenarios share their luck however the hazard changes
/// on the way.
///
/// @param clock   hazard left [1], > 0
/// @param hazard  called with a band: hazard there [1/month]
template <std::size_t N, class Hazard>
std::optional<Day> run_clock(double& clock, Day from, Day to, Day origin, const DurationBands<N>& bands,
                             const Hazard& hazard) {
    Day day = from;
    while (day < to) {
        const auto band = bands.band(day - origin + 1);
        const auto last = bands.last_day(band);
        const Day end = last == INT32_MAX ? to : std::min(to, origin + last);
        const PerMonth rate = hazard(band);
        const double per_day = rate.value / days_per_month;
        const double used = per_day * (end - day);
        if (used >= clock) {
            const auto days =
                std::max<std::int32_t>(1, static_cast<std::int32_t>(std::ceil(clock / per_day)));
            return std::min(day + days, end);
        }
        clock -= used;
        day = end;
    }
    return std::nullopt;
}

}  // namespace hearth
