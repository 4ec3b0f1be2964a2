#include "sim/results/results_document.hpp"

#include <fmt/format.h>

#include <map>

#include "sim/results/shape.hpp"
#include "sim/results/summary.hpp"

namespace hearth {

namespace {

constexpr std::string_view opening = R"(# Results files

<!-- Generated from the program (sim/results); changes made here are overwritten. -->

A run writes one HDF5 file. It is self-describing (CF-1.8 attributes, dimension scales), needs no plugin, and appears
under its name only when it is complete: while it is written it is called `NAME.tmp.` and
the machine, the process and some letters. What a killed run has left is removed by the next run of that name.

## Opening one

```python
import hearth                                  # the package in analysis/: checks the file, labels everything
results = hearth.open("results.h5")
results.plot("looked_after").save("looked_after.png")
results.panel.looked_after.sel(area="E92000001", scenario="baseline")    # an xarray.DataArray
results.episodes                               # a pandas DataFrame, if the run kept events

import xarray                                  # or without it
panel = xarray.open_dataset("results.h5", engine="h5netcdf")        # engine="netcdf4" does too
episodes = xarray.open_dataset("results.h5", engine="h5netcdf", group="episodes")
```

[python.md](python.md) describes the package.

```r
file <- hdf5r::H5File$new("results.h5", mode = "r")   # or rhdf5::h5read, ncdf4::nc_open; R reverses the dimensions
looked_after <- file[["looked_after"]]$read()
```

```sh
h5dump -n results.h5                           # what is in it
h5dump -d /looked_after results.h5             # numbers
hearth summary results.h5                      # the figures of the national statistics
```

)";

constexpr std::string_view broken_placements = R"(## Placements that broke: two counts

| name | counts | where |
|---|---|---|
| `disruptions` | moves whose cause in the model was that the placement broke | measure of this file; `hearth campaign` |
| `asked_or_forced` | moves whose reason in the episode (REASON_PLACE_CHANGE) says that somebody asked for them or that they were forced: CREQB, CREQO, CHILD, LAREQ, STAND, ALLEG, APPRR, CLOSE | `hearth stability`, of a run and of a council's returns: survival and hazards ([stability.md](stability.md), [survival.md](survival.md)) |

A return knows reasons and no causes, and a quarter to a third of the placements that break in the model end with the
reason OTHER or CUSTOD, as a part of the published moves is assumed to. So of one run, in any area and year:

```text
moves                               = disruptions + planned_moves            every move has one cause
asked_or_forced + CUSTOD           <= disruptions                            no plan gives these reasons
disruptions                        <= asked_or_forced + CUSTOD + OTHER       those with OTHER are some by plan, some not
```

Set against a council's returns, use `asked_or_forced` on both sides. `other_move` in the tables of survival is every other
move, and no count of plans: `planned_moves` of this file is.

)";

constexpr std::string_view policy = R"(## Versions of this format

`format_version` is {0}. It rises when a program made for the older version would misread the file: something renamed,
removed, or given another meaning. New measures, attributes, columns and tables do not raise it; look things up by
name. Readers refuse other versions and say which Hearth reads them.

## Digests

| digest | covers |
|---|---|
| `digest` | what happened: every placement, legal status, search, missing episode, step of a carer and home that the population of a replicate recorded |
| `digest_of_contents` | what is made of it: names, shapes and values of all measures and event tables |
| attribute `digest` of a measure | its own name, shape and values in all replicates |

A new measure moves neither `digest` nor that of any other measure, so these show that a change of the program has moved
nothing. Two runs with both digests equal found the same. All are XXH3 (128 bits); the scenario's label, the replicate's
number and all that is in `/diary` are in none. That of a measure is over the texts of its replicates' digests as they
were written: replicates follow one another, each with all its scenarios. Values never written would read as -1; a
complete file has none.


)";

std::string table_row(std::initializer_list<std::string_view> cells) {
    std::string row = "|";
    for (const auto cell : cells) row += " " + std::string{cell} + " |";
    return row + "\n";
}

std::string code(std::string_view name) {
    return "`" + std::string{name} + "`";
}

std::string type_of(const EventColumn& column) {
    return std::visit([]<class T>(const std::vector<T>&) { return fmt::format("int{}", 8 * sizeof(T)); },
                      column.cells);
}

