#include "sim/commands/commands.hpp"

int main(int argc, char** argv) {
    return hearth::run_program(argc, argv);
}
