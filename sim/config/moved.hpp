#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace hearth {

/// Where a number or a section of an earlier Hearth stands now, in words that follow "unknown key NAME"; ""
/// for any other name.
///
/// @param stands  is there a section or a number of this name?
std::string moved_to(std::string_view name, const std::function<bool(std::string_view)>& stands);

}  // namespace hearth
