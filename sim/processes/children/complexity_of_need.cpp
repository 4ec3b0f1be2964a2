#include "sim/processes/process.hpp"
#include "sim/rules/need_growth.hpp"

namespace hearth {
namespace {

/// What a child needs beyond an ordinary family's care: given when it starts to be looked after, raised by
/// each disruption and by going missing, healing in between.
class ComplexityOfNeed final : public Process {
   public:
    explicit ComplexityOfNeed(Section& config) : growth_{config.shared<NeedGrowth>()} {}

    void plan(LocalMonth& local) const override {
        const auto& roster = local.own.in_care;
        const double left = growth_.left_after(1);
        for (std::size_t row = 0; row < roster.size(); ++row) {
            local.own.set_complexity(
                row, NeedGrowth::healed(roster[row].complexity, roster[row].base_complexity, left));
        }
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::disrupted, EventKind::care_began,
                                          EventKind::goes_missing};
        return kinds;
    }

    void hear(const Event& event, Moment& now) const override {
        const auto& roster = now.population.local(event.authority).in_care;
        const auto [child, row] = event.in_care();
        if (event.kind() == EventKind::disrupted) {
            now.population.set_complexity(event.authority, row,
                                          growth_.after_disruption(roster[row].complexity));
        } else if (event.kind() == EventKind::goes_missing) {
            now.population.set_complexity(event.authority, row,
                                          growth_.after_going_missing(roster[row].complexity));
        } else {
            const double base = growth_.base(roster[row].need, now.draw.uniform(child, 0));
            now.population.begin_complexity(event.authority, row, base);
        }
    }

   private:
    NeedGrowth growth_;
};

const RegisterProcess<ComplexityOfNeed> registered{
    "complexity_of_need", "need that grows with disruption and heals with stability"};

}  // namespace
}  // namespace hearth
