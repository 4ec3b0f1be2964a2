#include "sim/commands/apart.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "sim/config/fault.hpp"

namespace hearth {
namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HEARTH_SANITIZED  // as clang tells it
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(HEARTH_SANITIZED)
constexpr bool has_shadow_memory = true;  // terabytes of it, of which nothing is used
#else
constexpr bool has_shadow_memory = false;
#endif

volatile std::sig_atomic_t waited_for = 0;

/// What a terminal sends, both get; what somebody sends to this process alone, the other has to hear of.
void pass_on(int signal, siginfo_t* about, void*) {
    const bool is_from_somebody = about->si_code <= 0;
    if (is_from_somebody && waited_for > 0) kill(waited_for, signal);
}

bool is_fault(int signal) {
    constexpr std::array faults{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU};
    for (const auto fault : faults)
        if (signal == fault) return true;
    return false;
}

}  // namespace

void set_limits_of_a_copy(std::uintmax_t bytes) {
    // Some 900 MB and ten seconds, and so much for each byte.
    constexpr rlim_t least_memory = 900'000'000, memory_of_a_byte = 60;
    constexpr rlim_t least_seconds = 10, bytes_in_a_second = 1'000'000;
    const auto limit = [](int what, rlim_t most, rlim_t beyond = 0) {
        const rlimit both{most, most + beyond};
        setrlimit(static_cast<__rlimit_resource>(what), &both);
    };
    // At the hard limit comes SIGKILL, of which nobody could say what it meant.
    constexpr rlim_t to_be_told = 5;
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, least_seconds + bytes / bytes_in_a_second, to_be_told);
    if (!has_shadow_memory) limit(RLIMIT_DATA, least_memory + memory_of_a_byte * bytes);
}

int wait_for(int child, std::string& fault) {
    waited_for = child;
    struct sigaction passing {};
    passing.sa_sigaction = pass_on;
    passing.sa_flags = SA_SIGINFO;
    for (const int asks : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) sigaction(asks, &passing, nullptr);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    waited_for = 0;
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    const int signal = WTERMSIG(status);
    if (is_fault(signal)) {
        fault = strsignal(signal);
        return 0;
    }
    std::signal(signal, SIG_DFL);
    raise(signal);
    return 128 + signal;  // as a shell would say, where the signal is held back
}

std::optional<int> outcome_of_a_copy(const std::string& file, Limits limits) {
    std::fflush(nullptr);
    const int child = fork();
    if (child < 0) return std::nullopt;  // no room for a copy: read here
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (limits == Limits::none) return std::nullopt;
        std::error_code none;
        const auto bytes = std::filesystem::file_size(file, none);
        set_limits_of_a_copy(none ? 0 : bytes);
        return std::nullopt;
    }
    std::string fault;
    const int code = wait_for(child, fault);
    if (fault.empty()) return code;
    throw ConfigError{{Fault{{file},
                             "is damaged (reading it ended in the HDF5 library with '" + fault +
                                 "'). Copy it again, or run again"}}};
}

}  // namespace hearth
