// SPDX-License-Identifier: GPL-3.0-or-later
// The section of hosts that take mail, and what the story does to them.
#include "app/drill/ScenarioReader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

constexpr qsizetype LongestGreeting = 400; // with its code, a line of RFC 5321

}

MailCondition ScenarioReader::mailConditionOf(const Yaml &value)
{
    const QString word = textOf(value);
    if (word == u"up"_s) return MailCondition::Up;
    if (word == u"down"_s) return MailCondition::Down;
    if (word == u"refusing"_s) return MailCondition::Refusing;
    refuse(value, u"\"%1\" is none of up, down, refusing"_s.arg(word.left(60)));
}

size_t ScenarioReader::mailHostAt(const Yaml &address) const
{
    const QHostAddress wanted = addressOf(address);
    const auto &hosts = m_scenario->mailHosts;
    const auto found = std::ranges::find_if(hosts, [&](const MailHostSpec &host) { return host.address == wanted; });
    if (found == hosts.end()) refuse(address, u"no mail host at \"%1\" is declared"_s.arg(address.scalar.left(80)));
    return size_t(found - hosts.begin());
}

void ScenarioReader::readMail(const Yaml &section)
{
    for (const Yaml *item : itemsOf(section)) {
        Fields fields(*item, u"a mail host"_s);
        MailHostSpec host;
        const Yaml &address = fields.need("address");
        host.address = addressOf(address);
        const auto &known = m_scenario->mailHosts;
        if (std::ranges::any_of(known, [&](const MailHostSpec &other) { return other.address == host.address; }))
            refuse(address, u"two mail hosts on one address"_s);
        host.greeting = fields.text("greeting");
        const bool isLine = std::ranges::all_of(host.greeting, [](QChar c) { return c >= u' ' && c < u'\x7f'; });
        if (!isLine || host.greeting.size() > LongestGreeting)
            refuse(fields.need("greeting"), u"no line of at most %1 ASCII characters"_s.arg(LongestGreeting));
        State::Mail mail;
        if (const Yaml *condition = fields.find("condition")) mail.condition = mailConditionOf(*condition);
        fields.finish();
        m_scenario->mailHosts.push_back(std::move(host));
        m_scenario->states.front().mail.push_back(mail);
    }
}

} // namespace hinoban::drill
