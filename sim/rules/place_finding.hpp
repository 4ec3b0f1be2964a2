#pragma once

#include <optional>

#include "agents/population.hpp"
#include "sim/core/random.hpp"
#include "sim/rules/search_terms.hpp"

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

/// Which carers with a vacancy a child is offered to: those approved for it who have room for its brothers
/// and sisters as well, all who are approved for it, or those who are not.
enum class Carers : std::uint8_t { with_room_for_siblings, approved, not_approved };

/// One search for one child on one day: what is asked, and what is answered. The draws are those of the
/// search's address, one after another: the k-th question of the same search has the same luck in every
/// scenario.
struct Inquiry {
    const Population& population;
    Seeker seeker;
    Day today;
    const Strategy& strategy;
    const Draws& draw;
    std::uint32_t occasion;
    std::uint32_t first_draw;
    bool may_be_refused = true;
    double own_answering = 1;  ///< how much more often than elsewhere the authority's own carers have room
    bool is_pooled = false;    ///< in-house carers of the region are asked like the authority's own

    std::uint16_t asked = 0;
    std::uint16_t take_age =
        0;                  ///< of the carers asked within their approval, those who take the child's age
    std::uint16_t can = 0;  ///< of these, those who can take its complexity, too
    std::uint16_t refused = 0;
    std::uint32_t drawn = 0;  ///< uniforms used up
    double spare = 0;         ///< the second one of a pair

    double next_uniform();
};

/// Finds places for children and says how far from home they are. Places in other authorities are taken the
/// less often the farther away they are: whoever has one when it is needed offers it (framework contracts),
/// nobody ranks the country by distance.
class PlaceFinder {
   public:
    PlaceFinder(const Country& country, const SearchTerms& terms);

    /// Where the family of a child of this authority lives; nowhere for an unaccompanied child.
    Point home_of(std::uint16_t authority, ChildKey child) const;

    Seeker seeker(const Population& population, std::uint16_t authority, std::uint32_t row, Day today) const;

    /// With the foster carers of a brother or sister, if they have room.
    std::optional<Place> with_sibling(Inquiry& inquiry) const;

    /// In-house foster carers: the authority's own, or those of all with which it pools them.
    std::optional<Place> in_house(Inquiry& inquiry, Carers whom) const;

    /// Foster carers of independent agencies, here and elsewhere.
    std::optional<Place> agencies(Inquiry& inquiry, Carers whom) const;

    /// A children's home: the authority's own, else a private or voluntary one.
    std::optional<Place> home(Inquiry& inquiry) const;

    /// The first reason why this search has found no carers who are approved for the child, or no home. To be
    /// asked before anybody else is.
    UnmetReason why_none(const Inquiry& inquiry, PlacementKind wanted) const;

    /// A free place of a counted kind that this provider has; with a brother or sister if it can be.
    std::optional<Place> of_provider(Inquiry& inquiry, PlacementKind kind, Provider provider) const;

    /// A place of a kind that nobody counts: in the authority or outside it, and how far.
    Place uncounted(const Population& population, const Seeker& seeker, PlacementKind kind, Provider provider,
                    UniformPair of_outside, UniformPair of_distance) const;

   private:
    using Sources = std::span<const Supply>;

    /// Asks one authority's vacancies; the offer that the strategy prefers.
    std::optional<Place> ask(Inquiry& inquiry, Sources sources, std::uint16_t where, Carers whom) const;
    std::optional<Place> offer_of_carers(Inquiry& inquiry, std::uint16_t where, std::uint32_t household,
                                         Carers whom) const;
    std::optional<Place> offer_of_home(Inquiry& inquiry, std::uint16_t where, std::uint32_t home) const;

    /// Asks several authorities, those far away seldom.
    template <class Within>
    std::optional<Place> within_reach(Inquiry& inquiry, Sources sources, Carers whom,
                                      const Within& is_within) const;

    bool refuses(Inquiry& inquiry, double chance) const;
    bool is_pooled(const Inquiry& inquiry, std::size_t where) const;
    bool has_vacancy_near(const Inquiry& inquiry, PlacementKind kind) const;
    Place foster_place(const Inquiry& inquiry, std::uint16_t where, std::uint32_t household) const;
    Place home_place(const Inquiry& inquiry, std::uint16_t where, std::uint32_t home) const;

    const Country& country_;
    Geography geography_;
    Draws compatibility_;
    SearchTerms terms_;
    std::size_t authorities_;
    std::vector<double> foster_nearness_;  ///< how much places elsewhere count, by [authority, elsewhere]
    std::vector<double> home_nearness_;
};

}  // namespace hearth
