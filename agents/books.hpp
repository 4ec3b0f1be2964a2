#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "agents/column.hpp"
#include "agents/prices.hpp"

namespace hearth {

/// What one authority spends in some time, and the nights in care that it pays for.
struct Spending {
    std::array<double, placement_kind_count> by_placement{};  ///< [GBP]
    std::array<double, providers.size()> by_provider{};       ///< the same by provider [GBP]
    double other_services{};                                  ///< [GBP]
    double bought_homes{};     ///< of by_placement: places in homes that others run [GBP]
    double at_table_prices{};  ///< what bought_homes would cost without the market [GBP]
    double policies{};         ///< on all of them, beyond what children looked after cost [GBP]
    std::array<std::int32_t, services.size()>
        nights{};  ///< of children; other_services: of all who are placed

    /// What was spent on a service [GBP].
    double on(Service service) const;
    /// On children looked after: all services, and no policies [GBP].
    double on_children() const;

    void add(const Spending& more);
};

/// Nights of a month that a child spends in one placement.
struct Stay {
    PlacementKind kind;
    Provider provider;
    int nights;
    double weekly;        ///< price of a week there [GBP/week, prices of the month]
    bool is_bought;       ///< on the market of homes: an authority's own homes cost what they cost
    double market_price;  ///< real price of a place there against the first day's [1]
};

/// What one policy has spent in one authority.
struct SpentByPolicy {
    static constexpr std::size_t longest_name = 63;

    std::array<char, longest_name + 1> name{};  ///< ends with a zero; in the row, since tables are saved
    double this_month{};                        ///< [GBP]
    double last_month{};                        ///< [GBP]
    double year{};                              ///< of the months that are over [GBP]

    std::string_view policy() const { return name.data(); }
};

/// The books of one authority: what it spends, posted where it happens. Its Population posts nights in care,
/// as placements and months end; a policy what it costs, through its Account. Once a month is over it can be
/// read, and counts in its reporting year; the current one cannot, so that nobody reads half of it.
///
/// A placement from day a to day b costs (b - a) / 7 weeks, each night at the price of its reporting year.
class Books {
   public:
    /// The last month that is over; before the first nothing is spent.
    const Spending& last_month() const { return sums_.last_month; }
    /// The months of a reporting year that are over, if it is the current one, or the last to have ended;
    /// nothing of any other.
    const Spending& in_year(int reporting_year) const;

    /// The same of one policy, by its name in the config [GBP].
    double last_month(std::string_view policy) const;
    double in_year(int reporting_year, std::string_view policy) const;
    /// Who has ever spent something, in the order in which they first did.
    std::vector<std::string_view> policies() const;

    /// Calls `visit(name, table)` for all of it: what is saved, restored and copied.
    template <class Visit>
    void for_each_table(Visit&& visit) const {
        visit("books", sums_);
        visit("books.policies", by_policy_);
    }
    template <class Visit>
    void for_each_table(Visit&& visit) {
        visit("books", sums_);
        visit("books.policies", by_policy_);
    }

    /// After a restoring: are these names, and numbers that can be added to?
    bool is_sound() const;

   private:
    friend class Account;
    friend class Population;

    void spend(std::string_view policy, double pounds);
    void pay(const Stay& stay);
    void close(const PricesOfMonth& prices);
    const SpentByPolicy* find(std::string_view policy) const;

    struct Sums {
        Spending this_month, last_month, year;
        std::int64_t reporting_year{};  ///< of `year`; so wide that no gap is saved behind it
    };

    Sums sums_;
    Records<SpentByPolicy> by_policy_;
};

/// The right to spend the money of one authority in the name of one process. Nobody can change the name, and
/// only a population opens an account.
class Account {
   public:
    void spend(double pounds) { books_.spend(policy_, pounds); }

   private:
    friend class Population;
    Account(Books& books, std::string_view policy) : books_{books}, policy_{policy} {}

    Books& books_;
    std::string_view policy_;
};

/// Who may have accounts opened: the engine, where alone this is more than a name. So a process has the
/// account that it is given, and can't get another one.
class Bookkeeper;

}  // namespace hearth
