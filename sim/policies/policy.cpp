#include "sim/policies/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "sim/config/budget.hpp"
#include "sim/config/suggest.hpp"

namespace hearth {
namespace {

constexpr double months_per_year = 12;

constexpr std::string_view about_budget =
    "of the user's own, for all of its reach; shared out over the authorities by what its price is for";

std::optional<double> read_budget(Section& config, Amount amount) {
    if (amount == Amount::or_budget) return config.amount(budget_key, budget_unit, {0, 1e12}, about_budget);
    if (config.has(budget_key))
        config.refuse(
            budget_key,
            fmt::format("{}.budget is not for this policy (what it costs follows from how many get it, "
                        "or it costs nothing). Say how much of it is done by its strength and its own "
                        "numbers",
                        config.path()));
    return std::nullopt;
}

[[noreturn]] void refuse(const std::string& where, std::string text) {
    throw ConfigError{{{{.file = where}, std::move(text)}}};
}

}  // namespace

double real_unless_budget(Section& config, std::string_view name, std::string_view unit, Range range,
                          std::string_view meaning) {
    if (!config.has(budget_key)) return config.real(name, unit, range, meaning);
    if (!config.has(name)) return 0;
    const double value = config.real(name, unit, range, meaning);
    const auto at = config.where(budget_key);
    config.fault(name,
                 fmt::format("{}.{} stands beside {}.budget ({}:{}:{}), which says the same in pounds. Leave "
                             "one of them out",
                             config.path(), name, config.path(), at.file, at.line, at.column));
    return value;
}

Policy::Policy(Section& config, Amount amount)
    : name_{config.path()},
      start_{
          config.month("start", "", "first month of the policy, YYYY-MM; never when absent").value_or(never)},
      end_{config.month("end", "", "its last month; it stays when absent").value_or(never)},
      ramp_{static_cast<std::int32_t>(config.setting(
          "ramp", 0, {0, 120}, "months until it holds in full: each a step nearer than the one before"))},
      reach_{config.list("reach", "regions, local authorities or codes that it reaches; all when absent")},
      budget_{read_budget(config, amount)},
      strength_{read_strength(config)} {
    if (end_ < start_ && start_ != never) {
        config.fault("end",
                     fmt::format("{0}.end = {1} is before its start = {2}. Set both, or move a scenario as a "
                                 "whole: --start {2}",
                                 name_, to_text(end_), to_text(start_)));
    }
}

double Policy::read_strength(Section& config) {
    if (config.has(budget_key) && !config.has("strength")) return 1;
    return config.real("strength", "1", {0, 10}, "how much of it is done; 0 changes nothing");
}

void Policy::prepare(const Country& country) {
    if (*starts() != never && end_ < country.start)
        refuse(name_ + ".end",
               fmt::format("{} is before the run, whose first month is {}. Take a later month, or move "
                           "the scenario: --start {}",
                           to_text(end_), to_text(country.start), to_text(country.start)));
    find_reach(country);
    if (budget_) share_budget(country);
}

bool Policy::is_in_reach(const ListedAuthority& authority, const Country& country) const {
    return reach_.empty() || std::ranges::any_of(reach_, [&](const std::string& area) {
               return area == authority.name || area == authority.code || area == authority.region ||
                      area == authority.region_code || area == country.name || area == country.code;
           });
}

void Policy::find_reach(const Country& country) {
    reaches_.assign(country.authorities.size(), 0);
    std::set<std::string> simulated{country.name, country.code}, known;
    for (std::size_t row = 0; row < country.authorities.size(); ++row) {
        const auto& authority = country.authorities[row];
        const auto& region = country.regions[authority.region];
        simulated.insert({authority.name, authority.code, region.name, region.code});
        reaches_[row] = is_in_reach({.code = authority.code,
                                     .name = authority.name,
                                     .region_code = region.code,
                                     .region = region.name},
                                    country);
    }
    known = simulated;
    for (const auto& listed : country.listed)
        known.insert({listed.name, listed.code, listed.region, listed.region_code});
    for (const auto& area : reach_) {
        if (simulated.contains(area)) continue;
        const bool reaches_some = std::ranges::find(reaches_, 1) != reaches_.end();
        if (known.contains(area) && reaches_some) continue;  // a run of a part of the reach
        const std::vector<std::string> names{simulated.begin(), simulated.end()};
        refuse(name_ + ".reach",
               fmt::format("'{}' is not in this run{}", area,
                           did_you_mean(area, names,
                                        ". Name a region or local authority that is simulated, or leave the "
                                        "policy out.")));
    }
}

void Policy::share_budget(const Country& country) {
    if (reach_.empty() && country.authorities.size() < country.listed.size()) {
        refuse(
            name_ + ".budget",
            fmt::format(
                "{} a year is for all of the policy's reach, which is not said, and this run is not of all "
                "of {}. Write reach: [...] with its areas, or reach: [{}] for this run's part of it",
                pounds(*budget_), country.name, country.name));
    }
    double all = 0;
    std::map<std::string, double> of_authority;
    for (const auto& listed : country.listed) {
        if (!is_in_reach(listed, country)) continue;
        of_authority[listed.code] = shared_by(listed);
        all += shared_by(listed);
    }
    budget_shares_.assign(country.authorities.size(), 0);
    for (std::size_t row = 0; row < country.authorities.size(); ++row)
        if (reaches_[row] && all > 0)
            budget_shares_[row] =
                *budget_ / months_per_year * of_authority[country.authorities[row].code] / all;
}

std::optional<Month> Policy::starts() const {
    return strength_ > 0 && (!budget_ || *budget_ > 0) ? start_ : never;
}

std::vector<std::string_view> Policy::idle_for() const {
    std::vector<std::string_view> names;
    if (strength_ <= 0) names.emplace_back("strength");
    if (budget_ && *budget_ <= 0) names.emplace_back(budget_key);
    if (start_ == never) names.emplace_back("start");
    return names;
}

double Policy::in_reach(Month month) const {
    const auto months = month - start_ + 1;
    return months >= ramp_ + 1 ? strength_ : strength_ * months / (ramp_ + 1);
}

std::optional<SpendingAhead> Policy::spending_ahead(const Country& country, Month end) const {
    if (*starts() >= end) return std::nullopt;
    SpendingAhead ahead{.first = std::max(start_, country.start),
                        .last = std::min(end_, end + (-1)),
                        .is_cut = end_ >= end,
                        .where = where(country),
                        .is_ramped = ramp_ > 0,
                        .price = price(),
                        .depends_on = depends_on()};
    double in_full = 0;
    bool is_known = true;
    for (std::size_t row = 0; row < country.authorities.size(); ++row) {
        if (!reaches_[row]) continue;
        const auto spends = spends_in_full(country.authorities[row], row);
        const auto most = most_on_first_day(country.authorities[row]);
        is_known = is_known && spends;
        ahead.is_at_most = ahead.is_at_most || (spends && most && *spends >= *most);
        in_full += std::min(spends.value_or(0), most.value_or(spends.value_or(0)));
    }
    if (!is_known) return ahead.price.empty() ? std::nullopt : std::optional{ahead};
    ahead.a_year = in_full * strength_ * part_of_months() * months_per_year;
    for (Month month = ahead.first; month <= ahead.last; month = month + 1)
        if (is_on(month)) ahead.in_all += in_full * in_reach(month);
    if (!budget_) return ahead;
    double shared = 0;
    for (const double share : budget_shares_) shared += share * months_per_year;
    const auto names = reach_.empty() ? country.name : fmt::format("{}", fmt::join(reach_, ", "));
    if (shared < *budget_ * (1 - 1e-9))
        ahead.of_budget = fmt::format(" (its part of {} a year for {})", pounds(*budget_), names);
    else if (in_full < shared / months_per_year / part_of_months() * (1 - 1e-9))
        ahead.of_budget =
            fmt::format(" (all that it costs there; the budget is {} a year)", pounds(*budget_));
    return ahead;
}

std::string Policy::where(const Country& country) const {
    std::map<std::string, std::size_t> listed, reached;
    for (const auto& authority : country.listed) ++listed[authority.region];
    std::size_t all = 0;
    for (std::size_t row = 0; row < country.authorities.size(); ++row) {
        if (!reaches_[row]) continue;
        ++reached[country.regions[country.authorities[row].region].name];
        ++all;
    }
    if (all == country.listed.size()) return country.name;
    std::vector<std::string> names;
    for (const auto& [region, count] : reached)
        if (count == listed[region]) names.push_back(region);
    for (std::size_t row = 0; row < country.authorities.size(); ++row) {
        const auto& region = country.regions[country.authorities[row].region].name;
        if (reaches_[row] && reached[region] < listed[region]) names.push_back(country.authorities[row].name);
    }
    constexpr std::size_t shown = 3;
    if (names.size() <= shown + 1) return fmt::format("{}", fmt::join(names, ", "));
    return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + shown, ", "),
                       names.size() - shown);
}

}  // namespace hearth
