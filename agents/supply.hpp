#pragma once

#include <cstdint>
#include <vector>

#include "agents/column.hpp"
#include "agents/in_care.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// A mainstream foster household.
struct alignas(64) FosterHousehold {
    HouseholdKey key{};
    double east{};
    double north{};
    double strain{};
    Day approved{};
    float complexity{};
    Day hold_ends{};
    Day left = open_ended;
    Day retires_by = open_ended;
    std::uint16_t agency{};
    Provider provider{};
    std::uint8_t outside{};
    Ethnicity ethnicity{};
    std::uint8_t ages{};
    std::uint8_t siblings{};
    std::uint8_t places{};
    std::uint8_t bedrooms{};
    std::uint8_t filled{};
    std::uint8_t sole{};
    std::uint8_t on_hold{};
    // What searches ask lies above, in the first cache line.
    double leaving_clock{};
    Day strain_on{};
    Day applied{};
    Day decided_on = open_ended;
    Day empty_since{};
    Day born{};
    std::uint8_t withdraws{};
    std::uint8_t supported{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"key", &FosterHousehold::key, "1", "authority, agency, number"},
            ColumnInfo{"provider", &FosterHousehold::provider, "enum",
                       "own: the authority; private or voluntary: an independent agency"},
            ColumnInfo{"agency", &FosterHousehold::agency, "1",
                       "0: the authority; else the number of the independent agency"},
            ColumnInfo{"east", &FosterHousehold::east, "km", "where it lives, British National Grid"},
            ColumnInfo{"north", &FosterHousehold::north, "km", "where it lives"},
            ColumnInfo{"outside", &FosterHousehold::outside, "flag",
                       "lives outside the authority that approved it"},
            ColumnInfo{"ethnicity", &FosterHousehold::ethnicity, "enum", "ethnic group of the carers"},
            ColumnInfo{"approved", &FosterHousehold::approved, "day",
                       "day of approval; without end for applicants"},
            ColumnInfo{"ages", &FosterHousehold::ages, "bits", "bit n: approved for age band n"},
            ColumnInfo{"complexity", &FosterHousehold::complexity, "1",
                       "highest complexity of need it can care for"},
            ColumnInfo{"siblings", &FosterHousehold::siblings, "flag",
                       "takes groups of brothers and sisters"},
            ColumnInfo{"places", &FosterHousehold::places, "children", "places approved"},
            ColumnInfo{"bedrooms", &FosterHousehold::bedrooms, "children",
                       "places for children who are not siblings; more only share a room with a sibling"},
            ColumnInfo{"filled", &FosterHousehold::filled, "children", "children placed"},
            ColumnInfo{"sole", &FosterHousehold::sole, "children",
                       "children placed who need to be the only one"},
            ColumnInfo{"on_hold", &FosterHousehold::on_hold, "flag", "takes nobody for the time being"},
            ColumnInfo{"hold_ends", &FosterHousehold::hold_ends, "day", "last day of that time"},
            ColumnInfo{"left", &FosterHousehold::left, "day",
                       "day on which it stopped fostering; without end before"},
            ColumnInfo{"strain", &FosterHousehold::strain, "1",
                       "disruptions and allegations that still weigh, as of strain_on"},
            ColumnInfo{"strain_on", &FosterHousehold::strain_on, "day", "day of the last of these"},
            ColumnInfo{"leaving_clock", &FosterHousehold::leaving_clock, "1",
                       "hazard left before it decides to stop fostering"},
            ColumnInfo{"born", &FosterHousehold::born, "day", "birth date of the elder of the carers"},
            ColumnInfo{"applied", &FosterHousehold::applied, "day", "day of application"},
            ColumnInfo{"decided_on", &FosterHousehold::decided_on, "day",
                       "of an applicant: day of approval or withdrawal"},
            ColumnInfo{"empty_since", &FosterHousehold::empty_since, "day",
                       "day on which the last child left, or of approval"},
            ColumnInfo{"retires_by", &FosterHousehold::retires_by, "day",
                       "it has decided to stop, takes nobody, and moves out who is still there on this day; "
                       "without end for the others"},
            ColumnInfo{"withdraws", &FosterHousehold::withdraws, "flag",
                       "of an applicant: withdraws on decided_on"},
            ColumnInfo{"supported", &FosterHousehold::supported, "flag",
                       "in a constellation of peer support"},
        };
    }
};

/// Those of one local authority; kin carers are tied to their child and not listed.
using FosterHouseholds = Records<FosterHousehold>;

