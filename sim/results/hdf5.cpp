#include "sim/results/hdf5.hpp"

namespace hearth::hdf5 {

namespace {

/// Keeps the first, innermost description of HDF5's error stack.
herr_t keep_innermost(unsigned, const H5E_error2_t* error, void* text) {
    auto& kept = *static_cast<std::string*>(text);
    if (kept.empty() && error->desc != nullptr) kept = error->desc;
    return 0;
}

/// "No space left on device" out of "file write failed: time = ..., error message = 'No space ...', ...".
std::string system_message_in(const std::string& description) {
    constexpr std::string_view before = "error message = '";
    const auto begin = description.find(before);
    if (begin == std::string::npos) return description;
    const auto end = description.find('\'', begin + before.size());
    return description.substr(begin + before.size(), end - begin - before.size());
}

Handle text_type(const std::string& name) {
    Handle type{H5Tcopy(H5T_C_S1), H5Tclose, name};
    check(H5Tset_size(type, H5T_VARIABLE), name);
    check(H5Tset_cset(type, H5T_CSET_UTF8), name);
    return type;
}

}  // namespace

void prepare() {
    [[maybe_unused]] static const herr_t once = H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::mutex& turn() {
    static std::mutex mutex;
    return mutex;
}

void refuse(std::string_view object) {
    std::string description;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_innermost, &description);
    throw Error{object, description.empty() ? "HDF5 gave no reason" : system_message_in(description)};
}

void write_attribute(hid_t object, const std::string& name, std::string_view text) {
    const auto type = text_type(name);
    const Handle space{H5Screate(H5S_SCALAR), H5Sclose, name};
    const Handle attribute{H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                           name};
    const std::string copy{text};
    const char* const cell = copy.c_str();
    check(H5Awrite(attribute, type, &cell), name);
}

bool has_attribute(hid_t object, const std::string& name) {
    return H5Aexists(object, name.c_str()) > 0;
}

Handle dataset_properties(const std::string& name) {
    Handle properties{H5Pcreate(H5P_DATASET_CREATE), H5Pclose, name};
    check(H5Pset_obj_track_times(properties, 0), name);
    check(H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
    return properties;
}

Handle chunked_properties(const std::string& name, std::span<const hsize_t> chunk, hid_t type,
                          const void* fill) {
    auto properties = dataset_properties(name);
    check(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), name);
    check(H5Pset_fill_value(properties, type, fill), name);
    check(H5Pset_shuffle(properties), name);
    check(H5Pset_deflate(properties, 1), name);
    check(H5Pset_fletcher32(properties), name);
    return properties;
}

Handle create_group(hid_t parent, const std::string& name) {
    const Handle properties{H5Pcreate(H5P_GROUP_CREATE), H5Pclose, name};
    check(H5Pset_obj_track_times(properties, 0), name);
    check(H5Pset_link_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
    check(H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
    return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, properties, H5P_DEFAULT), H5Gclose, name};
}

void write_reals(hid_t group, const std::string& name, std::span<const hsize_t> dimensions,
                 std::span<const double> numbers) {
    const Handle space{H5Screate_simple(static_cast<int>(dimensions.size()), dimensions.data(), nullptr),
                       H5Sclose, name};
    const Handle dataset{H5Dcreate2(group, name.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT,
                                    dataset_properties(name), H5P_DEFAULT),
                         H5Dclose, name};
    check(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), name);
}

void write_texts(hid_t group, const std::string& name, std::span<const hsize_t> dimensions,
                 std::span<const std::string> texts) {
    const auto type = text_type(name);
    const Handle space{dimensions.empty() ? H5Screate(H5S_SCALAR)
                                          : H5Screate_simple(static_cast<int>(dimensions.size()),
                                                             dimensions.data(), nullptr),
                       H5Sclose, name};
    const Handle dataset{
        H5Dcreate2(group, name.c_str(), type, space, H5P_DEFAULT, dataset_properties(name), H5P_DEFAULT),
        H5Dclose, name};
    std::vector<const char*> cells;
    for (const auto& text : texts) cells.push_back(text.c_str());
    check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, cells.data()), name);
}

std::vector<std::string> members_of(hid_t group, const std::string& name) {
    H5G_info_t about{};
    check(H5Gget_info(group, &about), name);
    std::vector<std::string> names;
    for (hsize_t member = 0; member < about.nlinks; ++member) {
        const auto read = [&](char* into, std::size_t size) {
            return H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, member, into, size,
                                      H5P_DEFAULT);
        };
        const auto letters = read(nullptr, 0);
        if (letters < 0) refuse(name);
        std::string found(static_cast<std::size_t>(letters), '\0');
        if (read(found.data(), found.size() + 1) < 0) refuse(name);
        names.push_back(std::move(found));
    }
    return names;
}

bool has_member(hid_t group, const std::string& name) {
    return H5Lexists(group, name.c_str(), H5P_DEFAULT) > 0;
}

Handle open_dataset(hid_t group, const std::string& name) {
    return {H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, name};
}

void attach_scale(hid_t group, const std::string& dataset, const std::string& scale, unsigned position) {
    const auto data = open_dataset(group, dataset);
    const auto coordinate = open_dataset(group, scale);
    check(H5DSattach_scale(data, coordinate, position), dataset);
}

}  // namespace hearth::hdf5
