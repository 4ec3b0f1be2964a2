# Run as a script: writes OUTPUT with the version and the commit of SOURCE ("unknown" outside a checkout).
execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
                OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
    set(commit "unknown")
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[#include "sim/version.hpp"

namespace hearth {
const char* const version = "@VERSION@";
const char* const commit = "@commit@";
}  // namespace hearth
]])
