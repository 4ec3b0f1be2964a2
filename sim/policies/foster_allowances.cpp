#include "sim/policies/carer_payments.hpp"

namespace hearth {
namespace {

/// Higher allowances for the authority's own foster carers, for each child who lives with them.
class FosterAllowances final : public CarerPayments {
   public:
    explicit FosterAllowances(Section& config)
        : CarerPayments{config},
          more_{config.real("more", "GBP/week/child", {0, 10'000}, "allowance for a child, above today's")} {}

    void steer(LocalMonth& local) const override {
        constexpr double weeks_per_year = days_per_year / 7, months_per_year = 12;
        const double more = holds(local) * more_ * weeks_per_year;
        if (more <= 0) return;
        int children = 0, households = 0;
        for (const auto& household : local.own.households) {
            if (household.provider != Provider::own || !is_fostering(household)) continue;
            children += household.filled;
            ++households;
        }
        if (households == 0) return;
        const double each = more * children / households;
        pay(local, each, more * children / months_per_year);
    }

   protected:
    std::string price() const override {
        return pounds(more_) + " a week for each child with an in-house foster household";
    }
    std::string depends_on() const override { return "how many there are"; }

   private:
    double more_;
};

const RegisterProcess<FosterAllowances> registered{"foster_allowances",
                                                   "policy: higher allowances for in-house foster carers"};

}  // namespace
}  // namespace hearth