std::string attributes_and_coordinates() {
    std::string text = "## Attributes of the file\n\n| attribute | meaning |\n|---|---|\n";
    for (const auto& attribute : shape::root_attributes)
        text += table_row({code(attribute.name), attribute.meaning});
    text += table_row({code(shape::config_dataset.name),
                       std::string{shape::config_dataset.meaning} + " (a dataset by scenario)"});
    text +=
        table_row({code(shape::drawn_dataset.name),
                   std::string{shape::drawn_dataset.meaning} +
                       " (by scenario, replicate and parameter, in the unit of `/provenance/parameter_unit`; "
                       "only of `compare --uncertain`)"});
    text += table_row({code(shape::figure_dataset.name), shape::figure_dataset.meaning});
    text += table_row({code(shape::contents_dataset.name),
                       std::string{shape::contents_dataset.meaning} + " (by scenario and replicate)"});
    text += table_row({code(shape::diary_group.name), shape::diary_group.meaning});

    text +=
        "\n## Coordinates and facts of each replicate\n\n| name | dimensions | unit | meaning "
        "|\n|---|---|---|---|\n";
    const auto add = [&](const shape::Coordinate& one) {
        text += table_row(
            {code(one.name), one.dimensions, one.units.empty() ? "text" : one.units, one.long_name});
    };
    for (const auto& coordinate : shape::coordinates) add(coordinate);
    std::map<std::string_view, Breakdown> all;
    for (const auto& measure : measures())
        if (measure.labels() > 1) all.emplace(measure.breakdown.name, measure.breakdown);
    for (const auto& [name, breakdown] : all) {
        std::string meaning = std::string{breakdown.meaning} + ":";
        for (const auto label : breakdown.labels) meaning += " " + code(label);
        add({breakdown.name, breakdown.name, "", meaning});
    }
    add(shape::digest);
    return text + "\n`year` and all that has it are there only if the run holds a whole reporting year.\n\n";
}

std::string recorded_measures() {
    std::string text =
        "## Measures\n\nWhole numbers (int32) with the dimensions scenario, replicate, month or year, area "
        "and, for "
        "some, a breakdown. They stand in the order of the file, one statistic after another: each is a file "
        "of "
        "`sim/results/statistics`, which declares its measures and counts them.\n\n| name | unit | "
        "dimensions | meaning | definition |\n|---|---|---|---|---|\n";
    for (const auto& measure : measures()) {
        auto dimensions =
            fmt::format("scenario, replicate, {}, area", shape::period_dimension(measure.period));
        if (!measure.breakdown.labels.empty()) dimensions += ", " + std::string{measure.breakdown.name};
        text +=
            table_row({code(measure.name), measure.unit, dimensions, measure.meaning, measure.definition});
    }
    return text + "\n";
}

std::string events(std::span<const EventTable> tables) {
    std::string text;
    for (const auto& table : tables) {
        text += fmt::format(
            "## Events: `/{}`\n\n{}. One dimension, `{}`; replicates follow one another, each with all its "
            "scenarios.\n\n",
            table.name, table.meaning, shape::row);
        text += "| column | unit | type | meaning |\n|---|---|---|---|\n";
        text += table_row({"`scenario`", "1", "int16", "position in the scenario coordinate, from 0"});
        text += table_row({"`replicate`", "1", "int16", "replicate, from 0"});
        for (const auto& column : table.columns) {
            auto meaning = column.meaning;
            for (std::size_t value = 0; value < column.flag_names.size(); ++value) {
                meaning +=
                    fmt::format("{} {} {}", value == 0 ? ":" : ",", value, code(column.flag_names[value]));
            }
            text += table_row({code(column.name), column.flag_names.empty() ? column.unit : "enumeration",
                               type_of(column), meaning});
        }
        text += "\n";
    }
    return text;
}

std::string summaries() {
    std::string text =
        "## What `hearth summary` makes of it\n\nFor each whole reporting year, over the replicates of a "
        "scenario: "
        "median, 5th and 95th percentile (linear between order statistics: type 7, the default of R and "
        "numpy). "
        "Monthly measures are taken in March. A ratio whose denominator is zero has no value in that "
        "replicate; if in "
        "none, there is no record. The file says how (`/provenance/figure`); "
        "`results.summary()` in Python reads it there and gives the same records.\n\n"
        "| measure | unit | made from | split by |\n|---|---|---|---|\n";
    for (const auto& what : figures()) {
        auto formula = (what.scale == 1 ? "" : fmt::format("{} * ", what.scale)) + code(what.measure);
        if (!what.denominator.empty()) formula += " / " + code(what.denominator);
        text +=
            table_row({code(what.name), what.unit, formula, what.breakdown.empty() ? "-" : what.breakdown});
    }
    return text;
}

}  // namespace

std::string results_document(std::span<const EventTable> tables) {
    return std::string{opening} + attributes_and_coordinates() + recorded_measures() + events(tables) +
           std::string{broken_placements} + fmt::format(fmt::runtime(policy), shape::format_version) +
           summaries();
}

}  // namespace hearth
