#pragma once

#include <algorithm>
#include <array>

#include "agents/date.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"
#include "sim/config/section.hpp"
#include "sim/core/maths.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// How much more often each kind is wanted than the table says (constructed histories only).
using KindRatios = std::array<double, placement_kind_count>;
constexpr KindRatios as_the_table_says{1, 1, 1, 1, 1, 1, 1, 1};

/// Which kind of placement is wanted, by age: for the first in a period of care, and for one that follows a
/// move.
class PlacementMix {
   public:
    static constexpr SharedSection section{"placement_mix", "which kinds of placement are wanted"};

    explicit PlacementMix(Section& config)
        : at_entry_{config.table("kind_at_entry", "1", {"age_band", age_bands.names}, kinds(), {0, 1},
                                 "share of kinds of the first placement in a period of care by age")},
          after_move_{config.table("kind_after_move", "1", {"age_band", age_bands.names}, kinds(), {0, 1},
                                   "share of kinds of a placement that follows a move by age")},
          unaccompanied_{config.table("kind_unaccompanied", "1", {"age_band", age_bands.names}, kinds(),
                                      {0, 1},
                                      "share of kinds of any placement of an unaccompanied child by age")},
          supported_in_year_{config.by_year(
              "supported_unaccompanied", "1", {0, 100},
              "supported accommodation wanted for an unaccompanied child in a reporting year, against the "
              "table; the nearest year that is known")},
          wanted_ratio_{
              config.row("wanted_ratio", "1", kinds(), {0, 20}, "kinds wanted, against the tables")},
          log_home_per_complexity_{
              maths::log(config.real("home_per_complexity", "1", {1, 20},
                                     "children's homes wanted for each unit of complexity of need"))} {}

    /// @param day  on which the place is sought: what is wanted for unaccompanied children changes by year
    PlacementKind at_entry(ChildKey child, Day day, int age, double uniform, double complexity,
                           const KindRatios& ratios = as_the_table_says) const {
        if (is_unaccompanied(child)) return of_unaccompanied(day, age, uniform, complexity, ratios);
        return from(at_entry_, age, uniform, complexity, ratios);
    }
    /// @param left  kind of the placement that ended; nobody moves from parents to parents
    PlacementKind after_move(ChildKey child, Day day, PlacementKind left, int age, double uniform,
                             double complexity, const KindRatios& ratios = as_the_table_says) const {
        auto wanted = ratios;
        if (left == PlacementKind::parents) wanted[static_cast<std::size_t>(left)] = 0;
        if (is_unaccompanied(child)) return of_unaccompanied(day, age, uniform, complexity, wanted);
        return from(after_move_, age, uniform, complexity, wanted);
    }

   private:
    static Axis kinds() {
        return {"placement", std::span{placement_kinds.names}.first(placement_kind_count)};
    }
    PlacementKind of_unaccompanied(Day day, int age, double uniform, double complexity,
                                   KindRatios ratios) const {
        ratios[static_cast<std::size_t>(PlacementKind::supported)] *=
            supported_in_year_.in(reporting_year(day));
        return from(unaccompanied_, age, uniform, complexity, ratios);
    }
    PlacementKind from(const Table& shares, int age, double uniform, double complexity,
                       const KindRatios& ratios) const {
        auto weight = ratios;
        weight[static_cast<std::size_t>(PlacementKind::childrens_home)] *=
            maths::exp(complexity * log_home_per_complexity_);
        const auto row = shares.row(static_cast<std::size_t>(age_band(age)));
        for (std::size_t kind = 0; kind < weight.size(); ++kind)
            weight[kind] *= wanted_ratio_[kind] * row[kind];
        return static_cast<PlacementKind>(pick(uniform, weight));
    }

    Table at_entry_;
    Table after_move_;
    Table unaccompanied_;
    ByYear supported_in_year_;
    std::vector<double> wanted_ratio_;
    double log_home_per_complexity_;
};

}  // namespace hearth
