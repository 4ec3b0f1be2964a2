#include "sim/sweep/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

#include "sim/config/scalar.hpp"
#include "sim/config/text_file.hpp"

namespace hearth {
namespace {

struct Known {
    Distribution::Kind kind;
    std::string_view name;
    std::string_view meaning;
};
constexpr std::array known{
    Known{Distribution::Kind::uniform, "uniform", "[lowest, highest]"},
    Known{Distribution::Kind::loguniform, "loguniform", "[lowest, highest], both above 0"},
    Known{Distribution::Kind::normal, "normal", "[mean, standard deviation, lowest, highest]"},
    Known{Distribution::Kind::values, "values", "[a, b, ...]"},
};

const Known& known_as(Distribution::Kind kind) {
    return *std::ranges::find(known, kind, &Known::kind);
}

/// The part of a normal distribution below its lowest and above its highest, and between them, each without
/// loss of digits: above the mean, parts are counted from the upper end.
struct Cut {
    double below, above, between;

    explicit Cut(const std::vector<double>& numbers) {
        const boost::math::normal whole{numbers[0], numbers[1]};
        below = cdf(whole, numbers[2]);
        above = cdf(complement(whole, numbers[3]));
        between = numbers[2] > numbers[0] ? cdf(complement(whole, numbers[2])) - above
                                          : cdf(whole, numbers[3]) - below;
    }
};

double chance_between(const std::vector<double>& numbers) {
    return Cut{numbers}.between;
}

/// Why these numbers make no such distribution; empty if they do.
std::string why_not(Distribution::Kind kind, const std::vector<double>& numbers) {
    const bool is_normal = kind == Distribution::Kind::normal;
    if (numbers.size() != (is_normal ? 4 : 2)) return "has another number of numbers";
    if (!(numbers[numbers.size() - 2] < numbers.back())) return "has a lowest that is not below its highest";
    if (is_normal && numbers[1] <= 0) return "has no standard deviation above 0";
    if (kind == Distribution::Kind::loguniform && numbers[0] <= 0) return "has a lowest that is not above 0";
    if (is_normal && !(chance_between(numbers) > 0))
        return "lies so far from its mean that nothing is left between lowest and highest";
    return "";
}

/// Is it one line, as a cell of plan.csv is?
bool is_one_line(const std::string& word) {
    return !word.empty() && word.find('\n') == std::string::npos && !holds_control_characters(word);
}

double normal_between(double uniform, const std::vector<double>& numbers) {
    const boost::math::normal whole{numbers[0], numbers[1]};
    const Cut cut{numbers};
    const double from_below = cut.below + uniform * cut.between;
    const double from_above = cut.above + (1 - uniform) * cut.between;
    constexpr double least = std::numeric_limits<double>::min();
    const double value = from_below < from_above ? quantile(whole, std::max(from_below, least))
                                                 : quantile(complement(whole, std::max(from_above, least)));
    return std::clamp(value, numbers[2], numbers[3]);
}

}  // namespace

std::string exact(double value) {
    return fmt::format("{}", value);
}

std::string why_not(const Distribution& distribution) {
    using Kind = Distribution::Kind;
    if (distribution.kind == Kind::listed) return "";
    if (distribution.kind != Kind::values) return why_not(distribution.kind, distribution.numbers);
    if (distribution.words.empty()) return "has no values";
    for (const auto& word : distribution.words)
        if (!is_one_line(word))
            return fmt::format("has the value '{}', which is not one line of text", shown(word));
    return "";
}

std::string_view Distribution::name() const {
    if (kind == Kind::listed) return "listed";
    return known_as(kind).name;
}

std::string Distribution::at(double uniform) const {
    switch (kind) {
        case Kind::uniform:
            return exact(numbers[0] + uniform * (numbers[1] - numbers[0]));
        case Kind::loguniform:
            return exact(numbers[0] * std::pow(numbers[1] / numbers[0], uniform));
        case Kind::normal:
            return exact(normal_between(uniform, numbers));
        case Kind::values:
        case Kind::listed:
            break;
    }
    const auto count = static_cast<double>(words.size());
    return words[std::min(static_cast<std::size_t>(uniform * count), words.size() - 1)];
}

Distribution read_distribution(Section& section) {
    Distribution found{.numbers = {0, 1}, .words = {}};
    const auto keys = section.keys();
    const auto* const wanted = std::ranges::find_if(
        known, [&](const Known& one) { return std::ranges::find(keys, one.name) != keys.end(); });
    for (const auto& one : known) {
        const auto words = section.words(one.name, one.meaning);
        if (&one != wanted) {
            if (std::ranges::find(keys, one.name) != keys.end())
                section.fault(one.name, fmt::format("{} has two distributions. Remove one?", section.path()));
            continue;
        }
        const auto refuse = [&](const std::string& why) {
            section.fault(one.name, fmt::format("{}.{} {}. Write {}: {}", section.path(), one.name, why,
                                                one.name, one.meaning));
        };
        if (one.kind == Distribution::Kind::values) {
            found = {one.kind, {}, words};
            for (auto& word : found.words)  // as plan.json keeps them
                if (const auto number = parse_number(word); number.value) word = exact(*number.value);
            if (const auto why = why_not(found); !why.empty()) refuse(why);
            if (words.empty()) found.words = {"0"};
            continue;
        }
        std::vector<double> numbers;
        for (const auto& word : words)
            if (const auto number = parse_number(word); number.value) numbers.push_back(*number.value);
        const auto reason =
            numbers.size() < words.size() ? "has something that is no number" : why_not(one.kind, numbers);
        if (!reason.empty())
            refuse(reason);
        else
            found = {one.kind, numbers, {}};
    }
    if (wanted == known.end())
        section.fault(
            "", fmt::format("{} has no distribution. Write uniform: [0, 1], or loguniform, normal or values",
                            section.path()));
    section.close();
    return found;
}

}  // namespace hearth
