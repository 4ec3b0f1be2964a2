#include "sim/first_day/families.hpp"

#include <algorithm>
#include <numeric>

#include "agents/age_bands.hpp"
#include "sim/first_day/draws.hpp"
#include "sim/inputs/years_of_tables.hpp"

namespace hearth {
namespace {

using namespace first_day_draws;

constexpr std::array<std::string_view, largest_family> size_labels{"one",  "two",  "three",
                                                                   "four", "five", "six"};
constexpr std::array<std::string_view, FamilyGrowth::longest_gap> gap_labels{
    "year_1", "year_2", "year_3", "year_4", "year_5", "year_6", "year_7", "year_8"};

/// 105 boys to 100 girls (ONS birth statistics).
constexpr double boys_at_birth = 0.512;

Day first_day_of_cohort(int cohort) {
    return day_of(cohort - 1, 4, 1);
}

/// The birth cohorts that pass, each named by the reporting year of its births. The elder siblings of the
/// oldest children come first: families are at most so many years spread.
struct Cohorts {
    int first;     ///< of the children: 17 years old on the first day
    int youngest;  ///< of those who are there on the first day
    int last;      ///< to be born in the run

    int first_elder() const { return first - elder_siblings_years; }
};

/// A family while the cohorts pass: how many children it will have and when the next one is due.
struct GrowingFamily {
    FamilyKey key;
    std::uint8_t planned;
    std::uint8_t born;
    std::array<std::uint8_t, largest_family> gap;     ///< years before the next birth
    std::array<std::int16_t, largest_family> cohort;  ///< of the children born
};

std::uint8_t planned_children(const PhiloxBlock& plan, const Shares& sizes) {
    return static_cast<std::uint8_t>(sizes.pick(Draws::to_unit(plan[0], plan[1])) + 1);
}

GrowingFamily new_family(FamilyKey key, const Shares& size, const Shares& gaps, const Draws& draw) {
    GrowingFamily family{};
    family.key = key;
    const auto words = draw.block(key, 0, of_family::plan);
    family.planned = planned_children(words, size);
    // One 16-bit uniform a gap is plenty for eight classes.
    std::array<std::uint32_t, 4> bits{words[2], words[3], 0, 0};
    if (family.planned > 4) {
        const auto more = draw.block(key, 0, of_family::plan + 1);
        bits[2] = more[0];
    }
    for (std::size_t index = 0; index + 1 < family.planned; ++index) {
        const auto word = bits[index / 2] >> (16U * (index % 2));
        family.gap[index] = static_cast<std::uint8_t>(gaps.pick((word & 0xffffU) / 65536.0) + 1);
    }
    return family;
}

/// Children born in each cohort: published for those under 18 on the first day, births after it; the elder
/// siblings of the oldest are taken to be as many as they.
std::vector<std::uint32_t> cohort_sizes(const std::vector<std::uint32_t>& children,
                                        const std::vector<std::uint32_t>& births, const Cohorts& cohorts) {
    std::vector<std::uint32_t> sizes;
    for (int cohort = cohorts.first_elder(); cohort <= cohorts.last; ++cohort) {
        if (cohort < cohorts.first) {
            sizes.push_back(children.front());
        } else if (cohort <= cohorts.youngest) {
            sizes.push_back(children[static_cast<std::size_t>(cohort - cohorts.first)]);
        } else {
            sizes.push_back(births[static_cast<std::size_t>(cohort - cohorts.youngest - 1)]);
        }
    }
    return sizes;
}

/// The month that each day from the first of `first` to the last before `end` lies in, counted from `first`:
/// looked up millions of times.
std::vector<std::uint32_t> months_of_days(Month first, Month end) {
    std::vector<std::uint32_t> months;
    for (Month month = first; month < end; month = month + 1)
        months.insert(months.end(), static_cast<std::size_t>(days_in(month)),
                      static_cast<std::uint32_t>(month - first));
    return months;
}

/// Whole births by decile that add up to the authority's, in proportion to its youngest cohort (largest
/// remainders).
std::vector<std::uint32_t> share_births(std::uint32_t births, const AuthorityInputs& inputs) {
    double total = 0;
    for (const auto& cells : inputs.children) total += cells.empty() ? 0.0 : cells.back();
    std::vector<std::uint32_t> shares(deciles, 0);
    std::vector<std::pair<double, std::size_t>> remainders;
    std::uint32_t given = 0;
    for (std::size_t decile = 0; decile < deciles; ++decile) {
        if (inputs.children[decile].empty() || total <= 0) continue;
        const double exact = births * inputs.children[decile].back() / total;
        shares[decile] = static_cast<std::uint32_t>(exact);
        given += shares[decile];
        remainders.emplace_back(shares[decile] - exact, decile);
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t index = 0; given < births && index < remainders.size(); ++index, ++given) {
        ++shares[remainders[index].second];
    }
    return shares;
}

/// Lets the cohorts of one decile pass, oldest first: births due in existing families, the rest first
/// children.
std::vector<GrowingFamily> grow(const KeyFields& cell, const std::vector<std::uint32_t>& sizes,
                                int first_cohort, const Shares& size_shares, const Shares& gap_shares,
                                const Draws& draw) {
    std::vector<GrowingFamily> families;
    families.reserve(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}) * 2 / 3);
    std::vector<std::vector<std::uint32_t>> due(sizes.size() + FamilyGrowth::longest_gap + 1);
    const auto give_birth = [&](std::uint32_t index, std::size_t cohort) {
        auto& family = families[index];
        family.cohort[family.born] = static_cast<std::int16_t>(first_cohort + static_cast<int>(cohort));
        ++family.born;
        if (family.born < family.planned) due[cohort + family.gap[family.born - 1U]].push_back(index);
    };
    for (std::size_t cohort = 0; cohort < sizes.size(); ++cohort) {
        const auto siblings = std::min<std::size_t>(due[cohort].size(), sizes[cohort]);
        for (std::size_t index = 0; index < siblings; ++index) give_birth(due[cohort][index], cohort);
        // More due than born: the others wait a year.
        auto& next = due[cohort + 1];
        next.insert(next.begin(), due[cohort].begin() + static_cast<std::ptrdiff_t>(siblings),
                    due[cohort].end());
        due[cohort] = {};
        auto fields = cell;
        fields.origin = static_cast<std::uint8_t>(first_cohort + static_cast<int>(cohort) - origin_year_zero);
        for (std::uint32_t number = 0; number + siblings < sizes[cohort]; ++number) {
            fields.number = number;
            families.push_back(new_family(make_key<FamilyKey>(fields), size_shares, gap_shares, draw));
            give_birth(static_cast<std::uint32_t>(families.size() - 1), cohort);
        }
    }
    return families;
}

}  // namespace

