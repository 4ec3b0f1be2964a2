#include "sim/commands/precision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/config/fault.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/suggest.hpp"
#include "sim/results/headlines.hpp"

namespace hearth {
namespace {

constexpr std::size_t batch_size = 4, fewest = 8;

[[noreturn]] void refuse(const std::string& text) {
    throw ConfigError{{{{"--precision"}, text}}};
}

std::vector<std::string> measures_to_choose() {
    std::vector<std::string> names;
    for (const auto& measure : measures()) {
        if (measure.period == Period::month && measure.labels() == 1) names.emplace_back(measure.name);
    }
    return names;
}

}  // namespace

Precision Precision::parse(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || !text.ends_with('%'))
        refuse(fmt::format("'{}' is not MEASURE=PERCENT%. Write looked_after=0.2%?", text));
    const auto name = text.substr(0, equals);
    const auto number = text.substr(equals + 1, text.size() - equals - 2);
    const auto percent = parse_number(std::string_view{number});
    if (!percent.value || *percent.value <= 0 || *percent.value > 100)
        refuse(fmt::format("'{}' is not a percentage above 0 and up to 100. Write {}=0.2%?", number, name));
    const auto known = measures_to_choose();
    if (std::find(known.begin(), known.end(), name) == known.end())
        refuse(fmt::format("'{}' is not a monthly measure without a breakdown{}", name,
                           did_you_mean(name, known, ". Take one of docs/results.md")));
    return {name, *percent.value};
}

double Precision::value_of(const Layout& layout, const ReplicateResults& results) const {
    return over_the_last_months(measure_, Over::mean, layout, results);
}

std::size_t Precision::next_batch(std::size_t made) const {
    return made == 0 ? fewest : batch_size;
}

double Precision::widest(const std::vector<std::vector<double>>& values, std::size_t made) const {
    double widest = 0;
    for (std::size_t scenario = 1; scenario < values.size(); ++scenario) {
        const auto found =
            paired_difference(std::span{values.front()}.first(made), std::span{values[scenario]}.first(made));
        const double half = found.half_width.value_or(std::numeric_limits<double>::infinity());
        if (half > 0)
            widest = std::max(widest, found.baseline > 0 ? 100 * half / found.baseline
                                                         : std::numeric_limits<double>::infinity());
    }
    return widest;
}

bool Precision::is_reached(const std::vector<std::vector<double>>& values, std::size_t made) const {
    return widest(values, made) <= percent_;
}

std::string Precision::report(const std::vector<std::vector<double>>& values, bool is_enough) const {
    const auto made = values.front().size();
    const auto half = widest(values, made);
    if (is_enough)
        return fmt::format("{}: within {:.2g}% of the baseline (asked for: {:g}%) with {} replicates",
                           measure_, half, percent_, made);
    return fmt::format("{}: NOT within {:g}% of the baseline: {:.2g}% after {} replicates, the most",
                       measure_, percent_, half, made);
}

}  // namespace hearth
