#pragma once

namespace hearth {

extern const char* const version;  ///< "0.1.0"
extern const char* const
    commit;  ///< "a1b2c3d4e5f6", "-dirty" behind it if the tree was; "unknown" outside a checkout

}  // namespace hearth
