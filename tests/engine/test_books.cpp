#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/replicate.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

namespace {

constexpr double panel_costs = 1'000;  // [GBP/month]
constexpr double gone = 0.5;           // part of the year's budget

/// A process that acts on money: once half of the year's budget is gone, a panel sits each month for the rest
/// of the year, and sees to it that more placements with relatives are found.
class SpendingPanel final : public Process {
   public:
    void steer(LocalMonth& local) const override {
        if (local.spent_this_year().on_children() <= gone * local.budget()) return;
        local.account.spend(panel_costs);
        local.own.policies.kin *= 3;
    }
};

/// The tiny county with the panel.
struct WithPanel {
    TinyCounty county;
    Schedule schedule;

    explicit WithPanel(unsigned threads = 2) : county{{"months=36"}, threads} {
        schedule = county.model.schedule;
        schedule.push_back({"spending_panel", std::make_shared<SpendingPanel>()});
    }
    Replicate begin() const { return {schedule, county.country, county.layout, 0, county.workers}; }
    ReplicateResults finish(Replicate life) const {
        life.live_until(county.layout.start + county.layout.months, [] {});
        return life.take(Events::all);
    }
};

}  // namespace

TEST_CASE("a process reads what its authority has spent so far, and acts on it", "[property][books]") {
    const WithPanel with;
    const auto& county = with.county;
    const auto results = with.finish(with.begin());
    std::array<int, 2> months{};  // without a panel, with one
    for (std::size_t authority = 0; authority < county.country.authorities.size(); ++authority) {
        double so_far = 0;
        for (std::size_t month = 0; month < 36; ++month) {
            const Day first = first_day(county.country.start + static_cast<int>(month));
            if (month % 12 == 0) so_far = 0;  // April
            const double half = gone * county.country.authorities[authority].budget.in(reporting_year(first));
            REQUIRE(std::abs(so_far - half) > 12 * 4);  // what the results round decides nothing
            const bool sits = so_far > half;
            CAPTURE(authority, month, so_far, half);
            CHECK(county.at(results, measure("spending_policies"), month, authority) ==
                  (sits ? panel_costs : 0));
            ++months[sits];
            for (const auto* service : {"spending_fostering", "spending_residential",
                                        "spending_other_placements", "spending_other_services"})
                so_far += county.at(results, measure(service), month, authority);
        }
    }
    CHECK(months[0] > 20);
    CHECK(months[1] > 20);
    const auto without = TinyCounty{{"months=36"}}.run(0, Events::all);
    CHECK(results.digests().record != without.digests().record);  // it has moved children
}

TEST_CASE("what is spent so far is the same on any number of threads, from a snapshot and after a branch",
          "[property][books]") {
    const WithPanel with;
    const auto digest = with.finish(with.begin()).digest();
    const WithPanel alone{1};
    CHECK(alone.finish(alone.begin()).digest() == digest);
    for (const int months : {7, 12, 21}) {
        CAPTURE(months);
        const Month then = with.county.layout.start + months;
        auto past = with.begin();
        past.live_until(then, [] {});
        CHECK(with.finish(Replicate{past, with.schedule}).digest() == digest);
        CHECK(with.finish(Replicate{past.save(), then, with.schedule, with.county.country, with.county.layout,
                                    0, with.county.workers})
                  .digest() == digest);
    }
}

TEST_CASE("what each policy spends is all that policies spend", "[property][books]") {
    TinyCounty county{{"months=24", "foster_allowances.strength=1", "foster_allowances.start=2019-04",
                       "peer_support.strength=1", "peer_support.start=2019-06", "homes_programme.strength=1",
                       "homes_programme.start=2019-04", "homes_programme.homes=50"}};
    Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
    Recorder recorder{county.country, county.layout, county.workers};
    std::map<std::string, double, std::less<>> in_all;
    std::vector<double> by_month;
    while (simulation.month() < county.country.start + 24) {
        const Month now = simulation.month();
        simulation.live_month();
        recorder.record(simulation.population(), now);
        for (std::size_t authority = 0; authority < county.country.authorities.size(); ++authority) {
            const auto& books = simulation.population().books(authority);
            const auto year = reporting_year(first_day(now));
            double month = 0, so_far = 0;
            for (const auto policy : books.policies()) {
                month += books.last_month(policy);
                so_far += books.in_year(year, policy);
                in_all[std::string{policy}] += books.last_month(policy);
            }
            CHECK(month == Approx(books.last_month().policies));
            CHECK(so_far == Approx(books.in_year(year).policies));
            by_month.push_back(month);
        }
    }
    const auto results = recorder.take(simulation.population(), Events::none);
    const auto authorities = county.country.authorities.size();
    for (std::size_t cell = 0; cell < by_month.size(); ++cell)
        CHECK(county.at(results, measure("spending_policies"), cell / authorities, cell % authorities) ==
              Approx(by_month[cell]).margin(0.51).epsilon(0));
    REQUIRE(in_all.size() == 3);
    CHECK(in_all.at("foster_allowances") > 10'000);
    CHECK(in_all.at("peer_support") > 1'000);
    CHECK(in_all.at("homes_programme") > 100'000);
}
