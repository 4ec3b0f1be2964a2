#include <algorithm>
#include <cerrno>
#include <fstream>
#include <new>
#include <set>
#include <system_error>

#include "sim/config/fault.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/text_file.hpp"
#include "sim/results/hdf5_reading.hpp"
#include "sim/results/results.hpp"
#include "sim/results/shape.hpp"

namespace hearth {

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& text) {
    throw ConfigError{{Fault{{file}, text}}};
}

/// HDF5's reason, told apart: a file that is whole but somebody else's at the moment needs no new run.
std::string why_not_opened(const std::string& reason) {
    const auto says = [&](std::string_view words) { return reason.find(words) != std::string::npos; };
    if (says(std::generic_category().message(EAGAIN)) || says("already open"))
        return "is open in another program, which may be writing it (" + reason + "). Close it there?";
    if (says(std::generic_category().message(ENOLCK)) || says(std::generic_category().message(EOPNOTSUPP)) ||
        says(std::generic_category().message(ENOSYS)))
        return "is on a disk that can't lock files (" + reason +
               "). Set HDF5_USE_FILE_LOCKING=FALSE, or copy it?";
    if (says("truncated file")) return "is cut short (" + reason + "). Copy it again, or run again";
    return "is damaged or cut short (" + reason + "). Copy it again, or run again";
}

hdf5::Handle open_file(const std::string& file) {
    std::error_code none;
    const auto status = std::filesystem::status(file, none);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
        !std::filesystem::is_directory(status))
        refuse(file, "is not a plain file. Give the file that 'hearth run -o' wrote");
    errno = 0;
    if (!std::ifstream{file, std::ios::binary}) {
        const int error = errno;
        refuse(file, "can't be read (" + std::generic_category().message(error) + "). " +
                         (error == EACCES ? "May you read it?" : "Is the path right?"));
    }
    if (H5Fis_hdf5(file.c_str()) <= 0) {
        refuse(
            file,
            "is no results file (not HDF5). Give the file that 'hearth run -o' or 'hearth compare -o' wrote");
    }
    const hdf5::Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, file};
    hdf5::check(H5Pset_file_locking(access, 1, 1), file);
    try {
        return {H5Fopen(file.c_str(), H5F_ACC_RDONLY, access), H5Fclose, file};
    } catch (const hdf5::Error& error) {
        refuse(file, why_not_opened(error.reason()));
    }
}

/// Is this ours, of a version we know, and all there? One message each.
void check_format(hid_t root, const std::string& file) {
    if (!hdf5::has_attribute(root, "format") || hdf5::read_text(root, "format") != shape::format) {
        refuse(file, "is HDF5, but no results file of Hearth (its attribute 'format' is not '" +
                         std::string{shape::format} + "'). Give the file that 'hearth run -o' wrote");
    }
    const auto version = hdf5::read_number(root, "format_version");
    if (version != shape::format_version) {
        refuse(file, "has results format " + std::to_string(version) + " (this program reads " +
                         std::to_string(shape::format_version) + "). Read it with Hearth " +
                         hdf5::read_text(root, "hearth_version") + ", which wrote it, or a newer one");
    }
    if (!hdf5::has_attribute(root, "complete") || hdf5::read_number(root, "complete") != 1) {
        refuse(file, "is incomplete (the program that wrote it did not finish). Run again");
    }
}

Month month_from(const std::string& text) {
    const auto month = parse_month(text);
    if (!month) throw hdf5::Error{"start", "is no month"};
    return *month;
}

std::vector<Area> read_areas(hid_t root) {
    const auto codes = hdf5::read_texts(root, "area");
    const auto names = hdf5::read_texts(root, "area_name");
    const auto kinds = hdf5::read_texts(root, "area_kind");
    if (names.size() != codes.size() || kinds.size() != codes.size())
        throw hdf5::Error{"area", "its codes, names and kinds differ in number"};
    std::vector<Area> areas;
    for (std::size_t area = 0; area < codes.size(); ++area) {
        if (kinds[area] != "la" && kinds[area] != "region" && kinds[area] != "nation")
            throw hdf5::Error{"area_kind", "is neither la, region nor nation"};
        areas.push_back({printable(codes[area]), printable(names[area]), kinds[area]});
    }
    return areas;
}

/// The months must be those that follow the first; texts that name something must differ.
void check_layout(hid_t root, const Layout& layout) {
    const auto days = hdf5::read_numbers(root, "month");
    for (std::size_t month = 0; month < days.size(); ++month)
        if (days[month] != last_day(layout.start + static_cast<int>(month)).value)
            throw hdf5::Error{"month", "its days are not the last ones of the months from the start"};
    if (hdf5::read_number(root, "replicates") != static_cast<std::int64_t>(layout.replicates))
        throw hdf5::Error{"replicate", "there are not as many as the file says"};
    if (std::set(layout.scenarios.begin(), layout.scenarios.end()).size() != layout.scenarios.size() ||
        layout.scenarios.empty())
        throw hdf5::Error{"scenario", "the names are not different ones"};
    if (layout.provenance.configs.size() != layout.scenarios.size())
        throw hdf5::Error{"provenance/config", "is not one for each scenario"};
}

