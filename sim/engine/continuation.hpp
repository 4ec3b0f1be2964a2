#pragma once

#include <string>

#include "sim/engine/model.hpp"
#include "sim/results/snapshot.hpp"

namespace hearth {

/// XXH3 over the bytes of every data table that was read.
std::string digest_of_data(const Inputs& inputs);

/// What a snapshot of a run in `month` says of it.
SnapshotIdentity identity_of(const Config& config, const Model& model, Month month);

/// May `model` go on from `snapshot`? Its build, data and settings have to be those of the run that was
/// saved; it may be longer or shorter, past the snapshot's month.
///
/// @throws ConfigError with every reason why not
void check_goes_on(const SnapshotReader& snapshot, const Config& config, const Model& model);

/// Has it the same past? Its processes have to be those of the saved run, but for policies that start in the
/// snapshot's month or later. They are prepared: a policy may know only then when it starts.
///
/// @throws ConfigError with every reason why not
void check_same_past(const SnapshotReader& snapshot, const Config& config, const Model& model,
                     const Country& country);

}  // namespace hearth
