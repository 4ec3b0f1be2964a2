#include "sim/results/episodes.hpp"

#include <algorithm>

#include "sim/core/contracts.hpp"
#include "sim/results/episode_codes.hpp"

namespace hearth {
namespace {

template <class Cell>
EventColumn column(std::string name, std::string unit, std::string meaning,
                   std::span<const std::string_view> flag_names = {}) {
    return {std::move(name), std::move(unit), std::move(meaning), flag_names, std::vector<Cell>{}};
}

template <class Cell>
void push(EventColumn& into, auto value) {
    std::get<std::vector<Cell>>(into.cells).push_back(static_cast<Cell>(value));
}

template <std::size_t N>
std::size_t code(const std::array<std::string_view, N>& codes, std::string_view wanted) {
    const auto found = std::find(codes.begin(), codes.end(), wanted);
    expects(found != codes.end(), "an SSDA903 code that the episode table does not list");
    return static_cast<std::size_t>(found - codes.begin());
}

/// Rows of a table by the first bits of the child's key: groups of children in the order of their keys, each
/// of one authority.
using Groups = std::vector<std::vector<std::uint32_t>>;
constexpr unsigned bits_of_group = 14, group_shift = 64 - bits_of_group;

template <class Table>
Groups grouped(const Table& table) {
    Groups groups(std::size_t{1} << bits_of_group);
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        groups[table[row].child.value >> group_shift].push_back(row);
    }
    return groups;
}

/// Puts rows of a table into the order of child, period of care and day. Sorts copies of what is compared,
/// which lie together.
template <class Table>
void sort(std::vector<std::uint32_t>& rows, const Table& table) {
    struct Place {
        ChildKey child;
        Day entered;
        Day began;
        std::uint32_t row;

        auto operator<=>(const Place&) const = default;
    };
    std::vector<Place> places;
    places.reserve(rows.size());
    for (const auto row : rows) {
        places.push_back({table[row].child, table[row].entered, table[row].began, row});
    }
    std::sort(places.begin(), places.end());
    std::transform(places.begin(), places.end(), rows.begin(), [](const Place& place) { return place.row; });
}

/// One episode: a stretch of a placement under one legal status, for one purpose.
struct Episode {
    std::uint32_t placement;
    LegalStatus legal;
    Stage stage;
    Day decom;
    Day dec;
    std::string_view rne;
    bool ends_placement;
    ChangeReason change;
};

void append(EventTable& table, const Placements& placements, const Episode& episode,
            Day supported_registered) {
    const auto row = episode.placement;
    const auto kind = placements[row].kind;
    const bool is_open = episode.dec == open_ended;
    const bool left = episode.ends_placement && placements[row].left != LeavingReason::still_in_care;
    const auto rec = is_open ? "none" : left ? rec_code(placements[row].left, kind) : "X1";
    const auto place =
        place_code(kind, episode.stage, episode.legal, age_on(placements[row].born, placements[row].began),
                   placements[row].began >= supported_registered);
    const auto provider = kind == PlacementKind::other ? "none" : provider_code(placements[row].provider);
    auto next = table.columns.begin();
    push<std::int64_t>(*next++, placements[row].child.value);
    push<std::int16_t>(*next++, placements[row].authority);
    push<std::int8_t>(*next++, placements[row].sex);
    push<std::int32_t>(*next++, placements[row].born.value);
    push<std::int8_t>(*next++, placements[row].ethnicity);
    push<std::int8_t>(*next++, is_unaccompanied(placements[row].child));
    push<std::int32_t>(*next++, placements[row].entered.value);
    push<std::int32_t>(*next++, episode.decom.value);
    push<std::int8_t>(*next++, code(rne_codes, episode.rne));
    push<std::int8_t>(*next++, episode.legal);
    push<std::int8_t>(*next++, placements[row].need);
    push<std::int8_t>(*next++, code(place_codes, place));
    push<std::int8_t>(*next++, code(provider_codes, provider));
    push<std::int32_t>(*next++, is_open ? -1 : episode.dec.value);
    push<std::int8_t>(*next++, code(rec_codes, rec));
    push<std::int8_t>(*next++, episode.change);
    push<std::int64_t>(*next++, placements[row].carer);
    push<std::int8_t>(*next++, placements[row].outside);
    push<std::int16_t>(*next++, placements[row].distance_km / km_per_mile * 10 + 0.5);
    push<std::int8_t>(*next++, kind);
    push<std::int8_t>(*next++, placements[row].left);
}

/// One table of the rows of all parts, one after another; column by column, so that each part's can go.
EventTable joined(std::vector<EventTable> parts, const Workers& workers) {
    auto table = empty_episodes();
    workers.for_each(table.columns.size(), [&](std::size_t column) {
        std::visit(
            [&]<class Cells>(Cells& cells) {
                const auto of = [&](EventTable& part) -> Cells& {
                    return std::get<Cells>(part.columns[column].cells);
                };
                std::size_t rows = 0;
                for (auto& part : parts) rows += part.columns.empty() ? 0 : of(part).size();
                cells.reserve(rows);
                for (auto& part : parts) {
                    if (part.columns.empty()) continue;
                    cells.insert(cells.end(), of(part).begin(), of(part).end());
                    Cells{}.swap(of(part));
                }
            },
            table.columns[column].cells);
    });
    return table;
}

}  // namespace

