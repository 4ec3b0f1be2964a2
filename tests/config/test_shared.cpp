#include <catch2/catch.hpp>

#include "sim/config/description.hpp"
#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;
using Catch::Contains;

namespace {

/// A rule of two processes, and one of a process and the first day.
struct Fading {
    static constexpr SharedSection section{"fading", "how fast things fade"};
    explicit Fading(Section& config) : months{config.real("months", "month", {1, 100}, "until 37%")} {}
    double months;
};
struct Leaving {
    static constexpr SharedSection section{"leaving", "who leaves"};
    explicit Leaving(Section& config)
        : ratio{config.row("ratio", "1", {"age_band", age_bands}, {0, 10}, "by age")} {}
    std::vector<double> ratio;
};

/// One that the model has.
struct Strain {
    static constexpr SharedSection section{"carer_strain", "what weighs on carers"};
    explicit Strain(Section& config) : fades{config.real("fades", "month", {1, 100}, "until 37%")} {}
    double fades;
};

const std::string base =
    "starting_population: {}\n"
    "shared:\n"
    "  fading:\n"
    "    months: {value: 12, unit: month, source: \"assumed: a test\"}\n"
    "  leaving:\n"
    "    ratio: {unit: \"1\", source: \"assumed: a test\", values: {under_1: 1, 1_to_4: 2}}\n"
    "processes:\n"
    "  - one:\n"
    "  - other:\n";

/// What everybody reads of it.
struct Read {
    double by_one, by_other, on_first_day;
    std::vector<double> leaving_by_one, leaving_on_first_day;

    explicit Read(Config& config) {
        auto one = config.process("one"), other = config.process("other");
        auto first_day = config.top().section("starting_population", "the first day");
        by_one = one.shared<Fading>().months;
        leaving_by_one = one.shared<Leaving>().ratio;
        by_other = other.shared<Fading>().months;
        on_first_day = 0;
        leaving_on_first_day = first_day.shared<Leaving>().ratio;
        for (auto* section : {&one, &other, &first_day}) section->close();
        config.top().close();
        config.finish();
    }
};

/// The same from text, as if it stood in x.yaml.
Lines faults_reading(const std::string& yaml) {
    return faults_of([&] {
        auto config = Config::parse(yaml, "x.yaml");
        const Read read{config};
    });
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
    return text.replace(text.find(old), old.size(), by);
}

}  // namespace

TEST_CASE("what several read stands once, and is described once with its readers", "[unit][config]") {
    auto config = Config::parse(base, "x.yaml");
    const Read read{config};
    CHECK(read.by_one == 12);
    CHECK(read.by_other == 12);
    CHECK(read.leaving_on_first_day == std::vector<double>{1, 2});
    const auto& description = config.description();
    CHECK(description.readers_of("fading") == std::vector<std::string>{"one", "other"});
    CHECK(description.readers_of("leaving") == std::vector<std::string>{"one", "starting_population"});

    const auto all = describe(description);
    const auto title = all.find("shared.fading: how fast things fade; read by one, other");
    REQUIRE(title != std::string::npos);
    CHECK(all.find("until 37%") == all.rfind("until 37%"));
    CHECK_THAT(all, Contains("2 parameters, 0 without source"));
    CHECK(describe(description, {"other"}) == describe(description, {"shared.fading"}));
    CHECK_THAT(describe(description, {"one"}), Contains("shared.fading") && Contains("shared.leaving"));
    const auto schema = json_schema(description);
    CHECK(schema.find("until 37%") == schema.rfind("until 37%"));
    CHECK_THAT(schema, Contains("who leaves; read by one, starting_population"));
}

