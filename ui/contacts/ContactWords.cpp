// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/ContactWords.h"

#include "app/base/SafeText.h"
#include "ui/common/Language.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace hinoban::ui {
namespace {

struct Word {
    const char *key;
    const char *source;
};

constexpr Word Roles[] = {
    {"registrar", QT_TRANSLATE_NOOP("ContactWords", "Registrar support")},
    {"registrar-csirt", QT_TRANSLATE_NOOP("ContactWords", "Registrar's CSIRT")},
    {"dns-cloud", QT_TRANSLATE_NOOP("ContactWords", "DNS provider's support")},
    {"national-csirt", QT_TRANSLATE_NOOP("ContactWords", "National CSIRT")},
    {"hosting", QT_TRANSLATE_NOOP("ContactWords", "Hosting of the attacker's server")},
    {"lookalike-registrar", QT_TRANSLATE_NOOP("ContactWords", "Registrar of the look-alike domain")},
    {"saas", QT_TRANSLATE_NOOP("ContactWords", "Services with accounts of ours")},
    {"ca", QT_TRANSLATE_NOOP("ContactWords", "Certification authority")},
    {"registry", QT_TRANSLATE_NOOP("ContactWords", "Registry")},
    {"resolver", QT_TRANSLATE_NOOP("ContactWords", "Public resolver")},
    {"privacy-authority", QT_TRANSLATE_NOOP("ContactWords", "Privacy authority")},
    {"finance", QT_TRANSLATE_NOOP("ContactWords", "Financial regulator")},
    {"police", QT_TRANSLATE_NOOP("ContactWords", "Police")},
    {"phishing", QT_TRANSLATE_NOOP("ContactWords", "Anti-phishing council")},
    {"advice", QT_TRANSLATE_NOOP("ContactWords", "Advice")},
    {"icann", QT_TRANSLATE_NOOP("ContactWords", "ICANN compliance")},
    {"public", QT_TRANSLATE_NOOP("ContactWords", "The public")},
    {"customers", QT_TRANSLATE_NOOP("ContactWords", "Customers concerned")},
    {"staff", QT_TRANSLATE_NOOP("ContactWords", "Staff")},
    {"headquarters", QT_TRANSLATE_NOOP("ContactWords", "Response team")},
};

constexpr Word Templates[] = {
    {"REG-CALL", QT_TRANSLATE_NOOP("ContactWords", "Telephone script")},
    {"REG-URGENT", QT_TRANSLATE_NOOP("ContactWords", "Urgent request")},
    {"REG-CSIRT", QT_TRANSLATE_NOOP("ContactWords", "Request between CSIRTs")},
    {"JP-TD", QT_TRANSLATE_NOOP("ContactWords", "Take-down request")},
    {"CLOUD-SUP", QT_TRANSLATE_NOOP("ContactWords", "Support case")},
    {"HOST-ABUSE", QT_TRANSLATE_NOOP("ContactWords", "Abuse report")},
    {"REG-LOGS", QT_TRANSLATE_NOOP("ContactWords", "Request for logs and cause")},
    {"REG-TEAC", QT_TRANSLATE_NOOP("ContactWords", "Undo a transfer")},
    {"JP-UPD", QT_TRANSLATE_NOOP("ContactWords", "Take-down: update")},
    {"LOOK-REG", QT_TRANSLATE_NOOP("ContactWords", "Suspend look-alike domains")},
    {"SAAS-FREEZE", QT_TRANSLATE_NOOP("ContactWords", "Freeze accounts and resets")},
    {"CA-REVOKE", QT_TRANSLATE_NOOP("ContactWords", "Revoke a certificate")},
    {"PPC-S", QT_TRANSLATE_NOOP("ContactWords", "Preliminary report")},
    {"PPC-K", QT_TRANSLATE_NOOP("ContactWords", "Final report")},
    {"FSA-1", QT_TRANSLATE_NOOP("ContactWords", "First report")},
    {"POL-1", QT_TRANSLATE_NOOP("ContactWords", "Paper for the police")},
    {"PR-1", QT_TRANSLATE_NOOP("ContactWords", "Press release, first")},
    {"PR-F", QT_TRANSLATE_NOOP("ContactWords", "Press release, final")},
    {"CUST-N", QT_TRANSLATE_NOOP("ContactWords", "Notice to customers")},
    {"INT-1", QT_TRANSLATE_NOOP("ContactWords", "Notice to staff")},
    {"PW-RESET", QT_TRANSLATE_NOOP("ContactWords", "Please set new passwords")},
    {"SITREP", QT_TRANSLATE_NOOP("ContactWords", "Situation report")},
};

template <size_t N>
QString wordOf(const Word (&words)[N], const QString &key)
{
    for (const auto &word : words)
        if (key == QLatin1String(word.key)) return QCoreApplication::translate("ContactWords", word.source);
    return safeText(key, 60);
}

bool isJapanese(QChar c)
{
    const auto script = c.script();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
}

bool isJapanese(const respond::Channel &channel)
{
    using Kind = respond::Channel::Kind;
    switch (channel.kind) {
    case Kind::Phone:
    case Kind::Fax: {
        QString digits = channel.address;
        digits.removeIf([](QChar c) { return !c.isDigit() && c != u'+'; });
        // A number without a country is a domestic one.
        return digits.startsWith(QLatin1String("+81")) ||
               (digits.startsWith(u'0') && !digits.startsWith(QLatin1String("00")));
    }
    case Kind::Mail:
        return channel.address.endsWith(QLatin1String(".jp"), Qt::CaseInsensitive);
    case Kind::Form:
    case Kind::Ticket:
        return QUrl(channel.address, QUrl::StrictMode).host().endsWith(QLatin1String(".jp"), Qt::CaseInsensitive);
    }
    return false;
}

} // namespace

