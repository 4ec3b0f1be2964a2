#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agents/books.hpp"
#include "agents/country.hpp"
#include "agents/local_population.hpp"
#include "agents/recorded_events.hpp"

namespace hearth {

/// A free place: whose, where, and what it would be to the child who looks for one.
struct Place {
    PlacementKind kind{};
    Stage stage = Stage::short_term;
    Provider provider = Provider::none;
    std::uint16_t authority = no_authority;
    std::uint32_t row = no_row;  ///< row of the household or home; none where places are not counted
    std::uint64_t carer = 0;     ///< of a place that is not counted: those who care for a sibling already
    double distance_km = 0;      ///< from home; 0 for a child whose home is not here
    bool outside = false;        ///< of the responsible authority
    bool sole = false;           ///< the child needs to be the only one there
    double match = typical_match;
};

/// What a move comes from. Not told by its reason: OTHER is recorded for both.
enum class MoveCause : std::uint8_t { plan, disruption };

/// What is known of a child when it starts to be looked after, beyond who it is.
struct Circumstances {
    Ethnicity ethnicity = Ethnicity::unknown;
    Need need = Need::N1;
    LegalStatus legal = LegalStatus::V2;
};

/// What is sought for a child who is to be placed.
struct Wanted {
    PlacementKind kind = PlacementKind::none;  ///< none: by age
    Stage stage{};                             ///< what the placement is for
    ChangeReason reason = ChangeReason::none;  ///< why the current one is to be left; none if there is none
};

/// Who puts an authority's own tables into the hands of a process: the engine, where alone this is more than
/// a name. So a process writes what it is given, and can't get at anybody else's.
class Steward;

/// One replicate's people, places and events. Processes meet here and nowhere else.
class Population {
   public:
    explicit Population(const Country& country);

    const Country& country() const { return *country_; }
    std::size_t authorities() const { return local_.size(); }
    /// All of one authority, to be read.
    const LocalPopulation& local(std::size_t authority) const { return local_[authority]; }
    /// The same, to be written by a process for which nobody else's hour it is.
    LocalPopulation& own(std::size_t authority, const Steward&) { return local_[authority]; }
    /// What was before the first month, while processes begin.
    BeforeFirstDay before_first_day(std::size_t authority, const Steward&) {
        return BeforeFirstDay{local_[authority]};
    }

    /// What a process remembers (`LocalPopulation::beside`, `list`), where something happens.
    template <class Row>
    Records<Row>& beside(std::size_t authority) {
        return local_[authority].beside<Row>();
    }
    template <class Row>
    Records<Row>& list(std::size_t authority) {
        return local_[authority].list<Row>();
    }

    /// How many households or homes have a free place, by authority: the sizes of the lists of vacancies,
    /// side by side, since searches ask all authorities.
    const std::vector<std::uint32_t>& free(Supply supply) const {
        return free_[static_cast<std::size_t>(supply)];
    }

    /// What an authority has spent.
    const Books& books(std::size_t authority) const { return books_[authority]; }
    /// From which a policy spends, by its name in the config. The name must outlive the account.
    Account account(std::size_t authority, std::string_view policy, const Bookkeeper&);

    const Placements& placements() const { return placements_; }
    const CareStarts& care_starts() const { return care_starts_; }
    const CareEnds& care_ends() const { return care_ends_; }
    const PlacementEnds& placement_ends() const { return placement_ends_; }
    const LegalEpisodes& legal_episodes() const { return legal_episodes_; }
    const StageChanges& stage_changes() const { return stage_changes_; }
    const Searches& searches() const { return searches_; }
    const MissingEpisodes& missing_episodes() const { return missing_episodes_; }
    const CarerEvents& carer_events() const { return carer_events_; }

    /// A child of family `family_row` starts to be looked after; it waits for a placement. Returns its roster
    /// row.
    std::uint32_t enter_care(std::uint16_t authority, std::uint32_t family_row, std::uint8_t birth_order,
                             const Circumstances& circumstances, Day day);

    /// An unaccompanied child arrives and starts to be looked after. Returns its roster row.
    std::uint32_t arrive(std::uint16_t authority, ChildKey child, Day born, Sex sex,
                         const Circumstances& circumstances, Day day);

    /// A child already placed before the first day is given the place it has been in since.
    void settle(std::uint16_t authority, std::uint32_t row, const Place& place);
    /// All are settled: children, carers, homes and placements as they are now are those of the first day.
    void hand_over(Country& country) &&;

    /// The placement becomes something else for the child, who stays with the same carers.
    void change_stage(std::uint16_t authority, std::uint32_t row, Stage stage, Day day);

    /// Lists one authority's vacancies anew, after a process has set up its carers in `begin`.
    void list_vacancies(std::size_t authority);

    /// A household takes nobody up to and with the day `until`, and then goes on.
    void hold(std::uint16_t authority, std::uint32_t household, Day until);
    void end_hold(std::uint16_t authority, std::uint32_t household);

    /// Somebody applies to foster. Returns the row of the new household.
    std::uint32_t apply(std::uint16_t authority, const FosterHousehold& applicant);

    /// What becomes of an application.
    void approve(std::uint16_t authority, std::uint32_t household, Day day);
    void withdraw(std::uint16_t authority, std::uint32_t household, Day day);

    /// A household takes nobody from now on, and stops when the last child has left, on the day `by` at the
    /// latest.
    void retire(std::uint16_t authority, std::uint32_t household, Day by);

