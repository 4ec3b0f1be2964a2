#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "sim/results/episodes.hpp"
#include "sim/results/missing.hpp"
#include "sim/results/results_document.hpp"
#include "sim/results/searches.hpp"

using namespace hearth;

TEST_CASE("docs/results.md is what the declarations say", "[regression][docs]") {
    // HEARTH_UPDATE=1 writes it anew: scripts/generate.sh.
    const std::vector tables{empty_episodes(), empty_missing(), empty_searches()};
    const auto generated = results_document(tables);
    const std::string path = HEARTH_SOURCE_DIR "/docs/results.md";
    if (std::getenv("HEARTH_UPDATE") != nullptr) std::ofstream{path} << generated;
    std::ostringstream kept;
    kept << std::ifstream{path}.rdbuf();
    INFO("If it is out of date, run: scripts/generate.sh BUILD/hearth");
    CHECK(kept.str() == generated);
}
