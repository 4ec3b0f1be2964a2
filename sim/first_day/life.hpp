#pragma once

#include <array>
#include <boost/container/small_vector.hpp>
#include <optional>
#include <span>

#include "agents/in_care.hpp"
#include "sim/inputs/inputs.hpp"
#include "sim/rules/entry_profile.hpp"
#include "sim/rules/placement_mix.hpp"

namespace hearth {

/// A period of care up to the eve of the first day, as it may have been.
struct Life {
    struct Placed {
        Day on;
        PlacementKind kind;
        Stage stage;  ///< when it began
        ChangeReason left_for = ChangeReason::none;
    };
    struct Status {
        Day since;
        LegalStatus status;
    };
    struct Staged {
        Day since;
        Stage stage;
    };
    boost::container::small_vector<Placed, 4> placements;
    boost::container::small_vector<Status, 4> statuses;
    boost::container::small_vector<Staged, 2> stages{};  ///< changes during a placement
    Stage stage = Stage::short_term;
    double complexity = 0;
};

/// How the lives offered to a child differ from the model's own, so that an authority can have the placements
/// and legal statuses that its practice led to.
struct Tilt {
    KindRatios kinds = as_the_table_says;
    std::array<double, legal_groups.size()> groups{1, 1, 1, 1, 1, 1};
    std::optional<LegalStatus> begins_under;  ///< if that is known of the child

    std::array<double, entry_statuses.size()> apply(std::span<const double> shares) const {
        std::array<double, entry_statuses.size()> result{};
        for (std::size_t status = 0; status < result.size(); ++status) {
            result[status] = shares[status] * groups[legal_group(entry_statuses[status])];
        }
        return result;
    }
};

}  // namespace hearth
