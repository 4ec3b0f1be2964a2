#include "sim/policies/policy.hpp"

namespace hearth {
namespace {

/// More unaccompanied children arrive for a time. Nobody decides that here; it has a beginning, an end and a
/// reach as policies have, and what is asked is how places bear it.
class UascSurge final : public Policy {
   public:
    explicit UascSurge(Section& config)
        : Policy{config},
          arrivals_{config.real("arrivals_ratio", "1", {1, 10},
                                "unaccompanied children arriving, with it against without")} {}

    void steer(LocalMonth& local) const override {
        local.own.policies.arrivals *= ratio(arrivals_, holds(local));
    }

   private:
    double arrivals_;
};

const RegisterProcess<UascSurge> registered{
    "uasc_surge", "policy: more unaccompanied children arrive, for a time (a stress test)"};

}  // namespace
}  // namespace hearth
