// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Redaction.h"

#include "app/base/SafeText.h"
#include "app/respond/DraftWords.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr Words PersonMark{"[redacted: person]", "［非公開：氏名］"};
constexpr Words PhoneMark{"[redacted: telephone]", "［非公開：電話番号］"};
constexpr Words MailMark{"[redacted: mail address]", "［非公開：メールアドレス］"};
constexpr Words HostMark{"[redacted: internal host]", "［非公開：内部ホスト］"};
constexpr Words ContactMark{"[redacted: contact]", "［非公開：連絡先］"};
constexpr Words IdMark{"[redacted: account]", "［非公開：契約情報］"};
constexpr Words TypedMark{"[redacted: words of a person]", "［非公開：担当者の記載］"};

const QRegularExpression &mailShape()
{
    static const QRegularExpression shape(
        QStringLiteral(R"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+(?:@|＠)[A-Za-z0-9\[\].-]+)"));
    return shape;
}

// As people write them in Japan and abroad, in half and full width; begins with 0 or +, is no time and no part of a
// hash.
const QRegularExpression &phoneShape()
{
    static const QRegularExpression shape(
        QStringLiteral(
            R"((?<![\p{L}\p{N}:.\[-])(?:[+＋]\d{1,3}[ .\-‐－]?\(?\d|[(（]?[0０]\d)[\d\-‐－ー() （）.]{5,15}\d(?![\p{L}\p{N}:\]]))"),
        QRegularExpression::UseUnicodePropertiesOption);
    return shape;
}

// RFC 1918, 6598, 3927, 1122, 4193, 4291; the last dot may be defanged.
const QRegularExpression &privateAddressShape()
{
    static const QRegularExpression shape(
        QStringLiteral(
            R"((?<![0-9A-Fa-f.:])(?:(?:10|127)(?:\.\d{1,3}){2}(?:\.|\[\.\])\d{1,3}|(?:192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.\d{1,3}(?:\.|\[\.\])\d{1,3}|(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):[0-9a-f:\[\]]+|::1)(?![0-9A-Za-z]))"),
        QRegularExpression::CaseInsensitiveOption);
    return shape;
}

const QRegularExpression &privateHostShape()
{
    static const QRegularExpression shape(
        QStringLiteral(
            R"((?<![A-Za-z0-9.-])(?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+(?:\.|\[\.\])(?:local|localdomain|localhost|internal|intranet|intra|corp|private|lan|home\.arpa)\.?(?![A-Za-z0-9-]))"),
        QRegularExpression::CaseInsensitiveOption);
    return shape;
}

bool isPlainLatin(const QString &word)
{
    return std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 0x250; });
}

} // namespace

Redaction::Redaction(const DossierFacts &facts, bool japanese)
    : m_japanese(japanese)
{
    const Organisation &o = facts.draft.organisation;
    for (const QString &name : {o.person, o.personJa, facts.draft.incident.commander})
        addPerson(name);
    for (const auto &role : facts.roles)
        addPerson(role.person);
    for (const auto &line : facts.timeline) {
        addPerson(line.entry.author);
        addPerson(line.entry.args.value(QStringLiteral("person")).toString());
        if (line.entry.rule == QLatin1String("incident.commander")) addPerson(line.entry.after);
    }
    for (const auto &line : facts.draft.timeline)
        addPerson(line.author);
    addWord(o.phone, wordIn(PhoneMark, japanese));
    addWord(o.externalMail, wordIn(MailMark, japanese));
    addWord(o.registrarMemberId, wordIn(IdMark, japanese));
    addWord(o.cloudZoneId, wordIn(IdMark, japanese));
    const QString contact = wordIn(ContactMark, japanese);
    for (const auto &known : facts.irOnly) {
        addWord(known.organisation, contact);
        addWord(known.organisationJa, contact);
        for (const auto &channel : known.channels)
            addWord(channel.address, contact);
    }
    std::stable_sort(m_words.begin(), m_words.end(),
                     [](const auto &a, const auto &b) { return a.first.pattern().size() > b.first.pattern().size(); });
}

void Redaction::addPerson(const QString &name)
{
    const QString whole = name.simplified();
    if (whole.isEmpty() || whole == QLatin1String("Hinoban")) return;
    const QString mark = wordIn(PersonMark, m_japanese);
    addWord(whole, mark);
    static const QRegularExpression between(QStringLiteral("[\\s\u3000・,.]+"));
    const auto parts = whole.split(between, Qt::SkipEmptyParts);
    if (parts.size() < 2) return;
    addWord(parts.join(QString()), mark);
    for (const QString &part : parts)
        if (part.size() >= (isPlainLatin(part) ? 3 : 2)) addWord(part, mark);
}

void Redaction::addWord(const QString &typed, const QString &mark)
{
    const QString word = safeText(typed.trimmed(), LongestField);
    if (word.size() < 2) return;
    // A name in Latin letters is a word of its own; Japanese knows no spaces.
    QString pattern = QRegularExpression::escape(word);
    if (isPlainLatin(word)) pattern = QStringLiteral("(?<![\\p{L}\\p{N}])%1(?![\\p{L}\\p{N}])").arg(pattern);
    const bool isKnown =
        std::any_of(m_words.begin(), m_words.end(), [&](const auto &one) { return one.first.pattern() == pattern; });
    if (isKnown) return;
    m_words.emplace_back(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption |
                                                         QRegularExpression::UseUnicodePropertiesOption),
                         mark);
}

QString Redaction::of(QString text) const
{
    for (const auto &[word, mark] : m_words)
        text.replace(word, mark);
    text.replace(mailShape(), wordIn(MailMark, m_japanese));
    text.replace(privateAddressShape(), wordIn(HostMark, m_japanese));
    text.replace(privateHostShape(), wordIn(HostMark, m_japanese));
    text.replace(phoneShape(), wordIn(PhoneMark, m_japanese));
    return text;
}

QString Redaction::withheld() const { return wordIn(TypedMark, m_japanese); }

QString Redaction::insideHost() const { return wordIn(HostMark, m_japanese); }

bool Redaction::isInside(const QString &address) { return privateAddressShape().match(address).hasMatch(); }

void Redaction::apply(Dossier &dossier) const
{
    // The head of the log is no text of anybody's: it stays.
    dossier.title = of(dossier.title);
    dossier.subtitle = of(dossier.subtitle);
    for (auto &section : dossier.sections) {
        section.title = of(section.title);
        for (auto &block : section.blocks) {
            block.text = of(block.text);
            for (auto &row : block.rows)
                for (auto &cell : row)
                    cell.text = of(cell.text);
        }
    }
}

} // namespace hinoban::respond
