/// A results file, summarised as `hearth summary` does: in a process of its own, since the HDF5 library may
/// fail on what is damaged. That the library fails is not counted; that our code does, is.
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <ucontext.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

#include "sim/commands/apart.hpp"
#include "sim/results/summary.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/results/sample_results.hpp"

// What counts how often code ran, where the compiler was asked to.
extern "C" std::uint8_t __start___sancov_cntrs[] __attribute__((weak));
extern "C" std::uint8_t __stop___sancov_cntrs[] __attribute__((weak));

using namespace hearth;

namespace {

constexpr int our_fault = 99;
constexpr int read_it = 0, refused_it = 2;

/// Ends the copy with `our_fault` if the code that failed is ours, and as the signal does if it is a
/// library's.
void tell_whose(int signal, siginfo_t*, void* context) {
    const auto* machine = static_cast<const ucontext_t*>(context);
#if defined(__x86_64__)
    auto* const at = reinterpret_cast<void*>(machine->uc_mcontext.gregs[REG_RIP]);
#else
    void* const at = nullptr;
    static_cast<void>(machine);
#endif
    Dl_info here{}, ours{};
    dladdr(at, &here);
    dladdr(reinterpret_cast<void*>(&tell_whose), &ours);
    if (here.dli_fbase && here.dli_fbase == ours.dli_fbase) _exit(our_fault);
    std::signal(signal, SIG_DFL);
    raise(signal);
}

/// Counters of the copy, to be added to those of this process: what fuzzing is guided by.
class SharedCounters {
   public:
    SharedCounters() : size_{static_cast<std::size_t>(__stop___sancov_cntrs - __start___sancov_cntrs)} {
        if (size_ == 0) return;
        auto* const memory = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) std::abort();
        shared_ = static_cast<std::uint8_t*>(memory);
    }
    void give() const {
        if (shared_) std::memcpy(shared_, __start___sancov_cntrs, size_);
    }
    void take() const {
        if (shared_) std::memcpy(__start___sancov_cntrs, shared_, size_);
    }

   private:
    std::size_t size_;
    std::uint8_t* shared_ = nullptr;
};

/// A sound file of two scenarios and two authorities.
std::string sound_file(const fuzz::Folder& folder) {
    sample::write_file(folder / "sound.h5", sample::layout());
    std::ifstream file{folder / "sound.h5", std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void summarise_and_exit(const std::filesystem::path& file, const SharedCounters& counters) {
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
        struct sigaction action {};
        action.sa_sigaction = tell_whose;
        action.sa_flags = SA_SIGINFO;
        sigaction(fault, &action, nullptr);
    }
    int code = our_fault;
    try {
        const ResultsReader results{file};
        summary_csv(summarise(results, Level::la));
        code = read_it;
    } catch (const ConfigError&) {
        code = refused_it;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "not in our words: %s\n", error.what());
    }
    counters.give();
    _exit(code);
}

}  // namespace

// NOLINTNEXTLINE: the names are the sanitizers'
extern "C" const char* __asan_default_options() {
    return "allocator_may_return_null=1:replace_intrin=0:handle_segv=0:handle_abort=0:handle_sigbus=0:"
           "handle_sigfpe=0:handle_sigill=0";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Folder folder;
    static const auto sound = sound_file(folder);
    static const SharedCounters counters;
    auto altered = sound;
    fuzz::edit(std::as_writable_bytes(std::span{altered}), {data, size});
    const auto file = folder.write("altered.h5", altered);
    std::fflush(nullptr);
    const int copy = fork();
    if (copy == 0) {
        set_limits_of_a_copy(altered.size());
        summarise_and_exit(file, counters);
    }
    int status = 0;
    while (waitpid(copy, &status, 0) < 0 && errno == EINTR) {  // the fuzzer's own clock
    }
    counters.take();
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : refused_it;
    if (code != read_it && code != refused_it) std::abort();
    return 0;
}
