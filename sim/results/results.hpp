#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "agents/date.hpp"
#include "sim/results/measures.hpp"

namespace hearth {

/// A row of the `area` dimension: a local authority, a region, or the nation.
struct Area {
    std::string code;  ///< E06000001, E12000001, E92000001
    std::string name;
    std::string kind;  ///< "la", "region" or "nation"
};

/// What a run says of itself: everything that has to be known to make the same file again.
struct Provenance {
    std::string config_name;
    std::vector<std::string> configs;  ///< the whole resolved configuration of each scenario, YAML
    std::string version;
    std::string commit;
    std::uint64_t seed = 0;
    std::string held_from = {};  ///< month, 2035-04, as `shape::root_attributes` says; empty if none
};

/// A number of a policy that differs from replicate to replicate, as it is not known well.
struct UncertainParameter {
    std::string name;  ///< recruitment_campaign.highest_lift
    std::string unit;

    bool operator==(const UncertainParameter&) const = default;
};

/// The shape of a results file.
struct Layout {
    std::vector<std::string> scenarios;
    std::size_t replicates = 1;
    Month start;
    int months = 0;
    std::vector<Area> areas;
    Provenance provenance;
    std::vector<UncertainParameter> uncertain = {};  ///< what was drawn for each replicate; none if nothing

    /// Reporting years whose 31 March lies inside the run and whose 1 April does too: only whole years are
    /// recorded.
    std::vector<int> years() const;

    /// How many months or years a measure has.
    std::size_t periods(const Measure& measure) const;

    /// How many values of a measure one replicate has; 0 for a yearly one if the run holds no whole year.
    std::size_t cells(const Measure& measure) const;
};

/// One column of an event table; small enumerations carry the names of their values (without spaces).
struct EventColumn {
    std::string name;
    std::string unit;  ///< "days since 1970-01-01" makes a date; -1 then reads as no date
    std::string meaning;
    std::span<const std::string_view> flag_names;  ///< empty unless an enumeration
    std::variant<std::vector<std::int8_t>, std::vector<std::int16_t>, std::vector<std::int32_t>,
                 std::vector<std::int64_t>>
        cells;
};

/// A table of events of one replicate: equally long columns. Every replicate of a file has the same tables.
struct EventTable {
    std::string name;
    std::string meaning;
    std::vector<EventColumn> columns;
};

/// Which event tables a run keeps.
enum class Events : std::uint8_t { none, episodes, all };
inline constexpr std::string_view events_names[] = {"none", "episodes", "all"};

/// Two fingerprints, XXH3 (128 bits) as 32 hex digits. Labels of scenarios and numbers of replicates are not
/// in them: a scenario that changes nothing has those of the baseline.
struct Digests {
    std::string record;    ///< of what the population recorded, which no measure moves
    std::string contents;  ///< of what is made of it: names, shapes and values of measures and event tables

    auto operator<=>(const Digests&) const = default;
};

/// For people: "RECORD  contents CONTENTS".
std::string to_text(const Digests& digests);

/// Everything one replicate of one scenario found.
struct ReplicateResults {
    std::size_t scenario = 0;
    std::size_t replicate = 0;
    /// One array per entry of `measures`, shape (months or years, areas[, labels]), last dimension fastest.
    std::vector<std::vector<std::int32_t>> panels;
    std::vector<EventTable> events;
    std::vector<double> drawn = {};  ///< the numbers of `Layout::uncertain`; NaN: fixed in this scenario

    std::string record = {};  ///< digest of the population's record

    /// Of one measure, by its position: name, shape and values.
    std::string digest_of(std::size_t measure) const;

    Digests digests() const;

    /// Of all there is, the record and what is made of it: equal if and only if both are.
    std::string digest() const;
};

/// XXH3 (128 bits) over digests as text, one after another: those of the replicates of a file.
std::string digest_of(std::span<const std::string> digests);

/// Facts of the run that differ from one computer and hour to the next; kept in /diary, never compared.
struct Diary {
    std::vector<std::pair<std::string, std::string>> entries;
};

/// The results file while it is being written: under a temporary name, renamed when it is complete.
///
/// Not finished (an error, Ctrl-C) means removed: nothing half-written is ever seen under the final name.
class ResultsWriter {
   public:
    /// Throws ConfigError if the folder can't be written to (the user's mistake), std::runtime_error on a
    /// full disk.
    ResultsWriter(std::filesystem::path file, Layout layout);
    ResultsWriter(const ResultsWriter&) = delete;
    ResultsWriter& operator=(const ResultsWriter&) = delete;
    ~ResultsWriter();

    /// Takes a replicate's results, from any thread and in any order; they reach the file in (replicate,
    /// scenario) order, so that its bytes do not depend on who was first.
    void write(ReplicateResults results);

    /// No more replicates than these will come: the file shrinks to them. All of them have been written.
    ///
    /// @param configs  of each scenario, that ask for so many replicates
    void end_after(std::size_t replicates, std::vector<std::string> configs);

    /// Writes the diary, marks the file complete, syncs and renames it. Returns the digests over all
    /// replicates.
    Digests finish(const Diary& diary);

   private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A complete results file, read back: what `hearth summary` and the tests use.
class ResultsReader {
   public:
    /// Throws ConfigError for what is not a complete Hearth results file of this format version, saying why.
    explicit ResultsReader(const std::filesystem::path& file);
    ResultsReader(const ResultsReader&) = delete;
    ResultsReader& operator=(const ResultsReader&) = delete;
    ~ResultsReader();

    const Layout& layout() const;
    /// Of the file, and of one replicate; an older file has none of its contents.
    const Digests& digests() const;
    Digests replicate_digests(std::size_t scenario, std::size_t replicate) const;

    /// One measure of one replicate, shape as in ReplicateResults. A measure that this file lacks is a
    /// ConfigError.
    std::vector<std::int32_t> panel(std::string_view measure, std::size_t scenario,
                                    std::size_t replicate) const;

    /// One column of an event table, all replicates one after another, each with all its scenarios;
    /// `scenario` and `replicate` are columns too.
    std::vector<std::int64_t> event_column(std::string_view table, std::string_view column) const;

   private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hearth
