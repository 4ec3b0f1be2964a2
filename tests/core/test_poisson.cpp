#include <catch2/catch.hpp>

#include "sim/core/poisson.hpp"

using namespace hearth;

TEST_CASE("a Poisson number is the inverse of its distribution", "[unit][poisson]") {
    // Mean 1: P(N <= 0) = 0.3679, P(N <= 1) = 0.7358, P(N <= 2) = 0.9197.
    CHECK(poisson(1, 0) == 0);
    CHECK(poisson(1, 0.367) == 0);
    CHECK(poisson(1, 0.368) == 1);
    CHECK(poisson(1, 0.735) == 1);
    CHECK(poisson(1, 0.736) == 2);
    CHECK(poisson(1, 0.919) == 2);
    CHECK(poisson(1, 0.920) == 3);
    CHECK(poisson(0, 0.999) == 0);
}

TEST_CASE("a higher mean only adds", "[property][poisson]") {
    for (double uniform = 0; uniform < 1; uniform += 0.01) {
        for (double mean = 0; mean < 5; mean += 0.1)
            REQUIRE(poisson(mean, uniform) <= poisson(mean + 0.1, uniform));
    }
}
