#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "sim/results/results.hpp"
#include "tests/folder.hpp"

namespace hearth::testing {

namespace fs = std::filesystem;

inline std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream{text};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// What a user sees of a command.
struct Seen {
    int code = 0;
    std::string out;
    std::string err;
};

inline fs::path configs() {
    return fs::path{HEARTH_SOURCE_DIR} / "configs";
}
inline std::string tiny() {
    return (configs() / "tiny.yaml").string();
}

/// Starts the program in `folder`, output and errors to files there; returns its process id.
///
/// @param before  shell commands that come first: `ulimit -f 20; trap '' XFSZ;`
inline pid_t start(const Folder& folder, const std::vector<std::string>& words,
                   const std::string& before = "") {
    const auto process = fork();
    if (process != 0) return process;
    const auto script = before + R"(exec "$0" "$@" > "$OUT" 2> "$ERR")";
    std::vector<std::string> command{"sh", "-c", script, HEARTH_BINARY};
    command.insert(command.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (auto& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    setenv("OUT", (folder.path().string() + ".out").c_str(), 1);
    setenv("ERR", (folder.path().string() + ".err").c_str(), 1);
    if (chdir(folder.path().c_str()) == 0) execvp("sh", arguments.data());
    _exit(127);
}

/// Waits for the program and reads what it said.
inline Seen finish(const Folder& folder, pid_t process) {
    int status = 0;
    waitpid(process, &status, 0);
    const auto said = [&](const std::string& ending) {
        const fs::path file = folder.path().string() + ending;
        auto text = text_of(file);
        fs::remove(file);
        return text;
    };
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), said(".out"), said(".err")};
}

inline Seen run(const Folder& folder, const std::vector<std::string>& words, const std::string& before = "") {
    return finish(folder, start(folder, words, before));
}

inline std::string digest_of(const fs::path& results) {
    const ResultsReader reader{results};
    return to_text(reader.digests());
}

/// Does `simulate` end as bad input, with one line that contains `message`, and leave the folder as it was?
template <class Simulate>
void check_refused(const Folder& folder, Simulate simulate, const std::string& message) {
    const auto before = folder.names();
    const Seen seen = simulate();
    CHECK(seen.code == 2);
    CHECK(seen.out.empty());
    CHECK(lines_of(seen.err).size() == 1);
    CHECK_THAT(seen.err, Catch::Contains(message));
    CHECK(folder.names() == before);
}

}  // namespace hearth::testing
