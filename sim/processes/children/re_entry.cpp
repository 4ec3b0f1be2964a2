#include <algorithm>

#include "agents/age_bands.hpp"
#include "sim/processes/process.hpp"
#include "sim/rules/re_entry_hazard.hpp"

namespace hearth {
namespace {

/// Children who went home start to be looked after again: soonest in the first months, the teenagers most
/// often. After six years a child is forgotten here and enters as any other of its family; one whose family
/// has left the authority is not seen again.
class ReEntry final : public Process {
   public:
    explicit ReEntry(Section& config) : hazard_{config.shared<ReEntryHazard>()} {}

    void begin(FirstMonth& local) const override {
        const auto& returned = local.own.returned;
        for (std::size_t row = 0; row < returned.size(); ++row)
            local.own.return_clock(row) = clock_of(returned[row], local.draw);
    }

    void plan(LocalMonth& local) const override {
        const auto& returned = local.own.returned;
        const Day from = first_day(local.month) - 1, to = last_day(local.month);
        std::vector<std::uint32_t> kept;
        for (std::uint32_t row = 0; row < returned.size(); ++row) {
            const Day left = returned[row].left;
            const bool is_back = (local.own.families->absent[returned[row].family_row] >>
                                      (fields_of(returned[row].child).birth_order - 1U) &
                                  1U) != 0;
            if (is_back || to - left > remembered_days) continue;
            // Of nearly all it need not be known on which day they turn 18.
            const bool may_turn_18 = to - returned[row].born >= 18 * 365;
            const Day adult = may_turn_18 ? birthday(returned[row].born, 18) : to + 1;
            if (adult <= from + 1) continue;
            // Who went home in the month before: what its clock has used up since counts.
            const bool is_new =
                left >= first_day(local.month + (-1)) && left >= first_day(local.country.start);
            const auto age = age_band(age_on(returned[row].born, left));
            const auto reached =
                hazard_.next(local.own.return_clock(row), left, hazard_.ratio(age, returned[row].reason),
                             is_new ? left : from, std::min(to, adult - 1));
            if (reached) {
                const auto& moves = local.country.authorities[local.authority].moves;
                if (!moves.lives_here(returned[row].family_row, local.month)) continue;
                const Day day = std::max(*reached, from + 1);
                local.events.push_back({day, EventKind::enters_care, local.authority,
                                        Entry{.child = returned[row].child,
                                              .birth_order = fields_of(returned[row].child).birth_order,
                                              .family_row = returned[row].family_row}});
                continue;
            }
            kept.push_back(row);
        }
        local.own.keep_returned(kept);
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::leaves_care};
        return kinds;
    }

    void hear(const Event& left, Moment& now) const override {
        const auto& returned = now.population.local(left.authority).returned;
        const bool went_home = !returned.empty() && returned.back().child == left.as<OfChild>().child &&
                               returned.back().left == left.day;
        if (!went_home) return;
        now.population.return_clock(left.authority, returned.size() - 1) =
            clock_of(returned.back(), now.draw);
    }

   private:
    static double clock_of(const ReturnedChild& child, const Draws& draw) {
        return draw.exponential(sibling_key(child.child), static_cast<std::uint32_t>(child.left.value));
    }

    ReEntryHazard hazard_;
};

const RegisterProcess<ReEntry> registered{"re_entry", "children who went home being looked after again"};

}  // namespace
}  // namespace hearth
