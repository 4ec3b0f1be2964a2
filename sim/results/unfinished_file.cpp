#include "sim/results/unfinished_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <csignal>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

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

/// What temporary files of this machine have after the name of the file: ".tmp.node7.".
std::string of_this_machine() {
    std::array<char, HOST_NAME_MAX + 1> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return ".tmp.machine.";
    return ".tmp." + std::string{name.data()}.substr(0, 40) + ".";
}

constexpr std::size_t digits_of_a_name = 6;

/// Six hexadecimal digits that nobody can foretell, so that no link can lie in wait under the name.
std::string unforeseeable() {
    std::uint32_t number = 0;
    if (getrandom(&number, sizeof number, 0) != sizeof number)
        throw std::runtime_error{"the system gives no random numbers (" + message_of(errno) + ")"};
    return fmt::format("{:0{}x}", number & 0xFFFFFFU, digits_of_a_name);
}

/// The process of this machine whose temporary file has this name; 0 if it is another's, or no such name.
pid_t process_in(std::string_view name) {
    const auto machine = of_this_machine();
    const auto at = name.rfind(machine);
    if (at == std::string_view::npos) return 0;
    name.remove_prefix(at + machine.size());
    pid_t process = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
    name.remove_prefix(static_cast<std::size_t>(read.ptr - name.data()));
    const bool is_whole =
        read.ec == std::errc{} && name.size() == 1 + digits_of_a_name && name.front() == '.';
    return is_whole ? process : 0;
}

}  // namespace

bool is_left_behind(const std::filesystem::path& file) {
    const auto process = process_in(file.filename().string());
    if (process <= 0 || kill(process, 0) == 0 || errno != ESRCH) return false;
    const int descriptor = open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return false;
    struct stat status {};
    const bool is_free = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
                         status.st_uid == geteuid() && flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    close(descriptor);
    return is_free;
}

std::vector<std::filesystem::path> remove_leftovers(const std::filesystem::path& file) {
    const auto start = file.filename().string() + of_this_machine();
    std::vector<std::filesystem::path> removed;
    std::error_code failed;
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    for (std::filesystem::directory_iterator entry{folder, failed}, end; !failed && entry != end;
         entry.increment(failed)) {
        const auto name = entry->path().filename().string();
        if (!name.starts_with(start) || !is_left_behind(entry->path())) continue;
        std::error_code kept;
        if (std::filesystem::remove(entry->path(), kept)) removed.push_back(entry->path());
    }
    return removed;
}

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
    : final_{std::move(file)},
      temporary_{final_.string() + of_this_machine() + std::to_string(getpid()) + "." + unforeseeable()} {
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
    made_ = open(temporary_.c_str(), O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, 0666);
    if (made_ >= 0) return;
    const int error = errno;
    if (is_bad_luck(error)) throw std::runtime_error{writing_failed(final_, message_of(error))};
    refuse(final_, "can't be written there (" + message_of(error) +
                       "). Make the folder, or name one that you may write to?");
}

void UnfinishedFile::keep() {
    struct stat made {};
    struct stat found {};
    if (fstat(made_, &made) != 0 || lstat(temporary_.c_str(), &found) != 0 || made.st_dev != found.st_dev ||
        made.st_ino != found.st_ino)
        throw std::runtime_error{writing_failed(
            final_, "somebody put another file in place of " + temporary_.filename().string())};
    if (!sync(temporary_)) throw std::runtime_error{writing_failed(final_, message_of(errno))};
    std::error_code error;
    std::filesystem::rename(temporary_, final_, error);
    if (error) throw std::runtime_error{writing_failed(final_, error.message())};
    temporary_.clear();
    remove();
    sync(final_.has_parent_path() ? final_.parent_path() : std::filesystem::path{"."});
}

void UnfinishedFile::remove() noexcept {
    std::error_code ignored;
    if (!temporary_.empty()) std::filesystem::remove(temporary_, ignored);
    temporary_.clear();
    if (made_ >= 0) close(made_);
    made_ = -1;
}

}  // namespace hearth
