# Installs what package-lock.json names, and nothing else, into a folder of the build tree:
# cmake -DSOURCE=tests/web -DTARGET=build/dev/tests/web/packages -P install_packages.cmake
# Without a change of the lock file it takes no time and asks nobody.
set(mark ${TARGET}/installed.sha256)
file(SHA256 ${SOURCE}/package-lock.json wanted)
if(EXISTS ${mark})
  file(READ ${mark} installed)
  if(installed STREQUAL wanted)
    return()
  endif()
endif()

find_program(npm npm)
if(NOT npm)
  message(FATAL_ERROR "The browser tests need npm: apt-get install nodejs npm chromium (or ./test.sh, which does it).")
endif()

file(REMOVE_RECURSE ${TARGET})
file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${TARGET})
execute_process(
  COMMAND ${npm} ci --ignore-scripts --no-audit --no-fund --no-update-notifier --fetch-retries=1
  WORKING_DIRECTORY ${TARGET} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT status EQUAL 0)
  message(FATAL_ERROR
    "The browser tests need the packages of tests/web/package-lock.json from the npm registry, and `npm ci` could not "
    "get them. Is the network there? For a mirror: npm config set registry URL. npm said:\n${output}")
endif()
file(WRITE ${mark} ${wanted})
