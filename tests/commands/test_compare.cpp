#include <catch2/catch.hpp>

#include "sim/results/results.hpp"
#include "tests/commands/program.hpp"

using namespace hearth::testing;
using Catch::Contains;

namespace {

/// Scenarios of the tiny county in a folder, where the program runs.
struct Scenarios {
    Folder folder;

    Scenarios() {
        closure("late", 1);
        closure("other", 2);
        std::ofstream{folder / "never.yaml"} << "scenario: never\ndescription: a test\n";
        std::ofstream{folder / "best.yaml"} << "scenario: best\ndescription: a test\nshared:\n"
                                               "  search_terms: {strategy: best_match}\n";
    }
    void closure(const std::string& name, int agency) {
        std::ofstream{folder / (name + ".yaml")}
            << "scenario: " << name
            << "\ndescription: a test\nprocesses:\n  - agency_closure:\n      agency: {value: " << agency
            << ", unit: \"1\", source: \"assumed: a test\"}\n      start: 2020-04\n";
    }
    Seen compare(std::vector<std::string> words) {
        words.insert(words.begin(), {"compare", tiny(), "--months", "24"});
        return run(folder, words);
    }
    std::string digest_of(const std::string& file) { return hearth::testing::digest_of(folder / file); }
    void refused(std::vector<std::string> words, const std::string& message) {
        check_refused(
            folder, [&] { return compare(std::move(words)); }, message);
    }
};

}  // namespace

TEST_CASE_METHOD(Scenarios, "compare prints differences and writes one file of all scenarios", "[commands]") {
    const auto seen = compare({"--scenario", "late.yaml", "--scenario", "late.yaml+best.yaml", "--scenario",
                               "never.yaml", "--replicates", "3"});
    CHECK(seen.code == 0);
    CHECK_THAT(seen.out,
               Contains("means of 3 replicates") && Contains("\nlate\n") && Contains("\nlate+best\n") &&
                   Contains("90% interval") &&
                   Contains("never: identical to the baseline, every number of every replicate\n") &&
                   Contains("written compare.h5"));
    const hearth::ResultsReader results{folder / "compare.h5"};
    CHECK(results.layout().scenarios == std::vector<std::string>{"baseline", "late", "late+best", "never"});
    REQUIRE(results.layout().provenance.configs.size() == 4);
    CHECK_THAT(results.layout().provenance.configs[2],
               Contains("scenario: \"late+best\"") && Contains("agency_closure") && Contains("best_match"));
    for (std::size_t replicate = 0; replicate < 3; ++replicate) {
        CHECK(results.replicate_digests(3, replicate) == results.replicate_digests(0, replicate));
        CHECK(results.replicate_digests(1, replicate) != results.replicate_digests(0, replicate));
    }
    const auto summary = run(folder, {"summary", "compare.h5", "--csv"});
    CHECK(summary.code == 0);
    CHECK_THAT(summary.out, Contains("\nbaseline,2021,") && Contains("\nlate+best,2021,"));
    CHECK(run(folder, {"summary", "compare.h5"}).code == 0);
}

TEST_CASE_METHOD(Scenarios, "compare finds what run finds, on any threads, branched or not", "[commands]") {
    const std::vector<std::string> both{"--scenario",   "late.yaml", "--scenario", "other.yaml",
                                        "--replicates", "2",         "-q"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.end(), both.begin(), both.end());
        const auto seen = compare(more);
        CHECK(seen.out.empty());
        return seen.code;
    };
    REQUIRE(with({"-o", "plain.h5", "--threads", "1"}) == 0);
    REQUIRE(with({"-o", "many.h5", "--threads", "3"}) == 0);
    REQUIRE(with({"-o", "branched.h5", "--branch-at", "2020-04"}) == 0);
    CHECK(digest_of("many.h5") == digest_of("plain.h5"));
    CHECK(digest_of("branched.h5") == digest_of("plain.h5"));
    REQUIRE(run(folder, {"run", tiny(), "--months", "24", "--replicates", "2", "--scenario", "other.yaml",
                         "--events", "none", "-q", "-o", "run.h5"})
                .code == 0);
    const hearth::ResultsReader plain{folder / "plain.h5"}, alone{folder / "run.h5"};
    for (std::size_t replicate = 0; replicate < 2; ++replicate)
        CHECK(plain.replicate_digests(2, replicate) == alone.replicate_digests(0, replicate));
}

