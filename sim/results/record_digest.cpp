#include "sim/results/record_digest.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include "sim/results/digest.hpp"

namespace hearth {
namespace {

/// Adds the rows of a table cell by cell: what lies between the cells in memory is nobody's.
template <class Row>
void add(Digest& digest, std::string_view name, const Records<Row>& table) {
    constexpr std::size_t block = 16'384;
    std::array<std::byte, block> cells;
    std::size_t filled = 0;
    digest.add(name);
    digest.add_size(table.size());
    for (const auto& row : table) {
        if (filled + sizeof(Row) > block) {
            digest.add(std::span<const std::byte>{cells.data(), filled});
            filled = 0;
        }
        for_each_column<Row>([&](const auto& column) {
            const auto& cell = row.*column.cells;
            static_assert(std::is_trivially_copyable_v<std::remove_cvref_t<decltype(cell)>>);
            std::memcpy(cells.data() + filled, &cell, sizeof cell);
            filled += sizeof cell;
        });
    }
    digest.add(std::span<const std::byte>{cells.data(), filled});
}

}  // namespace

std::string digest_of_record(const Population& population) {
    Digest digest;
    add(digest, "placements", population.placements());
    add(digest, "care_starts", population.care_starts());
    add(digest, "care_ends", population.care_ends());
    add(digest, "placement_ends", population.placement_ends());
    add(digest, "legal_episodes", population.legal_episodes());
    add(digest, "stage_changes", population.stage_changes());
    add(digest, "searches", population.searches());
    add(digest, "missing_episodes", population.missing_episodes());
    add(digest, "carer_events", population.carer_events());
    for (std::size_t authority = 0; authority < population.authorities(); ++authority)
        add(digest, "homes", *population.local(authority).homes);
    return digest.text();
}

}  // namespace hearth
