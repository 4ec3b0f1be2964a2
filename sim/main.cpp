#include <csignal>

#include "sim/commands/commands.hpp"

int main(int argc, char** argv) {
    // A file-size limit shall be an error of the write, with a message, not the end of the program.
    std::signal(SIGXFSZ, SIG_IGN);
    return hearth::run_program(argc, argv);
}
