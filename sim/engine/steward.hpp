#pragma once

namespace hearth {

/// Who gives processes the tables of one authority to write (`Population::own`). No process can include this
/// file, since the engine lies above them.
class Steward {};

}  // namespace hearth
