#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "agents/date.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Age bands as of one day, found by comparing birth dates: for walks over many children on the same day.
/// Agrees with age_band(age_on(born, day)) for every birth date.
class AgeBandsOn {
   public:
    explicit constexpr AgeBandsOn(Day day) {
        const auto date = civil(day);
        for (std::size_t band = 0; band < born_by_.size(); ++band) {
            const auto year = static_cast<int>(date.year()) - age_band_edges[band];
            const auto same_day = std::chrono::year{year} / date.month() / date.day();
            born_by_[band] = same_day.ok() ? Day{static_cast<std::int32_t>(
                                                 std::chrono::sys_days{same_day}.time_since_epoch().count())}
                                           : day_of(year, 2, 28);
        }
    }

    /// The band of somebody born on `born`; nothing for those not born yet and for adults.
    constexpr std::optional<AgeBand> find(Day born) const {
        if (born > born_by_.front() || born <= born_by_.back()) return std::nullopt;
        std::size_t band = 0;
        while (born <= born_by_[band + 1]) ++band;
        return static_cast<AgeBand>(band);
    }

    /// The same for somebody known to be a child; a baby born after the day is under one.
    constexpr AgeBand of(Day born) const { return find(born).value_or(AgeBand::under_1); }

   private:
    std::array<Day, age_band_edges.size()>
        born_by_{};  ///< latest birth date of those who have reached each edge
};

}  // namespace hearth
