// SPDX-License-Identifier: GPL-3.0-or-later
// What registries and registrars answer.
#include "app/registry/HttpParts.h"
#include "app/registry/NetworkRegistration.h"
#include "app/registry/ReadParts.h"
#include "app/registry/WhoisText.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/Targets.h"

#include <algorithm>

namespace hinoban::fuzz {
namespace {

using namespace Qt::StringLiterals;

void mustBeSafe(const QString &text, qsizetype most)
{
    must(text.size() <= most, "a text is bounded");
    must(std::none_of(text.begin(), text.end(),
                      [](QChar c) {
                          return c.category() == QChar::Other_Control || (c >= QChar(0x202a) && c <= QChar(0x202e)) ||
                                 (c >= QChar(0x2066) && c <= QChar(0x2069));
                      }),
         "a text steers no terminal");
}

void mustBeMail(const QString &address)
{
    must(address.isEmpty() || registry::isPlainMailAddress(address), "an address of mail is plainly one");
}

constexpr qsizetype Longest = 8 * registry::LongestText; // made visible, a character may become eight

void mustBeGood(const registry::Registration &read, const dns::Name &domain, const QByteArray &octets)
{
    must(read.domain == domain && read.raw == octets, "it is about what was asked");
    must(qsizetype(read.nameservers.size()) <= registry::MostEntries, "not too many servers");
    must(std::is_sorted(read.nameservers.begin(), read.nameservers.end()), "servers are in order");
    must(read.statuses.size() <= registry::MostEntries, "not too many statuses");
    for (const QString &status : read.statuses)
        mustBeSafe(status, Longest);
    mustBeSafe(read.registrar, Longest);
    mustBeSafe(read.registrarIanaId, Longest);
    mustBeSafe(read.abusePhone, Longest);
    mustBeMail(read.abuseEmail);
    const QUrl &server = read.registrarServer;
    must(server.isEmpty() || server.scheme() == u"https"_s || server.scheme() == u"whois"_s,
         "a registrar is asked by RDAP over TLS or by WHOIS");
    must(server.isEmpty() || (!server.host().isEmpty() && server.userInfo().isEmpty()), "at a host");
    must(server.scheme() != u"whois"_s || server.port() == -1, "on the usual port");
}

} // namespace

void rdap(const QByteArray &octets)
{
    const auto domain = dns::Name::fromText("example.jp").value();
    const auto read = registry::registrationFromRdap(octets, domain);
    if (!read) return must(!read.error().detail.isEmpty(), "a refusal has a reason");
    mustBeGood(*read, domain, octets);
}

void whois(const QByteArray &octets)
{
    const auto domain = dns::Name::fromText("example.jp").value();
    const QString text = registry::whoisText(octets);
    must(text.size() <= registry::MostWhoisBytes, "no more characters than octets are read");
    const auto layout = registry::whoisLayout(text);
    if (layout != registry::Layout::Unknown) must(!registry::asksToWait(text), "an answer is no refusal");
    const auto read = registry::registrationFromWhois(octets, domain);
    if (!read) {
        must(!read.error().detail.isEmpty(), "a refusal has a reason");
        return must(read.error().code == ErrorCode::BadInput || read.error().code == ErrorCode::NotFound,
                    "a refusal is BadInput, or says that there is none");
    }
    must(layout != registry::Layout::Unknown, "an unknown layout is not read");
    mustBeGood(*read, domain, octets);
}

void network(const QByteArray &octets)
{
    const auto good = [](const Result<registry::NetworkRegistration> &read) {
        if (!read) return must(!read.error().detail.isEmpty(), "a refusal has a reason");
        for (const QString &text : {read->handle, read->name, read->holder, read->abusePhone, read->range()})
            mustBeSafe(text, Longest);
        mustBeMail(read->abuseEmail);
        must(read->country.isEmpty() || read->country.size() == 2, "a country has two letters");
    };
    const auto addresses = registry::networkFromRdap(octets, QHostAddress(u"192.0.2.77"_s));
    good(addresses);
    if (addresses)
        must(addresses->first.toIPv4Address() <= 0xc000024dU && addresses->last.toIPv4Address() >= 0xc000024dU,
             "the address is inside");
    const auto numbers = registry::autonomousSystemFromRdap(octets, 64496);
    good(numbers);
    if (numbers) must(*numbers->firstAs <= 64496 && *numbers->lastAs >= 64496, "the number is inside");
}

// A line each: where from, Location, Retry-After, Date.
void webparts(const QByteArray &octets)
{
    QList<QByteArray> lines = octets.split('\n');
    lines.resize(std::max<qsizetype>(lines.size(), 4));
    const QUrl asked(QString::fromUtf8(lines[0].left(512)), QUrl::StrictMode);
    const bool usable = asked.isValid() && asked.scheme() == u"https"_s && !asked.host().isEmpty();
    const QUrl from = usable ? asked : QUrl(u"https://rdap.example:8443/v1/domain/example.jp"_s);
    const auto target = registry::redirectTarget(from, lines[1]);
    if (!target) must(!target.error().detail.isEmpty(), "a refusal has a reason");
    if (target) {
        must(target->isValid() && target->scheme() == u"https"_s && !target->host().isEmpty(), "https to a host only");
        must(target->userInfo().isEmpty() && !target->hasFragment(), "no password, and what servers see only");
    }
    const Instant now = instantFromUnixMicroseconds(1590851498000000);
    const auto wait = registry::retryAfter(lines[2], lines[3], now);
    must(!wait || (*wait >= Duration::zero() && *wait <= std::chrono::hours(24)), "a wait has an end");
    if (const auto date = registry::httpDate(lines[2].trimmed(), now)) {
        must(wait.has_value(), "a date is a wait");
        must(instantFromRfc3339(toRfc3339(*date)) == *date, "a date can be written and read");
    }
}

} // namespace hinoban::fuzz
