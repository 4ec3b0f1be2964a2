#include <algorithm>
#include <limits>
#include <map>
#include <mutex>
#include <set>

#include "sim/core/contracts.hpp"
#include "sim/results/digest.hpp"
#include "sim/results/event_writer.hpp"
#include "sim/results/file_frame.hpp"
#include "sim/results/hdf5_reading.hpp"
#include "sim/results/results.hpp"
#include "sim/results/shape.hpp"
#include "sim/results/unfinished_file.hpp"

namespace hearth {

namespace {

void check_layout(const Layout& layout) {
    const std::set<std::string_view> names{layout.scenarios.begin(), layout.scenarios.end()};
    expects(!names.empty() && names.size() == layout.scenarios.size() && !names.contains(""),
            "scenarios have different names");
    expects(layout.replicates > 0 && layout.replicates <= std::numeric_limits<std::int16_t>::max() &&
                layout.scenarios.size() <= std::numeric_limits<std::int16_t>::max(),
            "scenarios and replicates fit into 16 bits");
    expects(layout.months > 0 && !layout.areas.empty(), "months and areas");
    expects(layout.provenance.configs.size() == layout.scenarios.size(), "a configuration for each scenario");
    expects(layout.provenance.seed < (1ULL << 53U), "seeds stay below 2^53, which R and JSON can hold");
}

}  // namespace

struct ResultsWriter::State {
    State(std::filesystem::path path, Layout shape) : layout{std::move(shape)}, target{std::move(path)} {}

    Layout layout;
    UnfinishedFile target;
    hdf5::Handle file;  // before the datasets: closed after them
    std::vector<hdf5::Handle> panels;
    EventWriter events;

    std::map<std::size_t, std::pair<ReplicateResults, Digests>> waiting;  // out of turn
    std::vector<Digests> digests;                                         // in the order of writing
    std::vector<Digest> of_measures = std::vector<Digest>(measures().size());
    std::vector<double> drawn;  // in the same order
    std::string failure;        // what went wrong once, said again to whoever comes after

    std::size_t runs() const { return layout.scenarios.size() * layout.replicates; }

    /// Runs `step`; if the disk refuses, gives the file up and says so in one message.
    template <class Step>
    void attempt(Step step) {
        if (!failure.empty()) throw std::runtime_error{failure};
        try {
            step();
        } catch (const hdf5::Error& error) {
            failure = writing_failed(target.final_path(), error.reason());
            abandon();
            throw std::runtime_error{failure};
        } catch (const std::exception& error) {
            failure = error.what();
            abandon();
            throw;
        }
    }

    /// Removes the file, which gives a full disk its room back, and lets HDF5 go.
    void abandon() {
        std::error_code ignored;
        if (!target.temporary_path().empty())
            std::filesystem::resize_file(target.temporary_path(), 0, ignored);
        target.remove();
        waiting.clear();
        panels.clear();
        events = {};
        file = {};
    }

    void create() {
        file = create_file(target.temporary_path().string(), target.final_path().string());
        panels = write_frame(file, layout);
    }

    void write_next(ReplicateResults results) {
        for (std::size_t index = 0; index < measures().size(); ++index) {
            if (panels[index] < 0) continue;
            const std::string name{measures()[index].name};
            of_measures[index].add(results.digest_of(index));
            auto count = hdf5::dimensions_of(panels[index], name);
            std::vector<hsize_t> first(count.size(), 0);
            first[0] = results.scenario;
            first[1] = results.replicate;
            count[0] = count[1] = 1;
            const hdf5::Handle chosen{H5Dget_space(panels[index]), H5Sclose, name};
            hdf5::check(
                H5Sselect_hyperslab(chosen, H5S_SELECT_SET, first.data(), nullptr, count.data(), nullptr),
                name);
            const hdf5::Handle memory{H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr),
                                      H5Sclose, name};
            hdf5::check(H5Dwrite(panels[index], H5T_NATIVE_INT32, memory, chosen, H5P_DEFAULT,
                                 results.panels[index].data()),
                        name);
        }
        events.append(file, results.scenario, results.replicate, std::move(results.events));
        drawn.insert(drawn.end(), results.drawn.begin(), results.drawn.end());
    }

    /// Digests as the file has them: all replicates of a scenario, then of the next one.
    std::vector<std::string> by_scenario(std::string Digests::*which) const {
        std::vector<std::string> sorted;
        for (std::size_t scenario = 0; scenario < layout.scenarios.size(); ++scenario) {
            for (std::size_t replicate = 0; replicate < layout.replicates; ++replicate)
                sorted.push_back(digests[replicate * layout.scenarios.size() + scenario].*which);
        }
        return sorted;
    }

    /// What was drawn, as the file has it: by scenario, replicate and parameter.
    std::vector<double> drawn_by_scenario() const {
        const auto scenarios = layout.scenarios.size(), parameters = layout.uncertain.size();
        std::vector<double> sorted;
        for (std::size_t scenario = 0; scenario < scenarios; ++scenario) {
            for (std::size_t replicate = 0; replicate < layout.replicates; ++replicate) {
                const auto first = drawn.begin() + static_cast<std::ptrdiff_t>(
                                                       (replicate * scenarios + scenario) * parameters);
                sorted.insert(sorted.end(), first, first + static_cast<std::ptrdiff_t>(parameters));
            }
        }
        return sorted;
    }

