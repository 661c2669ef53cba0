# Runs one command line and compares all that it says - output, errors, exit code - with a file. Given by -D:
#   COMMAND   the program and its arguments, a list
#   EXPECTED  the file
#   ACTUAL    where to write what came instead
#   PATHS     "path=NAME" pairs: paths that are shown as NAME, so that the file fits every machine
# BLOGSEARCH_UPDATE_GOLDEN=1 in the environment accepts what comes.

execute_process(COMMAND ${COMMAND} OUTPUT_VARIABLE text ERROR_VARIABLE errors RESULT_VARIABLE code
                INPUT_FILE /dev/null)
if(errors)
  string(APPEND text "--- errors\n${errors}")
endif()
string(APPEND text "--- exit code ${code}\n")

# What differs from run to run, or with every change of ranking.
string(REGEX REPLACE "\"took_ms\":[0-9.e+-]+" "\"took_ms\":0" text "${text}")
string(REGEX REPLACE "\"score\":[0-9.e+-]+" "\"score\":0" text "${text}")
string(REGEX REPLACE "[0-9.]+ blogsearch\n" "0 blogsearch\n" text "${text}")
string(REGEX REPLACE "[0-9]+[.][0-9]+ s\n" "0.00 s\n" text "${text}")
foreach(pair IN LISTS PATHS)
  string(REGEX MATCH "^(.*)=(.*)$" _ "${pair}")
  string(REPLACE "${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}" text "${text}")
endforeach()

if(DEFINED ENV{BLOGSEARCH_UPDATE_GOLDEN})
  file(WRITE "${EXPECTED}" "${text}")
  return()
endif()

file(WRITE "${ACTUAL}" "${text}")
execute_process(COMMAND diff -u --label expected --label actual "${EXPECTED}" "${ACTUAL}" RESULT_VARIABLE differs)
if(NOT differs EQUAL 0)
  message(FATAL_ERROR "differs from ${EXPECTED}; BLOGSEARCH_UPDATE_GOLDEN=1 accepts it")
endif()
