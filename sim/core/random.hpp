#pragma once

#include <Random123/philox.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "agents/key.hpp"
#include "sim/core/maths.hpp"

namespace hearth {

/// Four random 32-bit words for one address: Philox4x32-10 (Salmon et al. 2011, SC'11), by Random123.
using PhiloxBlock = std::array<std::uint32_t, 4>;

inline PhiloxBlock philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
    const r123::Philox4x32_R<10>::ctr_type words{{counter[0], counter[1], counter[2], counter[3]}};
    const auto block = r123::Philox4x32_R<10>{}(words, {{key[0], key[1]}});
    return {block[0], block[1], block[2], block[3]};
}

/// A fixed 64-bit hash of (seed, replicate, name): FNV-1a over the bytes, finished with the SplitMix64 mixer.
/// The same on every compiler and machine, which std::hash is not.
constexpr std::uint64_t stream_key(std::uint64_t seed, std::uint32_t replicate, std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    const auto add = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001b3U; };
    for (unsigned byte = 0; byte < 8; ++byte) add((seed >> (8 * byte)) & 0xffU);
    for (unsigned byte = 0; byte < 4; ++byte) add((replicate >> (8 * byte)) & 0xffU);
    for (const char letter : name) add(static_cast<unsigned char>(letter));
    hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9U;
    hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebU;
    return hash ^ (hash >> 31U);
}

/// The replicate number of draws that all replicates share: the starting population.
constexpr std::uint32_t shared_by_replicates = 0xffffffffU;

/// Two independent uniforms of one address.
struct UniformPair {
    double first;
    double second;
};

/// Random numbers addressed by (seed, replicate, process, agent, occasion, draw): no state, no order.
///
/// The occasion is what the draw is about (a month, a placement number, the k-th candidate); `draw` tells
/// several draws of one occasion apart. The same address gives the same number on every machine, in any
/// order, on any thread; a process added to the schedule moves nobody else's luck.
class Draws {
   public:
    explicit constexpr Draws(std::uint64_t stream)
        : key_{static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32U)} {}
    constexpr Draws(std::uint64_t seed, std::uint32_t replicate, std::string_view process)
        : Draws{stream_key(seed, replicate, process)} {}

    template <class Tag>
    PhiloxBlock block(Key<Tag> agent, std::uint32_t occasion, std::uint32_t draw = 0) const {
        return philox({static_cast<std::uint32_t>(agent.value),
                       static_cast<std::uint32_t>(agent.value >> 32U), occasion, draw},
                      key_);
    }

    /// Uniform on [0, 1), 53 bits.
    template <class Tag>
    double uniform(Key<Tag> agent, std::uint32_t occasion, std::uint32_t draw = 0) const {
        const auto words = block(agent, occasion, draw);
        return to_unit(words[0], words[1]);
    }

    /// Two uniforms for the price of one block.
    template <class Tag>
    UniformPair uniform_pair(Key<Tag> agent, std::uint32_t occasion, std::uint32_t draw = 0) const {
        const auto words = block(agent, occasion, draw);
        return {to_unit(words[0], words[1]), to_unit(words[2], words[3])};
    }

    /// Exponential with mean 1: the hazard an agent can accumulate before the event happens.
    template <class Tag>
    double exponential(Key<Tag> agent, std::uint32_t occasion, std::uint32_t draw = 0) const {
        return -maths::log(1.0 - uniform(agent, occasion, draw));
    }

    static constexpr double to_unit(std::uint32_t low, std::uint32_t high) {
        const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32U) | low;
        return static_cast<double>(bits >> 11U) * 0x1.0p-53;
    }

   private:
    std::array<std::uint32_t, 2> key_;
};

/// Shares that many uniforms fall on: `pick` with the sums made beforehand.
class Shares {
   public:
    template <class Weights>
    explicit Shares(const Weights& weights) {
        double sum = 0;
        for (const double weight : weights) {
            sum += weight;
            until_.push_back(sum);
            if (weight > 0) last_ = until_.size() - 1;
        }
    }

    std::size_t pick(double uniform) const {
        const double at = uniform * until_.back();
        std::size_t label = 0;
        for (std::size_t below = 0; below < last_; ++below) label += at >= until_[below] ? 1 : 0;
        return label;
    }

   private:
    std::vector<double> until_;  ///< weights up to and with each label
    std::size_t last_ = 0;       ///< the last one with any
};

/// The label in whose weight `left` ends when weights are taken from it one after the other; what rounding
/// leaves over goes to the last label with any, and to the first where none has.
template <class Weights>
std::size_t used_up(double left, const Weights& weights) {
    std::size_t last = 0;
    for (std::size_t index = 0; index < weights.size(); ++index) {
        if (weights[index] <= 0) continue;
        last = index;
        left -= weights[index];
        if (left < 0) break;
    }
    return last;
}

/// The label that a uniform falls on when `weights` share out [0, 1). They need not add up to 1.
template <class Weights>
std::size_t pick(double uniform, const Weights& weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    return used_up(uniform * total, weights);
}

}  // namespace hearth
