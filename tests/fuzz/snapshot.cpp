/// A snapshot whose rows somebody has changed and sealed again: refused, or a run goes on from it for a
/// month.
#include "sim/core/contracts.hpp"
#include "sim/engine/replicate.hpp"
#include "tests/engine/tiny_county.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace hearth;

namespace {

struct Saved {
    TinyCounty county{{"months=14"}, 1};
    Month month = county.layout.start + 12;
    SavedTables tables;

    Saved() {
        Replicate life{county.model.schedule, county.country, county.layout, 0, county.workers};
        life.live_until(month, [] {});
        tables = life.save();
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Saved saved;
    if (size == 0) return 0;
    auto tables = saved.tables;
    const auto which = data[0] % (tables.tables.size() + 1);
    const fuzz::Bytes edits{data + 1, size - 1};
    fuzz::edit(which < tables.tables.size() ? std::span{tables.tables[which].cells}
                                            : std::as_writable_bytes(std::span{tables.rows}),
               edits);
    try {
        const auto& [config, model, workers, country, layout] = saved.county;
        Replicate life{std::move(tables), saved.month, model.schedule, country, layout, 0, workers};
        life.live_until(saved.month + 1, [] {});
        life.take(Events::all);
    } catch (const MisfitTables&) {
    } catch (const Unworkable&) {
    } catch (const BrokenContract&) {  // which `hearth run --from` tells of the file
    }
    return 0;
}
