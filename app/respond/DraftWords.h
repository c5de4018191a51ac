// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/DraftFields.h"

namespace hinoban::respond {

// What the fields of a draft are made with, in the draft's own language (which need not be the program's).
struct Words {
    const char *en;
    const char *ja;
};
[[nodiscard]] inline QString wordIn(const Words &words, bool japanese)
{
    return QString::fromUtf8(japanese ? words.ja : words.en);
}

constexpr qsizetype LongestField = 300; // of what comes from outside; longer texts are cut

// Time for both readers: the one here, and the one who compares logs. Empty for nothing.
[[nodiscard]] QString bothTimes(std::optional<Instant> instant, bool japanese);
// A day and a minute for the public, in Japan's time: "2020 年 5 月 31 日 0 時 11 分".
[[nodiscard]] QString publicTime(std::optional<Instant> instant, bool japanese);
[[nodiscard]] QString publicDay(std::optional<Instant> instant, bool japanese);
// What those share who fill the fields of one draft. It outlives none of them.
class FieldMaker {
public:
    FieldMaker(Fields &fields, bool japanese)
        : m_fields(fields)
        , m_japanese(japanese)
    {
    }

protected:
    [[nodiscard]] QString in(const Words &words) const { return wordIn(words, m_japanese); }
    [[nodiscard]] QString time(std::optional<Instant> instant) const { return bothTimes(instant, m_japanese); }
    // `key` says in the program what is missing where the text is empty; `label` says it in the draft.
    void field(const char *name, const char *key, const Words &label, const QString &text);
    Fields::List &list(const char *name, const QStringList &members, const char *key, const Words &label);
    static void add(Fields::List &list, std::map<QString, QString> item);
    void flag(const char *name, bool value) { m_fields.flags[QLatin1String(name)] = value; }

    Fields &m_fields;
    bool m_japanese;
};

// "D1" in words; an unknown one as it is.
[[nodiscard]] QString signalWord(const QString &signal, bool japanese);
// A line of the timeline in a draft's language; empty for one that is not worth a line there.
[[nodiscard]] QString timelineWords(const Entry &entry, bool japanese);

// A longer text with the attacker's names and addresses in it taken out of reach of programs that make links.
[[nodiscard]] QString withoutLinks(QString text, const DraftFacts &facts);

// The fields that people fill, and what follows from what they told and asked.
void addCaseFields(Fields &fields, bool japanese, const Contact &contact, const DraftFacts &facts);
// When mail may have gone astray, and the accounts that it could open: those of the recipient.
void addExposureFields(Fields &fields, bool japanese, const Contact &contact, const DraftFacts &facts);

} // namespace hinoban::respond
