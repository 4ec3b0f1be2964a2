#pragma once

namespace hearth {

/// Who has accounts opened in the names of processes (`Population::account`). No process can include this
/// file, since the engine lies above them.
class Bookkeeper {};

}  // namespace hearth
