#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/config/section.hpp"

namespace hearth {

/// Between which values a parameter of a sweep varies, and how often each comes.
struct Distribution {
    enum class Kind { uniform, loguniform, normal, values, listed };

    Kind kind = Kind::uniform;
    /// uniform, loguniform: lowest and highest; normal: mean, standard deviation, lowest and highest.
    std::vector<double> numbers;
    std::vector<std::string>
        words;  ///< of values: numbers as `exact` has them; listed, in a CSV, has neither

    /// "uniform", as it is written.
    std::string_view name() const;

    /// The value at `uniform` in [0, 1) of the distribution, as `--set` takes it: numbers keep every digit.
    std::string at(double uniform) const;
};

/// Why it is none that values can be drawn from, in words that follow its name; empty if it is one.
std::string why_not(const Distribution& distribution);

/// One of `uniform: [0, 1]`, `loguniform: [1, 100]`, `normal: [mean, sd, lowest, highest]`, `values: [a, b]`.
/// What is wrong is a fault of the section; a harmless distribution is returned then.
Distribution read_distribution(Section& section);

/// A number with all its digits, none more than it needs.
std::string exact(double value);

}  // namespace hearth
