#include <xxhash.h>

#include "sim/core/contracts.hpp"
#include "sim/results/results.hpp"

namespace hearth {

namespace {

/// XXH3 over a sequence of texts and columns, each preceded by its length, so that no two sequences look
/// alike.
class Digest {
   public:
    Digest() : state_{XXH3_createState()} {
        expects(state_ != nullptr && XXH3_128bits_reset(state_.get()) == XXH_OK, "XXH3 starts");
    }

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

    std::string text() const { return to_hexadecimal(XXH3_128bits_digest(state_.get())); }

    static std::string to_hexadecimal(XXH128_hash_t hash) {
        XXH128_canonical_t bytes;
        XXH128_canonicalFromHash(&bytes, hash);
        std::string text;
        for (const unsigned char byte : bytes.digest) {
            constexpr std::string_view digits = "0123456789abcdef";
            text += digits[byte >> 4U];
            text += digits[byte & 15U];
        }
        return text;
    }

   private:
    struct Free {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };

    void add_bytes(const void* bytes, std::size_t size) {
        if (size > 0) XXH3_128bits_update(state_.get(), bytes, size);
    }

    std::unique_ptr<XXH3_state_t, Free> state_;
};

}  // namespace

std::string ReplicateResults::digest() const {
    expects(panels.size() == measures.size(), "a panel for each measure");
    Digest digest;
    for (std::size_t measure = 0; measure < measures.size(); ++measure) {
        digest.add(measures[measure].name);
        digest.add_size(measures[measure].labels());
        digest.add(std::span{panels[measure]});
    }
    for (const auto& table : events) {
        digest.add(table.name);
        digest.add_size(table.columns.size());
        for (const auto& column : table.columns) {
            digest.add(column.name);
            std::visit([&]<class T>(const std::vector<T>& cells) { digest.add(std::span<const T>{cells}); },
                       column.cells);
        }
    }
    return digest.text();
}

std::string digest_of(std::span<const std::string> replicate_digests) {
    std::string all;
    for (const auto& digest : replicate_digests) all += digest;
    return Digest::to_hexadecimal(XXH3_128bits(all.data(), all.size()));
}

}  // namespace hearth
