#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "agents/population.hpp"

namespace hearth {

/// What one authority spends on children looked after in some time, and the nights that it pays for.
struct Spending {
    std::array<double, placement_kind_count> by_placement{};  ///< [GBP]
    std::array<double, providers.size()> by_provider{};       ///< the same by provider [GBP]
    double other_services{};                                  ///< [GBP]
    double bought_homes{};     ///< of by_placement: places in homes that others run [GBP]
    double at_table_prices{};  ///< what bought_homes would cost without the market [GBP]
    std::array<std::int32_t, services.size()>
        nights{};  ///< of children; other_services: of all who are placed

    /// What was spent on a service [GBP].
    double on(Service service) const;
    /// On all services [GBP].
    double total() const;
};

/// Adds up, by authority, what placements cost in a month and in the reporting year so far. A placement from
/// day a to day b costs (b - a) / 7 weeks, each night at the price of its reporting year. One authority's
/// sums are nobody else's, and always made in the same order, so that they are the same on any number of
/// threads.
class SpendingRecord {
   public:
    explicit SpendingRecord(const Country& country);

    /// `month` begins: its prices hold, those of homes as the market has moved them; nothing is spent in it
    /// yet; with April a year begins.
    void begin(Month month, const Population& population);

    /// A placement that has ended in the month.
    void add(const Placement& placement);

    /// A child of this authority that is placed at the end of the month: its placement is open.
    void add(std::size_t authority, const ChildInCare& child);

    /// The month of an authority is over: everything else that its children cost is added, and it counts in
    /// the year.
    void close(std::size_t authority);

    const Spending& month(std::size_t authority) const { return month_[authority]; }
    const Spending& year(std::size_t authority) const { return year_[authority]; }

    /// After a restoring: is it of the same authorities, in numbers that can be added to?
    bool is_sound() const;

    /// What it has added up so far; all else is the month's, and made anew when the next one begins.
    template <class Visit>
    void for_each_table(Visit&& visit) const {
        visit("spending.year", year_);
    }
    template <class Visit>
    void for_each_table(Visit&& visit) {
        visit("spending.year", year_);
    }

   private:
    /// Where a child is, and since when, until when.
    struct Stay {
        PlacementKind kind;
        Provider provider;
        std::uint32_t provider_row;
        std::uint16_t provider_authority;
        Day began;
        Day ended;
    };
    bool is_bought_on_market(const Stay& stay) const;
    void add(std::size_t authority, const Stay& stay);

    const Prices& prices_;
    Day first_{}, end_{};  ///< of the month, and of the next one
    std::array<std::array<double, providers.size()>, placement_kind_count> weekly_{};  ///< [GBP/week]
    double weekly_other_services_{};                                                   ///< [GBP/week]
    std::vector<double> market_price_;    ///< real price of homes in each authority against the first day's
    std::vector<Spending> month_, year_;  ///< by authority
};

}  // namespace hearth
