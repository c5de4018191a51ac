// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/Targets.h"
#include "tests/fuzz/Must.h"

#include "app/dns/AskLine.h"
#include "app/dns/Capture.h"
#include "app/dns/CookieOption.h"
#include "app/dns/ExchangeText.h"
#include "app/dns/Referral.h"
#include "app/dns/ReplyMatch.h"
#include "app/dns/TrustAnchors.h"
#include "app/dns/Zone.h"

namespace hinoban::fuzz {
namespace {

using namespace hinoban::dns;

void mustBeRefused(const Error &error)
{
    must(error.code == ErrorCode::BadInput, "a refusal is BadInput");
    must(!error.detail.isEmpty(), "a refusal has a reason");
}

void mustBePrintable(const QByteArray &text)
{
    for (char c : text)
        must(c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f), "text is printable");
}

void everyView(const Record &record)
{
    (void)nameOf(record.type, record.rdata);
    (void)addressOf(record.type, record.rdata);
    (void)soaOf(record.rdata);
    (void)mxOf(record.rdata);
    (void)caaOf(record.rdata);
    (void)txtOf(record.rdata);
    mustBePrintable(recordText(record));
}

} // namespace

void message(const QByteArray &octets)
{
    const QByteArray query = buildQuery(0x4142, QByteArray("\7eXample\2jp\0", 12), Type::NS, false, Edns{});
    (void)matchReply(octets, query);
    const auto parsed = parseMessage(octets);
    if (!parsed) {
        must(parsed.error().code == ErrorCode::BadInput, "a refusal is BadInput");
        return;
    }
    mustBePrintable(messageText(*parsed));
    if (parsed->edns)
        if (const auto cookie = cookieIn(parsed->edns->options))
            must(cookie->client.size() <= ClientCookieSize && cookie->server.size() <= 32, "a cookie is bounded");
    const Name zones[] = {Name(), Name::fromText("jp").value()};
    if (parsed->question)
        for (const Name &zone : zones) {
            const Verdict verdict = verdictOf(*parsed, *parsed->question, zone);
            if (verdict.kind != Verdict::Kind::Delegated) continue;
            must(verdict.cut.zone != zone && verdict.cut.zone.isSubdomainOf(zone), "a cut is inside the zone");
            must(parsed->question->name.isSubdomainOf(verdict.cut.zone), "a cut leads to the name");
            for (const NameServer &server : verdict.cut.servers)
                must(server.addresses.empty() || server.name.isSubdomainOf(verdict.cut.zone), "glue is in bailiwick");
        }
    for (const auto *section : {&parsed->answer, &parsed->authority, &parsed->additional})
        for (const Record &record : *section)
            everyView(record);

    // What was read can be written, and says the same.
    const auto built = buildMessage(*parsed);
    if (!built) return;
    const auto again = parseMessage(*built);
    must(again.has_value(), "what was written can be read");
    if (again->tc && !parsed->tc) return; // it did not fit
    must(canonicalAnswerHash(*again, false) == canonicalAnswerHash(*parsed, false), "it says the same");
}

void name(const QByteArray &octets)
{
    if (const auto read = Name::fromWire(octets)) {
        const auto again = Name::fromText(read->text());
        must(again && *again == *read, "text keeps the name");
        must(read->wire().size() == octets.size(), "wire keeps its size");
    }
    if (const auto read = Name::fromText(octets)) {
        mustBePrintable(read->text());
        const auto again = Name::fromWire(read->wire());
        must(again && *again == *read, "wire keeps the name");
        must(read->isSubdomainOf(read->parent()), "a name is below its parent");
        must(Name::canonicalCompare(*read, *again) == 0, "a name equals itself");
        must(read->isRoot() || Name::canonicalCompare(read->parent(), *read) < 0, "a parent sorts before its child");
        must(static_cast<int>(read->labels().size()) == read->labelCount(), "labels are counted");
    }
    if (const auto read = Name::fromUserText(QString::fromUtf8(octets))) mustBePrintable(read->text());
}

void zone(const QByteArray &octets)
{
    const auto read = readZoneText(octets, QStringLiteral("fuzz"), {Name::fromText("example.jp").value(), false});
    if (!read) {
        must(read.error().where.startsWith(QStringLiteral("fuzz")), "a refusal names its place");
        must(!read.error().detail.isEmpty(), "a refusal has a reason");
        return;
    }
    for (const Record &record : read->records) {
        must(record.owner.isSubdomainOf(read->apex), "records are inside the zone");
        everyView(record);
    }
    (void)read->keys();
}

void capture(const QByteArray &octets)
{
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

void askline(const QByteArray &octets)
{
    const auto line = AskLine::fromText(QString::fromUtf8(octets));
    if (!line) return mustBeRefused(line.error());
    const auto again = AskLine::fromText(line->text());
    must(again && *again == *line, "the normal form asks the same");
}

void anchors(const QByteArray &octets)
{
    const auto read = TrustAnchors::fromText(octets, QStringLiteral("fuzz"));
    if (!read) return mustBeRefused(read.error());
    must(!read->isEmpty(), "no anchor is no file of anchors");
    for (const auto &anchor : read->all()) {
        must(!anchor.ds.empty() || !anchor.keys.empty(), "an anchor vouches for something");
        must(read->covering(anchor.zone) == &anchor, "an anchor covers its zone");
    }
}

} // namespace hinoban::fuzz