    /// An empty household goes on with another agency, or with the authority (0).
    void transfer(std::uint16_t authority, std::uint32_t household, std::uint16_t agency, Provider provider,
                  Day day);

    /// A household fosters no more; children who are there have to be moved.
    void stop_fostering(std::uint16_t authority, std::uint32_t household, Day day);

    /// A children's home opens. Returns its row.
    std::uint32_t open_home(std::uint16_t authority, const Home& home);

    /// A home takes nobody from now on and closes on the day `on`; children who are there then have to be
    /// moved.
    void close_home(std::uint16_t authority, std::uint32_t home, Day on);

    /// A search for a place: from `since` on, its first answer on the day `answer`; then again, or at an end.
    void seek(std::uint16_t authority, std::uint32_t row, const Wanted& wanted, Day since, Day answer);
    void seek_again(std::uint16_t authority, std::uint32_t row, Day answer);
    void end_search(std::uint16_t authority, std::uint32_t row);

    /// Where the family of a child lives, found out as it comes into care or on the first day.
    void set_home(std::uint16_t authority, std::uint32_t row, Point home);

    /// `placement_search`: a search has come to an answer.
    void record_search(const Search& search) { searches_.push_back(search); }

    /// `complexity_of_need`: what a child comes with, and how that grows.
    void begin_complexity(std::uint16_t authority, std::uint32_t row, double complexity) {
        local_[authority].begin_complexity(row, complexity);
    }
    void set_complexity(std::uint16_t authority, std::uint32_t row, double complexity) {
        local_[authority].set_complexity(row, complexity);
    }

    /// `placement_disruption`: a household has so much on it, as of a day.
    void weigh_on(std::uint16_t authority, std::uint32_t household, double strain, Day day);

    /// `foster_retention`: the hazard left before a household decides to stop.
    double& leaving_clock(std::uint16_t authority, std::uint32_t household) {
        return local_[authority].leaving_clock(household);
    }

    /// `re_entry`: the hazard left before a child who went home is looked after again.
    double& return_clock(std::uint16_t authority, std::size_t row) {
        return local_[authority].return_clock(row);
    }

    /// A waiting child is placed: fills the place and opens a row of Placements.
    void place(std::uint16_t authority, std::uint32_t row, const Place& place, Day day);

    /// The current placement ends by a move; the child waits for the next one.
    void end_placement(std::uint16_t authority, std::uint32_t row, MoveCause cause, ChangeReason reason,
                       Day day);

    /// A placed child goes missing; it is back on `ended`, or when the placement ends if that is before.
    void go_missing(std::uint16_t authority, std::uint32_t row, Day began, Day ended);

    /// Care began under this status, not the one first thought of; only on its first day.
    void correct_legal_status(std::uint16_t authority, std::uint32_t row, LegalStatus status);

    /// Another legal status from `day` on.
    void change_legal_status(std::uint16_t authority, std::uint32_t row, LegalStatus status, Day day);

    /// Care ends, and with it the current placement.
    void leave_care(std::uint16_t authority, std::uint32_t row, LeavingReason reason, Day day);

    /// Month's end in one authority: rows of those who left go, the newcomers are merged in by key, and its
    /// books are closed.
    void close_month(std::size_t authority, Month month);

    /// Behind `for_each_table` (population_tables.hpp): every table that a replicate changes.
    template <class Self, class Visit>
    static void walk_tables(Self& self, Visit&& visit);

   private:
    std::uint32_t start_care(std::uint16_t authority, const ChildInCare& child);
    void record_legal_status(const ChildInCare& child);
    void count_disruption(const Placement& placement);
    std::uint64_t fill(const Place& place, ChildKey child, std::uint16_t placement_number);
    void settle_in(ChildInCare& child, const Place& place);
    void give_back_place(const ChildInCare& child, Day day);
    void list_again(std::uint16_t authority, std::uint32_t household);
    void free_place(ChildInCare& child, Day day, LeavingReason reason);

    template <class Placed>
    void pay(std::uint16_t authority, const Placed& placed, int nights, double weekly);
    void pay_ended(const Placement& placement);
    void close_books(std::uint16_t authority, Month month);

    void count_free(std::size_t authority);
    ChildInCare& child_at(std::uint16_t authority, std::uint32_t row) {
        return local_[authority].in_care.to_write()[row];
    }
    FosterHousehold& carers_at(std::uint16_t authority, std::uint32_t household) {
        return local_[authority].households.to_write()[household];
    }
    static void count_home_places(LocalPopulation& local);
    static void grow_lists(LocalPopulation& local);
    void record(std::uint16_t authority, std::uint32_t household, CarerStep step, Day day);

    const Country* country_;
    std::vector<LocalPopulation> local_;
    std::vector<Books> books_;  ///< by authority; not in `local_`, which processes may write
    std::array<std::vector<std::uint32_t>, supply_count> free_;  ///< by Supply and authority
    Placements placements_;
    CareStarts care_starts_;
    CareEnds care_ends_;
    PlacementEnds placement_ends_;
    LegalEpisodes legal_episodes_;
    StageChanges stage_changes_;
    Searches searches_;
    MissingEpisodes missing_episodes_;
    CarerEvents carer_events_;
};

/// Everything that must hold at the end of a month: rosters sorted, nobody in two places,
/// places never overfilled, fills equal to children placed, homes that have closed empty, absent bits equal
/// to rosters, dates in order. Returns the first violation in words, or "".
std::string check_invariants(const Population& population, Day today);

}  // namespace hearth
