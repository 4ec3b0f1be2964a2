#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/results/sweep_part.hpp"
#include "sim/sweep/plan.hpp"

namespace hearth {

/// What has become of the runs of a plan. The parts in its folder are the only record: what is in none of
/// them has not been done.
class Ledger {
   public:
    enum class State { done, failed, missing };

    /// A file in parts/ that can't be used, and why.
    struct Refused {
        std::filesystem::path file;
        std::string why;
    };

    /// Reads all parts. Throws ConfigError if a run has two results that differ.
    explicit Ledger(const Plan& plan);

    const std::vector<Part>& parts() const { return parts_; }
    const std::vector<Refused>& refused() const { return refused_; }
    /// Parts under temporary names: of workers that are at it, or were killed.
    const std::vector<std::filesystem::path>& left_behind() const { return left_behind_; }
    /// Parts that a compact one was made of: it has their runs, and they count no more.
    const std::vector<std::filesystem::path>& replaced() const { return replaced_; }
    /// Names of all files in parts/ that were looked at.
    std::set<std::string> names() const;
    /// Removes those of workers of this machine that are no more; of other machines nobody knows.
    void remove_left_behind() const;

    State state(std::size_t run) const;
    std::size_t count(State state) const;
    std::vector<std::size_t> runs_that_are(State state) const;
    /// The same of several, in the order of the plan.
    std::vector<std::size_t> runs_that_are(std::initializer_list<State> states) const;

    /// Where the record of a run is, a result rather than a failure; nothing if it is missing.
    const std::optional<RunSource>& source(std::size_t run) const { return sources_[run]; }
    /// nullptr if it is missing.
    const RunRecord* record(std::size_t run) const;
    /// Runs that ended in a second, of those that ended in the last ten minutes; 0 if there were none.
    double rate() const;
    /// Records of runs that were done already when they were done again.
    std::size_t repeated() const { return repeated_; }

   private:
    void read(const std::filesystem::path& file, const std::string& study);
    void drop_replaced();
    void give_numbers(const Plan& plan);
    void enter(std::size_t part, std::size_t row);

    std::vector<Part> parts_;
    std::vector<Refused> refused_;
    std::vector<std::filesystem::path> left_behind_, replaced_;
    std::vector<std::optional<RunSource>> sources_;
    std::size_t repeated_ = 0;
};

}  // namespace hearth
