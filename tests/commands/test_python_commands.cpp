#include <catch2/catch.hpp>

#include "tests/commands/program.hpp"

using namespace hearth::testing;

namespace {

/// Sets HEARTH_PYTHON to a shell script in the folder.
std::string interpreter(const Folder& folder, const std::string& script) {
    const auto file = folder / "python";
    std::ofstream{file} << "#!/bin/sh\n" << script << "\n";
    fs::permissions(file, fs::perms::owner_all);
    return "export HEARTH_PYTHON='" + file.string() + "'; ";
}

void check_one_line(const Seen& seen, const std::string& words) {
    CHECK(seen.code == 2);
    CHECK(seen.out.empty());
    CHECK(lines_of(seen.err).size() == 1);
    CHECK_THAT(seen.err, Catch::Contains(words));
}

}  // namespace

TEST_CASE("the program's help lists the commands that Python carries out", "[commands][python]") {
    const Folder folder;
    const auto help = run(folder, {"--help"}).out;
    CHECK_THAT(help, Catch::Contains("\n  stability   ") && Catch::Contains("\n  episodes   ") &&
                         Catch::Contains("\n  calibrate   "));
}

TEST_CASE("Python's own help and messages come through, with its exit code", "[commands][python]") {
    const Folder folder;
    const auto help = run(folder, {"episodes", "--help"});
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK_THAT(help.out, Catch::StartsWith("usage: hearth episodes"));
    check_one_line(run(folder, {"episodes", "missing.h5", "--ssda903", "returns"}), "missing.h5: ");
    CHECK(folder.names().empty());
}

TEST_CASE("every word after the command reaches Python as it was typed", "[commands][python]") {
    const Folder folder;
    const auto python =
        interpreter(folder, "shift 4; printf '<%s>\\n' \"$@\"");  // -c, launcher, module, packages
    const auto seen = run(folder, {"stability", "a b", "", "--", "--version", "-h", "*"}, python);
    CHECK(seen.out == "<a b>\n<>\n<-->\n<--version>\n<-h>\n<*>\n");
}

TEST_CASE("each command asks for its own module and packages", "[commands][python]") {
    const Folder folder;
    const auto python = interpreter(folder, "printf '%s: %s' \"$3\" \"$4\"");
    const std::string always = "numpy pandas xarray h5py";
    CHECK(run(folder, {"episodes"}, python).out == "hearth.episodes: " + always);
    CHECK(run(folder, {"stability"}, python).out ==
          "hearth.stability: " + always + " scipy statsmodels matplotlib");
    CHECK(run(folder, {"calibrate"}, python).out == "hearth.calibrate: " + always + " yaml matplotlib");
}

TEST_CASE("a command that starts Hearth starts this program, unless another is named", "[commands][python]") {
    const Folder folder;
    const auto python = interpreter(folder, "echo $HEARTH_BINARY");
    CHECK(run(folder, {"calibrate"}, "unset HEARTH_BINARY; " + python).out == HEARTH_BINARY "\n");
    CHECK(run(folder, {"calibrate"}, "export HEARTH_BINARY=/mine; " + python).out == "/mine\n");
}

TEST_CASE("the exit code is that of the Python command, whatever it is", "[commands][python]") {
    const Folder folder;
    CHECK(run(folder, {"episodes"}, interpreter(folder, "exit 75")).code == 75);
}

TEST_CASE("the package beside the program comes first, then what PYTHONPATH said", "[commands][python]") {
    const Folder folder;
    const auto python = interpreter(folder, "echo $PYTHONPATH");
    const auto package = fs::path{HEARTH_SOURCE_DIR} / "analysis";
    CHECK(run(folder, {"episodes"}, "unset PYTHONPATH; " + python).out == package.string() + "\n");
    CHECK(run(folder, {"episodes"}, "export PYTHONPATH=/mine; " + python).out ==
          package.string() + ":/mine\n");
}

TEST_CASE("a file of the user's does not take the place of a Python module", "[commands][python]") {
    const Folder folder;
    std::ofstream{folder / "numpy.py"} << "raise SystemExit('not the real one')\n";
    CHECK(run(folder, {"episodes", "--help"}).code == 0);
}

TEST_CASE("Ctrl-C reaches the Python command: it is the same process", "[commands][python]") {
    const Folder folder;
    const auto python = interpreter(folder, "touch begun\nexec sleep 60");
    const auto process = start(folder, {"stability", "run.h5"}, python);
    for (int wait = 0; wait < 2000 && folder.names().count("begun") == 0; ++wait) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    kill(process, SIGINT);
    CHECK(finish(folder, process).code == -SIGINT);
}

TEST_CASE("without Python or its modules one line says what to install", "[commands][python]") {
    const Folder folder;
    // -S: without the folders in which Debian keeps the modules.
    const auto bare = interpreter(folder, "exec /usr/bin/python3 -S \"$@\"");
    check_one_line(run(folder, {"stability", "run.h5"}, bare), "apt-get install python3-numpy");
    check_one_line(run(folder, {"calibrate", "fit.yaml"}, bare), "python3-yaml");
    check_one_line(run(folder, {"stability", "run.h5"}, "export HEARTH_PYTHON=/no/python; "), "'/no/python'");
}
