#include "sim/rules/matching.hpp"

namespace hearth {
namespace {

/// Close to today's practice: of the few places that are offered on the day, the nearest to home.
class FirstAvailable final : public Strategy {
   public:
    double preference(const Place& offered) const override { return -offered.distance_km; }
};

const RegisterStrategy<FirstAvailable> registered{"first_available"};

}  // namespace
}  // namespace hearth
