#include <cmath>

#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// Enquiries about fostering, by whom they are made to and what brought them.
class Enquiries final : public StatisticOf<Enquiries> {
   public:
    static constexpr std::array measures{
        Measure{"enquiries", "events", "Enquiries about fostering", "contacts, not people, in the month",
                month, breakdowns::none},
        Measure{"enquiries_independent", "events", "Enquiries at independent agencies", "of enquiries", month,
                breakdowns::none},
        Measure{"enquiries_word_of_mouth", "events", "Enquiries by word of mouth",
                "of enquiries: from foster carers", month, breakdowns::none},
        Measure{"enquiries_campaign", "events", "Enquiries that campaigns bring", "of enquiries", month,
                breakdowns::none},
        Measure{"enquiries_brought_forward", "events", "Enquiries that campaigns have brought forward",
                "from the first month up to the last day; expected, of enquiries_campaign: those who would "
                "have come "
                "later anyway",
                month, breakdowns::none},
        Measure{"enquiries_missed", "events", "Enquiries missing because they came earlier",
                "of enquiries_brought_forward, those that would have come by the last day", month,
                breakdowns::none},
    };

    void count_authority(const Lived& lived, std::size_t authority, Counts& counts) override {
        const Recruitment& recruitment = lived.population.local(authority).recruitment;
        for (const auto agency : {Agency::in_house, Agency::independent}) {
            const auto& by_source = recruitment.enquiries[static_cast<std::size_t>(agency)];
            const auto of = [&](EnquirySource source) {
                return static_cast<std::int32_t>(by_source[static_cast<std::size_t>(source)]);
            };
            const auto by_mouth = of(EnquirySource::word_of_mouth), by_campaign = of(EnquirySource::campaign);
            const auto all = of(EnquirySource::base) + by_mouth + by_campaign;
            counts.add(measure("enquiries"), authority, all);
            if (agency == Agency::independent) counts.add(measure("enquiries_independent"), authority, all);
            counts.add(measure("enquiries_word_of_mouth"), authority, by_mouth);
            counts.add(measure("enquiries_campaign"), authority, by_campaign);
        }
        const auto whole = [](double enquiries) { return static_cast<std::int32_t>(std::lround(enquiries)); };
        counts.add(measure("enquiries_brought_forward"), authority,
                   whole(recruitment.brought_forward_so_far));
        counts.add(measure("enquiries_missed"), authority, whole(recruitment.missed_so_far));
    }
};
const RegisterStatistic<Enquiries> registered{"enquiries"};

}  // namespace
}  // namespace hearth
