#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/description.hpp"
#include "sim/config/section.hpp"

namespace hearth {

/// Where the configuration of a run comes from.
struct ConfigSources {
    std::filesystem::path file;  ///< a path, or a bare name to be looked up (`england`)
    std::vector<std::filesystem::path>
        scenarios;                         ///< laid over the file together; bare names are looked up too
    std::vector<std::string> assignments;  ///< `--set shared.search_terms.strategy=best_match`, applied last
    std::filesystem::path installed;       ///< folder of the configs beside the installed program
    std::optional<Month> scenarios_begin =
        {};  ///< each scenario's policies moved, so that its first starts then
};

/// Something that two configurations do not have in common.
struct Difference {
    std::string key;   ///< of the top level: starting_population, seed, shared, processes ...
    std::string name;  ///< how messages call it: seed, shared.carer_strain, recruitment_hub ...
    /// Through which processes it acts: that of `name`, or those that have read what is shared.
    std::vector<std::string> processes;
    Position at;  ///< where this one first says something else; where the other says it, if only it does
    bool is_here = false, is_there = false;
};

/// What a number reads as that may as well be another: its path, its value, and the plausible range around
/// it.
using DrawNumber = std::function<double(const std::string& path, double value, Range plausible)>;

/// One run's configuration: a YAML file, what it `extends`, scenarios and `--set`, merged, with positions
/// kept.
///
/// What several read stands once, under `shared`; `--set` and `extends` change it for all of them. Scenarios
/// do for all processes: the first day is built from `shared` as it is without them, unless
/// `starting_population.shared` says otherwise.
///
/// Merging: mappings merge key by key, everything else is replaced; `processes` (a list of one-key mappings,
/// in the order in which they run) merges by process name, new processes are appended. A scenario is such a
/// file with a `scenario:` name and a `description:` instead of `extends`; scenarios that set one value
/// differently can't be combined. `--set a.b=1.5` replaces the value
/// of a parameter and marks its source `assumed: set on the command line`; `--set months=24` sets a setting.
/// A file that replaces an inherited value (`value`, `values` or `rows`) must give its own source: the old
/// number's would be a false one. The plausible range goes with the old number too.
class Config {
   public:
    /// Reads and merges. Throws ConfigError for what can't be merged (unreadable, not YAML, a cycle of
    /// extends, ...); duplicate keys are collected with the other faults.
    static Config load(const ConfigSources& sources);

    /// The same from text, as if it stood in the file `name`.
    static Config parse(const std::string& yaml, const std::string& name = "config.yaml");

    /// The same to be read again, each number that has a plausible range as `draw` says.
    Config drawn(DrawNumber draw) const;

    /// The same to be read again, with more values set as by `--set`; but where the first day does not read
    /// what is set, with scenarios or after `keep_first_day`, it still does not.
    Config with(const std::vector<std::string>& more) const;

    /// From now on the first day reads what it has now of those shared sections that `names` are of, whatever
    /// is set by `with`; `resolved` says so. The first day has been read.
    void keep_first_day(const std::vector<std::string>& names);

    /// Declarations only, for `hearth schema`: every read returns its default and faults nothing.
    static Config declarations_only();

    /// The top level: settings (start, months, ...) and sections (files, starting_population, ...).
    Section& top();

    /// Names under `processes`, in schedule order.
    const std::vector<std::string>& schedule() const;
    Section process(std::string_view name);

    /// A fault for process `name` at the place where the schedule names it.
    void fault_in_schedule(std::string_view name, std::string text);

    /// Names of the scenarios given, joined by "+"; "baseline" without one.
    const std::string& scenario() const;

    /// Where readers of data files put their faults.
    Faults& faults();

    /// After everything has been read (and every section closed): throws a ConfigError with all faults in
    /// file order, or does nothing.
    void finish();

    /// What is no fault and should be said, a sentence each: values that `--set` left as they are.
    std::vector<std::string> notes() const;

    /// The merged configuration as YAML text: the same whatever files it came from.
    std::string resolved() const;

    /// What the world of this configuration has otherwise than that of `other`; names and sources are not of
    /// the world.
    std::vector<Difference> differences_from(const Config& other) const;

    const Description& description() const;

   private:
    explicit Config(std::shared_ptr<Reading> reading);
    std::shared_ptr<Reading> unread() const;

    std::shared_ptr<Reading> reading_;
    Section top_;
    std::string scenario_;
};

/// The files of a scenario as it is asked for: "A.yaml+B.yaml" is both together; a file whose own name has a
/// + in it is that file.
std::vector<std::filesystem::path> scenario_files(const std::string& words);

/// What somebody asks for by name.
enum class ConfigKind { config, scenario };

/// Looks `name` up as a path, then as a config name (`name.yaml`) in `.`, `$HEARTH_CONFIGS`, and `installed`,
/// each with its folder `scenarios`; throws a ConfigError with the nearest name of that kind.
std::filesystem::path find_config(const std::filesystem::path& name, const std::filesystem::path& installed,
                                  ConfigKind kind = ConfigKind::config);

/// The scenarios that can be asked for by name, in the order of their names: those in the folders `scenarios`
/// of
/// `$HEARTH_CONFIGS` and `installed`, of the first where both have one.
std::vector<std::filesystem::path> known_scenarios(const std::filesystem::path& installed);

}  // namespace hearth
