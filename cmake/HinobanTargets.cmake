# SPDX-License-Identifier: GPL-3.0-or-later
# One way to declare a library, a program and a test, so that a folder's CMakeLists.txt only says what is its own.

# Flags that every target of ours compiles with.
add_library(hinoban_flags INTERFACE)
target_compile_definitions(hinoban_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
  QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(hinoban_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(HINOBAN_WARNINGS_AS_ERRORS)
  target_compile_options(hinoban_flags INTERFACE -Werror)
endif()
if(HINOBAN_SANITIZE)
  target_compile_options(hinoban_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(hinoban_flags INTERFACE -fsanitize=address,undefined)
endif()
# A sanitised program is several times slower: every test's TIMEOUT is multiplied by this.
set(HINOBAN_TIMEOUT_FACTOR 1)
if(HINOBAN_SANITIZE)
  set(HINOBAN_TIMEOUT_FACTOR 4)
endif()
if(HINOBAN_FUZZ)
  target_compile_options(hinoban_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer)
  target_link_options(hinoban_flags INTERFACE -fsanitize=address,undefined)
endif()

# hinoban_app_library(<folder> SOURCES ... [LINK <what DESIGN allows this folder to use>...])
# Makes the static library hinoban_<folder>. Includes are written from the top: #include "app/dns/Name.h".
function(hinoban_app_library folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(hinoban_${folder} STATIC ${ARG_SOURCES})
  target_include_directories(hinoban_${folder} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(hinoban_${folder} PUBLIC hinoban_flags ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
endfunction()

# hinoban_test(<name> SOURCES ... LINK ... [LABELS ...] [TIMEOUT s] [NAMESPACE] [GUI])
# One executable a class. NAMESPACE runs the test as root of a fresh user and network namespace in which only
# loopback exists; GUI draws on Qt's offscreen platform.
function(hinoban_test name)
  cmake_parse_arguments(ARG "NAMESPACE;GUI" "TIMEOUT" "SOURCES;LINK;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE hinoban_flags Qt6::Test ${ARG_LINK})
  target_compile_definitions(${name} PRIVATE
    HINOBAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}" HINOBAN_BINARY_DIR="${PROJECT_BINARY_DIR}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin/tests)
  if(ARG_NAMESPACE)
    add_test(NAME ${name} COMMAND ${PROJECT_SOURCE_DIR}/tests/lab/in-namespace $<TARGET_FILE:${name}>)
  else()
    add_test(NAME ${name} COMMAND ${name})
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * ${HINOBAN_TIMEOUT_FACTOR}")
  set(environment "QT_QPA_PLATFORM=offscreen" "TZ=UTC" "LC_ALL=C.UTF-8" "QT_FATAL_WARNINGS=0" ${ARG_ENVIRONMENT})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT "${environment}" LABELS "${ARG_LABELS}")
endfunction()
