#include <catch2/catch.hpp>

#include "sim/config/config.hpp"
#include "sim/rules/entry_ages.hpp"

using namespace hearth;

namespace {

EntryAges ages(double infant_decline, double teenage_rise, double ratio_at_17) {
    const auto value = [](double number) { return std::to_string(number); };
    auto config = Config::parse(
        "ages:\n"
        "  newborn_share: {value: 0.4, unit: \"1\", source: \"assumed: test\"}\n"
        "  infant_decline: {value: " +
            value(infant_decline) +
            ", unit: 1/month, source: \"assumed: test\"}\n"
            "  teenage_rise: {value: " +
            value(teenage_rise) +
            ", unit: 1/year, source: \"assumed: test\"}\n"
            "  ratio_at_17: {value: " +
            value(ratio_at_17) + ", unit: \"1\", source: \"assumed: test\"}\n",
        "test.yaml");
    auto section = config.top().section("ages", "test");
    EntryAges made{section};
    section.close();
    config.finish();
    return made;
}

}  // namespace

TEST_CASE("ages inside a band share out the band's rate and don't change it", "[unit][care_entry]") {
    const auto shaped = ages(0.8, 0.3, 0.5);
    for (std::size_t band = 0; band < age_bands.size(); ++band) {
        double sum = 0;
        for (int month = age_band_edges[band] * 12; month < age_band_edges[band + 1] * 12; ++month) {
            sum += shaped.ratio(month);
        }
        const int months = (age_band_edges[band + 1] - age_band_edges[band]) * 12;
        CHECK(sum == Approx(months));
    }
    CHECK(shaped.ratio(0) / shaped.ratio(5) == Approx(std::exp(0.8 * 5)));
    CHECK(shaped.ratio(15 * 12) / shaped.ratio(10 * 12) == Approx(std::exp(0.3 * 5)));
    CHECK(shaped.ratio(17 * 12) / shaped.ratio(16 * 12) == Approx(0.5));
    CHECK(shaped.ratio(7 * 12) == Approx(1));
}

TEST_CASE("a child is as old as its months, and no older than 17", "[unit][care_entry]") {
    const auto shaped = ages(0.8, 0.3, 0.5);
    const Day born = day_of(2004, 6, 15);
    CHECK(shaped.ratio(born, day_of(2004, 6, 20)) == shaped.ratio(0));
    CHECK(shaped.ratio(born, day_of(2015, 1, 1)) == shaped.ratio(126));
    CHECK(shaped.ratio(born, day_of(2022, 6, 14)) == shaped.ratio(215));
}
