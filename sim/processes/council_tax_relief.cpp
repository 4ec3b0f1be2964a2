#include <algorithm>

#include "sim/processes/carer_payments.hpp"

namespace hearth {
namespace {

/// The authority's own foster carers pay no council tax, or less.
class CouncilTaxRelief final : public CarerPayments {
   public:
    explicit CouncilTaxRelief(Section& config)
        : CarerPayments{config}, relief_{config.real("relief", "GBP/year", {0, 10'000}, "for a household")} {}

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

   private:
    double relief_;
};

const RegisterProcess<CouncilTaxRelief> registered{"council_tax_relief",
                                                   "policy: foster carers pay less council tax"};

}  // namespace
}  // namespace hearth
