// Folders of plans that somebody has altered and sealed again, or put together by hand.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include "tests/sweep/sweep_folder.hpp"

using namespace hearth;
using namespace hearth::testing;
using Catch::Contains;

namespace {

/// A plan of four runs, in a folder.
struct Planned {
    SweepFolder folder;
    fs::path at = folder / "plan";
    std::string json, csv;

    explicit Planned(const std::string& lines = six_months + "design: sobol\npoints: 2\nreplicates: 2\n") {
        write_plan(folder.plan(lines));
        json = text_of(at / "plan.json");
        csv = text_of(at / "plan.csv");
    }
    std::string refused() const {
        return refusal_of([&] { read_plan(at); });
    }
    std::string refused_json(const std::string& what, const std::string& with) const {
        seal_again(at, changed(json, what, with), csv);
        return refused();
    }
    std::string refused_csv(const std::string& what, const std::string& with) const {
        seal_again(at, json, changed(csv, what, with));
        return refused();
    }
};

/// The digest of the first run.
std::string first_digest(const std::string& csv) {
    const auto line = csv.substr(0, csv.find('\n', csv.find('\n') + 1));
    return line.substr(line.rfind(',') + 1);
}

}  // namespace

TEST_CASE("a plan that was sealed again is read, if it is one", "[unit][sweep]") {
    const Planned plan;
    seal_again(plan.at, changed(plan.json, "\"sweep\": \"test\"", "\"sweep\": \"other\""), plan.csv);
    CHECK(read_plan(plan.at).name == "other");
}

TEST_CASE("lines of plan.csv are those of the plan, or refused", "[unit][sweep]") {
    const Planned plan;
    const std::string none = "plan.csv:2: is no run of this plan";
    for (const auto* const first : {"400000000000,0,0,", "1,0,0,", "0,400000000000,0,", "0,1,0,",
                                    "0,0,400000000000,", "0,0,1,", "-1,0,0,", ",0,0,", "0,0,", "0,0,0,0,"}) {
        INFO(first);
        CHECK_THAT(plan.refused_csv("\n0,0,0,", std::string{"\n"} + first), Contains(none));
    }
    CHECK_THAT(plan.refused_csv("baseline", "nowhere"), Contains(none));
    CHECK_THAT(plan.refused_csv("baseline,1,", "baseline,9007199254740992,"), Contains(none));
    const auto digest = first_digest(plan.csv);
    for (const auto* const other : {"../../escaped", "", "0123456789abcdef0123456789abcde",
                                    "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef/123456789abcdef"})
        CHECK_THAT(plan.refused_csv(digest, other), Contains(none));
    CHECK_THAT(plan.refused_csv("baseline", "\"baseline"), Contains(none));
    CHECK_THAT(plan.refused_csv("baseline", "\"base\"line"), Contains(none));

    const auto second_at = plan.csv.find("\n1,");
    const auto second = first_digest(plan.csv.substr(plan.csv.find('\n') + 1));
    REQUIRE(second.size() == 32);
    CHECK_THAT(plan.refused_csv(second, digest), Contains("has one run twice"));
    seal_again(plan.at, plan.json, plan.csv.substr(0, second_at + 1));
    CHECK_THAT(plan.refused(), Contains("has 1 runs, and plan.json has 2 points"));
    seal_again(plan.at, plan.json, "");
    CHECK_THAT(plan.refused(), Contains("has 0 runs"));
}

TEST_CASE("numbers of plan.json are those of a sweep, or refused", "[unit][sweep]") {
    const Planned plan;
    const auto refused = [&](const std::string& key, const std::string& value) {
        const auto at = plan.json.find("\"" + key + "\": ") + key.size() + 4;
        const auto end = plan.json.find_first_of(",\n", at);
        seal_again(plan.at, plan.json.substr(0, at) + value + plan.json.substr(end), plan.csv);
        return plan.refused();
    };
    for (const auto* const value : {"0", "-1", "9223372036854775808", "1.5", "\"two\"", "[]"}) {
        CAPTURE(value);
        for (const auto* const key : {"points", "replicates", "months", "base_points"}) {
            CAPTURE(key);
            CHECK_THAT(refused(key, value),
                       Contains(std::string{"has a "} + key + " that is no whole number"));
        }
    }
    CHECK_THAT(refused("points", "9223372036854775807"), Contains("has 4 runs, and plan.json has"));
    CHECK_THAT(refused("replicates", "20000"), Contains("has a replicates"));
    CHECK_THAT(refused("months", "601"), Contains("has a months"));
    CHECK_THAT(refused("time_limit", "-1"), Contains("has a time_limit"));
    CHECK_THAT(refused("first_day_seed", "-1"), Contains("has a first_day_seed"));
    CHECK_THAT(refused("start", "\"99999999-01\""), Contains("has a start that is no month"));
    CHECK_THAT(refused("design", "\"guess\""), Contains("has a design that is none of grid"));
    CHECK_THAT(refused("seeds", "\"shared\""), Contains("has a seeds that is none of common"));
}

