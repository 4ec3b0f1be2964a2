#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <fstream>

#include "sim/config/plain_file.hpp"
#include "tests/folder.hpp"

using namespace hearth;

namespace fs = std::filesystem;

TEST_CASE("a plain file is read to its end, from any byte", "[unit][config]") {
    const testing::Folder folder{"plain"};
    const auto file = folder / "file";
    const std::string text(200'000, 'x');
    std::ofstream{file} << "0123" << text;
    CHECK(PlainFile{file}.rest(1'000'000) == "0123" + text);
    PlainFile from_four{file};
    from_four.seek(4);
    CHECK(from_four.rest(200'000) == text);
    CHECK(from_four.why_not().empty());
    PlainFile too_large{file};
    CHECK(too_large.rest(1000).empty());
    CHECK(too_large.why_not() == "is larger than 1000 bytes");
    fs::create_symlink(file, folder / "link");
    CHECK(PlainFile{folder / "link"}.rest(1'000'000).size() == 200'004);
}

TEST_CASE("what is no plain file is told at once", "[unit][config]") {
    const testing::Folder folder{"plain"};
    const auto pipe = folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    for (const auto& file : {pipe, fs::path{"/dev/zero"}}) {
        CAPTURE(file);
        PlainFile plain{file};
        CHECK(plain.why_not() == "is not a plain file");
        CHECK(!plain.is_out_of_reach());
        CHECK(plain.rest(1000).empty());
    }
    CHECK(PlainFile{folder.path()}.why_not() == "is a folder");
    const PlainFile missing{folder / "missing"};
    CHECK(missing.why_not() == "can't be read (No such file or directory)");
    CHECK(missing.is_out_of_reach());
}
