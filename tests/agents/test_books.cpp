#include <catch2/catch.hpp>

#include <limits>

#include "agents/check_cells.hpp"
#include "agents/population_tables.hpp"
#include "sim/engine/bookkeeper.hpp"
#include "sim/results/saved_tables.hpp"

using namespace hearth;

namespace {

constexpr Month april = month_of(2020, 4);

ChildKey child(std::uint32_t number) {
    return unaccompanied_child(1, 1, 2020, number);
}

/// Two authorities, Ashby with two children with relatives since 1 March 2020. A week there costs GBP 70,
/// from April 2021 on 140, and all else GBP 7 and 21.
Country two_authorities() {
    Country made;
    made.start = april;
    made.authorities.resize(2);
    made.authorities[0].name = "Ashby";
    made.authorities[1].name = "Brook";
    made.prices
        .list[static_cast<std::size_t>(PlacementKind::foster_kin)][static_cast<std::size_t>(Provider::own)] =
        70;
    made.prices.level.fill({.first_year = 2021, .known = {1, 2}});
    made.prices.other_services = {.first_year = 2021, .known = {7, 21}};
    for (const std::uint32_t number : {1U, 2U}) {
        ChildInCare looked_after;
        looked_after.child = child(number);
        looked_after.status = CareStatus::looked_after;
        looked_after.kind = PlacementKind::foster_kin;
        looked_after.provider = Provider::own;
        looked_after.placed_on = day_of(2020, 3, 1);
        looked_after.placement_row = number - 1;
        made.authorities[0].in_care.push_back(looked_after);
        made.placements.push_back({.child = looked_after.child,
                                   .began = looked_after.placed_on,
                                   .kind = looked_after.kind,
                                   .provider = looked_after.provider});
    }
    return made;
}

/// Both authorities come to the end of a month.
void close(Population& population, Month month) {
    for (const std::size_t authority : {0U, 1U}) population.close_month(authority, month);
}

}  // namespace

TEST_CASE("nights are paid for as placements and months end", "[unit][books]") {
    const auto here = two_authorities();
    Population population{here};
    const auto& books = population.books(0);
    CHECK(books.last_month().on_children() == 0);
    population.leave_care(0, 1, LeavingReason::died, day_of(2020, 4, 15));
    CHECK(books.last_month().on_children() == 0);  // nobody reads half of a month
    close(population, april);
    const auto& month = books.last_month();
    CHECK(month.nights[static_cast<std::size_t>(Service::fostering)] == 30 + 14);
    CHECK(month.on(Service::fostering) == Approx(44 * 10));
    CHECK(month.on(Service::other_services) == Approx(44 * 1));
    CHECK(month.by_provider[static_cast<std::size_t>(Provider::own)] == Approx(440));
    CHECK(month.on_children() == Approx(484));
    CHECK(population.books(1).last_month().on_children() == 0);
}

TEST_CASE("a reporting year begins with nothing, at its own prices", "[unit][books]") {
    const auto here = two_authorities();
    Population population{here};
    const auto& books = population.books(0);
    for (int month = 0; month < 12; ++month) close(population, april + month);
    CHECK(books.in_year(2021).on_children() == Approx(365 * 2 * 11));
    CHECK(books.in_year(2020).on_children() == 0);
    CHECK(books.in_year(2022).on_children() == 0);
    close(population, april + 12);
    CHECK(books.last_month().on_children() == Approx(30 * 2 * 23));
    CHECK(books.in_year(2022).on_children() == Approx(30 * 2 * 23));
    CHECK(books.in_year(2021).on_children() == 0);
}

TEST_CASE("who spends has it in the books under its own name", "[unit][books]") {
    const auto here = two_authorities();
    Population population{here};
    const auto& books = population.books(0);
    auto hub = population.account(0, "recruitment_hub", Bookkeeper{});
    auto idle = population.account(0, "kinship_support", Bookkeeper{});
    const auto month = [&](Month which, double pounds) {
        hub.spend(pounds);
        hub.spend(0.5);
        idle.spend(0);
        population.account(0, "peer_support", Bookkeeper{}).spend(7);
        close(population, which);
    };
    month(april, 100);
    month(april + 1, 200);
    CHECK(books.policies() == std::vector<std::string_view>{"recruitment_hub", "peer_support"});
    CHECK(books.last_month("recruitment_hub") == 200.5);
    CHECK(books.last_month("peer_support") == 7);
    CHECK(books.last_month("kinship_support") == 0);
    CHECK(books.last_month().policies == 207.5);
    CHECK(books.in_year(2021, "recruitment_hub") == 301);
    CHECK(books.in_year(2020, "recruitment_hub") == 0);
    CHECK(books.in_year(2021).policies == 315);
    CHECK(population.books(1).policies().empty());
    CHECK(books.last_month().on_children() == Approx(31 * 2 * 11));  // policies are beside the children
    CHECK_THROWS_AS(hub.spend(std::numeric_limits<double>::quiet_NaN()), std::logic_error);
    const std::string too_long(64, 'x');
    CHECK_THROWS_AS(population.account(0, too_long, Bookkeeper{}).spend(1), std::logic_error);
}

TEST_CASE("books are copied, saved, restored and checked with the population", "[unit][books]") {
    const auto here = two_authorities();
    Population population{here};
    population.account(0, "peer_support", Bookkeeper{}).spend(7);
    close(population, april);
    auto branch = population;
    branch.account(0, "peer_support", Bookkeeper{}).spend(8);
    close(branch, april + 1);
    CHECK(branch.books(0).in_year(2021, "peer_support") == 15);
    CHECK(population.books(0).in_year(2021, "peer_support") == 7);

    SaveTables save;
    for_each_table(branch, save);
    Population restored{here};
    RestoreTables restore{save.take()};
    for_each_table(restored, restore);
    CHECK(restore.is_finished());
    CHECK(restored.books(0).last_month("peer_support") == 8);
    CHECK(restored.books(0).in_year(2021).on_children() == branch.books(0).in_year(2021).on_children());
    CHECK(restored.books(0).last_month().nights == branch.books(0).last_month().nights);
}
