#include "sim/processes/process.hpp"
#include "sim/rules/adoption_hazard.hpp"

#include <algorithm>

namespace hearth {
namespace {

/// Children under a placement order are matched and placed for adoption: a planned move, apart from
/// disruption.
///
/// The clock starts with the order (occasion: the day on which waiting began).
class Adoption final : public Process {
   public:
    explicit Adoption(Section& config) : hazard_{config.shared<AdoptionHazard>()} {}

    void begin(LocalMonth& local) const override {
        auto& roster = local.own.in_care;
        for (std::uint32_t row = 0; row < roster.size(); ++row) draw_clock(roster, row, local.draw);
    }

    void plan(LocalMonth& local) const override {
        auto& roster = local.own.in_care;
        const Day from = first_day(local.month) - 1;
        const Day to = last_day(local.month);
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            const auto day = hazard_.next(roster[row].adoption_clock, care_state(roster[row]), from, to);
            if (!day) continue;
            local.events.push_back({.day = *day,
                                    .kind = EventKind::plans_move,
                                    .authority = local.authority,
                                    .detail = roster[row].placement_number,
                                    .row = row,
                                    .child = roster[row].child,
                                    .household = {},
                                    .wanted = PlacementKind::adoption});
        }
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::legal_change};
        return kinds;
    }

    void hear(const Event& change, Moment& now) const override {
        auto& roster = now.population.local(change.authority).in_care;
        if (waits_for_adoption(roster[change.row].legal, roster[change.row].kind))
            draw_clock(roster, change.row, now.draw);
    }

   private:
    /// The day of the order; of a child who came back from adopters, the day on which that placement ended.
    static Day waiting_since(const InCare& roster, std::uint32_t row) {
        return std::max(roster[row].legal_since, roster[row].back_from_adopters);
    }

    static void draw_clock(InCare& roster, std::uint32_t row, const Draws& draw) {
        const auto occasion = static_cast<std::uint32_t>(waiting_since(roster, row).value);
        roster[row].adoption_clock = draw.exponential(sibling_key(roster[row].child), occasion);
    }

    AdoptionHazard hazard_;
};

const RegisterProcess<Adoption> registered{"adoption", "matching and placing children for adoption"};

}  // namespace
}  // namespace hearth
