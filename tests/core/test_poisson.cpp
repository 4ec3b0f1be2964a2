#include <catch2/catch.hpp>

#include <boost/math/distributions/poisson.hpp>

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

TEST_CASE("a large mean has the quantiles of its distribution", "[unit][poisson]") {
    for (const double mean : {701.0, 1'000.0, 20'000.0, 1e6}) {
        const boost::math::poisson_distribution<> exact{mean};
        for (const double uniform : {1e-12, 1e-6, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-6}) {
            const auto count = poisson(mean, uniform);
            CAPTURE(mean, uniform, count);
            CHECK(boost::math::cdf(exact, count) > uniform * (1 - 1e-6));
            CHECK(boost::math::cdf(exact, count - 1) <= uniform * (1 + 1e-6));
        }
    }
    CHECK(poisson(1e6, std::nextafter(1.0, 0.0)) <= 1'012'001);
    CHECK(poisson(700, 0.5) <= poisson(700.001, 0.5));
}

TEST_CASE("a mean beyond all sense is the user's to change", "[unit][poisson]") {
    CHECK_THROWS_AS(poisson(1.1e6, 0.5), Unworkable);
    CHECK_THROWS_AS(poisson(-1, 0.5), BrokenContract);
}
