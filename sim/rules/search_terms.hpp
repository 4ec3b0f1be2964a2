#pragma once

#include "sim/rules/geography.hpp"
#include "sim/rules/matching.hpp"

namespace hearth {

/// Whose in-house carers are asked like an authority's own: its own only, those of its region (a regional
/// care co-operative), or the nation's.
enum class Pool : std::uint8_t { authority, region, nation };
inline constexpr StateNames<Pool, 3> pools{{"authority", "region", "nation"}};

/// Who answers when places are asked for.
enum class Answering : std::uint8_t { in_house, agency, home };
inline constexpr StateNames<Answering, 3> who_answers{{"in_house", "agencies", "homes"}};

/// How places are asked for, and what carers and homes answer: by `placement_search` and on the first day.
struct SearchTerms {
    static constexpr SharedSection section{"search_terms", "how places are asked for, and what is answered"};

    explicit SearchTerms(Section& config);

    /// What a placement is for that is found in a hurry.
    Stage stage_in_a_hurry(PlacementKind kind, double uniform) const {
        if (kind == PlacementKind::parents || kind == PlacementKind::adoption) return Stage::long_term;
        const bool is_emergency = kind == PlacementKind::foster && uniform < emergency_share;
        return is_emergency ? Stage::emergency : Stage::short_term;
    }

    std::shared_ptr<const Strategy> strategy;
    std::shared_ptr<const Strategy> best_match;  ///< where a policy wants it
    Pool pool;
    Reach reach;
    FosterMatch match;
    std::vector<double> answers;   ///< share of an authority's vacancies that answer in time, by Answering
    double most_asked;             ///< of one authority in one search
    double authorities_asked;      ///< in one search beyond the authority's own
    double refuses;                ///< a child within approval and without complexity
    double refuses_beyond;         ///< the same outside approval
    double home_refuses;           ///< any child
    double log_accepts;            ///< accepting, for each unit of complexity
    double unwanted_match;         ///< of a placement of another kind than the child needs
    double emergency_share;        ///< of foster placements found in a hurry: for emergencies only
    int homes_from_age;            ///< a home is tried before carers outside their approval [years]
    bool homes_for_unaccompanied;  ///< who has no carers goes there as others do
    double retry_days;             ///< mean between two attempts of one search
    std::int32_t gives_up_days;    ///< a search ends without a place
};

}  // namespace hearth
