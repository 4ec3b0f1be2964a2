#include "sim/engine/run.hpp"

#include <algorithm>

#include "sim/engine/replicate.hpp"
#include "sim/version.hpp"

namespace hearth {

namespace {

/// A whole of more parts than this is not named by all of them.
constexpr std::size_t most_parts_named = 3;

/// Are all authorities of the region simulated, and not some of them only?
bool is_whole(const Model& model, const std::string& region) {
    const auto& all = model.inputs.authorities;
    const auto here = [&](const AuthorityInputs& authority) { return authority.region == region; };
    return std::count_if(all.begin(), all.end(), here) ==
           std::count_if(model.chosen.begin(), model.chosen.end(),
                         [&](std::size_t row) { return here(all[row]); });
}

/// What the simulated areas are called together: whole regions and single authorities by their names, as
/// `--areas` takes them.
Area whole_of(const Model& model, const Country& country) {
    if (model.is_whole_nation()) return {country.code, country.name, "nation"};
    std::vector<std::string> parts;
    for (const auto& authority : country.authorities) {
        const auto& region = country.regions[authority.region].name;
        const auto& part = is_whole(model, region) ? region : authority.name;
        if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
    }
    std::string name;
    for (const auto& part : parts) name += (name.empty() ? "" : ", ") + part;
    if (parts.size() > most_parts_named) name = "Selected areas of " + country.name;
    return {"SELECTED", name, "nation"};
}

/// The areas of a run's results: its authorities, their regions, and the whole. A region of which only some
/// authorities are simulated has neither its name nor its code: its figures are not the region's.
std::vector<Area> areas_of(const Model& model, const Country& country) {
    std::vector<Area> areas;
    std::vector<std::uint8_t> is_there(country.regions.size());
    for (const auto& authority : country.authorities) {
        areas.push_back({authority.code, authority.name, "la"});
        is_there[authority.region] = 1;
    }
    for (std::size_t row = 0; row < country.regions.size(); ++row) {
        const auto& region = country.regions[row];
        if (!is_there[row]) continue;
        areas.push_back(is_whole(model, region.name)
                            ? Area{region.code, region.name, "region"}
                            : Area{"SELECTED_" + region.code, "Selected areas of " + region.name, "region"});
    }
    areas.push_back(whole_of(model, country));
    return areas;
}

}  // namespace

Layout layout_of(const Config& config, const Model& model, const Country& country,
                 const std::string& config_name) {
    return {.scenarios = {config.scenario()},
            .replicates = static_cast<std::size_t>(model.settings.replicates),
            .start = model.settings.start,
            .months = model.settings.months,
            .areas = areas_of(model, country),
            .provenance = {.config_name = config_name,
                           .configs = {config.resolved()},
                           .version = version,
                           .commit = commit,
                           .seed = model.settings.seed,
                           .held_from = model.held_from ? to_text(*model.held_from) : ""}};
}

ReplicateResults run_replicate(const Model& model, const Country& country, const Layout& layout,
                               std::size_t replicate, Events events, const Workers& workers,
                               const std::function<void()>& each_month) {
    Replicate life{model.schedule, country, layout, replicate, workers};
    life.live_until(layout.start + layout.months, each_month);
    return life.take(events);
}

}  // namespace hearth
