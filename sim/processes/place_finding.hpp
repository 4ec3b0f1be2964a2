#pragma once

#include <optional>

#include "agents/population.hpp"

namespace hearth {

/// Are places of this kind counted, so that they can run out?
constexpr bool is_counted(PlacementKind kind) {
    return kind == PlacementKind::foster || kind == PlacementKind::childrens_home;
}

/// A free place of a counted kind for the child at `row` of `authority`, or nothing when the country is full:
/// with a brother or sister first, then the authority's own places, then others' there, then others'
/// elsewhere by distance.
///
/// @param uniform  which of the vacancies of one list, on [0, 1)
std::optional<Place> find_counted_place(const Population& population, PlacementKind kind,
                                        std::uint16_t authority, std::uint32_t row, double uniform);

/// The nearest free place of a counted kind that this provider has; with a brother or sister if it can be.
std::optional<Place> find_place_of(const Population& population, PlacementKind kind, Provider provider,
                                   std::uint16_t authority, std::uint32_t row, double uniform);

/// Statuses under which a child cannot be placed with its parents.
constexpr bool needs_order_with_parents(LegalStatus legal) {
    return legal == LegalStatus::V2 || legal == LegalStatus::L1 || legal == LegalStatus::L2 ||
           legal == LegalStatus::J1;
}

/// A place of a kind that nobody counts.
constexpr Place uncounted_place(PlacementKind kind, Provider provider, std::uint16_t authority) {
    return {kind, provider, authority, no_row};
}

}  // namespace hearth
