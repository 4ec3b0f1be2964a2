#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sim/config/fault.hpp"
#include "sim/results/unfinished_file.hpp"
#include "tests/results/sample_results.hpp"

using namespace hearth;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
    std::ofstream{file} << text;
}

}  // namespace

TEST_CASE("a temporary file is new, has a name of its own and is gone unless it is kept", "[unit][results]") {
    const sample::Folder folder{"unfinished"};
    fs::path first;
    {
        UnfinishedFile one{folder / "r.h5"}, other{folder / "r.h5"};
        first = one.temporary_path();
        CHECK(first != other.temporary_path());
        CHECK(first.filename().string().starts_with("r.h5.tmp."));
        write(first, "whole");
        one.keep();
    }
    CHECK(fs::file_size(folder / "r.h5") == 5);
    CHECK(std::distance(fs::directory_iterator{folder.path()}, fs::directory_iterator{}) == 1);
}

TEST_CASE("what somebody put in place of the temporary file does not become the results", "[unit][results]") {
    const sample::Folder folder{"unfinished"};
    write(folder / "victim", "mine");
    UnfinishedFile unfinished{folder / "r.h5"};
    fs::remove(unfinished.temporary_path());
    fs::create_symlink(folder / "victim", unfinished.temporary_path());
    CHECK_THROWS_WITH(unfinished.keep(), Catch::Contains("somebody put another file in place"));
    CHECK(!fs::exists(fs::symlink_status(folder / "r.h5")));
    CHECK(fs::file_size(folder / "victim") == 4);
}

TEST_CASE("leftovers are removed if their process is gone, and no others", "[unit][results]") {
    const sample::Folder folder{"unfinished"};
    const auto file = folder / "r.h5";
    const UnfinishedFile at_work{file};
    auto name = at_work.temporary_path().string();
    name.replace(name.rfind("." + std::to_string(getpid()) + "."), std::string::npos,
                 "." + std::to_string(testing::process_that_is_gone()) + ".abcdef");
    write(name, "half");
    write(file.string() + ".tmp.elsewhere.1.abcdef", "of another machine");
    write(file.string() + ".tmp", "of somebody");
    CHECK(is_left_behind(name));
    CHECK(!is_left_behind(at_work.temporary_path()));
    for (const auto* const other : {".tmp.elsewhere.1.abcdef", ".tmp", ".tmp.1"})
        CHECK(!is_left_behind(file.string() + other));
    for (const auto* const more : {"0", ".1", "x"}) {  // a name of ours has six digits behind the process
        write(name + more, "half");
        CHECK(!is_left_behind(name + more));
        fs::remove(name + more);
    }
    CHECK(remove_leftovers(file) == std::vector<fs::path>{name});
    CHECK(!fs::exists(name));
    CHECK(fs::exists(at_work.temporary_path()));
    CHECK(std::distance(fs::directory_iterator{folder.path()}, fs::directory_iterator{}) == 3);
}
