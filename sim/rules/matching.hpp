#pragma once

#include <boost/container/small_vector.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "agents/population.hpp"
#include "sim/config/section.hpp"

namespace hearth {

/// Some rows of a table; seldom more than a family has.
using Rows = boost::container::small_vector<std::uint32_t, 6>;

/// A child for whom a place is sought, as those who search know it.
struct Seeker {
    std::uint16_t authority;
    std::uint32_t row;  ///< of the authority's InCare
    ChildKey child;
    std::optional<Point> home;  ///< none of a child whose home is not here
    AgeBand age;
    int years;
    Ethnicity ethnicity;
    double complexity;
    std::uint64_t carer_left;  ///< key of the carer or home just left or to be left; 0: none
    Rows siblings;             ///< brothers and sisters looked after by the same authority, in its InCare
    int siblings_waiting;      ///< of them, those who wait for a place on the same day
};

/// How well foster carers fit a child: their approval, what they can manage, background, experience, and
/// whether this child and these carers get on, which is nobody's merit and is drawn once for each child and
/// household.
class FosterMatch {
   public:
    explicit FosterMatch(Section& config);

    /// Is the child within the carers' approval?
    static bool approves(const FosterHousehold& household, const Seeker& seeker);

    /// Needs to be the only child of a household.
    bool is_sole(const Seeker& seeker) const { return seeker.complexity >= sole_complexity_; }

    /// In [0, 1]: the share of what counts that fits.
    ///
    /// @param compatibility  how well they get on, in [0, 1]
    double match(const FosterHousehold& household, const Seeker& seeker, Day today,
                 double compatibility) const;

   private:
    std::vector<double> weights_;
    double sole_complexity_;
};

/// A place offered for a child, and what is known of both when it is chosen.
struct Offer {
    const Place& place;
    const Seeker& seeker;
    const InCare& roster;  ///< of the authority that seeks; `seeker.siblings` are rows of it
    const Prices& prices;
    Day today;

    /// At the prices of its kind and provider [GBP/week, prices of the year].
    double weekly_price() const { return prices.weekly(place.kind, place.provider, reporting_year(today)); }

    /// How many brothers and sisters of the child live there.
    int siblings_there() const;
};

/// How an authority chooses among offers. Each is a file of its own, and is named in the config.
class Strategy {
   public:
    Strategy() = default;
    Strategy(const Strategy&) = delete;
    Strategy& operator=(const Strategy&) = delete;
    virtual ~Strategy() = default;

    /// Of the places offered for a child, the one with the highest is taken.
    virtual double preference(const Offer& offer) const = 0;
};

using MakeStrategy = std::function<std::unique_ptr<Strategy>()>;

/// Every strategy of the program by name, which is also that of its file.
const std::map<std::string, MakeStrategy, std::less<>>& strategies();

/// Makes the strategy that `search_terms.strategy` names.
std::unique_ptr<Strategy> read_strategy(Section& config);

namespace strategy_registry {
void add(std::string name, MakeStrategy make);
}

/// Puts a strategy into the registry before main() starts, as RegisterProcess does with a process.
template <class S>
struct RegisterStrategy {
    explicit RegisterStrategy(std::string name) {
        strategy_registry::add(std::move(name), [] { return std::make_unique<S>(); });
    }
};

}  // namespace hearth