EventTable empty_episodes() {
    constexpr auto day = "days since 1970-01-01";
    return {
        .name = "episodes",
        .meaning =
            "one row per SSDA903 episode, by child and day; those before the first day are of periods of "
            "care still open then",
        .columns = {
            column<std::int64_t>("child", "1",
                                 "CHILD: key of the child, the same in all runs of the same data"),
            column<std::int16_t>("area", "1", "responsible local authority: position in the dimension area"),
            column<std::int8_t>("sex", "1", "SEX", sexes.names),
            column<std::int32_t>("born", day, "DOB"),
            column<std::int8_t>("ethnicity", "1", "groups of ETHNIC", ethnicities.names),
            column<std::int8_t>("unaccompanied", "1", "1: an unaccompanied asylum-seeking child"),
            column<std::int32_t>("entered", day, "first day of the period of care"),
            column<std::int32_t>("decom", day, "DECOM: first day of the episode"),
            column<std::int8_t>("rne", "1", "RNE: why it began", rne_codes),
            column<std::int8_t>("ls", "1", "LS: legal status", legal_statuses.names),
            column<std::int8_t>("cin", "1", "CIN: category of need", needs.names),
            column<std::int8_t>("place", "1", "PLACE", place_codes),
            column<std::int8_t>("place_provider", "1", "PLACE_PROVIDER; none with Z1", provider_codes),
            column<std::int32_t>("dec", day, "DEC: day on which it ended; -1 while open"),
            column<std::int8_t>("rec", "1", "REC: why it ended; none while open", rec_codes),
            column<std::int8_t>("reason_place_change", "1",
                                "REASON_PLACE_CHANGE; none unless a placement changed; PLACE is no move",
                                change_reasons.names),
            column<std::int64_t>("carer", "1", "carer or home, in place of URN and PL_POST; 0 with parents"),
            column<std::int8_t>("outside", "1", "1: outside the responsible authority"),
            column<std::int16_t>("distance", "0.1 mile",
                                 "of the placement from home (PL_DISTANCE); 0 of unaccompanied children"),
            column<std::int8_t>("placement", "1", "kind of placement", placement_kinds.names),
            column<std::int8_t>("left", "1", "why care ended with the placement; still_in_care after a move",
                                leaving_reasons.names),
        }};
}

