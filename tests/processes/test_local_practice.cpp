// What an authority does more often than others for children alike, and which figures of it follow.
#include <catch2/catch.hpp>

#include <functional>

#include "tests/engine/tiny_county.hpp"
#include "tests/folder.hpp"

using namespace hearth;

namespace {

/// A practice, and a measure (of one label if it has some) that rises with it, or falls.
struct Sign {
    Practice practice;
    std::string_view measure;
    std::size_t label = 0;
    bool rises = true;
};

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// The configs, with a table of practice for the tiny county that is another one.
class WithPractice {
   public:
    explicit WithPractice(const std::function<std::string(std::string)>& changed) {
        const std::filesystem::path configs{HEARTH_SOURCE_DIR "/configs"};
        std::filesystem::copy(configs, folder_.path(), std::filesystem::copy_options::recursive);
        const auto table = "data/tiny/local_practice.csv";
        folder_.write(table, changed(testing::text_of(folder_ / table)));
    }

    TinyCounty county(std::vector<std::string> settings = {"months=48"}) const {
        return TinyCounty{std::move(settings), 2, {}, folder_.name("tiny.yaml")};
    }

    std::string fault() const {
        try {
            county();
        } catch (const ConfigError& error) {
            return error.what();
        }
        return "";
    }

   private:
    testing::Folder folder_{"practice"};
};

/// Of all authorities together, in each March of four years or each year, where all do so much of it; two
/// replicates.
double total(const Sign& sign, const std::string& ratio, std::vector<std::string> settings = {"months=48"}) {
    const auto row = "," + std::string{practices[sign.practice]} + ",";
    const WithPractice folder{
        [&](const std::string& text) { return replaced(text, row + "1,", row + ratio + ","); }};
    auto county = folder.county(std::move(settings));
    const auto index = measure(sign.measure);
    const auto& about = measures()[index];
    const auto labels = about.labels(), areas = county.layout.areas.size();
    double sum = 0;
    for (std::size_t replicate = 0; replicate < 2; ++replicate) {
        const auto results = county.run(replicate);
        const auto& cells = results.panels[index];
        const auto periods = cells.size() / (areas * labels);
        for (std::size_t period = 0; period < periods; ++period)
            sum += cells[(period * areas + areas - 1) * labels + sign.label];
    }
    return sum;
}

std::size_t kind(PlacementKind which) {
    return static_cast<std::size_t>(which);
}

}  // namespace

TEST_CASE("a practice that is done four times as often shows in its figure, with the right sign",
          "[property][local_practice]") {
    // The seeds are fixed; at ratios of 4 and 1/4 even the smallest of these effects is many times what
    // chance leaves in three authorities.
    const auto sign = GENERATE(
        Sign{Practice::parents, "looked_after_by_placement", kind(PlacementKind::parents)},
        Sign{Practice::childrens_home, "looked_after_by_placement", kind(PlacementKind::childrens_home)},
        Sign{Practice::supported, "looked_after_by_placement", kind(PlacementKind::supported)},
        Sign{Practice::own_carers, "looked_after_by_provider", static_cast<std::size_t>(Provider::own)},
        Sign{Practice::proceedings, "looked_after_by_legal_status", 0, false},
        Sign{Practice::planned_moves, "three_or_more_placements"}, Sign{Practice::leaving, "ceases"});
    const auto often = total(sign, "4"), seldom = total(sign, "0.25");
    INFO(practices[sign.practice] << ": " << often << " at 4, " << seldom << " at a quarter");
    if (sign.rises)
        CHECK(often > 1.1 * seldom);
    else
        CHECK(often < seldom / 1.1);
}

TEST_CASE("an authority that wants no homes does not turn to them for want of carers either",
          "[property][local_practice]") {
    // Nobody wants a home, so that all who come to one do for want of carers; those who are in one on the
    // first day stay.
    const std::vector<std::string> unwanted{"months=48",
                                            "shared.placement_mix.wanted_ratio.childrens_home=0"};
    const Sign homes{Practice::childrens_home, "looked_after_by_placement",
                     kind(PlacementKind::childrens_home)};
    const auto turned_to = total(homes, "1", unwanted), reluctant = total(homes, "0", unwanted);
    INFO(turned_to << ", " << reluctant << " where they are reluctant");
    CHECK(reluctant < 0.9 * turned_to);
}

TEST_CASE("a table of practice that is fitted to years beyond those of a run is refused",
          "[unit][local_practice]") {
    const auto beyond = WithPractice{[](const std::string& text) {
                            return replaced(text, "2019-2021", "2022-2023");
                        }}.fault();
    CHECK_THAT(beyond,
               Catch::Contains("local_practice.csv") &&
                   Catch::Contains("is fitted to years until 2023, of which a run that knows of leaving "
                                   "until 2021 may know nothing (levels.until)"));
    CHECK(WithPractice{[](const std::string& text) { return text; }}.fault().empty());
}

TEST_CASE("a practice that there is not, or that lacks, is named", "[unit][local_practice]") {
    CHECK_THAT(WithPractice{[](const std::string& text) {
                   return replaced(text, ",leaving,", ",leavign,");
               }}.fault(),
               Catch::Contains("local_practice.csv:8") && Catch::Contains("leavign") &&
                   Catch::Contains("planned_moves, leaving). Use one of these."));
    CHECK_THAT(
        WithPractice{[](const std::string& text) { return text.substr(0, text.rfind("T06000003")); }}.fault(),
        Catch::Contains("no row for T06000003 and leaving"));
}
