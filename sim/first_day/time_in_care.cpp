#include "sim/first_day/time_in_care.hpp"

#include <numeric>

namespace hearth {
namespace {

struct MonthsOfBand {
    int first;
    int end;
};
MonthsOfBand months_of(std::size_t band) {
    return {age_band_edges[band] * 12, age_band_edges[band + 1] * 12};
}

}  // namespace

TimeInCare::TimeInCare(const Inputs& inputs, const EntryAges& ages, const LeavingHazard& leaving,
                       const UnaccompaniedProfile& unaccompanied) {
    enter_and_stay(inputs, ages, leaving);
    meet(inputs, unaccompanied);
    shape_bands();
}

void TimeInCare::enter_and_stay(const Inputs& inputs, const EntryAges& ages, const LeavingHazard& leaving) {
    std::array<double, age_bands.size()> rate{};  // published starts per child and year, nation
    for (std::size_t age = 0; age < age_bands.size(); ++age) {
        double starts = 0, children = 0;
        for (const auto& authority : inputs.authorities) {
            starts += authority.starts_per_year[age];
            children += authority.children_aged(age_band_edges[age], age_band_edges[age + 1]);
        }
        rate[age] = starts / children;
    }
    const auto entry_rate = [&](int months) {
        const double of_band = rate[static_cast<std::size_t>(age_band(months / 12))] * ages.ratio(months);
        if (months >= 12) return of_band;
        return of_band * (1 - ages.newborn_share()) + (months == 0 ? 12 * ages.newborn_share() * rate[0] : 0);
    };
    for (int age = 0; age < months_of_age; ++age) weight_.emplace_back(static_cast<std::size_t>(age) + 1);
    for (int entry = 0; entry < months_of_age; ++entry) {
        double survival = entry_rate(entry);
        for (int age = entry; age < months_of_age; ++age) {
            const int months = age - entry;
            weight_[index(age)][static_cast<std::size_t>(months)] = survival;
            double used = 0;
            for (int tenth = 0; tenth < 10; ++tenth) {  // the first bands are shorter than a month
                const auto day =
                    static_cast<std::int32_t>((months + (tenth + 0.5) / 10) * days_per_month) + 1;
                used += leaving.average(age_band(age / 12), care_duration.band(day)).value / 10;
            }
            survival *= maths::exp(-used);
        }
    }
}

/// Scales the weights of each age band to the published shares, less the unaccompanied children's part of
/// them.
void TimeInCare::meet(const Inputs& inputs, const UnaccompaniedProfile& unaccompanied) {
    const auto& published = inputs.time_in_care.of_all;
    for (std::size_t band = 0; band < age_bands.size(); ++band) {
        double all = 0, apart = 0;
        for (const auto& authority : inputs.authorities) {
            all += authority.looked_after[band];
            apart += authority.unaccompanied[band];
        }
        const double longer = unaccompanied.year_or_longer(age_band_edges[band], age_band_edges[band + 1]);
        const std::array of_unaccompanied{1 - longer, longer, 0.0};  // few have been here for 30 months
        std::array<double, 3> wanted{}, have{};
        for (std::size_t group = 0; group < wanted.size(); ++group) {
            wanted[group] = std::max(0.0, published[band][group] * all - of_unaccompanied[group] * apart);
        }
        const auto [first, end] = months_of(band);
        for (int age = first; age < end; ++age) {
            for (int months = 0; months <= age; ++months) {
                have[TimeInCareShares::group(months)] +=
                    weight_[index(age)][static_cast<std::size_t>(months)];
            }
        }
        for (int age = first; age < end; ++age) {
            for (int months = 0; months <= age; ++months) {
                const auto group = TimeInCareShares::group(months);
                if (have[group] > 0) {
                    weight_[index(age)][static_cast<std::size_t>(months)] *= wanted[group] / have[group];
                }
            }
        }
    }
}

/// Within a band the prevalence rises or falls as entries and exits make it.
void TimeInCare::shape_bands() {
    shape_.assign(weight_.size(), 0.0);
    for (std::size_t band = 0; band < age_bands.size(); ++band) {
        const auto [first, end] = months_of(band);
        double mean = 0;
        for (int age = first; age < end; ++age) {
            const auto& by_time = weight_[index(age)];
            shape_[index(age)] = std::accumulate(by_time.begin(), by_time.end(), 0.0);
            mean += shape_[index(age)] / (end - first);
        }
        for (int age = first; age < end; ++age) shape_[index(age)] /= mean;
    }
}

}  // namespace hearth
