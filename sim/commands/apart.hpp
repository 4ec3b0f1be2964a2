#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace hearth {

/// What a copy of the program may use: memory and CPU time in proportion to the size of the file that it
/// reads, or as much as it likes, for one that does more than read.
enum class Limits { of_a_reader, none };

/// Splits the program in two, so that a file which makes a library fail ends a copy of it and no more.
///
/// The copy gets nullopt and goes on; it dies with the program. The program itself waits for it and gets its
/// exit code; if a signal or a limit ended it, the file is refused as damaged (ConfigError). To be called
/// before any thread is started.
///
/// @param file  a file, or a folder of files
std::optional<int> outcome_of_a_copy(const std::string& file, Limits limits = Limits::of_a_reader);

/// Sets the limits of such a copy, which reads a file of so many bytes: what a sound one never takes.
void set_limits_of_a_copy(std::uintmax_t bytes);

/// Waits for a child process to end, passing on what asks this one to stop. Its exit code; if a signal that
/// means a fault of the program ended it, what that is called goes to `fault`; any other ends this process,
/// too.
int wait_for(int child, std::string& fault);

}  // namespace hearth
