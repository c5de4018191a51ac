// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/WhoisServer.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

constexpr qsizetype LongestLine = 512;
constexpr int KeyWidth = 32;
constexpr int Jst = 9 * 3600;

QDateTime jst(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMicroseconds(at) / 1000, Qt::OffsetFromUTC, Jst);
}

QByteArray line(const char *key, const QString &value)
{
    return ('[' + QByteArray(key) + ']').leftJustified(KeyWidth) + value.toUtf8() + "\r\n";
}

const QByteArray Banner = "[ A registry of a drill. No question and no answer leaves this machine.          ]\r\n\r\n";

} // namespace

QByteArray whoisText(const RegistrationSpec &registration)
{
    const QString day = u"yyyy/MM/dd"_s;
    QByteArray text =
        Banner + "Domain Information:\r\n" + line("Domain Name", registration.domain.display().toUpper()) + "\r\n";
    for (const dns::Name &host : registration.nameservers)
        text += line("Name Server", host.display());
    text += line("Signing Key", registration.delegationSigned ? u"1 13 2 ("_s : QString()) + "\r\n";
    text += line("Created on", jst(registration.registered).toString(day));
    text += line("Expires on", jst(registration.expires).toString(day));
    text += line("Status", u"Active"_s);
    for (const QString &status : registration.statuses)
        if (status.endsWith(u"Locked"_s)) text += line("Lock Status", status);
    text += line("Last Updated", jst(registration.lastChanged).toString(u"yyyy/MM/dd HH:mm:ss"_s) + u" (JST)"_s);
    return text + "\r\n";
}

WhoisServer::WhoisServer(Clock &clock, std::shared_ptr<const Scenario> scenario)
    : m_clock(clock)
    , m_scenario(std::move(scenario))
    , m_server("\n", LongestLine, [this](const QByteArray &line) { return answerTo(line.trimmed()); })
{
}

QUrl WhoisServer::base() const { return QUrl(u"whois://127.0.0.1:%1?suffix=/e"_s.arg(m_server.port())); }

QByteArray WhoisServer::answerTo(const QByteArray &question) const
{
    const QByteArray none = Banner + "No match!!\r\n";
    const auto name = dns::Name::fromText(question.endsWith("/e") ? question.chopped(2) : question);
    if (!name || name->isRoot()) return none;
    const auto &tlds = m_scenario->whoisTlds;
    if (std::ranges::find(tlds, name->labels().back()) == tlds.end()) return none;
    const auto &registrations = m_scenario->at(m_clock.now()).registrations;
    const auto known = registrations.find(*name);
    return known == registrations.end() ? none : whoisText(known->second);
}

} // namespace hinoban::drill
