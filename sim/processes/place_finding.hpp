#pragma once

#include <optional>

#include "agents/population.hpp"
#include "sim/processes/geography.hpp"

namespace hearth {

/// Are places of this kind counted, so that they can run out?
constexpr bool is_counted(PlacementKind kind) {
    return kind == PlacementKind::foster || kind == PlacementKind::childrens_home;
}

/// Statuses under which a child cannot be placed with its parents.
constexpr bool needs_order_with_parents(LegalStatus legal) {
    return legal == LegalStatus::V2 || legal == LegalStatus::L1 || legal == LegalStatus::L2 ||
           legal == LegalStatus::J1;
}

/// Finds places for children and says how far from home they are. Places in other authorities are taken the
/// less often the farther away they are: whoever has one when it is needed offers it (framework contracts),
/// nobody ranks the country by distance.
class PlaceFinder {
   public:
    PlaceFinder(const Country& country, const Reach& reach);

    /// Uniforms that a search uses up.
    struct Chance {
        double of_authority;
        double of_vacancy;
    };

    /// A free place of a counted kind for the child at `row` of `authority`, or nothing when the country is
    /// full: with a brother or sister first, then the authority's own provision, then that of others within
    /// reach.
    std::optional<Place> find(const Population& population, PlacementKind kind, std::uint16_t authority,
                              std::uint32_t row, Chance chance) const;

    /// A free place of a counted kind that this provider has; with a brother or sister if it can be.
    std::optional<Place> find_of(const Population& population, PlacementKind kind, Provider provider,
                                 std::uint16_t authority, std::uint32_t row, Chance chance) const;

    /// A place of a kind that nobody counts: in the authority or outside it, and how far.
    Place uncounted(const Population& population, PlacementKind kind, Provider provider,
                    std::uint16_t authority, std::uint32_t row, UniformPair of_outside,
                    UniformPair of_distance) const;

   private:
    using Sources = std::span<const Supply>;

    std::optional<Place> vacancy(const Population& population, Sources sources, std::uint16_t where,
                                 std::uint16_t authority, std::uint32_t row, double uniform) const;
    std::optional<Place> within_reach(const Population& population, Sources sources, std::uint16_t authority,
                                      std::uint32_t row, Chance chance, bool and_at_home) const;
    std::optional<Place> with_sibling(const Population& population, std::uint16_t authority,
                                      std::uint32_t row) const;
    Place foster_place(const Population& population, std::uint16_t where, std::uint32_t household,
                       std::uint16_t authority, std::uint32_t row) const;
    Place home_place(const Population& population, std::uint16_t where, std::uint32_t home,
                     std::uint16_t authority, std::uint32_t row) const;
    std::optional<Point> home_of(const Population& population, std::uint16_t authority,
                                 std::uint32_t row) const;

    Geography geography_;
    Reach reach_;
    std::size_t authorities_;
    std::vector<double> foster_weight_;  ///< [authority * authorities + elsewhere]
    std::vector<double> home_weight_;
};

}  // namespace hearth
