#include "sim/core/maths.hpp"
#include "sim/rules/matching.hpp"

namespace hearth {
namespace {

/// Of the same offers, the carers who fit the child best; to be near home counts for a quarter of that.
class BestMatch final : public Strategy {
   public:
    double preference(const Offer& offer) const override {
        constexpr double near_counts = 0.25;
        return offer.place.match + near_counts * maths::exp(-offer.place.distance_km / far_km);
    }
};

const RegisterStrategy<BestMatch> registered{"best_match"};

}  // namespace
}  // namespace hearth
