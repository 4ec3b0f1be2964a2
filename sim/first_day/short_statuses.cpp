#include "sim/first_day/short_statuses.hpp"

#include <algorithm>

#include "sim/first_day/draws.hpp"
#include "sim/rules/legal_path.hpp"

namespace hearth {
namespace {

using namespace first_day_draws;

struct Arrival {
    double when;
    std::size_t row;
};

}  // namespace

std::vector<std::optional<LegalStatus>> assign_short_statuses(InCare& roster, const AuthorityInputs& inputs,
                                                              const EntryProfile& entry,
                                                              const LeavingHazard& leaving, Day eve,
                                                              const Draws& draw) {
    std::vector<std::optional<LegalStatus>> assigned(roster.size());
    const auto share = [&](std::size_t row, LegalStatus status) {
        const auto at = std::find(entry_statuses.begin(), entry_statuses.end(), status);
        const auto shares = entry.legal_at(age_on(roster[row].born, eve));
        return shares[static_cast<std::size_t>(at - entry_statuses.begin())];
    };
    /// @param mean_days, most_days  how long children have been under it: an exponential, cut off
    /// @param youngest  age from which it is possible [years]
    const auto choose = [&](LegalStatus status, std::size_t number, double mean_days, double most_days,
                            int youngest) {
        std::vector<Arrival> arrivals;
        for (std::size_t row = 0; row < roster.size(); ++row) {
            const double rate = share(row, status);
            if (rate <= 0 || is_unaccompanied(roster[row].child) || assigned[row]) continue;
            const auto occasion = static_cast<std::uint32_t>(status);
            arrivals.push_back({draw.exponential(roster[row].child, occasion, of_child::status) / rate, row});
        }
        std::sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) {
            return std::pair{a.when, a.row} < std::pair{b.when, b.row};
        });
        for (std::size_t index = 0; index < std::min(number, arrivals.size()); ++index) {
            const auto row = arrivals[index].row;
            const double waited = mean_days * draw.exponential(roster[row].child, 0, of_child::how_long);
            const Day earliest = youngest > 0 ? birthday(roster[row].born, youngest) : roster[row].born + 1;
            assigned[row] = status;
            roster[row].entered =
                std::max(eve - static_cast<std::int32_t>(std::min(waited, most_days)), earliest);
        }
    };
    const auto published = [&](LegalStatus status) { return inputs.by_legal_status[legal_group(status)]; };
    constexpr double longest_remand = 240;       // eight months, twice the mean
    constexpr int criminal_responsibility = 10;  // Children and Young Persons Act 1963, section 16
    choose(LegalStatus::J1, published(LegalStatus::J1), days_per_month / leaving.of_remand().value,
           longest_remand, criminal_responsibility);
    // Police protection and emergency orders by the days that each fills. They end within their legal
    // maximum.
    const auto emergencies = published(LegalStatus::L1);
    double police = 0, court = 0;
    for (std::size_t row = 0; row < roster.size(); ++row) {
        police += share(row, LegalStatus::L1) * police_protection_days;
        court += share(row, LegalStatus::L2) * emergency_order_days;
    }
    const auto of_court =
        static_cast<std::size_t>(emergencies * court / std::max(police + court, 1e-9) + 0.5);
    choose(LegalStatus::L2, of_court, emergency_order_days / 4.0, emergency_order_days - 1, 0);
    choose(LegalStatus::L1, emergencies - of_court, police_protection_days / 4.0, police_protection_days - 1,
           0);
    return assigned;
}

}  // namespace hearth
