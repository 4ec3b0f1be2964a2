// Parts that are sound and look odd, and parts that somebody has altered and sealed again.
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "sim/results/hdf5.hpp"
#include "sim/results/seal.hpp"
#include "sim/results/unfinished_file.hpp"
#include "tests/sweep/sweep_work.hpp"

using namespace hearth;
using namespace hearth::testing;
using Catch::Contains;

namespace {

using State = Ledger::State;

const std::string two =
    six_months + "design: lhs\npoints: 2\nmeasures: [looked_after, starts, children_missing]\n";

/// Changes what is in a part, and seals it again.
template <class Change>
void alter(const fs::path& part, Change change) {
    {
        const hdf5::Handle root{H5Fopen(part.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "part"};
        change(root);
    }
    seal(part, Sealed::sweep_part);
}

/// An empty dataset in the place of one.
struct Made {
    hid_t type = H5T_STD_I32LE;
    std::vector<hsize_t> shape, chunk;
    bool is_plain = false;  ///< without the filters that Hearth uses
};

void replace_dataset(hid_t root, const std::string& name, const Made& made) {
    H5Ldelete(root, name.c_str(), H5P_DEFAULT);
    const std::int32_t fill = 0;
    auto properties = made.is_plain ? hdf5::dataset_properties(name)
                                    : hdf5::chunked_properties(name, made.chunk, H5T_NATIVE_INT32, &fill);
    if (made.is_plain) H5Pset_chunk(properties, static_cast<int>(made.chunk.size()), made.chunk.data());
    H5Pset_alloc_time(properties, H5D_ALLOC_TIME_EARLY);
    const hdf5::Handle space{
        H5Screate_simple(static_cast<int>(made.shape.size()), made.shape.data(), nullptr), H5Sclose, name};
    const hdf5::Handle dataset{
        H5Dcreate2(root, name.c_str(), made.type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
        name};
}

/// Runs, months and areas of a measure in a part.
std::vector<hsize_t> shape_of(hid_t root, const std::string& name) {
    const auto dataset = hdf5::open_dataset(root, name);
    const hdf5::Handle space{H5Dget_space(dataset), H5Sclose, name};
    std::vector<hsize_t> shape(3);
    H5Sget_simple_extent_dims(space, shape.data(), nullptr);
    return shape;
}

}  // namespace

TEST_CASE("a part of which nearly all runs failed can be merged and made compact", "[unit][sweep]") {
    std::string regions = "\"[]\"";  // runs that name no region of the county fail as they begin
    for (int region = 0; region < 400; ++region) regions += ", \"[Nowhere" + std::to_string(region) + "]\"";
    Sweep sweep{
        "set: [\"months=24\"]\ndesign: grid\nmeasures: [missing_incidents, looked_after]\n"
        "parameters:\n  recruitment_hub.reach: {values: [" +
        regions + "]}\n"};
    CHECK(sweep.make(sweep.all(), "a", 100).failed == 400);
    REQUIRE(sweep.parts().size() == 1);
    const auto digest = sweep.merged("some.h5", true);
    fs::copy_file(sweep.parts().front(), sweep.folder / "plan/parts/b.h5");
    CHECK(compact(sweep.plan, Ledger{sweep.plan}) == 2);
    CHECK(Ledger{sweep.plan}.count(State::failed) == 400);
    CHECK(sweep.merged("again.h5", true) == digest);
}

TEST_CASE("a part with other cells than the sweep is refused by name, and nothing is written",
          "[unit][sweep]") {
    Sweep sweep{two};
    sweep.make(sweep.all(), "a");
    const auto part = sweep.parts().front();
    const auto refused = [&](const std::string& why) {
        for (const bool is_compact : {false, true}) {
            const auto said = refusal_of([&] {
                is_compact ? void(compact(sweep.plan, Ledger{sweep.plan})) : void(sweep.merged("all.h5"));
            });
            CHECK_THAT(said, Contains(part.string() + ": is damaged (looked_after: " + why) &&
                                 Contains("make its runs again"));
        }
        CHECK(!fs::exists(sweep.folder / "all.h5"));
        CHECK(sweep.parts().size() == 2);
    };
    std::vector<hsize_t> shape;
    alter(part, [&](hid_t root) { shape = shape_of(root, "looked_after"); });
    auto chunk = shape;
    chunk[0] = 1;
    const auto put = [&](const Made& made) {
        alter(part, [&](hid_t root) { replace_dataset(root, "looked_after", made); });
    };
    const std::string other = "has other cells than this sweep";
    SECTION("another type") {
        put({.type = H5T_STD_I64LE, .shape = shape, .chunk = chunk});
        refused(other);
    }
    SECTION("another order of bytes") {
        put({.type = H5T_STD_I32BE, .shape = shape, .chunk = chunk});
        refused(other);
    }
    SECTION("a breakdown more") {
        auto deep = shape, deep_chunk = chunk;
        deep.push_back(2);
        deep_chunk.push_back(2);
        put({.shape = deep, .chunk = deep_chunk});
        refused(other);
    }
    SECTION("fewer areas") {
        auto narrow = shape, narrow_chunk = chunk;
        narrow[2] = narrow_chunk[2] = shape[2] - 1;
        put({.shape = narrow, .chunk = narrow_chunk});
        refused(other);
    }
    SECTION("chunks of half a run") {
        auto half = chunk;
        half[1] /= 2;
        put({.shape = shape, .chunk = half});
        refused(other);
    }
    SECTION("other filters") {
        put({.shape = shape, .chunk = chunk, .is_plain = true});
        refused(other);
    }
    SECTION("fewer runs than records") {
        Sweep one{two};
        one.make(one.all(), "a", 100);
        alter(one.parts().front(),
              [&](hid_t root) { replace_dataset(root, "looked_after", {.shape = shape, .chunk = chunk}); });
        CHECK_THAT(refusal_of([&] { one.merged("all.h5"); }), Contains("has fewer runs than its part"));
    }
    SECTION("cells that were never written") {
        alter(part, [&](hid_t root) {
            H5Ldelete(root, "looked_after", H5P_DEFAULT);
            const std::int32_t fill = -1;
            const auto properties = hdf5::chunked_properties("looked_after", chunk, H5T_NATIVE_INT32, &fill);
            const hdf5::Handle space{H5Screate_simple(3, shape.data(), nullptr), H5Sclose, "space"};
            const hdf5::Handle dataset{
                H5Dcreate2(root, "looked_after", H5T_STD_I32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                H5Dclose, "looked_after"};
        });
        refused("lacks the cells of a run that is done");
    }
    SECTION("no dataset") {
        alter(part, [&](hid_t root) { H5Ldelete(root, "looked_after", H5P_DEFAULT); });
        refused("is missing");
    }
}

TEST_CASE("what is no plain file among the parts is named, and not waited for", "[unit][sweep]") {
    Sweep sweep{two};
    sweep.make(sweep.all(), "a");
    REQUIRE(mkfifo((sweep.folder / "plan/parts/pipe.h5").c_str(), 0600) == 0);
    fs::create_symlink("/dev/zero", sweep.folder / "plan/parts/zero.h5");
    fs::create_directory(sweep.folder / "plan/parts/folder.h5");
    const Ledger ledger{sweep.plan};
    REQUIRE(ledger.refused().size() == 3);
    CHECK_THAT(ledger.refused()[0].why, Contains("is a folder. Move it elsewhere"));
    CHECK_THAT(ledger.refused()[1].why, Contains("is not a plain file. Move it elsewhere"));
    CHECK_THAT(ledger.refused()[2].why, Contains("is not a plain file"));
    CHECK_NOTHROW(sweep.merged("all.h5"));
}

TEST_CASE("what a killed worker of this machine left is removed, and no other's", "[unit][sweep]") {
    Sweep sweep{two};
    const auto parts = sweep.folder / "plan/parts";
    const UnfinishedFile at_work{parts / "at_work.h5"};
    auto name = at_work.temporary_path().filename().string();
    const auto process = "." + std::to_string(getpid()) + ".";
    name.replace(name.rfind(process), process.size(),
                 "." + std::to_string(testing::process_that_is_gone()) + ".");
    const auto old = parts / name, young = parts / ("young" + name);
    const auto far = parts / "far.h5.tmp.elsewhere.1.abcdef";
    for (const auto& file : {old, young, far}) std::ofstream{file} << "half";
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::minutes{2};
    for (const auto& file : {old, far, at_work.temporary_path()}) fs::last_write_time(file, long_ago);
    const Ledger ledger{sweep.plan};
    CHECK(ledger.left_behind().size() == 4);
    ledger.remove_left_behind();
    CHECK(!fs::exists(old));
    CHECK(sweep.parts() == std::vector{at_work.temporary_path(), far, young});
}
