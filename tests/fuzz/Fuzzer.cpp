// SPDX-License-Identifier: GPL-3.0-or-later
// One libFuzzer program a target: HINOBAN_FUZZ_TARGET names its function.
#include "tests/fuzz/Targets.h"

// libmaxminddb 1.7.1 forgets 5 KiB whenever it refuses a database in the middle of its description.
// NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
extern "C" const char *__lsan_default_suppressions() { return "leak:libmaxminddb.so\n"; }

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    hinoban::fuzz::HINOBAN_FUZZ_TARGET(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
