#pragma once

#include <algorithm>
#include <array>

#include "agents/date.hpp"
#include "agents/states.hpp"
#include "sim/config/section.hpp"
#include "sim/core/maths.hpp"

namespace hearth {

/// At which ages inside a published age band children of families start to be looked after. No table says;
/// how the stock passes from one band into the next does.
///
/// Rate at an age of \f$ m \f$ months, against its band's mean: under one, after the first week,
/// \f$ e^{-d m} \f$; from ten to fifteen \f$ e^{r (m / 12 - 10)} \f$; at 17 a ratio to 16; elsewhere flat.
class EntryAges {
   public:
    static constexpr int months = 18 * 12;

    explicit EntryAges(Section& config)
        : newborn_share_{
              config.real("newborn_share", "1", {0, 1}, "share of starts under one within a week of birth")} {
        const double decline = config.real("infant_decline", "1/month", {0, 5},
                                           "how fast the rate of entry falls with age after the first week");
        const double rise = config.real("teenage_rise", "1/year", {-1, 2},
                                        "how fast the rate of entry rises with age from 10 to 15");
        const double last = config.real("ratio_at_17", "1", {0, 10}, "rate of entry at 17, against 16");
        for (int month = 0; month < months; ++month) {
            const auto band = age_band(month / 12);
            ratio_[static_cast<std::size_t>(month)] = band == AgeBand::under_1 ? maths::exp(-decline * month)
                                                      : band == AgeBand::from_10_to_15
                                                          ? maths::exp(rise * (month / 12.0 - 10))
                                                      : month >= 17 * 12 ? last
                                                                         : 1.0;
        }
        for (std::size_t band = 0; band < age_bands.size(); ++band) {
            const auto first = static_cast<std::size_t>(age_band_edges[band] * 12);
            const auto end = static_cast<std::size_t>(age_band_edges[band + 1] * 12);
            double mean = 0;
            for (auto month = first; month < end; ++month) {
                mean += ratio_[month] / static_cast<double>(end - first);
            }
            for (auto month = first; month < end; ++month) {
                ratio_[month] /= mean;
            }
        }
    }

    double newborn_share() const { return newborn_share_; }

    /// Rate at an age in whole months, after the first week, against the mean of its band.
    double ratio(int month) const { return ratio_[static_cast<std::size_t>(std::min(month, months - 1))]; }
    double ratio(Day born, Day day) const { return ratio(static_cast<int>((day - born) / days_per_month)); }

   private:
    double newborn_share_;
    std::array<double, months> ratio_{};
};

}  // namespace hearth
