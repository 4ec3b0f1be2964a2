#include "sim/config/plain_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace hearth {

PlainFile::PlainFile(const std::filesystem::path& file) {
    // Without waiting: a pipe opens at once, and is closed again.
    descriptor_ = open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat status {};
    if (descriptor_ < 0 || fstat(descriptor_, &status) != 0) {
        is_out_of_reach_ = true;
        refuse(errno);
    } else if (!S_ISREG(status.st_mode)) {
        why_not_ = S_ISDIR(status.st_mode) ? "is a folder" : "is not a plain file";
    }
}

PlainFile::~PlainFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

void PlainFile::refuse(int error) {
    why_not_ = fmt::format("can't be read ({})", std::generic_category().message(error));
}

void PlainFile::seek(std::size_t byte) {
    if (why_not_.empty() && lseek(descriptor_, static_cast<off_t>(byte), SEEK_SET) < 0) refuse(errno);
}

std::size_t PlainFile::read(std::span<char> bytes) {
    std::size_t done = 0;
    while (why_not_.empty() && done < bytes.size()) {
        const auto part = ::read(descriptor_, bytes.data() + done, bytes.size() - done);
        if (part == 0) break;
        if (part > 0)
            done += static_cast<std::size_t>(part);
        else if (errno != EINTR)
            refuse(errno);
    }
    return done;
}

std::string PlainFile::rest(std::size_t most) {
    constexpr std::size_t piece = 1U << 16U, megabyte = 1'000'000;
    std::string text;
    for (std::size_t more = piece; more == piece && text.size() <= most;) {
        const auto before = text.size();
        text.resize(before + piece);
        more = read({text.data() + before, piece});
        text.resize(before + more);
    }
    if (why_not_.empty() && text.size() > most)
        why_not_ = most < megabyte ? fmt::format("is larger than {} bytes", most)
                                   : fmt::format("is larger than {} MB", most / megabyte);
    if (!why_not_.empty()) text.clear();
    return text;
}

}  // namespace hearth
