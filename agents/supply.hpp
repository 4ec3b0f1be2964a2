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
    Column<double> east;
    Column<double> north;
    Column<std::uint8_t> outside;
    Column<std::uint8_t> places;
    Column<std::uint8_t> filled;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"key", &FosterHouseholds::key, "1", "authority, agency, number"},
            ColumnInfo{"provider", &FosterHouseholds::provider, "enum",
                       "own: the authority; private or voluntary: an independent agency"},
            ColumnInfo{"east", &FosterHouseholds::east, "km", "where it lives, British National Grid"},
            ColumnInfo{"north", &FosterHouseholds::north, "km", "where it lives"},
            ColumnInfo{"outside", &FosterHouseholds::outside, "flag",
                       "lives outside the authority that approved it"},
            ColumnInfo{"places", &FosterHouseholds::places, "children", "places that can be used"},
            ColumnInfo{"filled", &FosterHouseholds::filled, "children", "children placed"},
        };
    }
    std::size_t size() const { return key.size(); }
};

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