QString roleWord(const QString &role) { return wordOf(Roles, role); }

QString templateWord(const QString &templateId) { return wordOf(Templates, templateId); }

bool isCallScript(const QString &templateId) { return templateId.endsWith(QLatin1String("-CALL")); }

QString requestStateWord(respond::Request::State state)
{
    using State = respond::Request::State;
    const auto say = [](const char *source) { return QCoreApplication::translate("ContactWords", source); };
    switch (state) {
    case State::Waiting:
        return say(QT_TRANSLATE_NOOP("ContactWords", "no answer yet"));
    case State::Acknowledged:
        return say(QT_TRANSLATE_NOOP("ContactWords", "acknowledged"));
    case State::Done:
        return say(QT_TRANSLATE_NOOP("ContactWords", "done"));
    case State::Refused:
        return say(QT_TRANSLATE_NOOP("ContactWords", "refused"));
    case State::Withdrawn:
        return say(QT_TRANSLATE_NOOP("ContactWords", "withdrawn"));
    }
    return {};
}

QString channelWord(respond::Channel::Kind kind)
{
    using Kind = respond::Channel::Kind;
    const auto say = [](const char *source) { return QCoreApplication::translate("ContactWords", source); };
    switch (kind) {
    case Kind::Phone:
        return say(QT_TRANSLATE_NOOP("ContactWords", "phone"));
    case Kind::Mail:
        return say(QT_TRANSLATE_NOOP("ContactWords", "mail"));
    case Kind::Form:
        return say(QT_TRANSLATE_NOOP("ContactWords", "form"));
    case Kind::Fax:
        return say(QT_TRANSLATE_NOOP("ContactWords", "fax"));
    case Kind::Ticket:
        return say(QT_TRANSLATE_NOOP("ContactWords", "ticket"));
    }
    return {};
}

QString channelText(const respond::Channel &channel)
{
    return channelWord(channel.kind) + u' ' + safeText(channel.address, 254);
}

QString organisationOf(const respond::Contact &contact)
{
    const bool japanese = Language::instance().current() == QLatin1String("ja") && !contact.organisationJa.isEmpty();
    return safeText(japanese ? contact.organisationJa : contact.organisation, 200);
}

QString contactTitle(const respond::Contact &contact)
{
    const QString organisation = organisationOf(contact);
    return organisation.isEmpty() ? roleWord(contact.role) : organisation;
}

QString trustText(const respond::Contact &contact)
{
    const auto say = [](const char *source) { return QCoreApplication::translate("ContactWords", source); };
    QString from;
    if (contact.confidence == QLatin1String("H"))
        from = say(QT_TRANSLATE_NOOP("ContactWords", "from the organisation's own page"));
    else if (contact.confidence == QLatin1String("M"))
        from = say(QT_TRANSLATE_NOOP("ContactWords", "from a third party"));
    else if (contact.confidence == QLatin1String("team"))
        from = say(QT_TRANSLATE_NOOP("ContactWords", "from your team"));
    else
        from = say(QT_TRANSLATE_NOOP("ContactWords", "source unverified"));
    const QString when =
        contact.lastVerified.isEmpty()
            ? say(QT_TRANSLATE_NOOP("ContactWords", "never verified"))
            : say(QT_TRANSLATE_NOOP("ContactWords", "verified %1")).arg(safeText(contact.lastVerified, 20));
    QString text = from + QStringLiteral(" · ") + when;
    // Asked for by those whose lists they come from: for incidents, and for nobody else.
    if (contact.irOnly) text += QStringLiteral(" · ") + say(QT_TRANSLATE_NOOP("ContactWords", "IR only"));
    return text;
}

QString languageFor(const respond::Contact &contact)
{
    const bool named =
        std::any_of(contact.organisation.begin(), contact.organisation.end(), [](QChar c) { return isJapanese(c); });
    const bool reached = std::any_of(contact.channels.begin(), contact.channels.end(),
                                     [](const auto &channel) { return isJapanese(channel); });
    return named || reached ? QStringLiteral("ja") : QStringLiteral("en");
}

QString contactText(const respond::Contact &contact)
{
    QStringList lines{contactTitle(contact), roleWord(contact.role)};
    for (const auto &channel : contact.channels)
        lines.append(channelText(channel));
    for (const QString &text :
         {respond::useOf(contact), respond::adviceOf(contact), trustText(contact), contact.source})
        if (!text.isEmpty()) lines.append(safeText(text, 2000));
    lines.removeDuplicates();
    return lines.join(u'\n');
}

} // namespace hinoban::ui
