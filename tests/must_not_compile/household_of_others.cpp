// error: in read-only object
// A policy can't write the households of its own authority either, but what its processes are to read.
#include "sim/policies/policy.hpp"

namespace hearth {

class Respite final : public Policy {
   public:
    using Policy::Policy;

    void steer(LocalMonth& local) const override {
#ifdef WRONG
        local.own.households[0].on_hold = 0;
#else
        local.own.policies.supported_leaving *= ratio(0.5, holds(local));
#endif
    }
};

}  // namespace hearth
