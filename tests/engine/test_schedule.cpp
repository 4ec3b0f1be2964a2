#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "sim/core/contracts.hpp"
#include "sim/engine/replicate.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

namespace {

/// A process that does nothing but to act, to hear and to come after others.
struct Idle final : Process {
    std::vector<EventKind> acts;
    std::vector<std::string_view> follows;

    std::span<const EventKind> acts_on() const override { return acts; }
    std::span<const std::string_view> after() const override { return follows; }
};

ScheduledProcess idle(std::string name, std::vector<std::string_view> follows,
                      std::vector<EventKind> acts = {}) {
    auto process = std::make_shared<Idle>();
    process->follows = std::move(follows);
    process->acts = std::move(acts);
    return {std::move(name), process};
}

std::vector<std::string> names_of(const Schedule& schedule) {
    std::vector<std::string> names;
    for (const auto& [name, process] : schedule) names.push_back(name);
    return names;
}

/// The county with many policies at work, so that their order would be seen as well.
struct CountyOfPolicies : TinyCounty {
    static constexpr std::array names{"care_cooperative",     "council_tax_relief", "foster_allowances",
                                      "homes_programme",      "kinship_support",    "peer_support",
                                      "placement_planning",   "recruitment_hub",    "uasc_surge",
                                      "youth_custody_closure"};

    CountyOfPolicies() : TinyCounty{assignments(), 2, scenarios()} {}

    static std::vector<std::string> assignments() {
        std::vector<std::string> early{"months=30", "recruitment_campaign.start=2021-04"};
        for (const std::string policy : names) early.push_back(policy + ".start=2021-04");
        return early;
    }

    static std::vector<std::string> scenarios() {
        std::vector<std::string> files{HEARTH_SOURCE_DIR "/configs/scenarios/continuous_campaign.yaml"};
        for (const std::string policy : names)
            files.push_back(HEARTH_SOURCE_DIR "/configs/scenarios/" + policy + ".yaml");
        return files;
    }
};

std::string digest_of(TinyCounty& county, const Schedule& schedule) {
    Replicate replicate{schedule, county.country, county.layout, 0, county.workers};
    replicate.live_until(county.country.start + county.model.settings.months, [] {});
    return replicate.take(Events::all).digest();
}

}  // namespace

TEST_CASE("a process comes after those it names, else the order is that of names", "[unit][schedule]") {
    const Schedule listed{idle("a", {"c", "not listed"}), idle("d", {}), idle("c", {}), idle("b", {"a"})};
    CHECK(names_of(in_order(listed)) == std::vector<std::string>{"c", "a", "b", "d"});
    CHECK_THROWS_AS(in_order({idle("a", {"b"}), idle("b", {"a"})}), BrokenContract);
}

TEST_CASE("the order in which a config lists its processes is of no matter", "[property][schedule]") {
    const TinyCounty county{{"months=1"}};
    auto listed = county.model.schedule;
    std::reverse(listed.begin(), listed.end());
    CHECK(names_of(in_order(listed)) == names_of(county.model.schedule));
    CHECK(std::is_permutation(listed.begin(), listed.end(), county.model.schedule.begin(),
                              [](const auto& a, const auto& b) { return a.process == b.process; }));
}

TEST_CASE("two processes next to each other can change places, unless one says that it comes after the other",
          "[property][schedule]") {
    CountyOfPolicies county;
    const auto& schedule = county.model.schedule;
    const auto expected = digest_of(county, schedule);
    int bound = 0;
    for (std::size_t place = 0; place + 1 < schedule.size(); ++place) {
        auto exchanged = schedule;
        std::swap(exchanged[place], exchanged[place + 1]);
        INFO(schedule[place].name << " and " << schedule[place + 1].name);
        const auto names = schedule[place + 1].process->after();
        if (std::find(names.begin(), names.end(), schedule[place].name) != names.end()) {
            ++bound;
            CHECK(names_of(in_order(exchanged)) == names_of(schedule));
        } else {
            CHECK(digest_of(county, exchanged) == expected);
        }
    }
    CHECK(schedule.size() >= 20);
    CHECK(bound >= 1);  // foster_recruitment and foster_retention
}

TEST_CASE("a process can plan as early or as late as it may", "[property][schedule]") {
    CountyOfPolicies county;
    const auto& schedule = county.model.schedule;
    const auto expected = digest_of(county, schedule);
    const auto follows = [](const ScheduledProcess& one, const ScheduledProcess& other) {
        const auto names = one.process->after();
        return std::find(names.begin(), names.end(), other.name) != names.end();
    };
    for (std::size_t place = 0; place < schedule.size(); ++place) {
        INFO(schedule[place].name);
        auto early = schedule;
        for (auto at = place; at > 0 && !follows(early[at], early[at - 1]); --at)
            std::swap(early[at], early[at - 1]);
        CHECK(digest_of(county, early) == expected);
        auto late = schedule;
        for (auto at = place; at + 1 < late.size() && !follows(late[at + 1], late[at]); ++at)
            std::swap(late[at], late[at + 1]);
        CHECK(digest_of(county, late) == expected);
    }
}

TEST_CASE("an order that a process forbids would be seen", "[property][schedule]") {
    CountyOfPolicies county;
    auto wrong = county.model.schedule;
    const auto place_of = [&](std::string_view name) {
        return std::find_if(wrong.begin(), wrong.end(), [&](const auto& one) { return one.name == name; });
    };
    std::iter_swap(place_of("complexity_of_need"), place_of("placement_disruption"));
    CHECK(digest_of(county, wrong) != digest_of(county, county.model.schedule));
}

TEST_CASE("each kind of event comes to pass by one process, and is heard of only by others",
          "[unit][schedule]") {
    CHECK_THROWS_AS(Audience({idle("a", {}, {EventKind::searches}), idle("b", {}, {EventKind::searches})}),
                    BrokenContract);
    const TinyCounty county{{"months=1"}};
    std::set<EventKind> acted_on;
    for (const auto& [name, process] : county.model.schedule) {
        for (const auto kind : process->acts_on()) acted_on.insert(kind);
        for (const auto kind : process->hears()) {
            const auto own = process->acts_on();
            INFO(name << " hears of " << event_kinds[kind]);
            CHECK(std::find(own.begin(), own.end(), kind) == own.end());
        }
    }
    // Said by who made them happen; and of a process that tiny.yaml has not.
    for (const auto kind :
         {EventKind::disrupted, EventKind::care_began, EventKind::placed, EventKind::agency_closes}) {
        CHECK_FALSE(acted_on.contains(kind));
        acted_on.insert(kind);
    }
    CHECK(acted_on.size() == event_kinds.size());
}
