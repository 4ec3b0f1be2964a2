#pragma once

#include <array>
#include <cmath>
#include <cstdint>

#include "agents/states.hpp"
#include "sim/core/contracts.hpp"

namespace hearth {

/// How many children of each kind are still to be chosen: so many of an age band, of each year of age in it,
/// of each sex. Bands are published and always kept; years and sexes as long as there are such children to be
/// found.
class Room {
   public:
    static constexpr std::size_t years = 18;
    using ByBand = std::array<std::uint32_t, age_bands.size()>;

    /// @param shape    prevalence by year of age, against the mean of its band
    /// @param uniform  where rounding to whole children begins, on [0, 1)
    Room(const ByBand& bands, const std::array<double, years>& shape, std::uint32_t boys, double uniform)
        : bands_{bands} {
        for (std::size_t band = 0; band < bands.size(); ++band) {
            double total = 0, before = uniform;
            for (int year = age_band_edges[band]; year < age_band_edges[band + 1]; ++year)
                total += shape[static_cast<std::size_t>(year)];
            for (int year = age_band_edges[band]; year < age_band_edges[band + 1]; ++year) {
                const double share = bands[band] * shape[static_cast<std::size_t>(year)] / total;
                years_[static_cast<std::size_t>(year)] =
                    static_cast<std::uint32_t>(std::floor(before + share) - std::floor(before));
                before += share;
            }
            left_ += bands[band];
        }
        sexes_ = {boys, left_ > boys ? left_ - boys : 0};
    }

    bool is_full() const { return left_ == 0; }

    bool has(int year, Sex sex) const {
        return bands_[band(year)] > 0 && (ease_ > 0 || sexes_[static_cast<std::size_t>(sex)] > 0) &&
               (ease_ > 1 || years_[static_cast<std::size_t>(year)] > 0);
    }

    void take(int year, Sex sex) {
        expects(bands_[band(year)] > 0, "no room for a child of this age");
        --bands_[band(year)];
        --left_;
        lower(years_[static_cast<std::size_t>(year)]);
        lower(sexes_[static_cast<std::size_t>(sex)]);
    }

    /// Nobody fits: first sexes no longer count, then years of age.
    void ease() { ++ease_; }

   private:
    static std::size_t band(int year) { return static_cast<std::size_t>(age_band(year)); }
    static void lower(std::uint32_t& count) { count -= count > 0 ? 1 : 0; }

    ByBand bands_;
    std::array<std::uint32_t, years> years_{};
    std::array<std::uint32_t, 2> sexes_{};
    std::uint32_t left_ = 0;
    int ease_ = 0;
};

}  // namespace hearth
