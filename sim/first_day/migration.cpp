#include "sim/first_day/migration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "sim/core/unworkable.hpp"

namespace hearth {
namespace {

constexpr int months_to_18 = 18 * 12;

/// Attempts to find families for one year: for each family of the authority, and beside these.
constexpr std::uint32_t attempts_for_each = 20, attempts_beside = 10'000;

/// Families of one decile whose eldest child is of one birth cohort: their rows are next to each other.
struct Rows {
    std::uint8_t origin;
    std::uint32_t first;
    std::uint32_t until;  ///< families in these rows and all those listed before
};

/// A family that may move, and when.
struct Candidate {
    std::uint32_t row;
    Month month;
    std::int64_t children;  ///< under 18 at the end of the year
};

struct NewcomerFamily {
    FamilyKey key;
    Month came;
    std::uint32_t like;  ///< row of the family that it is built after
};

/// Families of an authority who come and go, year by year.
class Moves {
   public:
    Moves(Authority& home, const MonthsBuilt& months, const Shares& sizes, const Draws& plans,
          const Draws& draw)
        : home_{home},
          months_{months},
          sizes_{sizes},
          plans_{plans},
          draw_{draw},
          has_gone_(home.families.size(), false),
          change_(static_cast<std::size_t>(months.end - months.start), 0) {
        list_rows();
    }

    /// Lets families come, or go, until so many children have.
    void in_year(int year, std::int64_t net) {
        auto left = std::abs(net);
        const auto most = attempts_for_each * static_cast<std::uint32_t>(has_gone_.size()) + attempts_beside;
        std::uint32_t number = 0;
        for (std::uint32_t attempt = 0; left > 0; ++attempt) {
            if (attempt == most) refuse(year, net);
            const auto found = candidate(year, attempt);
            if (!found || found->children > left) continue;
            if (net < 0 ? !go(*found) : !come(*found, year, number)) continue;
            left -= found->children;
            ++number;
        }
    }

    /// Puts the newcomers behind the families who have been there, in the order of their keys.
    void finish() {
        std::ranges::sort(home_.moves.gone, {}, &FamilyMoves::Departure::family_row);
        std::ranges::sort(newcomers_, {}, &NewcomerFamily::key);
        auto& families = home_.families;
        home_.moves.first_newcomer = static_cast<std::uint32_t>(families.size());
        reserve();
        for (const auto& newcomer : newcomers_) settle(newcomer);
        std::int32_t children = 0;
        for (const auto change : change_) home_.moves.children.push_back(children += change);
    }

   private:
    void list_rows() {
        const auto& keys = home_.families.key;
        const auto group = [](FamilyKey key) {
            auto fields = fields_of(key);
            fields.number = largest_number_in_cell;
            return make_key<FamilyKey>(fields);
        };
        for (auto at = keys.begin(); at != keys.end();) {
            const auto end = std::upper_bound(at, keys.end(), group(*at));
            rows_.push_back({.origin = fields_of(*at).origin,
                             .first = static_cast<std::uint32_t>(at - keys.begin()),
                             .until = static_cast<std::uint32_t>(end - at)});
            at = end;
        }
        // By cohort, so that a longer run, which has later ones, picks the same family of the earlier.
        std::ranges::stable_sort(rows_, {}, &Rows::origin);
        std::uint32_t families = 0;
        for (auto& rows : rows_) rows.until = families += rows.until;
    }

    /// The family that a uniform falls on, among those who may have a child by the end of the year.
    std::uint32_t pick(double uniform, int year) const {
        const auto last = std::ranges::upper_bound(rows_, year - origin_year_zero, {}, &Rows::origin);
        if (last == rows_.begin()) return 0;
        const auto number = static_cast<std::uint32_t>(uniform * (last - 1)->until);
        const auto rows = std::ranges::upper_bound(rows_, number, {}, &Rows::until);
        const auto before = rows == rows_.begin() ? 0 : (rows - 1)->until;
        return rows->first + (number - before);
    }

