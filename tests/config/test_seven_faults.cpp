#include <catch2/catch.hpp>

#include "sim/config/document.hpp"
#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

Lines lines_of(const std::filesystem::path& file) {
    std::ifstream stream{file};
    Lines lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

void remove_all(std::string& text, const std::string& part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part))
        text.erase(at, part.size());
}

}  // namespace

TEST_CASE("seven mistakes give seven lines, in the order of the file", "[unit][config]") {
    const auto folder = std::filesystem::path{HEARTH_SOURCE_DIR} / "tests/config";
    auto faults = faults_of([&] {
        auto config = Config::load({folder / "seven_faults.yaml", {}, {}, {}});
        auto& top = config.top();
        top.setting("months", 72, {1, 600}, "months to run");
        top.flag("pandemic", true, "with the pandemic of 2020");
        auto files = top.section("files", "where the tables are");
        files.file("areas", "areas");
        files.close();
        auto process = config.process("placement_disruption");
        process.real("base_hazard", "1/month", {0, 1}, "disruptions per child");
        process.real("ratio_per_disruption", "1", {1, 5}, "for each earlier one");
        process.real("unsettled_ratio", "1", {1, 5}, "in the first month");
        process.close();
        top.close();
        config.finish();
    });
    for (auto& line : faults) remove_all(line, shown_path(folder) + "/");
    CHECK(faults == lines_of(folder / "seven_faults.expected"));
}
