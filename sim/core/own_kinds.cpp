#include "sim/core/own_kinds.hpp"

#include <algorithm>
#include <compare>
#include <string>
#include <vector>

#include "sim/core/contracts.hpp"

namespace hearth {
namespace {

struct OwnKind {
    std::uint8_t hour;
    std::string name;
    std::size_t subject;  ///< the place of its type in AnySubject
    friend auto operator<=>(const OwnKind&, const OwnKind&) = default;
};

/// In the order in which they were named, which depends on the linker and is nobody's order.
std::vector<OwnKind>& kinds() {
    static std::vector<OwnKind> all;
    return all;
}

std::size_t index_of(EventKind kind) {
    return static_cast<std::size_t>(kind) - first_own_kind;
}

}  // namespace

EventKind own_kind_about(std::size_t subject, std::string_view name, std::uint8_t hour) {
    auto& all = kinds();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    expects(found == all.end() || found->hour == hour, "one kind of event at two hours");
    expects(found == all.end() || found->subject == subject, "one kind of event about two things");
    const auto index = static_cast<std::size_t>(found - all.begin());
    if (found == all.end()) all.push_back({hour, std::string{name}, subject});
    expects(first_own_kind + all.size() <= 256, "so few kinds of events that a byte holds them");
    return static_cast<EventKind>(first_own_kind + index);
}

std::size_t own_kinds() {
    return kinds().size();
}

std::size_t own_hour(EventKind kind) {
    static const auto hours = [] {
        const auto& all = kinds();
        std::vector<std::size_t> ranks;
        for (const auto& one : all)
            ranks.push_back(static_cast<std::size_t>(
                std::count_if(all.begin(), all.end(), [&](const auto& other) { return other < one; })));
        return ranks;
    }();
    return hours.at(index_of(kind));
}

std::string_view name_of(EventKind kind) {
    return is_own(kind) ? std::string_view{kinds().at(index_of(kind)).name} : event_kinds[kind];
}

}  // namespace hearth
