#include "sim/results/episode_codes.hpp"

namespace hearth {

std::string_view place_code(PlacementKind kind, Stage stage, LegalStatus legal, int age, bool is_registered) {
    switch (kind) {
        case PlacementKind::foster_kin:
            return stage == Stage::long_term ? "U1" : "U3";
        case PlacementKind::foster:
            return stage == Stage::long_term ? "U4" : "U6";
        case PlacementKind::adoption:
            return "A6";
        case PlacementKind::parents:
            return "P1";
        case PlacementKind::childrens_home:
            return legal == LegalStatus::J1 ? "K1" : "K2";
        case PlacementKind::supported:
            return is_registered ? "K3" : "H5";
        case PlacementKind::other_residential:
            return age < 5 ? "R3" : age < 10 ? "S1" : "R1";
        default:
            return "Z1";
    }
}

std::string_view provider_code(Provider provider) {
    switch (provider) {
        case Provider::parents:
            return "PR0";
        case Provider::own:
            return "PR1";
        case Provider::other_authority:
            return "PR2";
        case Provider::other_public:
            return "PR3";
        case Provider::private_:
            return "PR4";
        case Provider::voluntary:
            return "PR5";
        default:
            return "none";
    }
}

std::string_view rec_code(LeavingReason reason, PlacementKind kind) {
    const bool is_kin = kind == PlacementKind::foster_kin;
    const bool is_foster = is_kin || kind == PlacementKind::foster;
    switch (reason) {
        case LeavingReason::returned_home:
            return "E4A";
        case LeavingReason::returned_unplanned:
            return "E4B";
        case LeavingReason::relatives:
            return "E13";
        case LeavingReason::special_guardianship:
            return is_kin ? "E45" : is_foster ? "E46" : "E48";
        case LeavingReason::child_arrangements:
            return "E41";
        case LeavingReason::adopted:
            return "E12";
        case LeavingReason::custody:
            return "E9";
        case LeavingReason::remand_ended:
            return "E14";
        case LeavingReason::age_assessed:
            return "E15";
        case LeavingReason::moved_abroad:
            return "E16";
        case LeavingReason::died:
            return "E2";
        case LeavingReason::other_authority:
            return "E3";
        case LeavingReason::turned_18:
            return is_foster                                  ? "E17"
                   : kind == PlacementKind::supported         ? "E5"
                   : kind == PlacementKind::childrens_home    ? "E5"
                   : kind == PlacementKind::other_residential ? "E7"
                                                              : "E8";
        default:
            return "E8";
    }
}

}  // namespace hearth
