// SPDX-License-Identifier: GPL-3.0-or-later
// What comes in files and from registries; the wire is in Targets.cpp.
#include "app/base/CanonicalJson.h"
#include "app/dns/AskLine.h"
#include "app/dns/Capture.h"
#include "app/dns/ExchangeText.h"
#include "app/drill/Scenario.h"
#include "app/registry/Registration.h"
#include "app/watch/Look.h"
#include "tests/drill/SmallWorld.h"
#include "tests/fuzz/Targets.h"

#include <QJsonObject>

#include <cstdio>
#include <cstdlib>

namespace hinoban::fuzz {
namespace {

void must(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

void mustBeRefused(const Error &error)
{
    must(error.code == ErrorCode::BadInput, "a refusal is BadInput");
    must(!error.detail.isEmpty(), "a refusal has a reason");
}

// The small world's files once, and the scenario anew for each input.
QString worldWith(const QByteArray &scenario)
{
    static const QTemporaryDir folder;
    static const SmallWorld world;
    static bool written = false;
    const auto put = [](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        must(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(),
             "the temporary folder can be written");
    };
    if (!written)
        for (auto it = world.files.begin(); it != world.files.end(); ++it)
            put(it.key(), it.value());
    written = true;
    put(QStringLiteral("scenario.yaml"), scenario);
    return folder.path();
}

} // namespace

void capture(const QByteArray &octets)
{
    using namespace hinoban::dns;
    const auto read = captureFromBytes(octets, QStringLiteral("fuzz.pcap"));
    if (!read) return mustBeRefused(read.error());
    must(read->messages >= 2 * quint64(read->exchanges.size()) || read->notUnderstood > 0,
         "an exchange is two messages, or a malformed one is told");
    must(read->others <= read->packets, "what is not DNS is a packet");
    must(read->notUnderstood == 0 || !read->problems.isEmpty(), "what is not understood is told");
    for (const auto &exchange : read->exchanges) {
        must(exchange && exchange->server.port == 53, "an exchange has a server");
        must(exchange->answered() == (exchange->message != nullptr), "answered means a message");
        must(exchangeFromJson(toJson(*exchange)).has_value(), "an exchange can be written down and read");
        for (const char c : digText(*exchange))
            must(c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f), "text is printable");
        (void)dnsJsonText(*exchange);
    }
}

void record(const QByteArray &octets)
{
    const auto json = parseJson(octets);
    if (!json || !json->isObject()) return;
    const auto look = watch::lookFromJson(json->toObject());
    if (!look) return mustBeRefused(look.error());
    const auto again = watch::lookFromJson(watch::toJson(**look));
    must(again.has_value(), "a look that was read can be written and read");
    must(watch::toJson(**again) == watch::toJson(**look), "it says the same");
}

void rdap(const QByteArray &octets)
{
    const auto read = registry::registrationFromRdap(octets, dns::Name::fromText("example.jp").value());
    if (!read) must(!read.error().detail.isEmpty(), "a refusal has a reason");
}

void scenario(const QByteArray &octets)
{
    const auto read = drill::readScenario(worldWith(octets));
    if (!read) return mustBeRefused(read.error());
    const auto &brief = drill::briefing(**read);
    must(brief.begins <= brief.opens && brief.opens <= brief.ends, "a story begins before it ends");
}

void askline(const QByteArray &octets)
{
    const auto line = dns::AskLine::fromText(QString::fromUtf8(octets));
    if (!line) return mustBeRefused(line.error());
    const auto again = dns::AskLine::fromText(line->text());
    must(again && *again == *line, "the normal form asks the same");
}

} // namespace hinoban::fuzz
