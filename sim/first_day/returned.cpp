#include "sim/first_day/returned.hpp"

#include <algorithm>

#include "sim/first_day/draws.hpp"

namespace hearth {
namespace {

using namespace first_day_draws;

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

ReturnedHome::ReturnedHome(Section& config)
    : per_start_{config.real("returned_per_start", "1", {0, 1},
                             "children who go home in a year, per child starting")},
      differences_{config.shared<FamilyDifferences>()},
      re_entry_{config.shared<ReEntryHazard>()} {}

Returned ReturnedHome::build(const Authority& home, const InCare& in_care, Day eve, const Draws& draw) const {
    Returned returned;
    const auto rows = rows_by_decile(home, eve);
    std::array<double, deciles> weight{};
    double gradient = 1;
    for (std::size_t decile = 0; decile < deciles; ++decile) {
        weight[decile] = gradient * rows[decile].number;
        gradient /= differences_.deprivation_gradient;
    }
    std::set<std::uint64_t> taken;
    for (const auto& child : in_care) taken.insert(child.child.value);

    const auto key = authority_key(home.number);
    constexpr std::uint32_t years = remembered_days / 365;
    for (std::uint32_t group = 0; group < years * age_bands.size(); ++group) {
        const auto year = group / age_bands.size(), band = group % age_bands.size();
        const double expected = home.starts_per_year[band] * per_start_;
        const auto number =
            static_cast<std::uint32_t>(expected + draw.uniform(key, group, of_authority::how_many));
        for (std::uint32_t index = 0; index < number; ++index) {
            const std::uint32_t occasion = group << 20U | index << 6U;
            constexpr std::uint32_t most_attempts = 64;  // an authority may have no child of that age left
            const double ago =
                365 * (static_cast<double>(year) + draw.uniform(key, occasion, of_authority::when));
            const Day left = eve - static_cast<std::int32_t>(ago);
            for (std::uint32_t attempt = 0; attempt < most_attempts; ++attempt) {
                const auto [of_decile, of_row] =
                    draw.uniform_pair(key, occasion + attempt, of_authority::who);
                const auto& [first, families] = rows[pick(of_decile, weight)];
                if (families == 0) continue;
                const auto row = first + static_cast<std::uint32_t>(of_row * families);
                if (offer(returned, home, row, left, eve, static_cast<AgeBand>(band), taken, draw)) break;
            }
        }
    }
    return returned;
}

/// Puts the first child of the family who was of that age on going home and is still there into the table,
/// unless it has come back since. False if there is none.
bool ReturnedHome::offer(Returned& returned, const Authority& home, std::uint32_t row, Day left, Day eve,
                         AgeBand band, std::set<std::uint64_t>& taken, const Draws& draw) const {
    const auto& families = home.families;
    for (std::uint8_t index = 0; index < families.children[row]; ++index) {
        const Day born = home.children.born[families.first_child[row] + index];
        if (born >= left || birthday(born, 18) <= eve || age_band(age_on(born, left)) != band) continue;
        const auto child = child_of(families.key[row], static_cast<std::uint8_t>(index + 1));
        if (!taken.insert(child.value).second) continue;
        constexpr auto reason = LeavingReason::returned_home;
        double clock = draw.exponential(child, 0, of_child::still_home);
        if (re_entry_.next(clock, left, re_entry_.ratio(band, reason), left, eve)) return true;
        returned.push_back({.child = child, .family_row = row, .born = born, .left = left, .reason = reason});
        return true;
    }
    return false;
}

}  // namespace hearth
