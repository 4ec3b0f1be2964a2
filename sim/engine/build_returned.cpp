#include <algorithm>
#include <set>

#include "sim/engine/starting_population.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t how_many_draw = 10, when_draw = 11, who_draw = 12, still_home_draw = 13;

/// The families of one deprivation decile whose eldest child was born by `eve`: they are sorted by decile and
/// by the year of that child, so later ones (of which a longer run knows more) follow.
struct Rows {
    std::uint32_t first = 0;
    std::uint32_t number = 0;
};
std::array<Rows, deciles> rows_by_decile(const Authority& authority, Day eve) {
    std::array<Rows, deciles> rows{};
    const auto& families = authority.families;
    for (auto row = static_cast<std::uint32_t>(families.size()); row-- > 0;) {
        if (authority.children.born[families.first_child[row]] > eve) continue;
        auto& of_decile = rows[decile_of(families.key[row])];
        of_decile.first = row;
        ++of_decile.number;
    }
    return rows;
}

}  // namespace

/// Children who went home from care in the six years before the first day and have not come back: of each
/// year and age as many as the published starts lead to, from families of the deciles that children in care
/// come from.
void StartingPopulation::build_returned(Authority& authority, Day eve, const Draws& draw) const {
    const auto rows = rows_by_decile(authority, eve);
    std::array<double, deciles> weight{};
    double gradient = 1;
    for (std::size_t decile = 0; decile < deciles; ++decile) {
        weight[decile] = gradient * rows[decile].number;
        gradient /= differences_.deprivation_gradient;
    }
    std::set<std::uint64_t> taken;
    for (const auto& child : authority.in_care) taken.insert(child.child.value);

    const auto key = authority_key(authority.number);
    constexpr std::uint32_t years = remembered_days / 365;
    for (std::uint32_t group = 0; group < years * age_bands.size(); ++group) {
        const auto year = group / age_bands.size(), band = group % age_bands.size();
        const double expected = authority.starts_per_year[band] * returned_per_start_;
        const auto number = static_cast<std::uint32_t>(expected + draw.uniform(key, group, how_many_draw));
        for (std::uint32_t index = 0; index < number; ++index) {
            const std::uint32_t occasion = group << 20U | index << 6U;
            constexpr std::uint32_t most_attempts = 64;  // an authority may have no child of that age left
            const double ago = 365 * (static_cast<double>(year) + draw.uniform(key, occasion, when_draw));
            const Day left = eve - static_cast<std::int32_t>(ago);
            for (std::uint32_t attempt = 0; attempt < most_attempts; ++attempt) {
                const auto [of_decile, of_row] = draw.uniform_pair(key, occasion + attempt, who_draw);
                const auto& [first, families] = rows[pick(of_decile, weight)];
                if (families == 0) continue;
                const auto row = first + static_cast<std::uint32_t>(of_row * families);
                if (offer(authority, row, left, eve, static_cast<AgeBand>(band), taken, draw)) break;
            }
        }
    }
}

/// Puts the first child of the family who was of that age on going home and is still there into the table,
/// unless it has come back since. False if there is none.
bool StartingPopulation::offer(Authority& authority, std::uint32_t row, Day left, Day eve, AgeBand band,
                               std::set<std::uint64_t>& taken, const Draws& draw) const {
    const auto& families = authority.families;
    for (std::uint8_t index = 0; index < families.children[row]; ++index) {
        const Day born = authority.children.born[families.first_child[row] + index];
        if (born >= left || birthday(born, 18) <= eve || age_band(age_on(born, left)) != band) continue;
        const auto child = child_of(families.key[row], static_cast<std::uint8_t>(index + 1));
        if (!taken.insert(child.value).second) continue;
        constexpr auto reason = LeavingReason::returned_home;
        double clock = draw.exponential(child, 0, still_home_draw);
        if (re_entry_.next(clock, left, re_entry_.ratio(band, reason), left, eve)) return true;
        authority.returned.push_back(
            {.child = child, .family_row = row, .born = born, .left = left, .reason = reason});
        return true;
    }
    return false;
}

}  // namespace hearth
