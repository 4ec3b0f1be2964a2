#include "sim/policies/policy.hpp"

namespace hearth {
namespace {

/// Young offender institutions close: children who would be there live in children's homes and secure
/// schools.
class YouthCustodyClosure final : public Policy {
   public:
    explicit YouthCustodyClosure(Section& config)
        : Policy{config},
          share_{config.real("share", "1", {0, 1},
                             "share of other residential settings, from 10 years on, that are young offender "
                             "institutions")} {}

    void steer(LocalMonth& local) const override { local.own.policies.custody = share_ * holds(local); }

   private:
    double share_;
};

const RegisterProcess<YouthCustodyClosure> registered{"youth_custody_closure",
                                                      "policy: young offender institutions are phased out"};

}  // namespace
}  // namespace hearth
