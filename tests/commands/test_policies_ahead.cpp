#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/commands/program.hpp"

using namespace hearth::testing;
using Catch::Contains;

namespace {

/// A scenario of one policy, from April 2020 to March 2021.
void write(const Folder& folder, const std::string& name, const std::string& policy,
           const std::string& lines) {
    std::ofstream{folder / (name + ".yaml")} << "scenario: " << name << "\nprocesses:\n  - " << policy
                                             << ":\n      start: 2020-04\n      end: 2021-03\n"
                                             << lines;
}

constexpr auto budget = "      budget: {value: 120000, unit: GBP/year}\n";
constexpr auto a_tenth = "      strength: {value: 0.1, unit: \"1\", source: \"assumed: a test\"}\n";

Seen compare(const Folder& folder, std::vector<std::string> words) {
    words.insert(words.begin(), {"compare", tiny(), "--months", "30", "--replicates", "2", "-q"});
    return run(folder, words);
}

/// What the scenario of a comparison spends on policies in its first replicate, in all areas together [GBP].
double spent(const fs::path& file) {
    const hearth::ResultsReader results{file};
    double sum = 0;
    const auto cells = results.panel("spending_policies", 1, 0);
    const auto areas = results.layout().areas.size();
    for (std::size_t month = 0; month * areas < cells.size(); ++month)
        sum += cells[month * areas + areas - 1];
    return sum;
}

}  // namespace

