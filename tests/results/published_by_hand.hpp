#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "sim/config/fault.hpp"
#include "sim/results/published.hpp"
#include "tests/results/by_hand.hpp"

namespace hearth::sample {

inline constexpr auto header = "measure,breakdown,area,area_name,year,value,unit,source\n";
inline constexpr auto header_by_area = "measure,breakdown,area,year,value,rounding,unit,source\n";

/// A folder of published figures.
class Targets {
   public:
    Targets(const std::string& fit, const std::string& backtest = "", const std::string& by_area = "") {
        const std::string other = "births,,Nowhere,Nowhere,2000,1,births,measured: made up\n";
        write("fit.csv", header + fit + other);
        write("backtest.csv", header + backtest + other);
        const std::string elsewhere = "births,,Nowhere,2000,1,0,births,measured: made up\n";
        for (const auto* file : {"local_practice.csv", "present.csv"})
            write(file, header_by_area + elsewhere);
        write("by_area.csv", header_by_area + by_area + elsewhere);
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream{folder_ / name} << text;
    }
    PublishedFigures read() const { return read_published(folder_.path()); }
    std::string faults() const {
        try {
            read();
            return "none";
        } catch (const ConfigError& error) {
            std::string text;
            for (const auto& fault : error.faults()) text += to_text(fault) + "\n";
            return text;
        }
    }

   private:
    Folder folder_{"published"};
};

inline const std::string source = "measured: made up\n";

/// Rows of figures of England: `what` is measure, breakdown, year and value.
inline std::string national(const std::string& what, const std::string& unit = "children") {
    const auto comma = what.rfind(',', what.rfind(',') - 1);  // before year and value
    return what.substr(0, comma) + ",England,England" + what.substr(comma) + "," + unit + "," + source;
}

/// Cells of areas of a run by hand.
constexpr std::size_t cornwall = 1, england = 3;

inline std::vector<PublishedRecord> beside(const ByHand& run, const Targets& targets, Level level) {
    return run.read_by([&](const ResultsReader& results) {
        return compare_with_published(results, "run.h5", level, targets.read());
    });
}

}  // namespace hearth::sample
