#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "sim/results/measures.hpp"
#include "tests/results/sample_results.hpp"

namespace hearth::sample {

/// A run of one scenario from April 2019 on in which every value is set by hand; what is not set is 0.
class ByHand {
   public:
    explicit ByHand(std::size_t replicates, int months = 24) : layout{sample::layout(months)} {
        layout.scenarios = {"baseline"};
        layout.provenance.configs.resize(1);
        layout.replicates = replicates;
        for (std::size_t number = 0; number < replicates; ++number) {
            ReplicateResults empty{0, number, {}, {}};
            for (const auto& about : measures()) empty.panels.emplace_back(layout.cells(about), 0);
            replicates_.push_back(std::move(empty));
        }
    }

    /// @param period  of a monthly measure the month from 0, March 2020 being 11; of a yearly one 0 or 1
    void set(std::size_t replicate, std::string_view name, std::size_t period, std::size_t area, int value,
             std::size_t label = 0) {
        const auto cell = (period * layout.areas.size() + area) * find_measure(name)->labels() + label;
        replicates_[replicate].panels[measure(name)].at(cell) = value;
    }

    /// What `read` makes of the file of this run.
    template <class Read>
    auto read_by(Read&& read) const {
        const Folder folder{"by_hand"};
        ResultsWriter writer{folder / "run.h5", layout};
        for (const auto& results : replicates_) writer.write(results);
        writer.finish({});
        return read(ResultsReader{folder / "run.h5"});
    }

    Layout layout;

   private:
    std::vector<ReplicateResults> replicates_;
};

}  // namespace hearth::sample
