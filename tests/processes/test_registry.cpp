#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sim/processes/process.hpp"
#include "sim/results/statistic.hpp"
#include "sim/rules/matching.hpp"

using namespace hearth;

namespace {

namespace fs = std::filesystem;

/// What the files below some folders register by `Register`, each under the name of its file.
std::set<std::string> registered_in(const std::string& Register, const std::vector<std::string>& folders) {
    std::set<std::string> found;
    const std::regex registration{Register + R"re(<\w+>\s+registered\{\s*"(\w+)")re"};
    for (const auto& folder : folders) {
        for (const auto& file : fs::recursive_directory_iterator{fs::path{HEARTH_SOURCE_DIR} / folder}) {
            if (file.path().extension() != ".cpp") continue;
            std::ostringstream text;
            text << std::ifstream{file.path()}.rdbuf();
            const auto code = text.str();
            std::smatch match;
            if (!std::regex_search(code, match, registration)) continue;
            INFO(file.path());
            CHECK(match[1] == file.path().stem().string());
            found.insert(match[1]);
        }
    }
    return found;
}

template <class Entries>
std::set<std::string> names_of(const Entries& entries) {
    std::set<std::string> names;
    for (const auto& [name, entry] : entries) names.insert(name);
    return names;
}

}  // namespace

TEST_CASE("every file of a process or policy registers one of its own name, and nothing else is registered",
          "[unit][registry]") {
    const auto registered = names_of(processes());
    CHECK(registered == registered_in("RegisterProcess", {"sim/processes", "sim/policies"}));
    CHECK(registered.size() >= 20);
}

TEST_CASE("every strategy is registered under the name of its file", "[unit][registry]") {
    const auto registered = names_of(strategies());
    CHECK(registered == registered_in("RegisterStrategy", {"sim/strategies"}));
    CHECK(registered.size() >= 2);
}

TEST_CASE("every file of sim/results/statistics is a statistic of its name", "[unit][registry]") {
    const auto registered = names_of(statistics());
    CHECK(registered == registered_in("RegisterStatistic", {"sim/results/statistics"}));
    CHECK(registered.size() >= 15);
    for (const auto& file : fs::directory_iterator{HEARTH_SOURCE_DIR "/sim/results/statistics"})
        CHECK(registered.contains(file.path().stem().string()));
}

TEST_CASE("every file of policies but their common parts is a policy", "[unit][registry]") {
    const auto policies = registered_in("RegisterProcess", {"sim/policies"});
    for (const auto& file : fs::directory_iterator{HEARTH_SOURCE_DIR "/sim/policies"}) {
        const auto name = file.path().stem().string();
        const bool is_common = fs::exists(file.path().parent_path() / (name + ".hpp"));
        INFO(file.path());
        CHECK((is_common || policies.contains(name)));
    }
}
