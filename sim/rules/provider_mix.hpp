#pragma once

#include <array>

#include "agents/states.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Who provides placements of the kinds whose places are not counted.
class ProviderMix {
   public:
    /// Those a place can be bought or had from; with parents, and in placements of no kind, there is none.
    static constexpr std::array offered{Provider::own, Provider::other_authority, Provider::other_public,
                                        Provider::private_, Provider::voluntary};
    static constexpr std::array<std::string_view, 5> labels{"own", "other_authority", "other_public",
                                                            "private", "voluntary"};
    static constexpr std::array<std::string_view, 3> kinds{"adoption", "supported", "other_residential"};

    explicit ProviderMix(Section& config)
        : shares_{config.table("provider", "1", {"placement", kinds}, {"provider", labels}, {0, 1},
                               "share of providers of placements whose places are not counted")} {}

    Provider of(PlacementKind kind, double uniform) const {
        if (kind == PlacementKind::foster_kin) return Provider::own;
        if (kind == PlacementKind::parents) return Provider::parents;
        const auto of_kind = shares(kind);
        return of_kind.empty() ? Provider::none : offered[pick(uniform, of_kind)];
    }

    /// Shares of `offered`; empty for kinds that have one provider only.
    std::span<const double> shares(PlacementKind kind) const {
        switch (kind) {
            case PlacementKind::adoption:
                return shares_.row(0);
            case PlacementKind::supported:
                return shares_.row(1);
            case PlacementKind::other_residential:
                return shares_.row(2);
            default:
                return {};
        }
    }

   private:
    Table shares_;
};

}  // namespace hearth