TEST_CASE("a fault of what several read is told once, where it stands", "[unit][config]") {
    CHECK(faults_reading(replaced(base, "value: 12, unit: month", "value: 0, unit: day")) ==
          Lines{"x.yaml:4:13: shared.fading.months has unit 'day' (the model needs 'month')",
                "x.yaml:4:21: shared.fading.months = 0 (must be in [1, 100])"});
    CHECK(faults_reading(replaced(base, "    months:", "    moths:")) ==
          Lines{"x.yaml:4:5: missing shared.fading.months [month]",
                "x.yaml:4:5: unknown key shared.fading.moths. Did you mean 'months'?"});
    CHECK(faults_reading(replaced(base, "  fading:", "  fadnig:")) ==
          Lines{"x.yaml:3:3: missing shared.fading (a section: how fast things fade)",
                "x.yaml:3:3: unknown key shared.fadnig. Did you mean 'fading'?"});
    CHECK_THAT(faults_reading("starting_population: {}\nprocesses:\n  - one:\n  - other:\n").front(),
               Contains("missing shared (a section: "));
}

TEST_CASE("--set, extends and a sweep's values reach all who read", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("base.yaml", base);
    const auto derived = folder.write("derived.yaml",
                                      "extends: base.yaml\nshared:\n  fading:\n    months: {value: 6, unit: "
                                      "month, source: \"assumed: another\"}\n");
    auto set = Config::load({file, {}, {"shared.fading.months=6", "shared.leaving.ratio.under_1=3"}, {}});
    auto extended = Config::load({derived, {}, {}, {}});
    auto point = Config::load({file, {}, {}, {}}).with({"shared.fading.months=6"});
    for (auto* config : {&set, &extended, &point}) {
        const Read read{*config};
        CHECK(read.by_one == 6);
        CHECK(read.by_other == 6);
    }
    auto again = Config::load({file, {}, {"shared.leaving.ratio.under_1=3"}, {}});
    const Read read{again};
    CHECK(read.leaving_by_one == std::vector<double>{3, 2});
    CHECK(read.leaving_on_first_day == std::vector<double>{3, 2});
}

TEST_CASE("a scenario changes what is shared for processes, and leaves the first day as it was",
          "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("base.yaml", base);
    const auto scenario =
        folder.write("s.yaml",
                     "scenario: s\nshared:\n  leaving:\n    ratio: {source: \"assumed: s\", "
                     "values: {under_1: 5}}\n  fading:\n    months: {value: 6, source: "
                     "\"assumed: s\"}\n");
    auto changed = Config::load({file, {scenario}, {"shared.leaving.ratio.1_to_4=4"}, {}});
    const Read read{changed};
    CHECK(read.by_one == 6);
    CHECK(read.leaving_by_one == std::vector<double>{5, 4});
    CHECK(read.leaving_on_first_day == std::vector<double>{1, 4});  // --set reaches it, the scenario does not

    // The resolved text says the same to whoever reads it, and no more.
    const auto text = changed.resolved();
    CHECK_THAT(text, Contains("starting_population:\n  shared:\n    leaving:\n"));
    CHECK(text.find("fading:") == text.rfind("fading:"));  // the first day does not read it
    auto resolved = Config::parse(text, "resolved.yaml");
    const Read once_more{resolved};
    CHECK(once_more.leaving_by_one == read.leaving_by_one);
    CHECK(once_more.leaving_on_first_day == read.leaving_on_first_day);
    CHECK(resolved.resolved() == text);
    CHECK(changed.differences_from(resolved).empty());

    auto plain = Config::load({file, {}, {"shared.leaving.ratio.1_to_4=4"}, {}});
    const auto differences = changed.differences_from(plain);
    REQUIRE(differences.size() == 2);
    CHECK(differences[0].name == "shared.fading");
    CHECK(differences[0].processes == std::vector<std::string>{"one", "other"});
    CHECK(differences[1].name == "shared.leaving");
    CHECK(differences[1].processes == std::vector<std::string>{"one"});
    auto moved = Config::load({file, {}, {"shared.leaving.ratio.1_to_4=5"}, {}});
    const Read of_moved{moved};
    const auto of_first_day = moved.differences_from(plain);
    REQUIRE(of_first_day.size() == 2);
    CHECK(of_first_day[0].name == "shared.leaving of the first day");
    CHECK(of_first_day[0].processes.empty());
}

