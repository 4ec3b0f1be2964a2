#include <catch2/catch.hpp>

#include "sim/sweep/slurm.hpp"

using namespace hearth;
using Catch::Contains;

namespace {

SlurmJob job(const std::string& folder, const std::vector<std::string>& words) {
    return {.program = "/opt/hearth", .folder = folder, .tasks = 40, .options = options_of(words)};
}

Plan named(const std::string& name) {
    Plan plan;
    plan.name = name;
    return plan;
}

}  // namespace

TEST_CASE("the array has a task for each shard, and the user's options", "[unit][sweep]") {
    const auto script = array_script(
        named("my study"), job("/data/study", {"--time=02:00:00", "-p", "long", "--cpus-per-task=4"}));
    CHECK_THAT(script, Contains("#SBATCH --array=0-39\n") && Contains("#SBATCH --signal=B:USR1@90\n") &&
                           Contains("#SBATCH --job-name=hearth-my-study\n") &&
                           Contains("#SBATCH -p long\n") && Contains("#SBATCH --cpus-per-task=4\n") &&
                           !Contains("--cpus-per-task=1") &&
                           Contains("exec /opt/hearth sweep run /data/study --quiet --shard "
                                    "$((SLURM_ARRAY_TASK_ID + 1))/40\n"));
    CHECK_THAT(array_script(named("x"), job("/s", {})), Contains("#SBATCH --cpus-per-task=1\n"));
}

TEST_CASE("the merge runs for the same account and partition, and takes no other option", "[unit][sweep]") {
    const auto script =
        merge_script(named("x"), job("/data/study", {"-A", "care", "--partition=long", "--time=02:00:00"}));
    CHECK_THAT(script, Contains("#SBATCH -A care\n") && Contains("#SBATCH --partition=long\n") &&
                           !Contains("--time") && Contains("exec /opt/hearth sweep merge /data/study\n"));
}

TEST_CASE("values of several words are quoted again", "[unit][sweep]") {
    CHECK(options_of({"--comment=two words", "-J", "my job", "--time=02:00:00", "--mail-user=a@b"}) ==
          std::vector<std::string>{"--comment=\"two words\"", "-J \"my job\"", "--time=02:00:00",
                                   "--mail-user=a@b"});
    CHECK(options_of({"--comment=say \"no\""}).front() == "--comment=\"say \\\"no\\\"\"");
}

TEST_CASE("a time limit is read in all ways that Slurm has of writing it", "[unit][sweep]") {
    for (const auto& [written, seconds] :
         std::vector<std::pair<std::string, double>>{{"--time=00:02:00", 120},
                                                     {"--time 2", 120},
                                                     {"-t 2:30", 150},
                                                     {"-t08:09:10", 29'350},
                                                     {"--time=1-0", 86'400},
                                                     {"--time=1-2:30", 95'400},
                                                     {"--time=2-00:00:01", 172'801}})
        CHECK(time_limit_in({"-p long", written}) == seconds);
    CHECK(!time_limit_in({"--mem=2G"}));
    CHECK(!time_limit_in({"--time=soon"}));
    for (const auto* const none : {"--time=0", "-t 0", "-t00:00:00", "--time=0-0"})  // for Slurm, no limit
        CHECK(!time_limit_in({none}));
}

TEST_CASE("folders may have blanks, quotes and what Slurm puts numbers for", "[unit][sweep]") {
    const auto script = array_script(named("x"), job("/a b/it's 5%j", {}));
    CHECK_THAT(script, Contains("#SBATCH --output=\"/a b/it's 5%%j/logs/%A_%a.log\"\n") &&
                           Contains("sweep run '/a b/it'\\''s 5%j' "));
}