    void shrink(std::size_t replicates) {
        layout.replicates = replicates;
        for (std::size_t index = 0; index < measures().size(); ++index) {
            if (panels[index] < 0) continue;
            const std::string name{measures()[index].name};
            auto size = hdf5::dimensions_of(panels[index], name);
            size[1] = replicates;
            hdf5::check(H5Dset_extent(panels[index], size.data()), name);
        }
        shrink_replicates(file, replicates);
    }

    /// Writes one text for each replicate.
    void write_of_replicates(const std::string& name, std::string_view long_name,
                             const std::vector<std::string>& texts) {
        const std::array<hsize_t, 2> shape{layout.scenarios.size(), layout.replicates};
        hdf5::write_texts(file, name, shape, texts);
        hdf5::write_attribute(hdf5::open_dataset(file, name), "long_name", long_name);
        hdf5::attach_scale(file, name, "scenario", 0);
        hdf5::attach_scale(file, name, "replicate", 1);
    }

    Digests close(const Diary& diary) {
        const auto of_records = by_scenario(&Digests::record), of_contents = by_scenario(&Digests::contents);
        const Digests digests_of_file{digest_of(of_records), digest_of(of_contents)};
        write_of_replicates("digest", shape::digest.long_name, of_records);
        write_provenance(file, layout);
        write_of_replicates(std::string{shape::contents_dataset.name}.substr(1),
                            shape::contents_dataset.meaning, of_contents);
        {
            if (!layout.uncertain.empty()) write_uncertain(file, layout, drawn_by_scenario());
            const auto group = hdf5::create_group(file, "diary");
            for (const auto& [name, text] : diary.entries) hdf5::write_attribute(group, name, text);
        }
        for (std::size_t index = 0; index < measures().size(); ++index) {
            if (panels[index] >= 0) hdf5::write_attribute(panels[index], "digest", of_measures[index].text());
            panels[index].close(measures()[index].name);
        }
        events.close();
        hdf5::write_attribute(file, "digest", digests_of_file.record);
        hdf5::write_attribute(file, "digest_of_contents", digests_of_file.contents);
        hdf5::write_attribute(file, "complete", std::int32_t{1});
        hdf5::check(H5Fflush(file, H5F_SCOPE_GLOBAL), "file");
        file.close("file");
        target.keep();
        return digests_of_file;
    }
};

ResultsWriter::ResultsWriter(std::filesystem::path file, Layout layout) {
    check_layout(layout);
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    state_ = std::make_unique<State>(std::move(file), std::move(layout));
    state_->attempt([&] { state_->create(); });
}

ResultsWriter::~ResultsWriter() {
    const std::scoped_lock lock{hdf5::turn()};
    if (state_->file >= 0) state_->abandon();
}

void ResultsWriter::write(ReplicateResults results) {
    const auto& layout = state_->layout;
    expects(results.scenario < layout.scenarios.size() && results.replicate < layout.replicates,
            "a scenario and replicate of this file");
    expects(results.panels.size() == measures().size(), "a panel for each measure");
    expects(results.drawn.size() == layout.uncertain.size(), "a number for each uncertain parameter");
    for (std::size_t index = 0; index < measures().size(); ++index) {
        expects(results.panels[index].size() == layout.cells(measures()[index]),
                "panels of the layout's shape");
    }
    auto digests = results.digests();
    const auto run = results.replicate * layout.scenarios.size() + results.scenario;

    const std::scoped_lock lock{hdf5::turn()};
    expects(run >= state_->digests.size() && !state_->waiting.contains(run), "each replicate written once");
    state_->waiting.emplace(run, std::pair{std::move(results), std::move(digests)});
    state_->attempt([&] {
        hdf5::prepare();
        while (!state_->waiting.empty() && state_->waiting.begin()->first == state_->digests.size()) {
            auto next = state_->waiting.extract(state_->waiting.begin());
            state_->write_next(std::move(next.mapped().first));
            state_->digests.push_back(next.mapped().second);
        }
    });
}

void ResultsWriter::end_after(std::size_t replicates, std::vector<std::string> configs) {
    const std::scoped_lock lock{hdf5::turn()};
    expects(replicates > 0 && replicates <= state_->layout.replicates &&
                state_->digests.size() == state_->layout.scenarios.size() * replicates,
            "all of these replicates written, and no other");
    expects(configs.size() == state_->layout.scenarios.size(), "a configuration for each scenario");
    state_->layout.provenance.configs = std::move(configs);
    if (replicates == state_->layout.replicates) return;
    state_->attempt([&] {
        hdf5::prepare();
        state_->shrink(replicates);
    });
}

Digests ResultsWriter::finish(const Diary& diary) {
    const std::scoped_lock lock{hdf5::turn()};
    Digests digests;
    state_->attempt([&] {
        hdf5::prepare();
        expects(state_->digests.size() == state_->runs(), "all replicates written");
        digests = state_->close(diary);
    });
    return digests;
}

}  // namespace hearth