namespace {

/// Episodes of one group of children, from rows of their placements, legal statuses and changes of stage,
/// each in order.
EventTable episodes_of(const Population& population, const std::vector<std::uint32_t>& in_order,
                       const std::vector<std::uint32_t>& statuses,
                       const std::vector<std::uint32_t>& in_stages) {
    auto table = empty_episodes();
    const auto& placements = population.placements();
    const auto& legal = population.legal_episodes();
    const Day registered = population.country().supported_registered;
    const auto& changes = population.stage_changes();
    auto status = statuses.begin();
    auto stage = in_stages.begin();
    const auto belongs = [&](auto at, std::uint32_t placement) {
        return at != statuses.end() && legal[*at].child == placements[placement].child &&
               legal[*at].entered == placements[placement].entered;
    };
    for (const auto row : in_order) {
        const auto period_of = [&](const auto& rows, std::uint32_t at) {
            return std::tuple{rows[at].child, rows[at].entered};
        };
        while (status != statuses.end() && period_of(legal, *status) < period_of(placements, row)) ++status;
        expects(belongs(status, row), "a placement without a legal status");
        // The status in force on the placement's first day; of several on one day, the last.
        while (belongs(status + 1, row) && legal[*(status + 1)].began <= placements[row].began) ++status;
        while (stage != in_stages.end() &&
               std::tuple{changes[*stage].child, changes[*stage].entered, changes[*stage].began} <=
                   std::tuple{placements[row].child, placements[row].entered, placements[row].began}) {
            ++stage;
        }
        const auto next_stage = [&] {
            const bool is_here = stage != in_stages.end() && changes[*stage].child == placements[row].child &&
                                 changes[*stage].entered == placements[row].entered &&
                                 changes[*stage].began < placements[row].ended;
            return is_here ? changes[*stage].began : open_ended;
        };
        const auto next_status = [&] {
            const bool is_here =
                belongs(status + 1, row) && legal[*(status + 1)].began < placements[row].ended;
            return is_here ? legal[*(status + 1)].began : open_ended;
        };
        Episode episode{.placement = row,
                        .legal = legal[*status].status,
                        .stage = placements[row].stage,
                        .decom = placements[row].began,
                        .dec = placements[row].ended,
                        .rne = placements[row].began == placements[row].entered ? "S"
                               : legal[*status].began == placements[row].began  ? "B"
                                                                                : "P",
                        .ends_placement = true,
                        .change = placements[row].change};
        for (Day day = std::min(next_status(), next_stage()); day != open_ended;
             day = std::min(next_status(), next_stage())) {
            auto until = episode;
            until.dec = day;
            until.ends_placement = false;
            const auto before = std::pair{episode.legal, episode.stage};
            while (next_status() == day) episode.legal = legal[*++status].status;
            while (next_stage() == day) episode.stage = changes[*stage++].stage;
            const bool new_law = episode.legal != before.first, new_stage = episode.stage != before.second;
            if (!new_law && !new_stage) continue;
            until.change = new_stage ? ChangeReason::PLACE : ChangeReason::none;
            if (until.dec > until.decom) append(table, placements, until, registered);
            episode.decom = day;
            episode.rne = !new_stage ? "L" : new_law ? "U" : "T";
        }
        append(table, placements, episode, registered);
    }
    return table;
}

}  // namespace

EventTable episodes(const Population& population, const Workers& workers) {
    auto placements = grouped(population.placements()), statuses = grouped(population.legal_episodes()),
         in_stages = grouped(population.stage_changes());
    std::vector<EventTable> parts(placements.size());
    workers.for_each(parts.size(), [&](std::size_t group) {
        if (placements[group].empty()) return;
        sort(placements[group], population.placements());
        sort(statuses[group], population.legal_episodes());
        sort(in_stages[group], population.stage_changes());
        parts[group] = episodes_of(population, placements[group], statuses[group], in_stages[group]);
    });
    return joined(std::move(parts), workers);
}

}  // namespace hearth
