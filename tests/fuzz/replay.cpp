/// A target without libFuzzer: its corpus, then changes of it drawn from a fixed seed.
///
///     fuzz_yaml FOLDER CHANGES
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

std::vector<Input> corpus(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Input> inputs;
    for (const auto& file : files) {
        std::ifstream stream{file, std::ios::binary};
        inputs.emplace_back(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
    }
    return inputs;
}

/// One input, cut, grown, spliced with another or with single bytes replaced.
class Changes {
   public:
    explicit Changes(const std::vector<Input>& inputs) : inputs_{inputs} {}

    Input next() {
        auto input = inputs_[below(inputs_.size())];
        for (auto changes = 1 + below(8); changes > 0; --changes) change(input);
        return input;
    }

   private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
    std::ptrdiff_t place(const Input& in) { return static_cast<std::ptrdiff_t>(below(in.size() + 1)); }

    void change(Input& input) {
        const auto byte = static_cast<std::uint8_t>(random_());
        const auto& other = inputs_[below(inputs_.size())];
        const auto from = place(other), to = std::min(from + 64, std::ssize(other));
        const auto at = place(input);
        switch (below(5)) {
            case 0:
                input.insert(input.begin() + at, byte);
                break;
            case 1:
                input.insert(input.begin() + at, other.begin() + from, other.begin() + to);
                break;
            case 2:
                input.resize(input.size() - std::min(input.size(), below(16)));
                break;
            case 3:
                input.erase(input.begin() + at,
                            input.begin() + std::min<std::ptrdiff_t>(at + 1, std::ssize(input)));
                break;
            default:
                if (!input.empty()) input[below(input.size())] = byte;
        }
    }

    const std::vector<Input>& inputs_;
    std::mt19937_64 random_{20'190'331};
};

}  // namespace

int main(int count, char** words) {
    std::size_t changes = 0;
    const std::string last = count == 3 ? words[2] : "";
    if (count != 3 || std::from_chars(last.data(), last.data() + last.size(), changes).ec != std::errc{}) {
        std::fprintf(stderr, "usage: %s CORPUS CHANGES\n", words[0]);
        return 2;
    }
    const auto inputs = corpus(words[1]);
    if (inputs.empty()) {
        std::fprintf(stderr, "%s holds no input\n", words[1]);
        return 2;
    }
    for (const auto& input : inputs) LLVMFuzzerTestOneInput(input.data(), input.size());
    Changes changed{inputs};
    for (std::size_t made = 0; made < changes; ++made) {
        const auto input = changed.next();
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    std::printf("%s: %zu inputs and %zu changes of them read or refused\n", words[0], inputs.size(), changes);
    return 0;
}
