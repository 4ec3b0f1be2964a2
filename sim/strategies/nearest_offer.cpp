#include "sim/rules/matching.hpp"

namespace hearth {
namespace {

/// Close to today's practice: of the few places that are offered on the day, the nearest to home.
class NearestOffer final : public Strategy {
   public:
    double preference(const Offer& offer) const override { return -offer.place.distance_km; }
};

const RegisterStrategy<NearestOffer> registered{"nearest_offer"};

}  // namespace
}  // namespace hearth
