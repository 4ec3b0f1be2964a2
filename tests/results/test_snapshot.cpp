#include <catch2/catch.hpp>

#include <fstream>

#include "sim/config/fault.hpp"
#include "sim/core/contracts.hpp"
#include "sim/results/snapshot.hpp"
#include "tests/results/sample_results.hpp"

using namespace hearth;

namespace {

SnapshotIdentity identity() {
    return {.version = "0.1.0",
            .commit = "abc",
            .config = "seed: 1  # Grüße\n",
            .data = std::string(32, '7'),
            .month = month_of(2023, 4),
            .months = 72,
            .replicates = 2};
}

/// Without padding, whose bytes are nobody's to compare.
struct Row {
    std::int64_t key;
    double clock;
    std::int32_t day;
    std::int32_t place = 0;
};
static_assert(sizeof(Row) == 3 * sizeof(std::int64_t));

SavedTables tables(std::int32_t first) {
    std::vector<std::int32_t> counts;
    for (std::int32_t count = 0; count < 1000; ++count) counts.push_back(first + count);
    SaveTables save;
    save("counts", counts);
    save("rows", std::vector<std::uint8_t>{1, 2, 3});
    save("children", std::vector<Row>{{1, 0.5, 3}, {2, 0.25, 4}});
    save("children", std::vector<Row>{});
    save("children", std::vector<Row>{{3, 0.125, first}});
    save("sorted", std::size_t{17});
    return save.take();
}

void write_file(const std::filesystem::path& file) {
    SnapshotWriter writer{file, identity()};
    writer.write(1, tables(9));
    writer.write(0, tables(5));
    writer.finish();
}

std::string refusal_of(const std::filesystem::path& file) {
    return sample::refusal_of<SnapshotReader>(file);
}

}  // namespace

TEST_CASE("a snapshot is read back as it was written", "[unit][snapshot]") {
    const sample::Folder folder{"snapshot"};
    write_file(folder / "a.h5");
    const SnapshotReader snapshot{folder / "a.h5"};
    CHECK(snapshot.identity().config == identity().config);
    CHECK(snapshot.identity().commit == "abc");
    CHECK(snapshot.identity().data == identity().data);
    CHECK(snapshot.identity().month == month_of(2023, 4));
    CHECK(snapshot.identity().months == 72);
    CHECK(snapshot.identity().replicates == 2);
    for (const std::int32_t first : {5, 9}) {
        const auto saved = snapshot.read(first == 5 ? 0 : 1), expected = tables(first);
        CHECK(saved.rows == expected.rows);
        REQUIRE(saved.tables.size() == expected.tables.size());
        for (std::size_t table = 0; table < saved.tables.size(); ++table) {
            CHECK(saved.tables[table].name == expected.tables[table].name);
            CHECK(saved.tables[table].row_bytes == expected.tables[table].row_bytes);
            CHECK(saved.tables[table].cells == expected.tables[table].cells);
        }
    }
}

TEST_CASE("tables that do not fit are no silent mistake", "[unit][snapshot]") {
    std::vector<std::int32_t> counts;
    std::vector<Row> children;
    std::vector<std::uint8_t> bytes;
    std::size_t sorted = 0;
    RestoreTables restore{tables(5)};
    restore("counts", counts);
    CHECK(counts.size() == 1000);
    CHECK(counts.back() == 1004);
    CHECK_THROWS_AS(restore("sorted", sorted), MisfitTables);  // three rows, not one fact
    CHECK_FALSE(restore.is_finished());

    RestoreTables in_order{tables(5)};
    in_order("counts", counts);
    in_order("rows", bytes);
    for (const std::size_t rows : {2, 0, 1}) {
        in_order("children", children);
        CHECK(children.size() == rows);
    }
    CHECK(children[0].clock == 0.125);
    CHECK_FALSE(in_order.is_finished());
    in_order("sorted", sorted);
    CHECK(sorted == 17);
    CHECK(in_order.is_finished());
    CHECK_THROWS_AS(in_order("counts", counts), MisfitTables);

    RestoreTables of_another_build{tables(5)};
    std::vector<std::int64_t> wider;
    CHECK_THROWS_AS(of_another_build("counts", wider), MisfitTables);
}

TEST_CASE("a snapshot with any byte changed or missing is refused", "[unit][snapshot]") {
    const sample::Folder folder{"altered"};
    const auto file = folder / "a.h5";
    write_file(file);
    const auto size = std::filesystem::file_size(file);
    const auto change = [&](std::uintmax_t at) {
        std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
        stream.seekg(static_cast<std::streamoff>(at));
        const auto byte = static_cast<char>(stream.get() ^ 1);
        stream.seekp(static_cast<std::streamoff>(at));
        stream.put(byte);
    };
    for (std::uintmax_t at = 18; at < size; at += at < 600 ? 41 : size / 37) {
        CAPTURE(at);
        change(at);
        CHECK_THAT(refusal_of(file), Catch::Contains("is cut short or altered"));
        change(at);
    }
    CHECK(refusal_of(file) == "read");
    change(0);
    CHECK_THAT(refusal_of(file), Catch::Contains("is no snapshot of Hearth"));
    change(0);
    std::ofstream{file, std::ios::app} << "more";
    CHECK_THAT(refusal_of(file), Catch::Contains("is cut short or altered"));
    for (const auto left :
         {size - 1, size / 2, std::uintmax_t{513}, std::uintmax_t{512}, std::uintmax_t{100}}) {
        std::filesystem::resize_file(file, left);
        CHECK_THAT(refusal_of(file), Catch::Contains("is cut short or altered"));
    }
    std::filesystem::resize_file(file, 0);
    CHECK_THAT(refusal_of(file), Catch::Contains("is no snapshot of Hearth"));
    CHECK_THAT(refusal_of(folder / "missing.h5"), Catch::Contains("Is the path right?"));
    CHECK_THAT(refusal_of(folder.path()),
               Catch::Contains("is no snapshot") || Catch::Contains("is a folder"));
    sample::write_file(folder / "run.h5", sample::layout());
    CHECK_THAT(refusal_of(folder / "run.h5"), Catch::Contains("is no snapshot of Hearth"));
}

TEST_CASE("a snapshot that is not finished leaves nothing", "[unit][snapshot]") {
    const sample::Folder folder{"unfinished-snapshot"};
    {
        SnapshotWriter writer{folder / "a.h5", identity()};
        writer.write(0, tables(1));
        CHECK_THROWS_AS(writer.write(0, tables(1)), BrokenContract);
        CHECK_THROWS_AS(writer.finish(), BrokenContract);
        CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
    }
    CHECK(folder.is_empty());
    CHECK_THROWS_AS((SnapshotWriter{folder / "missing" / "a.h5", identity()}), ConfigError);
    CHECK(folder.is_empty());
}