FamilyGrowth::FamilyGrowth(Section& config)
    : family_size_{config.row("family_size", "1", {"children", size_labels}, {0, 1},
                              "share of families by the number of children they will have")},
      birth_gap_{config.row("birth_gap", "1", {"years", gap_labels}, {0, 1},
                            "share of births by reporting years since the birth before")} {}

void FamilyGrowth::build(Authority& authority, const AuthorityInputs& inputs, int year,
                         int last_cohort_needed, const Draws& draw) const {
    const Cohorts all{year - ages_of_children + 1, year, last_cohort_needed};
    std::vector<std::vector<std::uint32_t>> births(deciles);
    for (const auto yearly : inputs.births) {
        const auto shares = share_births(yearly, inputs);
        for (std::size_t decile = 0; decile < deciles; ++decile) births[decile].push_back(shares[decile]);
    }
    const Day first_counted = first_day_of_cohort(all.first);
    const auto months = static_cast<std::uint32_t>((all.last - all.first + 1) * 12);
    authority.births.assign(months, 0);
    const auto first_month = month_of(first_counted);
    const auto month_of_day = months_of_days(first_month, first_month + static_cast<std::int32_t>(months));
    const Shares sizes_of_families{family_size_}, gaps{birth_gap_}, ethnicity{inputs.ethnicity};
    std::vector<std::pair<Day, Day>> cohorts;  // first day of each, and of the next one
    for (int cohort = all.first_elder(); cohort <= all.last; ++cohort) {
        cohorts.emplace_back(first_day_of_cohort(cohort), first_day_of_cohort(cohort + 1));
    }

    for (std::size_t decile = 0; decile < deciles; ++decile) {
        if (inputs.children[decile].empty()) continue;
        const KeyFields cell{.kind = KeyKind::family,
                             .authority = authority.number,
                             .cell = static_cast<std::uint8_t>(decile + 1)};
        const auto sizes = cohort_sizes(inputs.children[decile], births[decile], all);
        for (const auto& family : grow(cell, sizes, all.first_elder(), sizes_of_families, gaps, draw)) {
            if (family.cohort[family.born - 1U] < all.first) continue;  // all grown up
            const auto key = family.key;
            authority.families.key.push_back(key);
            authority.families.first_child.push_back(static_cast<std::uint32_t>(authority.children.size()));
            authority.families.children.push_back(family.born);
            Day previous{INT32_MIN / 2};
            for (std::uint8_t child = 0; child < family.born; ++child) {
                const auto words =
                    draw.block(child_of(key, static_cast<std::uint8_t>(child + 1)), 0, of_child::birth);
                if (child == 0) {
                    authority.families.ethnicity.push_back(
                        static_cast<Ethnicity>(ethnicity.pick(words[3] * 0x1.0p-32)));
                }
                const auto& [begins, closes] =
                    cohorts[static_cast<std::size_t>(family.cohort[child] - all.first_elder())];
                const Day opens = std::max(begins, previous + shortest_birth_spacing);
                const Day born =
                    opens + static_cast<std::int32_t>(Draws::to_unit(words[0], words[1]) * (closes - opens));
                authority.children.born.push_back(born);
                authority.children.sex.push_back(sex_at_birth(words[2]));
                if (born >= first_counted)
                    ++authority.births[month_of_day[static_cast<std::size_t>(born - first_counted)]];
                previous = born;
            }
        }
    }
}

