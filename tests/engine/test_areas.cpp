#include <catch2/catch.hpp>

#include "sim/inputs/inputs.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

TEST_CASE("an area goes by every name the sources give it", "[unit][areas]") {
    const auto named = [](const std::string& area) {
        const TinyCounty county{{"areas=[" + area + "]"}};
        std::vector<std::string> names;
        for (const auto& authority : county.country.authorities) names.push_back(authority.name);
        return names;
    };
    CHECK(named("Ashby on Tiny") == std::vector<std::string>{"Ashby"});
    CHECK(named("T06000002") == std::vector<std::string>{"Brookfield"});
    CHECK(named("T10000001") == std::vector<std::string>{"Ashby", "Brookfield"});  // a former council
    CHECK(named("Tinyshire").size() == 3);
    CHECK(named("\"Brookfield, City of\"") == std::vector<std::string>{"Brookfield"});
    CHECK(named("\"Ashby,Brookfield,City of\"") == std::vector<std::string>{"Ashby", "Brookfield"});
    CHECK_THROWS_WITH(named("\"Ashby, City of\""), Catch::Contains("unknown area 'City of'"));
}

TEST_CASE("a part of a region has neither the region's name nor its code", "[unit][areas]") {
    const auto called = [](const std::string& areas) {
        const TinyCounty county{{"areas=[" + areas + "]"}};
        std::vector<std::string> names;
        for (const auto& area : county.layout.areas)
            if (area.kind != "la") names.push_back(area.code + " " + area.name);
        return names;
    };
    CHECK(called("Ashby") ==
          std::vector<std::string>{"SELECTED_T12000001 Selected areas of Tinyshire", "SELECTED Ashby"});
    CHECK(called("Brookfield, Ashby").back() == "SELECTED Ashby, Brookfield");
    CHECK(called("Tinyshire").front() == "T12000001 Tinyshire");
}

TEST_CASE("every name of England's areas can be given back, alone and in one list", "[unit][areas]") {
    Config config = Config::load({.file = HEARTH_SOURCE_DIR "/configs/england.yaml",
                                  .scenarios = {},
                                  .assignments = {},
                                  .installed = {}});
    const Model england{config};
    const auto& all = england.inputs.authorities;
    Faults faults;
    std::string list;
    std::size_t with_commas = 0;
    for (std::size_t row = 0; row < all.size(); ++row) {
        CHECK(select_areas(england.inputs, {all[row].name}, faults) == std::vector{row});
        CHECK(select_areas(england.inputs, {all[row].code}, faults) == std::vector{row});
        list += (list.empty() ? "" : ",") + all[row].name;
        with_commas += all[row].name.find(',') != std::string::npos;
    }
    CHECK(all.size() == 153);
    CHECK(with_commas == 4);
    CHECK(select_areas(england.inputs, {list}, faults).size() == 153);
    for (const auto& region : england.inputs.regions) {
        std::size_t members = 0;
        for (const auto& authority : all) members += authority.region == region.name;
        CHECK(select_areas(england.inputs, {region.name}, faults).size() == members);
        CHECK(select_areas(england.inputs, {region.code}, faults).size() == members);
    }
    CHECK(select_areas(england.inputs, {"England"}, faults).size() == 153);
    CHECK(faults.empty());
    // As the command line cuts it: the longest name that begins at a piece is meant.
    const auto cut = select_areas(
        england.inputs, {"Bristol", " City of", "London", "Bournemouth", "Christchurch and Poole"}, faults);
    CHECK(cut.size() == 2 + select_areas(england.inputs, {"London"}, faults).size());
    CHECK(faults.empty());
    select_areas(england.inputs, {"Leeds, Nowhere"}, faults);
    CHECK(faults.size() == 1);
}
