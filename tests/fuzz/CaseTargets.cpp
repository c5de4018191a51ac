// SPDX-License-Identifier: GPL-3.0-or-later
// What people bring to an incident: timelines of other programs, output of tools, mail, evidence bundles.
#include "app/base/CanonicalJson.h"
#include "app/respond/MailReader.h"
#include "app/respond/Pasted.h"
#include "app/respond/TimelineFile.h"
#include "app/store/Bundle.h"
#include "app/store/Pack.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/Targets.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>

namespace hinoban::fuzz {
namespace {

using namespace Qt::StringLiterals;

const Instant Now = instantFromUnixMicroseconds(1'590'764'400'000'000);

void mustSayWhy(const Error &error) { must(!error.detail.isEmpty(), "a refusal has a reason"); }

// Control and bidi characters are for nobody's terminal; line ends may stand in words.
void mustBePlain(const QString &text, qsizetype most)
{
    must(text.size() <= most, "texts are bounded");
    must(std::none_of(text.begin(), text.end(),
                      [](QChar one) {
                          return (one.category() == QChar::Other_Control && one != u'\n') ||
                                 (one >= u'\u202a' && one <= u'\u202e') || (one >= u'\u2066' && one <= u'\u2069');
                      }),
         "texts steer nothing");
}

void mustStandInALog(const respond::Entry &entry)
{
    const auto written = canonicalJson(respond::toJson(entry));
    must(written.has_value(), "an entry has a canonical form");
    const auto again = respond::entryFromJson(respond::toJson(entry));
    must(again && *again == entry, "an entry that is written reads back the same");
}

} // namespace

void timeline(const QByteArray &octets)
{
    for (const std::optional<int> zone : {std::optional<int>(), std::optional<int>(9 * 3600)}) {
        const auto read = respond::importTimeline(octets, u"file"_s, zone);
        if (!read) {
            mustSayWhy(read.error());
            continue;
        }
        must(zone || read->zoneless == 0, "no zone is made up");
        must(read->noZone <= read->left, "what says no zone is left out");
        must(read->problems.size() <= 100, "problems are bounded");
        for (const QString &problem : read->problems)
            mustBePlain(problem, 1000);
        std::vector<respond::Entry> adopted;
        for (const auto &entry : read->entries) {
            mustStandInALog(entry);
            adopted.push_back(respond::adopted(entry, u"file"_s, Now));
            mustStandInALog(adopted.back());
        }
        if (adopted.size() > 200) continue;
        for (const auto format : {respond::TimelineFormat::TimesketchCsv, respond::TimelineFormat::TimesketchJsonl}) {
            const auto out = respond::exportTimeline(adopted, format);
            must(out.has_value(), "what was taken can be handed on");
            if (adopted.empty() || out->size() > respond::LargestTimelineFile) continue;
            const auto back = respond::importTimeline(*out, u"file"_s, {});
            must(back && back->entries == adopted, "and reads back the same");
        }
    }
}

void pasted(const QByteArray &octets)
{
    const auto entry = respond::entryFromPasted(QString::fromUtf8(octets), u"Sato"_s, Now,
                                                {dns::Name::fromText("example.com").value()});
    if (!entry) return mustSayWhy(entry.error());
    mustStandInALog(*entry);
    must(entry->happened <= Now, "nothing has happened later than now");
    mustBePlain(entry->text, respond::LargestPasted * 6);
    for (const char *part : {"tool", "about", "answer"})
        mustBePlain(entry->args.value(QLatin1String(part)).toString(), 4000);
}

void mail(const QByteArray &octets)
{
    const auto reply = respond::readMail(octets);
    if (!reply) return mustSayWhy(reply.error());
    mustBePlain(reply->from, 1000);
    mustBePlain(reply->subject, 2000);
    mustBePlain(reply->text, 130'000);
    must(reply->sha256 == sha256Hex(octets), "the octets are known by their hash");
}

void bundle(const QByteArray &octets)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(u"bundle.tar.gz"_s);
    {
        QFile file(path);
        must(file.open(QIODevice::WriteOnly) && file.write(octets) == octets.size(),
             "the temporary folder can be written");
    }
    const auto unpack = store::Unpack::open(path);
    if (!unpack) return mustSayWhy(unpack.error());
    for (int files = 0; files < 2000; ++files) {
        const auto name = (*unpack)->next();
        if (!name) return mustSayWhy(name.error());
        if (!*name) break;
        must(!(*name)->startsWith('/') && !(*name)->split('/').contains(".."), "no name leads out");
        for (int pieces = 0; pieces < 200; ++pieces) {
            const auto piece = (*unpack)->read();
            if (!piece || piece->isEmpty()) break;
        }
    }
    const auto verified = store::verifyBundle(path);
    if (!verified) mustSayWhy(verified.error());
}

} // namespace hinoban::fuzz
