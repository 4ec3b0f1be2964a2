#pragma once

namespace hearth {

/// Standard output and error through our own hands, once, at the start of the program. What can't be written
/// there (a full disk, a stream that was closed) is lost without a throw: the exit code says how a command
/// ended, not whether somebody could hear it. A closed stream keeps its place, so that no file of ours gets
/// its number.
void take_standard_streams();

/// Why something on standard output was lost: the system's number of the first error; 0 if all is written.
int lost_output();

}  // namespace hearth
