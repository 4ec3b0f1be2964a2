#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ifstream in{file};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Methods by which one process writes what nobody else does, and that process: those of which a comment
/// names it first, "/// `re_entry`: ...", up to the next empty line.
std::map<std::string, std::string> writers_of(const std::string& header) {
    std::map<std::string, std::string> found;
    const std::regex names_process{R"re(^\s*/// `(\w+)`: )re"}, method{R"re(^    [\w:<>& ]+?[& ](\w+)\()re"};
    std::istringstream lines{text_of(fs::path{HEARTH_SOURCE_DIR} / header)};
    std::string process, line;
    std::smatch match;
    while (std::getline(lines, line)) {
        if (line.empty()) process.clear();
        if (std::regex_search(line, match, names_process)) process = match[1];
        const bool is_method = !line.starts_with("     ") && std::regex_search(line, match, method);
        if (!process.empty() && is_method) found[match[1]] = process;
    }
    return found;
}

/// Files of processes and policies that call a method, each by its name.
std::set<std::string> callers_of(const std::string& method) {
    std::set<std::string> found;
    const std::regex call{R"re((own|population|before)\.)re" + method + R"re(\()re"};
    for (const auto* room : {"sim/processes", "sim/policies"}) {
        for (const auto& entry : fs::recursive_directory_iterator{fs::path{HEARTH_SOURCE_DIR} / room})
            if (entry.is_regular_file() && std::regex_search(text_of(entry.path()), call))
                found.insert(entry.path().stem().string());
    }
    return found;
}

}  // namespace

TEST_CASE("what one process writes of a child, household or home nobody else writes", "[unit][writers]") {
    auto writers = writers_of("agents/local_population.hpp");
    CHECK(writers.size() >= 18);
    CHECK(writers.at("closing_clock") == "homes_market");
    writers.merge(writers_of("agents/population.hpp"));
    for (const auto& [method, process] : writers) {
        INFO(method << ", which " << process << " alone should call");
        CHECK(callers_of(method) == std::set{process});
    }
}

TEST_CASE("every method that writes a kept table for a process names that process", "[unit][writers]") {
    const auto header = text_of(fs::path{HEARTH_SOURCE_DIR} / "agents/local_population.hpp");
    const auto writers = writers_of("agents/local_population.hpp");
    std::istringstream lines{header};
    const std::regex method{R"re(^    [\w:<>& ]+?[& ](\w+)\()re"};
    std::string line, last;
    std::smatch match;
    std::size_t writes = 0;
    while (std::getline(lines, line)) {
        if (!line.starts_with("     ") && std::regex_search(line, match, method)) last = match[1];
        if (line.find(".to_write()") == std::string::npos) continue;
        ++writes;
        INFO(last << ": " << line);
        CHECK(writers.contains(last));
    }
    CHECK(writes >= 15);
}

TEST_CASE("no process walks the tables, as a saved replicate is restored", "[unit][writers]") {
    for (const auto* room :
         {"sim/processes", "sim/policies", "sim/rules", "sim/strategies", "sim/first_day"}) {
        for (const auto& entry : fs::recursive_directory_iterator{fs::path{HEARTH_SOURCE_DIR} / room}) {
            INFO(entry.path());
            CHECK((!entry.is_regular_file() ||
                   text_of(entry.path()).find("agents/population_tables.hpp") == std::string::npos));
        }
    }
}
