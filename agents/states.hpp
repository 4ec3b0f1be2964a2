#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace hearth {

/// A list of named states: the enum's values are its positions, the names are those of configs, results and
/// docs.
template <class State, std::size_t N>
struct StateNames {
    std::array<std::string_view, N> names;

    constexpr std::string_view operator[](State state) const {
        return names[static_cast<std::size_t>(state)];
    }
    static constexpr std::size_t size() { return N; }
};

/// Age bands of the national looked-after statistics.
enum class AgeBand : std::uint8_t { under_1, from_1_to_4, from_5_to_9, from_10_to_15, from_16 };
inline constexpr StateNames<AgeBand, 5> age_bands{{"under_1", "1_to_4", "5_to_9", "10_to_15", "16_to_17"}};

constexpr AgeBand age_band(int age) {
    if (age < 1) return AgeBand::under_1;
    if (age < 5) return AgeBand::from_1_to_4;
    if (age < 10) return AgeBand::from_5_to_9;
    return age < 16 ? AgeBand::from_10_to_15 : AgeBand::from_16;
}
/// First age of each band, and the age at which the last one ends [years].
inline constexpr std::array<int, 6> age_band_edges{0, 1, 5, 10, 16, 18};

/// Kinds of placement, as the national tables group the SSDA903 PLACE codes; `none` is a child not placed
/// yet.
enum class PlacementKind : std::uint8_t {
    foster_kin,
    foster,
    adoption,
    parents,
    childrens_home,
    supported,
    other_residential,
    other,
    none
};
inline constexpr std::size_t placement_kind_count = 8;
inline constexpr StateNames<PlacementKind, 9> placement_kinds{{"foster_kin", "foster", "adoption", "parents",
                                                               "childrens_home", "supported",
                                                               "other_residential", "other", "none"}};

/// What a placement is for, in the care plan: a bed for tonight, a family until the plan is made, or the
/// family in which the child is to grow up.
enum class Stage : std::uint8_t { emergency, short_term, long_term };
inline constexpr StateNames<Stage, 3> stages{{"emergency", "short_term", "long_term"}};

/// Who provides a placement: the groups of the SSDA903 PLACE_PROVIDER codes.
enum class Provider : std::uint8_t { parents, own, other_authority, other_public, private_, voluntary, none };
inline constexpr StateNames<Provider, 7> providers{
    {"parents", "own", "other_authority", "other_public", "private", "voluntary", "none"}};

enum class Agency : std::uint8_t { in_house, independent };
inline constexpr StateNames<Agency, 2> agencies{{"in_house", "ifa"}};

/// Who runs a children's home.
enum class Sector : std::uint8_t { local_authority, private_, voluntary, health_or_other };
inline constexpr StateNames<Sector, 4> sectors{
    {"local_authority", "private", "voluntary", "health_or_other"}};

/// Why a child leaves care: groups of the SSDA903 REC codes, with the national tables' names; `still_in_care`
/// until then.
enum class LeavingReason : std::uint8_t {
    still_in_care,
    returned_home,
    returned_unplanned,
    relatives,
    special_guardianship,
    child_arrangements,
    adopted,
    custody,
    remand_ended,
    age_assessed,
    moved_abroad,
    died,
    other_authority,
    other,
    turned_18
};
inline constexpr StateNames<LeavingReason, 15> leaving_reasons{
    {"still_in_care", "returned_home", "returned_unplanned", "relatives", "special_guardianship",
     "child_arrangements", "adopted", "custody", "remand_ended", "age_assessed", "moved_abroad", "died",
     "other_authority", "other", "turned_18"}};

/// Legal status while looked after: the SSDA903 LS codes that the model knows.
enum class LegalStatus : std::uint8_t { V2, L1, L2, C1, C2, E1, J1 };
inline constexpr StateNames<LegalStatus, 7> legal_statuses{{"V2", "L1", "L2", "C1", "C2", "E1", "J1"}};

/// Category of need: SSDA903 CIN; the same through a period of care.
enum class Need : std::uint8_t { N1, N2, N3, N4, N5, N6, N7, N8 };
inline constexpr StateNames<Need, 8> needs{{"N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"}};

enum class Ethnicity : std::uint8_t { white, mixed, asian, black, other, unknown };
inline constexpr StateNames<Ethnicity, 6> ethnicities{
    {"white", "mixed", "asian", "black", "other", "unknown"}};

/// Why a placement changed: SSDA903 REASON_PLACE_CHANGE; `none` while it has not. PLACE is no move: only what
/// the placement is for changed.
enum class ChangeReason : std::uint8_t {
    none,
    CARPL,
    CLOSE,
    ALLEG,
    STAND,
    APPRR,
    CREQB,
    CREQO,
    CHILD,
    LAREQ,
    CUSTOD,
    OTHER,
    PLACE
};
inline constexpr StateNames<ChangeReason, 13> change_reasons{{"none", "CARPL", "CLOSE", "ALLEG", "STAND",
                                                              "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ",
                                                              "CUSTOD", "OTHER", "PLACE"}};
/// The names of those that go with a physical move.
inline constexpr auto move_reason_names = std::span{change_reasons.names}.subspan(1, 11);

/// What a child is to services.
/// `gone`: died, moved abroad, or found to be an adult.
enum class CareStatus : std::uint8_t { at_home, looked_after, in_permanence, care_leaver, gone };
inline constexpr StateNames<CareStatus, 5> care_statuses{
    {"at_home", "looked_after", "in_permanence", "care_leaver", "gone"}};

enum class Sex : std::uint8_t { male, female };
inline constexpr StateNames<Sex, 2> sexes{{"male", "female"}};

}  // namespace hearth
