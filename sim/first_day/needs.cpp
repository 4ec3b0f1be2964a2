#include "sim/first_day/needs.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "sim/first_day/draws.hpp"

namespace hearth {
namespace {

using namespace first_day_draws;

struct Arrival {
    double when;
    std::uint32_t row;
    Need need;
};

}  // namespace

FirstDayNeeds::FirstDayNeeds(Section& config)
    : entry_{config.shared<EntryProfile>()}, growth_{config.shared<NeedGrowth>()} {}

void FirstDayNeeds::assign(InCare& roster, const AuthorityInputs& inputs,
                           const UnaccompaniedProfile& unaccompanied, Day eve, const Draws& draw) const {
    std::vector<Arrival> arrivals;
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        const auto child = roster[row].child;
        const auto shares = is_unaccompanied(child) ? unaccompanied.needs_shares()
                                                    : entry_.needs_at(age_on(roster[row].born, eve));
        for (std::uint32_t need = 0; need < needs.size(); ++need) {
            constexpr double last_resort = 1e-9;  // when the likely ones are full
            const double rate = std::max(shares[need], last_resort);
            arrivals.push_back(
                {draw.exponential(child, need, of_child::need) / rate, row, static_cast<Need>(need)});
        }
    }
    std::sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) {
        return std::tuple{a.when, a.row, a.need} < std::tuple{b.when, b.row, b.need};
    });
    auto room = inputs.by_need;
    std::vector<std::uint8_t> is_assigned(roster.size(), 0);
    for (const auto& [when, row, need] : arrivals) {
        auto& left = room[static_cast<std::size_t>(need)];
        if (is_assigned[row] != 0 || left == 0) continue;
        roster[row].need = need;
        is_assigned[row] = 1;
        --left;
    }
    for (auto& child : roster)
        child.base_complexity = growth_.base(child.need, draw.uniform(child.child, 0, of_child::need_ratio));
}

}  // namespace hearth
