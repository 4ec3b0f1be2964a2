#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace hearth {

/// XXH3 (128 bits) over a sequence of texts and columns, each preceded by its length, so that no two
/// sequences look alike.
class Digest {
   public:
    Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;
    ~Digest();

    void add(std::string_view text) {
        add_size(text.size());
        add_bytes(text.data(), text.size());
    }
    template <class T>
    void add(std::span<const T> cells) {
        add_size(cells.size());
        add_bytes(cells.data(), cells.size_bytes());
    }
    void add_size(std::uint64_t size) { add_bytes(&size, sizeof size); }

    /// A plain file's bytes from one on, as they stand. Returns whether all could be read.
    bool add_file(const std::filesystem::path& file, std::size_t from = 0);

    /// 32 hexadecimal digits.
    std::string text() const;
    static std::string of_bytes(std::string_view bytes);

   private:
    struct State;
    void add_bytes(const void* bytes, std::size_t size);

    std::unique_ptr<State> state_;
};

}  // namespace hearth
