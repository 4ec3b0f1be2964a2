#include "sim/processes/policy.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

/// Young offender institutions close: children who would be there live in children's homes and secure
/// schools.
class YouthCustodyClosure final : public Process {
   public:
    explicit YouthCustodyClosure(Section& config)
        : policy_{config},
          share_{config.real("share", "1", {0, 1},
                             "share of other residential settings, from 10 years on, that are young offender "
                             "institutions")} {}

    std::optional<Month> starts() const override { return policy_.starts(); }
    void prepare(const Country& country) override { policy_.prepare(country); }

    void steer(LocalMonth& local) const override {
        local.own.policies.custody = share_ * policy_.holds(local.authority, local.month);
    }

   private:
    Policy policy_;
    double share_;
};

const RegisterProcess<YouthCustodyClosure> registered{"youth_custody_closure",
                                                      "policy: young offender institutions are phased out"};

}  // namespace
}  // namespace hearth
