#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "sim/config/description.hpp"
#include "sim/config/document.hpp"
#include "sim/config/fault.hpp"

namespace hearth {

/// A configuration while it is read: shared by the Config and all its Sections.
struct Reading {
    bool has_document = false;       ///< false when only declarations are wanted
    Document top;                    ///< merged
    std::optional<Document> before;  ///< `shared` as it is without scenarios, where there are any
    Document first_day;              ///< what the first day reads of `shared`, where it is not that of `top`
    Faults faults;
    Description description;
    std::vector<std::string> assignments;  ///< of `--set`, for messages
    std::vector<std::string> notes;        ///< one sentence each, of what is no fault
    DrawNumber draw;                       ///< what numbers with a plausible range read as; empty: as written
};

}  // namespace hearth