TEST_CASE_METHOD(Scenarios, "one replicate has no interval", "[commands]") {
    const auto seen = compare({"--scenario", "late.yaml", "--replicates", "1"});
    CHECK_THAT(seen.out, Contains("no interval: one replicate"));
}

TEST_CASE_METHOD(Scenarios, "precision takes as many replicates as it needs, on any threads", "[commands]") {
    const auto precise = [&](const std::string& file, const std::string& percent,
                             const std::string& threads) {
        const auto seen = compare({"--scenario", "late.yaml", "--precision", "foster_households=" + percent,
                                   "-o", file, "--threads", threads});
        CHECK(seen.code == 0);
        return seen.out;
    };
    CHECK_THAT(precise("wide.h5", "50%", "2"),
               Contains("foster_households: within") && Contains("with 8 replicates"));
    const auto one = precise("one.h5", "0.4%", "1");
    precise("three.h5", "0.4%", "3");
    const hearth::ResultsReader results{folder / "one.h5"};
    const auto replicates = results.layout().replicates;
    CHECK(replicates > 8);
    CHECK(replicates < 200);
    CHECK(replicates % 4 == 0);
    CHECK_THAT(one, Contains("with " + std::to_string(replicates) + " replicates"));
    CHECK(digest_of("three.h5") == digest_of("one.h5"));
    REQUIRE(compare({"--scenario", "late.yaml", "--replicates", std::to_string(replicates), "-q", "-o",
                     "fixed.h5"})
                .code == 0);
    const hearth::ResultsReader fixed{folder / "fixed.h5"};
    CHECK(fixed.digests() == results.digests());
    CHECK(fixed.layout().provenance.configs == results.layout().provenance.configs);
    CHECK(run(folder, {"summary", "one.h5"}).code == 0);
}

TEST_CASE_METHOD(Scenarios, "a comparison that can't be is refused in one line", "[commands]") {
    refused({"--scenario", "late.yaml", "--scenario", "late.yaml"}, "is a second scenario called 'late'");
    refused({"--scenario", "late.yaml+other.yaml"},
            "agency_closure.agency is set to 1 here and to 2 at other.yaml:5:23");
    folder.write("frozen.yaml", "scenario: frozen\ndescription: a year for ever\nfrozen_after: 2021\n");
    refused({"--scenario", "frozen.yaml"}, "frozen_after is not the baseline's");
    refused({"--scenario", "missing.yaml"}, "missing.yaml: does not exist");
    refused({"--scenario", "late.yaml+"}, "does not exist");
    refused({}, "--scenario is required");
    refused({"--scenario", "late.yaml", "--branch-at", "2020-05"}, "starts in 2020-04");
    refused({"--scenario", "late.yaml", "--branch-at", "May"}, "'May' is not a month. Write it as 2024-04");
    refused({"--scenario", "late.yaml", "--branch-at", "2019-04"}, "is not inside the run");
    refused({"--scenario", "late.yaml", "--precision", "looked_after=1%", "--replicates", "3"}, "excludes");
    refused({"--scenario", "late.yaml", "--precision", "looked_aftr=1%"}, "Did you mean 'looked_after'?");
    refused({"--scenario", "late.yaml", "--precision", "starts=1%"}, "not a monthly measure");
    for (const std::string wrong :
         {"looked_after", "looked_after=1", "looked_after=%", "looked_after=-1%", "=1%"})
        refused({"--scenario", "late.yaml", "--precision", wrong}, "--precision: '");
    refused({"--scenario", "late.yaml", "-o", "no_such_folder/x.h5"}, "no_such_folder");
}

TEST_CASE_METHOD(Scenarios, "run does not combine scenarios that contradict each other", "[commands]") {
    const auto seen = run(folder, {"run", tiny(), "--scenario", "late.yaml", "--scenario", "other.yaml"});
    CHECK(seen.code == 2);
    CHECK_THAT(
        seen.err,
        Contains("late.yaml:5:23: agency_closure.agency is set to 1 here and to 2 at other.yaml:5:23"));
}
