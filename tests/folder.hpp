#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>

namespace hearth::testing {

namespace fs = std::filesystem;

inline std::string text_of(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

/// A folder of one test's own, removed with everything in it.
class Folder {
   public:
    explicit Folder(const std::string& name = "test") {
        auto pattern = (fs::temp_directory_path() / ("hearth-" + name + "-XXXXXX")).string();
        if (!mkdtemp(pattern.data())) throw std::runtime_error{"no folder can be made: " + pattern};
        path_ = pattern;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    const fs::path& path() const { return path_; }
    fs::path operator/(const std::string& name) const { return path_ / name; }
    std::string name(const std::string& file) const { return (path_ / file).string(); }
    bool is_empty() const { return fs::is_empty(path_); }

    /// Writes a file, and the folders above it.
    fs::path write(const std::string& name, const std::string& text) const {
        const auto file = path_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << text;
        return file;
    }

    /// Names of what is in it.
    std::set<std::string> names() const {
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator{path_}) names.insert(entry.path().filename());
        return names;
    }

   private:
    fs::path path_;
};

/// The number of a process that has ended.
inline pid_t process_that_is_gone() {
    const auto child = fork();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    return child;
}

}  // namespace hearth::testing
