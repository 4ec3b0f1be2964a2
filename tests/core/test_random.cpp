#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "sim/core/random.hpp"

using namespace hearth;

namespace {

ChildKey child(std::uint32_t number) {
    return make_key<ChildKey>({KeyKind::child, 301, 1, 60, number, 1});
}

/// Distance of a sample from the uniform distribution, and the distance exceeded with probability alpha by
/// chance (Kolmogorov; Massart's bound sqrt(ln(2 / alpha) / 2n)).
double distance_from_uniform(std::vector<double> sample) {
    std::sort(sample.begin(), sample.end());
    const double n = static_cast<double>(sample.size());
    double distance = 0;
    for (std::size_t index = 0; index < sample.size(); ++index) {
        const double rank = static_cast<double>(index);
        distance = std::max(
            {distance, std::abs(sample[index] - rank / n), std::abs(sample[index] - (rank + 1) / n)});
    }
    return distance;
}
double allowed_distance(std::size_t n, double alpha) {
    return std::sqrt(std::log(2 / alpha) / (2.0 * static_cast<double>(n)));
}

}  // namespace

TEST_CASE("philox gives the published test vectors", "[unit][random]") {
    // Known answers of Random123 (kat_vectors: philox4x32, 10 rounds).
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("stream keys are the same on every machine", "[unit][random]") {
    STATIC_REQUIRE(stream_key(1, 0, "care_entry") == stream_key(1, 0, "care_entry"));
    std::set<std::uint64_t> keys;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
            for (const auto* name : {"care_entry", "leaving_care", "placement_disruption"}) {
                keys.insert(stream_key(seed, replicate, name));
            }
        }
    }
    CHECK(keys.size() == 20 * 20 * 3);
}

TEST_CASE("uniform draws are uniform along every part of the address", "[statistical][random]") {
    constexpr std::size_t n = 20'000;
    constexpr double alpha = 1e-6;  // chance of a false alarm if the stream is ever changed, each section
    const Draws draw{7, 0, "test"};
    std::vector<double> sample;
    SECTION("agents") {
        for (std::uint32_t i = 0; i < n; ++i) sample.push_back(draw.uniform(child(i), 0));
    }
    SECTION("occasions") {
        for (std::uint32_t i = 0; i < n; ++i) sample.push_back(draw.uniform(child(0), i));
    }
    SECTION("draws of one occasion") {
        for (std::uint32_t i = 0; i < n; ++i) sample.push_back(draw.uniform(child(0), 0, i));
    }
    SECTION("replicates") {
        for (std::uint32_t i = 0; i < n; ++i) sample.push_back(Draws{7, i, "test"}.uniform(child(0), 0));
    }
    CHECK(distance_from_uniform(sample) < allowed_distance(n, alpha));
    // Power: a uniform bent by 5 % is caught.
    for (auto& value : sample) value = std::pow(value, 1.12);
    CHECK(distance_from_uniform(sample) > allowed_distance(n, alpha));
}

TEST_CASE("exponential draws have the exponential distribution", "[statistical][random]") {
    constexpr std::size_t n = 20'000;
    constexpr double alpha = 1e-6;
    const Draws draw{7, 0, "test"};
    std::vector<double> right, wrong;
    for (std::uint32_t i = 0; i < n; ++i) {
        const double wait = draw.exponential(child(i), 3);
        right.push_back(1 - std::exp(-wait));
        wrong.push_back(1 - std::exp(-1.1 * wait));
    }
    CHECK(distance_from_uniform(right) < allowed_distance(n, alpha));
    CHECK(distance_from_uniform(wrong) > allowed_distance(n, alpha));
}

TEST_CASE("pick shares out by weight and never takes a label without any", "[unit][random]") {
    const std::vector<double> weights{0, 1, 0, 3, 0};
    CHECK(pick(0.0, weights) == 1);
    CHECK(pick(0.2499, weights) == 1);
    CHECK(pick(0.2501, weights) == 3);
    CHECK(pick(0.9999999999999999, weights) == 3);
}

TEST_CASE("shares summed beforehand take the labels that pick takes", "[unit][random]") {
    const std::vector<double> weights{0, 1, 0, 3, 0.5, 0};
    const Shares shares{weights};
    for (int step = 0; step < 1000; ++step) CHECK(shares.pick(step / 1000.0) == pick(step / 1000.0, weights));
    CHECK(shares.pick(1.0 - 0x1.0p-53) == 4);
}
