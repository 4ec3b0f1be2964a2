#pragma once

#include <vector>

#include "sim/engine/starting_population.hpp"

namespace hearth {

/// How long children of each age have been in care: weights by months of age and months in care, from the
/// published starts by age and the hazards of leaving.
///
/// A child aged a, t in care, entered aged a - t and has not left since: \f$ w(a, t) = e(a - t)\, S(a - t \to
/// a) \f$.
struct StartingPopulation::TimeInCare {
    static constexpr int months_of_age = 18 * 12;
    /// weight[a][t], t = 0 ... a
    std::vector<std::vector<double>> weight;
    /// Prevalence by months of age against the mean of the age band.
    std::vector<double> shape;
};

/// A period of care up to the eve of the first day, as it may have been.
struct StartingPopulation::Life {
    struct Placed {
        Day on;
        PlacementKind kind;
    };
    struct Status {
        Day since;
        LegalStatus status;
    };
    std::vector<Placed> placements;
    std::vector<Status> statuses;
};

/// The past of an authority's children: their placements and legal statuses before the first day.
struct StartingPopulation::PastCare {
    Placements placements;
    LegalEpisodes legal;
};

}  // namespace hearth
