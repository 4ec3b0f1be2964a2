# Everything comes from the system; scripts/install-dependencies.sh names the Debian packages.
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(TBB REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)

set(HDF5_PREFER_PARALLEL OFF)
find_package(HDF5 REQUIRED COMPONENTS C HL)
if(HDF5_IS_PARALLEL)
    message(FATAL_ERROR "HDF5 at ${HDF5_INCLUDE_DIRS} is the MPI build (is HDF5_ROOT set?). Hearth needs the serial one: "
                        "install libhdf5-dev and unset HDF5_ROOT.")
endif()
add_library(hearth_hdf5 INTERFACE)
target_include_directories(hearth_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS})
target_link_libraries(hearth_hdf5 INTERFACE ${HDF5_C_HL_LIBRARIES} ${HDF5_C_LIBRARIES})

# Libraries without a CMake package of their own.
function(hearth_library name header library package)
    find_path(${name}_INCLUDE ${header})
    find_library(${name}_LIBRARY ${library})
    if(NOT ${name}_INCLUDE OR NOT ${name}_LIBRARY)
        message(FATAL_ERROR "${header} or lib${library} not found. Install ${package}.")
    endif()
    add_library(hearth_${name} INTERFACE)
    target_include_directories(hearth_${name} SYSTEM INTERFACE ${${name}_INCLUDE})
    target_link_libraries(hearth_${name} INTERFACE ${${name}_LIBRARY})
endfunction()

hearth_library(sleef sleef.h sleef libsleef-dev)
hearth_library(xxhash xxhash.h xxhash libxxhash-dev)
hearth_library(libyaml yaml.h yaml libyaml-dev)

find_path(RANDOM123_INCLUDE Random123/philox.h)
if(NOT RANDOM123_INCLUDE)
    message(FATAL_ERROR "Random123/philox.h not found. Install librandom123-dev.")
endif()
