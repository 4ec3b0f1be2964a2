#include <algorithm>

#include "sim/policies/commissioning.hpp"

namespace hearth {
namespace {

/// The authorities of a region look for places together: each asks the in-house carers of all.
class CareCooperative final : public Commissioning {
   public:
    using Commissioning::Commissioning;

    void steer(LocalMonth& local) const override {
        auto& pooled = local.own.policies.pooled;
        pooled = std::max(pooled, commission(local));
    }
};

const RegisterProcess<CareCooperative> registered{
    "care_cooperative", "policy: the authorities of a region share their in-house carers"};

}  // namespace
}  // namespace hearth
