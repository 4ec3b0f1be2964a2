#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/processes/process.hpp"

namespace hearth {

/// How much of a policy is done: only what its own numbers say, or as much as a sum of money buys, if one is
/// given.
enum class Amount { its_own, or_budget };

/// A process that steers others. Every policy has a time when it begins, how long it takes until it holds in
/// full, when it ends, where it reaches and how strong it is. At strength 0 it changes nothing at all.
///
/// Some can be given a budget: pounds a year for all of the reach, shared out over its authorities by what
/// the policy's price is for (`shared_by`), simulated or not: a run of a part of the reach has that part's
/// share. Without a strength of its own it then has strength 1; strength and ramp scale what is spent.
class Policy : public Process {
   public:
    /// When a policy that is not done starts: after every run.
    static constexpr Month never = month_of(9999, 12);

    explicit Policy(Section& config, Amount amount = Amount::its_own);

    /// The first month in which it can change anything; after every run at strength 0.
    std::optional<Month> starts() const final;

    /// Those of "strength", "budget" and "start" without which nothing is done: 0, or left out.
    std::vector<std::string_view> idle_for() const final;

    /// Finds out which authorities it reaches, and what each has of a budget.
    /// @throws ConfigError if none of the run is called like that, or if it is not said whom a budget is for
    void prepare(const Country& country) final;

    std::optional<SpendingAhead> spending_ahead(const Country& country, Month end) const final;

   protected:
    /// How much of it holds in a month, 0 to its strength.
    double holds(const LocalMonth& local, Month month) const {
        return month < start_ || month > end_ || !reaches_[local.authority] ? 0 : in_reach(month);
    }
    double holds(const LocalMonth& local) const { return holds(local, local.month); }

    /// Months since it began; negative before.
    std::int32_t since_start(Month month) const { return month - start_; }

    bool has_budget() const { return budget_.has_value(); }
    /// What an authority has of the budget [GBP/month].
    double budget_of(std::size_t authority) const { return budget_shares_[authority]; }

    /// The part of the policy that its budget buys in an authority where all of it costs so much [GBP/month]:
    /// all of it at most, and without a budget.
    double bought(std::size_t authority, double costs) const {
        return budget_ && budget_of(authority) < costs ? budget_of(authority) / costs : 1;
    }

    /// What is spent where so much is for 10,000 adults of 21 to 79 [GBP].
    static double for_adults(double adults, double pounds) {
        constexpr double of_adults = 10'000;
        return pounds * adults / of_adults;
    }
    static double for_adults(const LocalMonth& local, double pounds) {
        return for_adults(local.country.authorities[local.authority].adults, pounds);
    }

    /// \f$ 1 + h (r - 1) \f$: a ratio r of which so much holds; exactly 1 where nothing does.
    static double ratio(double full, double holds) { return holds > 0 ? 1 + holds * (full - 1) : 1; }

    /// By what a budget is shared out over authorities.
    virtual double shared_by(const ListedAuthority& authority) const { return authority.adults; }

    /// What it spends in an authority in a month in which it holds in full at strength 1, if that is known
    /// before the run [GBP/month].
    virtual std::optional<double> spends_in_full(const Authority&, std::size_t /*row*/) const {
        return std::nullopt;
    }
    /// What it would cost there on the first day to spend on everybody whom it is for [GBP/month].
    virtual std::optional<double> most_on_first_day(const Authority&) const { return std::nullopt; }
    /// Does it spend in this month, and in what part of all months?
    virtual bool is_on(Month) const { return true; }
    virtual double part_of_months() const { return 1; }

    /// For people, where what it spends is not known: "GBP 900 a month for each household". Empty: it costs
    /// nothing.
    virtual std::string price() const { return ""; }
    /// "how many there are".
    virtual std::string depends_on() const { return ""; }

   private:
    double in_reach(Month month) const;
    double read_strength(Section& config);
    void find_reach(const Country& country);
    void share_budget(const Country& country);
    bool is_in_reach(const ListedAuthority& authority, const Country& country) const;
    std::string where(const Country& country) const;

    std::string name_;
    Month start_;
    Month end_;
    std::int32_t ramp_;
    std::vector<std::string> reach_;
    std::optional<double> budget_;  ///< [GBP/year]
    double strength_;
    std::vector<std::uint8_t> reaches_;  ///< by authority
    std::vector<double> budget_shares_;  ///< by authority [GBP/month]
};

/// A number of a policy in whose place a budget may stand: 0 with a budget; both are a fault.
double real_unless_budget(Section& config, std::string_view name, std::string_view unit, Range range,
                          std::string_view meaning);

}  // namespace hearth
