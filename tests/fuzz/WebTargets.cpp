// SPDX-License-Identifier: GPL-3.0-or-later
// What web services answer.
#include "app/path/HttpReader.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/Targets.h"

namespace hinoban::fuzz {

using path::HttpReader;

void httpanswer(const QByteArray &octets)
{
    constexpr HttpReader::Limits Limits{512, 256, true};
    const auto read = [&](qsizetype piece) {
        HttpReader reader(Limits);
        for (qsizetype at = 0; at < octets.size(); at += piece)
            (void)reader.feed(octets.mid(at, piece));
        (void)reader.finish();
        return reader;
    };
    const HttpReader whole = read(std::max<qsizetype>(octets.size(), 1)), bits = read(1);
    must(whole.state() == HttpReader::State::Done || whole.state() == HttpReader::State::Failed, "it ends");
    must(whole.state() == bits.state() && whole.status() == bits.status() && whole.body() == bits.body() &&
             whole.isCut() == bits.isCut() && whole.problem() == bits.problem(),
         "how the wire cuts an answer makes no other one of it");
    must(whole.bodyBytes() <= Limits.body && whole.body().size() == whole.bodyBytes(), "a body is bounded");
    if (whole.state() == HttpReader::State::Failed) return must(!whole.problem().isEmpty(), "a refusal has a reason");
    must(whole.status() >= 200 && whole.status() <= 999, "a whole answer has a status, and no interim one");
}

} // namespace hinoban::fuzz
