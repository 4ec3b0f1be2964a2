#include <algorithm>

#include "sim/policies/carer_payments.hpp"

namespace hearth {
namespace {

/// The authority's own foster carers pay no council tax, or less.
class CouncilTaxRelief final : public CarerPayments {
   public:
    explicit CouncilTaxRelief(Section& config)
        : CarerPayments{config},
          relief_{
              config.real("relief", "GBP/year/household", {0, 10'000}, "tax that a household is spared")} {}

    void steer(LocalMonth& local) const override {
        constexpr double months_per_year = 12;
        const double relief = holds(local) * relief_;
        if (relief <= 0) return;
        const auto& households = local.own.households;
        const auto count = std::count_if(households.begin(), households.end(), [](const auto& household) {
            return household.provider == Provider::own && is_fostering(household);
        });
        pay(local, relief, relief * static_cast<double>(count) / months_per_year);
    }

   protected:
    std::string price() const override {
        return pounds(relief_) + " a year for each in-house foster household";
    }
    std::string depends_on() const override { return "how many there are"; }

   private:
    double relief_;
};

const RegisterProcess<CouncilTaxRelief> registered{"council_tax_relief",
                                                   "policy: foster carers pay less council tax"};

}  // namespace
}  // namespace hearth
