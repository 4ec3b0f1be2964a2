/// A sweep's folder. What an accident does to it is refused by its seal; here somebody has sealed it again.
#include "sim/sweep/plan.hpp"
#include "sim/results/digest.hpp"
#include "sim/sweep/plan_files.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace hearth;

namespace {

/// The plan of a small sweep, with its digests left open.
struct Planned {
    fuzz::Folder folder;
    std::string json, csv, yaml;

    Planned() {
        const auto file =
            folder.write("sweep.yaml", "sweep: fuzz\nconfig: " HEARTH_SOURCE_DIR
                                       "/configs/tiny.yaml\nset: [\"months=6\"]\ndesign: grid\nparameters:\n"
                                       "  recruitment_hub.strength: {values: [0, 1]}\n");
        const auto plan =
            make_plan(SweepSpec::read(file), file, folder / "plan", HEARTH_SOURCE_DIR "/configs");
        write_plan(plan);
        json = plan_files::read_text(folder / "plan/plan.json");
        csv = plan_files::read_text(folder / "plan/plan.csv");
    }
};

void replace(std::string& text, const std::string& old, const std::string& with) {
    if (const auto at = text.rfind(old); at != std::string::npos) text.replace(at, old.size(), with);
}

std::string edited(std::string text, fuzz::Bytes edits) {
    fuzz::edit(std::as_writable_bytes(std::span{text}), edits);
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Planned planned;
    if (size == 0) return 0;
    const fuzz::Bytes edits{data + 1, size - 1};
    const bool is_csv = data[0] % 2 == 0;
    const auto csv = is_csv ? edited(planned.csv, edits) : planned.csv;
    auto json = is_csv ? planned.json : edited(planned.json, edits);
    replace(json, Digest::of_bytes(planned.csv), Digest::of_bytes(csv));
    if (const auto seal = json.rfind("\"seal\": \""); seal != std::string::npos) {
        constexpr std::size_t before = 9;
        if (json.size() < seal + before + plan_files::unsealed.size()) return 0;
        json.replace(seal + before, plan_files::unsealed.size(), plan_files::unsealed);
        replace(json, plan_files::seal_line(plan_files::unsealed),
                plan_files::seal_line(Digest::of_bytes(json)));
    }
    planned.folder.write("plan/plan.csv", csv);
    planned.folder.write("plan/plan.json", json);
    fuzz::read_or_refuse([&] {
        const auto plan = read_plan(planned.folder / "plan");
        plan.study();
        for (const auto& run : plan.runs) plan.assignments_of(run);
    });
    return 0;
}