/// Is the household's approval for children of this age?
inline bool takes_age(const FosterHousehold& household, AgeBand age) {
    return (household.ages >> static_cast<unsigned>(age) & 1U) != 0;
}

/// Is the household approved, and has it not decided to stop?
inline bool is_fostering(const FosterHousehold& household) {
    return household.approved != open_ended && household.left == open_ended &&
           household.retires_by == open_ended;
}

/// Places that a child who is nobody's sibling there could have today.
inline int vacant(const FosterHousehold& household) {
    const bool closed = household.on_hold != 0 || household.sole > 0 || !is_fostering(household);
    return closed || household.filled >= household.bedrooms ? 0 : household.bedrooms - household.filled;
}

/// Places that a brother or sister of a child there could have today: where groups are taken, rooms can be
/// shared.
inline int vacant_for_sibling(const FosterHousehold& household) {
    const bool closed = household.siblings == 0 || !is_fostering(household);
    return closed || household.filled >= household.places ? 0 : household.places - household.filled;
}

/// A children's home, or a secure one.
struct alignas(64) Home {
    HomeKey key{};
    double east{};
    double north{};
    double closing_clock{};
    float occupancy{};
    Day opened{};
    Day closes_on = open_ended;
    Sector sector{};
    std::uint8_t secure{};
    std::uint8_t registered{};
    std::uint8_t places{};
    std::uint8_t filled{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"key", &Home::key, "1", "authority, sector, number"},
            ColumnInfo{"sector", &Home::sector, "enum", "who runs it"},
            ColumnInfo{"east", &Home::east, "km", "where it is, British National Grid"},
            ColumnInfo{"north", &Home::north, "km", "where it is"},
            ColumnInfo{"secure", &Home::secure, "flag", "a secure children's home"},
            ColumnInfo{"registered", &Home::registered, "children", "places registered"},
            ColumnInfo{"places", &Home::places, "children", "places that can be used"},
            ColumnInfo{"filled", &Home::filled, "children", "children placed"},
            ColumnInfo{"opened", &Home::opened, "day",
                       "day on which it opened; 1970-01-01 for those of the first day"},
            ColumnInfo{"closes_on", &Home::closes_on, "day",
                       "it has given notice, takes nobody, and closes on this day; without end for the "
                       "others"},
            ColumnInfo{"closing_clock", &Home::closing_clock, "1", "hazard left before it gives notice"},
            ColumnInfo{"occupancy", &Home::occupancy, "1", "share of its places filled, smoothed"},
        };
    }
};

/// Those located in one local authority.
using Homes = Records<Home>;

/// Has the home not given notice?
inline bool takes_children(const Home& home) {
    return home.closes_on == open_ended;
}

/// Places that a child could have today.
inline int vacant(const Home& home) {
    return takes_children(home) ? home.places - home.filled : 0;
}

/// Which rows of a table have a free place, so that nobody searches the full ones. Adding and removing take
/// constant time; the order is that of the run's own events, the same on any number of threads.
class Vacancies {
   public:
    Vacancies() = default;
    explicit Vacancies(std::size_t rows) : position_(rows, no_row) {}

    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }
    std::uint32_t operator[](std::size_t index) const { return rows_[index]; }
    bool contains(std::uint32_t row) const { return position_[row] != no_row; }

    /// The table has so many rows now.
    void grow(std::size_t rows) { position_.resize(rows, no_row); }

    void add(std::uint32_t row) {
        if (contains(row)) return;
        position_[row] = static_cast<std::uint32_t>(rows_.size());
        rows_.push_back(row);
    }
    void remove(std::uint32_t row) {
        if (!contains(row)) return;
        const auto last = rows_.back();
        rows_[position_[row]] = last;
        position_[last] = position_[row];
        rows_.pop_back();
        position_[row] = no_row;
    }

    /// Does every row listed stand where it says, of a table of so many?
    bool is_sound(std::size_t rows) const {
        std::size_t listed = 0;
        if (position_.size() != rows) return false;
        for (std::size_t row = 0; row < rows; ++row) {
            if (position_[row] == no_row) continue;
            if (position_[row] >= rows_.size() || rows_[position_[row]] != row) return false;
            ++listed;
        }
        return listed == rows_.size();
    }

    /// What a saved replicate keeps of it: their order matters, for places are asked in it.
    template <class Visit>
    void for_each_list(Visit&& visit) {
        visit("vacancies", rows_);
        visit("vacancies.position", position_);
    }
    template <class Visit>
    void for_each_list(Visit&& visit) const {
        visit("vacancies", rows_);
        visit("vacancies.position", position_);
    }

   private:
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint32_t> position_;
};

}  // namespace hearth
