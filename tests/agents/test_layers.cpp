#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// What each room may include of ours, itself apart: all rooms there are, the lowest first. Below a room lie
/// those named and all that they may include themselves.
const std::map<std::string, std::set<std::string>> rests_on{
    {"agents", {}},
    {"sim/core", {"agents"}},
    {"sim/config", {"sim/core"}},
    {"sim/inputs", {"sim/config"}},
    {"sim/rules", {"sim/config"}},
    {"sim/strategies", {"sim/rules"}},
    {"sim/processes", {"sim/config"}},
    {"sim/processes/children", {"sim/processes", "sim/rules"}},
    {"sim/processes/carers", {"sim/processes", "sim/rules"}},
    {"sim/processes/homes", {"sim/processes", "sim/rules"}},
    {"sim/policies", {"sim/processes", "sim/rules"}},
    {"sim/results", {"sim/config"}},
    {"sim/results/statistics", {"sim/results"}},
    {"sim/first_day", {"sim/inputs", "sim/rules"}},
    {"sim/engine", {"sim/first_day", "sim/processes", "sim/policies", "sim/results", "sim"}},
    {"sim/sweep", {"sim/engine"}},
    {"sim/commands", {"sim/sweep"}},
    {"sim", {}},  // the version, and the mains
};
const std::map<std::string, std::string> only_in{{"yaml-cpp", "sim/config"},
                                                 {"hdf5", "sim/results"},
                                                 {"tbb", "sim/core"},
                                                 {"CLI", "sim/commands"},
                                                 {"sleef", "sim/core"}};

struct Include {
    std::string room, file, included;
};

std::vector<fs::path> all_files() {
    std::vector<fs::path> found;
    for (const auto* root : {"agents", "sim"}) {
        for (const auto& entry : fs::recursive_directory_iterator{fs::path{HEARTH_SOURCE_DIR} / root})
            if (entry.is_regular_file()) found.push_back(fs::relative(entry.path(), HEARTH_SOURCE_DIR));
    }
    return found;
}

std::vector<Include> all_includes() {
    std::vector<Include> found;
    const std::regex line{R"re(^\s*#include\s+[<"]([^>"]+)[>"])re"};
    for (const auto& path : all_files()) {
        std::ifstream file{fs::path{HEARTH_SOURCE_DIR} / path};
        std::smatch match;
        for (std::string text; std::getline(file, text);) {
            if (std::regex_search(text, match, line))
                found.push_back({path.parent_path().string(), path.filename().string(), match[1]});
        }
    }
    return found;
}

bool is_below(const std::string& lower, const std::string& upper) {
    const auto& under = rests_on.at(upper);
    return under.contains(lower) ||
           std::any_of(under.begin(), under.end(), [&](const auto& room) { return is_below(lower, room); });
}

bool is_ours(const std::string& included) {
    return included.starts_with("agents/") || included.starts_with("sim/");
}

}  // namespace

TEST_CASE("every folder is a room that rests on others", "[unit][layers]") {
    std::set<std::string> folders, rooms;
    for (const auto& path : all_files()) folders.insert(path.parent_path().string());
    for (const auto& [room, under] : rests_on) rooms.insert(room);
    CHECK(folders == rooms);
}

TEST_CASE("includes point down, never up or sideways", "[unit][layers]") {
    const auto includes = all_includes();
    CHECK(includes.size() > 100);
    for (const auto& [room, file, included] : includes) {
        if (!is_ours(included) || !rests_on.contains(room)) continue;
        const auto target = included.substr(0, included.rfind('/'));
        INFO(room << "/" << file << " includes " << included);
        const bool is_private_main = room == "sim";  // the mains begin at the top
        CHECK((target == room || is_below(target, room) || is_private_main));
    }
}

TEST_CASE("what registers itself is included by nobody", "[unit][layers]") {
    for (const auto& [room, file, included] : all_includes()) {
        INFO(room << "/" << file << " includes " << included);
        const auto code = fs::path{HEARTH_SOURCE_DIR} / fs::path{included}.replace_extension("cpp");
        if (!is_ours(included) || !fs::exists(code)) continue;
        std::ostringstream text;
        text << std::ifstream{code}.rdbuf();
        CHECK(text.str().find(" registered{\"") == std::string::npos);
    }
}

TEST_CASE("outside libraries stay in their room, and agents need only the standard library",
          "[unit][layers]") {
    for (const auto& [room, file, included] : all_includes()) {
        INFO(room << "/" << file << " includes " << included);
        for (const auto& [library, home] : only_in) {
            if (included.starts_with(library)) CHECK(room == home);
        }
        if (room == "agents" && !is_ours(included)) CHECK(included.find_first_of("./") == std::string::npos);
    }
}
