# version.cpp is written anew at each build, but only touched when the commit has changed.
add_custom_target(hearth_commit
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DVERSION=${PROJECT_VERSION}
            -DOUTPUT=${PROJECT_BINARY_DIR}/version.cpp -P ${PROJECT_SOURCE_DIR}/cmake/write_version.cmake
    BYPRODUCTS ${PROJECT_BINARY_DIR}/version.cpp
    COMMENT "")
add_library(hearth_version STATIC ${PROJECT_BINARY_DIR}/version.cpp)
add_dependencies(hearth_version hearth_commit)
target_link_libraries(hearth_version PUBLIC hearth_options)
