#include <catch2/catch.hpp>

#include "sim/rules/need_growth.hpp"
#include "tests/synthetic.hpp"

using namespace hearth;

namespace {

NeedGrowth growth() {
    auto config = Config::parse(
        "processes:\n  - complexity_of_need:\n      base: " + synthetic::row_of(needs.names, 0.2) +
            "      unsettled_share: " + synthetic::number(0.1) + "      per_disruption: " +
            synthetic::number(0.5) + "      per_incident: " + synthetic::number(0.25) +
            "      heals: " + synthetic::number(0.1, "1/month") + "      highest: " + synthetic::number(2),
        "test.yaml");
    auto section = config.process("complexity_of_need");
    return NeedGrowth{section};
}

}  // namespace

TEST_CASE("complexity of need grows with disruption and harm, and heals back to what the child came with",
          "[unit][complexity_of_need]") {
    const auto need = growth();
    CHECK(need.base(Need::N1, 0.5) == Approx(0.2));
    CHECK(need.base(Need::N1, 0.05) == Approx(1.2));  // one of the unsettled tenth
    CHECK(need.after_disruption(0.2) == Approx(0.7));
    CHECK(need.after_going_missing(0.2) == Approx(0.45));
    CHECK(need.after_disruption(1.9) == Approx(2));  // the highest
    CHECK(NeedGrowth::healed(0.7, 0.2, need.left_after(10)) == Approx(0.2 + 0.5 * std::exp(-1.0)));
    CHECK(NeedGrowth::healed(0.2, 0.2, need.left_after(10)) == 0.2);
}