TEST_CASE("the first day may have what is shared otherwise, and what it does not read is refused",
          "[unit][config]") {
    const auto own = [](const std::string& section) {
        return replaced(base, "starting_population: {}", "starting_population: {shared: {" + section + "}}");
    };
    auto config =
        Config::parse(own("leaving: {ratio: {source: \"assumed: x\", values: {under_1: 9}}}"), "x.yaml");
    const Read read{config};
    CHECK(read.leaving_by_one == std::vector<double>{1, 2});
    CHECK(read.leaving_on_first_day == std::vector<double>{9, 2});
    CHECK(faults_reading(own("fading: {}")) ==
          Lines{"x.yaml:1:32: unknown key starting_population.shared.fading (nothing reads it). Remove it?"});
}

TEST_CASE("what the first day is to keep it keeps, whatever is set later", "[unit][config]") {
    auto config = Config::parse(base, "x.yaml");
    const Read before{config};
    config.keep_first_day({"shared.leaving.ratio.under_1", "shared.fading.months"});
    auto text = Config::parse(config.resolved(), "x.yaml");
    for (auto* from : {&config, &text}) {
        auto set = from->with({"shared.leaving.ratio.under_1=7", "shared.fading.months=3"});
        const Read read{set};
        CHECK(read.leaving_by_one == std::vector<double>{7, 2});
        CHECK(read.leaving_on_first_day == std::vector<double>{1, 2});
        CHECK(read.by_other == 3);
    }
}

TEST_CASE("a name of an earlier Hearth is told with the one it has now", "[unit][config]") {
    const std::string strain =
        "shared:\n  carer_strain:\n    fades: {value: 12, unit: month, source: \"assumed: a test\"}\n";
    const auto read = [](Config& config) {
        auto section = config.process("placement_disruption");
        section.shared<Strain>();
        section.close();
    };
    CHECK(
        faults_in(strain + "processes:\n  - placement_disruption:\n      strain_fades: 6\n", read) ==
        Lines{
            "x.yaml:6:7: unknown key placement_disruption.strain_fades. It is now shared.carer_strain.fades, "
            "once for all that read it. Write it there?"});
    const Folder folder;
    const auto file = folder.write("x.yaml", strain + "processes:\n  - placement_disruption:\n");
    for (const std::string name :
         {"placement_disruption.strain_fades", "placement_disruption.strain_fades.value"})
        CHECK(faults_of([&] {
                  auto config = Config::load({file, {}, {name + "=6"}, {}});
                  read(config);
                  config.finish();
              }) ==
              Lines{"--set: unknown key placement_disruption.strain_fades (from --set " + name +
                    "=6). It is now shared.carer_strain.fades, once for all that read it. Write it there?"});
}

TEST_CASE("--set says which values a YAML alias made the same it leaves alone", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write(
        "x.yaml",
        "processes:\n"
        "  - one:\n"
        "      rate: &rate {value: 1, unit: \"1\", source: \"assumed: x\"}\n"
        "      by_age: &ages {unit: \"1\", source: \"assumed: x\", values: {under_1: 1, 1_to_4: 2}}\n"
        "  - other: {rate: *rate, more: {ages: *ages}}\n");
    const auto notes = [&](const std::string& assignment) {
        return Config::load({file, {}, {assignment}, {}}).notes();
    };
    CHECK(notes("one.rate=3") ==
          Lines{file.string() +
                ":3:13: --set one.rate=3 leaves as it is what a YAML alias made the same: other.rate. "
                "Set it too?"});
    REQUIRE(notes("other.more.ages.under_1=3").size() == 1);
    CHECK_THAT(notes("other.more.ages.under_1=3").front(), Contains("made the same: one.by_age.under_1. "));
    CHECK(Config::load({file, {}, {"one.rate=3", "other.rate=3"}, {}}).notes().size() == 1);
    CHECK(notes("months=3").empty());
}
