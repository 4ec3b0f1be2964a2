/// A study of parameters, as sweep.yaml asks for it.
#include "sim/sweep/spec.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace hearth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Folder folder;
    const auto file = folder.write("sweep.yaml", fuzz::text_of({data, size}));
    fuzz::read_or_refuse([&] { SweepSpec::read(file, HEARTH_SOURCE_DIR "/configs"); });
    return 0;
}
