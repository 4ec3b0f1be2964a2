#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/results/results.hpp"

/// The names that make a file a Hearth results file: writer, reader and `docs/results.md` share them.
namespace hearth::shape {

constexpr std::string_view format = "hearth-results";
/// Raised when a reader of the older version would misread the file; additions do not raise it.
constexpr std::int32_t format_version = 2;

/// The unit that makes a column a date; an open end is written as this fill value, which readers show as no
/// date.
constexpr std::string_view date_unit = "days since 1970-01-01";

struct Attribute {
    std::string_view name;
    std::string_view meaning;
};

inline constexpr std::array root_attributes{
    Attribute{"title", "what this file is, for people"},
    Attribute{"Conventions", "the metadata conventions followed: CF-1.8"},
    Attribute{"format", "`hearth-results`"},
    Attribute{"format_version", "version of this description"},
    Attribute{"hearth_version", "version of the program that wrote the file"},
    Attribute{"commit", "its commit"},
    Attribute{"config_name", "name of the configuration"},
    Attribute{"seed", "seed of all random numbers"},
    Attribute{"replicates", "replicates of each scenario"},
    Attribute{"start", "first month, `2019-04`"},
    Attribute{"months", "number of months"},
    Attribute{
        "held_from",
        "first month whose births and unaccompanied arrivals are assumed to be those of an earlier year, "
        "`2035-04`; empty if there is none"},
    Attribute{"digest",
              "what happened: XXH3 (128 bits) of the texts of the dataset `digest`, one after another"},
    Attribute{"digest_of_contents", "what is made of it: the same of `/provenance/digest_of_contents`"},
    Attribute{"complete", "1, written last; a file without it was cut off"},
};

struct Coordinate {
    std::string_view name;
    std::string_view dimensions;
    std::string_view units;  ///< empty for texts
    std::string_view long_name;
};

inline constexpr std::array coordinates{
    Coordinate{"scenario", "scenario", "", "scenario"},
    Coordinate{"replicate", "replicate", "1", "replicate, from 0"},
    Coordinate{"month", "month", date_unit, "last day of the month"},
    Coordinate{"year", "year", "1", "reporting year, named by the 31 March on which it ends"},
    Coordinate{"area", "area", "", "code of the area"},
    Coordinate{"area_name", "area", "", "name of the area"},
    Coordinate{"area_kind", "area", "", "la, region or nation"},
};
constexpr Coordinate digest{"digest", "scenario, replicate", "",
                            "digest of what the population of this replicate recorded"};

constexpr Attribute config_dataset{"/provenance/config",
                                   "the whole resolved configuration of each scenario, YAML"};
constexpr Attribute drawn_dataset{"/provenance/drawn",
                                  "what was drawn for parameters that are not known well; NaN "
                                  "where a scenario has a fixed one"};
constexpr Attribute contents_dataset{"/provenance/digest_of_contents",
                                     "digest of what is made of each replicate's record: names, shapes and "
                                     "values of measures and event tables"};
constexpr Attribute figure_dataset{"/provenance/figure",
                                   "figures of the summary; beside it `figure_measure`, "
                                   "`figure_denominator`, `figure_scale` (scale * measure / "
                                   "denominator), `figure_unit`, `figure_breakdown` and `figure_label`"};
constexpr Attribute diary_group{"/diary",
                                "attributes: times, threads, command and the like; with `--diary full` the "
                                "computer's name and the folders of files, too; never compared"};

/// CF's list of what else is known of a measure's areas.
constexpr std::string_view facts_of_areas = "area_name area_kind";

/// The years' dimension is there only if the run holds a whole reporting year.
constexpr std::string_view period_dimension(Period period) {
    return period == Period::month ? "month" : "year";
}

/// The dimension that all columns of an event table share; it has no coordinate.
constexpr std::string_view row = "row";

}  // namespace hearth::shape
