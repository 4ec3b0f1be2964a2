#include "sim/results/seal.hpp"

#include <cerrno>
#include <fstream>
#include <string_view>
#include <system_error>

#include "sim/config/plain_file.hpp"
#include "sim/results/digest.hpp"

namespace hearth {
namespace {

std::string first_line(Sealed what) {
    return what == Sealed::snapshot ? "hearth snapshot 1\n" : "hearth sweep part 1\n";
}

constexpr std::string_view not_one(Sealed what) {
    return what == Sealed::snapshot ? "is no snapshot of Hearth" : "is no part of a sweep";
}

constexpr std::string_view remedy(Sealed what) {
    return what == Sealed::snapshot ? ". Give the file that 'hearth run --snapshot-at' wrote"
                                    : ". Move it elsewhere";
}

std::string digest_behind_seal(const std::filesystem::path& file) {
    Digest digest;
    if (!digest.add_file(file, seal_bytes)) throw std::system_error{EIO, std::generic_category()};
    return digest.text();
}

/// The whole seal as it must stand, so that not even a bit of its own can change unseen.
std::string seal_of(const std::filesystem::path& file, Sealed what) {
    auto text = first_line(what) + "xxh3-128 of all that follows byte " + std::to_string(seal_bytes) + ": " +
                digest_behind_seal(file) + "\n";
    text.resize(seal_bytes, ' ');
    return text;
}

}  // namespace

void seal(const std::filesystem::path& file, Sealed what) {
    const auto text = seal_of(file, what);
    std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    if (!stream) throw std::system_error{errno == 0 ? EIO : errno, std::generic_category()};
}

std::string why_not_sealed(const std::filesystem::path& file, Sealed what) {
    std::string found(seal_bytes, '\0');
    PlainFile plain{file};
    found.resize(plain.read(found));
    if (plain.is_out_of_reach()) return plain.why_not() + ". Is the path right?";
    if (!plain.why_not().empty()) return plain.why_not() + std::string{remedy(what)};
    if (!found.starts_with(first_line(what))) return std::string{not_one(what)} + std::string{remedy(what)};
    if (found.size() < seal_bytes || found != seal_of(file, what))
        return "is cut short or altered (its bytes are not those that were sealed). Copy it again, or make "
               "it again";
    return "";
}

}  // namespace hearth
