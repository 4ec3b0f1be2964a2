#include <algorithm>

#include "sim/policies/commissioning.hpp"

namespace hearth {
namespace {

/// Time to plan a placement: more carers and homes answer before the child must move, and of the offers that
/// one is taken which fits the child best, not the first.
class PlacementPlanning final : public Commissioning {
   public:
    using Commissioning::Commissioning;

    void steer(LocalMonth& local) const override {
        auto& chosen = local.own.policies.best_match;
        chosen = std::max(chosen, commission(local));
    }
};

const RegisterProcess<PlacementPlanning> registered{
    "placement_planning", "policy: time to plan a placement, and the place that fits best"};

}  // namespace
}  // namespace hearth
