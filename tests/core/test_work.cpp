#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <vector>

#include "sim/core/work.hpp"

using namespace hearth;

TEST_CASE("every task is done once, on any number of threads, nested too", "[property][threads]") {
    for (const unsigned threads : {1U, 2U, 7U}) {
        const Workers workers{threads};
        CHECK(workers.threads() == threads);
        std::vector<std::vector<int>> done(20, std::vector<int>(50, 0));
        workers.for_each(done.size(), [&](std::size_t outer) {
            workers.for_each(done[outer].size(), [&](std::size_t inner) { ++done[outer][inner]; });
        });
        CHECK(done == std::vector<std::vector<int>>(20, std::vector<int>(50, 1)));
    }
}

TEST_CASE("a task's exception reaches the caller", "[unit][threads]") {
    const Workers workers{2};
    CHECK_THROWS_AS(workers.for_each(10,
                                     [](std::size_t index) {
                                         if (index == 3) throw std::runtime_error{"no"};
                                     }),
                    std::runtime_error);
}
