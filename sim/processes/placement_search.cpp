#include "sim/processes/place_finding.hpp"
#include "sim/processes/placement_mix.hpp"
#include "sim/processes/process.hpp"
#include "sim/processes/provider_mix.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t kind_draw = 0, vacancy_draw = 1, provider_draw = 2, outside_draw = 3,
                        distance_draw = 4;

/// Finds a place for every child who waits for one, in the order of the calendar: the kind wanted at its age,
/// near home first, and what is left when that kind is full.
class PlacementSearch final : public Process {
   public:
    explicit PlacementSearch(Section& config)
        : mix_{config}, providers_{config}, reach_{read_reach(config)} {}

    void prepare(const Country& country) override { finder_.emplace(country, reach_); }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::searches};
        return kinds;
    }

    void happen(const Event& event, Moment& now) const override {
        const auto& roster = now.population.local(event.authority).in_care;
        if (roster.status[event.row] != CareStatus::looked_after) return;
        const auto place = find(event, now);
        make_lawful(place.kind, event, now.population);
        now.population.place(event.authority, event.row, place, event.day);
        auto placed = event;
        placed.kind = EventKind::placed;
        now.calendar.add(placed);
    }

   private:
    /// When foster care is full a home is sought, when homes are full what else there is: scarcity changes
    /// kinds.
    Place find(const Event& event, const Moment& now) const {
        const auto& roster = now.population.local(event.authority).in_care;
        const auto row = event.row;
        const auto occasion = placement_occasion(
            roster.entered[row], static_cast<std::uint16_t>(roster.placement_number[row] + 1));
        const bool is_first = roster.entered[row] == event.day;
        const int age = age_on(roster.born[row], event.day);
        const double of_kind = now.draw.uniform(event.child, occasion, kind_draw);
        const auto planned = roster.wanted[row];
        const auto uncounted = [&](PlacementKind kind) {
            const auto provider = providers_.of(kind, now.draw.uniform(event.child, occasion, provider_draw));
            return finder_->uncounted(now.population, kind, provider, event.authority, row,
                                      now.draw.uniform_pair(event.child, occasion, outside_draw),
                                      now.draw.uniform_pair(event.child, occasion, distance_draw));
        };
        if (planned != PlacementKind::none) return uncounted(planned);
        const auto previous = roster.previous_row[row];
        const auto left =
            previous == no_row ? PlacementKind::none : now.population.placements().kind[previous];
        const auto wanted = is_first ? mix_.at_entry(event.child, age, of_kind)
                                     : mix_.after_move(event.child, left, age, of_kind);
        if (!is_counted(wanted)) return uncounted(wanted);

        const auto [of_vacancy, of_authority] = now.draw.uniform_pair(event.child, occasion, vacancy_draw);
        for (const auto kind : {wanted, PlacementKind::childrens_home}) {
            const auto place = finder_->find(now.population, kind, event.authority, row,
                                             {.of_authority = of_authority, .of_vacancy = of_vacancy});
            if (place) return *place;
        }
        return uncounted(PlacementKind::other);
    }

    /// A child cannot be accommodated by agreement with its own parents: the court's interim order comes with
    /// the placement (SSDA903 rule 378).
    static void make_lawful(PlacementKind kind, const Event& event, Population& population) {
        const auto legal = population.local(event.authority).in_care.legal[event.row];
        if (kind != PlacementKind::parents || !needs_order_with_parents(legal)) return;
        if (population.local(event.authority).in_care.entered[event.row] == event.day) {
            population.correct_legal_status(event.authority, event.row, LegalStatus::C1);
        } else {
            population.change_legal_status(event.authority, event.row, LegalStatus::C1, event.day);
        }
    }

    PlacementMix mix_;
    ProviderMix providers_;
    Reach reach_;
    std::optional<PlaceFinder> finder_;
};

const RegisterProcess<PlacementSearch> registered{"placement_search",
                                                  "a place for every child who waits for one"};

}  // namespace
}  // namespace hearth
