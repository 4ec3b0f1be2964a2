#include <catch2/catch.hpp>

#include "sim/core/contracts.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

namespace {

const auto referral = own_kind<OfCase>("test_referral", 20);
const auto assessment = own_kind<OfCase>("test_assessment", 30);
const auto early_call = own_kind<OfCase>("test_early_call", 10);

/// What happened, in its order.
struct Happened {
    static constexpr std::string_view table = "test_own_events";

    Day day{};
    std::uint32_t what{};  ///< number of the kind
    std::uint32_t about{};

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"day", &Happened::day, "day", "for the test"},
                          ColumnInfo{"what", &Happened::what, "1", "for the test"},
                          ColumnInfo{"about", &Happened::about, "1", "for the test"}};
    }
};

/// Referrals come, each is assessed on the same day or a week later, and of every fifth assessment all are
/// told.
class CaseWork final : public Process {
   public:
    void plan(LocalMonth& local) const override {
        for (std::uint32_t number = 0; number < 40; ++number) {
            local.events.push_back(event(number % 7 == 0 ? early_call : referral, local.authority,
                                         39 - number,
                                         day_in(local.month, local.draw.uniform(child(39 - number), 0, 0))));
        }
    }
    std::span<const EventKind> acts_on() const override { return acts_; }
    bool act_here(const Event& event, Here& here) const override {
        const auto& one = event.as<OfCase>();
        note(here.own.list<Happened>(), event, one.number);
        if (event.kind() == referral) {
            const Day day = event.day + (one.number % 2 == 0 ? 0 : 7);
            if (day <= here.days.last()) here.add({day, assessment, event.authority, one});
        } else if (event.kind() == assessment && one.number % 5 == 0) {
            here.add({event.day, EventKind::placed, event.authority,
                      OfPlacement{.child = one.child, .placement_number = 1, .row = one.number}});
        }
        return true;
    }
    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::placed};
        return kinds;
    }
    void hear(const Event& event, Moment& now) const override {
        note(now.population.list<Happened>(event.authority), event, event.as<OfPlacement>().row);
    }

   private:
    static ChildKey child(std::uint32_t number) { return unaccompanied_child(1, 1, 2020, number + 1); }
    static Event event(KindOf<OfCase> kind, std::uint16_t authority, std::uint32_t number, Day day) {
        return {day, kind, authority, OfCase{.child = child(number), .number = number}};
    }
    static void note(Records<Happened>& list, const Event& event, std::uint32_t about) {
        list.push_back(
            {event.day,
             static_cast<std::uint32_t>(event.kind() == EventKind::placed ? 99 : own_hour(event.kind())),
             about});
    }

    std::array<EventKind, 3> acts_{referral, assessment, early_call};
};

std::vector<std::vector<std::array<std::int64_t, 3>>> lived(TinyCounty& county) {
    const Schedule schedule{{"case_work", std::make_shared<CaseWork>()}};
    Simulation simulation{county.country, schedule, 1, 0, county.workers};
    for (int month = 0; month < 3; ++month) simulation.live_month();
    auto population = simulation.population();
    std::vector<std::vector<std::array<std::int64_t, 3>>> found(population.authorities());
    for (std::size_t authority = 0; authority < found.size(); ++authority)
        for (const auto& [day, what, about] : population.list<Happened>(authority))
            found[authority].push_back({day.value, what, about});
    return found;
}

}  // namespace

TEST_CASE("what is an authority's own comes first in its day, hour by hour, and then what all share",
          "[property][own_events]") {
    TinyCounty county{{"months=3"}};
    const auto happened = lived(county);
    REQUIRE(happened.size() > 1);
    for (const auto& of_authority : happened) {
        CHECK(of_authority.size() > 3 * 60);
        CHECK(std::is_sorted(of_authority.begin(), of_authority.end()));
        const auto of = [&](std::int64_t what) {
            return std::count_if(of_authority.begin(), of_authority.end(),
                                 [&](const auto& one) { return one[1] == what; });
        };
        CHECK(of(static_cast<std::int64_t>(own_hour(early_call))) == 3 * 6);
        CHECK(of(static_cast<std::int64_t>(own_hour(referral))) == 3 * 34);
        CHECK(of(99) > 0);
    }
}

TEST_CASE("authorities' own events happen beside each other and give the same bits on any threads",
          "[property][own_events]") {
    TinyCounty one{{"months=3"}, 1}, seven{{"months=3"}, 7};
    CHECK(lived(one) == lived(seven));
}

TEST_CASE("an authority's own event is refused when its hour has passed", "[unit][own_events]") {
    const Month month = month_of(2020, 2);
    Calendar calendar{month, 2};
    const Event event{first_day(month), referral, 1, OfCase{.child = ChildKey{1}, .number = 0}};
    calendar.add(event);
    int happened = 0;
    calendar.walk(
        [&](Day day) {
            auto& own = calendar.own()[1];
            own.begin(day);
            own.walk_today([&](const Event&) {
                ++happened;
                CHECK_THROWS_AS(own.add(event, own_hour(early_call)), BrokenContract);
            });
            if (day == event.day) CHECK_THROWS_AS(calendar.add(event), BrokenContract);
        },
        [](const Event&) {});
    CHECK(happened == 1);
}

TEST_CASE("a kind has one name, one hour and one thing that it is about", "[unit][own_events]") {
    CHECK(own_kind<OfCase>("test_referral", 20).kind == referral);
    CHECK_THROWS_AS(own_kind<OfCase>("test_referral", 21), BrokenContract);
    CHECK_THROWS_AS(own_kind<OfChild>("test_referral", 20), BrokenContract);
    CHECK(name_of(referral) == "test_referral");
    CHECK(name_of(EventKind::placed) == "placed");
    CHECK(own_hour(early_call) < own_hour(referral));
    CHECK(own_hour(referral) < own_hour(assessment));
}
