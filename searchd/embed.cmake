# Makes a C++ source of the files for browsers: cmake -DOUTPUT=web_files_data.cpp "-DFILES=a.js,b.css" -P embed.cmake
# Scripts and styles lose their indentation and the comments that have a line of their own (the licence stays);
# nothing else is changed, so what is served can be read.
string(REPLACE "," ";" FILES "${FILES}")
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} content)
  if(name MATCHES "\\.(js|css)$")
    string(REGEX REPLACE "\n +" "\n" content "${content}")
    string(REGEX REPLACE "\n(// [^\n]*\n)+" "\n" content "${content}")
    string(REGEX REPLACE "\n/\\*[^\n]*\\*/\n" "\n" content "${content}")
    string(REGEX REPLACE "\n\n+" "\n" content "${content}")
  endif()
  if(content MATCHES "\\)~\"")
    message(FATAL_ERROR "${file} has )~\" in it, which would end the C++ literal")
  endif()
  string(SHA256 version "${content}")
  string(SUBSTRING ${version} 0 12 version)
  string(APPEND entries "    {\"${name}\", R\"~(${content})~\", \"${version}\"},\n")
endforeach()
file(WRITE ${OUTPUT}
  "// Made by embed.cmake.\n#include \"searchd/web_files.hpp\"\n\n#include <array>\n\nnamespace blogsearch {\nnamespace {\n\n"
  "constexpr auto kFiles = std::to_array<WebFile>({\n${entries}});\n\n}  // namespace\n\n"
  "std::span<const WebFile> web_files() {\n  return kFiles;\n}\n\n}  // namespace blogsearch\n")