TEST_CASE("a budget is spent to the pound, and said before", "[commands][policies]") {
    // A budget that buys less than all of the policy in the made-up county.
    const auto [policy, pounds] = GENERATE(table<std::string, int>({{"recruitment_campaign", 120'000},
                                                                    {"recruitment_hub", 12'000},
                                                                    {"placement_planning", 12'000},
                                                                    {"care_cooperative", 12'000},
                                                                    {"peer_support", 12'000}}));
    CAPTURE(policy);
    const Folder folder;
    write(folder, "ours", policy, fmt::format("      budget: {{value: {}, unit: GBP/year}}\n", pounds));
    const auto seen = compare(folder, {"--scenario", "ours.yaml", "-o", "ours.h5"});
    REQUIRE(seen.code == 0);
    const auto sum = fmt::format("GBP {},000", pounds / 1000);
    CHECK_THAT(seen.err, Contains(policy + ": ") && Contains(sum + " a year in Tinyshire, April 2020") &&
                             Contains(sum + " in all"));
    CHECK(spent(folder / "ours.h5") == Approx(pounds).epsilon(0.01));
}

TEST_CASE("a run of a part of a reach spends that part's share, whoever else is simulated",
          "[commands][policies]") {
    const Folder folder;
    write(folder, "ours", "recruitment_campaign", std::string{"      reach: [Tinyshire]\n"} + budget);
    REQUIRE(compare(folder, {"--scenario", "ours.yaml", "-o", "all.h5"}).code == 0);
    const auto seen = compare(folder, {"--scenario", "ours.yaml", "-o", "part.h5", "--areas", "Ashby"});
    REQUIRE(seen.code == 0);
    CHECK_THAT(seen.err, Contains(" in Ashby (its part of GBP 120,000 a year for Tinyshire), April 2020"));
    const double part = spent(folder / "part.h5");
    CHECK(part > 20'000);
    CHECK(part < 80'000);

    write(folder, "nowhere", "recruitment_campaign", budget);
    check_refused(
        folder,
        [&] {
            return compare(folder, {"--scenario", "nowhere.yaml", "--areas", "Ashby"});
        },
        "GBP 120,000 a year is for all of the policy's reach, which is not said");
}

TEST_CASE("half a strength spends half a budget, a ramp and pauses are in the sum", "[commands][policies]") {
    const Folder folder;
    write(folder, "half", "recruitment_campaign",
          std::string{
              "      ramp: 5\n      strength: {value: 0.5, unit: \"1\", source: \"assumed: a test\"}\n"} +
              budget);
    write(folder, "pulsed", "recruitment_campaign",
          std::string{"      months_on: 3\n      months_off: 9\n"} + budget);
    const auto seen =
        compare(folder, {"--scenario", "half.yaml", "--scenario", "pulsed.yaml", "-o", "both.h5"});
    REQUIRE(seen.code == 0);
    // 60,000 a year: 5,000 a month, of which the first five months have 1/6 to 5/6: 60,000 - 12,500.
    CHECK_THAT(
        seen.err,
        Contains("GBP 60,000 a year once in full in Tinyshire, April 2020 to March 2021: GBP 47,500 in all"));
    CHECK_THAT(seen.err,
               Contains("GBP 120,000 a year in Tinyshire, April 2020 to March 2021: GBP 120,000 in all"));
    CHECK(spent(folder / "both.h5") == Approx(47'500).epsilon(0.01));
}

TEST_CASE("no budget buys more than all of a policy, and that is said before", "[commands][policies]") {
    const Folder folder;
    write(folder, "much", "recruitment_hub", "      budget: {value: 900000000, unit: GBP/year}\n");
    write(folder, "whole", "recruitment_hub",
          "      strength: {value: 1, unit: \"1\", source: \"assumed: a test\"}\n");
    const auto seen =
        compare(folder, {"--scenario", "much.yaml", "--scenario", "whole.yaml", "-o", "both.h5"});
    REQUIRE(seen.code == 0);
    CHECK_THAT(seen.err, Contains("(all that it costs there; the budget is GBP 900.0m a year)"));
    const hearth::ResultsReader results{folder / "both.h5"};
    CHECK(results.replicate_digests(1, 0) == results.replicate_digests(2, 0));
}

TEST_CASE("what hangs on the run has its price and no sum", "[commands][policies]") {
    const Folder folder;
    const auto seen = compare(folder, {"--scenario", "peer_support", "--scenario", "youth_custody_closure",
                                       "--start", "2021-04", "-o", "two.h5"});
    REQUIRE(seen.code == 0);
    CHECK_THAT(seen.err,
               Contains("peer_support: GBP 900 a month for each household in a constellation, in Tinyshire, "
                        "April 2021 to September 2021, when the run ends: depends on how many are in one"));
    CHECK_THAT(seen.err, Contains("youth_custody_closure: nothing") && !Contains("in all"));
}

TEST_CASE("a budget beside what it stands for, or for a policy that takes none, is refused",
          "[commands][policies]") {
    const Folder folder;
    const auto refused = [&](const std::string& name, const std::string& words) {
        CAPTURE(name);
        check_refused(
            folder,
            [&] {
                return run(folder, {"check", name + ".yaml", "--over", tiny()});
            },
            words);
    };
    write(folder, "both", "recruitment_campaign",
          std::string{budget} +
              "      spending: {value: 1, unit: \"GBP/month/10,000 adults\", source: \"assumed: a test\"}\n");
    refused("both",
            "both.yaml:7:25: recruitment_campaign.spending stands beside recruitment_campaign.budget "
            "(both.yaml:6:7)");
    write(folder, "relief", "council_tax_relief", budget);
    refused("relief", "relief.yaml:6:7: council_tax_relief.budget is not for this policy");
    write(folder, "month", "recruitment_hub", "      budget: {value: 1, unit: GBP/month}\n");
    refused("month", "recruitment_hub.budget has unit 'GBP/month' (the model needs 'GBP/year')");
    write(folder, "bare", "recruitment_hub", "      budget: 500000\n");
    refused("bare", "recruitment_hub.budget has no unit. Write {value: ..., unit: \"GBP/year\"}?");
    write(folder, "comma", "recruitment_campaign",
          "      spending: {value: 1, unit: GBP/month/10,000 adults, source: \"assumed: a test\"}\n");
    refused("comma", "recruitment_campaign.spending.unit holds a comma. Put it in quotes");
    write(folder, "old", "peer_support",
          "      cost: {value: 1, unit: GBP/month, source: \"assumed: a test\"}\n");
    refused("old", "peer_support.cost has unit 'GBP/month' (the model needs 'GBP/month/household')");

    write(folder, "money", "recruitment_campaign", budget);
    write(folder, "share", "recruitment_campaign",
          "      strength: {value: 1, unit: \"1\", source: \"assumed: a test\"}\n");
    check_refused(
        folder,
        [&] {
            return compare(folder, {"--scenario", "money.yaml+share.yaml"});
        },
        "recruitment_campaign.budget is set here and strength at share.yaml:6:7");
}

TEST_CASE("a budget on the command line takes the place of what files say", "[commands][policies]") {
    const Folder folder;
    write(folder, "ours", "recruitment_campaign", a_tenth);
    REQUIRE(compare(folder, {"--scenario", "ours.yaml", "--set", "recruitment_campaign.budget=120000", "-o",
                             "ours.h5"})
                .code == 0);
    CHECK(spent(folder / "ours.h5") == Approx(120'000).epsilon(0.01));
}

TEST_CASE("a budget and a strength on the command line both hold, in either order", "[commands][policies]") {
    const Folder folder;
    write(folder, "ours", "recruitment_campaign", a_tenth);
    const std::string whole = "recruitment_campaign.budget=120000",
                      half = "recruitment_campaign.strength=0.5";
    for (const auto& [first, second] : {std::pair{whole, half}, std::pair{half, whole}}) {
        CAPTURE(first);
        const auto seen =
            compare(folder, {"--scenario", "ours.yaml", "--set", first, "--set", second, "-o", "ours.h5"});
        REQUIRE(seen.code == 0);
        CHECK(spent(folder / "ours.h5") == Approx(60'000).epsilon(0.01));
    }
}

TEST_CASE("small prices are told with their pence", "[commands][policies]") {
    const Folder folder;
    write(folder, "more", "foster_allowances",
          "      strength: {value: 1, unit: \"1\", source: \"assumed: a test\"}\n");
    const auto seen =
        compare(folder, {"--scenario", "more.yaml", "--set", "foster_allowances.more=0.4", "-o", "more.h5"});
    CHECK_THAT(seen.err, Contains("GBP 0.40 a week for each child"));
}

TEST_CASE("scenarios move as a whole, and none starts after the run", "[commands][policies]") {
    const Folder folder;
    write(folder, "ours", "recruitment_campaign", budget);
    const auto moved = compare(folder, {"--scenario", "ours.yaml", "--start", "2020-07", "-o", "moved.h5"});
    CHECK(moved.code == 0);
    CHECK_THAT(moved.err, Contains("July 2020 to June 2021"));
    const auto begun = compare(folder, {"--scenario", "ours.yaml", "--start", "2018-10", "-o", "begun.h5"});
    CHECK_THAT(begun.err, Contains("April 2019 to September 2019: GBP 60,000 in all"));
    CHECK(spent(folder / "begun.h5") == Approx(60'000).epsilon(0.01));
    const auto refused = [&](std::vector<std::string> words, const std::string& saying) {
        CAPTURE(words);
        check_refused(
            folder, [&] { return compare(folder, words); }, saying);
    };
    refused({"--scenario", "ours.yaml", "--start", "2018-04"},
            "recruitment_campaign.end: 2019-03 is before the run, whose first month is 2019-04. Take a later "
            "month, or "
            "move the scenario: --start 2019-04");
    refused({"--scenario", "ours.yaml", "--start", "2026-04"},
            "recruitment_campaign starts in 2026-04, after the last month of the run, 2021-09. Run for "
            "longer: --months 96 holds a year of it, or move the scenario into the run: --start 2019-04");
    refused({"--scenario", "peer_support"},
            "peer_support starts in 2024-04, after the last month of the run, 2021-09");
    refused({"--scenario", "agency_closes"},
            "agency_closure starts in 2024-04, after the last month of the run");
    refused({"--set", "peer_support.strength=1", "--set", "peer_support.start=2024-04", "--scenario", "null"},
            "2021-09. Run for longer: --months 72 holds a year of it");
    refused({"--scenario", "ours.yaml", "--start", "2090-11"},
            "2021-09. Take an earlier start, or move the scenario into the run: --start 2019-04");
    refused({"--scenario", "ours.yaml", "--start", "2147483647-01"},
            "--start: '2147483647-01' is not a month");
    refused({"--scenario", "ours.yaml", "--start", "soon"}, "--start: 'soon' is not a month");
    refused({"--scenario", "null", "--start", "2020-07"}, "has no policy with a start");
    refused({"--scenario", "ours.yaml", "--set", "recruitment_campaign.start=2021-05"},
            "move a scenario as a whole: --start 2021-05");
    check_refused(
        folder,
        [&] {
            return run(folder, {"run", tiny(), "--start", "2020-07"});
        },
        "--start: moves the policies of scenarios");
}

TEST_CASE("scenarios are listed, and wrong names are answered", "[commands][policies]") {
    const Folder folder;
    fs::create_directories(folder / "scenarios");
    std::ofstream{folder / "scenarios/deploy.yaml"} << "stages: [build]\n";
    const auto listed = run(folder, {"scenarios"});
    CHECK(listed.code == 0);
    CHECK_THAT(
        listed.out,
        Contains("\nregional_campaign\n  a campaign for foster carers in the North East, a year from "
                 "April 2024\n  evidence: weak; as for a national campaign\n  recruitment_campaign, from "
                 "2024-04 to 2025-03, in North East\n"));
    const auto refused = [&](std::vector<std::string> words, const std::string& saying) {
        CAPTURE(words);
        check_refused(
            folder, [&] { return run(folder, words); }, saying);
    };
    refused({"run", "englnad"}, "Did you mean 'england'?");
    refused({"run", tiny(), "--scenario", "nationalcampaign"}, "Did you mean 'national_campaign'?");
    refused({"run", "regional_campaign"}, "is a scenario, which is laid over a config");
    refused({"run", tiny(), "--area", "Ashby"}, "--area is no option of run. Did you mean '--areas'?");
    refused({"run", tiny(), "--areas", "Ashby city"}, "Did you mean 'Ashby'?");
    refused({"describe", tiny(), "peer_suport"}, "Did you mean 'peer_support'?");
    std::ofstream{folder / "empty.yaml"} << "scenario: \"\"\n";
    refused({"run", tiny(), "--scenario", "empty.yaml"}, "empty.yaml:1:11: scenario = '' is no name");
    std::ofstream{folder / "day.yaml"} << "extends: " << tiny() << "\nstart: 2019-04-01\n";
    refused({"check", "day.yaml"},
            "day.yaml:2:8: start = '2019-04-01' is not a month alone. Write it as 2019-04");
    CHECK(run(folder, {"help", "run"}).out == run(folder, {"run", "--help"}).out);
}
