# The interpreter of the analysis commands: the first that has what the package reads results with. Another python3 may
# stand first on PATH and see none of Debian's modules. None is no fault here: the commands look again when they run.
set(HEARTH_PYTHON_FOUND "/usr/bin/python3")
find_program(HEARTH_PYTHON_ON_PATH python3)
foreach(interpreter ${HEARTH_PYTHON_ON_PATH} /usr/bin/python3)
    execute_process(COMMAND ${interpreter} -c "import h5py, numpy, xarray"
                    RESULT_VARIABLE lacking OUTPUT_QUIET ERROR_QUIET)
    if(lacking EQUAL 0)
        set(HEARTH_PYTHON_FOUND ${interpreter})
        break()
    endif()
endforeach()
