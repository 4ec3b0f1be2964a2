#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "sim/inputs/by_authority.hpp"
#include "sim/inputs/read_tables.hpp"

namespace hearth {
namespace {

/// One process's ratios.
History history_of(Csv& csv, std::string_view process) {
    const auto year = csv.find_column("year"), name = csv.column("process"), age = csv.column("age_band"),
               ratio = csv.column("ratio");
    std::map<int, std::map<std::size_t, double>> found;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        if (csv.text(row, name) != process) continue;
        const auto in = static_cast<int>(csv.integer(row, year, earliest_year_told, latest_year_told));
        const auto band = csv.label(row, age, age_bands.names);
        if (band && in != 0) found[in][*band] = csv.real(row, ratio, 0, 10);
    }
    History history;
    if (found.empty()) return history;
    history.first_year = found.begin()->first;
    for (int in = history.first_year; in <= found.rbegin()->first; ++in) {
        if (found[in].size() != age_bands.size()) {
            csv.fault(fmt::format("not one row per age band for {} in {}. Add them.", process, in));
            return {};
        }
        auto& ratios = history.ratios.emplace_back();
        for (const auto& [band, value] : found[in]) ratios[band] = value;
    }
    return history;
}

}  // namespace

void read_history(Csv csv, Inputs& inputs) {
    inputs.levels[Flow::starts].published = history_of(csv, "care_entry");
    inputs.levels[Flow::leaving].published = history_of(csv, "leaving_care");
    inputs.levels[Flow::moves].published = history_of(csv, "placement_moves");
}

void take_entries_against_their_starts(Inputs& inputs) {
    const auto [first, last] = inputs.starts_are_of;
    const int years = last - first + 1;
    const auto against = [](double ratio, double level) { return level > 0 ? ratio / level : ratio; };
    auto& nation = inputs.levels[Flow::starts].published;
    if (!nation.ratios.empty() && first >= nation.first_year) {
        History::ByAge level{};
        for (int year = first; year <= last; ++year)
            for (std::size_t age = 0; age < level.size(); ++age)
                level[age] += nation.ratio(year)[age] / years;
        for (auto& ratios : nation.ratios)
            for (std::size_t age = 0; age < level.size(); ++age)
                ratios[age] = against(ratios[age], level[age]);
    }
    for (auto& authority : inputs.authorities) {
        auto& local = authority.starts_history;
        if (local.ratios.empty() || first < local.first_year) continue;
        double level = 0;
        for (int year = first; year <= last; ++year) level += local.ratio(year) / years;
        for (auto& ratio : local.ratios) ratio = against(ratio, level);
    }
}

void read_entry_mixes(Csv csv, Inputs& inputs) {
    static constexpr std::array<std::string_view, 2> characteristics{"legal_status", "need"};
    const auto year = csv.find_column("year"), name = csv.column("characteristic"),
               category = csv.column("category"), ratio = csv.column("ratio");
    struct Told {
        EntryMix mix;
        std::set<std::pair<std::size_t, std::size_t>> cells;
    };
    std::map<int, Told> found;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto in = static_cast<int>(csv.integer(row, year, earliest_year_told, latest_year_told));
        const auto of = csv.label(row, name, characteristics);
        if (!of || in == 0) continue;
        const auto label =
            *of == 0 ? csv.label(row, category, entry_status_labels) : csv.label(row, category, needs.names);
        if (!label) continue;
        auto& told = found[in];
        (*of == 0 ? told.mix.legal[*label] : told.mix.need[*label]) = csv.real(row, ratio, 0, 20);
        if (!told.cells.emplace(*of, *label).second)
            csv.fault(row, category, "second row for a category in this year. Remove one.");
    }
    auto& mixes = inputs.levels.entry_mixes;
    if (found.empty()) return;
    mixes.first_year = found.begin()->first;
    for (int in = mixes.first_year; in <= found.rbegin()->first; ++in) {
        if (found[in].cells.size() != entry_status_labels.size() + needs.size()) {
            csv.fault(
                fmt::format("not one row for each legal status and category of need in {} (years have "
                            "no gaps). Add them.",
                            in));
            return;
        }
        mixes.ratios.push_back(found[in].mix);
    }
}

void read_starts_history(Csv csv, Inputs& inputs) {
    const auto ratio = csv.column("ratio");
    read_years(csv, inputs, [&](AuthorityInputs& authority, int year, std::size_t row) {
        auto& into = authority.starts_history;
        if (into.ratios.empty()) into.first_year = year;
        into.ratios.push_back(csv.real(row, ratio, 0, 10));
    });
}

}  // namespace hearth
