#pragma once

#include <string>

#include "sim/processes/process.hpp"
#include "tests/folder.hpp"

namespace hearth {

/// A policy of these tests alone: from one month on placements break less often.
class LatePolicy final : public Process {
   public:
    explicit LatePolicy(Section& config)
        : from_{static_cast<std::int32_t>(
              config.integer("from", "month", {0, 600}, "month of the run in which it starts"))},
          ratio_{config.real("ratio", "1", {0, 1}, "hazard of a disruption, against else")} {}

    void prepare(const Country& country) override { starts_ = country.start + from_; }
    std::optional<Month> starts() const override { return starts_; }

    void steer(LocalMonth& local) const override {
        if (local.month < starts_) return;
        for (std::size_t row = 0; row < local.own.in_care.size(); ++row)
            local.own.steer(row).disruption *= ratio_;
        local.account.spend(1);
    }

   private:
    std::int32_t from_;
    double ratio_;
    Month starts_{};
};

/// Scenario files in a folder of their own, gone with it.
class ScenarioFiles : public testing::Folder {
   public:
    using Folder::Folder;

    /// A scenario with these lines at its end.
    std::filesystem::path scenario(const std::string& name, const std::string& lines) const {
        return write(name + ".yaml", "scenario: " + name + "\ndescription: a test\n" + lines);
    }

    /// The policy of these tests from a month of the run on.
    std::filesystem::path policy(const std::string& name, int from, const std::string& ratio = "0.5") const {
        return scenario(name, "processes:\n  - late_policy:\n      from: {value: " + std::to_string(from) +
                                  ", unit: month, source: \"assumed: a test\"}\n      ratio: {value: " +
                                  ratio + ", unit: \"1\", source: \"assumed: a test\"}\n");
    }
};

}  // namespace hearth