Sex sex_at_birth(std::uint32_t word) {
    return word * 0x1.0p-32 < boys_at_birth ? Sex::male : Sex::female;
}

std::uint8_t planned_children(FamilyKey family, const Shares& sizes, const Draws& draw) {
    return planned_children(draw.block(family, 0, of_family::plan), sizes);
}

void count_at_home(Authority& authority, const InCare& in_care, Day eve) {
    const auto& families = authority.families;
    std::vector<std::uint8_t> is_away(authority.children.size(), 0);
    for (const auto& child : in_care) {
        if (child.family_row == no_row) continue;
        is_away[families.first_child[child.family_row] + fields_of(child.child).birth_order - 1U] = 1;
    }
    const AgeBandsOn bands{eve};
    std::array<std::size_t, largest_birth_order> age{};
    for (std::size_t row = 0; row < families.size(); ++row) {
        const auto decile = decile_of(families.key[row]);
        std::size_t at_home = 0;
        for (auto child = families.first_child[row];
             child < families.first_child[row] + families.children[row]; ++child) {
            const auto band = bands.find(authority.children.born[child]);
            if (band && is_away[child] == 0) age[at_home++] = static_cast<std::size_t>(*band);
        }
        for (std::size_t a = 0; a < at_home; ++a) {
            authority.at_home.children[age[a]][decile] += 1;
            for (std::size_t b = 0; b < at_home; ++b) {
                if (a != b) authority.at_home.siblings[decile][age[a]][age[b]] += 1;
            }
        }
    }
}

void list_newborns(Authority& authority, Month first, Month end) {
    const auto months = static_cast<std::size_t>(end - first);
    const auto& born = authority.children.born;
    const Day from = first_day(first), to = first_day(end);
    const auto month_of_day = months_of_days(first, end);
    const auto month = [&](Day day) { return month_of_day[static_cast<std::size_t>(day - from)]; };
    std::vector<std::uint32_t> of_month(months + 1, 0);
    for (const Day day : born) {
        if (day >= from && day < to) ++of_month[month(day) + 1];
    }
    std::partial_sum(of_month.begin(), of_month.end(), of_month.begin());
    authority.newborns_until.assign(of_month.begin() + 1, of_month.end());
    authority.newborns.resize(of_month.back());
    const auto& families = authority.families;
    for (std::uint32_t row = 0; row < families.size(); ++row) {
        for (std::uint8_t child = 0; child < families.children[row]; ++child) {
            const Day day = born[families.first_child[row] + child];
            if (day < from || day >= to) continue;
            authority.newborns[of_month[month(day)]++] = {day, row, static_cast<std::uint8_t>(child + 1)};
        }
    }
}

}  // namespace hearth
