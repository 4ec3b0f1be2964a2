#include "sim/results/headlines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "sim/core/contracts.hpp"
#include "sim/results/summary.hpp"

namespace hearth {
namespace {

constexpr double confidence = 0.9;

int months_of_end(const Layout& layout) {
    return std::min(months_of_headlines, layout.months);
}

double mean_of(std::span<const double> values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

std::string with_sign(double value, int decimals) {
    const auto text = for_people(value, decimals);
    const bool is_nothing = text.find_first_of("123456789") == std::string::npos;
    if (is_nothing) return for_people(0, decimals);
    return value > 0 ? "+" + text : text;
}

/// As many decimals as show a difference that is small beside the value.
int decimals_of(double difference, int least) {
    int decimals = least;
    double size = std::abs(difference) * std::pow(10, least);
    for (; size > 0 && size < 10 && decimals < least + 2; size *= 10) ++decimals;
    return decimals;
}

std::string row_of(const Headline& headline, const PairedDifference& found) {
    if (!std::isfinite(found.baseline) || !std::isfinite(found.difference))
        return fmt::format("{:<37}{:>14}\n", headline.label, "-");
    const int decimals = decimals_of(found.difference, headline.decimals);
    auto row =
        fmt::format("{:<37}{:>14}{:>14}", headline.label, for_people(found.baseline, headline.decimals),
                    with_sign(found.difference, decimals));
    if (found.half_width)
        row += fmt::format("{:>14} to {:>10}", with_sign(found.difference - *found.half_width, decimals),
                           with_sign(found.difference + *found.half_width, decimals));
    return row + "\n";
}

/// Of the last months of a run.
double over_months(std::string_view name, Over over, int last, const Layout& layout,
                   const ReplicateResults& results) {
    const auto* const found = find_measure(name);
    expects(found && found->period == Period::month && found->labels() == 1,
            "headlines are made of monthly measures without breakdown");
    const auto& cells = results.panels[measure(name)];
    const auto areas = layout.areas.size();
    const auto months = static_cast<std::size_t>(layout.months);
    const auto of_month = [&](std::size_t month) { return double{1} * cells[month * areas + areas - 1]; };
    if (over == Over::end) return of_month(months - 1);
    const auto counted = static_cast<std::size_t>(last);
    double sum = 0;
    for (auto month = months - counted; month < months; ++month) sum += of_month(month);
    return over == Over::sum ? sum : sum / static_cast<double>(counted);
}

}  // namespace

double over_the_last_months(std::string_view name, Over over, const Layout& layout,
                            const ReplicateResults& results) {
    return over_months(name, over, months_of_end(layout), layout, results);
}

double value_of(const Headline& headline, const Layout& layout, const ReplicateResults& results) {
    double value = 0;
    for (const auto measure : headline.measures)
        if (!measure.empty()) value += over_the_last_months(measure, headline.over, layout, results);
    value *= headline.scale;
    if (headline.denominator.empty()) return value;
    return value / over_the_last_months(headline.denominator, headline.denominator_over, layout, results);
}

HeadlineValues headline_values(const Layout& layout, const ReplicateResults& results, Month since) {
    HeadlineValues values{};
    std::size_t next = 0;
    for (const auto& headline : headlines) values[next++] = value_of(headline, layout, results);
    for (const auto& total : totals) {
        for (const auto measure : total.measures)
            if (!measure.empty())
                values[next] +=
                    over_months(measure, Over::sum, layout.start + layout.months - since, layout, results);
        values[next++] *= total.scale;
    }
    return values;
}

PairedDifference paired_difference(std::span<const double> baseline, std::span<const double> scenario,
                                   IntervalOf interval_of) {
    expects(!baseline.empty() && baseline.size() == scenario.size(), "pairs of replicates");
    std::vector<double> differences;
    for (std::size_t pair = 0; pair < baseline.size(); ++pair)
        differences.push_back(scenario[pair] - baseline[pair]);
    PairedDifference found{mean_of(baseline), mean_of(differences), std::nullopt};
    const auto pairs = static_cast<double>(differences.size());
    if (differences.size() < 2 || !std::isfinite(found.difference)) return found;
    double squares = 0;
    for (const double difference : differences)
        squares += (difference - found.difference) * (difference - found.difference);
    const double of_the_draw = interval_of == IntervalOf::next_draw ? 1 : 0;
    const double error = std::sqrt(squares / (pairs - 1) * (of_the_draw + 1 / pairs));
    found.half_width = quantile(boost::math::students_t{pairs - 1}, 0.5 + confidence / 2) * error;
    return found;
}

std::string comparison_table(const Layout& layout, Month since,
                             const std::vector<std::vector<HeadlineValues>>& values,
                             const std::vector<bool>& identical) {
    const auto replicates = values.front().size();
    const Month end = layout.start + (layout.months - 1);
    std::string text = fmt::format("The last {} months, {} to {}: means of {} replicate{}\n",
                                   months_of_end(layout), to_text(end + (1 - months_of_end(layout))),
                                   to_text(end), replicates, replicates == 1 ? "" : "s");
    const auto of = [&](std::size_t scenario, std::size_t headline) {
        std::vector<double> all;
        for (const auto& replicate : values[scenario]) all.push_back(replicate[headline]);
        return all;
    };
    const auto interval_of = layout.uncertain.empty() ? IntervalOf::mean : IntervalOf::next_draw;
    if (interval_of == IntervalOf::next_draw)
        text +=
            fmt::format("{} numbers of policies drawn for each replicate: intervals hold 90% of such draws\n",
                        layout.uncertain.size());
    for (std::size_t scenario = 1; scenario < values.size(); ++scenario) {
        text += "\n" + layout.scenarios[scenario];
        if (identical[scenario]) {
            text += ": identical to the baseline, every number of every replicate\n";
            continue;
        }
        text += fmt::format("\n{:<37}{:>14}{:>14}{:>28}\n", "", "baseline", "difference",
                            replicates > 1 ? "90% interval" : "");
        for (std::size_t headline = 0; headline < headlines.size(); ++headline)
            text += row_of(headlines[headline],
                           paired_difference(of(0, headline), of(scenario, headline), interval_of));
        const auto months = end + 1 - since;
        if (months > months_of_end(layout)) {
            text += fmt::format("since {}, {} months\n", to_text(since), months);
            for (std::size_t total = 0; total < totals.size(); ++total) {
                const auto at = headlines.size() + total;
                text += row_of(totals[total], paired_difference(of(0, at), of(scenario, at), interval_of));
            }
        }
        if (replicates == 1) text += "no interval: one replicate\n";
    }
    return text;
}

}  // namespace hearth
