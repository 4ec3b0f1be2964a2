#pragma once

#include <functional>
#include <memory>
#include <sstream>
#include <string>

#include "tests/engine/tiny_county.hpp"
#include "tests/folder.hpp"

namespace hearth {

/// The tiny county with a second year in its tables: on 31 March 2020 Ashby and Brookfield have changed
/// places, so that each has the other's children, homes and carers of 2019.
class CountyOfTwoYears {
   public:
    CountyOfTwoYears() {
        const std::filesystem::path configs{HEARTH_SOURCE_DIR "/configs"};
        std::filesystem::copy(configs, folder_.path(), std::filesystem::copy_options::recursive);
        for (const auto* table :
             {"children", "looked_after", "looked_after_profile", "foster_places", "homes"})
            rewrite(table, [](const std::string& text) { return text + changed_places(text); });
    }

    /// The county in April of a year, for 24 months.
    std::unique_ptr<TinyCounty> start(int year) const {
        return std::make_unique<TinyCounty>(
            std::vector<std::string>{"months=24", "start=" + std::to_string(year) + "-04"}, 2,
            std::vector<std::string>{}, folder_.name("tiny.yaml"));
    }

    /// Every fault of a start, a line each.
    std::string fault_of_start(const std::string& month) const { return faults({"start=" + month}); }

    /// The same when a line of england_2019.yaml is another one.
    std::string fault_of(const std::string& line, const std::string& other) const {
        const auto file = folder_ / "england_2019.yaml";
        const auto before = testing::text_of(file);
        auto text = before;
        folder_.write("england_2019.yaml", text.replace(text.find(line), line.size(), other));
        auto said = faults({});
        folder_.write("england_2019.yaml", before);
        return said;
    }

    /// The same when a table is another one.
    std::string fault_with(const std::string& table,
                           const std::function<std::string(std::string)>& changed) const {
        const auto before = rewrite(table, changed);
        auto said = faults({});
        folder_.write(file_of(table), before);
        return said;
    }

   private:
    static std::string file_of(const std::string& table) { return "data/tiny/" + table + ".csv"; }

    std::string rewrite(const std::string& table,
                        const std::function<std::string(std::string)>& changed) const {
        const auto before = testing::text_of(folder_ / file_of(table));
        folder_.write(file_of(table), changed(before));
        return before;
    }

    /// The rows once more, a year later and with the codes exchanged.
    static std::string changed_places(const std::string& text) {
        std::istringstream lines{text};
        std::string line, added;
        std::getline(lines, line);
        while (std::getline(lines, line)) {
            auto& last = line.at(std::string{"T0600000"}.size());
            if (last != '3') last = last == '1' ? '2' : '1';
            added += line.replace(line.rfind(",2019,"), 6, ",2020,") + "\n";
        }
        return added;
    }

    std::string faults(std::vector<std::string> assignments) const {
        try {
            auto config = Config::load({.file = folder_ / "tiny.yaml",
                                        .scenarios = {},
                                        .assignments = std::move(assignments),
                                        .installed = {}});
            Model{config};
        } catch (const ConfigError& error) {
            return error.what();
        }
        return "";
    }

    testing::Folder folder_{"county"};
};

}  // namespace hearth
