#include "sim/results/digest.hpp"

#include <xxhash.h>

#include <array>
#include <vector>

#include "sim/config/plain_file.hpp"
#include "sim/core/contracts.hpp"
#include "sim/results/results.hpp"

namespace hearth {
namespace {

std::string to_hexadecimal(XXH128_hash_t hash) {
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

}  // namespace

struct Digest::State {
    State() : hash{XXH3_createState()} {
        expects(hash != nullptr && XXH3_128bits_reset(hash) == XXH_OK, "XXH3 starts");
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { XXH3_freeState(hash); }

    XXH3_state_t* hash;
};

Digest::Digest() : state_{std::make_unique<State>()} {}
Digest::~Digest() = default;

void Digest::add_bytes(const void* bytes, std::size_t size) {
    if (size > 0) XXH3_128bits_update(state_->hash, bytes, size);
}

std::string Digest::text() const {
    return to_hexadecimal(XXH3_128bits_digest(state_->hash));
}

std::string Digest::of_bytes(std::string_view bytes) {
    return to_hexadecimal(XXH3_128bits(bytes.data(), bytes.size()));
}

bool Digest::add_file(const std::filesystem::path& file, std::size_t from) {
    PlainFile bytes{file};
    bytes.seek(from);
    std::vector<char> block(1U << 20U);
    for (auto size = block.size(); size == block.size();) {
        size = bytes.read(block);
        add_bytes(block.data(), size);
    }
    return bytes.why_not().empty();
}

std::string to_text(const Digests& digests) {
    return digests.record + "  contents " + digests.contents;
}

std::string ReplicateResults::digest_of(std::size_t measure) const {
    Digest digest;
    digest.add(measures()[measure].name);
    digest.add_size(measures()[measure].labels());
    digest.add(std::span{panels[measure]});
    return digest.text();
}

Digests ReplicateResults::digests() const {
    expects(panels.size() == measures().size(), "a panel for each measure");
    Digest digest;
    for (std::size_t measure = 0; measure < panels.size(); ++measure) digest.add(digest_of(measure));
    for (const auto& table : events) {
        digest.add(table.name);
        digest.add_size(table.columns.size());
        for (const auto& column : table.columns) {
            digest.add(column.name);
            std::visit([&]<class T>(const std::vector<T>& cells) { digest.add(std::span<const T>{cells}); },
                       column.cells);
        }
    }
    return {record, digest.text()};
}

std::string ReplicateResults::digest() const {
    const auto both = digests();
    return Digest::of_bytes(both.record + both.contents);
}

std::string digest_of(std::span<const std::string> digests) {
    std::string all;
    for (const auto& digest : digests) all += digest;
    return Digest::of_bytes(all);
}

}  // namespace hearth