TEST_CASE("measures, parameters and scenarios of plan.json are known ones", "[unit][sweep]") {
    const Planned plan{six_months + "design: sobol\npoints: 2\nmeasures: [starts, looked_after]\n"};
    CHECK_THAT(plan.refused_json("\"starts\"", "\"nonsense\""),
               Contains("has the measure 'nonsense', which there is not"));
    CHECK_THAT(plan.refused_json("\"starts\"", "\"looked_after\""), Contains("'looked_after', twice"));
    CHECK_THAT(plan.refused_json("\"recruitment_hub.strength\"", "\"recruitment_campaign.spending\""),
               Contains("has the parameter 'recruitment_campaign.spending', twice"));
    CHECK_THAT(plan.refused_json("\"recruitment_hub.strength\"", "\"status\""),
               Contains("has the parameter 'status', which there is not"));
    CHECK_THAT(plan.refused_json("\"uniform\"", "\"normal\""), Contains("another number of numbers"));
    CHECK_THAT(plan.refused_json("\"uniform\"", "\"gamma\""), Contains("has a distribution that is none of"));
    CHECK_THAT(plan.refused_json("40000", "\"x\""), Contains("something that is no number"));
    const auto from = plan.json.find('{', plan.json.find("\"scenarios\""));
    const auto without = plan.json.substr(0, from) + plan.json.substr(plan.json.find('}', from) + 1);
    seal_again(plan.at, without, plan.csv);
    CHECK_THAT(plan.refused(), Contains("has no scenarios"));
}

TEST_CASE("configurations are read from the folder's configs only", "[unit][sweep]") {
    const Planned plan;
    plan.folder.write("secret.yaml", text_of(plan.at / "configs/0_baseline.yaml"));
    for (const auto& file :
         {std::string{"../secret.yaml"}, std::string{"configs/../../secret.yaml"}, std::string{"configs/.."},
          (plan.folder / "secret.yaml").string(), std::string{"configs"}, std::string{}}) {
        INFO(file);
        CHECK_THAT(plan.refused_json("configs/0_baseline.yaml", file), Contains("is not in configs/"));
    }
}

TEST_CASE("what is no plain file is told, and not waited for or read without end", "[unit][sweep]") {
    const Planned plan;
    const auto name = GENERATE("plan.csv", "configs/0_baseline.yaml");
    CAPTURE(name);
    fs::remove(plan.at / name);
    SECTION("a pipe") {
        REQUIRE(mkfifo((plan.at / name).c_str(), 0600) == 0);
        CHECK_THAT(plan.refused(), Contains(name + std::string{": is not a plain file"}));
    }
    SECTION("a device") {
        fs::create_symlink("/dev/zero", plan.at / name);
        CHECK_THAT(plan.refused(), Contains(name + std::string{": is not a plain file"}));
    }
    SECTION("a folder") {
        fs::create_directory(plan.at / name);
        CHECK_THAT(plan.refused(), Contains(name + std::string{": is a folder"}));
    }
    SECTION("a link to a plain file is as good as the file") {
        const bool is_csv = name == std::string{"plan.csv"};
        const auto text =
            is_csv ? plan.csv
                   : plan.folder.plan(six_months + "design: sobol\npoints: 2\n").scenarios.front().yaml;
        fs::create_symlink(plan.folder.write("elsewhere", text), plan.at / name);
        CHECK(plan.refused().empty());
    }
}

TEST_CASE("a plan whose points are not its design's can't be extended", "[unit][sweep]") {
    const Planned plan;
    const auto extend = [&] {
        return refusal_of([&] {
            extended(read_plan(plan.at), {.replicates = {}, .points = 4, .list = {}, .time_limit = {}});
        });
    };
    CHECK(extend().empty());
    seal_again(plan.at, changed(plan.json, "\"design_seed\": \"1\"", "\"design_seed\": \"2\""), plan.csv);
    CHECK_THAT(extend(), Contains("plan.csv: has other points than its design"));
    seal_again(plan.at, plan.json, changed(plan.csv, first_digest(plan.csv), std::string(32, 'a')));
    CHECK_THAT(extend(), Contains("has a run 0 that is not of its configuration"));
}
