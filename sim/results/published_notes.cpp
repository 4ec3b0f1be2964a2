#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/published.hpp"

namespace hearth {
namespace {

constexpr std::size_t columns_on_screen = 100;

/// In lines of at most so many columns, those after the first indented.
std::string wrapped(const std::string& sentence) {
    std::string text, line;
    for (std::size_t from = 0; from < sentence.size();) {
        const auto to = std::min(sentence.find(' ', from), sentence.size());
        const auto word = sentence.substr(from, to - from);
        if (!line.empty() && line.size() + 1 + word.size() > columns_on_screen) {
            text += line + "\n";
            line = "  " + word;
        } else {
            line += (line.empty() ? "" : " ") + word;
        }
        from = to + 1;
    }
    return text + line + "\n";
}

/// Who published them, each once, without the word before that says how they were made.
std::string sources_of(const std::vector<PublishedRecord>& records) {
    std::set<std::string> sources;
    for (const auto& record : records) {
        const auto colon = record.source.find(": ");
        if (!record.source.empty())
            sources.insert(colon == std::string::npos ? record.source : record.source.substr(colon + 2));
    }
    std::string text;
    for (const auto& source : sources) text += (text.empty() ? "" : " | ") + source;
    return text;
}

/// When a figure counts as missed.
std::string rule(std::size_t replicates) {
    constexpr auto bounds =
        "* missed: further off than {:g}% of a stock, {:g}% of what is counted or spent over a year, or {:g} "
        "percentage point of a share, and than chance and the rounding of the published figure allow.";
    constexpr auto of_replicates = "Chance allows what 90% of further replicates would keep within.";
    constexpr auto of_few =
        "Chance is reckoned as if each child, home or household were on its own, as it takes {} "
        "replicates to tell it.";
    constexpr auto by_chance =
        "Where chance allows the more, one in ten figures would be marked by chance alone.";
    return fmt::format(bounds, bound_of_stocks, bound_of_flows, bound_of_shares) + " " +
           (replicates >= replicates_for_chance ? std::string{of_replicates}
                                                : fmt::format(of_few, replicates_for_chance)) +
           " " + by_chance;
}

constexpr auto shared_out =
    "~ a figure of a former county, shared out to its parts by their children: not judged.";
constexpr auto splits =
    "Splits by age, placement and the like stand here only where they are missed; --csv and --json have all, "
    "with source, and how far off each may be.";
constexpr auto rates =
    "Rates are over the children of the middle of the year before, as published; those of hearth summary "
    "alone are over the children of the day.";
constexpr auto migration =
    "Children who move into and out of an area are in the model's number as published up to the year "
    "migration.until of the config, and as assumed after it.";
constexpr auto transfers =
    "Starts and ceases as published include all children whose care another authority took over (E3); in the "
    "model only unaccompanied children are transferred, not some 170 others a year.";
constexpr auto more_of_england =
    "{} more figures of England are published in configs/targets that hearth summary does not have; those on "
    "stability: hearth stability RESULTS --compare published.";
constexpr auto not_by_area =
    "Not compared here: children placed outside the authority (not published by area), over 20 miles from "
    "home (published only with outside the boundary), and fostering (published of the "
    "authorities' own carers only).";
constexpr auto some_authorities =
    "The run has some authorities only, which differ from themselves within England: children of others take "
    "no places in them, and theirs none elsewhere (docs/returns.md).";

}  // namespace

std::string published_notes(const std::vector<PublishedRecord>& records, Level level, const Layout& layout,
                            const PublishedFigures& published) {
    const auto has = [&](std::string_view name) {
        return std::ranges::any_of(records, [&](const auto& record) { return record.figure->name == name; });
    };
    const auto is_shared_out = [](const PublishedRecord& record) { return record.is_shared_out; };
    auto text = wrapped(rule(layout.replicates));
    if (std::ranges::any_of(records, is_shared_out)) text += wrapped(shared_out);
    text += wrapped(splits);
    if (has("looked_after_rate")) text += wrapped(rates);
    if (has("children")) text += wrapped(migration);
    if (has("starts")) text += wrapped(transfers);
    text += wrapped(level == Level::nation ? fmt::format(more_of_england, published.without_counterpart)
                                           : std::string{not_by_area});
    if (layout.areas.back().code.starts_with("SELECTED")) text += wrapped(some_authorities);
    for (const auto& area : layout.areas)
        if (level == Level::region && area.kind == kind_of(level) && area.code.starts_with("SELECTED"))
            text += wrapped(fmt::format("Left out: {}, which are no whole region.", area.name));
    if (layout.scenarios.size() > 1)
        text += wrapped(fmt::format("Of {} scenarios the first is compared.", layout.scenarios.size()));
    return text + wrapped("Sources: " + sources_of(records) + ".");
}

}  // namespace hearth
