#pragma once

#include <cstdint>
#include <vector>

#include "agents/column.hpp"
#include "agents/in_care.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Mainstream foster households of one local authority; kin carers are tied to their child and not listed.
struct FosterHouseholds {
    Column<HouseholdKey> key;
    Column<Provider> provider;
    Column<std::uint16_t> agency;
    Column<double> east;
    Column<double> north;
    Column<std::uint8_t> outside;
    Column<Ethnicity> ethnicity;
    Column<Day> approved;
    Column<std::uint8_t> ages;
    Column<float> complexity;
    Column<std::uint8_t> siblings;
    Column<std::uint8_t> places;
    Column<std::uint8_t> bedrooms;
    Column<std::uint8_t> filled;
    Column<std::uint8_t> sole;
    Column<std::uint8_t> on_hold;
    Column<Day> hold_ends;
    Column<Day> left;
    Column<double> strain;
    Column<Day> strain_on;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"key", &FosterHouseholds::key, "1", "authority, agency, number"},
            ColumnInfo{"provider", &FosterHouseholds::provider, "enum",
                       "own: the authority; private or voluntary: an independent agency"},
            ColumnInfo{"agency", &FosterHouseholds::agency, "1",
                       "0: the authority; else the number of the independent agency"},
            ColumnInfo{"east", &FosterHouseholds::east, "km", "where it lives, British National Grid"},
            ColumnInfo{"north", &FosterHouseholds::north, "km", "where it lives"},
            ColumnInfo{"outside", &FosterHouseholds::outside, "flag",
                       "lives outside the authority that approved it"},
            ColumnInfo{"ethnicity", &FosterHouseholds::ethnicity, "enum", "ethnic group of the carers"},
            ColumnInfo{"approved", &FosterHouseholds::approved, "day", "day of approval"},
            ColumnInfo{"ages", &FosterHouseholds::ages, "bits", "bit n: approved for age band n"},
            ColumnInfo{"complexity", &FosterHouseholds::complexity, "1",
                       "highest complexity of need it can care for"},
            ColumnInfo{"siblings", &FosterHouseholds::siblings, "flag",
                       "takes groups of brothers and sisters"},
            ColumnInfo{"places", &FosterHouseholds::places, "children", "places approved"},
            ColumnInfo{"bedrooms", &FosterHouseholds::bedrooms, "children",
                       "places for children who are not siblings; more only share a room with a sibling"},
            ColumnInfo{"filled", &FosterHouseholds::filled, "children", "children placed"},
            ColumnInfo{"sole", &FosterHouseholds::sole, "children",
                       "children placed who need to be the only one"},
            ColumnInfo{"on_hold", &FosterHouseholds::on_hold, "flag", "takes nobody for the time being"},
            ColumnInfo{"hold_ends", &FosterHouseholds::hold_ends, "day", "last day of that time"},
            ColumnInfo{"left", &FosterHouseholds::left, "day",
                       "day on which it stopped fostering; without end before"},
            ColumnInfo{"strain", &FosterHouseholds::strain, "1",
                       "disruptions and allegations that still weigh, as of strain_on"},
            ColumnInfo{"strain_on", &FosterHouseholds::strain_on, "day", "day of the last of these"},
        };
    }
    std::size_t size() const { return key.size(); }
};

/// Is the household's approval for children of this age?
inline bool takes_age(const FosterHouseholds& households, std::size_t row, AgeBand age) {
    return (households.ages[row] >> static_cast<unsigned>(age) & 1U) != 0;
}

/// Places that a child who is nobody's sibling there could have today.
inline int vacant(const FosterHouseholds& households, std::size_t row) {
    const bool closed =
        households.on_hold[row] != 0 || households.sole[row] > 0 || households.left[row] != open_ended;
    return closed || households.filled[row] >= households.bedrooms[row]
               ? 0
               : households.bedrooms[row] - households.filled[row];
}

/// Places that a brother or sister of a child there could have today: where groups are taken, rooms can be
/// shared.
inline int vacant_for_sibling(const FosterHouseholds& households, std::size_t row) {
    const bool closed = households.siblings[row] == 0 || households.left[row] != open_ended;
    return closed || households.filled[row] >= households.places[row]
               ? 0
               : households.places[row] - households.filled[row];
}

/// Children's homes located in one local authority, secure homes among them.
struct Homes {
    Column<HomeKey> key;
    Column<Sector> sector;
    Column<double> east;
    Column<double> north;
    Column<std::uint8_t> places;
    Column<std::uint8_t> filled;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"key", &Homes::key, "1", "authority, sector, number"},
            ColumnInfo{"sector", &Homes::sector, "enum", "who runs it"},
            ColumnInfo{"east", &Homes::east, "km", "where it is, British National Grid"},
            ColumnInfo{"north", &Homes::north, "km", "where it is"},
            ColumnInfo{"places", &Homes::places, "children", "places that can be used"},
            ColumnInfo{"filled", &Homes::filled, "children", "children placed"},
        };
    }
    std::size_t size() const { return key.size(); }
};

inline int vacant(const Homes& homes, std::size_t row) {
    return homes.places[row] - homes.filled[row];
}

/// Which rows of a table have a free place, so that nobody searches the full ones. Adding and removing take
/// constant time; the order is that of the run's own events, the same on any number of threads.
class Vacancies {
   public:
    explicit Vacancies(std::size_t rows = 0) : position_(rows, no_row) {}

    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }
    std::uint32_t operator[](std::size_t index) const { return rows_[index]; }
    bool contains(std::uint32_t row) const { return position_[row] != no_row; }

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

   private:
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint32_t> position_;
};

}  // namespace hearth
