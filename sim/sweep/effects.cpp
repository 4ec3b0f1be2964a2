#include "sim/sweep/effects.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace hearth {
namespace {

/// What runs found that are alike in all but some parameters: their values of these, and their digests.
struct Alike {
    std::set<PointValues> values;
    std::set<Digests> digests;
};

/// Did runs that differ in these parameters, and in no other, all find the same? There have to be such.
bool change_nothing(const Plan& plan, const Ledger& ledger, const std::vector<std::size_t>& parameters) {
    std::map<PointValues, Alike> groups;
    for (const auto& run : plan.runs) {
        const auto* record = ledger.record(run.id);
        if (!record || !record->is_done) continue;
        PointValues others{std::to_string(run.scenario), std::to_string(run.seed)}, own;
        for (std::size_t parameter = 0; parameter < run.values.size(); ++parameter)
            (std::ranges::find(parameters, parameter) == parameters.end() ? others : own)
                .push_back(run.values[parameter]);
        auto& group = groups[others];
        group.values.insert(own);
        group.digests.insert(record->digests);
    }
    const auto has_several = [](const auto& group) { return group.second.values.size() > 1; };
    return std::ranges::any_of(groups, has_several) &&
           std::ranges::all_of(groups, [](const auto& group) { return group.second.digests.size() == 1; });
}

}  // namespace

std::vector<std::string> without_effect(const Plan& plan, const Ledger& ledger) {
    std::vector<std::size_t> all;
    for (std::size_t parameter = 0; parameter < plan.parameters.size(); ++parameter) all.push_back(parameter);
    const bool is_all_the_same = change_nothing(plan, ledger, all);
    std::vector<std::string> found;
    for (const auto parameter : all) {
        const auto& name = plan.parameters[parameter].name;
        if (is_all_the_same || std::ranges::find(plan.unread, name) != plan.unread.end() ||
            change_nothing(plan, ledger, {parameter}))
            found.push_back(name);
    }
    return found;
}

}  // namespace hearth
