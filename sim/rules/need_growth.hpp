#pragma once

#include <algorithm>

#include "agents/states.hpp"
#include "sim/config/section.hpp"
#include "sim/core/maths.hpp"

namespace hearth {

/// Complexity of a child's behavioural and emotional need: 0 settled, 1 far less settled than the rest. Each
/// disruption and each time it goes missing adds to it, and while nothing happens it heals back to what the
/// child came with.
class NeedGrowth {
   public:
    explicit NeedGrowth(Section& config)
        : by_need_{config.row("base", "1", {"category of need", needs.names}, {0, 2},
                              "complexity on entering care by category of need")},
          unsettled_share_{config.real("unsettled_share", "1", {0, 1},
                                       "share of children who come with a complexity of 1 more")},
          per_disruption_{config.real("per_disruption", "1", {0, 2}, "added by each disruption")},
          per_incident_{config.real("per_incident", "1", {0, 1}, "added each time the child goes missing")},
          heals_{config.real("heals", "1/month", {0, 1}, "how fast what was added goes back")},
          highest_{config.real("highest", "1", {0, 10}, "no complexity is higher")} {}

    double base(Need need, double uniform) const {
        return std::min(highest_,
                        by_need_[static_cast<std::size_t>(need)] + (uniform < unsettled_share_ ? 1.0 : 0.0));
    }
    double after_disruption(double complexity) const {
        return std::min(highest_, complexity + per_disruption_);
    }
    double after_going_missing(double complexity) const {
        return std::min(highest_, complexity + per_incident_);
    }
    /// What is left after `months` of what was added to a child's complexity.
    double left_after(double months) const { return maths::exp(-heals_ * months); }
    static double healed(double complexity, double base, double left) {
        return complexity == base ? base : base + (complexity - base) * left;
    }

   private:
    std::vector<double> by_need_;
    double unsettled_share_;
    double per_disruption_;
    double per_incident_;
    double heals_;
    double highest_;
};

}  // namespace hearth