    /// The month of an attempt and its family, if that has all its children by then and one of them is under
    /// 18 at the end of the year.
    std::optional<Candidate> candidate(int year, std::uint32_t attempt) const {
        if (has_gone_.empty()) return {};
        const auto words =
            draw_.block(authority_key(home_.number), static_cast<std::uint32_t>(year), attempt);
        Candidate found{.row = pick(Draws::to_unit(words[0], words[1]), year),
                        .month = month_of(year - 1, 4) + static_cast<std::int32_t>(words[2] * 0x1.0p-32 * 12),
                        .children = 0};
        const auto& families = home_.families;
        const auto first = families.first_child[found.row];
        const auto last = first + families.children[found.row] - 1U;
        if (home_.children.born[last] >= first_day(found.month)) return {};
        const Month youngest_adult = month_of(year, 3) + -months_to_18;
        if (month_of(home_.children.born[last]) <= youngest_adult) return {};
        if (planned_children(families.key[found.row], sizes_, plans_) > families.children[found.row])
            return {};
        for (auto child = first; child <= last; ++child)
            found.children += month_of(home_.children.born[child]) > youngest_adult ? 1 : 0;
        return found;
    }

    bool go(const Candidate& family) {
        if (has_gone_[family.row]) return false;
        has_gone_[family.row] = true;
        home_.moves.gone.push_back({family.row, family.month});
        const auto first = home_.families.first_child[family.row];
        for (auto child = first; child < first + home_.families.children[family.row]; ++child)
            count(home_.children.born[child], family.month, -1);
        return true;
    }

    bool come(const Candidate& like, int year, std::uint32_t number) {
        const auto decile = decile_of(home_.families.key[like.row]);
        newcomers_.push_back({.key = newcomer_family(home_.number, decile, year, number),
                              .came = like.month,
                              .like = like.row});
        return true;
    }

    /// A child lives here, or doesn't, from a month on until it turns 18.
    void count(Day born, Month from, std::int32_t change) {
        const Month adult = month_of(born) + months_to_18;
        if (adult <= from) return;
        change_[static_cast<std::size_t>(from - months_.start)] += change;
        if (adult < months_.end) change_[static_cast<std::size_t>(adult - months_.start)] -= change;
    }

    void reserve() {
        std::size_t children = home_.children.size();
        for (const auto& newcomer : newcomers_) children += home_.families.children[newcomer.like];
        const auto families = home_.families.size() + newcomers_.size();
        home_.families.key.reserve(families);
        home_.families.first_child.reserve(families);
        home_.families.children.reserve(families);
        home_.families.ethnicity.reserve(families);
        home_.children.born.reserve(children);
        home_.children.sex.reserve(children);
    }

    /// Those of the children who are under 18 when they come.
    void settle(const NewcomerFamily& newcomer) {
        auto& families = home_.families;
        auto& children = home_.children;
        families.key.push_back(newcomer.key);
        families.first_child.push_back(static_cast<std::uint32_t>(children.size()));
        families.ethnicity.push_back(families.ethnicity[newcomer.like]);
        std::uint8_t come = 0;
        const auto first = families.first_child[newcomer.like];
        for (auto child = first; child < first + families.children[newcomer.like]; ++child) {
            const Day born = children.born[child];
            if (month_of(born) + months_to_18 <= newcomer.came) continue;
            ++come;
            children.born.push_back(born);
            children.sex.push_back(sex_at_birth(draw_.block(child_of(newcomer.key, come), 0)[0]));
            count(born, newcomer.came, 1);
        }
        families.children.push_back(come);
        home_.moves.came.push_back(newcomer.came);
    }

    [[noreturn]] void refuse(int year, std::int64_t net) const {
        throw Unworkable{fmt::format(
            "files.migration has {} children {} {} in the year to March {}, and it has no families left "
            "for so many; correct the table, or lower migration.ratio",
            std::abs(net), net < 0 ? "leave" : "come to", home_.name, year)};
    }

    Authority& home_;
    MonthsBuilt months_;
    const Shares& sizes_;
    const Draws& plans_;
    const Draws& draw_;
    std::vector<Rows> rows_;
    std::vector<bool> has_gone_;
    std::vector<NewcomerFamily> newcomers_;
    std::vector<std::int32_t> change_;  ///< of children who live here, by month
};

}  // namespace

void move_families(Authority& authority, std::span<const double> net, const MonthsBuilt& months,
                   const Shares& sizes, const Draws& plans, const Draws& draw) {
    if (std::ranges::all_of(net, [](double children) { return children == 0; })) return;
    Moves moves{authority, months, sizes, plans, draw};
    // Parts of children are carried on, so that over the years they add up.
    double so_far = 0;
    std::int64_t moved = 0;
    int year = reporting_year(first_day(months.start));
    for (const double children : net) {
        so_far += children;
        const auto now = std::llround(so_far);
        moves.in_year(year++, now - moved);
        moved = now;
    }
    moves.finish();
}

}  // namespace hearth
