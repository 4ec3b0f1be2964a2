#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agents/date.hpp"
#include "sim/config/fault.hpp"

namespace hearth {

struct Document;              // a YAML tree that knows where each node stood: sim/config/document.hpp
struct Reading;               // a configuration while it is read, its faults and declarations: reading.hpp
struct ParameterDescription;  // what was declared and what was read: description.hpp
struct SectionDescription;
enum class Shape : std::uint8_t;

/// Allowed values of a parameter, both ends included.
struct Range {
    double lowest = -std::numeric_limits<double>::infinity();
    double highest = std::numeric_limits<double>::infinity();

    constexpr bool holds(double value) const { return value >= lowest && value <= highest; }
};

/// The labels along one side of a row or table: `{"age_band", age_bands.names}`.
struct Axis {
    std::string_view name;
    std::span<const std::string_view> labels;
};

/// What a rule that several read is called under `shared`, and what it is about.
struct SharedSection {
    std::string_view name;
    std::string_view meaning;
};

/// A table of numbers by two axes; cells in row order.
struct Table {
    std::size_t columns = 0;
    std::vector<double> cells;

    double at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
    std::span<const double> row(std::size_t row) const { return {cells.data() + row * columns, columns}; }
};

/// A number for each of some reporting years, without gaps.
struct ByYear {
    int first_year = 0;
    std::vector<double> numbers;

    /// That of a year: before the first as in it, after the last as in that.
    double in(int year) const {
        const auto last = static_cast<int>(numbers.size()) - 1;
        return numbers[static_cast<std::size_t>(std::clamp(year - first_year, 0, last))];
    }
};

/// Typed, checked reads from one section of the configuration.
///
/// Each read names the parameter, its unit, its allowed range and its meaning, once: the same declaration
/// checks the file, makes the table of `hearth describe` and the JSON Schema. A read never throws: faults are
/// collected (all of them arrive together) and a harmless value inside the range is returned.
///
/// In the file:
///
///     hazard_ratio:  {value: 1.2, unit: "1", source: "assumed: illustration"}
///     lift:          {value: 0.6, unit: "1", plausible: [0.1, 1], source: "assumed: no trial is known"}
///     by_age:        {unit: "1", source: "derived: ...", values: {under_1: 0.8, 1_to_4: 0.9}}
///     by_year:       {unit: "1", source: "derived: ...", values: {"2020": 0.9, "2021": 1.1}}
///     hazard:        {unit: 1/month, source: "...", columns: [day_1, day_8], rows: {foster: [0.3, 0.1]}}
///     pandemic:      true            # a flag, a choice, a file or a setting has no unit
class Section {
   public:
    double real(std::string_view name, std::string_view unit, Range range, std::string_view meaning);
    std::int64_t integer(std::string_view name, std::string_view unit, Range range, std::string_view meaning);

    /// A number that is the user's own choice, such as a sum of money: it has a unit, and needs no source.
    /// Nothing where the key is absent.
    std::optional<double> amount(std::string_view name, std::string_view unit, Range range,
                                 std::string_view meaning);

    /// One number for each label of `axis`, in its order; a missing or unknown label is a fault.
    std::vector<double> row(std::string_view name, std::string_view unit, const Axis& axis, Range range,
                            std::string_view meaning);

    /// One number for each reporting year that the file has: at least one, and none left out between two.
    ByYear by_year(std::string_view name, std::string_view unit, Range range, std::string_view meaning);

    /// One number for each pair of labels; `columns:` must list the labels of `columns` in their order.
    Table table(std::string_view name, std::string_view unit, const Axis& rows, const Axis& columns,
                Range range, std::string_view meaning);

