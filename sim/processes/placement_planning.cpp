#include <algorithm>

#include "sim/processes/commissioning.hpp"

namespace hearth {
namespace {

/// Time to plan a placement: more carers and homes answer before the child must move, and of the offers that
/// one is taken which fits the child best, not the first.
class PlacementPlanning final : public Process {
   public:
    explicit PlacementPlanning(Section& config) : commissioning_{config} {}

    std::optional<Month> starts() const override { return commissioning_.starts(); }
    void prepare(const Country& country) override { commissioning_.prepare(country); }

    void steer(LocalMonth& local) const override {
        auto& chosen = local.own.policies.best_match;
        chosen = std::max(chosen, commissioning_.steer(local));
    }

   private:
    Commissioning commissioning_;
};

const RegisterProcess<PlacementPlanning> registered{
    "placement_planning", "policy: time to plan a placement, and the place that fits best"};

}  // namespace
}  // namespace hearth
