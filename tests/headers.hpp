// What many tests include that is not ours, compiled once for all of them. A test includes what it uses all
// the same.
#include "cmake/foreign.hpp"

#include <hdf5.h>

#include <catch2/catch.hpp>
#include <fstream>