    /// Plain settings, without unit or source. The default is used (and described) where the key is absent.
    bool flag(std::string_view name, bool otherwise, std::string_view meaning);
    std::int64_t setting(std::string_view name, std::int64_t otherwise, Range range,
                         std::string_view meaning);
    std::string text(std::string_view name, std::string_view otherwise, std::string_view meaning);
    /// A month, written as 2024-04; nothing where the key is absent.
    ///
    /// @param otherwise  what is described as its default; where there is none, an absent key is a fault
    std::optional<Month> month(std::string_view name, std::optional<std::string_view> otherwise,
                               std::string_view meaning);
    /// One of `options`; it has no default.
    std::string choice(std::string_view name, std::span<const std::string_view> options,
                       std::string_view meaning);
    /// Words in brackets; none where the key is absent.
    std::vector<std::string> list(std::string_view name, std::string_view meaning);
    /// The same of numbers and flags too, each as it is written.
    std::vector<std::string> words(std::string_view name, std::string_view meaning);

    /// A file named relative to the config file that names it; a missing file is a fault.
    std::filesystem::path file(std::string_view name, std::string_view meaning);

    /// A section inside this one; an absent one is a fault.
    Section section(std::string_view name, std::string_view meaning);

    /// A rule that several read: each of its numbers stands once, in its own section under `shared`. The rule
    /// says which that is, and reads it like any other:
    ///
    ///     class CarerStrain {
    ///        public:
    ///         static constexpr SharedSection section{"carer_strain", "what weighs on foster carers"};
    ///         explicit CarerStrain(Section& config);
    ///
    ///     strain_{config.shared<CarerStrain>()}     // in every process that needs it
    template <class Rule>
    Rule shared() {
        auto own = shared(Rule::section);
        Rule rule{own};
        own.close();
        return rule;
    }

    /// The keys that stand in the file here, in its order.
    std::vector<std::string> keys() const;

    /// Does the key stand in the file?
    bool has(std::string_view name) const;
    /// Where it stands: the section where it does not.
    Position where(std::string_view name) const;

    /// The key `name` must not stand here, for a reason that only its reader knows; `text` is the whole
    /// message.
    void refuse(std::string_view name, std::string text);

    /// The value of `name` is wrong for a reason that only its reader knows; `text` is the whole message
    /// ("start = 'May' is not a month. Write it as 2019-04."). Silent where the value was at fault already:
    /// one mistake, one message.
    void fault(std::string_view name, std::string text);

    /// Where readers of data files put their faults, to be reported with all others.
    Faults& faults();

    /// Reports every key of this section that nothing has read, with the nearest name that exists.
    void close();

    const std::string& path() const { return path_; }

   private:
    friend class Config;
    Section(const Document* node, std::shared_ptr<Reading> reading, SectionDescription& described);

    Section shared(const SharedSection& wanted);
    Section below(const Document* outer, SectionDescription& described) const;
    void refuse_unread(const Document& mapping, const std::string& path,
                       const std::vector<std::string>& known);
    ParameterDescription& declare(std::string_view name, Shape shape, std::string_view unit, Range range,
                                  std::string_view meaning);
    template <class Parse>
    std::vector<std::string> items(std::string_view name, std::string_view meaning, Parse parse);
    const Document* plain(ParameterDescription& declared, std::string_view if_missing = "");
    const Document* measured(ParameterDescription& declared, std::span<const std::string_view> contents);
    void check_unit_and_source(ParameterDescription& declared, const Document& parameter);
    void check_labels(ParameterDescription& declared, const Document& labelled);
    std::vector<int> years_of(ParameterDescription& declared, const Document& labelled);
    double number(ParameterDescription& declared, const Document& node, const std::string& path);
    double as_drawn(ParameterDescription& declared, const Document& parameter, double value);
    std::int64_t whole_number(ParameterDescription& declared, const Document& node, std::int64_t otherwise);
    void fault(ParameterDescription& declared, const Position& at, std::string text);
    std::string path_of(const ParameterDescription& declared) const;

    std::string path_;
    const Document*
        node_;  // nullptr when only declarations are wanted (`hearth schema`), or the section is missing
    std::shared_ptr<Reading> reading_;
    SectionDescription* described_;  // inside reading_
    std::vector<std::string> refused_;
};

}  // namespace hearth
