#pragma once

#include <concepts>
#include <cstdint>
#include <mutex>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hdf5.h>
#include <hdf5_hl.h>

/// The thin layer over HDF5: nothing else in Hearth includes hdf5.h. One thread at a time may be in here,
/// whichever file it works on: who shares HDF5 with other threads holds `turn()`.
namespace hearth::hdf5 {

/// HDF5 refused: which object, and the innermost reason it gave ("No space left on device").
class Error final : public std::runtime_error {
   public:
    Error(std::string_view object, std::string reason)
        : std::runtime_error{std::string{object} + ": " + reason},
          object_{object},
          reason_{std::move(reason)} {}
    const std::string& object() const { return object_; }
    const std::string& reason() const { return reason_; }

   private:
    std::string object_;
    std::string reason_;
};

/// Call before anything else: HDF5 prints no errors of its own, and does nothing when the process exits
/// (there it would flush once more what a full disk has already refused).
void prepare();

/// The library itself is the one shared thing: files that know nothing of each other take turns.
std::mutex& turn();

/// Throws an Error with what HDF5 has just said.
[[noreturn]] void refuse(std::string_view object);

inline void check(herr_t status, std::string_view object) {
    if (status < 0) refuse(object);
}

/// Owns an HDF5 id, like unique_ptr: closed once, at the end of its life or earlier by `close`.
class Handle {
   public:
    using Close = herr_t (*)(hid_t);

    Handle() = default;
    /// Throws an Error naming the object if `id` is not one.
    Handle(hid_t id, Close closer, std::string_view object) : id_{id}, close_{closer} {
        if (id < 0) refuse(object);
    }
    Handle(Handle&& other) noexcept : id_{std::exchange(other.id_, H5I_INVALID_HID)}, close_{other.close_} {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        std::swap(close_, other.close_);
        return *this;
    }
    ~Handle() {
        if (id_ >= 0) close_(id_);
    }

    operator hid_t() const { return id_; }

    /// Closes now and says so if that fails: the last bytes often reach the disk only here.
    void close(std::string_view object) {
        if (id_ >= 0) check(close_(std::exchange(id_, H5I_INVALID_HID)), object);
    }

   private:
    hid_t id_ = H5I_INVALID_HID;
    Close close_ = nullptr;
};

template <class T>
concept Integer = std::same_as<T, std::int8_t> || std::same_as<T, std::int16_t> ||
    std::same_as<T, std::int32_t> || std::same_as<T, std::int64_t>;

template <Integer T>
hid_t memory_type() {
    if constexpr (sizeof(T) == 1) return H5T_NATIVE_INT8;
    if constexpr (sizeof(T) == 2) return H5T_NATIVE_INT16;
    if constexpr (sizeof(T) == 4) return H5T_NATIVE_INT32;
    if constexpr (sizeof(T) == 8) return H5T_NATIVE_INT64;
}

/// Little-endian on every machine.
template <Integer T>
hid_t file_type() {
    if constexpr (sizeof(T) == 1) return H5T_STD_I8LE;
    if constexpr (sizeof(T) == 2) return H5T_STD_I16LE;
    if constexpr (sizeof(T) == 4) return H5T_STD_I32LE;
    if constexpr (sizeof(T) == 8) return H5T_STD_I64LE;
}

// Attributes. Texts are UTF-8 of variable length, which h5py, xarray and R all read as text.

void write_attribute(hid_t object, const std::string& name, std::string_view text);

template <Integer T>
void write_attribute(hid_t object, const std::string& name, std::span<const T> numbers) {
    const hsize_t size = numbers.size();
    const Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose, name};
    const Handle attribute{H5Acreate2(object, name.c_str(), file_type<T>(), space, H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose, name};
    check(H5Awrite(attribute, memory_type<T>(), numbers.data()), name);
}

template <Integer T>
void write_attribute(hid_t object, const std::string& name, T number) {
    const Handle space{H5Screate(H5S_SCALAR), H5Sclose, name};
    const Handle attribute{H5Acreate2(object, name.c_str(), file_type<T>(), space, H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose, name};
    check(H5Awrite(attribute, memory_type<T>(), &number), name);
}

bool has_attribute(hid_t object, const std::string& name);

// Groups and datasets.

/// Properties of a new dataset: no time stamps (equal runs give equal bytes), attributes in the order
/// written.
Handle dataset_properties(const std::string& name);

/// Properties of a chunked dataset: the fill value, a checksum for each chunk, shuffle and gzip level 1.
Handle chunked_properties(const std::string& name, std::span<const hsize_t> chunk, hid_t type,
                          const void* fill);

/// A new group whose members and attributes keep their order and carry no time stamps.
Handle create_group(hid_t parent, const std::string& name);

/// A whole small dataset; no dimensions means a single value.
void write_texts(hid_t group, const std::string& name, std::span<const hsize_t> dimensions,
                 std::span<const std::string> texts);

template <Integer T>
void write_numbers(hid_t group, const std::string& name, std::span<const T> numbers) {
    const hsize_t size = numbers.size();
    const Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose, name};
    const Handle dataset{H5Dcreate2(group, name.c_str(), file_type<T>(), space, H5P_DEFAULT,
                                    dataset_properties(name), H5P_DEFAULT),
                         H5Dclose, name};
    check(H5Dwrite(dataset, memory_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), name);
}

/// Reals, little-endian.
void write_reals(hid_t group, const std::string& name, std::span<const hsize_t> dimensions,
                 std::span<const double> numbers);

/// Names of all members, in the order in which they were made.
std::vector<std::string> members_of(hid_t group, const std::string& name);
bool has_member(hid_t group, const std::string& name);
/// A dataset that we have made; `dataset_to_read` opens those of a file that is not to be believed.
Handle open_dataset(hid_t group, const std::string& name);

/// Makes `scale` the coordinate of dimension `position` of `dataset`; both are members of `group`.
void attach_scale(hid_t group, const std::string& dataset, const std::string& scale, unsigned position);

}  // namespace hearth::hdf5
