#include "sim/results/unfinished_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "sim/config/fault.hpp"

namespace hearth {

namespace {

std::string message_of(int error) {
    return std::generic_category().message(error);
}

/// The computer's trouble, not a mistake in what the user asked for.
bool is_bad_luck(int error) {
    return error == ENOSPC || error == EDQUOT || error == EFBIG || error == EIO || error == EMFILE ||
           error == ENFILE;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& text) {
    throw ConfigError{{Fault{{file.string()}, text}}};
}

/// Makes what was written to a file or folder survive a power cut.
bool sync(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool done = fsync(descriptor) == 0;
    const int error = errno;
    close(descriptor);
    errno = error;
    return done;
}

}  // namespace

std::string writing_failed(const std::filesystem::path& file, const std::string& reason,
                           const std::string& object) {
    const auto is_for_want_of_room = [&](int error) { return reason == message_of(error); };
    std::string remedy = "Name a file on another disk with -o?";
    if (is_for_want_of_room(ENOSPC) || is_for_want_of_room(EDQUOT) || is_for_want_of_room(EFBIG))
        remedy = "Free some room (or raise 'ulimit -f'), or name a file on another disk with -o";
    return file.string() + ": can't be written (" + (object.empty() ? "" : object + ": ") + reason + "). " +
           remedy;
}

UnfinishedFile::UnfinishedFile(std::filesystem::path file)
    : final_{std::move(file)}, temporary_{final_.string() + ".tmp." + std::to_string(getpid())} {
    if (final_.empty())
        refuse("-o", "the name of the results file is empty. Name a file, such as results.h5?");
    std::error_code ignored;
    const auto status = std::filesystem::status(final_, ignored);
    if (std::filesystem::is_directory(status) || !final_.has_filename()) {
        refuse(final_, "is a folder (results go into a file). Name a file, such as results.h5?");
    }
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        refuse(final_, "is not a plain file (results replace what is there). Name another file?");
    }
    const int descriptor = open(temporary_.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        const int error = errno;
        if (is_bad_luck(error)) throw std::runtime_error{writing_failed(final_, message_of(error))};
        refuse(final_, "can't be written there (" + message_of(error) +
                           "). Make the folder, or name one that you may write to?");
    }
    close(descriptor);
}

void UnfinishedFile::keep() {
    if (!sync(temporary_)) throw std::runtime_error{writing_failed(final_, message_of(errno))};
    std::error_code error;
    std::filesystem::rename(temporary_, final_, error);
    if (error) throw std::runtime_error{writing_failed(final_, error.message())};
    temporary_.clear();
    sync(final_.has_parent_path() ? final_.parent_path() : std::filesystem::path{"."});
}

void UnfinishedFile::remove() noexcept {
    std::error_code ignored;
    if (!temporary_.empty()) std::filesystem::remove(temporary_, ignored);
    temporary_.clear();
}

}  // namespace hearth
