#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/core/event.hpp"

namespace hearth {

/// The number of an own kind, by the number of the type that its events are about.
EventKind own_kind_about(std::size_t subject, std::string_view name, std::uint8_t hour);

/// A kind of event that concerns one local authority alone, such as a referral. It needs no place in a list
/// of all kinds: the process that acts on it names it, and who names it again means the same.
///
///     const auto referral = own_kind<OfCase>("referral", 10);
///
/// What is an authority's own happens before what the nation shares of the day, in its own order and beside
/// that of all other authorities: a million such events a year cost nobody else any time.
///
/// @param hour  of the day, among an authority's own events; those of one hour come in the order of their
/// names
/// @tparam Subject  what its events are about: `OfChild`, `OfCase` or another type of `event.hpp`
template <class Subject>
KindOf<Subject> own_kind(std::string_view name, std::uint8_t hour) {
    return KindOf<Subject>::own(own_kind_about(AnySubject{Subject{}}.index(), name, hour));
}

/// How many there are. Fixed when main() starts.
std::size_t own_kinds();

/// The place of a kind in the order of an authority's own day, from 0 on.
std::size_t own_hour(EventKind kind);

/// The name of any kind, own or not.
std::string_view name_of(EventKind kind);

}  // namespace hearth
