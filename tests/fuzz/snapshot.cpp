/// A snapshot whose rows somebody has changed and sealed again: refused, or a run goes on from it for a
/// month.
#include "sim/core/contracts.hpp"
#include "tests/engine/saved_county.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace hearth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const SavedCounty saved;
    if (size == 0) return 0;
    auto tables = saved.tables;
    const auto which = data[0] % (tables.tables.size() + 1);
    const fuzz::Bytes edits{data + 1, size - 1};
    fuzz::edit(which < tables.tables.size() ? std::span{tables.tables[which].cells}
                                            : std::as_writable_bytes(std::span{tables.rows}),
               edits);
    try {
        auto life = saved.restored(std::move(tables));
        life.live_until(saved.month + 1, [] {});
        life.take(Events::all);
    } catch (const MisfitTables&) {
    } catch (const Unworkable&) {
    } catch (const BrokenContract&) {  // which `hearth run --from` tells of the file
    }
    return 0;
}
