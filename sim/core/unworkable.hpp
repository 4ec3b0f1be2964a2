#pragma once

#include <stdexcept>

namespace hearth {

/// Parameters or tables, each allowed by itself, that together come to what cannot be simulated, where only
/// building the first day or running could tell. The message names them. The run ends with exit code 2.
class Unworkable final : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
};

}  // namespace hearth
