#include "sim/processes/policy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/config/suggest.hpp"

namespace hearth {
namespace {

Month read_month(Section& config, std::string_view name, Month otherwise, std::string_view meaning) {
    const auto text = config.text(name, "", meaning);
    if (text.empty()) return otherwise;
    const auto month = parse_month(text);
    if (!month) config.fault(name, fmt::format("{} = '{}' is not a month. Write it as 2024-04.", name, text));
    return month.value_or(otherwise);
}

/// After every run.
constexpr Month never = month_of(9999, 12);

}  // namespace

Policy::Policy(Section& config)
    : name_{config.path()},
      start_{read_month(config, "start", never, "first month of the policy, YYYY-MM; never when absent")},
      end_{read_month(config, "end", never, "its last month; it stays when absent")},
      ramp_{static_cast<std::int32_t>(config.setting(
          "ramp", 0, {0, 120}, "months until it holds in full: each a step nearer than the one before"))},
      reach_{config.list("reach", "regions, local authorities or codes that it reaches; all when absent")},
      strength_{config.real("strength", "1", {0, 10}, "how much of it is done; 0 changes nothing")} {
    if (end_ < start_ && start_ != never) {
        config.fault("end", fmt::format("end = {} is before start = {}. Exchange them?", to_text(end_),
                                        to_text(start_)));
    }
}

void Policy::prepare(const Country& country) {
    reaches_.assign(country.authorities.size(), reach_.empty() ? 1 : 0);
    std::vector<std::string> known;
    for (const auto& region : country.regions) known.push_back(region.name);
    for (const auto& authority : country.authorities) known.push_back(authority.name);
    for (const auto& area : reach_) {
        bool found = false;
        for (std::size_t row = 0; row < country.authorities.size(); ++row) {
            const auto& authority = country.authorities[row];
            const auto& region = country.regions[authority.region];
            if (area != authority.name && area != authority.code && area != region.name &&
                area != region.code)
                continue;
            found = true;
            reaches_[row] = 1;
        }
        if (!found) {
            throw ConfigError{{{{.file = name_ + ".reach"},
                                fmt::format("'{}' is not in this run{}", area,
                                            did_you_mean(area, known,
                                                         ". Name a region or local authority that is "
                                                         "simulated, or leave the policy out."))}}};
        }
    }
}

std::optional<Month> Policy::starts() const {
    return strength_ > 0 ? start_ : never;
}

double Policy::in_reach(Month month) const {
    const auto months = month - start_ + 1;
    return months >= ramp_ + 1 ? strength_ : strength_ * months / (ramp_ + 1);
}

}  // namespace hearth
