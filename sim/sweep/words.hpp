#pragma once

#include <string>
#include <vector>

namespace hearth {

/// "12, 13, 14 and 5 more".
std::string some_of(const std::vector<std::size_t>& runs);

/// A time as people say it: "0.4 s", "12 s", "7 min", "3.4 h", "12 days".
std::string spoken(double seconds);

}  // namespace hearth
