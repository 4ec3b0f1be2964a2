#pragma once

#include "agents/carer_profile.hpp"
#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Who foster households are, where they live and whom they take. Nobody publishes this by household.
class FosterCarers {
   public:
    explicit FosterCarers(Section config);
    explicit FosterCarers(CarerProfile profile) : profile_{std::move(profile)} {}

    const CarerProfile& profile() const { return profile_; }

    /// A household of an authority, with carers approved for so long that they have the experience of the
    /// stock.
    ///
    /// @param key     whose cell is the Agency: the authority itself or an independent one
    /// @param places  no more than these
    FosterHousehold household(HouseholdKey key, const Authority& authority, long places, Day today,
                              const Draws& draw) const;

    /// One that applies on this day, of carers younger than those of the stock.
    FosterHousehold applicant(HouseholdKey key, const Authority& authority, Day today,
                              const Draws& draw) const;

    /// An independent fostering agency: 1 to 6 are the largest, which are private and work everywhere; then
    /// come the smaller ones, region by region, some of them voluntary: as many households as the config
    /// says, but no more than the largest leave.
    struct IndependentAgency {
        std::uint16_t number;
        Provider provider;
    };
    /// The authority itself.
    static constexpr IndependentAgency in_house{0, Provider::own};

    /// The one that a household in `region` is with.
    IndependentAgency agency(std::uint16_t region, UniformPair of) const;

   private:
    /// All that does not depend on how long and since when the carers foster.
    FosterHousehold newcomer(HouseholdKey key, const Authority& authority, long places,
                             const Draws& draw) const;
    void gain_experience(FosterHousehold& household, Day today, const Draws& draw) const;

    void locate(FosterHousehold& household, const Authority& authority, const Draws& draw) const;

    void remember_disruption(FosterHousehold& household, Day today, const Draws& draw) const;
    static void grow_up(FosterHousehold& household, const std::vector<double>& ages, Day today,
                        const Draws& draw);

    /// Fills in whom a household with a known provider and places takes.
    void describe(FosterHousehold& household, const Authority& authority, const Draws& draw) const;

    CarerProfile profile_;
};

}  // namespace hearth
