#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

/// What each layer may include of ours, itself apart; and which outside libraries only it may include.
const std::map<std::string, std::set<std::string>> below{
    {"agents", {}},
    {"sim/core", {"agents"}},
    {"sim/config", {"agents", "sim/core"}},
    {"sim/processes", {"agents", "sim/core", "sim/config"}},
    {"sim/results", {"agents", "sim/core", "sim/config"}},
    {"sim/engine", {"agents", "sim/core", "sim/config", "sim/processes", "sim/results", "sim"}},
    {"sim/sweep", {"agents", "sim/core", "sim/config", "sim/processes", "sim/results", "sim/engine", "sim"}},
    {"sim/commands",
     {"agents", "sim/core", "sim/config", "sim/processes", "sim/results", "sim/engine", "sim/sweep", "sim"}},
};
const std::map<std::string, std::string> only_in{{"yaml-cpp", "sim/config"},
                                                 {"hdf5", "sim/results"},
                                                 {"tbb", "sim/core"},
                                                 {"CLI", "sim/commands"},
                                                 {"sleef", "sim/core"}};

struct Include {
    std::string layer, file, included;
};

std::vector<Include> all_includes() {
    std::vector<Include> found;
    const std::regex line{R"re(^\s*#include\s+[<"]([^>"]+)[>"])re"};
    for (const auto& [layer, allowed] : below) {
        for (const auto& entry : fs::directory_iterator{fs::path{HEARTH_SOURCE_DIR} / layer}) {
            std::ifstream file{entry.path()};
            std::smatch match;
            for (std::string text; std::getline(file, text);) {
                if (std::regex_search(text, match, line))
                    found.push_back({layer, entry.path().filename().string(), match[1]});
            }
        }
    }
    return found;
}

bool is_ours(const std::string& included) {
    return included.starts_with("agents/") || included.starts_with("sim/");
}

}  // namespace

TEST_CASE("includes point down, never up or sideways", "[unit][layers]") {
    const auto includes = all_includes();
    CHECK(includes.size() > 100);
    for (const auto& [layer, file, included] : includes) {
        if (!is_ours(included)) continue;
        const auto target = included.substr(0, included.rfind('/'));
        INFO(layer << "/" << file << " includes " << included);
        CHECK((target == layer || below.at(layer).contains(target)));
    }
}

TEST_CASE("outside libraries stay in their layer, and agents need only the standard library",
          "[unit][layers]") {
    for (const auto& [layer, file, included] : all_includes()) {
        INFO(layer << "/" << file << " includes " << included);
        for (const auto& [library, home] : only_in) {
            if (included.starts_with(library)) CHECK(layer == home);
        }
        if (layer == "agents" && !is_ours(included)) CHECK(included.find_first_of("./") == std::string::npos);
    }
}
