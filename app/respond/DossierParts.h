// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/SafeText.h"
#include "app/respond/Dossier.h"
#include "app/respond/DraftWords.h"
#include "app/respond/Redaction.h"

namespace hinoban::respond {

// One thing that was other than it should be, as findings tell it.
struct RecordChange {
    QString what;               // "coincheck.com NS"
    QStringList right, falsely; // as it should be, as it was; the second is the attacker's, and defanged
    QStringList vantages;       // "parent" …
    Instant from{};
    std::optional<Instant> until; // nothing: it still is
};
[[nodiscard]] std::vector<RecordChange> recordChanges(const std::vector<detect::Finding> &findings,
                                                      const DraftFacts &facts);

// The sections of a dossier, each made for itself; dossier() chooses and orders them. Lives for one dossier.
class DossierParts {
public:
    DossierParts(const DossierFacts &facts, const DossierOptions &options, QStringList &gaps);

    [[nodiscard]] DossierSection summary();
    [[nodiscard]] DossierSection times();
    [[nodiscard]] DossierSection reporter();
    [[nodiscard]] DossierSection ask();       // Coordination: what is wanted, and what may be passed on
    [[nodiscard]] DossierSection discovery(); // Coordination: how it was found, with which clock
    [[nodiscard]] DossierSection records();
    [[nodiscard]] DossierSection hostile();
    [[nodiscard]] DossierSection pictures();
    [[nodiscard]] DossierSection timeline(size_t most);
    [[nodiscard]] DossierSection requests();
    [[nodiscard]] DossierSection tail();
    [[nodiscard]] DossierSection impact();   // mail that may have gone astray, services, persons
    [[nodiscard]] DossierSection lostMail(); // of the impact, what goes beyond the items of a form
    [[nodiscard]] DossierSection people();
    [[nodiscard]] DossierSection next();
    [[nodiscard]] DossierSection regulator();
    [[nodiscard]] DossierSection prevention();
    [[nodiscard]] DossierSection answers(); // what the false servers said
    [[nodiscard]] DossierSection evidence(size_t most);

private:
    using Kind = DossierBlock::Kind;
    [[nodiscard]] QString in(const Words &words) const { return wordIn(words, m_japanese); }
    [[nodiscard]] QString time(std::optional<Instant> instant) const { return bothTimes(instant, m_japanese); }
    // In a table: each zone on a line of its own, so that no column breaks within a time.
    [[nodiscard]] QString stamp(std::optional<Instant> instant) const;
    [[nodiscard]] QString span(Duration duration) const;
    [[nodiscard]] QString told(const char *field) const { return m_case.caseFile.of(QLatin1String(field)); }
    [[nodiscard]] QString foreign(const QString &text, qsizetype limit = LongestField) const;
    [[nodiscard]] QString subjectWords(const QString &subject) const; // "coincheck.com の登録情報"
    [[nodiscard]] QString typed(const QString &text) const;           // of a person: withheld in a redacted copy
    // Of the case file, worded for others: stays in a redacted copy, without the names that the case knows.
    [[nodiscard]] QString official(const char *field) const { return safeText(told(field).trimmed(), LongestField); }
    [[nodiscard]] QString stateWord() const;
    [[nodiscard]] QString lineWords(const Entry &entry) const;
    [[nodiscard]] QString serverOf(const QString &server, const QString &address) const;
    [[nodiscard]] DossierSection hostsOnly(DossierSection made);
    void addExposure(DossierBlock &fields); // when mail may have gone astray, and what it could open
    void fact(DossierBlock &fields, const Words &label, const QString &text); // a gap where there is no text
    void factIfKnown(DossierBlock &fields, const Words &label, const QString &text);
    [[nodiscard]] DossierSection section(const char *id, const Words &title) const
    {
        return {QLatin1String(id), in(title), {}};
    }

    const DossierFacts &m_facts;
    const DraftFacts &m_case;
    const DossierOptions &m_options;
    QStringList &m_gaps;
    bool m_japanese;
    Redaction m_redaction;
};

} // namespace hinoban::respond
