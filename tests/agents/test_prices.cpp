#include <catch2/catch.hpp>

#include "agents/prices.hpp"

using namespace hearth;

TEST_CASE("a yearly figure is the one known, then grows", "[unit][prices]") {
    const YearlyFigure figure{2020, {100, 110}, 0.1};
    CHECK(figure.in(2020) == 100);
    CHECK(figure.in(2021) == 110);
    CHECK(figure.in(2022) == Approx(121));
    CHECK(figure.in(2024) == Approx(146.41));
    CHECK_THROWS(figure.in(2019));
    CHECK(YearlyFigure{}.in(2030) == 0);
}

TEST_CASE("a placement costs the price of 2020-21 at its service's level of the year", "[unit][prices]") {
    Prices prices;
    const auto kin = static_cast<std::size_t>(PlacementKind::foster_kin);
    const auto home = static_cast<std::size_t>(PlacementKind::childrens_home);
    prices.list[kin].fill(300);
    prices.list[home].fill(4000);
    prices.list[home][static_cast<std::size_t>(Provider::private_)] = 5000;
    prices.level[static_cast<std::size_t>(Service::fostering)] = {2020, {0.9, 1}, 0};
    prices.level[static_cast<std::size_t>(Service::residential)] = {2020, {0.8, 1.1}, 0.5};
    CHECK(prices.weekly(PlacementKind::foster_kin, Provider::own, 2020) == Approx(270));
    CHECK(prices.weekly(PlacementKind::foster_kin, Provider::own, 2029) == Approx(300));
    CHECK(prices.weekly(PlacementKind::childrens_home, Provider::own, 2021) == Approx(4400));
    CHECK(prices.weekly(PlacementKind::childrens_home, Provider::private_, 2022) == Approx(8250));
    CHECK(prices.weekly(PlacementKind::parents, Provider::parents, 2021) == 0);
}
