#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstring>

#include "tests/engine/saved_county.hpp"

using namespace hearth;

namespace {

/// What is said of tables that somebody has changed.
struct Saved : SavedCounty {
    /// What is said of other tables; "" if a run goes on from them.
    std::string refusal_of(SavedTables altered) const {
        try {
            restored(std::move(altered));
            return "";
        } catch (const MisfitTables& why) {
            return why.what();
        }
    }

    /// The same of the first row of a table, changed.
    template <class Row, class Change>
    std::string after(std::string_view name, Change change) const {
        auto altered = tables;
        auto* const table = altered.find(name);
        REQUIRE(table);
        REQUIRE(table->row_bytes == sizeof(Row));
        REQUIRE(table->cells.size() >= sizeof(Row));
        Row row;
        std::memcpy(static_cast<void*>(&row), table->cells.data(), sizeof row);
        change(row);
        std::memcpy(table->cells.data(), static_cast<const void*>(&row), sizeof row);
        return refusal_of(std::move(altered));
    }
};

}  // namespace

TEST_CASE("a snapshot with a cell that no run can have written is refused", "[unit][snapshot]") {
    const Saved saved;
    REQUIRE(saved.refusal_of(saved.tables).empty());
    const auto refused = [](const std::string& said, const char* about) {
        CHECK_THAT(said, Catch::Contains(about));
    };
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.kind = PlacementKind{9}; }), "kind");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.need = Need{255}; }), "need");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.outside = 2; }), "outside");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.family_row = 4'000'000; }), "family_row");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.placement_row = 4'000'000; }),
            "placement_row");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.provider_authority = 3; }),
            "provider_authority");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.missing_row = 4'000'000'000; }),
            "missing_row");
    const auto missing_until = [](Day day) {
        return [day](auto& row) {
            row.missing_row = no_row;
            row.missing_until = day;
        };
    };
    REQUIRE(saved.after<ChildInCare>("in_care", missing_until(Day{})).empty());
    refused(saved.after<ChildInCare>("in_care", missing_until(Day{30'000})), "without an episode");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.home.east = 1e6; }), "home");
    refused(saved.after<FosterHousehold>("households", [](auto& row) { row.north = -1e6; }), "north");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.complexity = std::nan(""); }),
            "complexity");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.entered = Day{-2'000'000'000}; }),
            "entered");
    refused(saved.after<ChildInCare>("in_care", [](auto& row) { row.child.value ^= 0xf0; }),
            "a child of another");
    refused(saved.after<ReturnedChild>("returned", [](auto& row) { row.family_row = 0; }),
            "a child of another");
    refused(saved.after<FosterHousehold>("households", [](auto& row) { row.provider = Provider{7}; }),
            "provider");
    refused(saved.after<FosterHousehold>("households", [](auto& row) { row.filled = 200; }), "overfilled");
    refused(saved.after<Home>("homes", [](auto& row) { row.closing_clock = 1e300; }), "closing_clock");
    refused(saved.after<Placement>("placements", [](auto& row) { row.authority = no_authority; }),
            "authority");
    refused(saved.after<PlacementEnd>("placement_ends", [](auto& row) { row.placement_row = no_row; }),
            "placement_row");
    refused(saved.after<Recruitment>("recruitment", [](auto& row) { row.adstock = -INFINITY; }),
            "recruitment");
    using Sums = std::array<double, 3 * sizeof(Spending) / sizeof(double) + 1>;
    refused(saved.after<Sums>("books", [](auto& sums) { sums[0] = std::nan(""); }), "books");
    refused(saved.after<std::size_t>("sorted", [](auto& rows) { ++rows; }), "not in order");
    refused(saved.after<std::uint32_t>("vacancies", [](auto& row) { row = 4'000'000; }), "vacancies");
    refused(saved.after<std::int32_t>("counts", [](auto& count) { count = -1; }), "counts");
}
