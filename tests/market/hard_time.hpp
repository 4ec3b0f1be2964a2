#pragma once

#include <string>

#include "sim/processes/process.hpp"

namespace hearth::market {

/// A shock of these tests alone: for some months of a run placements with mainstream foster carers break more
/// often than else.
class HardTime final : public Process {
   public:
    explicit HardTime(Section& config)
        : ratio_{config.real("ratio", "1", {0, 10}, "hazard of a disruption in that time, against else")},
          from_{static_cast<std::int32_t>(
              config.integer("from", "month", {0, 600}, "month of the run in which it begins"))},
          months_{
              static_cast<std::int32_t>(config.integer("months", "month", {0, 600}, "how long it lasts"))} {}

    void prepare(const Country& country) override { begins_ = country.start + from_; }

    /// Those who are placed during a month are exposed to it from the next one on.
    void steer(LocalMonth& local) const override {
        if (local.month < begins_ || local.month >= begins_ + months_) return;
        const auto& roster = local.own.in_care;
        for (std::size_t row = 0; row < roster.size(); ++row)
            if (roster[row].kind == PlacementKind::foster) local.own.steer(row).disruption *= ratio_;
    }

   private:
    double ratio_;
    std::int32_t from_;
    std::int32_t months_;
    Month begins_{};
};

/// A scenario in which such a time begins in a month of the run.
inline std::string hard_time(const std::string& ratio, int from, int months) {
    const auto number = [](const std::string& value, const std::string& unit) {
        return "{value: " + value + ", unit: " + unit + ", source: \"assumed: a test\"}\n";
    };
    return "scenario: hard_time\ndescription: a shock\nprocesses:\n  - hard_time:\n      ratio: " +
           number(ratio, "\"1\"") + "      from: " + number(std::to_string(from), "month") +
           "      months: " + number(std::to_string(months), "month");
}

}  // namespace hearth::market