Layout read_layout(hid_t root) {
    constexpr std::size_t most_months = 1200;  // a century
    Layout layout;
    for (const auto& scenario : hdf5::read_texts(root, "scenario"))
        layout.scenarios.push_back(printable(scenario));
    layout.replicates = hdf5::read_numbers(root, "replicate").size();
    layout.start = month_from(hdf5::read_text(root, "start"));
    const auto months = hdf5::read_numbers(root, "month").size();
    if (months > most_months) throw hdf5::Error{"month", "is of more than a century"};
    layout.months = static_cast<int>(months);
    layout.areas = read_areas(root);
    auto& run = layout.provenance;
    run.config_name = hdf5::read_text(root, "config_name");
    run.version = hdf5::read_text(root, "hearth_version");
    run.commit = hdf5::read_text(root, "commit");
    run.seed = static_cast<std::uint64_t>(hdf5::read_number(root, "seed"));
    run.configs = hdf5::read_texts(root, "provenance/config");
    check_layout(root, layout);
    return layout;
}

/// As many cells along each dimension as this file's layout has for the measure, or for its own breakdown
/// if the measure is not known here.
void check_shape(const std::vector<hsize_t>& shape, const Layout& layout, const Measure& measure) {
    std::vector<hsize_t> expected{layout.scenarios.size(), layout.replicates, layout.periods(measure),
                                  layout.areas.size()};
    if (!measure.breakdown.labels.empty()) expected.push_back(measure.labels());
    if (shape != expected)
        throw hdf5::Error{measure.name, "has not the shape of this file's months and areas"};
}

}  // namespace

struct ResultsReader::State {
    std::string name;
    hdf5::Handle file;
    Layout layout;
    Digests digests;
    std::vector<std::string> of_records, of_contents;  ///< by scenario and replicate

    /// Runs `step`; what HDF5 then refuses is damage to the file.
    template <class Step>
    auto attempt(Step step) const {
        try {
            return step();
        } catch (const hdf5::Error& error) {
            refuse(name, "is damaged (" + std::string{error.what()} + "). Copy it again, or run again");
        } catch (const std::bad_alloc&) {
            refuse(name,
                   "is damaged (it claims more than this machine's memory can hold). Copy it again, or "
                   "run again");
        }
    }
};

ResultsReader::ResultsReader(const std::filesystem::path& file) : state_{std::make_unique<State>()} {
    hdf5::prepare();
    state_->name = file.string();
    state_->attempt([&] {
        state_->file = open_file(state_->name);
        check_format(state_->file, state_->name);
        state_->layout = read_layout(state_->file);
        const auto& file_itself = state_->file;
        const auto runs = state_->layout.scenarios.size() * state_->layout.replicates;
        const std::string contents{shape::contents_dataset.name.substr(1)};
        state_->digests.record = hdf5::read_text(file_itself, "digest");
        state_->of_records = hdf5::read_texts(file_itself, "digest");
        state_->of_contents.resize(runs);
        if (hdf5::has_attribute(file_itself, "digest_of_contents")) {
            state_->digests.contents = hdf5::read_text(file_itself, "digest_of_contents");
            state_->of_contents = hdf5::read_texts(file_itself, contents);
        }
        if (state_->of_records.size() != runs || state_->of_contents.size() != runs)
            throw hdf5::Error{"digest", "not one for each replicate"};
    });
}

ResultsReader::~ResultsReader() = default;

const Layout& ResultsReader::layout() const {
    return state_->layout;
}

const Digests& ResultsReader::digests() const {
    return state_->digests;
}

Digests ResultsReader::replicate_digests(std::size_t scenario, std::size_t replicate) const {
    const auto run = scenario * state_->layout.replicates + replicate;
    return {state_->of_records.at(run), state_->of_contents.at(run)};
}

std::vector<std::int32_t> ResultsReader::panel(std::string_view measure, std::size_t scenario,
                                               std::size_t replicate) const {
    hdf5::prepare();
    const std::string name{measure};
    if (!hdf5::has_member(state_->file, name)) {
        refuse(state_->name,
               "has no measure '" + name + "' (yearly ones need a run of a whole year, April to March)");
    }
    return state_->attempt([&] {
        const auto* const known = find_measure(measure);
        if (!known) throw hdf5::Error{name, "is no measure of this program"};
        const auto dataset = hdf5::dataset_to_read(state_->file, name);
        auto count = hdf5::dimensions_of(dataset, name);
        check_shape(count, state_->layout, *known);
        if (scenario >= count[0] || replicate >= count[1])
            throw hdf5::Error{name, "no such scenario and replicate"};
        std::vector<hsize_t> first(count.size(), 0);
        first[0] = scenario;
        first[1] = replicate;
        count[0] = count[1] = 1;
        auto cells = hdf5::read_cells(dataset, name, first, count);
        if (std::ranges::any_of(cells, [](std::int32_t cell) { return cell < 0; }))
            throw hdf5::Error{name, "has cells below zero, which no run writes"};
        return cells;
    });
}

std::vector<std::int64_t> ResultsReader::event_column(std::string_view table, std::string_view column) const {
    hdf5::prepare();
    const std::string group{table};
    if (!hdf5::has_member(state_->file, group)) {
        refuse(state_->name, "has no events '" + group + "'. Run again with --events all?");
    }
    return state_->attempt(
        [&] { return hdf5::read_numbers(state_->file, group + "/" + std::string{column}); });
}

}  // namespace hearth
