#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "agents/date.hpp"
#include "agents/states.hpp"

namespace hearth {

/// What an authority spends on children looked after, as the section 251 returns have it; `other_services` is
/// all that is no placement: social work, adoption and guardianship support, leaving care.
enum class Service : std::uint8_t { fostering, residential, other_placements, other_services };
inline constexpr StateNames<Service, 4> services{
    {"fostering", "residential", "other_placements", "other_services"}};

/// The service that a placement belongs to.
constexpr Service service_of(PlacementKind kind) {
    switch (kind) {
        case PlacementKind::foster_kin:
        case PlacementKind::foster:
            return Service::fostering;
        case PlacementKind::childrens_home:
        case PlacementKind::other_residential:
            return Service::residential;
        default:
            return Service::other_placements;
    }
}

/// A figure that is known for some reporting years, and grows at a constant rate after the last of them.
struct YearlyFigure {
    int first_year = 0;
    std::vector<double> known;  ///< from first_year on, without gaps
    double growth = 0;          ///< after the last year known [1/year]

    /// The figure of a reporting year, which is not before the first; 0 where nothing is known at all.
    double in(int year) const {
        if (known.empty()) return 0;
        const auto last_year = first_year + static_cast<int>(known.size()) - 1;
        if (year <= last_year) return known.at(static_cast<std::size_t>(year - first_year));
        double figure = known.back();
        for (int later = last_year; later < year; ++later) figure *= 1 + growth;
        return figure;
    }
};

/// What authorities pay for children looked after.
struct Prices {
    int price_year = 0;  ///< the reporting year in whose prices the list is
    /// A week in a placement by kind and provider [GBP/week, prices of `price_year`].
    std::array<std::array<double, providers.size()>, placement_kind_count> list{};
    /// Prices of a year against those of the list [1], by service; other_services has none.
    std::array<YearlyFigure, services.size() - 1> level;
    /// A week of all services that are no placements, for each child looked after [GBP/week, prices of the
    /// year].
    YearlyFigure other_services;

    /// A week in a placement in a reporting year [GBP/week, prices of that year].
    double weekly(PlacementKind kind, Provider provider, int year) const {
        return list[static_cast<std::size_t>(kind)][static_cast<std::size_t>(provider)] *
               level[static_cast<std::size_t>(service_of(kind))].in(year);
    }
};

/// Prices as they hold in one month, with those figures looked up that it shares with its year.
class PricesOfMonth {
   public:
    PricesOfMonth(const Prices& prices, Month month)
        : prices_{prices},
          first_{first_day(month)},
          reporting_year_{hearth::reporting_year(first_)},
          weekly_other_services_{prices.other_services.in(reporting_year_)} {
        for (std::size_t service = 0; service < level_.size(); ++service)
            level_[service] = prices.level[service].in(reporting_year_);
    }

    Day first() const { return first_; }
    int reporting_year() const { return reporting_year_; }

    /// As in `Prices`, of this month.
    double weekly(PlacementKind kind, Provider provider) const {
        return prices_.list[static_cast<std::size_t>(kind)][static_cast<std::size_t>(provider)] *
               level_[static_cast<std::size_t>(service_of(kind))];
    }
    double weekly_other_services() const { return weekly_other_services_; }

   private:
    const Prices& prices_;
    Day first_;
    int reporting_year_;
    std::array<double, services.size() - 1> level_{};
    double weekly_other_services_;
};

}  // namespace hearth
