/// A data table: its shape, its sources, and each cell as a number, a whole number and a word.
#include "sim/config/csv.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace hearth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Folder folder;
    static constexpr std::array<std::string_view, 2> words{"own", "private"};
    const auto file = folder.write("table.csv", fuzz::text_of({data, size}));
    fuzz::read_or_refuse([&] {
        Faults faults;
        Csv csv{file, faults};
        const auto kind = csv.column("kind"), children = csv.column("children"), share = csv.column("share");
        for (std::size_t row = 0; row < csv.rows(); ++row) {
            csv.label(row, kind, words);
            csv.integer(row, children);
            csv.real(row, share, 0, 1);
            csv.text(row, children);
        }
        faults.throw_if_any();
    });
    return 0;
}
