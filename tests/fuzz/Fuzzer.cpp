// SPDX-License-Identifier: GPL-3.0-or-later
// One libFuzzer program a target: HINOBAN_FUZZ_TARGET names its function.
#include "tests/fuzz/Targets.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    hinoban::fuzz::HINOBAN_FUZZ_TARGET(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
