include(GNUInstallDirs)
install(TARGETS hearth)
install(DIRECTORY configs/ DESTINATION ${CMAKE_INSTALL_DATADIR}/hearth/configs)
install(DIRECTORY analysis/ DESTINATION ${CMAKE_INSTALL_DATADIR}/hearth/python PATTERN "__pycache__" EXCLUDE
        PATTERN "*.egg-info" EXCLUDE)
install(FILES LICENSE CITATION.cff DESTINATION ${CMAKE_INSTALL_DATADIR}/hearth)
