/// A configuration: YAML by both readers, merged, read by every process that it names.
#include "sim/config/config.hpp"
#include "sim/processes/process.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace hearth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::read_or_refuse([&] {
        auto config = Config::parse(fuzz::text_of({data, size}));
        for (const auto& name : config.schedule()) {
            const auto known = processes().find(name);
            if (known == processes().end()) continue;
            auto section = config.process(name);
            known->second.make(section);
        }
        config.resolved();
        config.finish();
    });
    return 0;
}
