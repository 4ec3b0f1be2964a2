#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "sim/results/figure.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// Figures of one scenario of a results file, replicate by replicate; measures are read as they are asked
/// for.
class FigureValues {
   public:
    FigureValues(const ResultsReader& results, std::size_t scenario)
        : results_{results}, scenario_{scenario} {}

    /// The figure in each replicate that has one, in their order: a ratio whose denominator is zero has none.
    ///
    /// @param labels  of the measure's breakdown, whose cells are added up; of a measure without: {0}
    /// @param below   the month of a monthly denominator; a monthly measure is taken in March of the year
    std::vector<double> in_replicates(const Figure& figure, std::span<const std::size_t> labels, int year,
                                      std::size_t area, Month below);
    std::vector<double> in_replicates(const Figure& figure, std::size_t label, int year, std::size_t area);

    /// A measure's cell, a monthly one in that month, a yearly one of the year.
    double cell(std::string_view measure, int year, Month month, std::size_t area, std::size_t label,
                std::size_t replicate);

   private:
    using Panels = std::vector<std::vector<std::int32_t>>;

    const Panels& panels(std::string_view name);

    const ResultsReader& results_;
    std::size_t scenario_;
    std::map<std::string_view, Panels> panels_;
};

}  // namespace hearth
