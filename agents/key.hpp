#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace hearth {

/// What a key names; the first thing read from it.
enum class KeyKind : std::uint8_t { none, family, child, foster_household, home, unaccompanied, named_carer };

/// A 64-bit name that depends on nobody else: who you are, never how many came before you.
///
/// | field       | bits | meaning                                                                       |
/// |-------------|------|-------------------------------------------------------------------------------|
/// | kind        |  4   | KeyKind                                                                       |
/// | authority   | 10   | DfE number of the home local authority                                        |
/// | cell        |  8   | the cell of its data table: decile, agency, sector, month                     |
/// | origin      |  8   | years since 1950 of the cohort it came with, or of the year in which it came  |
/// | number      | 28   | number in that cell                                                           |
/// | birth_order |  4   | a child's place among its family's children, from 1; 0 for everything else    |
///
/// Building one local authority alone, or adding people elsewhere, therefore changes nobody's key, and random
/// numbers addressed by key change for nobody.
struct KeyFields {
    KeyKind kind{};
    std::uint16_t authority{};
    std::uint8_t cell{};
    std::uint8_t origin{};
    std::uint32_t number{};
    std::uint8_t birth_order{};

    constexpr bool operator==(const KeyFields&) const = default;
};

constexpr std::uint16_t largest_authority_number = (1U << 10U) - 1;
constexpr std::uint32_t largest_number_in_cell = (1U << 28U) - 1;
constexpr std::uint8_t largest_birth_order = (1U << 4U) - 1;
constexpr int origin_year_zero = 1950;

/// A key of one kind of agent: a carer can never be looked up with a child.
template <class Tag>
struct Key {
    std::uint64_t value{};

    constexpr auto operator<=>(const Key&) const = default;
};

using FamilyKey = Key<struct FamilyTag>;
using ChildKey = Key<struct ChildTag>;
using HouseholdKey = Key<struct FosterHouseholdTag>;
using HomeKey = Key<struct HomeTag>;
using AuthorityKey = Key<struct AuthorityTag>;

template <class KeyType>
constexpr KeyType make_key(KeyFields fields) {
    return KeyType{(static_cast<std::uint64_t>(fields.kind) << 60U) |
                   (static_cast<std::uint64_t>(fields.authority) << 50U) |
                   (static_cast<std::uint64_t>(fields.cell) << 42U) |
                   (static_cast<std::uint64_t>(fields.origin) << 34U) |
                   (static_cast<std::uint64_t>(fields.number) << 6U) | fields.birth_order};
}

template <class Tag>
constexpr KeyFields fields_of(Key<Tag> key) {
    return {.kind = static_cast<KeyKind>(key.value >> 60U),
            .authority = static_cast<std::uint16_t>((key.value >> 50U) & largest_authority_number),
            .cell = static_cast<std::uint8_t>(key.value >> 42U),
            .origin = static_cast<std::uint8_t>(key.value >> 34U),
            .number = static_cast<std::uint32_t>((key.value >> 6U) & largest_number_in_cell),
            .birth_order = static_cast<std::uint8_t>(key.value & largest_birth_order)};
}

/// The child born `birth_order`-th (from 1) to `family`.
constexpr ChildKey child_of(FamilyKey family, std::uint8_t birth_order) {
    auto fields = fields_of(family);
    fields.kind = KeyKind::child;
    fields.birth_order = birth_order;
    return make_key<ChildKey>(fields);
}

constexpr FamilyKey family_of(ChildKey child) {
    auto fields = fields_of(child);
    fields.kind = KeyKind::family;
    fields.birth_order = 0;
    return make_key<FamilyKey>(fields);
}

/// Families have their decile, from 1, as their cell; those who came during the run have this added to it.
constexpr std::uint8_t newcomer_cells = 16;

/// A family that comes to an authority in a reporting year, the `number`-th there.
constexpr FamilyKey newcomer_family(std::uint16_t authority, std::size_t decile, int year,
                                    std::uint32_t number) {
    return make_key<FamilyKey>({.kind = KeyKind::family,
                                .authority = authority,
                                .cell = static_cast<std::uint8_t>(decile + 1 + newcomer_cells),
                                .origin = static_cast<std::uint8_t>(year - origin_year_zero),
                                .number = number});
}

/// An unaccompanied asylum-seeking child: nobody's child here, named by where and when it arrived.
///
/// @param cell    1-12: month of arrival; 0: already here on the first day; more: see `transferred_child`
/// @param origin  year of arrival, or of the first day
constexpr ChildKey unaccompanied_child(std::uint16_t authority, std::uint8_t cell, int origin,
                                       std::uint32_t number) {
    return make_key<ChildKey>({.kind = KeyKind::unaccompanied,
                               .authority = authority,
                               .cell = cell,
                               .origin = static_cast<std::uint8_t>(origin - origin_year_zero),
                               .number = number});
}
constexpr bool is_unaccompanied(ChildKey child) {
    return fields_of(child).kind == KeyKind::unaccompanied;
}

/// Months are cells up to 12; in these further ones are children who came by a transfer of care, from an
/// authority of the run and from another.
constexpr std::uint8_t transferred_cells = 16, transferred_from_outside_cells = 32;

/// Did the child arrive in this authority during the run?
constexpr bool has_arrived_here(ChildKey child) {
    const auto fields = fields_of(child);
    return fields.kind == KeyKind::unaccompanied && fields.cell >= 1 && fields.cell < transferred_cells;
}

/// In the number of a transferred child the authority that it came from stands above so many bits of its
/// number among those who arrived there in its month: of more the others can't be transferred.
constexpr unsigned bits_of_arrivals = 10;
constexpr std::uint32_t most_transferable = 1U << bits_of_arrivals;

/// The same child in the authority that takes over its care: where and when it arrived is in its name.
constexpr ChildKey transferred_child(ChildKey child, std::uint16_t authority) {
    auto fields = fields_of(child);
    fields.number |= static_cast<std::uint32_t>(fields.authority) << bits_of_arrivals;
    fields.authority = authority;
    fields.cell = static_cast<std::uint8_t>(fields.cell + transferred_cells);
    return make_key<ChildKey>(fields);
}

/// Whom draws are about that brothers and sisters share: their family; an unaccompanied child alone.
constexpr FamilyKey sibling_key(ChildKey child) {
    return is_unaccompanied(child) ? FamilyKey{child.value} : family_of(child);
}

/// Whoever cares for one child only and is not counted as supply: kin, adopters, a lodging. Successive
/// placements of a child have different ones.
constexpr std::uint64_t named_carer(ChildKey child, std::uint16_t placement_number) {
    constexpr unsigned spare_from = 20;  // no cell has as many as 2^20 families or children
    auto fields = fields_of(child);
    fields.kind = KeyKind::named_carer;
    fields.number |= static_cast<std::uint32_t>(placement_number & 0xffU) << spare_from;
    return make_key<ChildKey>(fields).value;
}

/// The local authority itself, for draws that are about a place and nobody in it.
constexpr AuthorityKey authority_key(std::uint16_t number) {
    return make_key<AuthorityKey>({.kind = KeyKind::none, .authority = number});
}

}  // namespace hearth

template <class Tag>
struct std::hash<hearth::Key<Tag>> {
    std::size_t operator()(hearth::Key<Tag> key) const noexcept {
        return std::hash<std::uint64_t>{}(key.value);
    }
};
