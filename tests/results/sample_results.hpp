#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

#include "agents/states.hpp"
#include "sim/config/fault.hpp"
#include "sim/results/results.hpp"
#include "tests/folder.hpp"

namespace hearth::sample {

using testing::Folder;

/// What `Reader` says of a file that it refuses; "read" if it does not.
template <class Reader>
std::string refusal_of(const std::filesystem::path& file) {
    try {
        const Reader reader{file};
        return "read";
    } catch (const ConfigError& error) {
        REQUIRE(error.faults().size() == 1);
        CHECK(error.faults()[0].at.file == file.string());
        return error.faults()[0].text;
    }
}

/// Two scenarios of three replicates over 18 months from April 2019, in a county of two authorities.
inline Layout layout(int months = 18) {
    return {.scenarios = {"baseline", "mentoring"},
            .replicates = 3,
            .start = month_of(2019, 4),
            .months = months,
            .areas = {{"E06000001", "Hartlepool", "la"},
                      {"E06000052", "Cornwall, with \"Scilly\" – Kernow", "la"},
                      {"E12000009", "South West", "region"},
                      {"E92000001", "England", "nation"}},
            .provenance = {
                .config_name = "tiny",
                .configs = {"seed: 7  # Grüße\nmonths: 18\n", "seed: 7\nmonths: 18\nscenario: mentoring\n"},
                .version = "0.1.0",
                .commit = "abc",
                .seed = 7}};
}

/// Values that differ between measures, scenarios, replicates and cells, so that a swap is seen.
inline ReplicateResults replicate(const Layout& layout, std::size_t scenario, std::size_t replicate) {
    ReplicateResults results{scenario, replicate, {}, {}};
    results.record = "of scenario " + std::to_string(scenario) + ", replicate " + std::to_string(replicate);
    for (std::size_t measure = 0; measure < measures().size(); ++measure) {
        auto& cells = results.panels.emplace_back(layout.cells(measures()[measure]));
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            cells[cell] =
                static_cast<std::int32_t>(100'000 * measure + 10'000 * scenario + 1'000 * replicate + cell);
        }
    }
    const auto rows = 2 + replicate;
    std::vector<std::int64_t> children;
    std::vector<std::int32_t> starts, ends;
    std::vector<std::int16_t> areas;
    std::vector<std::int8_t> reasons;
    for (std::size_t row = 0; row < rows; ++row) {
        children.push_back((std::int64_t{2} << 60) + static_cast<std::int64_t>(row));
        areas.push_back(row == 0 ? 1 : 0);
        starts.push_back(day_of(2019, 5, 1).value + static_cast<std::int32_t>(row));
        ends.push_back(row == 0 ? -1 : day_of(2020, 2, 29).value);
        reasons.push_back(row == 0 ? 0 : 2);
    }
    results.events.push_back({"episodes",
                              "Episodes of care",
                              {{"child", "1", "key of the child", {}, children},
                               {"area", "1", "position in the dimension area", {}, areas},
                               {"started", "days since 1970-01-01", "first day", {}, starts},
                               {"ended", "days since 1970-01-01", "last day", {}, ends},
                               {"reason", "1", "why it ended", leaving_reasons.names, reasons}}});
    return results;
}

inline Digests write_file(const std::filesystem::path& file, const Layout& shape) {
    ResultsWriter writer{file, shape};
    for (std::size_t scenario = 0; scenario < shape.scenarios.size(); ++scenario) {
        for (std::size_t number = 0; number < shape.replicates; ++number) {
            writer.write(replicate(shape, scenario, number));
        }
    }
    return writer.finish({{{"host", "here"}, {"command", "hearth run tiny"}}});
}

}  // namespace hearth::sample
