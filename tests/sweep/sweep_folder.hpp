#pragma once

#include <stdexcept>
#include <string>

#include "sim/results/digest.hpp"
#include "sim/sweep/plan.hpp"
#include "sim/sweep/spec.hpp"
#include "tests/folder.hpp"

namespace hearth::testing {

/// A folder of a test's own, for sweeps of the tiny county.
class SweepFolder : public Folder {
   public:
    using Folder::Folder;

    /// A sweep of the tiny county, with these lines beside what all sweeps of the tests have.
    fs::path sweep(const std::string& lines) const {
        return write("sweep.yaml", "sweep: test\nconfig: " HEARTH_SOURCE_DIR "/configs/tiny.yaml\n" + lines);
    }

    Plan plan(const std::string& lines) const {
        const auto file = sweep(lines);
        return make_plan(SweepSpec::read(file), file, path() / "plan", HEARTH_SOURCE_DIR "/configs");
    }
};

/// Puts `with` in the place of the first `what` in a text.
inline std::string changed(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    if (at == std::string::npos) throw std::invalid_argument{"no " + what + " in\n" + text};
    return text.replace(at, what.size(), with);
}

/// Writes these as plan.json and plan.csv, and seals both, as somebody may who knows how.
inline void seal_again(const fs::path& plan, std::string json, const std::string& csv) {
    const auto put = [&](const std::string& key, const std::string& digest) {
        const auto at = json.rfind("\"" + key + "\": \"") + key.size() + 5;
        json.replace(at, digest.size(), digest);
    };
    put("plan_csv", Digest::of_bytes(csv));
    put("seal", std::string(32, '0'));
    put("seal", Digest::of_bytes(json));
    std::ofstream{plan / "plan.csv"} << csv;
    std::ofstream{plan / "plan.json"} << json;
}

/// The messages that `act` ends with, one below the other; empty if it ends well.
template <class Act>
std::string refusal_of(Act act) {
    std::string text;
    try {
        act();
    } catch (const ConfigError& error) {
        for (const auto& fault : error.faults()) text += to_text(fault) + "\n";
    }
    return text;
}

/// Six months of the tiny county, spending and hub varied.
inline const std::string six_months =
    "set: [\"months=6\", \"recruitment_campaign.start=2019-05\", \"recruitment_campaign.strength=1\",\n"
    "      \"recruitment_hub.start=2019-05\"]\n"
    "parameters:\n"
    "  recruitment_campaign.spending: {uniform: [0, 40000]}\n"
    "  recruitment_hub.strength: {values: [0, 1]}\n";

}  // namespace hearth::testing
