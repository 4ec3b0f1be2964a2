#include "sim/core/maths.hpp"
#include "sim/processes/matching.hpp"

namespace hearth {
namespace {

/// Asks more widely, agencies beside in-house carers, and takes the carers who fit the child best; to be near
/// counts, but for a quarter as much as today.
class BestMatch final : public Strategy {
   public:
    double asks() const override { return 3; }
    bool compares_agencies() const override { return true; }
    double preference(const Offer& offer) const override {
        constexpr double near_counts = 0.25;
        return offer.place.match + near_counts * maths::exp(-offer.place.distance_km / far_km);
    }
};

const RegisterStrategy<BestMatch> registered{"best_match"};

}  // namespace
}  // namespace hearth
