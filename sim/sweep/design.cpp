#include "sim/sweep/design.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <numeric>

#include "sim/core/contracts.hpp"
#include "sim/core/random.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t permuting = 0, placing = 1, shifting = 2, starting = 3, ordering = 4, turning = 5,
                        falling = 6;

/// Draws of the design, addressed by base point, parameter and purpose.
class DesignDraws {
   public:
    explicit DesignDraws(std::uint64_t seed) : draws_{seed, shared_by_replicates, "design of a sweep"} {}

    double uniform(std::size_t base, std::size_t parameter, std::uint32_t purpose) const {
        return draws_.uniform(ChildKey{base}, static_cast<std::uint32_t>(parameter), purpose);
    }

    /// 0 ... count - 1 in a random order.
    std::vector<std::size_t> shuffled(std::size_t count, std::size_t address, std::uint32_t purpose) const {
        std::vector<std::size_t> order(count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t left = count; left > 1; --left) {
            const auto chosen =
                static_cast<std::size_t>(uniform(left, address, purpose) * static_cast<double>(left));
            std::swap(order[left - 1], order[chosen]);
        }
        return order;
    }

   private:
    Draws draws_;
};

std::vector<UnitPoint> latin_hypercube(std::size_t count, std::size_t parameters, const DesignDraws& draws) {
    std::vector<UnitPoint> points(count, UnitPoint(parameters));
    for (std::size_t parameter = 0; parameter < parameters; ++parameter) {
        const auto slices = draws.shuffled(count, parameter, permuting);
        for (std::size_t point = 0; point < count; ++point)
            points[point][parameter] =
                (static_cast<double>(slices[point]) + draws.uniform(point, parameter, placing)) /
                static_cast<double>(count);
    }
    return points;
}

/// Sobol's sequence from the origin on, which Boost leaves out and without which 2^k points are not balanced;
/// the digits of each parameter are exchanged by a shift of its own.
std::vector<UnitPoint> shifted_sobol(std::size_t count, std::size_t parameters, const DesignDraws& draws) {
    boost::random::sobol sequence{parameters};
    std::vector<std::uint64_t> shifts(parameters);
    for (std::size_t parameter = 0; parameter < parameters; ++parameter)
        shifts[parameter] = static_cast<std::uint64_t>(draws.uniform(0, parameter, shifting) * 0x1.0p53)
                            << 11U;
    std::vector<UnitPoint> points(count, UnitPoint(parameters));
    for (std::size_t point = 0; point < count; ++point) {
        for (std::size_t parameter = 0; parameter < parameters; ++parameter) {
            const std::uint64_t digits = point == 0 ? 0 : sequence();
            points[point][parameter] = static_cast<double>((digits ^ shifts[parameter]) >> 11U) * 0x1.0p-53;
        }
    }
    return points;
}

std::vector<UnitPoint> two_samples(std::size_t base, std::size_t parameters, const DesignDraws& draws,
                                   Orders orders) {
    std::vector<UnitPoint> points;
    for (const auto& both : shifted_sobol(base, 2 * parameters, draws)) {
        const auto middle = both.begin() + static_cast<std::ptrdiff_t>(parameters);
        const UnitPoint a(both.begin(), middle), b(middle, both.end());
        points.push_back(a);
        for (std::size_t parameter = 0; parameter < parameters; ++parameter) {
            points.push_back(a);
            points.back()[parameter] = b[parameter];
        }
        for (std::size_t parameter = 0; orders == Orders::second_too && parameter < parameters; ++parameter) {
            points.push_back(b);
            points.back()[parameter] = a[parameter];
        }
        points.push_back(b);
    }
    return points;
}

/// Each starts at one of the two levels from which a step leads to another, and steps up or down by two
/// thirds, one parameter after another.
std::vector<UnitPoint> trajectories(std::size_t count, std::size_t parameters, const DesignDraws& draws) {
    constexpr double step = 2.0 / 3, almost_one = 1 - 0x1.0p-53;
    std::vector<UnitPoint> points;
    for (std::size_t trajectory = 0; trajectory < count; ++trajectory) {
        UnitPoint low(parameters), high(parameters);
        for (std::size_t parameter = 0; parameter < parameters; ++parameter) {
            low[parameter] = draws.uniform(trajectory, parameter, starting) < 0.5 ? 0 : 1.0 / 3;
            high[parameter] = std::min(low[parameter] + step, almost_one);
            if (draws.uniform(trajectory, parameter, turning) < 0.5)
                std::swap(low[parameter], high[parameter]);
        }
        points.push_back(low);
        const auto order = draws.shuffled(parameters, trajectory, ordering);
        for (const auto parameter : order) {
            points.push_back(points.back());
            points.back()[parameter] = high[parameter];
        }
    }
    return points;
}

std::vector<UnitPoint> anywhere(std::size_t count, std::size_t parameters, const DesignDraws& draws) {
    std::vector<UnitPoint> points(count, UnitPoint(parameters));
    for (std::size_t point = 0; point < count; ++point)
        for (std::size_t parameter = 0; parameter < parameters; ++parameter)
            points[point][parameter] = draws.uniform(point, parameter, falling);
    return points;
}

}  // namespace

std::vector<UnitPoint> draw_points(Design design, std::size_t base, std::size_t parameters,
                                   std::uint64_t seed, Orders orders) {
    const DesignDraws draws{seed};
    switch (design) {
        case Design::lhs:
            return latin_hypercube(base, parameters, draws);
        case Design::sobol:
            return shifted_sobol(base, parameters, draws);
        case Design::saltelli:
            return two_samples(base, parameters, draws, orders);
        case Design::morris:
            return trajectories(base, parameters, draws);
        case Design::random:
            return anywhere(base, parameters, draws);
        case Design::grid:
        case Design::list:
            break;
    }
    expects(false, "a design that is drawn");
    return {};
}

std::vector<std::vector<std::size_t>> combinations(const std::vector<std::size_t>& values) {
    std::vector<std::vector<std::size_t>> all{{}};
    for (const auto count : values) {
        std::vector<std::vector<std::size_t>> longer;
        for (const auto& begun : all) {
            for (std::size_t value = 0; value < count; ++value) {
                longer.push_back(begun);
                longer.back().push_back(value);
            }
        }
        all = std::move(longer);
    }
    return all;
}

}  // namespace hearth
