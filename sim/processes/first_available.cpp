#include "sim/core/maths.hpp"
#include "sim/processes/matching.hpp"

namespace hearth {
namespace {

/// Close to today's practice: of the few places that are offered on the day, one that is near and fits.
class FirstAvailable final : public Strategy {
   public:
    double asks() const override { return 1; }
    bool compares_agencies() const override { return false; }
    double preference(const Offer& offer) const override {
        return offer.place.match + maths::exp(-offer.place.distance_km / far_km);
    }
};

const RegisterStrategy<FirstAvailable> registered{"first_available"};

}  // namespace
}  // namespace hearth
