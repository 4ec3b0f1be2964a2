#pragma once

#include "sim/config/csv.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

// Readers of the tables that have more than one number for each authority, year or label: each puts what it
// reads into `inputs`, and what is wrong to the faults of its table. Areas come first.

/// Local authorities and their regions.
void read_areas(Csv csv, Inputs& inputs);

/// Children by authority, deprivation decile and age.
void read_children(Csv csv, Inputs& inputs);

/// The stock by age, unaccompanied children apart.
void read_looked_after(Csv csv, Inputs& inputs);

/// The stock by characteristic: each characteristic that the first day uses must add up to the authority's
/// total, which has been read before.
void read_profile(Csv csv, Inputs& inputs);

/// Shares by time in care of each age band, which add up to 1.
void read_time_in_care(Csv csv, Inputs& inputs);

/// Homes and their places. They are listed where there are some: an authority or sector without a row has
/// none.
void read_homes(Csv csv, Inputs& inputs);

/// Ratios of every process by year and age, without gaps.
void read_history(Csv csv, Inputs& inputs);

/// Ratios of legal statuses and categories of need at the start of care, every year whole, without gaps.
void read_entry_mixes(Csv csv, Inputs& inputs);

/// Ratios of every authority and year, without gaps.
void read_starts_history(Csv csv, Inputs& inputs);

/// Ratios of entry are against a mean that begins before them. Where the starts that a run takes are of their
/// own, later years, the ratios become those against these.
void take_entries_against_their_starts(Inputs& inputs);

/// Weekly prices, all of one year; every price that the model needs must be there, once.
void read_prices(Csv csv, Inputs& inputs);

}  // namespace hearth
