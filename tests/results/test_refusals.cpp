#include <fstream>

#include "sim/config/fault.hpp"
#include "sim/results/hdf5.hpp"
#include "tests/results/sample_results.hpp"

#include <catch2/catch.hpp>

using namespace hearth;

namespace {

/// A good file after `change` has been at its root.
template <class Change>
std::filesystem::path changed_file(const sample::Folder& folder, Change change) {
    const auto file = folder / "changed.h5";
    sample::write_file(file, sample::layout());
    const hdf5::Handle root{H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "file"};
    change(root);
    return file;
}

std::string refusal_of(const std::filesystem::path& file) {
    return sample::refusal_of<ResultsReader>(file);
}

}  // namespace

TEST_CASE("files that are no results are refused, each with its own advice", "[unit][results]") {
    const sample::Folder folder{"refusals"};
    using Catch::Contains;

    CHECK_THAT(refusal_of(folder / "missing.h5"), Contains("No such file") && Contains("Is the path right?"));
    CHECK_THAT(refusal_of(folder.path()), Contains("Give the file") || Contains("is a folder"));

    std::ofstream{folder / "notes.h5"} << "not HDF5";
    CHECK_THAT(refusal_of(folder / "notes.h5"), Contains("not HDF5"));
    std::ofstream{folder / "empty.h5"};
    CHECK_THAT(refusal_of(folder / "empty.h5"), Contains("not HDF5"));

    const auto foreign = changed_file(folder, [](hid_t root) { H5Adelete(root, "format"); });
    CHECK_THAT(refusal_of(foreign), Contains("no results file of Hearth"));
    const auto other = changed_file(folder, [](hid_t root) {
        H5Adelete(root, "format");
        hdf5::write_attribute(root, "format", std::int32_t{3});
    });
    CHECK_THAT(refusal_of(other), Contains("format: is not text"));
}

TEST_CASE("files of another version and unfinished files are refused", "[unit][results]") {
    const sample::Folder folder{"versions"};
    using Catch::Contains;
    const auto newer = changed_file(folder, [](hid_t root) {
        H5Adelete(root, "format_version");
        hdf5::write_attribute(root, "format_version", std::int32_t{3});
    });
    CHECK_THAT(refusal_of(newer),
               Contains("has results format 3 (this program reads 2)") && Contains("0.1.0"));

    const auto without = changed_file(folder, [](hid_t root) { H5Adelete(root, "complete"); });
    CHECK_THAT(refusal_of(without), Contains("is incomplete") && Contains("Run again"));
    const auto zero = changed_file(folder, [](hid_t root) {
        H5Adelete(root, "complete");
        hdf5::write_attribute(root, "complete", std::int32_t{0});
    });
    CHECK_THAT(refusal_of(zero), Contains("is incomplete"));
}

TEST_CASE("a file cut short anywhere is refused", "[unit][results]") {
    const sample::Folder folder{"truncated"};
    sample::write_file(folder / "run.h5", sample::layout());
    const auto size = std::filesystem::file_size(folder / "run.h5");
    for (const auto left : {size - 1, size / 2, size / 10, std::uintmax_t{600}, std::uintmax_t{40}}) {
        std::filesystem::copy_file(folder / "run.h5", folder / "cut.h5",
                                   std::filesystem::copy_options::overwrite_existing);
        std::filesystem::resize_file(folder / "cut.h5", left);
        CHECK_THAT(refusal_of(folder / "cut.h5"), Catch::Contains("cut short"));
    }
}

TEST_CASE("a file with a missing piece is refused as damaged", "[unit][results]") {
    const sample::Folder folder{"damaged"};
    const auto file = changed_file(folder, [](hid_t root) { H5Ldelete(root, "area_name", H5P_DEFAULT); });
    CHECK_THAT(refusal_of(file), Catch::Contains("is damaged (area_name"));
}
