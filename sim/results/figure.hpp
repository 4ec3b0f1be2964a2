#pragma once

#include <span>
#include <string_view>

namespace hearth {

/// What a figure of the summary is about; the summary tells one after the other.
enum class Chapter { looked_after, starts_and_ceases, whereabouts, supply, stability, spending };

/// A figure of `hearth summary`, and how it is made from measures: scale * measure / denominator, in that
/// order; without a denominator scale * measure. Monthly measures are taken in March.
struct Figure {
    Chapter chapter;
    std::string_view name;
    std::string_view unit;
    std::string_view label;  ///< for tables on screen; empty: not there
    std::string_view measure;
    std::string_view denominator = {};  ///< empty: a count
    double scale = 1;
    std::string_view breakdown = {};  ///< what its labels are called: age, placement, reason
    int decimals = 0;                 ///< on screen
};

/// All figures, by chapter; those of one chapter by the names of their statistics, and as these declare them.
std::span<const Figure> figures();

}  // namespace hearth
