#include <algorithm>

#include "sim/processes/commissioning.hpp"

namespace hearth {
namespace {

/// The authorities of a region look for places together: each asks the in-house carers of all.
class CareCooperative final : public Process {
   public:
    explicit CareCooperative(Section& config) : commissioning_{config} {}

    std::optional<Month> starts() const override { return commissioning_.starts(); }
    void prepare(const Country& country) override { commissioning_.prepare(country); }

    void steer(LocalMonth& local) const override {
        auto& pooled = local.own.policies.pooled;
        pooled = std::max(pooled, commissioning_.steer(local));
    }

   private:
    Commissioning commissioning_;
};

const RegisterProcess<CareCooperative> registered{
    "care_cooperative", "policy: the authorities of a region share their in-house carers"};

}  // namespace
}  // namespace hearth
