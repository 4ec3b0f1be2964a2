#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>

#include "sim/core/rates.hpp"

using namespace hearth;

TEST_CASE("reproducible maths agrees with the C library to the last bits", "[unit][maths]") {
    for (double x = -30; x < 30; x += 0.37) {
        CHECK(maths::exp(x) == Approx(std::exp(x)).epsilon(1e-15));
        CHECK(maths::expm1(x) == Approx(std::expm1(x)).epsilon(1e-15));
        CHECK(maths::log(std::exp(x)) == Approx(std::log(std::exp(x))).epsilon(1e-15).margin(1e-15));
    }
}

TEST_CASE("reproducible maths gives these very bits on every machine", "[unit][maths]") {
    std::uint64_t bits = 0;
    for (int step = 1; step <= 1000; ++step) {
        const double x = 0.0137 * step;
        for (const double value : {maths::exp(-x), maths::log(x), maths::expm1(-x)}) {
            bits = std::rotl(bits, 7) ^ std::bit_cast<std::uint64_t>(value);
        }
    }
    CHECK(bits == 0x8166a98e60f93339U);
}

TEST_CASE("a constant hazard becomes a probability", "[unit][rates]") {
    CHECK(probability(PerMonth{0}).value == 0);
    CHECK(probability(PerMonth{0.1}).value == Approx(1 - std::exp(-0.1)));
    CHECK(probability(PerMonth{0.1}, 12).value == Approx(1 - std::exp(-1.2)));
    CHECK(per_month(1.2).value == Approx(0.1));
}
