#pragma once

#include <stdexcept>
#include <string>

namespace hearth {

/// Our mistake, not the user's: a broken promise inside the program. The run stops with exit code 1.
class BrokenContract final : public std::logic_error {
   public:
    using std::logic_error::logic_error;
};

/// States what must be true here for the code after it to make sense.
inline void expects(bool holds, const char* what, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
    if (!holds) {
        throw BrokenContract{std::string{file} + ":" + std::to_string(line) + ": " + what};
    }
}

/// Somebody pressed Ctrl-C: stop at the next month's end and leave nothing behind.
class Interrupted final : public std::runtime_error {
   public:
    Interrupted() : std::runtime_error{"interrupted"} {}
};

}  // namespace hearth
