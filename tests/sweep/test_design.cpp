#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/sweep/design.hpp"

using namespace hearth;

namespace {

/// How many points of each slice of so many a parameter has.
std::vector<int> in_slices(const std::vector<UnitPoint>& points, std::size_t parameter, std::size_t slices) {
    std::vector<int> found(slices, 0);
    for (const auto& point : points) {
        REQUIRE(point[parameter] >= 0);
        REQUIRE(point[parameter] < 1);
        ++found[static_cast<std::size_t>(point[parameter] * static_cast<double>(slices))];
    }
    return found;
}

double correlation(const std::vector<UnitPoint>& points, std::size_t one, std::size_t other) {
    double sum = 0;
    for (const auto& point : points) sum += (point[one] - 0.5) * (point[other] - 0.5);
    return sum / static_cast<double>(points.size()) * 12;
}

}  // namespace

TEST_CASE("a Latin hypercube has one point in each slice of each parameter", "[unit][sweep]") {
    const auto points = draw_points(Design::lhs, 50, 3, 1);
    REQUIRE(points.size() == 50);
    for (std::size_t parameter = 0; parameter < 3; ++parameter)
        CHECK(in_slices(points, parameter, 50) == std::vector<int>(50, 1));
    CHECK(std::abs(correlation(points, 0, 1)) < 0.5);  // 3.5 standard deviations
    CHECK(draw_points(Design::lhs, 50, 3, 1) == points);
    CHECK(draw_points(Design::lhs, 50, 3, 2) != points);
}

TEST_CASE("Sobol's points fill every slice and every square of a power of two alike", "[unit][sweep]") {
    const auto points = draw_points(Design::sobol, 64, 4, 7);
    for (std::size_t parameter = 0; parameter < 4; ++parameter)
        CHECK(in_slices(points, parameter, 64) == std::vector<int>(64, 1));
    std::set<std::pair<int, int>> squares;
    for (const auto& point : points)
        squares.emplace(static_cast<int>(point[0] * 8), static_cast<int>(point[1] * 8));
    CHECK(squares.size() == 64);
    CHECK(draw_points(Design::sobol, 64, 4, 8) != points);
}

TEST_CASE("Saltelli's design is A, A with each column of B, B", "[unit][sweep]") {
    const std::size_t parameters = 3, base = 16;
    const auto points = draw_points(Design::saltelli, base, parameters, 1);
    REQUIRE(points.size() == base * (parameters + 2));
    for (std::size_t block = 0; block < base; ++block) {
        const auto* const a = &points[block * (parameters + 2)];
        const auto& b = a[parameters + 1];
        for (std::size_t parameter = 0; parameter < parameters; ++parameter) {
            CHECK((*a)[parameter] != b[parameter]);
            for (std::size_t other = 0; other < parameters; ++other)
                CHECK(a[parameter + 1][other] == (other == parameter ? b[other] : (*a)[other]));
        }
    }
}

TEST_CASE("for second order, B with each column of A stands before B", "[unit][sweep]") {
    const auto points = draw_points(Design::saltelli, 2, 3, 1, Orders::second_too);
    REQUIRE(points.size() == 2 * (2 * 3 + 2));
    const auto& a = points[0];
    const auto& b = points[7];
    for (std::size_t parameter = 0; parameter < 3; ++parameter)
        for (std::size_t other = 0; other < 3; ++other) {
            CHECK(points[1 + parameter][other] == (other == parameter ? b[other] : a[other]));
            CHECK(points[4 + parameter][other] == (other == parameter ? a[other] : b[other]));
        }
}

TEST_CASE("the points of a smaller design are the first of a larger one, where it nests", "[unit][sweep]") {
    for (const auto design : {Design::sobol, Design::random, Design::morris, Design::saltelli, Design::lhs}) {
        INFO(name_of(design));
        const auto few = draw_points(design, 16, 3, 5), many = draw_points(design, 32, 3, 5);
        CHECK(std::equal(few.begin(), few.end(), many.begin()) == nests(design));
    }
    const auto points = draw_points(Design::random, 4000, 2, 1);
    for (const int slice : in_slices(points, 0, 4))
        CHECK(std::abs(slice - 1000) < 140);            // 5 standard deviations
    CHECK(std::abs(correlation(points, 0, 1)) < 0.08);  // as many
}

TEST_CASE("a trajectory moves each parameter once, by two thirds", "[unit][sweep]") {
    const std::size_t parameters = 4;
    const auto points = draw_points(Design::morris, 20, parameters, 1);
    REQUIRE(points.size() == 20 * (parameters + 1));
    int up = 0;
    for (std::size_t trajectory = 0; trajectory < 20; ++trajectory) {
        std::set<std::size_t> moved;
        for (std::size_t step = 0; step < parameters; ++step) {
            const auto& from = points[trajectory * (parameters + 1) + step];
            const auto& to = points[trajectory * (parameters + 1) + step + 1];
            for (std::size_t parameter = 0; parameter < parameters; ++parameter) {
                if (from[parameter] == to[parameter]) continue;
                CHECK(moved.insert(parameter).second);
                CHECK(std::abs(to[parameter] - from[parameter]) == Approx(2.0 / 3));
                up += to[parameter] > from[parameter] ? 1 : 0;
            }
        }
        CHECK(moved.size() == parameters);
    }
    CHECK(up > 15);  // of 80, both ways
    CHECK(up < 65);
}

TEST_CASE("a grid is every combination, the last changing fastest", "[unit][sweep]") {
    CHECK(combinations({2, 3}) ==
          std::vector<std::vector<std::size_t>>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
    CHECK(combinations({}).size() == 1);
}
