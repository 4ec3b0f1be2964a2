#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "sim/processes/process.hpp"

using namespace hearth;

TEST_CASE("every process file registers a process of its own name, and nothing else is registered",
          "[unit][registry]") {
    std::set<std::string> in_files;
    const std::regex registration{R"(RegisterProcess<\w+>\s+registered\{\s*"(\w+)\")"};
    for (const auto& file : std::filesystem::directory_iterator{HEARTH_SOURCE_DIR "/sim/processes"}) {
        if (file.path().extension() != ".cpp") continue;
        std::ostringstream text;
        text << std::ifstream{file.path()}.rdbuf();
        const auto code = text.str();
        std::smatch found;
        if (!std::regex_search(code, found, registration)) continue;
        CHECK(found[1] == file.path().stem().string());
        in_files.insert(found[1]);
    }
    std::set<std::string> registered;
    for (const auto& [name, entry] : processes()) registered.insert(name);
    CHECK(registered == in_files);
    CHECK(registered.size() >= 5);
}
