#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// Children's homes and their places.
class ChildrensHomes final : public StatisticOf<ChildrensHomes> {
   public:
    static constexpr std::array measures{
        Measure{"home_places", "places", "Places in children's homes",
                "that can be used, on the last day, by the authority where the home is", month,
                breakdowns::none},
        Measure{"home_places_filled", "places", "Places in children's homes filled",
                "on the last day, by the authority where the home is", month, breakdowns::none},
        Measure{
            "homes", "homes", "Children's homes",
            "open on the last day, without secure homes, by the authority where the home is; so are the next "
            "four",
            month, breakdowns::none},
        Measure{"private_homes", "homes", "Private children's homes", "of homes", month, breakdowns::none},
        Measure{"homes_opened", "homes", "Children's homes opened", "in the month", month, breakdowns::none},
        Measure{"homes_closed", "homes", "Children's homes closed", "in the month", month, breakdowns::none},
        Measure{"home_places_registered", "places", "Registered places in children's homes",
                "in use or not, on the last day, without secure homes", month, breakdowns::none},
    };
    static constexpr std::array figures{
        Figure{Chapter::supply, "homes", "homes", "children's homes", "homes"},
        Figure{Chapter::supply, "home_places_filled_percent", "%", "homes' places filled, %",
               "home_places_filled", "home_places", 100, "", 1},
    };

    void count_authority(const Lived& lived, std::size_t authority, Counts& counts) override {
        std::int32_t beds = 0, taken = 0, open = 0, of_them_private = 0, opened = 0, closed = 0,
                     registered_places = 0;
        for (const auto& home : lived.population.local(authority).homes) {
            const bool has_closed = home.closes_on <= lived.last;
            closed += has_closed && home.closes_on >= lived.first ? 1 : 0;
            opened += home.opened >= lived.first ? 1 : 0;
            if (has_closed) continue;
            beds += home.places;
            taken += home.filled;
            if (home.secure != 0) continue;
            ++open;
            of_them_private += home.sector == Sector::private_ ? 1 : 0;
            registered_places += home.registered;
        }
        counts.add(measure("home_places"), authority, beds);
        counts.add(measure("home_places_filled"), authority, taken);
        counts.add(measure("homes"), authority, open);
        counts.add(measure("private_homes"), authority, of_them_private);
        counts.add(measure("homes_opened"), authority, opened);
        counts.add(measure("homes_closed"), authority, closed);
        counts.add(measure("home_places_registered"), authority, registered_places);
    }
};
const RegisterStatistic<ChildrensHomes> registered{"homes"};

}  // namespace
}  // namespace hearth
